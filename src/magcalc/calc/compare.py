"""Products side by side: what each gives in a day, how the gut takes it, how long a pack lasts and what it costs.

Nothing is claimed that the numbers do not carry. An order is by typical values, and beside it stand the ranks that
each product can have, for ranges overlap; prices in two currencies are never held against each other; a number that
is not known is None and stands last.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from magcalc.calc.dose import Dose, Plan, assess_dose
from magcalc.calc.findings import Finding
from magcalc.calc.person import Person
from magcalc.calc.price import Price, parse_price
from magcalc.calc.words import Words, items_in, settled_in, times_in
from magcalc.errors import AmountError, ChoiceError, quoted
from magcalc.facts.form_table import FormTable
from magcalc.interval import EXACT, Interval, in_our_context
from magcalc.said import say, say_count, some_of

MOST_PRODUCTS = 1000
LONGEST_NAME = 200
NOTHING_SAID = ("", "-")
_HUNDRED_MG = 100

SortKey = Literal["elemental", "absorbed", "price", "absorbed-price", "tolerance", "name"]

# What is of how a single dose is read and taken; ``magcalc dose`` says it of one product.
_OF_ONE_DOSE = frozenset(
    {
        "excipient-not-counted",
        "grade-not-settled",
        "single-dose-over-cap",
        "under-product-minimum",
        "fewer-intakes-than-advised",
    }
)


class Listed(NamedTuple):
    """A product as it is written: the words of its dose, its name and its price, ``-`` or empty where it has none."""

    words: Words
    name: str = ""
    price: str = ""


class Product(NamedTuple):
    """A product worked out, per day and in mg of magnesium.

    ``tolerance`` is the rank of its harshest form, 1 gentle to 5 laxative. ``units_per_day`` is None where it cannot
    be told what one unit is. A pack lasts ``pack_days`` whole days. The two prices are of 100 mg of magnesium, and
    of 100 mg that are absorbed, which is an estimate.
    """

    name: str | None
    dose: Dose
    tolerance: int | None
    units_per_day: int | None
    price: Price | None
    pack_days: int | None
    per_100_mg: Interval | None
    per_absorbed_100_mg: Interval | None

    @property
    def absorbed(self) -> Interval | None:
        """What is absorbed in a day, an estimate."""
        return None if self.dose.absorbed is None else self.dose.absorbed.mg

    @property
    def text(self) -> str:
        """The dose of a day as it was written."""
        times = self.dose.plan.per_day
        if times == 1:
            return self.dose.text
        return say_count("{dose}, {count} time a day", "{dose}, {count} times a day", times, dose=self.dose.text)

    @property
    def label(self) -> str:
        """What the product is called: its name, else its dose."""
        return self.name or self.text


class Ranks(NamedTuple):
    """The best and the worst rank, from 1, that a product can have, wherever in its range each product lies."""

    first: int
    last: int


class Remark(NamedTuple):
    """Something to say beside the numbers, and the places, from 0, of the products that it is about."""

    finding: Finding
    about: tuple[int, ...]


class Comparison(NamedTuple):
    """Products in their order.

    ``ranks`` has one entry for each; None where nothing was sorted by, where that is a name, and where the product's
    number is not known. Ranks of prices count in each currency from 1.
    """

    products: tuple[Product, ...]
    sorted_by: SortKey | None
    ranks: tuple[Ranks | None, ...]
    remarks: tuple[Remark, ...]


def check_number(products: int) -> None:
    """Refuse fewer products than can be compared, and more than anyone reads.

    Raises:
        ChoiceError: when there are not 2 to ``MOST_PRODUCTS``.
    """
    if products < 2:
        raise ChoiceError(
            say("one product is nothing to compare") if products else say("there is no product"),
            hint=say("type each in quotes, or vs between them, as in: magcalc compare 400 mg oxide vs 1 g citrate"),
        )
    if products > MOST_PRODUCTS:
        raise ChoiceError(
            say("there are more than {count} products", count=MOST_PRODUCTS),
            hint=say("compare fewer, or answer them with magcalc batch"),
        )


@in_our_context
def product_of(
    listed: Listed,
    *,
    table: FormTable | None = None,
    person: Person | None = None,
    limits: tuple[str, ...] | None = None,
) -> Product:
    """Work out one product.

    Args:
        listed: the product as it is written; its dose is that of a day.
        table: another form table.
        person: who takes it; an adult when left out.
        limits: keys of limits; the usual ones when left out.

    Raises:
        MagcalcError: when its dose or its price cannot be read, or has two readings.

    >>> product = product_of(Listed(Words(dose="2 x 500 mg oxide"), price="60.30 DKK/100"))
    >>> product.pack_days, round(product.per_100_mg.typical, 2)
    (50, Decimal('0.20'))
    """
    words = listed.words
    if not (words.dose.strip() or words.amount.strip()):
        raise AmountError(say("there is no dose"), hint=say("give one such as 2 x 400 mg citrate"))
    if len(listed.name) > LONGEST_NAME:
        raise ChoiceError(
            say("the name {name} is too long", name=quoted(listed.name)),
            hint=say("type at most {count} signs", count=LONGEST_NAME),
        )
    settled = settled_in(words)
    plan = Plan(per_day=times_in(words), limits=limits)
    dose = assess_dose(items_in(words, settled), table=table, settled=settled, person=person, plan=plan)
    units = _units_per_day(dose)
    product = Product(
        name=None if listed.name.strip() in NOTHING_SAID else " ".join(listed.name.split()),
        dose=dose,
        tolerance=_tolerance(dose),
        units_per_day=units,
        price=None,
        pack_days=None,
        per_100_mg=None,
        per_absorbed_100_mg=None,
    )
    if listed.price.strip() in NOTHING_SAID:
        return product
    if units is None:
        raise ChoiceError(
            say("it is not said what one unit of {dose} holds, so its price says nothing", dose=quoted(dose.text)),
            hint=say("write one unit, as '200 mg citrate + 100 mg oxide', and how often a day beside it"),
        )
    return _priced(product, parse_price(listed.price), units)


def _units_per_day(dose: Dose) -> int | None:
    """Count the units of a day; a dose without a count is one unit, such as a capsule of two salts or a spoonful.

    Several items with counts have two readings: 2 x 200 mg citrate + 2 x 100 mg oxide are two units or four.
    """
    items = [portion.item for portion in dose.portions]
    if len(items) > 1 and any(item.is_units for item in items):
        return None
    return items[0].unit_count * dose.plan.per_day


def _tolerance(dose: Dose) -> int | None:
    """The rank of the harshest form, None where that of any is unknown; a tablet aid is no form to be tolerated."""
    tolerances = [portion.meaning and portion.meaning.form.tolerance for portion in dose.portions if portion.counts_as]
    ranks = [tolerance.rank for tolerance in tolerances if tolerance is not None]
    return max(ranks) if ranks and len(ranks) == len(tolerances) else None


def _priced(product: Product, price: Price, units: int) -> Product:
    return product._replace(
        price=price,
        pack_days=price.units // units,
        per_100_mg=_price_of_100_mg(price, units, product.dose.elemental),
        per_absorbed_100_mg=None if product.absorbed is None else _price_of_100_mg(price, units, product.absorbed),
    )


def _price_of_100_mg(price: Price, units: int, day: Interval) -> Interval | None:
    """Give the price of 100 mg where ``units`` give ``day`` mg: the more they may hold, the less it is.

    None where they may hold nothing, for then no price is high enough.
    """
    if not day.low:
        return None
    hundredfold = EXACT.multiply(price.amount, Decimal(units * _HUNDRED_MG))
    return Interval(*(hundredfold / EXACT.multiply(end, price.units) for end in (day.high, day.typical, day.low)))


def _of_rank(product: Product) -> Interval | None:
    return None if product.tolerance is None else Interval.exactly(Decimal(product.tolerance))


# What is sorted by, and whether the most of it comes first.
_MEASURES: dict[SortKey, tuple[Callable[[Product], Interval | None], bool]] = {
    "elemental": (lambda product: product.dose.elemental, True),
    "absorbed": (lambda product: product.absorbed, True),
    "price": (lambda product: product.per_100_mg, False),
    "absorbed-price": (lambda product: product.per_absorbed_100_mg, False),
    "tolerance": (_of_rank, False),
}


def compare(products: Sequence[Product], sort_by: SortKey | None = None) -> Comparison:
    """Put products side by side, in the order given or sorted.

    The richest, best absorbed, cheapest or gentlest comes first, by its typical value. What is equal keeps its
    order, and what is not known comes last. Prices are sorted within each currency, the first one met first.

    Raises:
        ChoiceError: when there are too few products or too many, or none has a price to sort by.

    >>> products = [product_of(Listed(Words(dose=text))) for text in ("400 mg citrate", "400 mg oxide")]
    >>> [product.label for product in compare(products, "elemental").products]
    ['400 mg oxide', '400 mg citrate']
    """
    check_number(len(products))
    if sort_by in ("price", "absorbed-price") and not any(product.price for product in products):
        raise ChoiceError(
            say("no product has a price to sort by"), hint=say("give prices, as in --price '129.95 DKK/180'")
        )
    ordered, ranks = list(products), list[Ranks | None]([None] * len(products))
    if sort_by == "name":
        ordered.sort(key=lambda product: product.label.casefold())
    elif sort_by is not None:
        ordered, ranks = _ranked(products, sort_by)
    remarks = (*_on_order(sort_by, ranks), *_on_currencies(ordered, sort_by), *_on_doses(ordered))
    return Comparison(tuple(ordered), sort_by, tuple(ranks), remarks)


def _ranked(products: Sequence[Product], sort_by: SortKey) -> tuple[list[Product], list[Ranks | None]]:
    measure, most_first = _MEASURES[sort_by]
    groups: dict[str | None, list[tuple[Interval, Product]]] = {}
    unknown = []
    for product in products:
        value = measure(product)
        if value is None:
            unknown.append(product)
            continue
        currency = product.price.currency if product.price and sort_by in ("price", "absorbed-price") else None
        groups.setdefault(currency, []).append((value, product))
    ordered, ranks = list[Product](), list[Ranks | None]()
    for group in groups.values():
        group.sort(key=lambda entry: entry[0].typical, reverse=most_first)
        ordered += [product for _, product in group]
        ranks += _possible_ranks([value for value, _ in group], most_first=most_first)
    return ordered + unknown, ranks + [None] * len(unknown)


def _possible_ranks(values: list[Interval], *, most_first: bool) -> list[Ranks]:
    """Give the ranks that each can have: behind all that are surely better, before all that are surely worse."""
    lows, highs = sorted(value.low for value in values), sorted(value.high for value in values)
    ranks = [Ranks(bisect_left(highs, value.low) + 1, bisect_right(lows, value.high)) for value in values]
    if not most_first:
        return ranks
    return [Ranks(len(values) + 1 - last, len(values) + 1 - first) for first, last in ranks]


def _on_order(sort_by: SortKey | None, ranks: Sequence[Ranks | None]) -> Iterable[Remark]:
    open_ranks = {place: rank for place, rank in enumerate(ranks) if rank is not None and rank.first != rank.last}
    if not open_ranks:
        return
    first, last = next(iter(open_ranks.values()))
    if sort_by == "tolerance":
        message = say(
            "products with ranks such as {first}-{last}: they are of one tolerance with others", first=first, last=last
        )
    else:
        message = say(
            "products with ranks such as {first}-{last}: their ranges overlap with others', "
            "so that the order by typical values is no ranking",
            first=first,
            last=last,
        )
    yield Remark(Finding("ranks-open", "info", message, None), tuple(open_ranks))


def _on_currencies(products: Sequence[Product], sort_by: SortKey | None) -> Iterable[Remark]:
    priced = {place: product.price.currency for place, product in enumerate(products) if product.price}
    currencies = list(dict.fromkeys(priced.values()))
    if len(currencies) < 2:
        return
    named = some_of(currencies)
    if sort_by in ("price", "absorbed-price"):
        message = say(
            "prices in {currencies} are not compared with each other; each currency is sorted by itself",
            currencies=named,
        )
    else:
        message = say("prices in {currencies} are not compared with each other", currencies=named)
    yield Remark(Finding("several-currencies", "info", message, None), tuple(priced))


def _on_doses(products: Sequence[Product]) -> Iterable[Remark]:
    """What is to be said of the doses, each once, warnings first."""
    about: dict[Finding, list[int]] = {}
    for place, product in enumerate(products):
        for finding in product.dose.findings:
            if finding.code not in _OF_ONE_DOSE and (places := about.setdefault(finding, []))[-1:] != [place]:
                places.append(place)
    for finding, places in sorted(about.items(), key=lambda said: said[0].severity != "warning"):
        yield Remark(finding, tuple(places))
