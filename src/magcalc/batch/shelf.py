"""A shelf of products: a CSV with a row for each, its dose in one column or several, its name and its price."""

from collections.abc import Iterator, Sequence

from magcalc.batch.formats import STDIO, Format
from magcalc.batch.sources import Rows, Source, opened
from magcalc.calc.compare import MOST_PRODUCTS, Listed, check_number
from magcalc.calc.words import Words
from magcalc.columns import two_columns
from magcalc.errors import AmountError, ChoiceError, MagcalcError, quoted
from magcalc.said import say

# A whole dose as text leaves amount, unit and form untold, as it does in any table of doses.
_DOSE = ("dose", "grade", "basis", "per_day", "counts_as")
_AMOUNT = ("amount", "unit", "form", *_DOSE[1:])
_OF_A_PERSON = ("age", "sex")


def shelf_products(name: str, form: Format) -> list[tuple[str, Listed | MagcalcError]]:
    """Read a shelf: of each row where it stands, and the product as written, or why the row holds none.

    Args:
        name: the file, or ``-`` for standard input.
        form: ``csv`` or ``tsv``; a CSV may have commas or semicolons.

    Raises:
        StreamError: when the file cannot be read.
        ChoiceError: when a column is missing or cannot be taken, or there are too few or too many rows.
    """
    found = list[tuple[str, Listed | MagcalcError]]()
    with opened(name, form, in_frames=False) as source:
        places = _places(source.names)
        for number, (cells, problem) in enumerate(_rows(source), start=1):
            place = say("row {number}", number=number)
            if problem is not None:
                found.append((place, AmountError(problem, hint=say("give each row a cell for each column"))))
            # A spreadsheet may write rows of empty cells below the last one.
            elif any(cell.strip() for cell in cells):
                found.append((place, _listed(cells, places)))
            if len(found) > MOST_PRODUCTS:
                break
    if len(found) < 2:
        called = say("standard input") if name == STDIO else quoted(name, longest=200)
        raise ChoiceError(
            say("{file} holds one product, and it takes two to compare", file=called)
            if found
            else say("{file} holds no product, and it takes two to compare", file=called),
            hint=say("give a CSV with a header and one product a row"),
        )
    check_number(len(found))
    return found


def _rows(source: Source) -> Iterator[tuple[Sequence[str], str | None]]:
    for piece in source.pieces:
        if not isinstance(piece, Rows):
            raise AssertionError("no frames were asked for")
        for place, row in enumerate(piece.rows):
            yield row, piece.problems.get(place)


def _places(names: Sequence[str]) -> dict[str, int]:
    """Find the columns that say something of a product; others, such as a bar code, may be there too."""
    tidied = [name.strip().casefold() for name in names]
    if person := [name for name in _OF_A_PERSON if name in tidied]:
        raise ChoiceError(
            say("products are compared for one person, and there is a column {column}", column=person[0]),
            hint=say("leave the column out, and say --age for all of them"),
        )
    wanted = ("name", "price", *(_DOSE if "dose" in tidied else _AMOUNT))
    for name in wanted:
        if tidied.count(name) > 1:
            raise two_columns(name)
    places = {name: tidied.index(name) for name in wanted if name in tidied}
    if "dose" not in places and not {"amount", "form"} <= places.keys():
        raise ChoiceError(
            say(
                "there is no column {column}; found: {names}",
                column="dose",
                names=quoted(", ".join(names), longest=300),
            ),
            hint=say("name a column dose (or amount, unit and form), and if you like name, per_day and price"),
        )
    return places


def _listed(cells: Sequence[str], places: dict[str, int]) -> Listed:
    told = {name: cells[place].strip() for name, place in places.items()}
    name, price = told.pop("name", ""), told.pop("price", "")
    return Listed(Words(**told), name, price)
