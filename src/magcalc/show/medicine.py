"""One medicine and how long to wait in each order, or all of them in a table."""

from decimal import Decimal

from magcalc.errors import escaped
from magcalc.facts.medicines import MEDICINE_LANGUAGES, Gap, Medicine, members_of
from magcalc.said import fact, listed, say
from magcalc.show.encode import Record, json_text
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.standing import standing
from magcalc.show.terminal import Output

_COLUMNS = (
    Column(say("medicine")),
    Column(say("class"), may_wrap=True, only_if_wide=True),
    Column(say("medicine first")),
    Column(say("magnesium first")),
    Column(say("source"), only_if_wide=True),
)
_LEGEND = (
    say("medicine first: from the medicine to magnesium; magnesium first: the other way."),
    say("* is not confirmed. clinic: no hours, the clinic decides. no rule: none known."),
    # translators: stands in two lines
    say("A class's hours are for members that are not listed. Ask a pharmacist;\n'magcalc medicine NAME' tells more."),
)
_MINUTES = 60


def waiting(hours: Decimal) -> str:
    """Give a time to wait in words.

    >>> waiting(Decimal(4)), waiting(Decimal(1)), waiting(Decimal("0.5")), waiting(Decimal("1.5"))
    ('4 hours', '1 hour', '30 minutes', '1 hour 30 minutes')
    """
    whole, minutes = divmod(hours * _MINUTES, _MINUTES)
    words: list[str] = []
    if whole:
        words.append(say("1 hour") if whole == 1 else say("{hours} hours", hours=whole))
    if minutes:
        words.append(say("{minutes} minutes", minutes=minutes))
    return listed(words, " ")


def spacing_words(medicine: Medicine, name: str) -> list[str]:
    """Say the rule: one sentence for each order, or the one that stands in their place.

    >>> from magcalc.facts.medicines import medicine
    >>> spacing_words(medicine("ciprofloxacin"), "ciprofloxacin")[1]
    'magnesium first: wait 6 hours, then ciprofloxacin'
    """
    if medicine.refer:
        return [say("{medicine}: the clinic decides, so no hours are given here", medicine=name)]
    after, before = medicine.hours_after_medicine, medicine.hours_before_medicine
    if after is None or before is None:
        return [say("{medicine}: no spacing rule is known", medicine=name)]
    return [
        say("{medicine} first: wait {time}, then magnesium", medicine=name, time=waiting(after)),
        say("magnesium first: wait {time}, then {medicine}", medicine=name, time=waiting(before)),
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
    lines = [told(sentence) + doubt for sentence, doubt in zip(sentences, doubts, strict=False)]
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
            for sentence in _LEGEND:
                for line in told(sentence).splitlines():
                    out.line(line)


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
    return "" if gap is None or medicine.status_of(gap) == "confirmed" else f" ({standing(medicine.status_of(gap))})"


def _facts(medicine: Medicine, language: str, out: Output) -> list[tuple[str, str]]:
    group = fact(medicine.group)
    facts = [(tell("class"), tell("{group}, as a whole", group=group) if medicine.whole_class else told(group))]
    if members := members_of(medicine):
        named = ", ".join(member.local_name(language) for member in members)
        facts.append((tell("own rules"), named))
    if span := _span_words(medicine):
        facts.append((tell("sources say"), span))
    if medicine.effect:
        facts.append((tell("effect"), told(fact(medicine.effect))))
    facts.append((tell("evidence"), told(fact(medicine.evidence))))
    if medicine.note:
        facts.append((tell("note"), told(fact(medicine.note))))
    facts.append((tell("source"), _sources(medicine)))
    facts += _name_facts(medicine)
    if not out.quiet:
        facts.append((tell("ask"), tell("a pharmacist, who knows the other medicines too")))
    return facts


def _span_words(medicine: Medicine) -> str:
    """The span of the sources, empty where they agree."""
    said = {
        order: _reach(gap.low, gap.high)
        for order, gap in _orders(medicine)
        if gap.low is not None and gap.high is not None
    }
    if len(said) > 1 and len(set(said.values())) == 1:
        return tell("{hours}, in either order", hours=next(iter(said.values())))
    return ", ".join(f"{order} {reach}" for order, reach in said.items())


def _orders(medicine: Medicine) -> list[tuple[str, Gap]]:
    orders = ((tell("medicine first"), medicine.medicine_first), (tell("magnesium first"), medicine.magnesium_first))
    return [(order, gap) for order, gap in orders if gap is not None]


def _reach(low: Decimal, high: Decimal) -> str:
    # Whole hours to hours need not name the hours twice.
    return tell("{low} to {high}", low=low if low == int(low) else waiting(low), high=waiting(high))


def _sources(medicine: Medicine) -> str:
    own = [
        f"{order}: {medicine.source_of(gap)}, {standing(medicine.status_of(gap))}"
        for order, gap in _orders(medicine)
        if gap.source or gap.status
    ]
    parts = [f"{medicine.source}, {standing(medicine.status)}", *own]
    if medicine.also:
        parts.append(tell("also read: {sources}", sources=", ".join(medicine.also)))
    return "; ".join(parts)


def _name_facts(medicine: Medicine) -> list[tuple[str, str]]:
    lines = [f"{language} {', '.join(medicine.names[language])}" for language in MEDICINE_LANGUAGES]
    if medicine.brands:
        lines.append(tell("brands {names}", names=", ".join(medicine.brands)))
    return [("" if index else tell("names"), line) for index, line in enumerate(lines)]


def _cells(medicine: Medicine, language: str) -> list[str]:
    absent = tell("clinic") if medicine.refer else tell("no rule")
    hours = [
        absent if gap is None else f"{told(waiting(gap.hours))}{' *' if _doubt(medicine, gap) else ''}"
        for gap in (medicine.medicine_first, medicine.magnesium_first)
    ]
    group = fact(medicine.group)
    in_words = tell("{group} (class)", group=group) if medicine.whole_class else told(group)
    return [medicine.local_name(language), in_words, *hours, medicine.source]
