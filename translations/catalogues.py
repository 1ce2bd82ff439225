"""The catalogues of magcalc's sentences: gathered out of the program and its tables, merged, compiled.

    python translations/catalogues.py update     # after a sentence was added or changed: put it into each .po file
    python translations/catalogues.py compile    # after a .po file was changed: what the program reads
    python translations/catalogues.py missing da # what is not translated yet

A sentence of the program is the text inside ``say``, ``tell`` and their kin; a sentence of a table is a field that
``FIELDS`` names. A new language is a new .po file here and its code in ``src/magcalc/show/language.py``.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "translations"
LANGUAGES = ("da", "nb", "sv")
# The functions that a sentence is given to, and how many texts they take: two for the singular and the plural.
MAKERS = {"say": 1, "tell": 1, "say_count": 2, "tell_count": 2}
# The fields of each table that are shown to people as they stand; names have their languages in the tables.
FIELDS: dict[str, tuple[str, ...]] = {
    "absorption": ("advice", "message", "people", "design", "result", "note"),
    "cautions": ("message",),
    "forms": ("title", "note"),
    "goals": ("timing", "why", "who", "duration", "result", "note"),
    "intakes": ("authority", "short", "title", "kind", "note"),
    "limits": ("short", "nature", "may_cover_because"),
    "medicines": ("class", "effect", "evidence", "note"),
    "rules": ("title", "reason", "fix", "explain"),
    "sources": ("read",),
}
_HEADER = "# {name} sentences of magcalc.\n# translations/catalogues.py says how to work on them.\n#"


def sentences() -> Catalog:
    """Gather every sentence of the program and its tables, in the order of the tree."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted((ROOT / "src" / "magcalc").rglob("*.py")):
        for texts in _in_source(path):
            catalogue.add(texts if len(texts) > 1 else texts[0], locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for table in sorted(FIELDS):
        for text in _in_table(table):
            catalogue.add(text, locations=[(f"data/{table}.toml", 0)])
    for text in _on_help_pages():
        catalogue.add(text, locations=[("src/magcalc/cli", 0)])
    return catalogue


def _on_help_pages() -> Iterator[str]:
    """The sentences of every help page: of the commands and of their options."""
    from typer.main import get_command

    from magcalc.cli.app import app

    group: Any = get_command(app)
    for command in (group, *(group.get_command(None, name) for name in group.list_commands(None))):
        yield command.help
        yield from (text for parameter in command.params if (text := getattr(parameter, "help", None)))


def _in_source(path: Path) -> Iterator[tuple[str, ...]]:
    # Babel's own reader does not look into f-strings, on a Python that has no tokens for their parts.
    calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and (number := MAKERS.get(call.func.id)):
            texts = tuple(str(text.value) for text in call.args[:number] if isinstance(text, ast.Constant))
            if len(texts) == number:
                yield texts


def _in_table(table: str) -> Iterator[str]:
    records = tomllib.loads((ROOT / "data" / f"{table}.toml").read_text(encoding="utf-8"))
    for record in records.values():
        yield from _texts(record, FIELDS[table])


def _texts(record: dict[str, Any], fields: tuple[str, ...]) -> Iterator[str]:
    for field, value in record.items():
        if isinstance(value, str) and field in fields and value:
            yield value
        elif isinstance(value, dict):
            yield from _texts(value, fields)
        elif isinstance(value, list):
            for part in value:
                if isinstance(part, dict):
                    yield from _texts(part, fields)


def catalogue_of(language: str) -> Catalog:
    """Read the .po file of a language."""
    with (HERE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Merge the sentences of today into each .po file; what is no longer said goes."""
    template = sentences()
    for language in LANGUAGES:
        path = HERE / f"{language}.po"
        catalogue = catalogue_of(language) if path.exists() else Catalog(locale=language, charset="utf-8")
        made = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        for known in catalogue:
            # A per cent sign in a sentence is no field.
            known.flags -= {"python-format"}
        catalogue.creation_date = made
        catalogue.project, catalogue.version = "magcalc", ""
        catalogue.copyright_holder = catalogue.last_translator = "The magcalc authors"
        catalogue.language_team = catalogue.msgid_bugs_address = ""
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        catalogue.header_comment = _HEADER.format(name=catalogue.locale and catalogue.locale.english_name)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, include_lineno=False, ignore_obsolete=True)


def compile_all(package: Path = ROOT / "src" / "magcalc") -> None:
    """Write what the program reads out of each .po file."""
    for language in LANGUAGES:
        folder = package / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "magcalc.mo").open("wb") as file:
            write_mo(file, catalogue_of(language))


def missing(language: str) -> Iterator[str]:
    """Give the sentences that a language has no words for."""
    for message in catalogue_of(language):
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(words):
            yield message.id if isinstance(message.id, str) else message.id[0]


def main(arguments: list[str]) -> int:
    """Do what the first argument asks for."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["missing", language] if language in LANGUAGES:
            sys.stdout.writelines(f"{sentence}\n" for sentence in missing(language))
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
