"""Foods, waters and medicines against the published figures, typed here by hand, and the names that find them."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, localcontext
from typing import Any

import pytest
from molmass import Formula

from magcalc.errors import AmountError, ChoiceError, UnknownNameError
from magcalc.facts.foods import Food, food, food_called, food_keys, known_food
from magcalc.facts.names import fold_words
from magcalc.facts.store import DataFile, data_file
from magcalc.interval import Interval

FOODS = [food(key) for key in food_keys()]
each_food = pytest.mark.parametrize("row", FOODS, ids=lambda row: row.key)


def cells(rows: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in rows.strip().splitlines()]


def all_names(row: Food) -> list[str]:
    return [row.key, *row.en, *row.da, *row.nb, *row.sv, *row.brand]


def interval(low: str, typical: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(typical), Decimal(high))


# USDA FoodData Central, CIQUAL 2020 and Matvaretabellen, mg in 100 g; waters in mg a litre; medicines a piece.
PUBLISHED = """
    almonds               | 100 g    | 257.6 | 270   | 270
    hasselnødder          | 100 g    | 155.8 | 163   | 163
    paranötter            | 100 g    | 367   | 376   | 376
    pumpkin seeds         | 100 g    | 499.7 | 499.7 | 592
    solsikkefrø           | 100 g    | 325   | 325   | 325
    hemp hearts           | 100 g    | 700   | 700   | 700
    havregryn             | 100 g    | 118   | 126.3 | 130
    rye crispbread        | 100 g    | 78    | 110   | 110
    rugbrød               | 100 g    | 27    | 54    | 54
    wheat bran            | 100 g    | 546   | 611   | 611
    kokt quinoa           | 100 g    | 64    | 64    | 71
    raw spinach           | 100 g    | 52.5  | 79    | 92.9
    spinat, kogt          | 100 g    | 30    | 87    | 87
    kikärter på burk      | 100 g    | 27.5  | 48    | 48
    tofu                  | 100 g    | 27    | 100   | 111
    lettmelk              | 100 g    | 11.1  | 12    | 12
    banana                | 100 g    | 27    | 27    | 33
    dark chocolate, 70 %  | 100 g    | 174   | 228   | 228
    kakao                 | 100 g    | 499   | 499   | 500
    makrell               | 100 g    | 28.4  | 28.4  | 76
    Gerolsteiner          | 1 l      | 108   | 108   | 108
    Hépar                 | 1 l      | 119   | 119   | 119
    Donat Mg              | 1 l      | 1000  | 1040  | 1040
    Contrex               | 1 l      | 74.5  | 74.5  | 84
    San Pellegrino        | 1 l      | 51    | 51    | 57
    Apollinaris           | 1 l      | 110   | 110   | 126
    Spa Reine             | 1 l      | 1.3   | 1.3   | 1.3
    Rennie                | 1 tablet | 20    | 20    | 23.1
    Emgesan               | 1 tablet | 250   | 250   | 250
    Magnesia DAK          | 1 tablet | 301.5 | 301.5 | 301.5
    Milk of Magnesia (US) | 15 ml    | 500.1 | 500.1 | 535
    Milk of Magnesia (UK) | 5 ml     | 173   | 173   | 173
    Maalox                | 5 ml     | 81.3  | 81.3  | 81.3
    Magnaspartate         | 1 sachet | 243   | 243   | 243
    Magnesioboi           | 1 tablet | 48.62 | 48.62 | 48.62
    Samarin               | 1 sachet | 0     | 0     | 0
