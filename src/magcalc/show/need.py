"""What is needed for a target of magnesium."""

from magcalc.calc.need import Need
from magcalc.interval import Interval, plain
from magcalc.show.encode import Record, json_text, range_record
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
    target = f"{plain(need.target_mg)} mg magnesium"
    facts = []
    if need.meaning is not None:
        title = need.meaning.title
        facts.append(("need", f"{figures(need.compound.typical)} mg {title} for {target}"))
        if not need.compound.is_exact:
            facts.append(("range", f"{stretch(need.compound)} mg, by grade: it holds {_percents(need.percent)} %"))
            facts.append(("settle", "--grade or --assay settles it"))
    else:
        facts.append(("need", target))
    facts += [
        ("units" if index == 0 else "or", f"{option.number} = {span(option.elemental, [need.target_mg])} magnesium")
        for index, option in enumerate(need.units)
    ]
    if origin is not None:
        facts.append(("forms from", origin))
    return facts


def _percents(percent: Interval) -> str:
    return f"{elemental_percent(percent.low)} to {elemental_percent(percent.high)}"
