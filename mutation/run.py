"""Mutation testing: is there a test that notices a small wrong change?

    python mutation/run.py                       every module below
    python mutation/run.py amount calc/limits    these
    python mutation/run.py --again amount        what survived the last time, by more tests

Run it where magcalc is installed with the groups test and dev. Each change that ``mutants.py`` knows is made in memory,
alone, and the tests that reach its line are run until one fails: the change is killed. The tests in the file of its
module come first, then some of every other file; a change that takes ten times as long is killed too. Which test
reaches which line is measured once and kept in ``build/mutation`` until a source is changed; of tests that came later,
those in the file or the folder of the module are tried.

What no test notices has survived, and stands in ``survivors.toml`` with the reason why it may. The exit code is 1 when
one does not stand there, or one that stands there is killed or gone.

A change inside a function is put into the running program: the tests are collected once, and each change is tried in a
fork. What is read at import (tables, defaults) is tried in a fork that imports everything anew. All is one process
after another, on Linux; allow an hour and a half, and be ``nice`` to your neighbours.
"""

import json
import os
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import hypothesis

from forks import KEPT, ROOT, SOURCE
from mutants import Mutant, mutants_of
from reach import Plan, mapped
from trial import try_anew, try_in_place

# Where a slip would misread a dose or a label.
MODULES = ("amount", "interval", "dose_text", "facts", "calc", "label/rules")
# What survived is tried by so many times more of the tests.
_TIMES_AGAIN = 3


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
    try_in_place([mutant for mutant in tried if mutant.enclosing], plan, book.note)
    for mutant in tried:
        if not mutant.enclosing or (
            book.outcomes.get(mutant.key, "passed") == "passed" and plan.is_reached_early(mutant)
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


def listed_survivors() -> set[str]:
    """Read which changes may survive; each group gives its reason."""
    groups = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text("utf-8"))["group"]
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