"""


@pytest.mark.parametrize(("name", "amount", "low", "typical", "high"), cells(PUBLISHED))
def test_the_magnesium_is_the_published_one(name: str, amount: str, low: str, typical: str, high: str) -> None:
    number, unit = amount.split()
    assert food_called(name).mg_in(Decimal(number), unit) == interval(low, typical, high)


@pytest.mark.parametrize(("kind", "least"), [("food", 74), ("water", 22), ("medicine", 18)])
def test_all_that_was_collected_is_here(kind: str, least: int) -> None:
    assert len([row for row in FOODS if row.kind == kind]) >= least


# EFSA's 250 mg counts water, the IOM's 350 mg medicines, and neither food as grown. Nothing here is fortified.
@each_food
def test_a_limit_takes_it_for_what_it_is(row: Food) -> None:
    assert row.counts_as == row.kind


@pytest.mark.parametrize(
    ("key", "amount", "unit", "typical"),
    [
        ("almonds", "30", "g", "81"),  # 270 x 0.3
        ("almonds", "0.03", "kg", "81"),
        ("almonds", "1", "portion", "81"),  # a portion of 30 g
        ("spinach-cooked", "2", "portion", "174"),  # 2 x 100 g
        ("gerolsteiner", "1.5", "l", "162"),  # 108 x 1.5
        ("gerolsteiner", "15", "dl", "162"),
        ("gerolsteiner", "150", "cl", "162"),
        ("gerolsteiner", "1500", "ml", "162"),
        ("gerolsteiner", "1500", "g", "162"),  # a litre weighs 1000 g
        ("gerolsteiner", "1.5", "kg", "162"),
        ("donat-mg", "1", "portion", "260"),  # a glass of 250 ml
        ("rennie", "2", "tablet", "40"),
        ("rennie", "0.5", "tablet", "10"),
        ("biolektra-300", "1", "capsule", "300"),
        ("milk-of-magnesia-us", "3", "cl", "1000.2"),  # 2 x 15 ml
        ("almonds", "0", "g", "0"),
        ("almonds", "1000000000", "g", "2700000000"),  # the most that is taken for an amount
        ("rye-bread", "1", "portion", "27"),  # a slice of 50 g, 54 in 100 g
        ("magnaspartate", "2", "sachet", "486"),
    ],
)
def test_an_amount_in_the_units_that_people_use(key: str, amount: str, unit: str, typical: str) -> None:
    assert food(key).mg_in(Decimal(amount), unit).typical == Decimal(typical)


def test_amounts_are_exact_whatever_the_calling_program_has_set() -> None:
    with localcontext() as context:
        context.prec = 3
        # 257.6, 270 and 270 mg in 100 g; 33.333 g
        assert food("almonds").mg_in(Decimal("33.333"), "g") == interval("85.865808", "89.9991", "89.9991")


@pytest.mark.parametrize(
    ("key", "unit", "units"),
    [
        ("almonds", "tablet", "g, kg, portion"),
        ("almonds", "ml", "g, kg, portion"),
        ("milk", "l", "g, kg, portion"),  # milk has no density here
        ("gerolsteiner", "tablet", "g, kg, ml, cl, dl, l, portion"),
        ("rennie", "ml", "tablet"),
        ("rennie", "g", "tablet"),
        ("rennie", "portion", "tablet"),
        ("biolektra-300", "tablet", "capsule"),
        ("milk-of-magnesia-us", "g", "ml, cl, dl, l"),
        ("milk-of-magnesia-us", "tablet", "ml, cl, dl, l"),
        ("almonds", "mg", "g, kg, portion"),
        ("almonds", "G", "g, kg, portion"),
        ("almonds", "", "g, kg, portion"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused_with_those_that_do(key: str, unit: str, units: str) -> None:
    with pytest.raises(ChoiceError) as refusal:
        food(key).mg_in(Decimal(1), unit)
    assert refusal.value.hint == f"count it in {units}"


@each_food
def test_every_unit_that_is_named_works(row: Food) -> None:
    assert all(row.mg_in(Decimal(1), unit).low >= 0 for unit in row.units)


@pytest.mark.parametrize("amount", ["-1", "nan", "inf", "-inf", "1000000000.1", "1e999999"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(AmountError):
        food("almonds").mg_in(Decimal(amount), "g")


# The weight of the compound in one piece, from the product's text, and its formula; heavy magnesium carbonate is
# taken as 4MgCO3·Mg(OH)2·5H2O with five Mg, at the most as MgCO3.
HEAVY_CARBONATE = "Mg5(CO3)4(OH)2(H2O)5"
COMPUTED = """
    magnesia-dak                | 500  | MgO
    milk-of-magnesia-uk         | 415  | Mg(OH)2
    milk-of-magnesia-us         | 1200 | Mg(OH)2
    magnesium-hydroxide-mixture | 275  | MgO
    novaluzid                   | 195  | Mg(OH)2
    co-magaldrox                | 195  | Mg(OH)2
