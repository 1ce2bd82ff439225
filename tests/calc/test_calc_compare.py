"""Products side by side: prices at the right ends of a range, and no order that the ranges do not carry."""

from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import ChoiceError, MagcalcError, form_table
from magcalc.calc.compare import MOST_PRODUCTS, Comparison, Listed, Product, SortKey, compare, product_of
from magcalc.calc.words import Words
from magcalc.interval import Interval

TABLE = form_table()


def product(dose: str, price: str = "", name: str = "", **beside: str) -> Product:
    return product_of(Listed(Words(dose=dose, **beside), name, price), table=TABLE)


def rounded(interval: Interval | None, places: int = 4) -> list[str]:
    assert interval is not None
    return [str(round(end, places)) for end in interval]


def labels(comparison: Comparison) -> list[str]:
    return [product.label for product in comparison.products]


def ranks(comparison: Comparison) -> list[tuple[int, int] | None]:
    return [None if rank is None else (rank.first, rank.last) for rank in comparison.ranks]


# One product.


def test_the_price_of_100_mg_of_a_known_content() -> None:
    # 90 DKK / 180 units = 0.50 a unit of 100 mg; two a day empty 180 in 90 days.
    found = product("2 x 100 mg magnesium", "90 DKK/180")
    assert found.per_100_mg == Interval.exactly(Decimal("0.5"))
    assert (found.units_per_day, found.pack_days) == (2, 90)


def test_the_richest_grade_is_the_cheapest() -> None:
    # 2 x 1000 mg glycinate: 200, 200 and 281.922 mg. A day costs 2 x 180 / 90 = 4 DKK, so 100 mg cost
    # 4 / 2.81922 = 1.41883 at the least and 4 / 2 = 2 DKK at the most.
    found = product("2 x 1000 mg glycinate", "180 DKK/90")
    assert rounded(found.dose.elemental, 3) == ["200.000", "200.000", "281.922"]
    assert rounded(found.per_100_mg) == ["1.4188", "2.0000", "2.0000"]


def test_the_price_of_100_mg_absorbed() -> None:
    # Of 100 mg as chloride 19.2, 29.2 or 38.0 mg are absorbed, and a unit costs 1 DKK: 100 / 38, / 29.2 and / 19.2.
    found = product("100 mg magnesium as chloride", "60 DKK/60")
    assert rounded(found.absorbed, 1) == ["19.2", "29.2", "38.0"]
    assert rounded(found.per_absorbed_100_mg) == ["2.6316", "3.4247", "5.2083"]


def test_what_costs_the_same_a_mg_costs_the_same() -> None:
    # Half the tablet at half the price, and the same taken twice a day.
    prices = [
        product("1 x 400 mg oxide", "80 DKK/100"),
        product("1 x 200 mg oxide", "40 DKK/100"),
        product("4 x 200 mg oxide", "40 DKK/100"),
        product("200 mg oxide", "40 DKK/100", per_day="3"),
        product("200 mg oxide", "80 DKK/200"),
    ]
    assert len({found.per_100_mg for found in prices}) == 1
    # 400 mg x 60.3042 % = 241.2168 mg for 0.80 DKK
    assert rounded(prices[0].per_100_mg, 6) == ["0.331652"] * 3


@pytest.mark.parametrize(
    ("dose", "per_day", "units"),
    [
        ("2 x 400 mg citrate", "", 2),
        ("400 mg citrate", "", 1),
        ("2000 mg glycinate", "3", 3),
        ("2 x 400 mg citrate", "2", 4),
        # One capsule of two salts, and three of them.
        ("200 mg citrate + 100 mg oxide", "", 1),
        ("200 mg citrate + 100 mg oxide", "3", 3),
        # Two capsules or four tablets: nobody can tell.
        ("2 x 200 mg citrate + 2 x 100 mg oxide", "", None),
        ("2 x 200 mg citrate + 100 mg oxide", "", None),
    ],
)
def test_units_a_day(dose: str, per_day: str, units: int | None) -> None:
    assert product(dose, per_day=per_day).units_per_day == units


