"""``magcalc why``: the arithmetic of an answer, step by step, each number with its row and its source."""

import importlib
from typing import Annotated

import typer
from typer.main import get_command

from magcalc.cli.complete import complete_taken
from magcalc.cli.options import new_app, with_output
from magcalc.show.terminal import Output

app = new_app()

# The commands whose answers are explained; a dose needs no word before it.
_EXPLAINED = ("dose", "day", "label")


@app.command(
    epilog="Examples: magcalc why 2000 mg glycinate | magcalc why day 400 mg oxide + 1 l Gerolsteiner --age 8 | "
    "magcalc why label --text 'Magnesium (as citrate) 150 mg per tablet'",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def why(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[dose|day|label] ...",
            autocompletion=complete_taken,
            help="A question as its own command takes it, options and all.",
        ),
    ],
    out: Output,
) -> int:
    """Show how an answer is worked out, so that it can be checked by hand."""
    name, rest = (words[0], words[1:]) if words[0] in _EXPLAINED else ("dose", words)
    shared = ["--why"]
    if out.form != "screen":
        shared.append(f"--{out.form}")
    if out.quiet:
        shared.append("--quiet")
    if not out.color:
        shared.append("--no-color")
    command = get_command(importlib.import_module(f"magcalc.cli.{name}").app)
    code = command.main([*shared, *rest], prog_name=f"magcalc why {name}", standalone_mode=False)
    return code if isinstance(code, int) else 0
