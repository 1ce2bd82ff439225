"""One medicine and how long to wait in each order, or all of them in a table."""

from decimal import Decimal

from magcalc.errors import escaped
from magcalc.facts.medicines import MEDICINE_LANGUAGES, Gap, Medicine, members_of
from magcalc.interval import plain
from magcalc.show.encode import Record, json_text
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.terminal import Output

_COLUMNS = (
    Column("medicine"),
    Column("class", may_wrap=True, only_if_wide=True),
    Column("medicine first"),
    Column("magnesium first"),
    Column("source", only_if_wide=True),
)
_MINUTES = 60


def waiting(hours: Decimal) -> str:
    """Give a time to wait in words.

    >>> waiting(Decimal(4)), waiting(Decimal(1)), waiting(Decimal("0.5")), waiting(Decimal("1.5"))
    ('4 hours', '1 hour', '30 minutes', '1 hour 30 minutes')
    """
    whole, minutes = divmod(hours * _MINUTES, _MINUTES)
    words = [f"{plain(whole)} hour{'' if whole == 1 else 's'}"] if whole else []
    words += [f"{plain(minutes)} minutes"] if minutes else []
    return " ".join(words)


def spacing_words(medicine: Medicine, name: str) -> list[str]:
    """Say the rule: one sentence for each order, or the one that stands in their place.

    >>> from magcalc.facts.medicines import medicine
    >>> spacing_words(medicine("ciprofloxacin"), "ciprofloxacin")[1]
    'magnesium first: wait 6 hours, then ciprofloxacin'
    """
    if medicine.refer:
        return [f"{name}: the clinic decides, so no hours are given here"]
    after, before = medicine.hours_after_medicine, medicine.hours_before_medicine
    if after is None or before is None:
        return [f"{name}: no spacing rule is known"]
    return [
        f"{name} first: wait {waiting(after)}, then magnesium",
        f"magnesium first: wait {waiting(before)}, then {name}",
    ]


def write_medicine(medicine: Medicine, language: str, out: Output) -> None:
    """Write one medicine in full, its usual name in a language."""
    if out.form in ("json", "ndjson"):
        out.line(json_text({"schema": "magcalc/medicine/1", **_record(medicine, language)}))
    elif out.form == "csv":
        write_rows([_flat(medicine, language)], out)
    else:
        _write_rule(medicine, language, out)
        write_facts(_facts(medicine, language, out), out)


def _write_rule(medicine: Medicine, language: str, out: Output) -> None:
    doubts = [_doubt(medicine, gap) for gap in (medicine.medicine_first, medicine.magnesium_first)]
    sentences = spacing_words(medicine, medicine.local_name(language))
    lines = [sentence + doubt for sentence, doubt in zip(sentences, doubts, strict=False)]
    if out.form != "screen":
        for line in lines:
            out.line(line)
        return
    from rich.text import Text

    out.draw(Text(escaped("\n".join(lines), keep="\n") + "\n", style="bold"))


def write_medicines(medicines: list[Medicine], language: str, out: Output) -> None:
    """Write a table of medicines, sorted by their names in a language."""
    medicines = sorted(medicines, key=lambda medicine: medicine.local_name(language).casefold())
    if out.form == "json":
        rows = [_record(medicine, language) for medicine in medicines]
        out.line(json_text({"schema": "magcalc/medicines/1", "medicines": rows}))
    elif out.form == "ndjson":
        write_rows([_record(medicine, language) for medicine in medicines], out)
    elif out.form == "csv":
        write_rows([_flat(medicine, language) for medicine in medicines], out)
    else:
        write_table(_COLUMNS, [_cells(medicine, language) for medicine in medicines], out)
        if not out.quiet:
            out.line()
            out.line("medicine first: from the medicine to magnesium; magnesium first: the other way.")
            out.line("* is not confirmed. clinic: no hours, the clinic decides. no rule: none known.")
            out.line("A class's hours are for members that are not listed. Ask a pharmacist;")
            out.line("'magcalc medicine NAME' tells more.")