def test_a_price_of_units_that_nobody_can_count_is_refused() -> None:
    with pytest.raises(ChoiceError) as refused:
        product("2 x 200 mg citrate + 2 x 100 mg oxide", "129.95 DKK/180")
    # What the hint says can be typed.
    assert "200 mg citrate + 100 mg oxide" in refused.value.hint
    assert product("200 mg citrate + 100 mg oxide", "129.95 DKK/180", per_day="2").pack_days == 90


@pytest.mark.parametrize(
    ("units_a_day", "pack", "days"), [("1", 90, 90), ("2", 91, 45), ("7", 90, 12), ("3", 3, 1), ("4", 3, 0)]
)
def test_a_pack_lasts_whole_days(units_a_day: str, pack: int, days: int) -> None:
    assert product(f"{units_a_day} x 100 mg oxide", f"10 DKK/{pack}").pack_days == days


@pytest.mark.parametrize(
    ("dose", "rank"),
    [
        # The table of forms: glycinate 1, citrate 3, oxide 4, hydroxide 5.
        ("400 mg glycinate", 1),
        ("400 mg magnesium as citrate", 3),
        ("400 mg glycinate + 10 mg oxide", 4),
        ("400 mg hydroxide + 400 mg citrate", 5),
        # Stearate only holds the tablet together.
        ("400 mg citrate + 10 mg stearate", 3),
        ("300 mg magnesium", None),
        ("400 mg oxide + 300 mg magnesium", None),
    ],
)
def test_the_harshest_form_decides_the_tolerance(dose: str, rank: int | None) -> None:
    assert product(dose).tolerance == rank


@pytest.mark.parametrize("said", ["", "-", " - "])
def test_a_product_may_have_no_price_and_no_name(said: str) -> None:
    found = product("400 mg oxide", said, said)
    assert (found.price, found.pack_days, found.per_100_mg, found.per_absorbed_100_mg) == (None,) * 4
    assert found.name is None
    assert found.label == "400 mg oxide"


def test_no_absorption_no_price_of_it() -> None:
    found = product("300 mg magnesium", "30 DKK/30")
    assert found.absorbed is None
    assert found.per_absorbed_100_mg is None
    assert rounded(found.per_100_mg) == ["0.3333"] * 3


def test_what_may_not_be_absorbed_at_all_has_no_price_of_it(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[rock]\ntitle = "rock"\nrole = "nutrient"\n'
        'absorption = { low = 0, typical = 0.1, high = 0.2, evidence = "E", source = "mine", status = "recalled" }\n'
        'eu = { listed = "no", source = "mine", status = "recalled" }\n'
        '[[rock.name]]\ntypical = "pure"\ngrades = ["pure"]\nen = ["rock"]\nsource = "mine"\n'
        '[[rock.grade]]\nkey = "pure"\nelemental_percent = 20\nsource = "mine"\nstatus = "recalled"\n',
        encoding="utf-8",
    )
    found = product_of(Listed(Words(dose="500 mg rock"), price="30 DKK/30"), table=form_table(own))
    # 20 % of 500 mg cost 1 DKK.
    assert found.per_100_mg == Interval.exactly(Decimal(1))
    assert found.absorbed is not None
    assert found.absorbed.low == 0
    assert found.per_absorbed_100_mg is None


def test_the_callers_decimal_context_changes_nothing() -> None:
    usual = product("2 x 333 mg citrate", "129.95 DKK/180")
    with localcontext() as context:
        context.prec = 3
        coarse = product("2 x 333 mg citrate", "129.95 DKK/180")
        assert compare([coarse, coarse], "price").ranks == compare([usual, usual], "price").ranks
    assert coarse == usual


