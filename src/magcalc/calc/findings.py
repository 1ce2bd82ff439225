"""What a result has to say beside its numbers."""

from typing import Literal, NamedTuple

Severity = Literal["warning", "info"]


class Finding(NamedTuple):
    """A remark with a stable code; ``source`` is an id of the sources table, None where it is our own arithmetic."""

    code: str
    severity: Severity
    message: str
    source: str | None
