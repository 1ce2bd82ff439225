"""Which test reaches which line, measured with coverage; and the tests that a change is tried by."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

from forks import KEPT, SOURCE, forget, options, run_in_fork
from mutants import Mutant

# Tests of one change, in seconds as they were measured: those in the file of its module, and all others.
_MOST_NEAR, _MOST_FAR = 6.0, 0.8

Tests = list[tuple[str, float]]


class Mapper:
    """Runs every test once and notes the lines of magcalc that it reaches, with nothing kept from test to test."""

    def __init__(self) -> None:
        self.coverage = coverage.Coverage(data_file=str(KEPT / "coverage"), source=[str(SOURCE)], config_file=False)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count a test's lines as its own."""
        forget()
        self.coverage.switch_context(item.nodeid)
        # Of the processor: who else works on the machine chooses no tests.
        started = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - started
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out what fails or is skipped without any change."""
        if report.outcome != "passed":
            self.failed.add(report.nodeid)


def mapped() -> dict[str, Any]:
    """Give the tests of each line, measured anew where a source is newer."""
    kept = KEPT / "tests_by_line.json"
    newest = max(path.stat().st_mtime for path in SOURCE.rglob("*.py"))
    if not kept.exists() or kept.stat().st_mtime < newest:
        run_in_fork(lambda: _measure(kept), 3600)
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return found


def _measure(kept: Path) -> int:
    mapper = Mapper()
    mapper.coverage.start()
    pytest.main(options(["src", "tests"]), plugins=[mapper])
    mapper.coverage.stop()
    mapper.coverage.save()
    data = mapper.coverage.get_data()
    # No test of its own: reached while the tests are imported and collected. What fails anyway notices nothing.
    number = {"": -1} | {name: at for at, name in enumerate(mapper.seconds) if name not in mapper.failed}
    lines = {
        Path(name).relative_to(SOURCE).as_posix(): {
            line: sorted(number[test] for test in tests if test in number)
            for line, tests in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }
    found = {"tests": list(mapper.seconds), "seconds": list(mapper.seconds.values()), "lines": lines}
    kept.write_text(json.dumps(found), "utf-8")
    return 0


class Plan:
    """Chooses the tests of a change: those that reach its line, the quick ones first."""

    def __init__(self, found: dict[str, Any], times: int) -> None:
        self._times = times
        self._names: list[str] = found["tests"]
        self._seconds: list[float] = found["seconds"]
        self._lines: dict[str, dict[str, list[int]]] = found["lines"]
        self._near: dict[str, list[bool]] = {}
        self._known = set(self._names)

    def tests(self, mutant: Mutant) -> Tests:
        """Give the tests that reach a change, until they would take too long."""
        lines = self._lines.get(f"{mutant.module}.py", {})
        near = self._near.setdefault(mutant.module, [mirrors(name, mutant.module) for name in self._names])
        of_module = {at for tests in lines.values() for at in tests if at >= 0}
        reached = (set(lines.get(str(mutant.line), ())) - {-1}) if mutant.enclosing else set()
        met = Counter[str]()
        order = []
        # A bound of a table's rows is kept by pydantic, and no test of it reaches a line of the module.
        of_module |= {at for at, is_near in enumerate(near) if is_near}
        for at in sorted(of_module, key=lambda at: self._seconds[at]):
            # What a fixture of a whole file reaches is reached by its first test only, so all of a near file are tried.
            if reached and at not in reached and not near[at]:
                continue
            file = self._names[at].partition("::")[0]
            met[file] += 1
            order.append((not near[at], bool(reached) and at not in reached, met[file], at))
        far = _MOST_FAR * self._times
        chosen, left = [], _MOST_NEAR * self._times + far
        # Some of every file, for many of one file know the same.
        for is_far, _, _, at in sorted(order):
            if self._seconds[at] <= left - (0 if is_far else far):
                left -= self._seconds[at]
                chosen.append((self._names[at], self._seconds[at]))
        return chosen

    def is_new(self, test: str, mutant: Mutant) -> bool:
        """Whether a test came after the lines were measured, and is in a file or the folder of the mutant's module."""
        folder = f"tests/{mutant.module.partition('/')[0]}/"
        return test not in self._known and (mirrors(test, mutant.module) or test.startswith(folder))

    def is_reached_early(self, mutant: Mutant) -> bool:
        """Whether a change tells only while modules are imported or tests collected, when a later fork is too late."""
        reached = self._lines.get(f"{mutant.module}.py", {}).get(str(mutant.line), [])
        return not mutant.enclosing or reached == [-1] or (-1 in reached and mutant.module.startswith("facts/"))


def mirrors(test: str, module: str) -> bool:
    """Whether a test is in the module itself, or in a file called after it or after its folder."""
    file = test.partition("::")[0]
    return file == f"src/magcalc/{module}.py" or any(file.endswith(f"_{part}.py") for part in module.split("/")[-2:])
