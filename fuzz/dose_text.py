"""Fuzz what people type: a dose, an amount, a day.

What must hold for any text:

* it is read or refused with a hint, in time; nothing but a ``MagcalcError`` leaves;
* an amount is the same by way of every other unit;
* no answer is below a limit that the strongest grade of every item, worked out here anew, would reach;
* the text that an answer repeats, and the one that it prints, are read as the same dose;
* no-break spaces for spaces, and other capitals in a form's name, give the same answer or a refusal;
* every number of the text is in the answer, and no sign that makes a number another is passed over;
* ``day`` reads a dose as ``dose`` does, or refuses it.
"""

import re
from collections import Counter
from decimal import Decimal

from harness import form_names, in_time, run
from magcalc.amount import UNITS, Amount
from magcalc.calc.day import taken_from
from magcalc.calc.dose import Dose, assess_dose
from magcalc.calc.elemental import Portion, Settled
from magcalc.calc.limits import LimitCheck
from magcalc.day_text import Part, Water, parse_taken
from magcalc.dose_text import COUNTS_AS, Item
from magcalc.errors import MagcalcError
from magcalc.facts.foods import food, food_keys
from magcalc.facts.form_table import FormTable
from magcalc.interval import EXACT, total
from magcalc.show.dose.words import written

TABLE = FormTable()
WORDS = [
    *form_names(TABLE),
    *(food(key).title for key in food_keys()),
    *UNITS,
    *("@" + kind for kind in COUNTS_AS),
    *("1", "2", "400", "1.5", "1,5", "1,500", "1 500", "0.5", "12", "½", "²", "٣", "1e3"),
    *(
        "x",
        "×",
        "*",
        "+",
        ",",
        ".",
        "-",
        "−",
        "–",
        "/",
        "%",
        "<",
        ">",
        "±",
        "(",
        ")",
        "®",
        "\u00a0",
        "\u00ad",
        "\u2009",
    ),
    *(
        "magnesium",
        "Mg",
        "of",
        "as",
        "from",
        "som",
        "elemental",
        "anhydrous",
        "dihydrate",
        "l",
        "ml",
        "tablets",
        "mg/l",
    ),
]
# What may stand between two digits of one number.
_BETWEEN_DIGITS = "[.,\t \u00a0\u2007\u2009\u202f]?"
# Signs that make an amount more, less or about as much as it says.
_COMPARING = set("<>≤≥≪≫±≈~")


def check(text: str) -> None:
    """Assert all that must hold for a text."""
    check_amount(text)
    dose = in_time(answered, text)
    taken = in_time(day_of, text)
    if dose is None:
        return
    check_dose(dose)
    check_numbers(text, [portion.item for portion in dose.portions])
    for again in (dose.text, text.replace(" ", "\u00a0"), *_in_other_capitals(text, dose)):
        check_same(dose, again)
    check_same(dose, written(dose), only_amount=True)
    if taken is not None:
        mg = total([taken_from(part, TABLE, Settled()).elemental for part in taken])
        assert mg == dose.elemental, "a day reads it otherwise"


def answered(text: str) -> Dose | None:
    """Give the answer to a dose, None where it is refused."""
    try:
        return assess_dose(text, table=TABLE)
    except MagcalcError as error:
        assert error.message, "a refusal says nothing"
        assert error.hint, "a refusal does not say what to type"
        return None


def day_of(text: str) -> tuple[Part, ...] | None:
    """Give the parts of a day, None where they are refused."""
    try:
        taken = parse_taken(text, TABLE)
        for part in taken:
            taken_from(part, TABLE, Settled())
    except MagcalcError:
        return None
    assert counted_digits(text) == counted_digits(*(part.text for part in taken)), "an item of the day is lost"
    for part in taken:
        if isinstance(part, Water):
            # How often, how many litres, and how much in each.
            assert len(re.findall(r"[0-9][0-9.,]*", part.text)) <= 3, "a number of a water is lost"
            assert not counted_digits(part.name), "a number is taken for a part of a name"
            assert not _COMPARING & set(part.name), "a sign beside a number is passed over"
    return taken