def _record(medicine: Medicine, language: str) -> Record:
    after, before = medicine.medicine_first, medicine.magnesium_first
    name = medicine.local_name(language)
    return {
        "key": medicine.key,
        "name": name,
        "names": {known: list(names) for known, names in medicine.names.items()},
        "class": medicine.group,
        "whole_class": medicine.whole_class,
        "members": [member.key for member in members_of(medicine)],
        "hours_after_medicine": medicine.hours_after_medicine,
        "hours_before_medicine": medicine.hours_before_medicine,
        "after_span": _span(after),
        "before_span": _span(before),
        "refer": medicine.refer,
        "words": spacing_words(medicine, name),
        "effect": medicine.effect,
        "evidence": medicine.evidence,
        "note": medicine.note,
        "status": medicine.status,
        "after_status": after and medicine.status_of(after),
        "before_status": before and medicine.status_of(before),
        "source": medicine.source,
        "after_source": after and medicine.source_of(after),
        "before_source": before and medicine.source_of(before),
        "also": list(medicine.also),
    }


def _span(gap: Gap | None) -> list[Decimal] | None:
    """The least and the most that the sources say; None where they agree or there are no hours."""
    return None if gap is None or gap.low is None or gap.high is None else [gap.low, gap.high]


def _flat(medicine: Medicine, language: str) -> Record:
    """Spread a record over columns, for CSV."""
    flat: Record = {}
    for field, value in _record(medicine, language).items():
        if field == "names":
            flat[field] = "; ".join(dict.fromkeys(name for names in medicine.names.values() for name in names))
        elif field.endswith("_span"):
            ends = value if isinstance(value, list) else [None, None]
            flat |= {f"{field}_low": ends[0], f"{field}_high": ends[1]}
        else:
            flat[field] = "; ".join(value) if isinstance(value, list) else value
    return flat


def _doubt(medicine: Medicine, gap: Gap | None) -> str:
    """How sure an order's hours are, where they are not confirmed."""
    return "" if gap is None or medicine.status_of(gap) == "confirmed" else f" ({medicine.status_of(gap)})"


def _facts(medicine: Medicine, language: str, out: Output) -> list[tuple[str, str]]:
    facts = [("class", f"{medicine.group}, as a whole" if medicine.whole_class else medicine.group)]
    if members := members_of(medicine):
        named = ", ".join(member.local_name(language) for member in members)
        facts.append(("own rules", named))
    if span := _span_words(medicine):
        facts.append(("sources say", span))
    if medicine.effect:
        facts.append(("effect", medicine.effect))
    facts.append(("evidence", medicine.evidence))
    if medicine.note:
        facts.append(("note", medicine.note))
    facts.append(("source", _sources(medicine)))
    facts += _name_facts(medicine)
    if not out.quiet:
        facts.append(("ask", "a pharmacist, who knows the other medicines too"))
    return facts


def _span_words(medicine: Medicine) -> str:
    """The span of the sources, empty where they agree."""
    said = {
        order: _reach(gap.low, gap.high)
        for order, gap in _orders(medicine)
        if gap.low is not None and gap.high is not None
    }
    if len(said) > 1 and len(set(said.values())) == 1:
        return f"{next(iter(said.values()))}, in either order"
    return ", ".join(f"{order} {reach}" for order, reach in said.items())


def _orders(medicine: Medicine) -> list[tuple[str, Gap]]:
    orders = (("medicine first", medicine.medicine_first), ("magnesium first", medicine.magnesium_first))
    return [(order, gap) for order, gap in orders if gap is not None]


def _reach(low: Decimal, high: Decimal) -> str:
    return f"{plain(low) if low == int(low) else waiting(low)} to {waiting(high)}"


def _sources(medicine: Medicine) -> str:
    own = [
        f"{order}: {medicine.source_of(gap)}, {medicine.status_of(gap)}"
        for order, gap in _orders(medicine)
        if gap.source or gap.status
    ]
    text = "; ".join([f"{medicine.source}, {medicine.status}", *own])
    return f"{text}; also read: {', '.join(medicine.also)}" if medicine.also else text


def _name_facts(medicine: Medicine) -> list[tuple[str, str]]:
    lines = [f"{language} {', '.join(medicine.names[language])}" for language in MEDICINE_LANGUAGES]
    if medicine.brands:
        lines.append(f"brands {', '.join(medicine.brands)}")
    return [("" if index else "names", line) for index, line in enumerate(lines)]


def _cells(medicine: Medicine, language: str) -> list[str]:
    absent = "clinic" if medicine.refer else "no rule"
    hours = [
        absent if gap is None else f"{waiting(gap.hours)}{' *' if _doubt(medicine, gap) else ''}"
        for gap in (medicine.medicine_first, medicine.magnesium_first)
    ]
    group = f"{medicine.group} (class)" if medicine.whole_class else medicine.group
    return [medicine.local_name(language), group, *hours, medicine.source]
