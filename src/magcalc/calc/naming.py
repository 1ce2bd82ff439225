"""Several names inside one sentence."""

from collections.abc import Sequence
from functools import reduce

from magcalc.said import listed, say

_MOST = 5


def all_of(names: Sequence[str]) -> str:
    """Put names together, none of which can be left out.

    >>> all_of(["iron", "zinc"]), all_of(["iron"])
    ('iron and zinc', 'iron')
    """
    return reduce(lambda before, last: say("{names} and {last}", names=before, last=last), names)


def some_of(names: Sequence[str]) -> str:
    """Put names together as a list, the first few of many.

    >>> some_of(["a", "b", "c"]), some_of("abcdefg")
    ('a, b and c', 'a, b, c, d, e and 2 more')
    """
    if len(names) > _MOST:
        return say("{names} and {count} more", names=listed(names[:_MOST]), count=len(names) - _MOST)
    return all_of([listed(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
