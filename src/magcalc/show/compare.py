"""Products side by side."""

from magcalc.calc.compare import Comparison, Product, Ranks, Remark
from magcalc.calc.limits import Status
from magcalc.interval import Interval
from magcalc.said import fact, say
from magcalc.show.checks import STATUSES
from magcalc.show.dose.words import marks_of
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.numbers import figures
from magcalc.show.terminal import Output

_RANK = Column(say("rank"))
_PRODUCT = Column(say("product"), may_wrap=True)
_DOSE = Column(say("dose"), may_wrap=True, only_if_wide=True)
_AMOUNTS = (
    Column(say("mg a day"), is_number=True),
    Column(say("range"), is_number=True),
    Column(say("absorbed"), is_number=True),
    Column(say("gut"), is_number=True),
    Column(say("units"), is_number=True),
    Column(say("limits"), may_wrap=True),
)
_PRICES = (
    Column(say("pack"), is_number=True),
    Column(say("days"), is_number=True),
    Column(say("per 100 mg"), is_number=True),
    Column(say("absorbed 100 mg"), is_number=True),
)
# The most urgent first. What a day is below is not named, nor what is set for nobody of this age: the legend says that.
_NAMED: tuple[Status, ...] = ("above", "depends", "at")
_MOST_NAMES = 3
_UNKNOWN = "?"


def write_comparison(comparison: Comparison, out: Output) -> None:
    """Write products side by side; for people what they give comes first, then what they cost."""
    origin = comparison.products[0].dose.origin
    if out.form == "json":
        out.line(json_text(_record(comparison, origin)))
    elif out.form == "ndjson":
        write_rows(_product_records(comparison), out, origin)
    elif out.form == "csv":
        write_rows(_flat_records(comparison), out, origin)
    else:
        _write_tables(comparison, out)
        if not out.quiet:
            out.line()
            write_facts(_legend(comparison), out)
            write_facts([_remark(remark, comparison, out) for remark in comparison.remarks], out)
        if origin is not None:
            out.line(f"{tell('forms from')}: {origin}")


# For machines.


def _record(comparison: Comparison, origin: str | None) -> Record:
    age = comparison.products[0].dose.person.age
    record: Record = {
        "schema": "magcalc/compare/1",
        "sorted_by": comparison.sorted_by,
        "age": None if age is None else str(age),
        "products": _product_records(comparison),
        "findings": [{**remark.finding._asdict(), "products": remark.about} for remark in comparison.remarks],
    }
    if origin is not None:
        record["forms_file"] = origin
    return record


def _product_records(comparison: Comparison) -> list[Record]:
    return [
        _product_record(product, ranks) for product, ranks in zip(comparison.products, comparison.ranks, strict=True)
    ]


def _product_record(product: Product, ranks: Ranks | None) -> Record:
    absorbed, price = product.dose.absorbed, product.price
    return {
        "name": product.name,
        "text": product.dose.text,
        "per_day": product.dose.plan.per_day,
        "ranks": ranks and ranks._asdict(),
        "elemental_mg": range_record(product.dose.elemental),
        "absorbed_mg": absorbed and {**range_record(absorbed.mg), "evidence": absorbed.evidence},
        "tolerance": product.tolerance,
        "units_per_day": product.units_per_day,
        "pack_units": price and price.units,
        "pack_days": product.pack_days,
        "price": price and price.amount,
        "currency": price and price.currency,
        "price_per_100_mg": product.per_100_mg and range_record(product.per_100_mg),
        "price_per_absorbed_100_mg": product.per_absorbed_100_mg and range_record(product.per_absorbed_100_mg),
        "limits": [
            {"id": check.limit.key, "max_mg": check.max_mg, "status": check.status} for check in product.dose.limits
        ],
    }


def _flat_records(comparison: Comparison) -> list[Record]:
    return [_flat(product, ranks) for product, ranks in zip(comparison.products, comparison.ranks, strict=True)]


def _flat(product: Product, ranks: Ranks | None) -> Record:
    """Give a product as one row, whose columns are called as those of a batch where they are the same."""
    absorbed, price = product.dose.absorbed, product.price
    return {
        "name": product.name,
        "dose": product.dose.text,
        "per_day": product.dose.plan.per_day,
        "first_rank": ranks and ranks.first,
        "last_rank": ranks and ranks.last,
        **_ends("elemental_{}_mg", product.dose.elemental),
        **_ends("absorbed_{}_mg", product.absorbed),
        "absorbed_evidence": absorbed and absorbed.evidence,
        "tolerance": product.tolerance,
        "units_per_day": product.units_per_day,
        "pack_units": price and price.units,
        "pack_days": product.pack_days,
        "price": price and price.amount,
        "currency": price and price.currency,
        **_ends("price_per_100_mg_{}", product.per_100_mg),
        **_ends("price_per_absorbed_100_mg_{}", product.per_absorbed_100_mg),
        **{f"{check.limit.key}_status": check.status for check in product.dose.limits},
    }


