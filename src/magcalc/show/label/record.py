"""A checked label as a record, with the published field names."""

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii
from typing import Any

from magcalc.facts.rules import rule
from magcalc.interval import Interval, plain
from magcalc.label.check import CheckedLabel
from magcalc.label.claims import Claim
from magcalc.label.judge import LabelFinding
from magcalc.label.places import Places
from magcalc.label.reading import Reading
from magcalc.show.encode import number_text

Record = dict[str, Any]
# Smaller numbers would be printed with an exponent.
_PLAINLY = Decimal("0.0001")
_NOTHING = "null"
_DECIMALS = 6
# A float tells so many digits apart.
_PLAIN_DIGITS = 15
# Numbers whose text is kept: one label tells the same several times.
_MOST_KEPT = 1_000


def label_json(checked: CheckedLabel, identity: str | int | float | None) -> str:
    """Give a checked label as JSON on one line, in ASCII. Amounts are mg for one serving, unless the name says a day.

    The text is put together field by field: an encoder of any record takes as long as reading the label did.
    """
    reading, places = checked.reading, checked.reading.places
    servings, day = reading.servings, reading.day
    directed = servings.low is not None and servings.high is not None
    return (
        f'{{"schema": "magcalc/label/1", "id": {_identity(identity)}, "language": "{reading.language}", '
        f'"forms": {_texts(reading.forms)}, "serving": {_text(serving_text(reading))}, '
        f'"servings_per_day": {_ends("min", servings.low, "max", servings.high) if directed else _NOTHING}, '
        f'"elemental_mg_per_serving": {_NOTHING if reading.elemental is None else _range(reading.elemental)}, '
        f'"compound_mg_per_serving": {_number(reading.compound_mg)}, '
        f'"percent_declared": {_number(reading.percent)}, '
        f'"percent_reference_mg": {_NOTHING if reading.percent is None else _number(reading.reference_mg)}, '
        f'"elemental_mg_per_day": {_NOTHING if day is None else _ends("low", day[0], "high", day[1])}, '
        f'"assumed_one_serving": {"true" if reading.assumed_one_serving else "false"}, '
        f'"basis": {_text(reading.basis)}, '
        f'"claims": {_list([_claim(claim, places) for claim in _claims(reading)])}, '
        f'"unread": {_list([f"{{{_span(start, end, places)}}}" for start, end in reading.unread])}, '
        f'"findings": {_list(map(_finding, checked.findings))}}}'
    )


def _claims(reading: Reading) -> Iterable[Claim]:
    """The amounts of the reading, each once, in the order of the text."""
    claims = {id(claim): claim for claim in (*reading.claims, *reading.open_claims, *reading.day_totals)}.values()
    return claims if len(claims) < 2 else sorted(claims, key=_start)


def _start(claim: Claim) -> int:
    return claim.start


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(texts)}]"


def _texts(values: Iterable[str]) -> str:
    return _list(map(encode_basestring_ascii, values))


def _text(value: str | None) -> str:
    return _NOTHING if value is None else encode_basestring_ascii(value)


def _identity(value: str | int | float | None) -> str:
    return encode_basestring_ascii(value) if isinstance(value, str) else json.dumps(value)


@lru_cache(maxsize=_MOST_KEPT)
def _number(value: Decimal | None) -> str:
    if value is None:
        return _NOTHING
    text = plain(value)
    if len(text) <= _PLAIN_DIGITS and len(text.partition(".")[2]) <= _DECIMALS:
        # As a float would be printed.
        return text
    number = _plain(value)
    return number_text(number) if isinstance(number, Decimal) else repr(number)


def _ends(least: str, low: Decimal | None, most: str, high: Decimal | None) -> str:
    return f'{{"{least}": {_number(low)}, "{most}": {_number(high)}}}'


def _range(interval: Interval) -> str:
    low, typical, high = interval
    least = _number(low)
    middle = least if typical is low else _number(typical)
    return f'{{"low": {least}, "typical": {middle}, "high": {middle if high is typical else _number(high)}}}'


def _claim(claim: Claim, places: Places) -> str:
    subject = claim.subject
    forms = dict.fromkeys([salt.form for salt in subject.salts or subject.sources])
    return (
        f'{{"of": "{"magnesium" if subject.what == "magnesium" else "salt"}", "forms": {_texts(forms)}, '
        f'"amount_mg": {_ends("low", claim.low, "high", claim.high)}, "basis": "{claim.basis}", '
        f'"because": {_text(claim.because)}, "percent": {_number(claim.percent)}, '
        f"{_span(claim.start, claim.end, places)}}}"
    )


def _span(start: int, end: int, places: Places) -> str:
    words, (first, after) = places.words_and_span(start, end)
    return f'"text": {encode_basestring_ascii(words)}, "span": [{first}, {after}]'


def _finding(finding: LabelFinding) -> str:
    span = _NOTHING if finding.span is None else f"[{finding.span[0]}, {finding.span[1]}]"
    before, after = _of_rule(finding.slug)
    return f'{before}{encode_basestring_ascii(finding.message)}, "span": {span}{after}'


@cache
def _of_rule(slug: str) -> tuple[str, str]:
    """What stands before and after the message and the place in every finding of a rule."""
    by = rule(slug)
    return (
        f'{{"code": {_text(by.code)}, "slug": {_text(slug)}, "severity": {_text(by.severity)}, "message": ',
        f', "source": {_text(by.source)}, "fix": {_text(by.fix)}}}',
    )


def _plain(value: Decimal | None) -> int | float | Decimal | None:
    """Give a number that prints plainly, with at most six decimals."""
    if value is None:
        return None
    whole = int(value)
    if value == whole:
        return whole
    return value if -_PLAINLY < value < _PLAINLY else float(round(value, _DECIMALS))


def serving_text(reading: Reading) -> str | None:
    """The serving in the label's own words, None where the label does not tell what its amounts are for."""
    count = reading.servings.serving
    if count is None or not reading.servings.clear:
        return None
    words = " ".join(reading.places.words(count.start, count.end).split())
    one_unsaid = count.low == count.high == 1 and " " not in words
    return f"1 {words}" if one_unsaid else words


def label_row(checked: CheckedLabel, identity: str | int | float | None) -> Record:
    """Give the same as one row of a table, the findings as their codes."""
    reading = checked.reading
    servings, day = reading.servings, reading.day or (None, None)
    directed = servings.low is not None and servings.high is not None
    low, typical, high = reading.elemental or (None, None, None)
    return {
        "id": identity,
        "language": reading.language,
        "forms": " ".join(reading.forms),
        "serving": serving_text(reading),
        "servings_per_day_min": _plain(servings.low) if directed else None,
        "servings_per_day_max": _plain(servings.high) if directed else None,
        "elemental_mg_low": _plain(low),
        "elemental_mg_typical": _plain(typical),
        "elemental_mg_high": _plain(high),
        "compound_mg": _plain(reading.compound_mg),
        "percent_declared": _plain(reading.percent),
        "elemental_mg_per_day_low": _plain(day[0]),
        "elemental_mg_per_day_high": _plain(day[1]),
        "basis": reading.basis,
        "findings": " ".join(finding.code for finding in checked.findings),
    }
