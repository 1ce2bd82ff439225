"""What the documentation shows is run: its commands and its Python; and its pictures and figures are not stale."""

import html
import pkgutil
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from shown_examples import Block, blocks_of, check_example, examples_of, run_python, write_files

CHECKOUT = Path(__file__).parent.parent
DOCS = CHECKOUT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
CONSOLES = [(page, block) for page in PAGES for block in blocks_of(page, "console")]
WITH_PYTHON = [page for page in PAGES if blocks_of(page, "python") or blocks_of(page, "pycon")]
LOCALES = {"da": "da_DK.UTF-8", "nb": "nb_NO.UTF-8", "sv": "sv_SE.UTF-8"}
SCREENS = runpy.run_path(str(DOCS / "screens.py"))


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("page", "block"), CONSOLES, ids=[f"{name_of(page)}:{block.line}" for page, block in CONSOLES])
def test_a_block_gives_what_it_shows(
    page: Path, block: Block, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(page, folder)
    # The guides in other languages show what is answered in the locale of their readers.
    locale = LOCALES.get(page.stem, "C.UTF-8")
    for example in examples_of(block):
        check_example(example, monkeypatch, capsys, locale)


def test_every_prompt_with_magcalc_is_run() -> None:
    prompts = sum(len(re.findall(r"^\$ .*magcalc ", page.read_text(encoding="utf-8"), re.MULTILINE)) for page in PAGES)
    assert sum(len(examples_of(block)) for _, block in CONSOLES) == prompts > 80


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_the_python_of_a_page_gives_what_it_shows(page: Path, folder: Path) -> None:
    write_files(page, folder)
    assert run_python(page) > 0


def test_every_page_is_in_the_menu() -> None:
    menu = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [name_of(page) for page in PAGES if f": {name_of(page)}\n" not in menu + "\n"] == []


def test_every_number_of_the_science_stands_in_a_command_or_a_table() -> None:
    page = (DOCS / "science.md").read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$|`[^`]*`|\[[^\]]*\]", "", page, flags=re.MULTILINE | re.DOTALL)
    shown = "".join(block.text for block in blocks_of(DOCS / "science.md", "console"))
    tables = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "data").glob("*.toml"))
    known = set(re.findall(r"\d+(?:\.\d+)?", shown + tables))
    numbers = re.findall(r"\d+(?:\.\d+)?", prose)
    assert len(numbers) > 10
    assert [number for number in numbers if number not in known] == []


def words_drawn(picture: str) -> list[str]:
    """The lines of a picture; how a version of rich writes its SVG is not what goes stale."""
    rows: dict[str, str] = {}
    for height, text in re.findall(r'<text[^>]* y="([^"]+)"[^>]*>([^<]*)</text>', picture):
        rows[height] = rows.get(height, "") + html.unescape(text).replace("\u00a0", " ")
    return [row.rstrip() for row in rows.values()]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as Unix has them")
@pytest.mark.parametrize("name", sorted(SCREENS["SCREENS"]))
def test_a_picture_shows_what_the_terminal_shows(name: str) -> None:
    draw: Any = SCREENS["picture"]
    kept = (DOCS / "screens" / f"{name}.svg").read_text(encoding="utf-8")
    assert "http" not in kept.replace("http://www.w3.org/2000/svg", "")
    assert len(words_drawn(kept)) > 8
    # Stale? 'python docs/screens.py' draws them anew.
    assert words_drawn(draw(name)) == words_drawn(kept)


def test_the_reference_holds_every_command_rule_form_limit_medicine_and_public_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("mkdocs")
    monkeypatch.syspath_prepend(DOCS)
    import magcalc.cli
    from magcalc.facts.form_table import FormTable
    from magcalc.facts.limits import limit_keys
    from magcalc.facts.medicines import medicine, medicine_keys
    from magcalc.facts.rules import rule_keys
    from magcalc.facts.sources import source_keys

    # One file a command; the others hold what commands share.
    shared = {"app", "complete", "help_page", "language", "options", "usage"}
    commands = {module.name for module in pkgutil.iter_modules(magcalc.cli.__path__)} - shared
    pages = {name: written() for name, written in runpy.run_path(str(DOCS / "generate.py"))["PAGES"].items()}
    expected = {
        "commands": [f"magcalc {name}" for name in commands],
        "forms": list(FormTable().keys),
        "limits": list(limit_keys()),
        "medicines": [medicine(key).local_name("en") for key in medicine_keys()],
        "sources": list(source_keys()),
        "python": [f"magcalc.{name}" for name in magcalc.__all__] + ["magcalc.frame.assess"],
    }
    for page, headings in expected.items():
        found = re.findall(r"^## (.*)$", pages[page], re.MULTILINE)
        assert set(headings) <= set(found), page
    assert [key for key in rule_keys() if f" {key}\n" not in pages["rules"]] == []