def test_columns_beside_a_dose_are_honoured() -> None:
    # 14.0961 % of 1000 mg; 100 mg itself, three times a day.
    assert rounded(product("1000 mg glycinate", grade="anhydrous").dose.elemental, 3) == ["140.961"] * 3
    found = product_of(Listed(Words(amount="100", unit="mg", basis="elemental", per_day="3"), "", "9 DKK/9"))
    assert found.dose.elemental == Interval.exactly(Decimal(300))
    assert (found.units_per_day, found.pack_days) == (3, 3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (Words(), "no dose"),
        (Words(dose=" ", amount=" "), "no dose"),
        (Words(dose="400 mg citate"), "citate"),
        (Words(dose="1.500 mg oxide"), "two readings"),
        (Words(dose="400 mg oxide", per_day="25"), "25"),
        (Words(dose="400 mg oxide", basis="elemntal"), "elemntal"),
    ],
)
def test_a_product_that_cannot_be_read(words: Words, told: str) -> None:
    with pytest.raises(MagcalcError) as refused:
        product_of(Listed(words))
    assert told in refused.value.message


def test_a_name_may_be_two_hundred_signs_long() -> None:
    assert product("400 mg oxide", name="7" * 200).name == "7" * 200
    with pytest.raises(ChoiceError, match="too long"):
        product("400 mg oxide", name="7" * 201)


@pytest.mark.parametrize(
    ("dose", "rank"), [("1 g stearate", None), ("400 mg oxide + 1 g stearate", 4), ("400 mg oxide + 4 mmol", None)]
)
def test_a_tablet_aid_is_not_tolerated_and_an_unknown_form_leaves_it_open(dose: str, rank: int | None) -> None:
    assert product(dose).tolerance == rank


# Several.

# 100 to 140.961 mg (the usual glycinate is the weakest), and three that are known exactly.
GLYCINATE = "1000 mg glycinate"
A_FEW = [GLYCINATE, "120 mg magnesium", "150 mg magnesium", "90 mg magnesium"]


def test_they_stay_in_the_order_given() -> None:
    found = compare([product(dose) for dose in A_FEW])
    assert labels(found) == A_FEW
    assert ranks(found) == [None] * 4
    assert found.sorted_by is None


def test_an_order_by_magnesium_says_which_ranks_are_sure() -> None:
    found = compare([product(dose) for dose in A_FEW], "elemental")
    assert labels(found) == ["150 mg magnesium", "120 mg magnesium", GLYCINATE, "90 mg magnesium"]
    # 150 is over 140.961 and 90 under 100, whatever the grade; 120 lies within.
    assert ranks(found) == [(1, 1), (2, 3), (2, 3), (4, 4)]
    (remark,) = [remark for remark in found.remarks if remark.finding.code == "ranks-open"]
    assert remark.about == (1, 2)


def test_the_cheapest_comes_first() -> None:
    # 100 mg cost 1.4188 to 2 DKK, then 1.50, 1.00 and 3.00.
    products = [
        product("2 x 1000 mg glycinate", "180 DKK/90"),
        product("100 mg magnesium", "45 DKK/30", "in between"),
        product("100 mg magnesium", "30 DKK/30", "cheap"),
        product("100 mg magnesium", "", "not for sale"),
        product("100 mg magnesium", "90 DKK/30", "dear"),
    ]
    found = compare(products, "price")
    assert labels(found) == ["cheap", "in between", "2 x 1000 mg glycinate", "dear", "not for sale"]
    assert ranks(found) == [(1, 1), (2, 3), (2, 3), (4, 4), None]


