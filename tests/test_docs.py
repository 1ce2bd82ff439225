"""What the pages of the repository name is there: files, tests, commands; and what other programs read of us."""

import ast
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from magcalc.cli.app import app

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md"), *ROOT.glob(".github/*.md")])
PARTS = {".ci", ".github", "benchmarks", "data", "docs", "man", "src", "tests"}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def spans_of(page: Path) -> list[str]:
    """What stands between backticks in the lines of a page, line ends within as spaces."""
    prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]


def blocks_of(page: Path) -> list[str]:
    """The lines of the shell blocks of a page, without what is only answered."""
    blocks = re.findall(r"^```(sh|console)\n(.*?)^```$", text_of(page), flags=re.MULTILINE | re.DOTALL)
    lines = [(kind, line) for kind, block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ") for kind, line in lines if kind == "sh" or line.startswith("$ ")]


def test_the_pages_are_found() -> None:
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/assurance.md", "data/lexicon/README.md"} <= names


# Files and tests.


@cache
def named_tests(path: Path) -> frozenset[str]:
    """The tests of a file, read and not collected."""
    return frozenset(
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def missing(span: str) -> str | None:
    """What a span names that is not there, None where all is."""
    path, _, test = span.partition("::")
    if path.partition("/")[0] not in PARTS or " " in path:
        return None
    if not any(ROOT.glob(path.rstrip("/"))):
        return path
    return None if not test or test in named_tests(ROOT / path) else span


def test_what_is_missing_is_seen() -> None:
    assert missing("src/magcalc/utils.py") == "src/magcalc/utils.py"
    assert missing("data/*.yaml") == "data/*.yaml"
    assert missing("tests/test_docs.py::test_nothing") == "tests/test_docs.py::test_nothing"
    assert missing("tests/test_docs.py::test_what_is_missing_is_seen") is None
    assert missing("data/*.toml") is None


@each_page
def test_every_path_and_every_test_that_is_named_is_there(page: Path) -> None:
    assert [found for span in spans_of(page) if (found := missing(span))] == []


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page))]
    near = [target for target in targets if target and "://" not in target]
    # The reference is written when the site is built, which refuses a link to a page that is not there.
    written = text_of(ROOT / "mkdocs.yml")
    missing_pages = [target for target in near if not (page.parent / target).exists()]
    assert [target for target in missing_pages if f" {target.removeprefix('../')}\n" not in written] == []


def rows_of_assurance() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| (.+) \| (.+) \|$", text_of(ROOT / "docs" / "assurance.md"), re.MULTILINE)
    return [row for row in rows if row not in {("promise", "test"), ("---", "---")}]


def test_every_promise_has_tests_and_nothing_else_beside_it() -> None:
    rows = rows_of_assurance()
    assert len(rows) > 50
    named = r"`tests/[a-z_/]+\.py::test_[a-z0-9_]+`"
    assert [promise for promise, tests in rows if not re.fullmatch(rf"{named}(, {named})*", tests)] == []
    assert len({promise for promise, _ in rows}) == len(rows)


# Commands.


def commands_of(page: Path) -> list[str]:
    lines = [*blocks_of(page), *spans_of(page)]
    return [found.strip(" |") for line in lines for found in re.findall(r"(?:^|[ /|])magcalc( [^|>#]*|$)", line)]


def wrong_in(command: str) -> str | None:
    """What a command line names that magcalc does not have, None where it has all."""
    words = shlex.split(command, comments=True)
    whole = get_command(app)
    options = {name for param in whole.params for name in param.opts}
    if words and not words[0].startswith("-"):
        group: Any = whole
        if words[0] not in group.list_commands(None):
            return words[0]
        known = group.get_command(None, words[0])
        options |= {name for param in known.params for name in param.opts}
    options |= {"--help", "-h", "--install-completion", "--show-completion"}
    # What looks like a number or stands alone is no option.
    named = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return next((option for option in named if option not in options), None)


def test_what_magcalc_does_not_have_is_seen() -> None:
    assert wrong_in("doze 400 mg oxide") == "doze"
    assert wrong_in("dose 400 mg oxide --agee 8") == "--agee"
    assert wrong_in("dose 400 mg oxide --age 8 -q") is None
    assert wrong_in("--version") is None


@each_page
def test_every_command_that_is_named_is_there_with_its_options(page: Path) -> None:
    assert [f"{command}: {wrong}" for command in commands_of(page) if (wrong := wrong_in(command))] == []


def test_commands_are_found_on_the_pages() -> None:
    assert len(commands_of(ROOT / "README.md")) > 30
    assert "--version" in commands_of(ROOT / "SECURITY.md")


# The programs that come with Python, and with what the groups of pyproject.toml install.
PROGRAMS = {"python3", "pip", "pytest", "ruff", "mypy", "lint-imports"}


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"], ids=lambda page: page.name)
def test_the_tools_that_are_called_for_are_ours(page: Path) -> None:
    lines = [shlex.split(line) for line in blocks_of(page)]
    assert {line[0].removeprefix(".venv/bin/") for line in lines} <= PROGRAMS
    groups = [group for line in lines for option, group in pairwise(line) if option == "--group"]
    assert set(groups) <= set(PROJECT["dependency-groups"])


def test_the_tools_of_contributing_are_those_of_the_check_before_a_change() -> None:
    check = text_of(ROOT / ".ci" / "run")
    tools = [line for line in blocks_of(ROOT / "CONTRIBUTING.md") if not line.startswith(".venv/bin/pip")]
    assert tools
    # The check looks at the format where a person puts it right.
    assert [line for line in tools if line.replace("format .", "format --check .") not in check] == []


# What other programs read.


def value_in(text: str, key: str) -> str:
    (value,) = re.findall(rf'^(?:- |  )?{key}: "?([^"\n]*)"?$', text, re.MULTILINE)
    return str(value)


def test_the_citation_says_what_the_project_says() -> None:
    text = text_of(ROOT / "CITATION.cff")
    project = PROJECT["project"]
    assert value_in(text, "cff-version") == "1.2.0"
    # What that version of the format asks for.
    assert value_in(text, "message")
    assert value_in(text, "title") == project["name"]
    assert value_in(text, "version") == project["version"]
    assert value_in(text, "license") == project["license"]
    assert value_in(text, "abstract") == f"{project['description']}."
    assert re.findall(r'^  - name: "(.*)"$', text, re.MULTILINE) == [author["name"] for author in project["authors"]]


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_names_each_action_by_its_hash_and_has_no_right_that_it_does_not_name(workflow: Path) -> None:
    text = text_of(workflow)
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)] == []
    assert "\npermissions: {}\n" in text
    jobs = text.partition("\njobs:\n")[2]
    assert len(re.findall(r"^  [a-z]+:$", jobs, re.MULTILINE)) == jobs.count("\n    permissions:\n")
    assert "secrets." not in text


def test_the_pythons_that_are_promised_are_tried() -> None:
    promised = [line.rpartition(" :: ")[2] for line in PROJECT["project"]["classifiers"] if "Python :: 3." in line]
    (tried,) = re.findall(r"python: \[(.*)\]", text_of(ROOT / ".github" / "workflows" / "tests.yml"))
    assert re.findall(r'"([^"]+)"', tried) == promised


HOOK = text_of(ROOT / ".pre-commit-hooks.yaml")


def test_the_hook_is_installed_with_the_package() -> None:
    assert value_in(HOOK, "id") == "magcalc-label"
    assert value_in(HOOK, "language") == "python"
    assert value_in(HOOK, "types") == "[text]"
    # The entry must be a script of the package, which is all that gets installed.
    assert value_in(HOOK, "entry").split()[0] in PROJECT["project"]["scripts"]


@pytest.mark.parametrize(
    ("label", "code", "told"),
    [
        ("Magnesium (as citrate) 100 mg per tablet. Take 1 tablet daily.", 0, "nothing found"),
        # 400 mg x 60.3 % are 241 mg and no 400: more magnesium than the salt holds.
        ("Magnesium oxide 400 mg, providing 400 mg of elemental magnesium per tablet", 1, "MG201"),
        ("water", 2, "hint:"),
    ],
)
def test_the_hook_fails_where_a_label_does(tmp_path: Path, label: str, code: int, told: str) -> None:
    # As pre-commit calls it: the entry, and behind it the names of files as they are.
    (tmp_path / "first jar.txt").write_text(label, encoding="utf-8")
    (tmp_path / "second.txt").write_text("Magnesium 50 mg per tablet. Take 1 tablet daily.", encoding="utf-8")
    _, *rest = value_in(HOOK, "entry").split()
    ended = subprocess.run(
        [sys.executable, "-m", "magcalc", *rest, "first jar.txt", "second.txt"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert ended.returncode == code
    assert told in ended.stdout + ended.stderr
    assert "second.txt" in ended.stdout
