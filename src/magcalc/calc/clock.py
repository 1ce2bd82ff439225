"""Times of the day: minutes after midnight, and how people write them."""

import re
from decimal import ROUND_CEILING, Decimal

from magcalc.errors import ChoiceError, quoted
from magcalc.said import say

DAY = 24 * 60
HOUR = 60
_TIME = r"([0-9]{1,2})[:.]([0-9]{2})"


def parse_time(text: str, what: str) -> int:
    """Read a time of the day, ``7:00``, ``07:00`` or ``07.00``, as minutes after midnight.

    Args:
        text: what was typed.
        what: what it is the time of, for the refusal.

    Raises:
        ChoiceError: when it is no time, such as 25:00; midnight is 00:00, not 24:00.

    >>> parse_time("07.30", "--wake")
    450
    """
    match = re.fullmatch(_TIME, text.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ChoiceError(
            say("{option}: {text} is no time of the day", option=what, text=quoted(text)),
            hint=say("type hours and minutes, as in 07:30"),
        )
    return int(match[1]) * HOUR + int(match[2])


def clock(minutes: int) -> str:
    """Write minutes after any midnight as a time of the day.

    >>> clock(450), clock(25 * 60)
    ('07:30', '01:00')
    """
    return f"{minutes % DAY // HOUR:02d}:{minutes % HOUR:02d}"


def minutes_of(hours: Decimal) -> int:
    """Give hours as whole minutes, never fewer than they are.

    >>> minutes_of(Decimal("0.5"))
    30
    """
    return int((hours * HOUR).to_integral_value(ROUND_CEILING))


def written_hours(hours: Decimal) -> str:
    """Write hours as people say them: minutes below one hour.

    >>> written_hours(Decimal("0.5")), written_hours(Decimal(1)), written_hours(Decimal("2.5"))
    ('30 minutes', '1 hour', '2.5 hours')
    """
    if hours < 1:
        return say("{minutes} minutes", minutes=minutes_of(hours))
    return say("1 hour") if hours == 1 else say("{hours} hours", hours=hours)