def test_nobody_is_ranked_between_currencies() -> None:
    products = [
        product("100 mg magnesium", "90 DKK/30", "dear crown"),
        product("100 mg magnesium", "9 EUR/30", "dear euro"),
        product("100 mg magnesium", "30 DKK/30", "cheap crown"),
        product("100 mg magnesium", "3 EUR/30", "cheap euro"),
        product("100 mg magnesium", "1 kr/30", "some crown"),
    ]
    found = compare(products, "price")
    assert labels(found) == ["cheap crown", "dear crown", "cheap euro", "dear euro", "some crown"]
    assert ranks(found) == [(1, 1), (2, 2), (1, 1), (2, 2), (1, 1)]
    (remark,) = [remark for remark in found.remarks if remark.finding.code == "several-currencies"]
    for word in ("DKK", "EUR", "kr", "not compared", "sorted by itself"):
        assert word in remark.finding.message
    # Whatever the order, it is said.
    assert any(remark.finding.code == "several-currencies" for remark in compare(products).remarks)
    assert not any(remark.finding.code == "several-currencies" for remark in compare(products[::2][:2]).remarks)


def test_absorbed_prices_are_not_compared_between_currencies_either() -> None:
    # 100 mg as chloride are absorbed alike, so the price of a unit decides: 3 and 1 DKK, 0.30 EUR.
    chloride = "100 mg magnesium as chloride"
    products = [
        product(chloride, "90 DKK/30", "dear crown"),
        product(chloride, "9 EUR/30", "euro"),
        product(chloride, "30 DKK/30", "cheap crown"),
    ]
    found = compare(products, "absorbed-price")
    assert labels(found) == ["cheap crown", "dear crown", "euro"]
    (remark,) = [remark for remark in found.remarks if remark.finding.code == "several-currencies"]
    assert "sorted by itself" in remark.finding.message


def test_a_currency_is_nothing_to_the_order_by_magnesium() -> None:
    products = [
        product("100 mg magnesium", "90 DKK/30"),
        product("300 mg magnesium", "9 EUR/30"),
        product("200 mg magnesium"),
        product("400 mg magnesium", "30 DKK/30"),
    ]
    found = compare(products, "elemental")
    assert [round(each.dose.elemental.typical) for each in found.products] == [400, 300, 200, 100]
    assert ranks(found) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_the_gentlest_comes_first_and_equals_share_their_ranks() -> None:
    doses = ["400 mg oxide", "400 mg citrate", "300 mg magnesium", "800 mg citrate", "400 mg glycinate"]
    found = compare([product(dose) for dose in doses], "tolerance")
    # 4, 3, unknown, 3 and 1; what is equal keeps its order.
    assert labels(found) == [doses[4], doses[1], doses[3], doses[0], doses[2]]
    assert ranks(found) == [(1, 1), (2, 3), (2, 3), (4, 4), None]
    (remark,) = [remark for remark in found.remarks if remark.finding.code == "ranks-open"]
    assert "of one tolerance" in remark.finding.message


def test_what_is_absorbed_is_sorted_by_and_the_unknown_comes_last() -> None:
    # Of 241 mg as oxide about 23 mg (8 to 49), of 100 mg as chloride 29.2 (19.2 to 38): who absorbs more is open.
    doses = ["300 mg magnesium", "400 mg oxide", "100 mg magnesium as chloride"]
    found = compare([product(dose) for dose in doses], "absorbed")
    assert labels(found) == [doses[2], doses[1], doses[0]]
    assert ranks(found) == [(1, 2), (1, 2), None]


def test_names_are_sorted_without_ranks() -> None:
    products = [product("400 mg oxide", "", name) for name in ("beta", "Gamma", "Alfa", "-")]
    found = compare(products, "name")
    assert labels(found) == ["400 mg oxide", "Alfa", "beta", "Gamma"]
    assert ranks(found) == [None] * 4


