"""The limits, all of them or those of an age."""

from magcalc.calc.person import Person
from magcalc.facts.bands import State
from magcalc.facts.limits import Limit, LimitBand
from magcalc.facts.row import CountsAs
from magcalc.said import Said, fact, say
from magcalc.show.encode import Record, json_text
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_rows, write_table
from magcalc.show.terminal import Output

_COLUMNS = (
    Column(say("limit")),
    Column(say("mg a day"), is_number=True),
    Column(say("who")),
    Column(say("counts"), may_wrap=True),
    Column(say("nature")),
    Column(say("source"), only_if_wide=True),
)
_KINDS: dict[CountsAs, Said] = {
    "supplement": say("supplement"),
    "medicine": say("medicine"),
    "water": say("water"),
    "fortified": say("fortified"),
    "food": say("food"),
}
_STATES: dict[State, Said] = {"pregnant": say("pregnant"), "lactating": say("lactating")}
_LEGEND = say(
    "In (brackets) is what a limit's words leave open. An age without a row has no\n"
    "limit from that authority. * was read second-hand only; --json holds notes."
)


def write_limits(limits: list[Limit], person: Person, out: Output) -> None:
    """Write the limits. With an age stated, one row each; where none was set it says so."""
    chosen = [(limit, _bands(limit, person)) for limit in limits]
    if out.form == "json":
        age = None if person.age is None else str(person.age)
        rows = [_limit_record(limit, bands) for limit, bands in chosen]
        out.line(json_text({"schema": "magcalc/limits/1", "age": age, "limits": rows}))
    elif out.form in ("ndjson", "csv"):
        write_rows([row for limit, bands in chosen for row in _flat_records(limit, bands)], out)
    else:
        write_table(_COLUMNS, [row for limit, bands in chosen for row in _cells(limit, bands)], out)
        if not out.quiet:
            out.line()
            for line in told(_LEGEND).split("\n"):
                out.line(line)


def _bands(limit: Limit, person: Person) -> list[LimitBand]:
    if not person.is_described:
        return list(limit.band)
    band = limit.band_for(person.age_in_tables, person.states)
    return [] if band is None else [band]


def _band_record(band: LimitBand) -> Record:
    return {
        "from_age": str(band.from_age),
        "below_age": None if band.below_age is None else str(band.below_age),
        "state": band.state,
        "max_mg": band.max_mg,
        "min_mg": band.min_mg,
        "per_kg_mg": band.per_kg_mg,
    }


def _limit_record(limit: Limit, bands: list[LimitBand]) -> Record:
    return {
        "id": limit.key,
        "authority": limit.authority,
        "title": limit.title,
        "nature": limit.nature,
        "covers": list(limit.covers),
        "may_cover": list(limit.may_cover),
        "note": limit.note,
        "source": limit.source,
        "standing": limit.status,
        "bands": [_band_record(band) for band in bands],
    }


def _flat_records(limit: Limit, bands: list[LimitBand]) -> list[Record]:
    nothing = dict.fromkeys(("from_age", "below_age", "state", "max_mg", "min_mg", "per_kg_mg"))
    head: Record = {"id": limit.key, "authority": limit.authority, "nature": limit.nature}
    tail: Record = {
        "covers": " ".join(limit.covers),
        "may_cover": " ".join(limit.may_cover),
        "source": limit.source,
        "standing": limit.status,
    }
    if not bands:
        return [{**head, **nothing, **tail}]
    return [{**head, **_band_record(band), **tail} for band in bands]


def _cells(limit: Limit, bands: list[LimitBand]) -> list[list[str]]:
    kinds = [told(_KINDS[kind]) for kind in limit.covers] + [f"({told(_KINDS[kind])})" for kind in limit.may_cover]
    counts, nature = ", ".join(kinds), told(fact(limit.nature)) + ("" if limit.status == "confirmed" else " *")
    rows = [[limit.key, _amount(band), _who(band), counts, nature, limit.source] for band in bands]
    if not rows:
        return [[limit.key, tell("none"), tell("this age"), counts, nature, limit.source]]
    return rows[:1] + [["", *row[1:3], "", "", ""] for row in rows[1:]]


def _amount(band: LimitBand) -> str:
    if band.per_kg_mg is not None:
        return tell("{mg} a kg", mg=band.per_kg_mg)
    most = told(band.max_mg) if band.max_mg is not None else tell("none")
    return most if band.min_mg is None else tell("{low} to {high}", low=band.min_mg, high=most)


def _who(band: LimitBand) -> str:
    youngest = str(band.from_age)
    if band.below_age is None:
        ages = tell("from {age}", age=youngest)
    else:
        ages = tell("{age} to <{below}", age=youngest, below=str(band.below_age))
    return ages if band.state is None else f"{ages}, {told(_STATES[band.state])}"
