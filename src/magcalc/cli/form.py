"""``magcalc form``: one form in full."""

from typing import Annotated

from magcalc.cli.options import FormArgument, FormsOption, form_table, new_app, with_output
from magcalc.facts.studies import studies_of
from magcalc.show.form import write_form
from magcalc.show.terminal import Output

app = new_app()


@app.command()
@with_output
def form(name: Annotated[list[str], FormArgument], out: Output, forms: FormsOption = None) -> None:
    """Show one form: grades, formulas, names, evidence and sources."""
    table = form_table(forms)
    found = table.meaning(" ".join(name)).form
    write_form(found, studies_of(found.key), out, table.origin)
