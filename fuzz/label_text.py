"""Fuzz what labels say.

What must hold for any text:

* it is read in time, and nothing but a ``MagcalcError`` leaves;
* what is read runs from low to high, and every finding points at something printed;
* a day over a limit is a finding: over it where all readings agree, open where they do not;
* every number read is printed where the claim stands, and no plain amount of magnesium is passed over in silence;
* a language that was found out reads the same when it is told, odd spaces change nothing, and other capitals in a
  salt's name give the same magnesium, leave more open, or read none.
"""

import re

from harness import form_names, in_time, run
from magcalc.errors import MagcalcError
from magcalc.facts.form_table import FormTable
from magcalc.facts.lexicon import lexicon, lexicon_codes
from magcalc.label.check import CheckedLabel, LabelChecker, LabelPlan
from magcalc.label.claims import Claim
from magcalc.label.places import Places
from magcalc.label.reading import Reading

CHECKER = LabelChecker(LabelPlan())
WORDS = [
    *form_names(FormTable()),
    *(word for code in lexicon_codes() for role in lexicon(code).roles.values() for words in role.values()
      for word in ([words] if isinstance(words, str) else words)),
    *("1", "2", "100", "150", "400", "1.5", "1,5", "1,500", "1.500", "1 500", "½", "²", "0", "2-3", "375", "40 %", "٣"),
    *("mg", "g", "mcg", "µg", "ml", "mmol", "mEq", "%", "% NRV", "% DV", "% RI", "kg", "Mg", "Mg2+", "magnesium"),
    *("x", "×", "(", ")", "[", "|", "...", "–", "/", ",", ";", ":", "*", "+", "=", "<", ">", "<br>", "&nbsp;", "\n"),
]  # fmt: skip
# The slugs that tell of a limit that is passed, and of one that may be.
_OVER = {"over-efsa-250", "over-350", "over-limit"}
_OPEN = "limit-depends"
_PLAIN_AMOUNT = re.compile(r"\bmagnesium (\d{2,4}) mg\b", re.IGNORECASE)


def check(text: str) -> None:
    """Assert all that must hold for a text."""
    checked = in_time(checked_label, text)
    if checked is None:
        return
    check_findings(checked, text)
    check_limits(checked)
    check_passed_over(checked.reading)
    for claim in checked.reading.claims:
        check_number(claim, checked.reading.places)
    check_other_spellings(checked, text)


def checked_label(text: str, language: str | None = None) -> CheckedLabel | None:
    """Give a label as it is read and judged, None where it is refused."""
    try:
        return CHECKER.check(text, language)
    except MagcalcError as error:
        assert error.hint, "a refusal does not say what to type"
        return None


def check_findings(checked: CheckedLabel, text: str) -> None:
    """Assert that amounts are in order, and that findings point at something printed."""
    reading = checked.reading
    if reading.elemental is not None:
        # A range may be printed from 0.
        assert 0 <= reading.elemental.low <= reading.elemental.typical <= reading.elemental.high, "not in order"
        assert reading.elemental.typical > 0, "an amount of nothing"
    if reading.day is not None:
        assert 0 <= reading.day[0] <= reading.day[1], "the day is not in order"
        assert reading.day[1] > 0, "a day of nothing"
    for finding in checked.findings:
        if finding.span is not None:
            assert text[slice(*finding.span)].strip(), f"{finding.slug} points at nothing"


def check_limits(checked: CheckedLabel) -> None:
    """Assert that no day above a limit goes without a finding."""
    reading, slugs = checked.reading, {finding.slug for finding in checked.findings}
    if reading.day is None:
        return
    least, most = reading.day
    if reading.elemental is not None and reading.servings.high is not None:
        other = reading.servings.other or reading.servings.high
        least = reading.elemental.low * min(reading.servings.high, other)
        most = reading.elemental.high * max(reading.servings.high, other)
    for slug, max_mg in (("over-efsa-250", 250), ("over-350", 350)):
        if least > max_mg:
            assert slug in slugs, f"{least} mg a day, and no {slug}"
        elif most > max_mg:
            assert _OPEN in slugs, f"{least} to {most} mg a day, and no {_OPEN}"
        else:
            assert slug not in slugs, f"{least} to {most} mg a day, and {slug}"


def check_passed_over(reading: Reading) -> None:
    """Assert that an amount right behind the word magnesium is read, or is reported as not read."""
    claims = (*reading.claims, *reading.open_claims, *reading.day_totals)
    places = reading.places
    spans = [(claim.start, claim.end) for claim in claims] + list(reading.unread)
    known = [(places.place(start), places.place(end)) for start, end in spans]
    for found in _PLAIN_AMOUNT.finditer(places.clean.text):
        seen = any(start <= found.start(1) < end for start, end in known)
        assert seen, f"{found[0]!r} is passed over"


def check_number(claim: Claim, places: Places) -> None:
    """Assert that the number of a claim is printed where it stands."""
    words = places.words(claim.start, claim.end)
    printed = re.sub(r"[^0-9/]", "", words)
    if claim.repaired or not printed or "/" in printed:
        # A letter taken for a digit, a number told in words, or a fraction.
        return
    assert 0 <= claim.low <= claim.high, "a claim is not in order"
    for end in (claim.low, claim.high):
        digits = f"{(end / claim.factor).normalize():f}".replace(".", "").strip("0")
        assert digits in printed, f"{end} mg is not printed in {words!r}"


def check_other_spellings(checked: CheckedLabel, text: str) -> None:
    """Assert that what changes nothing of what a label says changes nothing of what is read."""
    reading = checked.reading
    told = checked_label(text, reading.language)
    assert told is not None
    if told.reading.servings == reading.servings:
        # A language that is told keeps the directions of other languages from being read.
        assert told.reading.elemental == reading.elemental, "its language told, it is read otherwise"
    spaced = checked_label(text.replace(" ", "\u2009"))
    assert spaced is not None
    assert _read(spaced.reading) == _read(reading), "odd spaces change the reading"
    places = reading.places
    plain = places.clean.text
    for mention in reading.mentions:
        start, end = places.place(mention.start), places.place(mention.end)
        name = plain[start:end]
        if (plain[:start][-1:] + plain[end:][:1]).strip(" \n(),.:;|"):
            # What is glued to a name is told from it by its capitals: 350 mgMagnesium.
            continue
        for turned in (name.upper(), name.lower(), name.title()):
            check_not_narrower(plain, plain[:start] + turned + plain[end:])


def check_not_narrower(text: str, turned: str) -> None:
    """Assert that a text with other capitals holds the same magnesium, leaves more open, or holds none."""
    one, other = checked_label(text), checked_label(turned)
    assert one is not None
    assert other is not None
    was, now = one.reading.elemental, other.reading.elemental
    if was is not None and now is not None:
        assert now.low <= was.low, f"{turned!r} is read otherwise: {now}, not {was}"
        assert was.high <= now.high, f"{turned!r} is read otherwise: {now}, not {was}"


def _read(reading: Reading) -> tuple[object, ...]:
    return reading.elemental, reading.day, reading.forms, reading.basis


if __name__ == "__main__":
    run(check, "label", WORDS)
