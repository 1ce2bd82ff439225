"""A user's own form table: read with suspicion, named in every output that used it.

It may add forms or stand in for ours of the same key; it holds nothing but forms, so no limit can be changed by it.
"""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from magcalc.errors import TableError, quoted
from magcalc.facts.form_table import FormTable
from magcalc.facts.forms import Form
from magcalc.facts.names import LONGEST_NAME, fold
from magcalc.facts.user_file import read_toml
from magcalc.said import listed, say

LARGEST_FILE = 256 * 1024
MOST_FORMS = 200
_HINT = say("compare it with data/forms.toml, whose first lines explain every field")


def table_with(path: Path) -> FormTable:
    """Give our table with a user's forms over it.

    Raises:
        StreamError: when the file cannot be read.
        TableError: when it is too large, no TOML, or no table of forms; the message says where.
    """
    own = tuple(_forms(read_toml(path, LARGEST_FILE, _HINT), path))
    ours = FormTable()
    _check_names(own, ours, path)
    return FormTable(own=own, origin=str(path))


def _forms(parsed: dict[str, Any], path: Path) -> list[Form]:
    if not parsed:
        raise TableError(say("{file} holds no form", file=quoted(path.name)), hint=_HINT)
    if len(parsed) > MOST_FORMS:
        raise TableError(
            say("{file} holds {count} forms", file=quoted(path.name), count=len(parsed)),
            hint=say("keep it to {count}", count=MOST_FORMS),
        )
    forms = []
    for key, row in parsed.items():
        if not isinstance(row, dict):
            raise _wrong(path, say("{key} is no form but a plain value", key=quoted(key)))
        if "key" in row:
            raise _wrong(path, say("{key} has a field 'key' of its own", key=quoted(key)))
        try:
            _check_printable(row, key, path)
            forms.append(Form.model_validate({**row, "key": key}))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in (key, *first["loc"]))
            raise _wrong(path, f"{quoted(where)}: {first['msg']}") from error
        except RecursionError as error:
            raise TableError(say("{file} is nested too deeply", file=quoted(path.name)), hint=_HINT) from error
    return forms


def _wrong(path: Path, what: str, hint: str = _HINT) -> TableError:
    return TableError(listed([quoted(path.name), what], ": "), hint=hint)


def _check_names(own: tuple[Form, ...], ours: FormTable, path: Path) -> None:
    replaced = {form.key for form in own}
    owners = {fold(spelling): form.key for form in ours if form.key not in replaced for spelling in _spellings(form)}
    for form in own:
        for spelling in _spellings(form):
            if len(spelling) > LONGEST_NAME:
                raise _wrong(path, say("{text} is too long for a name", text=quoted(spelling)))
            key = fold(spelling)
            if not key:
                raise _wrong(
                    path, say("{text} is no name beside magnesium", text=quoted(spelling)), say("name the salt")
                )
            if owners.setdefault(key, form.key) != form.key:
                raise _wrong(
                    path,
                    say(
                        "{text} of {form} is a name of {other} already",
                        text=quoted(spelling),
                        form=form.key,
                        other=owners[key],
                    ),
                    say("choose another name, or give the form the same key to stand in for ours"),
                )


def _check_printable(value: object, key: str, path: Path) -> None:
    """Refuse control, escape and direction characters anywhere: a note must not be able to look like a line of ours."""
    if isinstance(value, str):
        if not value.isprintable():
            raise _wrong(path, say("{key} holds control characters: {text}", key=key, text=quoted(value)))
    elif isinstance(value, dict | list):
        # The name of a field needs no look: one that is none of ours is refused, and shown with its signs escaped.
        for inner in value.values() if isinstance(value, dict) else value:
            _check_printable(inner, key, path)


def _spellings(form: Form) -> list[str]:
    formulas = [grade.formula for grade in form.grade if grade.formula]
    return [form.key, *(spelling for name in form.name for spelling in name.everywhere()), *formulas]
