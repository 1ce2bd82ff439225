"""The manual pages: written anew they are what is kept, they hold every option, and man finds nothing wrong in them."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from magcalc.cli.app import app

ROOT = Path(__file__).parents[1]
KEPT = {page.name: page.read_text(encoding="utf-8") for page in sorted((ROOT / "man").iterdir())}
GROUP: Any = get_command(app)
COMMANDS = GROUP.list_commands(None)


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        # The scripts of docs/ find one another as a script finds its neighbours.
        patch.syspath_prepend(str(ROOT / "docs"))
        return dict(runpy.run_path(str(ROOT / "docs" / "manual.py"))["pages"]())


def test_the_pages_are_what_the_program_says(written: dict[str, str]) -> None:
    # Stale? 'python docs/manual.py' writes them anew.
    assert written.keys() == KEPT.keys()
    assert [name for name, text in written.items() if KEPT[name] != text] == []


def test_there_is_a_page_for_magcalc_and_for_each_command() -> None:
    assert KEPT.keys() == {"magcalc.1", *(f"magcalc-{name}.1" for name in COMMANDS)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_holds_every_option_and_every_section(name: str) -> None:
    page = KEPT[f"magcalc-{name}.1"].replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
    options = [called for param in GROUP.get_command(None, name).params for called in param.opts if called[0] == "-"]
    tags = [line for before, line in zip(page.splitlines(), page.splitlines()[1:], strict=False) if before == ".TP"]
    assert [option for option in options if not any(option in tag for tag in tags)] == []
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", '"EXIT STATUS"', "ENVIRONMENT", '"SEE ALSO"'):
        assert page.count(f"\n.SH {section}\n") == 1, section
    assert all(sign.isascii() for sign in page)


def wants(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def output_of(*command: object) -> tuple[str, str]:
    """What a program that looks at a page prints, and what it complains of."""
    ended = subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8", check=True)
    return ended.stdout, ended.stderr


@pytest.mark.slow
@wants("groff")
def test_groff_warns_of_nothing() -> None:
    for name in KEPT:
        assert output_of("groff", "-man", "-ww", "-Tutf8", ROOT / "man" / name)[1] == "", name


@pytest.mark.slow
@wants("mandoc")
def test_mandoc_warns_of_nothing_but_the_date_that_is_left_out() -> None:
    for name in KEPT:
        ended = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning", ROOT / "man" / name],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert [line for line in ended.stdout.splitlines() if "missing date" not in line] == [], name


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="man is a thing of Unix")
@wants("man")
def test_man_shows_a_page_as_it_is_meant() -> None:
    shown, complaint = output_of("man", "--warnings", "-l", ROOT / "man" / "magcalc-dose.1")
    assert complaint == ""
    words = " ".join(shown.split())
    assert "magcalc dose DOSE [OPTION...]" in words
    assert "--kidney-disease Reduced kidney function." in words
    assert "--grade NAME The grade, as anhydrous or dihydrate." in words
    assert "magcalc dose 2 x 1000 mg glycinate + 400 mg oxide" in words
