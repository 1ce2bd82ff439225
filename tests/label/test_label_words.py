"""From a text to its pieces: what each number, unit and word is taken for."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from magcalc.label import kinds as k
from magcalc.label.clean import clean
from magcalc.label.read import read_label
from magcalc.label.words import Figure, Piece, Words, tokens_of

LANGUAGES = ["en", "da", "nb", "sv", "de", "fr", "nl", "fi", "es", "it"]
WORDS = {code: Words(code) for code in LANGUAGES}


def pieces(text: str, code: str = "en") -> list[Piece]:
    return WORDS[code].pieces(tokens_of(clean(text).text))


def kinds(text: str, code: str = "en") -> list[int]:
    return [piece[0] for piece in pieces(text, code)]


def figures(text: str, code: str = "en") -> list[Figure]:
    return [piece[1] for piece in pieces(text, code) if piece[0] == k.NUMBER]


def values(text: str, code: str = "en") -> list[Decimal]:
    return [figure.value for figure in figures(text, code)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_the_tokens_together_are_the_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text


@example(text="0MMO", code="en")
@given(
    st.text(alphabet=list("magnesiumcitrate Mg0123456789.,-()'’/%|\n\t×xoO½"), max_size=120), st.sampled_from(LANGUAGES)
)
def test_pieces_stand_in_order_and_never_overlap(text: str, code: str) -> None:
    plain = clean(text).text
    ends = [0]
    for _, _, start, end in WORDS[code].pieces(tokens_of(plain)):
        assert ends[-1] <= start < end <= len(plain)
        ends.append(end)


# One value where the digits leave one, both where a single mark before three digits may part thousands.
@pytest.mark.parametrize(
    ("text", "value", "other"),
    [
        ("400", "400", None),
        ("1,5", "1.5", None),
        ("1.5", "1.5", None),
        ("0,500", "0.5", None),  # no thousand begins with a zero
        ("0.125", "0.125", None),
        ("1.500", "1.5", "1500"),
        ("1,250", "1.25", "1250"),
        ("150,000", "150", "150000"),
        ("1.844", "1.844", "1844"),
        ("1500,000", "1500", None),  # four digits before a mark: it parts no thousands
        ("1,50", "1.5", None),
        ("4 000", "4000", None),
        ("4\u00a0000", "4000", None),
        ("4\u2009000", "4000", None),
        ("4\u202f000", "4000", None),
        ("10 000 000", "10000000", None),
        ("1.000.000", "1000000", None),
        ("1,500.5", "1500.5", None),
        ("1.500,5", "1500.5", None),
        ("1/2", "0.5", None),
        ("½", "0.5", None),
        ("¼", "0.25", None),
        ("¾", "0.75", None),
        ("007", "7", None),
    ],
)
def test_a_number_has_its_values(text: str, value: str, other: str | None) -> None:
    (figure,) = figures(text)
    assert figure.value == Decimal(value)
    assert figure.other == (None if other is None else Decimal(other))
    assert not figure.repaired


@pytest.mark.parametrize("text", ["400 2000", "1 2345"])
def test_two_numbers_beside_each_other_are_two(text: str) -> None:
    assert values(text) == [Decimal(number) for number in text.split()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25O mg", 250),
        ("1OO mg", 100),
        ("3o0 mg", 300),
        ("3OO mg", 300),
        ("1OOmg", 100),
        ("l5O mg", 150),
        ("I50 mg", 150),
        ("lO0 %", 100),
    ],
)
def test_a_letter_in_a_number_is_a_digit_and_is_told(text: str, value: int) -> None:
    (figure,) = figures(text)
    assert figure.value == value
    assert figure.repaired


def test_an_l_that_is_counted_is_a_one() -> None:
    (figure,) = figures("Take l tablet")
    assert figure.value == 1
    assert figure.repaired
    assert kinds("1 l tablets") == [k.NUMBER, k.VOLUME, k.UNIT]
    assert kinds("in l water") == [k.FILLER, k.VOLUME, k.LIQUID]


@pytest.mark.parametrize(("text", "kind"), [("dai ly", k.DAILY), ("cap sule", k.UNIT), ("ser ving", k.SERVING)])
def test_a_word_that_a_scanner_parted_is_one(text: str, kind: int) -> None:
    assert kind in kinds(text)


def test_an_o_that_begins_a_word_is_no_zero() -> None:
    assert values("2 oz") == [2]
    assert values("lo mg") == []
    assert values("5 of 10") == [5, 10]


# Sixteen digits are no dose, but they are not passed over in silence either.
@pytest.mark.parametrize("digits", ["1234567890123456", "12345678901234567890", "9" * 10_000, "1 500 000 000 000 000"])
def test_an_endless_number_is_no_dose_and_is_listed(digits: str) -> None:
    label = f"Magnesium {digits} mg"
    reading = read_label(label, "en")
    assert reading.elemental is None
    assert [label[slice(*span)] for span in reading.unread] == [f"{digits} mg"]


# The language decides between the two readings of a single mark, where nothing else on the label does.
@pytest.mark.parametrize(
    ("code", "text", "mg"),
    [
        ("da", "Magnesium 1.500 mg pr. dagsdosis", 1500),
        ("de", "Magnesium 1.500 mg pro Tagesdosis", 1500),
        ("en", "Magnesium 1,250 mg per tablet", 1250),
        ("da", "Magnesium 1,5 g pr. dagsdosis", 1500),
        ("en", "Magnesium 1.5 g per tablet", 1500),
        ("sv", "Magnesium 1 500 mg per dagsdos", 1500),
        ("fr", "Magnésium 1 500 mg par dose journalière", 1500),
    ],
)
def test_the_language_settles_the_mark(code: str, text: str, mg: int) -> None:
    reading = read_label(text, code)
    assert [(claim.low, claim.high) for claim in reading.claims] == [(Decimal(mg), Decimal(mg))]


# 7.5 mmol × 24.305 = 182.3 mg. That many millimoles are in 1.844 g of a citrate and never in 1844 g.
def test_a_salt_in_grams_stands_beside_its_millimoles() -> None:
    reading = read_label("Magnesium citrate 1.844 g, magnesium 7.5 mmol per sachet")
    amounts = sorted(claim.high for claim in reading.claims)
    assert amounts == [Decimal("182.2875"), Decimal(1844)]


@pytest.mark.parametrize("text", ["400mgMagnesium", "400mg Magnesium", "400 mgMagnesium", "400 mg Magnesium"])
def test_a_unit_glued_to_a_name_is_cut_off(text: str) -> None:
    assert kinds(text) == [k.NUMBER, k.MASS, k.MAGNESIUM]
    assert values(text) == [400]


def test_a_bracket_glued_to_an_amount_is_cut_off() -> None:
    assert kinds("375mg(100%)") == [k.NUMBER, k.MASS, k.OPEN, k.NUMBER, k.PERCENT, k.CLOSE]


# The number in a vitamin's name is no amount.
@pytest.mark.parametrize(
    "text", ["B12 100 µg", "Vitamin B12 100 µg", "Q10 100 mg", "CoQ10 100 mg", "D3 100 µg", "K2 100 mcg"]
)
def test_the_number_in_a_name_is_no_amount(text: str) -> None:
    assert values(text) == [100]


# And its amount never becomes magnesium's.
@pytest.mark.parametrize("name", ["Vitamin B12", "Vitamin B6", "Zinc", "Coenzyme Q10", "Calcium"])
def test_another_nutrients_amount_stays_its_own(name: str) -> None:
    reading = read_label(f"{name} 100 mg\nMagnesium 50 mg\n{name} 30 mg\nper tablet")
    assert [claim.high for claim in reading.claims] == [50]


@pytest.mark.parametrize("text", ["Mg2+", "Mg 2+", "Mg²⁺", "Mg++", "mg2+"])
def test_the_ion_is_magnesium(text: str) -> None:
    assert kinds(f"{text} 100 mg") == [k.MAGNESIUM, k.NUMBER, k.MASS]


# "Mg" is the element where no number stands before it, and a mistyped mg behind one.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mg 100 mg", [k.MAGNESIUM, k.NUMBER, k.MASS]),
        ("100 mg Mg", [k.NUMBER, k.MASS, k.MAGNESIUM]),
        ("100 Mg", [k.NUMBER, k.MASS]),
        ("mg 100", [k.MASS, k.NUMBER]),
    ],
)
def test_a_big_m_is_the_element_without_a_number(text: str, expected: list[int]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("mg", "mg"),
        ("milligrams", "mg"),
        ("g", "g"),
        ("gram", "g"),
        ("mcg", "µg"),
        ("µg", "µg"),  # the micro sign
        ("μg", "µg"),  # the Greek letter
        ("kg", "kg"),
    ],
)
def test_units_of_mass(text: str, unit: str) -> None:
    assert [(piece[0], piece[1]) for piece in pieces(f"5 {text}")][1] == (k.MASS, unit)


@pytest.mark.parametrize(("text", "unit"), [("mmol", "mmol"), ("mEq", "mEq"), ("mval", "mEq"), ("mekv", "mEq")])
def test_units_of_substance(text: str, unit: str) -> None:
    assert [(piece[0], piece[1]) for piece in pieces(f"5 {text}")][1] == (k.SUBSTANCE, unit)


# The L of a salt is no litre and its hyphen no minus.
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("magnesium L-threonate", "threonate"),
        ("magnesium-L-threonate", "threonate"),
        ("magnesium L-aspartate", "aspartate"),
        ("magnesium-L-aspartate", "aspartate"),
        ("magnesium bis-glycinate", "glycinate"),
        ("magnesium bisglycinate", "glycinate"),
        ("magnesium-bisglycinate", "glycinate"),
        ("MAGNESIUM BISGLYCINATE", "glycinate"),
        ("magnesium bis(glycinate)", "glycinate"),
        ("magnesium\u00adcitrate", "citrate"),
        ("magnesium citrate tribasic", "citrate"),
        ("tri-magnesium citrate", "citrate"),
        ("citrate of magnesium", "citrate"),
    ],
)
def test_the_salt_is_named_however_it_is_written(text: str, form: str) -> None:
    assert read_label(f"{text} 400 mg").forms == (form,)


# Letters that scanners take for each other, and words that they part.
@pytest.mark.parametrize(
    "text",
    ["magnes1um", "Magnesiurn", "magneslum", "maqnesium", "Magnesiun", "MAGNESlUM", "Magnésium", "Magncsium"],
)
def test_a_scanned_magnesium_is_magnesium(text: str) -> None:
    assert kinds(f"{text} 100 mg") == [k.MAGNESIUM, k.NUMBER, k.MASS]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Magneslum c1trate", "citrate"),
        ("magnesiumci trat", "citrate"),
        ("magnesium\ncitrate", "citrate"),
        ("magnesium cit-\nrate", "citrate"),
        ("magnesium gluconate", "gluconate"),
        ("magnesium 0xide", "oxide"),
        ("magnesium gIycinate", "glycinate"),
        ("Magnesiurn cltrate", "citrate"),
        ("Magnesiumcltrat", "citrate"),
        ("magnesium glyclnate", "glycinate"),
    ],
)
def test_a_scanned_salt_is_the_salt(text: str, form: str) -> None:
    assert read_label(f"{text} 400 mg").forms == (form,)


# A repair must not make magnesium of another word.
@pytest.mark.parametrize("text", ["manganese", "magnet", "magnificent", "magnolia", "mangan", "Magnus"])
def test_a_word_like_magnesium_is_none(text: str) -> None:
    assert k.MAGNESIUM not in kinds(text)
    assert read_label(f"{text} 100 mg").claims == ()


@pytest.mark.parametrize("text", ["tablet", "tablets", "tab1et", "capsule(s)", "tablet(s)"])
def test_a_unit_is_counted(text: str) -> None:
    assert read_label(f"Magnesium 100 mg per tablet\nTake 2 {text} daily").servings.high == 2


# A salt's name in the endings of each language.
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "magnesiumcitratet"),
        ("nb", "magnesiumsitratet"),
        ("sv", "magnesiumcitratet"),
        ("de", "Magnesiumcitrats"),
        ("nl", "magnesiumcitraat"),
        ("fi", "magnesiumsitraatista"),
        ("fi", "magnesiumsitraattia"),
        ("fr", "citrates de magnésium"),
        ("es", "citratos de magnesio"),
        ("it", "citrato di magnesio"),
    ],
)
def test_grammar_hides_no_salt(code: str, text: str) -> None:
    assert read_label(f"{text} 400 mg", code).forms == ("citrate",)


# The longest phrase wins: "each meal" is three a day, "each" is one of something.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("each meal", [k.EACH_MEAL]),
        ("each tablet", [k.PER, k.UNIT]),
        ("three times a day", [k.NUMBER, k.TIMES, k.DAILY]),
        ("twice daily", [k.FREQUENCY, k.DAILY]),
        ("of which", [k.SHARE]),
        ("free from magnesium", [k.WITHOUT, k.MAGNESIUM]),
        ("in the form of", [k.SOURCE]),
    ],
)
def test_the_longest_phrase_wins(text: str, expected: list[int]) -> None:
    assert kinds(text) == expected


def test_a_foreign_small_word_means_nothing_in_another_language() -> None:
    # Danish "to" is two and English "to" is a range.
    assert kinds("to kapsler", "da") == [k.NUMBER, k.UNIT]
    assert kinds("1 to 2", "en") == [k.NUMBER, k.RANGE, k.NUMBER]


@pytest.mark.parametrize(
    "text",
    [
        "magnesium stearate",
        "magnesium salts of fatty acids",
        "anti-caking agent: magnesium stearate",
        "magnesium (stearate)",
    ],
)
def test_a_tablet_aid_is_never_a_form(text: str) -> None:
    assert read_label(f"Other ingredients: cellulose, {text}").forms == ()


@pytest.mark.parametrize(
    ("code", "text", "forms"),
    [
        ("da", "magnesiumsalte af fedtsyrer", ()),
        ("da", "magnesiumsalte af citronsyre", ("citrate",)),
        ("en", "magnesium salts of citric acid", ("citrate",)),
        ("de", "Magnesiumsalze der Citronensäure", ("citrate",)),
        ("de", "Magnesiumsalze der Speisefettsäuren", ()),
        ("nb", "magnesiumsalter av sitronsyre", ("citrate",)),
        ("sv", "magnesiumsalter av citronsyra", ("citrate",)),
    ],
)
def test_an_acid_tells_which_salt(code: str, text: str, forms: tuple[str, ...]) -> None:
    assert read_label(text, code).forms == forms


# Words are kept for the next label, but never without end.
def test_kept_words_are_bounded() -> None:
    words: dict[str, Any] = Words("en")
    for number in range(20_000):
        words[f"odd{number:x}word".replace("1", "b")]
    # 8,000 and what is met before the next sweep.
    assert len(words) < 16_000
    assert Words("en").pieces(["magnesium"])[0][0] == k.MAGNESIUM