def check_amount(text: str) -> None:
    """Assert that an amount is above zero and reads back from its own text."""
    try:
        amount = Amount.parse(text)
    except MagcalcError:
        return
    assert amount.mg > 0, "an amount of nothing"
    assert Amount.parse(str(amount)).mg == amount.mg, "its own text is another amount"
    for unit in UNITS:
        there = amount.to(unit)
        assert there.unit == unit, "it is converted to another unit"
        # 24.305 divides few numbers without a rest.
        assert abs(there.to("mg").mg - amount.mg) <= amount.mg * Decimal("1e-20"), f"by way of {unit} it is another"


def check_dose(dose: Dose) -> None:
    """Assert that the amounts and the statuses of an answer agree with the strongest and the weakest grade."""
    mg = [(_ends(portion), portion.counts_as) for portion in dose.portions]
    low, high = (sum((EXACT.add(0, ends[end]) for ends, _ in mg), Decimal(0)) for end in (0, 1))
    assert (low, high) == (dose.elemental.low, dose.elemental.high), "the sum is not that of the grades"
    assert 0 < low <= dose.elemental.typical <= high, "the interval is not in order"
    for limit in dose.limits:
        most = sum((ends[1] for ends, kind in mg if kind in limit.limit.covers + limit.limit.may_cover), Decimal(0))
        least = sum((ends[0] for ends, kind in mg if kind in limit.limit.covers), Decimal(0))
        check_status(limit, least, most)


def _ends(portion: Portion) -> tuple[Decimal, Decimal]:
    """Mg of magnesium by the weakest and by the strongest grade of the name."""
    item = portion.item
    mg = EXACT.multiply(item.amount.mg, item.unit_count)
    if item.basis == "elemental" or portion.meaning is None:
        return mg, mg
    percents = [
        percent
        for grade in TABLE.meaning(item.form or "").grades
        for percent in (grade.lowest_percent, grade.highest_percent)
        if percent is not None
    ]
    return (
        EXACT.multiply(EXACT.multiply(mg, min(percents)), Decimal("0.01")),
        EXACT.multiply(EXACT.multiply(mg, max(percents)), Decimal("0.01")),
    )


def check_status(limit: LimitCheck, least: Decimal, most: Decimal) -> None:
    """Assert that a limit's status is what the least and the most magnesium that it counts ask for."""
    assert limit.max_mg is not None, "an adult has a limit"
    right = {
        "below": most < limit.max_mg,
        "at": least == limit.max_mg == most,
        "above": least > limit.max_mg,
        "depends": least <= limit.max_mg <= most and least != most,
        "none": False,
    }
    assert right[limit.status], f"{limit.status} for {least} to {most} mg of {limit.max_mg}"


def check_numbers(text: str, items: list[Item]) -> None:
    """Assert that every number of a text is an amount, a count or in a name, and that nothing qualifies one unread."""
    for item in items:
        count = str(item.unit_count) if item.is_units else ""
        read = counted_digits(count, f"{item.amount.value:f}", item.form or "")
        assert read == counted_digits(item.text), "a number is lost or made up"
        digits = f"{item.amount.value:f}".replace(".", "").lstrip("0")
        assert re.search(_BETWEEN_DIGITS.join(digits), text), "a number is put together from two"
        assert not _COMPARING & set(item.text), "a sign beside a number is passed over"
    assert counted_digits(text) == counted_digits(*(item.text for item in items)), "an item is lost"


def counted_digits(*texts: str) -> Counter[str]:
    """Count the digits above zero; zeros come and go before and behind a number."""
    return Counter(re.findall("[1-9]", " ".join(texts)))


def check_same(dose: Dose, text: str, *, only_amount: bool = False) -> None:
    """Assert that another text gives the same answer, or a refusal."""
    again = answered(text)
    if again is None:
        return
    assert again.elemental.high == dose.elemental.high, f"{text!r} is read otherwise"
    if not only_amount:
        assert again.elemental == dose.elemental, f"{text!r} is read otherwise"
        assert [limit.status for limit in again.limits] == [limit.status for limit in dose.limits]


def _in_other_capitals(text: str, dose: Dose) -> list[str]:
    names = [portion.item.form for portion in dose.portions if portion.item.form]
    turns = (str.upper, str.lower, str.title, str.swapcase)
    return [text.replace(name, turn(name)) for name in names for turn in turns]


if __name__ == "__main__":
    run(check, "dose", WORDS)