def _ends(name: str, interval: Interval | None) -> Record:
    ends = {} if interval is None else interval._asdict()
    return {name.format(end): ends.get(end) for end in ("low", "typical", "high")}


# For people.


def _write_tables(comparison: Comparison, out: Output) -> None:
    is_ranked = any(comparison.ranks)
    heads = [_RANK] * is_ranked + [_PRODUCT]
    firsts = [
        [_rank(ranks)] * is_ranked + [told(product.label)]
        for product, ranks in zip(comparison.products, comparison.ranks, strict=True)
    ]
    is_named = any(product.name for product in comparison.products)
    rows = [
        [*first, *[told(product.text) if product.name else ""] * is_named, *_amounts(product)]
        for first, product in zip(firsts, comparison.products, strict=True)
    ]
    write_table([*heads, *[_DOSE] * is_named, *_AMOUNTS], rows, out)
    if any(product.price for product in comparison.products):
        out.line()
        prices = [[*first, *_prices(product)] for first, product in zip(firsts, comparison.products, strict=True)]
        write_table([*heads, *_PRICES], prices, out)


def _rank(ranks: Ranks | None) -> str:
    if ranks is None:
        return ""
    return str(ranks.first) if ranks.first == ranks.last else f"{ranks.first}-{ranks.last}"


def _amounts(product: Product) -> list[str]:
    dose, marks = product.dose, marks_of(product.dose)
    low, typical, high = (figures(end, marks) for end in dose.elemental)
    absorbed = _UNKNOWN
    if dose.absorbed is not None:
        absorbed = f"{_estimate(dose.absorbed.mg)} {dose.absorbed.evidence}"
    return [
        typical,
        "" if low == high else f"{low}-{high}",
        absorbed,
        _or_unknown(product.tolerance),
        _or_unknown(product.units_per_day),
        _statuses(product),
    ]


def _statuses(product: Product) -> str:
    found: dict[Status, list[str]] = {}
    for check in product.dose.limits:
        found.setdefault(check.status, []).append(told(fact(check.limit.short)))
    named = [f"{told(STATUSES[status])}: {', '.join(found[status])}" for status in _NAMED if status in found]
    return "; ".join(named) or told(STATUSES["below" if "below" in found else "none"])


def _prices(product: Product) -> list[str]:
    price = product.price
    if price is None:
        return [""] * len(_PRICES)
    return [
        f"{told(price.amount)} {price.currency}/{price.units}",
        _or_unknown(product.pack_days),
        _estimate(product.per_100_mg, at_least=3),
        _estimate(product.per_absorbed_100_mg),
    ]


def _estimate(interval: Interval | None, at_least: int = 2) -> str:
    if interval is None:
        return _UNKNOWN
    low, typical, high = (figures(end, at_least=at_least) for end in interval)
    return typical if low == high else f"{typical} ({low}-{high})"


def _or_unknown(number: int | None) -> str:
    return _UNKNOWN if number is None else str(number)


def _legend(comparison: Comparison) -> list[tuple[str, str]]:
    limits = ", ".join(
        tell("{limit} none", limit=fact(check.limit.short))
        if check.max_mg is None
        else tell("{limit} {mg} mg", limit=fact(check.limit.short), mg=check.max_mg)
        for check in comparison.products[0].dose.limits
    )
    legend = [
        (tell("mg a day"), tell("magnesium in the usual grade; the range is over the grades sold")),
        (tell("absorbed"), tell("an estimate for the day, with its evidence from A, best, to E")),
        (tell("gut"), tell("tolerance of the form, 1 gentle to 5 laxative; units: taken in a day")),
        (tell("limits"), tell("{limits} a day; those not named are not reached", limits=limits)),
    ]
    if any(product.price for product in comparison.products):
        of_magnesium = tell("of 100 mg magnesium, and of 100 mg estimated to be absorbed; days: a pack lasts")
        legend.append((tell("prices"), of_magnesium))
    return legend


def _remark(remark: Remark, comparison: Comparison, out: Output) -> tuple[str, str]:
    finding, about = remark.finding, remark.about
    who = ""
    if len(about) < len(comparison.products):
        labels = [told(comparison.products[place].label) for place in about[:_MOST_NAMES]]
        if more := len(about) - len(labels):
            labels.append(tell("{count} more", count=more))
        who = f" ({'; '.join(labels)})"
    source = "" if finding.source is None else f" [{finding.source}]"
    mark = f"{finding.severity} {finding.code}"
    if out.form == "screen":
        mark = "!" if finding.severity == "warning" else "·"
    return mark, f"{told(finding.message)}{who}{source}"
