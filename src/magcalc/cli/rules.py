"""``magcalc rules``: the rules of the label linter."""

from typing import Annotated

import typer

from magcalc.cli.complete import complete_rule
from magcalc.cli.options import new_app, with_output
from magcalc.facts.rules import rule, rule_called, rule_keys
from magcalc.show.rules import write_rules
from magcalc.show.terminal import Output

app = new_app()


@app.command(epilog="Examples: magcalc rules | magcalc rules MG201 nrv-mismatch | magcalc label --explain MG201")
@with_output
def rules(
    out: Output,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE]...", autocompletion=complete_rule, help="Only these, by code or name."),
    ] = None,
) -> None:
    """List the rules that labels are judged by."""
    write_rules([rule_called(name) for name in names] if names else [rule(key) for key in rule_keys()], out)
