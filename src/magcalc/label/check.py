"""Check one label: read it and judge it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from magcalc.calc.limits import limits_for
from magcalc.calc.person import Person
from magcalc.errors import ChoiceError
from magcalc.facts.absorption import single_dose
from magcalc.facts.rules import RuleSeverity, rule_called
from magcalc.label.judge import LabelFinding, judge
from magcalc.label.market import Market, market
from magcalc.label.read import our_table, read_label
from magcalc.label.reading import Reading
from magcalc.label.rules.case import Choices
from magcalc.said import say

# A label's text, and its language where that is told.
_Key = tuple[str, str | None]
_MOST_KEPT = 500
_MOST_MET = 20_000
SEVERITIES: tuple[RuleSeverity, ...] = ("info", "warning", "error")


class CheckedLabel(NamedTuple):
    """A label as read, with what does not add up in it."""

    reading: Reading
    findings: tuple[LabelFinding, ...]

    def reaches(self, severity: RuleSeverity) -> bool:
        """Whether a finding is at least as severe."""
        least = SEVERITIES.index(severity)
        return any(SEVERITIES.index(finding.severity) >= least for finding in self.findings)


class LabelPlan(NamedTuple):
    """What to judge labels by; nothing stated means an adult, the usual limits and every rule.

    ``limits`` are keys of limits, ``market`` a market's code, ``measured_mg`` the analysed magnesium of a serving,
    ``select`` and ``ignore`` codes or slugs of rules.
    """

    language: str | None = None
    market: str | None = None
    limits: tuple[str, ...] | None = None
    person: Person = Person()
    measured_mg: Decimal | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def settled(self) -> Choices:
        """Give what the rules need, with every name looked up.

        Raises:
            UnknownNameError: when a rule or a limit has no such name.
            ChoiceError: when the market is none that is known.
        """
        rules = limits_for(self.limits, self.person)
        levels = [(one, one.band_for(self.person.age_in_tables, self.person.states)) for one in rules]
        selected = frozenset(rule_called(name).key for name in self.select)
        return Choices(
            person=self.person,
            limits=tuple((one, band.max_mg) for one, band in levels if band is not None and band.max_mg is not None),
            cap_mg=single_dose().max_mg,
            market=_market(self.market),
            measured_mg=self.measured_mg,
            ignored=frozenset(rule_called(name).key for name in self.ignore),
            only=selected or None,
        )


def _market(code: str | None) -> Market | None:
    return None if code is None else market(code)


class LabelChecker:
    """Checks labels by one plan, which is settled once.

    Raises:
        UnknownNameError: when a rule or a limit has no such name.
        ChoiceError: when the market or the language is none that is known.

    >>> checked = LabelChecker(LabelPlan()).check("Magnesium (as oxide) 400 mg per tablet")
    >>> [finding.slug for finding in checked.findings]
    ['over-efsa-250', 'over-350', 'single-dose-over-cap']
    """

    def __init__(self, plan: LabelPlan) -> None:
        self._plan = plan
        self._choices = plan.settled()
        # Catalogues list one product many times, so what has come twice is kept.
        self._met: set[int] = set()
        self._kept: dict[_Key, CheckedLabel] = {}

    def check(self, text: str, language: str | None = None) -> CheckedLabel:
        """Check one label; its own language, where it is told, comes before the plan's.

        Raises:
            ChoiceError: when the language is none that labels are read in.
        """
        (checked,) = self.check_each([(text, language)])
        if isinstance(checked, ChoiceError):
            raise checked
        return checked

    def check_each(self, labels: Iterable[tuple[str, str | None]]) -> list[CheckedLabel | ChoiceError]:
        """Check several labels, each a text and its own language; a refusal keeps its place.

        All are read before the first is judged, which takes a tenth less time than to turn from one to the other.
        """
        keys = [(text, language or self._plan.language) for text, language in labels]
        read = [self._read(key) for key in keys]
        return [self._judged(key, one) for key, one in zip(keys, read, strict=True)]

    def _read(self, key: _Key) -> CheckedLabel | Reading | ChoiceError:
        if key in self._kept:
            return self._kept[key]
        try:
            return read_label(*key, self._choices.market)
        except ChoiceError as error:
            return error

    def _judged(self, key: _Key, read: CheckedLabel | Reading | ChoiceError) -> CheckedLabel | ChoiceError:
        if isinstance(read, CheckedLabel | ChoiceError):
            return read
        checked = CheckedLabel(read, tuple(judge(read, self._choices, our_table())))
        if hash(key) in self._met and len(self._kept) < _MOST_KEPT:
            self._kept[key] = checked
        elif len(self._met) < _MOST_MET:
            self._met.add(hash(key))
        return checked


def no_magnesium(text: str) -> ChoiceError:
    """Give the refusal for a label without magnesium."""
    hint = say("give the text of a label that names magnesium")
    if not text.strip():
        return ChoiceError(say("the label cannot be judged: it is empty"), hint=hint)
    return ChoiceError(say("the label cannot be judged: no magnesium is named in it"), hint=hint)
