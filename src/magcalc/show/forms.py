"""The list of forms."""

from magcalc.calc.overview import FormOverview
from magcalc.facts.forms import Absorption
from magcalc.said import say
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_rows, write_table
from magcalc.show.numbers import absorbed_percent, elemental_percent
from magcalc.show.terminal import Output

_COLUMNS = (
    Column(say("form"), only_if_wide=True),
    Column(say("name"), may_wrap=True),
    Column("Mg %", is_number=True),
    Column(say("range"), is_number=True),
    Column(say("absorbed %"), is_number=True),
    Column(say("gut"), is_number=True),
    Column(say("EU")),
)
_EXPLAINED = {
    "Mg %": say("magnesium in the usual grade; the range is over the grades sold"),
    say("absorbed %"): say("an estimate for 100 mg at once, with its evidence from A, best, to E"),
    say("gut"): say("tolerance, 1 gentle to 5 laxative; EU: standing in food supplements"),
}
# The standing of a nutrient in EU food supplements, and what is sold as none.
EU_STANDINGS = {
    "yes": say("yes"),
    "no": say("no"),
    "conditional": say("conditional"),
    "as-parts": say("as-parts"),
    "unclear": say("unclear"),
}
ROLES = {
    "medicine": say("medicine"),
    "excipient": say("excipient"),
}


def write_forms(rows: list[FormOverview], out: Output, origin: str | None) -> None:
    """Write the list of forms. ``absorbed %`` is the estimate for 100 mg of magnesium at once."""
    records = [_overview_record(row) for row in rows]
    if out.form == "json":
        whole: Record = {"schema": "magcalc/forms/1", "forms": records}
        if origin is not None:
            whole["forms_file"] = origin
        out.line(json_text(whole))
        return
    if out.form in ("ndjson", "csv"):
        write_rows(records if out.form == "ndjson" else [_flat(record) for record in records], out, origin)
        return
    write_table(_COLUMNS, [_overview_cells(row) for row in rows], out)
    if not out.quiet:
        out.line()
        width = max(len(told(heading)) for heading in _EXPLAINED)
        for heading, text in _EXPLAINED.items():
            out.line(f"{told(heading):<{width}} {told(text)}")
    if origin is not None:
        out.line(f"{tell('forms from')}: {origin}")


def _overview_record(row: FormOverview) -> Record:
    form = row.form
    return {
        "form": form.key,
        "name": row.name,
        "role": form.role,
        "elemental_percent": row.percent and range_record(row.percent),
        "absorbed_percent_of_100_mg": form.absorption and _absorption_percents(form.absorption),
        "evidence": form.absorption and form.absorption.evidence,
        "tolerance": form.tolerance and form.tolerance.rank,
        "eu": form.eu.listed,
    }


def _absorption_percents(row: Absorption) -> Record:
    return {"low": row.low * 100, "typical": row.typical * 100, "high": row.high * 100}


def _flat(record: Record) -> Record:
    """Spread the ranges of a record over columns, for CSV."""
    flat: Record = {}
    for key, value in record.items():
        if key in ("elemental_percent", "absorbed_percent_of_100_mg"):
            ends = value if isinstance(value, dict) else {}
            flat.update({f"{key}_{end}": ends.get(end) for end in ("low", "typical", "high")})
        else:
            flat[key] = value
    return flat


def _overview_cells(row: FormOverview) -> list[str]:
    form, percent = row.form, row.percent
    absorbed = form.absorption
    reach = (
        ""
        if percent is None or percent.is_exact
        else (f"{elemental_percent(percent.low)}-{elemental_percent(percent.high)}")
    )
    return [
        form.key,
        row.name,
        "?" if percent is None else elemental_percent(percent.typical),
        reach,
        f"{absorbed_percent(absorbed.typical)} ({absorbed_percent(absorbed.low)}-{absorbed_percent(absorbed.high)}) "
        f"{absorbed.evidence}"
        if absorbed
        else "",
        str(form.tolerance.rank) if form.tolerance else "",
        told(EU_STANDINGS[form.eu.listed] if form.role == "nutrient" else ROLES[form.role]),
    ]
