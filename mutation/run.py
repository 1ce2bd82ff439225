"""Mutation testing: is there a test that notices a small wrong change?

    python mutation/run.py                       every module below
    python mutation/run.py amount calc/limits    these
    python mutation/run.py --again amount        what survived the last time, by more tests

Run it where magcalc is installed with the groups test and dev. Each change that ``mutants.py`` knows is made in memory,
alone, and the tests that reach its line are run, quick ones first, until one fails: the change is killed. Which test
reaches which line is measured first, once, with coverage, and kept in ``build/mutation`` until a source is changed; of
tests that came later, those in the file of the module are tried. What no test notices has survived, and stands in ``survivors.toml`` with the reason why it may; the exit code
is 1 when one does not stand there, or one that stands there is killed or gone.

A change inside a function is put into the running program: the tests are collected once, and each change is tried in a
fork. What is read at import (tables, defaults), and what survived that, is tried in a fork that imports everything
anew. All is one process after another; take an hour and a half for all of it, and ``nice`` for your neighbours.
"""

import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import select
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NoReturn

import coverage
import hypothesis
import pytest
from mutants import Mutant, code_of, mutants_of

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCE = ROOT / "src" / "magcalc"
KEPT = ROOT / "build" / "mutation"
MODULES = ("amount", "interval", "dose_text", "day_text", "calc", "label/rules", "facts")

# Whole processes do not see a change in memory, and a test of ten thousand labels is no quicker for it.
_LEFT_OUT = ("test_packaging", "test_cli_start_up", "test_cli_faults", "test_docs", "test_fuzz_seeds", "test_walls")
# Tests of one change, in seconds as they were measured: those in the file of its module, and all others.
_MOST_NEAR, _MOST_FAR = 2.5, 0.8
# What survived is tried by so many times more of them.
_TIMES_AGAIN = 6
# Processor time for one test: a floor, and so many times what it took unchanged.
_FLOOR, _TIMES = 3.0, 10
_NEW = 0.1
_MOST_BYTES = 6 * 2**30

Tests = list[tuple[str, float]]


# Which test reaches which line.


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
        started = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - started
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out what fails or is skipped without any change."""
        if report.outcome != "passed":
            self.failed.add(report.nodeid)


def forget() -> None:
    """Empty every cache of magcalc, so that each test reads what it needs."""
    for cached in _caches():
        cached.cache_clear()


@functools.cache
def _caches() -> list[Any]:
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("magcalc")  # noqa: SLF001
    ]


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
    pytest.main(_options(["src", "tests"]), plugins=[mapper])
    mapper.coverage.stop()
    mapper.coverage.save()
    data = mapper.coverage.get_data()
    passed = [name for name in mapper.seconds if name not in mapper.failed]
    # No test of its own: reached while the tests are imported and collected.
    number = {"": -1} | {name: at for at, name in enumerate(passed)}
    lines = {
        Path(name).relative_to(SOURCE).as_posix(): {
            line: sorted(number[test] for test in tests if test in number)
            for line, tests in data.contexts_by_lineno(name).items()
        }
        for name in data.measured_files()
    }
    found = {"tests": passed, "seconds": [mapper.seconds[name] for name in passed], "lines": lines}
    kept.write_text(json.dumps(found), "utf-8")
    return 0


def _options(wanted: Sequence[str]) -> list[str]:
    left_out = [f"--ignore-glob=*{name}*" for name in _LEFT_OUT]
    quiet = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--capture=sys", "--basetemp", str(KEPT / "tmp")]
    quiet += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return [*quiet, *left_out, *wanted]


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
        near = self._near.setdefault(mutant.module, [_mirrors(name, mutant.module) for name in self._names])
        of_module = {at for tests in lines.values() for at in tests if at >= 0}
        reached = (set(lines.get(str(mutant.line), ())) - {-1}) if mutant.enclosing else set()
        met = Counter[str]()
        order = []
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
        """Whether a test came after the lines were measured, and is in a file of the mutant's module."""
        return test not in self._known and _mirrors(test, mutant.module)

    def is_reached_early(self, mutant: Mutant) -> bool:
        """Whether a change tells only while modules are imported or tests collected, when a later fork is too late."""
        reached = self._lines.get(f"{mutant.module}.py", {}).get(str(mutant.line), [])
        return not mutant.enclosing or reached == [-1] or (-1 in reached and mutant.module.startswith("facts/"))


def _mirrors(test: str, module: str) -> bool:
    """Whether a test is in the module itself, or in a file called after it or after its folder."""
    file = test.partition("::")[0]
    return file == f"src/magcalc/{module}.py" or any(
        file.endswith(f"_{part}.py") for part in (module, *module.split("/"))
    )


# One change, tried.


def run_in_fork(work: Callable[[], int], seconds: float) -> str:
    """Do work in a fork; ``passed``, ``failed`` or ``timed out``."""
    child = os.fork()
    if not child:
        _end_with(work)
    watched = os.pidfd_open(child)
    ready, _, _ = select.select([watched], [], [], seconds)
    os.close(watched)
    if not ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not ready or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGVTALRM):
        return "timed out"
    return "passed" if status == 0 else "failed"


