"""What the fuzz targets share: seeds, a clock, words to build texts of, and the fuzzer around a check.

A target is a check: a function that takes a text and asserts what must hold for any text. Run as a program with
atheris installed (``--group fuzz``), it is fuzzed; without atheris it meets its seeds, as it does in the tests:

    mkdir -p build/dose
    python fuzz/dose_text.py -max_total_time=60 -max_len=300 -artifact_prefix=build/ build/dose fuzz/seeds/dose

The fuzzer adds what it learns to the first folder named, which is why that is not the seeds. What it finds it leaves in
``build/crash-...``; once that is put right, a text that shows it joins the seeds as ``found-...``.
"""

import gc
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar

from magcalc.facts.form_table import FormTable

Check = Callable[[str], None]
Result = TypeVar("Result")

SEEDS = Path(__file__).parent / "seeds"
# Processor time that a text may take: a floor for tables read at first need, and so much for each kB of it.
_FLOOR_SECONDS = 0.1
_SECONDS_PER_KB = 0.1
_TRIES = 3
# One change in so many is the fuzzer's own, which knows bytes and not words.
_BYTE_CHANGES = 4


def seeds_of(target: str) -> dict[str, str]:
    """The seeds of a target, and whatever was ever found with it, by their file names."""
    files = sorted((SEEDS / target).iterdir())
    return {file.name: text_of(file.read_bytes()) for file in files}


def text_of(data: bytes) -> str:
    """Give the text that a command line would hold for these bytes, however broken they are."""
    return data.decode("utf-8", "surrogateescape")


def in_time(work: Callable[[str], Result], text: str, beside: float = 0) -> Result:
    """Do the work, and fail where it takes longer than the length of the text allows, three times in a row.

    ``beside`` are seconds that it takes whatever the text is.
    """
    allowed = beside + _FLOOR_SECONDS + _SECONDS_PER_KB * len(text.encode("utf-8", "surrogatepass")) / 1000
    took = []
    for _ in range(_TRIES):
        begun = time.process_time()
        result = work(text)
        took.append(time.process_time() - begun)
        if took[-1] <= allowed:
            return result
    raise AssertionError(f"{len(text)} signs took {min(took):.2f} s, more than {allowed:.2f} s")


def form_names(table: FormTable) -> list[str]:
    """Every name of every form, in all languages."""
    return list(dict.fromkeys(spelling for _, _, spelling in table.spellings()))


def run(check: Check, target: str, words: Sequence[str]) -> None:
    """Fuzz a check with the arguments of the command line, or take it through its seeds where atheris is missing."""
    for text in seeds_of(target).values():
        check(text)
    try:
        import atheris
    except ImportError:
        print(f"{len(seeds_of(target))} seeds hold; install the group fuzz to look further")
        return
    # The nearest names of an unknown one are found by the standard library, at a hundred times the cost of the rest.
    sys.modules["difflib"].get_close_matches = lambda *_, **__: []  # type: ignore[attr-defined]
    ours = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
    for function in ours:
        if str(function.__module__).startswith("magcalc"):
            atheris.instrument_func(function)
    atheris.Setup(
        sys.argv,
        lambda data: check(text_of(data)),
        custom_mutator=partial(_changed, atheris, words),
    )
    atheris.Fuzz()


def _changed(atheris: Any, words: Sequence[str], data: bytes, most: int, seed: int) -> bytes:
    """Change a text by a word: put one in, take one out, turn one into another, or let two change places."""
    chance = random.Random(seed)
    if not chance.randrange(_BYTE_CHANGES):
        # Looked up at each call, for Setup puts another in its place.
        return bytes(atheris.Mutate(data, most))
    pieces: list[Any] = re.findall(r"[^\W\d_]+|\d+|\s+|.", text_of(data), re.DOTALL)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(pieces) + 1)
        end = min(place + chance.randrange(3), len(pieces))
        word = chance.choice(words)
        pieces[place:end] = chance.choice(([], [word], [word, " "], [" ", word], pieces[place:end] * 2))
        if pieces and not chance.randrange(4):
            first, second = chance.randrange(len(pieces)), chance.randrange(len(pieces))
            pieces[first], pieces[second] = pieces[second], pieces[first]
    return "".join(pieces).encode("utf-8", "surrogateescape")[:most]
