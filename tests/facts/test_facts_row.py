"""How a row of our own tables is built, and what a number of anybody's table may be."""

from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

import pytest
from pydantic import TypeAdapter, ValidationError

from magcalc.facts.row import Number, Percent, Row, Share, parts


class Size(NamedTuple):
    """A part of a row."""

    mg: Number


class Thing(Row):
    """A row with every kind of field."""

    nested: ClassVar = {"size": parts(Size), "sizes": parts(Size)}
    whole: ClassVar[frozenset[str]] = frozenset({"people"})

    name: str
    names: tuple[str, ...] = ()
    mg: Number = Decimal(0)
    people: int = 0
    yes: bool = False
    size: Size = Size(Decimal(0))
    sizes: tuple[Size, ...] = ()


RECORD: dict[str, Any] = {
    "name": "x",
    "names": ["a", "b"],
    "mg": 3,
    "people": 12,
    "yes": True,
    "size": {"mg": Decimal("1.5")},
    "sizes": [{"mg": Decimal(1)}, {"mg": Decimal(2)}],
}


def test_a_row_is_built_unchecked_as_it_would_be_checked() -> None:
    built = Thing.trusted(RECORD)
    assert (built.names, built.people, built.yes) == (("a", "b"), 12, True)
    assert (built.size, built.sizes) == (Size(Decimal("1.5")), (Size(Decimal(1)), Size(Decimal(2))))
    # A whole number that is a measure divides as a Decimal, a count stays whole.
    assert (type(built.mg), type(built.people)) == (Decimal, int)
    assert repr(built) == repr(Thing.model_validate(RECORD))


@pytest.mark.parametrize("mg", [True, "3", 3.0, [3], None])
def test_what_is_no_plain_number_is_refused_as_such(mg: object) -> None:
    with pytest.raises(ValidationError, match="must be a plain number"):
        Thing.model_validate({**RECORD, "mg": mg})


@pytest.mark.parametrize("mg", [-1, Decimal("0.0000001"), Decimal("NaN"), 10**9 + 1])
def test_a_number_that_is_no_measure_is_refused(mg: object) -> None:
    assert Thing.model_validate({**RECORD, "mg": 10**9}).mg == 10**9
    with pytest.raises(ValidationError):
        Thing.model_validate({**RECORD, "mg": mg})


@pytest.mark.parametrize(
    ("kind", "least", "most", "beyond"),
    [
        (Number, "0", "1000000000", ("-0.000001", "1000000000.000001")),
        (Percent, "0.000001", "100", ("0", "100.000001")),
        (Share, "0", "1", ("-0.000001", "1.000001")),
    ],
)
def test_a_number_has_its_bounds_and_six_decimals(kind: Any, least: str, most: str, beyond: tuple[str, str]) -> None:
    adapter: TypeAdapter[Decimal] = TypeAdapter(kind)
    for good in (least, most, "0.5"):
        assert adapter.validate_python(Decimal(good)) == Decimal(good)
    for bad in (*beyond, "0.0000005", "NaN", "Infinity"):
        with pytest.raises(ValidationError):
            adapter.validate_python(Decimal(bad))
