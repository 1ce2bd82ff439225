"""Work in a process of its own, with so much time and no more; and how the tests are called in it."""

import functools
import gc
import os
import resource
import select
import signal
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "magcalc"
KEPT = ROOT / "build" / "mutation"

# Whole processes do not see a change in memory, and a test of ten thousand labels is no quicker for it.
_LEFT_OUT = ("test_packaging", "test_cli_start_up", "test_cli_faults", "test_docs", "test_fuzz_seeds", "test_walls")
# Processor time for one test: a floor, and so many times what it took unchanged.
_FLOOR, _TIMES = 3.0, 10
_MOST_BYTES = 6 * 2**30


def options(wanted: Sequence[str]) -> list[str]:
    """Give the arguments for pytest: those tests, in their own order, leaving nothing behind."""
    left_out = [f"--ignore-glob=*{name}*" for name in _LEFT_OUT]
    quiet = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--capture=sys", "--basetemp", str(KEPT / "tmp")]
    quiet += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return [*quiet, *left_out, *wanted]


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


def forget() -> None:
    """Empty every cache of magcalc, so that each test reads what it needs."""
    for cached in _caches():
        cached.cache_clear()


@functools.cache
def _caches() -> list[Any]:
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("magcalc")
    ]
