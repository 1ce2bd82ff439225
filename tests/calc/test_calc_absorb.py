"""The absorption estimate: the published curve, never more than was taken, and honest about what is unknown."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magcalc import Plan, form_table
from magcalc.calc.absorb import Absorbed, absorbed_from, share_on
from magcalc.calc.dose import assess_dose
from magcalc.facts.absorption import absorption_model

TABLE = form_table()
KNOWN_FORMS = ["oxide", "citrate", "glycinate", "chloride", "hydroxide", "sulfate", "threonate", "malate", "orotate"]


def absorbed(text: str, times: int | None = None) -> Absorbed:
    found = assess_dose(text, table=TABLE, plan=Plan(times=times)).absorbed
    assert found is not None
    return found


# Fine 1991: a saturating part and 7 % of everything. By hand, cautious: 38.1 / (71.6 + 100) + 0.07 = 0.2920;
# generous: 41.77 / (35.56 + 100) + 0.07 = 0.3781; and so on with 200 and 400 mg.
@pytest.mark.parametrize(
    ("fit", "dose_mg", "percent"),
    [
        ("cautious", 100, "29.2"),
        ("cautious", 200, "21.0"),
        ("cautious", 400, "15.1"),
        ("generous", 100, "37.8"),
        ("generous", 200, "24.7"),
        ("generous", 400, "16.6"),
    ],
)
def test_the_curve(fit: str, dose_mg: int, percent: str) -> None:
    model = absorption_model()
    curve = model.cautious if fit == "cautious" else model.generous
    assert round(share_on(curve, Decimal(dose_mg)) * 100, 1) == Decimal(percent)


def test_the_curve_falls_to_the_seven_percent_that_never_saturates() -> None:
    for curve in (absorption_model().cautious, absorption_model().generous):
        shares = [share_on(curve, Decimal(mg)) for mg in (0, 1, 10, 100, 1000, 10**9)]
        assert shares == sorted(shares, reverse=True)
        assert round(shares[-1], 6) == Decimal("0.07")


def test_the_share_of_a_form_is_that_of_100_mg_at_once() -> None:
    # Chloride: 19.2, 29.2 and 38.0 % of 100 mg.
    found = absorbed("100 mg magnesium as chloride").mg
    assert [round(end, 20) for end in found] == [Decimal("19.2"), Decimal("29.2"), Decimal("38.0")]


@pytest.mark.parametrize(("end", "gain"), [("low", "1.39"), ("typical", "1.39"), ("high", "1.53")])
def test_two_halves_bring_more_than_one_whole(end: str, gain: str) -> None:
    # 0.2920 / 0.2103 = 1.39 on the cautious curve, 0.3781 / 0.2473 = 1.53 on the generous one
    once = absorbed("200 mg magnesium as chloride", times=1).mg
    twice = absorbed("200 mg magnesium as chloride", times=2).mg
    assert round(getattr(twice, end) / getattr(once, end), 2) == Decimal(gain)


def test_the_example_of_the_first_page() -> None:
    # 2000 mg glycinate are 200 to 281.9 mg in two doses: 2 x 100 mg x 19.2 % and x 26.3 %;
    # at most 2 x 140.961 mg x 38 %, less what the curve takes from a dose over 100 mg.
    found = absorbed("2000 mg glycinate").mg
    assert round(found.low, 1) == Decimal("38.4")
    assert round(found.typical, 1) == Decimal("52.6")
    assert found.typical < found.high <= 87


@settings(deadline=None, max_examples=60)
@given(
    parts=st.lists(st.tuples(st.integers(1, 3000), st.sampled_from(KNOWN_FORMS)), min_size=1, max_size=3),
    times=st.integers(1, 6),
)
def test_never_more_than_was_taken(parts: list[tuple[int, str]], times: int) -> None:
    text = " + ".join(f"{mg} mg {form}" for mg, form in parts)
    answer = assess_dose(text, table=TABLE, plan=Plan(times=times))
    assert answer.absorbed is not None
    found, taken = answer.absorbed.mg, answer.elemental
    assert 0 < found.low <= found.typical <= found.high
    # 65 % is the most that the study saw of any dose.
    assert all(got <= Decimal("0.65") * mg for got, mg in zip(found, taken, strict=True))


@settings(deadline=None, max_examples=40)
@given(mg=st.integers(1, 400), more=st.integers(1, 400), form=st.sampled_from(KNOWN_FORMS))
def test_the_share_falls_as_a_single_dose_grows(mg: int, more: int, form: str) -> None:
    small = absorbed(f"{mg} mg magnesium as {form}", times=1).mg
    large = absorbed(f"{mg + more} mg magnesium as {form}", times=1).mg
    for end in range(3):
        assert large[end] / (mg + more) <= small[end] / mg
        assert large[end] > small[end]


@settings(deadline=None, max_examples=40)
@given(mg=st.integers(10, 600), times=st.integers(1, 5), form=st.sampled_from(KNOWN_FORMS))
def test_more_doses_bring_no_less(mg: int, times: int, form: str) -> None:
    fewer = absorbed(f"{mg} mg magnesium as {form}", times=times).mg
    more = absorbed(f"{mg} mg magnesium as {form}", times=times + 1).mg
    assert all(after >= before * (1 - Decimal("1e-9")) for before, after in zip(fewer, more, strict=True))


@pytest.mark.parametrize(
    "text",
    ["400 mg magnesium", "10 mmol", "1 g stearate", "400 mg oxide + 100 mg magnesium", "400 mg oxide + 1 g stearate"],
)
def test_what_nobody_knows_is_not_estimated(text: str) -> None:
    assert assess_dose(text, table=TABLE).absorbed is None


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("400 mg glycinate", "A"),  # labelled salts in people
        ("400 mg oxide", "B"),  # urine of people
        ("400 mg orotate", "C"),  # rats
        ("400 mg taurate", "E"),  # its class only
        ("400 mg glycinate + 400 mg oxide", "B"),
        ("400 mg oxide + 400 mg glycinate", "B"),
        ("400 mg glycinate + 1 mg taurate", "E"),
        # Oxide was added, so the study of the pure chelate says nothing.
        ("400 mg buffered glycinate", "E"),
    ],
)
def test_the_evidence_is_that_of_the_weakest_part(text: str, evidence: str) -> None:
    assert absorbed(text).evidence == evidence


def test_a_mixture_lies_between_its_parts_by_their_magnesium() -> None:
    # 75 mg at 26.3 % and 25 mg at 10.2 %: (75 x 0.263 + 25 x 0.102) = 22.275 mg of 100 mg at once
    found = absorbed("75 mg magnesium as glycinate + 25 mg magnesium as oxide", times=1).mg
    assert found.typical == Decimal("22.275")


def test_an_amount_too_large_to_split_has_no_estimate() -> None:
    assert assess_dose("50 kg oxide", table=TABLE).absorbed is None


def test_of_nothing_there_is_no_estimate() -> None:
    assert absorbed_from([], (), absorption_model()) is None