values = st.integers(0, 12)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), key=st.sampled_from(["elemental", "price"]))
def test_the_true_rank_lies_among_the_possible_ones(data: st.DataObject, key: SortKey) -> None:
    some = product("100 mg magnesium", "1 DKK/1")
    products = []
    for number in range(data.draw(st.integers(2, 6))):
        ends = Interval(*sorted(Decimal(data.draw(values)) for _ in range(3)))
        products.append(some._replace(name=str(number), dose=some.dose._replace(elemental=ends), per_100_mg=ends))
    found = compare(products, key)
    typical = [each.dose.elemental.typical for each in found.products]
    assert typical == sorted(typical, reverse=key == "elemental")
    # Wherever in its range each product lies, its rank is one of those told; equals may take each other's.
    truth = [data.draw(st.integers(int(each.dose.elemental.low), int(each.dose.elemental.high))) for each in products]
    for each, rank in zip(found.products, found.ranks, strict=True):
        assert rank is not None
        own = truth[int(each.label)]
        better = sum(other > own if key == "elemental" else other < own for other in truth)
        as_good = sum(other == own for other in truth)
        assert rank.first <= better + 1
        assert better + as_good <= rank.last
    # And no wider than that: both ends can be reached.
    for each, rank in zip(found.products, found.ranks, strict=True):
        assert rank is not None
        low, _, high = each.dose.elemental
        others = [other.dose.elemental for other in found.products if other is not each]
        if key == "elemental":
            assert rank.first == 1 + sum(other.low > high for other in others)
            assert rank.last == len(found.products) - sum(other.high < low for other in others)
        else:
            assert rank.first == 1 + sum(other.high < low for other in others)
            assert rank.last == len(found.products) - sum(other.low > high for other in others)


def test_what_is_said_of_doses_is_said_once() -> None:
    # Two over EFSA's 250 mg and one under; both cautions come with the first and hold for the second.
    found = compare([product("300 mg magnesium"), product("100 mg magnesium"), product("400 mg magnesium as citrate")])
    said = [(remark.finding.code, remark.about) for remark in found.remarks]
    assert said == [("over-limit", (0, 2)), ("ask-first", (0, 2))]


def test_an_unconfirmed_number_is_still_said_to_be_one() -> None:
    found = compare([product("400 mg oxide"), product("1000 mg glycinate"), product("2 x 500 mg glycinate")])
    assert [(remark.finding.code, remark.about) for remark in found.remarks] == [("unconfirmed-number", (1, 2))]


def test_of_two_parts_of_a_product_the_same_is_said_once() -> None:
    twice = "2000 mg glycinate + 1000 mg glycinate"
    found = compare([product(twice), product(twice), product("400 mg oxide")])
    said = {remark.finding.code: remark.about for remark in found.remarks}
    assert said["unconfirmed-number"] == (0, 1)


def test_warnings_are_said_first() -> None:
    # The trade figure of the first product is met first, and the second is over EFSA's 250 mg.
    found = compare([product("1000 mg glycinate"), product("300 mg magnesium")])
    assert [remark.finding.code for remark in found.remarks] == ["over-limit", "unconfirmed-number", "ask-first"]


@pytest.mark.parametrize(
    ("dose", "limit", "code"),
    [
        ("400 mg oxide + 1 g stearate", "efsa", "excipient-not-counted"),
        ("1000 mg citrate", "efsa", "grade-not-settled"),
        ("1 x 201 mg magnesium", "efsa", "single-dose-over-cap"),
        ("10 mg magnesium", "norway", "under-product-minimum"),
        ("100 mg magnesium", "bfr", "fewer-intakes-than-advised"),
    ],
)
def test_what_is_of_one_dose_is_left_to_the_dose(dose: str, limit: str, code: str) -> None:
    one = product_of(Listed(Words(dose=dose)), limits=(limit,))
    assert code in {finding.code for finding in one.dose.findings}
    assert compare([one, one]).remarks == ()


@pytest.mark.parametrize("number", [0, 1, MOST_PRODUCTS + 1])
def test_too_few_and_too_many(number: int) -> None:
    with pytest.raises(ChoiceError) as refused:
        compare([product("400 mg oxide")] * number)
    assert refused.value.hint


@pytest.mark.parametrize("key", ["price", "absorbed-price"])
def test_nothing_to_sort_by(key: SortKey) -> None:
    with pytest.raises(ChoiceError, match="no product has a price"):
        compare([product("400 mg oxide"), product("400 mg citrate")], key)
