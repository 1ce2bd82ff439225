"""A dose as typed: what each part is an amount of, and that no number is invented or lost on the way."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import magcalc
from magcalc import Amount, AmountError, MagcalcError
from magcalc.dose_text import Item, item_of, parse_dose

THIN, NARROW, NO_BREAK = "\u2009", "\u202f", "\u00a0"


def only(text: str) -> Item:
    (item,) = parse_dose(text)
    return item


@pytest.mark.parametrize(
    ("text", "mg", "form"),
    [
        ("2000 mg glycinate", "2000", "glycinate"),
        ("2000mg glycinate", "2000", "glycinate"),
        ("1,5 g citrate", "1500", "citrate"),
        ("1 500 mg citrate", "1500", "citrate"),
        (f"1{THIN}500{NARROW}mg{NO_BREAK}citrate", "1500", "citrate"),
        ("400 mg of oxide", "400", "oxide"),
        ("400 mg af magnesiumoxid", "400", "magnesiumoxid"),
        ("400 mg magnesium oxide", "400", "magnesium oxide"),
        ("400 mg magnesium-citrate", "400", "magnesium-citrate"),
        ("400 mg de citrate de magnésium", "400", "citrate de magnésium"),
        ("magnesium oxide 400 mg", "400", "magnesium oxide"),
        ("Magnesiumcitrat 1,5 g", "1500", "Magnesiumcitrat"),
        ("glycinate 2000mg", "2000", "glycinate"),
        ("400 mg OF oxide", "400", "oxide"),
        ("400 mg Mg(OH)2", "400", "Mg(OH)2"),
        ("4mg oxide", "4", "oxide"),
        ("oxide 4mg", "4", "oxide"),
        ("400 mg av magnesiumoxid", "400", "magnesiumoxid"),
        ("400 mg von Magnesiumoxid", "400", "Magnesiumoxid"),
        ("400 mg di ossido", "400", "ossido"),
        ("400 mg van magnesiumoxide", "400", "magnesiumoxide"),
        ("magnesium bis\u00adglycinate 400 mg", "400", "magnesium bisglycinate"),  # a soft hyphen of a web page
    ],
)
def test_a_form_is_weighed_as_the_compound(text: str, mg: str, form: str) -> None:
    item = only(text)
    assert (item.amount.mg, item.form, item.basis) == (Decimal(mg), form, "compound")
    assert (item.unit_count, item.is_units, item.counts_as) == (1, False, None)


@pytest.mark.parametrize(
    "text",
    [
        "400 mg magnesium",
        "400 mg Magnesium",
        "400 mg magnésium",
        "400 mg of magnesium",
        "magnesium 400 mg",
        "400 mg Mg",
        "400 mg elemental magnesium",
        "400 mg elemental",
        "400 mg Elemental Magnesium",
        "400 mg ELEMENTAL",
        "400 mg elementary magnesium",
        "400 mg elementært magnesium",
        "400 mg elementær magnesium",
        "400 mg elementärt magnesium",
        "400 mg elementares Magnesium",
        "400 mg magnesio elementare",
        "400 mg magnésium élémentaire",
        "400 mg magnesium (elemental)",
    ],
)
def test_magnesium_alone_is_magnesium(text: str) -> None:
    item = only(text)
    assert (item.amount.mg, item.form, item.basis) == (Decimal(400), None, "elemental")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("400 mg magnesium as citrate", "citrate"),
        ("400 mg magnesium (as citrate)", "citrate"),
        ("400 mg magnesium from citrate", "citrate"),
        ("400 mg magnesium fra magnesiumcitrat", "magnesiumcitrat"),
        ("400 mg magnesium som citrat", "citrat"),
        ("400 mg magnesium (som citrat)", "citrat"),
        ("400 mg magnesium från citrat", "citrat"),
        ("400 mg Magnesium als Citrat", "Citrat"),
        ("400 mg Magnesium aus Citrat", "Citrat"),
        ("400 mg magnesium, as citrate", "citrate"),
        ("400 mg Mg as citrate", "citrate"),
        ("400 mg MAGNESIUM AS CITRATE", "CITRATE"),
        ("400 mg magnesium uit citraat", "citraat"),
        ("400 mg magnésium comme citrate", "citrate"),
        ("400 mg magnesio como citrato", "citrato"),
        ("400 mg magnesio come citrato", "citrato"),
        ("400 mg magnesium\nas citrate", "citrate"),
        ("magnesium\nas citrate 400 mg", "citrate"),
        ("magnesium (as citrate) 400 mg", "citrate"),
        ("400 mg elemental magnesium (citrate)", "citrate"),
        ("400 mg elemental magnesium, citrate", "citrate"),
    ],
)
def test_magnesium_as_a_form_is_magnesium(text: str, form: str) -> None:
    item = only(text)
    assert (item.amount.mg, item.form, item.basis) == (Decimal(400), form, "elemental")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("10 mmol", None),
        ("20 mEq", None),
        ("10 mmol magnesium", None),
        ("10 mmol oxide", "oxide"),
        ("20 meq of citrate", "citrate"),
        ("oxide 10 mmol", "oxide"),
        ("10 mmol magnesium citrate", "magnesium citrate"),
        ("10 mmol magnesium (citrate)", "citrate"),
    ],
)
def test_moles_are_magnesium_whatever_stands_behind_them(text: str, form: str | None) -> None:
    item = only(text)
    # 10 mmol x 24.305
    assert (item.amount.mg, item.form, item.basis) == (Decimal("243.05"), form, "elemental")


@pytest.mark.parametrize("count", ["2 x ", "2x ", "2 × ", "2×", "2* ", "2 * ", "2 X ", "2x", f"2{NO_BREAK}x{THIN}"])
def test_counts(count: str) -> None:
    item = only(f"{count}400 mg oxide")
    assert (item.unit_count, item.is_units, item.amount.mg, item.form) == (2, True, Decimal(400), "oxide")


def test_one_counted_unit_is_a_unit_and_a_bare_amount_is_none() -> None:
    assert only("1 x 400 mg oxide").is_units
    assert not only("400 mg oxide").is_units


@pytest.mark.parametrize("kind", ["supplement", "medicine", "water", "fortified", "food"])
@pytest.mark.parametrize("mark", ["@{}", " @{}", " @ {}", " @{} "])
@pytest.mark.parametrize("turned", [str, str.upper])
def test_what_it_counts_as(kind: str, mark: str, turned: Callable[[str], str]) -> None:
    item = only("400 mg oxide" + mark.format(turned(kind)))
    assert (item.counts_as, item.form) == (kind, "oxide")


def test_what_a_limit_may_count_is_listed() -> None:
    with pytest.raises(AmountError, match=r"^'drug' is nothing") as refused:
        parse_dose("400 mg oxide @ drug")
    assert refused.value.hint.removeprefix("type ").split(", ") == [
        "supplement", "medicine", "water", "fortified", "food"
    ]  # fmt: skip


@pytest.mark.parametrize("plus", ["+", " + ", "+ ", f"{NO_BREAK}+{NO_BREAK}"])
def test_items_are_joined(plus: str) -> None:
    items = parse_dose(plus.join(["2 x 1000 mg glycinate", "400 mg oxide@medicine", "5 mmol"]))
    assert [str(item.amount) for item in items] == ["1000 mg", "400 mg", "5 mmol"]
    assert [item.unit_count for item in items] == [2, 1, 1]
    assert [item.form for item in items] == ["glycinate", "oxide", None]
    assert [item.counts_as for item in items] == [None, "medicine", None]


def test_fifty_items_are_read() -> None:
    items = parse_dose(" + ".join(["1 mg oxide"] * 50))
    assert len(items) == 50


# With a divider between magnesium and the form, labels mean the one or the other: 400 mg of magnesium, or 400 mg of
# citrate with 65 mg of magnesium in it. Taking it for the compound would call a dose over every limit "below".
DIVIDED = [
    "400 mg magnesium (citrate)",
    "400 mg Magnesium (Citrate)",
    "400 mg magnesium, citrate",
    "400 mg magnesium - citrate",
    "400 mg magnesium – citrate",
    "400 mg magnesium — citrate",
    "400 mg magnesium: citrate",
    "400 mg magnesium / citrate",
    "400 mg magnesium; citrate",
    "400 mg magnesium -citrate",
    "400 mg magnesium- citrate",
    "400 mg magnesium (magnesium citrate)",
    "magnesium (citrate) 400 mg",
    "2 x 400 mg magnesium (citrate)",
]
DIVIDED_OTHERWISE = [
    "400 mg magnesium(citrate)",
    "400 mg magnesium,citrate",
    "400 mg magnesium:citrate",
    "400 mg magnesium/citrate",
    "400 mg magnesium;citrate",
    "400 mg magnesium ; citrate",
    "400 mg magnesium ,citrate",
    "400 mg magnesium. citrate",
    "400 mg magnesium [citrate]",
    "400 mg magnesium[citrate]",
    "400 mg magnesium {citrate}",
    "400 mg magnesium | citrate",
    "400 mg magnesium = citrate",
    "400 mg magnesium • citrate",
    "400 mg magnesium · citrate",
    "400 mg magnesium– citrate",
    "400 mg magnesium \u2010 citrate",  # hyphen
    "400 mg magnesium \u2011 citrate",  # no-break hyphen
    "400 mg magnesium \u2212 citrate",  # minus sign
    "400 mg magnesium \uff08citrate\uff09",  # full-width brackets
    "400 mg magnésium(citrate)",
    "400 mg Mg (citrate)",
    "400 mg Mg - citrate",
]


@pytest.mark.parametrize("text", DIVIDED)
def test_magnesium_divided_from_a_form_has_two_readings(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_dose(text)
    # Both ways out are spelled so that they can be typed, and they mean the two different things.
    offered = re.findall(r"'([^']+)'", refused.value.hint)
    assert {only(reading).basis for reading in offered} == {"compound", "elemental"}
    assert {only(reading).amount.mg for reading in offered} == {Decimal(400)}


@pytest.mark.parametrize("text", DIVIDED_OTHERWISE)
def test_no_other_divider_turns_magnesium_into_the_compound(text: str) -> None:
    try:
        item = only(text)
    except MagcalcError:
        return
    assert item.basis == "elemental"


@pytest.mark.parametrize(
    "text", ["400 mg magnesium ()", "400 mg magnesium -", "magnesium - 400 mg", "magnesium: 400 mg"]
)
def test_a_divider_before_nothing_hides_no_form(text: str) -> None:
    try:
        item = only(text)
    except MagcalcError as error:
        # What the hint offers must be something that can be typed.
        for offered in re.findall(r"'([^']+)'", error.hint):
            assert only(offered).amount.mg == 400
    else:
        assert (item.form, item.basis) == (None, "elemental")


REFUSED = {
    "of what": ["400 mg", "2 x 400 mg", "1,5 g", "400 mg @medicine", "400 mg of"],
    "two readings": ["1,500 mg oxide", "oxide 1.500 g", "2 x 249.999 mg oxide", "1 mg oxide + 1.500 mg citrate"],
    "nothing": ["", " ", "+", "400 mg oxide +", "+ 400 mg oxide", "1 mg oxide + + 1 mg oxide", "@medicine", "oxide"],
    "count": [
        *("0 x 400 mg oxide", "00 x 400 mg oxide", "2.5 x 400 mg oxide", "2,5x 400 mg oxide", "10000 x 400 mg oxide"),
        *("-2 x 400 mg oxide", "2 x x 400 mg oxide", "2 x 3 x 400 mg oxide", "1 2 x 400 mg oxide"),
        *("1 000 x 400 mg oxide", "\u0662 x 400 mg oxide", "\uff12 x 400 mg oxide", "2 tablets 400 mg oxide"),
    ],
    "unit": ["400 Mg oxide", "400 MG oxide", "oxide 400 Mg", "400 oxide", "oxide 400", "400 IU oxide", "2 x 400 oxide"],
    "number": [
        *("-400 mg oxide", "\u2212400 mg oxide", "- 400 mg oxide", "0 mg oxide", "nan mg oxide", "1e3 mg oxide"),
        *("9**9**9 mg oxide", "9**9**9", "1_000 mg oxide", "\uff14\uff10\uff10 mg oxide", ".5 g oxide", "5. g oxide"),
        *("1/2 g oxide", "oxide 400-500 mg"),
    ],
    "two numbers": [
        "4®00 mg oxide",
        "1® 500 mg oxide",
        "1 ®500 mg oxide",
        "1®\u00a0®500 mg oxide",
        "4\u00ad00 mg oxide",
    ],
    "compared": [
        *("oxide > 400 mg", "400 mg < oxide", "400 mg oxide ≥", "oxide ± 400 mg", "magnesium ≤ 400 mg"),
        *("400 mg oxide > magnesium", "≈ oxide 400 mg", "oxide ~ 400 mg"),
    ],
    "counts as": ["400 mg oxide @", "400 mg oxide @drug", "400 mg oxide @medicine oxide"],
    "divided": ["magnesium 400 mg citrate"],
    "hostile": ["400 mg\x00oxide", "\x1b[31m400 mg oxide", "(" * 1999, "1 " * 999],
}


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{why}-{text[:30]!r}") for why in REFUSED for text in REFUSED[why]]
)
def test_refuses_and_says_what_to_type(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_dose(text)
    assert refused.value.hint.strip()


# What is wrong is told as it is, and of as much of the text as it is wrong with.
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "^the dose is empty$"),
        (" ", "^the dose is empty$"),
        ("400 mg oxide +", "with nothing beside it$"),
        ("2.5 x 400 mg oxide", "^'2.5' is no count of units$"),
        ("2.5x400 mg oxide", "^'2.5' is no count of units$"),
        ("x 400 mg oxide", "^'x 400 mg oxide' is no amount$"),
        ("0 x 400 mg oxide", "has a count of zero$"),
        ("4 IU oxide", "^'4 IU' has no unit that is known$"),
        ("4 % oxide", "^'4 %' is no amount$"),
        ("oxide and zinc", "^'oxide and zinc' is no amount$"),
    ],
)
def test_what_is_wrong_with_a_dose_is_told(text: str, why: str) -> None:
    with pytest.raises(AmountError, match=why):
        parse_dose(text)


def test_two_thousand_signs_are_read_and_one_more_is_refused() -> None:
    (item,) = parse_dose("400 mg oxide" + " " * 1988)
    assert item.form == "oxide"
    with pytest.raises(AmountError, match="too long for a dose"):
        parse_dose("400 mg oxide" + " " * 1989)


def test_an_item_of_an_amount_says_what_stands_for_it() -> None:
    assert item_of(Amount.parse("10 mmol"), "").text == "10 mmol"
    assert item_of(Amount.parse("1 mg"), "oxide", shown="… mg").text == "… mg oxide"
    with pytest.raises(AmountError, match=r"^'… mg' does not say"):
        item_of(Amount.parse("1 mg"), "", shown="… mg")


@pytest.mark.parametrize(
    "text",
    [
        "400 mg oxide x 2",
        "400 mg oxide 2 x",
        "oxide 2 x 400 mg",
        "½ x 400 mg oxide",
        "x 400 mg oxide",
        "\u0662 x 400 mg",
        "\uff12 × 400 mg",
        "² × 400 mg",
        "oxide 400 mg 2 mg",
        "400 mg oxide 200 mg citrate",
        "400 mg oxide @food @medicine",
        "400 mg magnesium 60 %",
        "400 mg as citrate",
        "400 mg som citrat",
        "400 mg magnesiumfra citrat",
        "400 mg oxide \u0662",
        "400 mg oxide ²",
        "citrate 2® 400 mg",
    ],
)
def test_what_is_left_over_stays_in_the_name_and_no_form_is_called_so(text: str) -> None:
    with pytest.raises(MagcalcError) as refused:
        magcalc.dose(text)
    assert refused.value.hint.strip()


@pytest.mark.parametrize(
    "text",
    [
        " + ".join(["1 mg oxide"] * 51),
        "+" * 60,
        "400 mg oxide" + " " * 3000,
        "4" * 1_000_000,
        "400 mg " + "x" * 1_000_000,
        "1 mg oxide + " * 100_000,
        "2 x " * 300_000,
    ],
    ids=["51 items", "60 pluses", "3000 characters", "1 MB number", "1 MB name", "1 MB items", "1 MB counts"],
)
def test_long_texts_are_refused_shortly(text: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_dose(text)
    assert len(f"{refused.value.message} {refused.value.hint}") < 300


NUMBERS = [*"012-(),:.e%½²٣３\u00a0\u00ad", "12", "400", "1.5", "1,5", "1,500", "1 500"]
UNITS = ["mg", "g", "kg", "mcg", "µg", "Mg", "mmol", "mEq", *"xX×*+@", "@medicine", "@food", "of", "as", "som"]
NAMES = ["magnesium", "Mg", "oxide", "citrate", "glycinate", "chloride hexahydrate", "MgCl2", "E530", "elemental"]
TOKENS = st.sampled_from([*NUMBERS, *UNITS, *NAMES])
MIXES = st.lists(st.tuples(TOKENS, st.sampled_from(["", " ", "  ", "\u00a0"])).map("".join), max_size=14).map("".join)
# Mixes that start well, so that more of them are read than refused.
STARTED = st.tuples(
    st.sampled_from(["", "2 x ", "12x"]),
    st.sampled_from(["400 mg ", "1,5 g ", "1 500 mg ", "4 mmol "]),
    st.sampled_from(["oxide", "magnesium as ", "magnesium ", "of "]),
    MIXES,
).map("".join)


def nonzero_digits(*texts: str) -> Counter[str]:
    return Counter(re.findall("[1-9]", " ".join(texts)))


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), MIXES, STARTED))
@example("2 x 1 500,50 mg MgCl2 @medicine")
@example("1 500 mg oxide + 2 x 4 mmol")
@example("400 mg oxide\u0662")
@example("²00 mg oxide")
def test_any_text_is_refused_or_read_without_inventing_or_losing_a_number(text: str) -> None:
    try:
        items = parse_dose(text)
    except MagcalcError as error:
        assert error.hint  # noqa: PT017 (refusing is one of the two right answers)
        return
    for item in items:
        joined = re.sub(r"[ .,\u00a0]", "", item.text)
        for number in (item.amount.value, *([Decimal(item.unit_count)] if item.is_units else [])):
            digits = f"{number:f}".replace(".", "").lstrip("0")
            assert re.search(rf"(?<![1-9])0*{digits}", joined), f"{number} is not in {item.text!r}"
        count = str(item.unit_count) if item.is_units else ""
        kept = nonzero_digits(count, f"{item.amount.value:f}", item.form or "")
        assert kept == nonzero_digits(item.text), f"a number of {item.text!r} got lost"
    assert nonzero_digits(*(item.text for item in items)) == nonzero_digits(text)


@settings(deadline=None)
@given(
    count=st.integers(1, 9999),
    value=st.integers(1, 999_999_999),
    unit=st.sampled_from(["kg", "g", "mg", "µg", "mcg"]),
    name=st.sampled_from(["oxide", "magnesium citrate", "Magnesiumsitrat"]),
    kind=st.sampled_from(["supplement", "food"]),
    gap=st.sampled_from(["", " "]),
)
def test_a_written_dose_reads_back(count: int, value: int, unit: str, name: str, kind: str, gap: str) -> None:
    item = only(f"{count} x {value} {unit} {name}{gap}@{kind}")
    assert (item.unit_count, item.amount.value) == (count, Decimal(value))
    assert (item.form, item.counts_as) == (name, kind)
