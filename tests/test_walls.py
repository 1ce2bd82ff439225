"""The walls of the house, read from the source text: which module may know which library, and what has a docstring."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "magcalc"
MODULES = sorted(PACKAGE.rglob("*.py"))

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())


class Import(NamedTuple):
    """One imported module, and whether only a type checker sees it."""

    module: str
    for_types: bool


def imports_of(node: ast.AST, *, for_types: bool = False) -> Iterator[Import]:
    """Every import below a node, at the top of the file or inside a function, also by import_module("...")."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for statement in child.body:
                yield from imports_of(ast.Module([statement], []), for_types=True)
            for statement in child.orelse:
                yield from imports_of(ast.Module([statement], []), for_types=for_types)
            continue
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, for_types) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            # "from magcalc.facts import store" imports magcalc.facts.store as well.
            yield Import(child.module or "", for_types)
            yield from (Import(f"{child.module}.{alias.name}", for_types) for alias in child.names)
        elif isinstance(child, ast.Call) and ast.unparse(child.func).endswith(("import_module", "__import__")):
            yield from (Import(str(arg.value), for_types) for arg in child.args if isinstance(arg, ast.Constant))
        yield from imports_of(child, for_types=for_types)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_in(path: Path) -> tuple[Import, ...]:
    return tuple(imports_of(parsed(path)))


def knows(path: Path, module: str, *, also_for_types: bool = True) -> bool:
    return any(
        (found.module == module or found.module.startswith(f"{module}.")) and (also_for_types or not found.for_types)
        for found in imports_in(path)
    )


def who_knows(module: str, *, also_for_types: bool = True) -> set[str]:
    """The modules of ours that import a module, as paths below the package."""
    return {
        path.relative_to(PACKAGE).as_posix() for path in MODULES if knows(path, module, also_for_types=also_for_types)
    }


def outside(paths: set[str], folder: str) -> set[str]:
    return {path for path in paths if not path.startswith(f"{folder}/")}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pint", Import("pint", for_types=False)),
        ("import pint.util as u", Import("pint.util", for_types=False)),
        ("from pint import Quantity", Import("pint", for_types=False)),
        ("from magcalc.facts import store", Import("magcalc.facts.store", for_types=False)),
        ("def f():\n    if True:\n        import pint", Import("pint", for_types=False)),
        ("if TYPE_CHECKING:\n    from pint import Quantity", Import("pint", for_types=True)),
        ("if typing.TYPE_CHECKING:\n    import pint", Import("pint", for_types=True)),
        ("if TYPE_CHECKING:\n    pass\nelse:\n    import pint", Import("pint", for_types=False)),
        ("importlib.import_module('pint')", Import("pint", for_types=False)),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, found: Import) -> None:
    assert found in list(imports_of(ast.parse(source)))


def test_only_cli_knows_typer() -> None:
    users = who_knows("typer")
    assert users
    assert outside(users, "cli") == set()
    # Typer carries its own click; the other one is not ours to import.
    assert who_knows("click") == set()


def test_only_show_knows_rich() -> None:
    users = who_knows("rich")
    assert users
    assert outside(users, "show") == set()


def test_only_amount_knows_pint() -> None:
    # The public API names pint's types in its signatures, without importing pint when it runs.
    assert who_knows("pint", also_for_types=False) == {"amount.py"}
    assert who_knows("pint") == {"amount.py", "api.py"}


@pytest.mark.parametrize("module", ["tomllib", "magcalc.facts.store", "importlib.resources"])
def test_only_facts_reads_our_tables(module: str) -> None:
    assert outside(who_knows(module), "facts") == set()


def test_the_tables_are_read_in_one_place() -> None:
    assert who_knows("tomllib") == {"facts/store.py", "facts/user_file.py"}


@pytest.mark.parametrize("module", ["os", "sys", "io", "pathlib", "subprocess", "socket", "logging", "random", "time"])
def test_calc_does_no_input_or_output(module: str) -> None:
    assert {path for path in who_knows(module) if path.startswith("calc/")} == set()


@pytest.mark.parametrize(
    "module", ["socket", "ssl", "http", "urllib.request", "requests", "subprocess", "multiprocessing", "ctypes"]
)
def test_nothing_reaches_out(module: str) -> None:
    assert who_knows(module) == set()


@pytest.mark.parametrize("part", ["calc", "facts"])
def test_calc_and_facts_open_and_print_nothing_by_themselves(part: str) -> None:
    calls = {
        f"{path.name}: {node.func.id}"
        for path in (PACKAGE / part).rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}
    }
    assert calls == set()


# From the bottom up; a part may import what stands before it in this row and nothing after it.
FLOORS = ["errors", "interval", "facts", "amount", "dose_text", "calc", "label", "show", "api", "cli"]


@pytest.mark.parametrize("floor", FLOORS)
def test_every_import_points_down(floor: str) -> None:
    above = FLOORS[FLOORS.index(floor) + 1 :]
    inside = {path for path in MODULES if path.relative_to(PACKAGE).parts[0] in {floor, f"{floor}.py"}}
    assert inside
    up = {(path.name, part) for path in inside for part in above if knows(path, f"magcalc.{part}")}
    assert up == set()


# A name that says nothing gathers everything.
@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "common", "misc"])
def test_no_module_is_a_drawer(name: str) -> None:
    assert [path for path in MODULES if name in {path.stem, *path.relative_to(PACKAGE).parts}] == []


def undocumented(tree: ast.Module) -> list[str]:
    """The module itself and its public functions, classes and methods that have no docstring."""

    def below(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
        for child in node.body:
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or child.name[0] == "_":
                continue
            if ast.get_docstring(child) is None:
                yield prefix + child.name
            if isinstance(child, ast.ClassDef):
                yield from below(child, f"{prefix}{child.name}.")

    return ([] if ast.get_docstring(tree) else ["the module"]) + list(below(tree, ""))


@each_module
def test_everything_public_has_a_docstring(path: Path) -> None:
    assert undocumented(parsed(path)) == []


def test_a_missing_docstring_is_seen() -> None:
    source = (
        "def f():\n    pass\nclass C:\n    'Says.'\n    def g(self):\n        pass\n    def _h(self):\n        pass"
    )
    assert undocumented(ast.parse(source)) == ["the module", "f", "C.g"]