"""


def magnesium_in(compound_mg: str, formula: str) -> float:
    compound = Formula(formula)
    return float(compound_mg) * compound.composition()["Mg"].fraction


@pytest.mark.parametrize(("key", "compound_mg", "formula"), cells(COMPUTED))
def test_what_was_computed_is_what_the_formula_gives(key: str, compound_mg: str, formula: str) -> None:
    assert float(food(key).mg) == pytest.approx(magnesium_in(compound_mg, formula), abs=0.051)


@pytest.mark.parametrize(("key", "carbonate_mg"), [("rennie", "80"), ("rennie-extra", "73.5")])
def test_a_carbonate_without_a_formula_is_a_range(key: str, carbonate_mg: str) -> None:
    content = food(key).content
    assert float(content.low) == pytest.approx(magnesium_in(carbonate_mg, HEAVY_CARBONATE), abs=0.051)
    assert float(content.high) == pytest.approx(magnesium_in(carbonate_mg, "MgCO3"), abs=0.051)


# 1 mmol of magnesium is 24.305 mg; Emgesan declares 250 mg from 600 mg of hydroxide.
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("magnaspartate", 10 * 24.305),
        ("magnesium-verla-chew", 5 * 24.305),
        ("magnesium-4mmol-glycerophosphate", 4 * 24.305),
        ("emgesan", magnesium_in("600", "Mg(OH)2")),
    ],
)
def test_what_a_medicine_declares_agrees_with_its_compound(key: str, expected: float) -> None:
    assert float(food(key).mg) == pytest.approx(expected, abs=0.1)


# 195 mg Mg(OH)2 hold 81.3 mg. A gel of 265 mg adds an amount that nobody states; were it all MgCO3, 76.4 mg.
def test_a_floor_says_so_and_reaches_up_to_what_it_could_be() -> None:
    assert [row.key for row in FOODS if row.at_least] == ["novaluzid"]
    ceiling = magnesium_in("195", "Mg(OH)2") + magnesium_in("265", "MgCO3")
    assert float(food("novaluzid").content.high) == pytest.approx(ceiling, abs=0.051)


def test_a_stated_zero_says_so() -> None:
    zeros = [row for row in FOODS if not row.content.high]
    assert [row.key for row in zeros] == ["samarin", "alginate-antacid"]
    assert all("no magnesium" in (row.note or "") for row in zeros)


# A name of several records, folded, with the records: nobody chooses among them. All other names have one meaning.
SHARED = """
    peanut peanuts jordnod jordnodder peanott peanotter jordnotter jordnot | peanuts-raw peanuts-roasted
    crispbread knaekbrod knekkebrod knackebrod | crispbread-rye crispbread-fibre crispbread-seeds
    bread brod | rye-bread bread-coarse bread-kneipp wholemeal-bread
    potato potatoes kartoffel kartofler potet poteter potatis | potatoes-boiled potatoes-baked
    spinach spinat spenat | spinach-raw spinach-cooked
    darkchocolate morkchokolade morksjokolade morkchoklad | dark-chocolate-70 dark-chocolate-under-70
    magnesia | magnesia-cz magnesia-dak
    milkofmagnesia phillipsmilkofmagnesia | milk-of-magnesia-uk milk-of-magnesia-us
