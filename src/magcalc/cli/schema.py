"""``magcalc schema``: the JSON Schema of a command's output."""

from typing import Annotated

import typer

from magcalc.cli.complete import complete_schema
from magcalc.cli.options import new_app
from magcalc.errors import UnknownNameError, quoted
from magcalc.said import say
from magcalc.show.encode import json_text
from magcalc.show.terminal import Output

app = new_app()


@app.command()
def schema(
    name: Annotated[
        str, typer.Argument(metavar="COMMAND", autocompletion=complete_schema, help="dose, need, convert, forms, ...")
    ],
) -> None:
    """Print the JSON Schema of what a command prints with --json."""
    from magcalc.show.shapes import SHAPES

    shape = SHAPES.get(name.strip().casefold())
    if shape is None:
        raise UnknownNameError(
            say("there is no schema for {name}", name=quoted(name)), hint=say("known: {names}", names=", ".join(SHAPES))
        )
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape.model_json_schema(by_alias=True)}
    Output("json").line(json_text(whole))
