"""One change, tried: in the running program, or in one that is imported after the change was made."""

import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from forks import ROOT, SOURCE, forget, give_time, options, run_in_fork
from mutants import Mutant, code_of
from reach import Plan, Tests, mirrors

# What a test that was never measured is given.
_NEW = 0.1


class InPlace:
    """Holds the collected tests, and tries changes inside functions by giving the functions their changed code."""

    def __init__(self, mutants: list[Mutant], plan: Plan, note: Callable[[Mutant, str], None]) -> None:
        self._mutants, self._plan, self._note = mutants, plan, note
        self._failed = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every change instead of running the tests."""
        items = {item.nodeid: item for item in session.items}
        functions = defaultdict(list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(SOURCE)):
                code = each.__code__
                functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(each)
        forget()
        gc.freeze()
        for mutant in self._mutants:
            tests = [(item, _NEW) for name, item in items.items() if self._plan.is_new(name, mutant)]
            tests += [(items[name], seconds) for name, seconds in self._plan.tests(mutant) if name in items]
            limit = 60 + 20 * sum(seconds for _, seconds in tests)
            work = functools.partial(self._try, mutant, tests, functions)
            self._note(mutant, run_in_fork(work, limit) if tests else "passed")
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Stop at the first failure."""
        if report.failed:
            os._exit(1)

    def _try(self, mutant: Mutant, tests: list[tuple[pytest.Item, float]], functions: dict[Any, Any]) -> int:
        path = SOURCE / f"{mutant.module}.py"
        changed = {(code.co_qualname, code.co_firstlineno): code for code in _codes(code_of(path, mutant))}
        for qualified, first in mutant.enclosing:
            for function in functions[str(path), qualified, first]:
                function.__code__ = changed[qualified, first]
        forget()
        for at, (item, seconds) in enumerate(tests):
            give_time(seconds)
            following = tests[at + 1][0] if at + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a change in it."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = "magcalc." + mutant.module.replace("/", ".")
        self._path, self._mutant = SOURCE / f"{mutant.module}.py", mutant

    def pytest_configure(self) -> None:
        """Come before pytest's own finder, which loads a module whose doctests it was asked for."""
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Answer for this one module."""
        if name != self._name:
            return None
        return importlib.util.spec_from_file_location(name, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code as the module."""
        exec(code_of(self._path, self._mutant), module.__dict__)  # noqa: S102


class Chosen:
    """Runs the chosen tests only, in their order, each with its time, after those that are new."""

    def __init__(self, tests: Tests, is_new: Callable[[str], bool]) -> None:
        self._seconds, self._is_new = dict(tests), is_new

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the chosen ones, quick ones first."""
        new = {item.nodeid: _NEW for item in items if self._is_new(item.nodeid)}
        self._seconds = new | self._seconds
        place = {name: at for at, name in enumerate(self._seconds)}
        items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Give each test its time."""
        give_time(self._seconds[item.nodeid])


def try_anew(mutant: Mutant, plan: Plan) -> str:
    """Try a change where everything is imported after it was made: first in the files that mirror it."""
    tests = plan.tests(mutant)
    is_new = functools.partial(plan.is_new, mutant=mutant)
    near = [test for test in tests if mirrors(test[0], mutant.module)]
    for some in (near, [test for test in tests if test not in near]):
        files = {name.partition("::")[0] for name, _ in some}
        if some is near:
            there = (path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
            files |= {file for file in there if is_new(f"{file}::")}
        if not files:
            continue

        def work(some: Tests = some, files: set[str] = files) -> int:
            give_time(20)
            return int(pytest.main(["-x", *options(sorted(files))], plugins=[Changed(mutant), Chosen(some, is_new)]))

        answer = run_in_fork(work, 120 + 20 * sum(seconds for _, seconds in some))
        if answer != "passed":
            return answer
    return "passed"


def try_in_place(mutants: list[Mutant], plan: Plan, note: Callable[[Mutant, str], None]) -> None:
    """Try changes in one fork that has collected the tests, and read what it found."""
    by_key = {mutant.key: mutant for mutant in mutants}
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        out = os.fdopen(writer, "w", encoding="utf-8")

        def tell(mutant: Mutant, outcome: str) -> None:
            out.write(json.dumps([mutant.key, outcome]) + "\n")
            out.flush()

        code = 1
        try:
            code = int(pytest.main(options(["src", "tests"]), plugins=[InPlace(mutants, plan, tell)]))
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as lines:
        for line in lines:
            key, outcome = json.loads(line)
            note(by_key[key], outcome)
    os.waitpid(child, 0)
