"""``magcalc compare``: products side by side.

Each product is one argument in quotes; without quotes the word ``vs`` stands between them, for no dose holds that
word. A comma parts nothing: it may be a decimal mark. Prices, names and times a day are given once for each product
in the same order, ``-`` where there is none, or not at all, so that none can slip to its neighbour.

A comparison without one of its products misleads, so a product that cannot be read refuses the whole.
"""

from typing import Annotated, get_args

import typer

from magcalc.batch.formats import STDIO, format_ending
from magcalc.calc.compare import NOTHING_SAID, Listed, Product, SortKey, check_number, product_of
from magcalc.calc.compare import compare as put_side_by_side
from magcalc.calc.limits import limits_for
from magcalc.calc.person import Person
from magcalc.calc.words import Words
from magcalc.cli.complete import complete_form
from magcalc.cli.options import (
    AgeOption,
    FormsOption,
    LimitsOption,
    form_table,
    new_app,
    parse_person,
    refuse_unknown_options,
    with_output,
)
from magcalc.errors import ChoiceError, MagcalcError, quoted
from magcalc.facts.form_table import FormTable
from magcalc.said import listed as in_a_row
from magcalc.said import say, say_count
from magcalc.show.compare import write_comparison
from magcalc.show.terminal import Output

app = new_app()

_KEYS: tuple[SortKey, ...] = get_args(SortKey)
_BETWEEN = "vs"
# So many places are named where products cannot be read.
_MOST_PLACES = 5
# Where a product stands, and what is written of it or why nothing can be.
Entry = tuple[str, Listed | MagcalcError]
Refusal = tuple[str, Listed | MagcalcError, MagcalcError]


@app.command(
    epilog="Examples: magcalc compare 2 x 400 mg citrate vs 500 mg bisglycinate | "
    "magcalc compare '2 x 400 mg citrate' '400 mg oxide' --price '129.95 DKK/180' --price '49 DKK/100' --sort price | "
    "magcalc compare products.csv --sort absorbed-price",
    context_settings={"ignore_unknown_options": True},
)
@with_output
def compare(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DOSE vs DOSE",
            autocompletion=complete_form,
            help="A day's dose of each, in quotes or with vs between them; or a CSV of them, - for standard input.",
        ),
    ],
    out: Output,
    price: Annotated[
        list[str] | None,
        typer.Option("--price", metavar="PRICE", help="A pack, as '129.95 DKK/180'; one for each product, - for none."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="One for each product, - for none.")
    ] = None,
    per_day: Annotated[
        list[str] | None,
        typer.Option("--per-day", metavar="N", help="How often a day it is taken; one for each product."),
    ] = None,
    sort: Annotated[str | None, typer.Option("--sort", metavar="KEY", help=f"Sort by {', '.join(_KEYS)}.")] = None,
    age: AgeOption = None,
    limits: LimitsOption = None,
    forms: FormsOption = None,
) -> None:
    """Put products side by side: magnesium, absorption, tolerance, price, limits."""
    refuse_unknown_options(words, "compare")
    key = None if sort is None else _sort_key(sort)
    person = parse_person(age, None)
    chosen = tuple(rule.key for rule in limits_for(None if limits is None else limits.split(","), person))
    options = {"--price": price, "--name": name, "--per-day": per_day}
    table = form_table(forms)
    are_typed = all(word != STDIO and format_ending(word) is None for word in words)
    if are_typed:
        entries = _typed(words, options)
    else:
        entries = _shelf(words, [option for option, given in options.items() if given])
    products, refusals = _products(entries, table, person, chosen)
    if refusals:
        raise _all_in_one([_at(*refusal, are_typed=are_typed) for refusal in refusals])
    write_comparison(put_side_by_side(products, key), out)


def _sort_key(stated: str) -> SortKey:
    for key in _KEYS:
        if stated.strip().casefold() == key:
            return key
    raise ChoiceError(
        say("--sort {key} is no column", key=quoted(stated)), hint=say("type {choices}", choices=", ".join(_KEYS))
    )


