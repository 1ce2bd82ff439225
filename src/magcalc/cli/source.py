"""``magcalc source``: the work behind a number."""

from typing import Annotated

import typer

from magcalc.cli.complete import complete_source
from magcalc.cli.options import new_app, with_output
from magcalc.facts.sources import source as find_source
from magcalc.show.source import write_source
from magcalc.show.terminal import Output

app = new_app()


@app.command()
@with_output
def source(
    id: Annotated[str, typer.Argument(metavar="ID", autocompletion=complete_source, help="As printed in [brackets].")],  # noqa: A002
    out: Output,
) -> None:
    """Show a source: what it is, what of it was read, and how far it confirms its numbers."""
    write_source(find_source(id), out)