"""
SHARED_KEYS = {name: keys.split() for names, keys in cells(SHARED) for name in names.split()}


def test_only_these_names_have_several_meanings() -> None:
    owners: dict[str, list[str]] = {}
    for row in FOODS:
        for name in {fold_words(name) for name in all_names(row)}:
            owners.setdefault(name, []).append(row.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == SHARED_KEYS


@each_food
def test_every_name_of_the_table_is_found(row: Food) -> None:
    for name in all_names(row):
        if fold_words(name) not in SHARED_KEYS:
            for typed in (name, name.upper(), f"  {name.replace('-', ' ')} ", name.replace("ø", "o")):
                assert food_called(typed) == row, typed


@pytest.mark.parametrize("name", SHARED_KEYS)
def test_a_name_of_several_is_refused_and_each_of_them_can_be_typed(name: str) -> None:
    keys = SHARED_KEYS[name]
    for ask in (food_called, known_food):
        with pytest.raises(ChoiceError) as refusal:
            ask(name)
        assert refusal.value.hint == "type " + ", ".join(keys[:-1]) + f" or {keys[-1]}"
    assert [food_called(key).key for key in keys] == keys


def test_a_name_of_several_says_what_they_hold() -> None:
    with pytest.raises(ChoiceError) as refusal:
        food_called("spinat")
    assert refusal.value.message == (
        "'spinat' can be spinach, raw (79 mg in 100 g) or spinach, boiled (87 mg in 100 g)"
    )


# Dry, these are two to three times as rich as cooked, and the table has them cooked only.
@pytest.mark.parametrize("name", ["quinoa", "bulgur", "pasta", "brown rice", "lentils", "linser", "chickpeas", "figs"])
def test_a_name_that_may_mean_what_is_not_here_is_refused(name: str) -> None:
    assert known_food(name) is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ST YORRE", "saint-yorre"),
        ("hepar", "hepar"),
        ("peanut\u00a0butter", "peanut-butter"),
        ("Phillips’ Milk of Magnesia (UK)", "milk-of-magnesia-uk"),
        ("Maalox®", "co-magaldrox"),
        ("co magaldrox 195-220", "co-magaldrox"),
        ("grontkal", None),
        ("gronkal", "kale"),
        ("graeskarkerner", "pumpkin-seeds"),
        ("knackebrod med fron", "crispbread-seeds"),
        # A sign that could change the meaning does not go away.
        ("dark chocolate <70 %", None),
        ("Emgesan 2.50 mg", None),
        ("almonds & walnuts", None),
        ("walnuts; almonds", None),
    ],
)
def test_spellings(typed: str, key: str | None) -> None:
    found = known_food(typed)
    assert (None if found is None else found.key) == key


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("almonts", "did you mean almonds, salmon or walnuts?"),
        ("nodder", "did you mean müsli med frugt og nødder, paranødder or rå jordnødder?"),
        # Four letters are looked for within names, three would be found in too many.
        ("almo", "did you mean almonds or salmon-farmed?"),
        ("alm", "type one such as almonds"),
        ("oats", "did you mean rolled oats or buckwheat groats, cooked?"),
        ("tap water", "did you mean tap water, France?"),
        ("gerolstiner", "did you mean Gerolsteiner or"),
        ("renie", "did you mean Rennie"),
        ("valnodd", "did you mean valnød"),
        ("xyzzy", "type one such as almonds"),
        ("", "type one such as almonds"),
        (" -, ", "type one such as almonds"),
        ("æ" * 120, "type one such as almonds"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        food_called(name)
    assert refusal.value.hint.startswith(hint)
    # Three names at the most.
    if refusal.value.hint.startswith("did you mean"):
        assert refusal.value.hint.count(", ") + refusal.value.hint.count(" or ") <= 2
    assert known_food(name) is None


@pytest.mark.parametrize(
    "name",
    ["almonds\u202e", "alm\u200bonds", "almonds\x1b[31m", "almonds\nerror: forged", "a" * 10**6, "\u0301" * 10**6],
    ids=lambda name: f"{name[:12]!a}-{len(name)}",
)
def test_hostile_names_are_refused_in_one_short_line(name: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        food_called(name)
    assert len(refusal.value.message) < 200
    assert known_food(name) is None


def test_a_name_has_at_most_120_signs() -> None:
    assert known_food("almonds".ljust(120)) == food_called("almonds".ljust(120)) == food("almonds")
    assert known_food("almonds".ljust(121)) is None
    with pytest.raises(UnknownNameError, match="too long") as refusal:
        food_called("almonds".ljust(121))
    assert refusal.value.hint == "type one name, such as almonds"


@pytest.mark.parametrize(
    ("key", "language", "name"),
    [
        ("kale", "en", "kale, raw"),
        ("kale", "da", "grønkål"),
        ("kale", "nb", "grønnkål"),
        ("kale", "sv", "grönkål"),
        # None in Finnish, so the English one; a brand is the same everywhere.
        ("kale", "fi", "kale, raw"),
        ("gerolsteiner", "en", "Gerolsteiner"),
        ("gerolsteiner", "sv", "Gerolsteiner"),
        ("gerolsteiner", "fi", "Gerolsteiner"),
    ],
)
def test_a_food_is_called_by_its_usual_name_in_a_language(key: str, language: str, name: str) -> None:
    assert food(key).named.local(language) == food(key).names_in(language)[0] == name
    assert food(key).named == food(key).title == food(key).named.local("en")


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="almond'") as refusal:
        food("almond")
    assert "almonds" in refusal.value.hint


@pytest.fixture
def records_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The keys of the records that are parsed."""
    read: list[str] = []
    real = DataFile.record

    def watched(self: DataFile, key: str) -> dict[str, Any]:
        read.append(key)
        return real(self, key)

    monkeypatch.setattr(DataFile, "record", watched)
    food.cache_clear()
    yield read
    food.cache_clear()