def _shelf(words: list[str], options: list[str]) -> list[Entry]:
    """The products of a file, which holds everything that is said of them."""
    if len(words) > 1:
        raise ChoiceError(
            say("a file of products is compared alone"), hint=say("put all products into it, or type all of them")
        )
    if options:
        column = options[0].removeprefix("--").replace("-", "_")
        raise ChoiceError(
            say("{option} is for products that are typed", option=options[0]),
            hint=say("give the file a column {column}", column=column),
        )
    form = "csv" if words[0] == STDIO else format_ending(words[0])
    if form not in ("csv", "tsv"):
        raise ChoiceError(
            say("{file} is neither CSV nor TSV", file=quoted(words[0])), hint=say("save it as CSV, one product a row")
        )
    from magcalc.batch.shelf import shelf_products

    return shelf_products(words[0], form)


def _typed(words: list[str], options: dict[str, list[str] | None]) -> list[Entry]:
    doses = _doses(words)
    check_number(len(doses))
    for option, given in options.items():
        if given and len(given) != len(doses):
            raise ChoiceError(
                say_count(
                    "{option} is given {count} time for {products} products",
                    "{option} is given {count} times for {products} products",
                    len(given),
                    option=option,
                    products=len(doses),
                ),
                hint=say("give it once for each, in their order, and {option} - for one without", option=option),
            )
    prices, names, times = (given or [""] * len(doses) for given in options.values())
    return [
        (
            say("product {number}", number=number),
            Listed(Words(dose=dose, per_day="" if often in NOTHING_SAID else often), name, price),
        )
        for number, (dose, price, name, often) in enumerate(zip(doses, prices, names, times, strict=True), start=1)
    ]


def _doses(words: list[str]) -> list[str]:
    if all(word.casefold() != _BETWEEN for word in words):
        return words
    doses: list[list[str]] = [[]]
    for word in words:
        if word.casefold() == _BETWEEN:
            doses.append([])
        else:
            doses[-1].append(word)
    return [" ".join(dose) for dose in doses]


def _products(
    entries: list[Entry], table: FormTable, person: Person, limits: tuple[str, ...]
) -> tuple[list[Product], list[Refusal]]:
    """The products, and the entries that are none, each with its refusal."""
    products, refusals = list[Product](), list[Refusal]()
    for place, listed in entries:
        try:
            if isinstance(listed, MagcalcError):
                raise listed
            products.append(product_of(listed, table=table, person=person, limits=limits))
        except MagcalcError as error:
            refusals.append((place, listed, error))
    return products, refusals


def _at(place: str, listed: Listed | MagcalcError, error: MagcalcError, *, are_typed: bool) -> tuple[str, MagcalcError]:
    """Say of which product it is; a single word is most often a dose typed without quotes."""
    if isinstance(listed, MagcalcError):
        return place, error
    dose = listed.words.dose
    if are_typed and dose and not any(sign.isspace() for sign in dose):
        hint = say("type each dose in quotes, or vs between them: magcalc compare 400 mg oxide vs 1 g citrate")
        error = type(error)(error.message, hint=hint)
    if listed.name.strip() not in NOTHING_SAID:
        place = in_a_row([place, f"({quoted(listed.name, longest=30)})"], " ")
    return place, error


def _all_in_one(refusals: list[tuple[str, MagcalcError]]) -> MagcalcError:
    """Refuse with the first reason, and name the other products that cannot be read."""
    (place, error), *others = refusals
    message = in_a_row([place, error.message], ": ")
    if others:
        places = in_a_row(other for other, _ in others[:_MOST_PLACES])
        if len(others) > _MOST_PLACES:
            places = say("{places} and {count} more", places=places, count=len(others) - _MOST_PLACES)
        message = say("{message}; also unread: {places}", message=message, places=places)
    return type(error)(message, hint=error.hint)