def _end_with(work: Callable[[], int]) -> NoReturn:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        if "MUTATION_SHOWS" not in os.environ:
            os.dup2(nowhere, stream)
    code = 1
    try:
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def give_time(seconds: float) -> None:
    """Let the next test use so much processor time; the process dies when it uses more."""
    signal.setitimer(signal.ITIMER_VIRTUAL, _FLOOR + _TIMES * seconds)


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
        _caches()
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
    near = [test for test in tests if _mirrors(test[0], mutant.module)]
    for some in (near, [test for test in tests if test not in near]):
        files = sorted({name.partition("::")[0] for name, _ in some})
        if not files:
            continue

        def work(some: Tests = some, files: list[str] = files) -> int:
            give_time(20)
            return int(pytest.main(["-x", *_options(files)], plugins=[Changed(mutant), Chosen(some, is_new)]))

        answer = run_in_fork(work, 120 + 20 * sum(seconds for _, seconds in some))
        if answer != "passed":
            return answer
    return "passed"


# All of it.


class Book:
    """What became of each change, written down as it is known."""

    def __init__(self) -> None:
        path = KEPT / "outcomes.jsonl"
        written = path.read_text("utf-8").splitlines() if path.exists() else []
        self.outcomes: dict[str, str] = dict(json.loads(line) for line in written)
        self._noted = 0
        self._file = path.open("a", encoding="utf-8")
        self._started = time.monotonic()

    def note(self, mutant: Mutant, outcome: str) -> None:
        """Write an outcome down, over an earlier one."""
        self.outcomes[mutant.key] = outcome
        self._file.write(json.dumps([mutant.key, outcome]) + "\n")
        self._file.flush()
        self._noted += 1
        if self._noted % 100 == 0:
            print(f"{self._noted} in {time.monotonic() - self._started:.0f} s", file=sys.stderr)


def chosen_modules(wanted: Sequence[str]) -> list[str]:
    """Give the modules, each without its ending, that names of modules or folders stand for."""
    found = []
    for name in wanted or MODULES:
        paths = sorted((SOURCE / name).glob("*.py")) if (SOURCE / name).is_dir() else [SOURCE / f"{name}.py"]
        found += [path.relative_to(SOURCE).with_suffix("").as_posix() for path in paths]
    return found


def main(wanted: Sequence[str]) -> int:
    """Make the changes, try them, and hold the survivors against the list."""
    os.chdir(ROOT)
    KEPT.mkdir(parents=True, exist_ok=True)
    # The same texts in each run; what is found is not made smaller, which takes long.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, phases=phases)
    hypothesis.settings.load_profile("mutation")
    _load_what_is_not_ours()
    again = "--again" in wanted
    modules = chosen_modules([name for name in wanted if name != "--again"])
    mutants = [mutant for module in modules for mutant in mutants_of(SOURCE / f"{module}.py", module)]
    plan, book = Plan(mapped(), _TIMES_AGAIN if again else 1), Book()
    tried = [mutant for mutant in mutants if not again or book.outcomes.get(mutant.key, "passed") == "passed"]
    _in_place([mutant for mutant in tried if mutant.enclosing], plan, book)
    for mutant in tried:
        if (
            not mutant.enclosing
            or book.outcomes.get(mutant.key, "passed") == "passed"
            and plan.is_reached_early(mutant)
        ):
            book.note(mutant, try_anew(mutant, plan))
    return report(modules, mutants, book)


def _load_what_is_not_ours() -> None:
    """Load once what every fork would load anew."""
    import jsonschema  # noqa: F401
    import molmass  # noqa: F401
    import pint  # noqa: F401
    import pydantic  # noqa: F401
    import rich.table  # noqa: F401
    import typer  # noqa: F401


def _in_place(mutants: list[Mutant], plan: Plan, book: Book) -> None:
    """Try changes in one fork that has collected the tests, and read what it found."""
    by_key = {mutant.key: mutant for mutant in mutants}
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        out = os.fdopen(writer, "w", encoding="utf-8")

        def note(mutant: Mutant, outcome: str) -> None:
            out.write(json.dumps([mutant.key, outcome]) + "\n")
            out.flush()

        code = 1
        try:
            code = int(pytest.main(_options(["src", "tests"]), plugins=[InPlace(mutants, plan, note)]))
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as lines:
        for line in lines:
            key, outcome = json.loads(line)
            book.note(by_key[key], outcome)
    os.waitpid(child, 0)


def listed_survivors() -> set[str]:
    """Read which changes may survive; each group gives its reason."""
    groups = tomllib.loads((HERE / "survivors.toml").read_text("utf-8"))["group"]
    return {f"{group['module']}:{group['function']}: {change}" for group in groups for change in group["changes"]}


def report(modules: list[str], mutants: list[Mutant], book: Book) -> int:
    """Print what became of the changes of each module, and what the list of survivors lacks or has too much."""
    listed = listed_survivors()
    print("| module | made | killed | by time | survived |\n| --- | ---: | ---: | ---: | ---: |")
    for module in modules:
        ours = [book.outcomes[mutant.key] for mutant in mutants if mutant.module == module]
        counts = [ours.count(outcome) for outcome in ("failed", "timed out", "passed")]
        if ours:
            print(f"| {module} | {len(ours)} | {counts[0] + counts[1]} | {counts[1]} | {counts[2]} |")
    survivors = {mutant.key for mutant in mutants if book.outcomes[mutant.key] == "passed"}
    missing = sorted(survivors - listed)
    gone = sorted(key for key in listed - survivors if key.partition(":")[0] in modules)
    for key in missing:
        print(f"survived, and is not listed: {key}")
    for key in gone:
        print(f"listed, and is killed or gone: {key}")
    return 1 if missing or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
