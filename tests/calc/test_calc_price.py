"""Prices: three things that must be there, and one mark that may mean two."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magcalc import AmountError
from magcalc.calc.price import Price, parse_price


@pytest.mark.parametrize(
    ("text", "amount", "currency", "units"),
    [
        ("129.95 DKK/180", "129.95", "DKK", 180),
        ("129,95 DKK/180", "129.95", "DKK", 180),
        ("129.95DKK/180", "129.95", "DKK", 180),
        ("  129.95  dkk / 180 ", "129.95", "DKK", 180),
        ("DKK 129.95/180", "129.95", "DKK", 180),
        ("1 299,50 nok/90", "1299.50", "NOK", 90),
        ("1\u00a0299,50 SEK/90", "1299.50", "SEK", 90),
        ("129 kr/60", "129", "kr", 60),
        ("129 kr./60", "129", "kr", 60),
        ("Kr. 129/60", "129", "kr", 60),
        ("129,- kr/60", "129", "kr", 60),
        # Only the euro's sign is of one currency.
        ("€19.99/60", "19.99", "EUR", 60),
        ("19,99 €/60", "19.99", "EUR", 60),
        ("$19.99/60", "19.99", "$", 60),
        ("£5/3", "5", "£", 3),
        ("1.2500 USD/1", "1.25", "USD", 1),
    ],
)
def test_a_price_is_read(text: str, amount: str, currency: str, units: int) -> None:
    assert parse_price(text) == Price(Decimal(amount), currency, units)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("129.95/180", "no currency"),
        ("129,-/180", "no currency"),
        ("129.95 DKK", "how many units"),
        ("129.95 DKK/", "no number of units"),
        ("129.95 DKK/0", "holds nothing"),
        ("129.95 DKK/000", "holds nothing"),
        ("129.95 DKK/1.5", "no number of units"),
        ("129.95 DKK/-5", "no number of units"),
        ("129.95 DKK/250 g", "no number of units"),
        ("129.95 DKK/1000000", "no number of units"),
        ("129.95 DKK//180", "no number of units"),
        ("129.95 DKK/１８０", "no number of units"),
        ("0 DKK/180", "zero"),
        ("0,00 DKK/180", "zero"),
        ("-5 DKK/180", "negative"),
        ("DKK −5/180", "negative"),
        ("– 5 DKK/180", "negative"),
        ("1.299 kr/180", "two readings: 1299 or 1.299"),
        ("1,299 kr/180", "two readings"),
        ("5 mg/10", "no currency"),
        ("5 x/10", "no currency"),
        ("5 dollars/10", "no currency"),
        ("US$ 5/10", "no currency"),
        ("DKK 5 EUR/10", "no currency"),
        ("1e5 DKK/10", "no number"),
        ("1.2.3 DKK/10", "more than one mark"),
        ("DKK/180", "no price"),
        ("٥ DKK/180", "no price"),
        ("/", "no price"),
        ("", "no price"),
        ("5 DKK/180".ljust(61), "too long"),
    ],
)
def test_a_price_is_refused(text: str, told: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_price(text)
    assert told in refused.value.message
    assert refused.value.hint


def test_a_price_may_be_sixty_signs_long() -> None:
    assert parse_price("5 DKK/180".ljust(60)) == Price(Decimal(5), "DKK", 180)


def test_what_to_type_instead_is_the_price_with_its_units() -> None:
    with pytest.raises(AmountError) as refused:
        parse_price("  129,95 DKK ")
    assert "'129,95 DKK/180'" in refused.value.hint


@given(
    ore=st.integers(1, 99_999_999),
    mark=st.sampled_from(".,"),
    currency=st.sampled_from(["DKK", "kr", "€"]),
    units=st.integers(1, 999_999),
)
def test_a_price_as_a_shop_writes_it(ore: int, mark: str, currency: str, units: int) -> None:
    price = parse_price(f"{ore // 100}{mark}{ore % 100:02} {currency}/{units}")
    assert price.amount == Decimal(ore) / 100
    assert price.units == units
    assert parse_price(str(price)) == price


@given(st.text(max_size=70))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(AmountError):
        assert parse_price(text).amount > 0
