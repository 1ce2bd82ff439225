"""What is needed for a target of magnesium."""

from magcalc.calc.need import Need
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell
from magcalc.show.listing import write_facts, write_rows
from magcalc.show.numbers import elemental_percent, figures, span, stretch
from magcalc.show.terminal import Output


def write_need(need: Need, out: Output, origin: str | None) -> None:
    """Write the compound, or the units, for a target of magnesium."""
    record = _need_record(need)
    if origin is not None:
        record["forms_file"] = origin
    if out.form in ("json", "ndjson"):
        out.line(json_text(record))
    elif out.form == "csv":
        write_rows(_need_rows(need), out, origin)
    else:
        write_facts(_need_facts(need, origin), out)


def _need_record(need: Need) -> Record:
    has_form = need.meaning is not None
    return {
        "schema": "magcalc/need/1",
        "target_mg": need.target_mg,
        "form": need.meaning.form.key if need.meaning else None,
        "elemental_percent": range_record(need.percent) if has_form else None,
        "compound_mg": range_record(need.compound) if has_form else None,
        "unit_mg": None if need.unit is None else need.unit.mg,
        "options": [{"units": option.number, "elemental_mg": range_record(option.elemental)} for option in need.units],
    }


def _need_rows(need: Need) -> list[Record]:
    base: Record = {
        "target_mg": need.target_mg,
        "form": need.meaning.form.key if need.meaning else None,
        "compound_low_mg": need.compound.low if need.meaning else None,
        "compound_typical_mg": need.compound.typical if need.meaning else None,
        "compound_high_mg": need.compound.high if need.meaning else None,
    }
    if not need.units:
        return [base]
    return [
        {
            **base,
            "units": option.number,
            "elemental_low_mg": option.elemental.low,
            "elemental_typical_mg": option.elemental.typical,
            "elemental_high_mg": option.elemental.high,
        }
        for option in need.units
    ]


def _need_facts(need: Need, origin: str | None) -> list[tuple[str, str]]:
    # translators: the head of a line that says how much of a compound is needed
    head = tell("need")
    if need.meaning is None:
        facts = [(head, tell("{mg} mg magnesium", mg=need.target_mg))]
    else:
        of_compound = tell(
            "{mg} mg {form} for {target} mg magnesium",
            mg=figures(need.compound.typical),
            form=need.meaning.title,
            target=need.target_mg,
        )
        facts = [(head, of_compound), *_range_facts(need)]
    facts += [
        (
            # translators: the head of a line that gives another number of units than the line before
            tell("units") if index == 0 else tell("or"),
            tell("{count} = {amount} magnesium", count=option.number, amount=span(option.elemental, [need.target_mg])),
        )
        for index, option in enumerate(need.units)
    ]
    if origin is not None:
        facts.append((tell("forms from"), origin))
    return facts


def _range_facts(need: Need) -> list[tuple[str, str]]:
    if need.compound.is_exact:
        return []
    by_grade = tell(
        "{range} mg, by grade: it holds {low} to {high} %",
        range=stretch(need.compound),
        low=elemental_percent(need.percent.low),
        high=elemental_percent(need.percent.high),
    )
    return [(tell("range"), by_grade), (tell("settle"), tell("--grade or --assay settles it"))]
