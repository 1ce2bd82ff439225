"""A person's day as a small TOML file: read with suspicion, unknown keys named with the nearest."""

import difflib
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from magcalc.errors import TableError, quoted
from magcalc.facts.user_file import read_toml
from magcalc.said import say

LARGEST_FILE = 256 * 1024
_HINT = say("'magcalc day --example' prints a file to start from")

EXAMPLE = """\
# A day for 'magcalc day my-day.toml'. Leave out what does not apply.
wake = "07:00"
bed = "23:00"
meals = ["08:00", "12:30", "18:00"]
goal = "sleep"

[person]
age = 45
sex = "female"

# A salt by its weight, as on the label ...
[[take]]
what = "2 x 400 mg magnesium citrate"

# ... or the magnesium itself; grade, assay and counts_as settle what a label leaves open.
[[take]]
what = "100 mg magnesium as bisglycinate"

# Mineral water, food, antacids and laxatives go by their names.
[[take]]
what = "1.5 l Gerolsteiner"

[[take]]
what = "30 g almonds"

[[medicine]]
name = "levothyroxine"
at = ["07:00"]
"""


class Taking(NamedTuple):
    """One thing taken, as written, and what was settled about it."""

    what: str
    grade: str | None = None
    assay: str | None = None
    elemental: bool = False
    counts_as: str | None = None


class MedicineLine(NamedTuple):
    """A medicine and its times, as written."""

    name: str
    at: tuple[str, ...]


class PersonLines(NamedTuple):
    """Who it is, as written."""

    age: str | None = None
    sex: str | None = None
    pregnant: bool = False
    lactating: bool = False
    kidney_disease: bool = False


class DayLines(NamedTuple):
    """A whole day as written; None and nothing where the file says nothing."""

    wake: str | None = None
    bed: str | None = None
    meals: tuple[str, ...] | None = None
    goal: str | None = None
    limits: tuple[str, ...] | None = None
    max_single: str | None = None
    person: PersonLines = PersonLines()
    take: tuple[Taking, ...] = ()
    medicine: tuple[MedicineLine, ...] = ()


def read_day_file(path: Path) -> DayLines:
    """Read a day file.

    Raises:
        StreamError: when it cannot be read.
        TableError: when it is no TOML, or holds a key or a value that no day has; the message says where.
    """
    parsed = read_toml(path, LARGEST_FILE, _HINT)
    reader = _Reader(path.name)
    reader.check_keys(parsed, DayLines._fields, "")
    return DayLines(
        wake=reader.text(parsed, "wake", ""),
        bed=reader.text(parsed, "bed", ""),
        meals=reader.texts(parsed, "meals", ""),
        goal=reader.text(parsed, "goal", ""),
        limits=reader.texts(parsed, "limits", ""),
        max_single=reader.text(parsed, "max_single", ""),
        person=reader.person(parsed.get("person", {})),
        take=tuple(
            reader.taking(row, f"take {number}.") for number, row in enumerate(reader.rows(parsed, "take"), start=1)
        ),
        medicine=tuple(
            reader.medicine(row, f"medicine {number}.")
            for number, row in enumerate(reader.rows(parsed, "medicine"), start=1)
        ),
    )


class _Reader:
    """Reads values of the kind they must have, and says where one is not."""

    def __init__(self, file: str) -> None:
        self._file = file

    def check_keys(self, row: dict[str, Any], known: Collection[str], where: str) -> None:
        for key in row:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
                raise TableError(
                    say("{file} has an unknown key {key}", file=quoted(self._file), key=quoted(where + key)),
                    hint=say("did you mean {names}?", names=near[0])
                    if near
                    else say("known keys are {keys}", keys=", ".join(known)),
                )

    def _wrong(self, where: str, what: str) -> TableError:
        return TableError(
            say("{file}: {key} must be {what}", file=quoted(self._file), key=quoted(where), what=what), hint=_HINT
        )

    def text(self, row: dict[str, Any], key: str, where: str) -> str | None:
        value = row.get(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise self._wrong(where + key, say("a text or a number"))
        return value

    def texts(self, row: dict[str, Any], key: str, where: str) -> tuple[str, ...] | None:
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            return (value,)
        if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise self._wrong(where + key, say("a list of texts"))
        return tuple(value)

    def truth(self, row: dict[str, Any], key: str, where: str) -> bool:
        value = row.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(where + key, say("true or false"))
        return value

    def rows(self, row: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = row.get(key, [])
        if not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
            raise self._wrong(key, say("tables, each under a line {line}", line=f"[[{key}]]"))
        return value

    def person(self, row: Any) -> PersonLines:
        if not isinstance(row, dict):
            raise self._wrong("person", say("a table under a line [person]"))
        self.check_keys(row, PersonLines._fields, "person.")
        states = {key: self.truth(row, key, "person.") for key in ("pregnant", "lactating", "kidney_disease")}
        return PersonLines(age=self.text(row, "age", "person."), sex=self.text(row, "sex", "person."), **states)

    def taking(self, row: dict[str, Any], where: str) -> Taking:
        self.check_keys(row, Taking._fields, where)
        what = self.text(row, "what", where)
        if what is None:
            raise self._wrong(f"{where}what", say("what is taken, such as 400 mg citrate"))
        return Taking(
            what=what,
            grade=self.text(row, "grade", where),
            assay=self.text(row, "assay", where),
            elemental=self.truth(row, "elemental", where),
            counts_as=self.text(row, "counts_as", where),
        )

    def medicine(self, row: dict[str, Any], where: str) -> MedicineLine:
        self.check_keys(row, MedicineLine._fields, where)
        name, at = self.text(row, "name", where), self.texts(row, "at", where)
        if name is None:
            raise self._wrong(f"{where}name", say("the medicine's name"))
        if not at:
            raise self._wrong(f"{where}at", say('its times, such as ["07:00"]'))
        return MedicineLine(name, at)