@pytest.mark.parametrize(
    ("name", "keys"), [("Gerolsteiner", ["gerolsteiner"]), ("spinat", ["spinach-raw", "spinach-cooked"]), ("nope", [])]
)
def test_a_name_costs_no_more_records_than_have_it(records_read: list[str], name: str, keys: list[str]) -> None:
    with suppress(ChoiceError):
        known_food(name)
    assert records_read == keys


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("almonds", {"portion_g": 1}),
        ("gerolsteiner", {"portion_ml": 1}),
        *((key, {}) for key in ("magnaspartate", "biolektra-300", "emgesan", "milk-of-magnesia-us")),
    ],
    ids=str,
)
def test_a_row_that_can_be_is_taken(key: str, changed: dict[str, Any]) -> None:
    assert Food.model_validate({**data_file("foods").record(key), **changed}).key == key


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("almonds", {"per_unit": "tablet"}),
        ("almonds", {"per_unit": "ml"}),
        ("gerolsteiner", {"per_unit": "g"}),
        ("rennie", {"per_unit": "spoon"}),
        ("almonds", {"per": 0}),
        ("almonds", {"mg": -1}),
        ("almonds", {"mg": "270"}),
        ("almonds", {"mg": 0}),
        ("emgesan", {"at_least": True}),
        ("donat-mg", {"at_least": True}),
        ("novaluzid", {"note": None}),
        ("almonds", {"portion_ml": 30}),
        ("almonds", {"portion_g": 0}),
        ("gerolsteiner", {"portion_ml": 0}),
        ("rennie", {"portion_g": 1}),
        # All four languages, or a brand without any.
        ("rennie", {"en": ["Rennie"]}),
        ("almonds", {"sv": []}),
        ("almonds", {"fi": ["manteli"]}),
        ("rennie", {"brand": []}),
        ("rennie", {"counts_as": "antacid"}),
        ("almonds", {"other": [{"mg": 1}]}),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_is_refused(key: str, changed: dict[str, Any]) -> None:
    record = data_file("foods").record(key)
    Food.model_validate(record)
    with pytest.raises(ValueError, match="validation error"):
        Food.model_validate({**record, **changed})
