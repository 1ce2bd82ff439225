"""The rules that labels are judged by: code, severity, reason, fix and source of each."""

import difflib
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from magcalc.errors import UnknownNameError, quoted
from magcalc.facts.row import Number, Row, Status
from magcalc.facts.store import data_file
from magcalc.facts.wanted import wanted_record
from magcalc.said import either, say

RuleSeverity = Literal["error", "warning", "info"]
When = Literal["always", "whole-label", "asked", "market-eu", "market-no"]


def _numbers(record: dict[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in record.items()}


class Rule(Row):
    """One rule. ``key`` is its slug; ``explain`` is its page, paragraphs parted by ``//``."""

    nested: ClassVar = {"numbers": _numbers}

    key: str
    code: str = Field(pattern=r"^MG[1-9][0-9]{2}$")
    severity: RuleSeverity
    title: str = Field(max_length=60)
    reason: str = Field(max_length=200)
    fix: str = Field(max_length=200)
    source: str
    status: Status
    when: When
    explain: Annotated[str, Field(max_length=2000)]
    example: str
    numbers: dict[str, Number] = Field(default_factory=dict)

    def number(self, name: str) -> Decimal:
        """One of the rule's own numbers, by name."""
        return self.numbers[name]


def rule_keys() -> tuple[str, ...]:
    """The slugs of all rules, in the order of their codes."""
    return data_file("rules").keys


@cache
def rule(key: str) -> Rule:
    """Read one rule by its slug.

    Raises:
        UnknownNameError: when there is none of that name.

    >>> rule("over-efsa-250").code
    'MG101'
    """
    return Rule.trusted(wanted_record("rules", key, unknown=say("no rule is called {name}")))


@cache
def _codes() -> dict[str, str]:
    return {rule(key).code.casefold(): key for key in rule_keys()}


def _code_or_key(name: str) -> str:
    return name if name in rule_keys() else name.upper()


def rule_called(name: str) -> Rule:
    """Read one rule by its code or its slug.

    Raises:
        UnknownNameError: when there is none.

    >>> rule_called("mg101").key
    'over-efsa-250'
    """
    wanted = name.strip().casefold()
    key = _codes().get(wanted, wanted)
    if key not in rule_keys():
        close = difflib.get_close_matches(wanted[:100], (*rule_keys(), *_codes()), n=2)
        raise UnknownNameError(
            say("no rule is called {name}", name=quoted(name)),
            hint=say("did you mean {names}? 'magcalc rules' lists them all", names=either(map(_code_or_key, close)))
            if close
            else say("'magcalc rules' lists them all"),
        )
    return rule(key)
