"""What the rows of every table share: frozen, closed to unknown fields, strict about numbers."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Row(BaseModel):
    """A row of a table: unknown fields are refused, and nothing changes after reading.

    ``nested`` names the fields that hold rows themselves, with what builds one of them; ``whole`` those that hold a
    whole number.
    """

    # Validators are built when the first foreign row is checked; our own rows never need them.
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", str_min_length=1, str_max_length=500)
    nested: ClassVar[Mapping[str, Callable[[dict[str, Any]], object]]] = {}
    whole: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def trusted(cls, record: dict[str, Any]) -> Self:
        """Build a row of our own tables without checking it again.

        The tests check every row of these very files and that both ways give equal rows; doing it again in every
        command would cost as much as the answer itself. A user's rows go through ``model_validate``.
        """
        values: dict[str, Any] = {}
        for name, value in record.items():
            inner = cls.nested.get(name)
            if inner is not None:
                values[name] = tuple(map(inner, value)) if isinstance(value, list) else inner(value)
            elif isinstance(value, list):
                values[name] = tuple(value)
            elif type(value) is int and name not in cls.whole:
                values[name] = Decimal(value)
            else:
                values[name] = value
        return cls.model_construct(**values)


def _number(value: object) -> object:
    # Pydantic would read a number out of a string; a table that holds one there, or a truth value, is wrong.
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("must be a plain number")
    return value


def parts(kind: Callable[..., object]) -> Callable[[dict[str, Any]], object]:
    """Give what builds a tuple of named parts from a record; such small rows need no model of their own."""
    return lambda record: kind(**record)


# Six decimals are more than any source prints; a number of a million digits is no fact but an attack.
Number = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=10**9, decimal_places=6, allow_inf_nan=False)]
Percent = Annotated[Decimal, BeforeValidator(_number), Field(gt=0, le=100, decimal_places=6, allow_inf_nan=False)]
Share = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=1, decimal_places=6, allow_inf_nan=False)]

Status = Literal["confirmed", "secondary", "computed", "judgement", "recalled"]
Evidence = Literal["A", "B", "C", "D", "E"]
CountsAs = Literal["supplement", "medicine", "water", "fortified", "food"]
