"""What the amounts of a label are amounts of: rows of several, ranges, equal signs, percentages, and what is unknown.

Where a label can be read in two ways the expectation is a range that holds both, worked out by hand beside it.
"""

from decimal import Decimal

import pytest

from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.read import read_label
from magcalc.label.reading import Reading

Ends = tuple[float, float] | None


def read(text: str, language: str = "en") -> Reading:
    return read_label(text, language)


def mg(reading: Reading) -> Ends:
    found = reading.elemental
    return None if found is None else (float(found.low), float(found.high))


def slugs(text: str) -> set[str]:
    return {finding.slug for finding in LabelChecker(LabelPlan()).check(text, "en").findings}


@pytest.mark.parametrize(
    ("text", "magnesium"),
    [
        ("Calcium Magnesium Zinc 500/250/15 mg per tablet", 250),
        ("Calcium/Magnesium/Zinc 1000 mg : 500 mg : 50 mg", 500),
        ("Magnesium + Zinc 300/10 mg per tablet", 300),
    ],
)
def test_amounts_in_a_row_belong_to_the_names_in_their_order(text: str, magnesium: int) -> None:
    assert mg(read(text)) == (magnesium, magnesium)
    # A row tells neither salts nor percentages, so whether it is of magnesium itself stays open.
    assert "ambiguous-compound-or-elemental" in slugs(text)


def test_columns_without_a_direction_stand_for_the_first() -> None:
    reading = read("per tablet per 2 tablets per 3 tablets\nMagnesium 100 mg 200 mg 300 mg")
    assert mg(reading) == (100, 100)
    assert "conflicting-amounts" not in slugs("per tablet per 2 tablets per 3 tablets\nMagnesium 100 mg 200 mg 300 mg")


def test_thousands_of_a_milligram_that_nobody_takes_are_decimals() -> None:
    # The comma of 2,5 makes the point a thousands mark, and 375 g of magnesium are no product.
    assert mg(read("Magnesium 375.000 mg. Zinc 2,5 mg")) == (375, 375)


def test_a_bare_chelate_beside_a_named_salt_names_nothing_more() -> None:
    assert [salt.form for salt in read("Magnesium 100 mg\nchelate, citrate").salts] == ["citrate"]


def test_a_salt_may_be_named_by_its_acid() -> None:
    assert [salt.form for salt in read("magnesium salt of citric acid 100 mg").salts] == ["citrate"]


@pytest.mark.parametrize("acid", ["orthophosphoric acid", "ascorbic acid"])
def test_the_weight_of_a_salt_of_another_acid_is_not_taken_for_magnesium(acid: str) -> None:
    assert mg(read(f"magnesium salt of {acid} 100 mg")) is None


def test_a_range_with_its_unit_twice_is_a_range() -> None:
    assert mg(read("Magnesium 100 mg - 200 mg per tablet")) == (100, 200)
    # Backwards it is none; the larger number must not get lost.
    assert mg(read("Magnesium 200 mg - 100 mg per tablet")) == (200, 200)


def test_what_is_equal_to_a_salt_is_its_magnesium() -> None:
    # MgCl2(H2O)6 is 11.96 % magnesium: 535 mg hold 63.98 mg.
    reading = read("Magnesium chloride hexahydrate 535 mg = 64 mg")
    assert mg(reading) == (64, 64)
    assert [claim.high for claim in reading.compound_claims] == [535]


def test_an_amount_set_apart_from_an_unknown_name_is_nobodys_for_certain() -> None:
    reading = read("Magnesium | Foobar | 100 mg")
    assert mg(reading) is None
    assert "ambiguous-compound-or-elemental" in slugs("Magnesium | Foobar | 100 mg")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Total 100 mg total magnesium", (100, 100)),
        ("100 mg tablets of magnesium", (100, 100)),
        # The salt stands first: 100 mg are magnesium, or oxide with 60.3 % of it.
        ("from magnesium oxide, magnesium 100 mg per tablet", (60.3042, 100)),
        # What the next line tells of zinc is no reason to give zinc's neighbour the 100 mg of this one.
        ("Calcium, 100 mg magnesium\nzinc 5 mg", (100, 100)),
    ],
)
def test_an_amount_before_its_name(text: str, ends: Ends) -> None:
    assert mg(read(text)) == ends


@pytest.mark.parametrize(
    "text", ["Magnesium 100 mg per tablet\n27 % of the NRV of magnesium", "27 % of NRV magnesium\nMagnesium 100 mg"]
)
def test_a_percentage_that_stands_alone_is_that_of_magnesium(text: str) -> None:
    # 100 of 375 mg are 26.7 %; so the 100 mg are magnesium.
    reading = read(text)
    assert reading.percent == 27
    assert reading.declared is not None
    assert reading.declared.basis == "elemental"


def test_a_percentage_that_stands_alone_and_is_wrong_is_reported() -> None:
    # 100 of 375 mg are 27 %, and 100 of 420 mg 24 %.
    assert "nrv-mismatch" in slugs("Magnesium (as citrate) 100 mg per tablet\n80 % of the NRV of magnesium")


def test_a_percentage_beyond_all_sense_is_none() -> None:
    assert read("Magnesium 100 mg 90000 % NRV").percent is None


def test_the_weight_of_compounds_is_not_their_magnesium() -> None:
    assert mg(read("Magnesium compounds 500 mg")) is None
    assert slugs("Magnesium compounds 500 mg") == {"elemental-not-stated"}
    # Beside them stands what they hold.
    text = "Magnesium salts 500 mg of which magnesium 100 mg"
    assert mg(read(text)) == (100, 100)
    # Of which salts is not said, so nothing says that 20 % is too much.
    assert slugs(text) == set()


def test_a_salt_counted_as_another_is_weighed_once() -> None:
    # 500 mg of citrate at 10.927 to 16.1634 %; the 300 mg of oxide are the same magnesium in other words.
    reading = read("Magnesium citrate 500 mg calculated as magnesium oxide 300 mg")
    assert mg(reading) == (54.635, 80.817)
    assert [claim.high for claim in reading.compound_claims] == [500]


def test_what_nobody_knows_of_a_salt_is_left_unknown() -> None:
    # How much magnesium sucrosomial magnesium holds is no public number.
    text = "Sucrosomial magnesium 500 mg"
    assert mg(read(text)) is None
    (finding,) = [one for one in LabelChecker(LabelPlan()).check(text, "en").findings if one.slug.startswith("ambig")]
    assert finding.message.startswith("500 mg can be the salt or magnesium itself: ")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        # What is named in brackets beside its purpose is an aid of the tablet.
        ("Magnesium citrate 500 mg. Cellulose (magnesium carbonate anticaking agent)", ("citrate",)),
        # Words for the grade stand on either side, and the hand of an acid is no salt by itself.
        ("Magnesium anhydrous citrate 500 mg", ("citrate",)),
        ("Magnesium 100 mg, vitamin D D 5 µg", ()),
        ("Tri-Magnesiumdicitrat 1000 mg", ("citrate",)),
        ("Trimagnesiumcitrat 1000 mg", ("citrate",)),
        ("Dimagnesiummalat 1000 mg", ("malate",)),
        ("Trimax 1000 mg magnesium", ()),
    ],
)
def test_what_names_a_salt_and_what_does_not(text: str, forms: tuple[str, ...]) -> None:
    assert read(text).forms == forms


def test_an_amount_of_an_unknown_thing_named_beside_magnesium_is_not_magnesium() -> None:
    reading = read("Magnesium, rhodiola 200 mg per capsule")
    assert mg(reading) is None
    assert reading.claims == reading.open_claims == ()


def test_a_reference_value_is_no_strength_of_the_product() -> None:
    # 375 mg is the NRV, whatever is told of salts behind it.
    assert mg(read("Magnesium citrate tablets\nNRV 375 mg salts")) is None
    assert mg(read("Magnesium citrate tablets\n375 mg, film-coated")) == (40.97625, 375)


def test_two_amounts_of_one_direction_are_both_kept() -> None:
    # Were both taken for the day's, there would be none left for a serving.
    reading = read("Take 2 tablets daily for 300 mg magnesium, or 150 mg magnesium each")
    assert mg(reading) is not None
    assert mg(reading) == (300, 300)


def test_two_amounts_of_one_tablet_that_no_number_of_tablets_explains_are_a_conflict() -> None:
    # 150 is no whole multiple of 100, so the label says two things.
    text = "Magnesium 100 mg\nMagnesium 150 mg per tablet"
    assert mg(read(text)) == (100, 150)
    assert "conflicting-amounts" in slugs(text)
    assert "conflicting-amounts" not in slugs("Magnesium 100 mg per tablet\nMagnesium 200 mg per 2 tablets")


@pytest.mark.parametrize(
    "text",
    [
        "salt weight, not elemental: 1000 mg magnesium lactate",
        "Weight shown is not elemental magnesium but 1000 mg magnesium lactate per tablet",
        "1000 mg magnesium lactate (not elemental)",
    ],
)
def test_what_is_told_not_to_be_elemental_is_the_salt(text: str) -> None:
    reading = read(text)
    assert reading.basis == "compound"
    # Lactate holds 12.0 % at most (Mg 24.305 of 202.449), and 9.4 % as the trihydrate is the least named so.
    assert reading.elemental is not None
    assert 90 < reading.elemental.low < reading.elemental.high < 121


@pytest.mark.parametrize(
    "text",
    [
        '{"magnesium_mg": 375, "zinc_mg": 10}',
        "Magnesium (mg): 375",
        "Magnesium mg: 375, zinc mg: 10",
        "Magnesium | mg | 375",
        # Or in a key of its own, behind the number or before it.
        '{"nutrient": "Magnesium", "amount": 375, "unit": "mg"}',
        "ingredient: Magnesium; amount: 0.375; unit: Gram(s); serving: 2 Capsule(s)",
        '{"n": "Magnesium", "mg": "375"}',
    ],
)
def test_a_unit_may_stand_in_the_key(text: str) -> None:
    assert mg(read(text)) == (375, 375)


def test_a_unit_in_a_key_of_its_own_is_nothing_that_is_taken() -> None:
    reading = read("ingredient: Magnesium; amount: 0.375; unit: Gram(s); serving: 2 Capsule(s)")
    assert reading.servings.serving is not None
    assert f"{reading.servings.serving.high} {reading.servings.serving.unit}" == "2 capsule"


def test_what_lies_between_two_amounts_is_a_range() -> None:
    reading = read("Each capsule provides between 150 and 200 mg of magnesium.")
    assert mg(reading) == (150, 200)


@pytest.mark.parametrize(
    ("language", "text", "amounts"),
    [
        # The weight of all that is named behind it.
        (
            "en",
            "Each sachet packs a 1,500 mg blend of magnesium citrate, malate and glycinate, yielding 240 mg magnesium.",
            (("compound", 1500), ("elemental", 240)),
        ),
        (
            "de",
            "2000 mg Mischung aus Magnesiumcitrat und Magnesiumoxid, davon 400 mg Magnesium",
            (("compound", 2000), ("elemental", 400)),
        ),
        # Nothing tells whether it is theirs or magnesium's.
        ("en", "1000 mg mix of magnesium citrate and malate per capsule", (("unknown", 1000),)),
        # Nor whose this is.
        ("en", "800 mg blend of valerian and hops, magnesium citrate 200 mg", (("unknown", 200),)),
    ],
)
def test_a_blend_is_weighed_together(language: str, text: str, amounts: tuple[tuple[str, int], ...]) -> None:
    assert tuple((claim.basis, int(claim.high)) for claim in read(text, language).claims) == amounts


def test_what_a_blend_cannot_hold_is_held_against_its_strongest_salt() -> None:
    """450 of 1500 mg are 30 %; citrate, the strongest of the three, holds 16.2 %."""
    checked = LabelChecker(LabelPlan()).check(
        "Each sachet packs a 1,500 mg blend of magnesium citrate, malate and glycinate, yielding 450 mg of magnesium."
    )
    assert "impossible-elemental-for-compound" in [finding.slug for finding in checked.findings]


def test_salts_told_in_short_are_all_of_them_forms() -> None:
    reading = read("5fach-Komplex aus Magnesiumcitrat, -malat, -bisglycinat, -taurat und -carbonat. 320 mg", "de")
    assert reading.forms == ("citrate", "malate", "glycinate", "taurate", "carbonate")


@pytest.mark.parametrize("name", ["Dimagnesium malate", "dimagnesium malate"])
def test_a_chemists_count_before_magnesium_is_part_of_the_name(name: str) -> None:
    reading = read(f"{name} 1000 mg, providing 150 mg magnesium per tablet")
    assert reading.forms == ("malate",)
    assert reading.compound_mg == 1000
    assert mg(reading) == (150, 150)


def test_amounts_for_other_weights_in_the_cells_of_one_row() -> None:
    """2.5 g in 100 g are 375 mg in 15 g."""
    reading = read("Magnesium: je 100 g 2,5 g | je Tagesportion (15 g = 3 Messlöffel) 375 mg = 100 % NRV", "de")
    assert mg(reading) == (375, 375)
    assert [str(end) for end in (reading.servings.low, reading.servings.high)] == ["1", "1"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Magnesium 150 mg (40 % NRV) / 3 capsules. Loading: 6 capsules/day, then 3 capsules/day"),
        (
            "fr",
            "Magnésium 150 mg (40 % AR) / 3 gélules. Attaque : 6 gélules/jour, puis 3 gélules/jour",
        ),
    ],
)
def test_a_slash_behind_a_bracket_tells_what_the_amount_is_for(language: str, text: str) -> None:
    servings = read(text, language).servings
    assert [str(end) for end in (servings.low, servings.high)] == ["1", "2"]


def test_the_source_may_stand_in_a_field_of_its_own() -> None:
    """Fields of a register; 225 mg are 60 % of 375 mg."""
    reading = read(
        "Næringsstof: Magnesium | Kilde: magnesiummalat | Mængde pr. anbefalet daglig dosis: 225 mg | "
        "% af referenceindtag: 60",
        "da",
    )
    assert reading.forms == ("malate",)
    assert (reading.basis, mg(reading), f"{reading.percent}") == ("elemental", (225, 225), "60")


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "No magnesium oxide 300 mg, only citrate", "300 mg"),
        ("es", "no malat Magnesium 75 mg", "75 mg"),
    ],
)
def test_an_amount_of_what_is_denied_is_listed(language: str, text: str, amount: str) -> None:
    reading = read(text, language)
    assert reading.claims == ()
    assert [reading.places.words(*place) for place in reading.unread] == [amount]


def test_fields_of_a_record_are_sentences_of_their_own() -> None:
    """Else 10 mg of sodium are what is taken, and the magnesium is told for the day."""
    reading = read(
        '{"name": "Night", "serving": "1 stick (5 g)", "magnesium_citrate_mg": 1250, "elemental_magnesium_mg": 150, '
        '"sodium_mg": 10, "directions": "2 sticks per day in water"}'
    )
    assert (reading.forms, mg(reading)) == (("citrate",), (150, 150))
    assert f"{reading.compound_mg}" == "1250"
    assert f"{reading.servings.low} {reading.servings.high}" == "2 2"


def test_a_heading_for_sources_without_magnesium_before_it_lists_them() -> None:
    assert read("Sources: citrate, malate. Magnesium 100 mg per tablet.").forms == ("citrate", "malate")


@pytest.mark.parametrize(
    ("language", "text", "serving", "servings_a_day"),
    [
        # A panel runs into the direction, without a dot.
        ("da", "Indhold i 3 tabl.: Magnesium 300 mg 80 % Dosis: 1 tablet 3 gange dagligt.", "3 tablet", "1 1"),
        ("en", "Contents of 3 tablets: magnesium 300 mg 80 % NRV Dosage: 1 tablet 3 times daily", "3 tablet", "1 1"),
        # A bracket between what is counted and what it contains.
        ("sv", "10 ml (= 1000 mg magnesiumhydroxid) innehåller 17,1 mmol Mg2+. 10–20 ml dagligen.", "10 ml", "1 2"),
        # A key.
        ("en", '{"dose": "2 capsules/day", "amounts per": "capsule", "magnesium_mg": 150}', "1 capsule", "2 2"),
        ("en", "Magnesium 150 mg. Dose: 2 capsules a day, amounts per: capsule", "1 capsule", "2 2"),
        # Nobody's amounts are for one of the ten millilitres.
        ("en", "Magnesium 100 mg. Take 10 to 20 ml daily.", "10 ml", "1 2"),
    ],
)
def test_what_the_amounts_are_for(language: str, text: str, serving: str, servings_a_day: str) -> None:
    told = read(text, language).servings
    assert told.serving is not None
    assert f"{told.serving.high} {told.serving.unit}" == serving
    assert f"{told.low} {told.high}" == servings_a_day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Magnesium 125 mg/tablett, 375 mg/dagsdos"),
        ("en", "Magnesium 125 mg per tablet, 375 mg per daily dose"),
        ("da", "Magnesium 125 mg pr. tablet / 375 mg pr. dagsdosis"),
    ],
)
def test_an_amount_for_the_day_behind_one_for_a_tablet(language: str, text: str) -> None:
    reading = read(text, language)
    assert mg(reading) == (125, 125)
    assert [f"{end:g}" for end in reading.day or ()] == ["375", "375"]


def test_an_amount_behind_another_may_be_of_something_else() -> None:
    reading = read("Magnesium 100 mg per tablet, zinc 10 mg per tablet")
    assert [str(claim.high) for claim in reading.claims] == ["100"]


def test_what_an_amount_comes_to_is_its_magnesium() -> None:
    reading = read("Two capsules hold 1,600 mg magnesium bisglycinate, and that comes to 224 mg of pure magnesium.")
    assert reading.compound_mg == 1600
    assert mg(reading) == (224, 224)
    assert reading.servings.serving is not None
    assert reading.servings.serving.high == 2


def test_a_number_behind_a_unit_that_has_its_own_is_no_amount() -> None:
    assert mg(read("Magnesium 100 mg: 375 tablets")) == (100, 100)
    assert mg(read("Magnesium per 5 mg: 375")) is None


def test_a_percentage_is_of_the_amount_before_it_whosever_that_is() -> None:
    reading = read("Per tablet: A 800 µg 100 %, C 80 mg 100 %, magnesium 56.3 mg 15 %, zinc 10 mg 100 %")
    # 15 % of 375 mg is 56.25 mg.
    assert reading.percent == 15
    assert reading.reference_mg == 375


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # 300 mg are 80 % of 375 mg, so they are magnesium; 200 mg are not.
        ("Magnesium powder. Dose 2.5 g: 300 mg / 80 % NRV", (300, 300)),
        ("Magnesium powder. Dose 2.5 g: 200 mg / 80 % NRV", None),
        ("Powder. Dose 2.5 g: 300 mg / 80 % NRV", None),
    ],
)
def test_an_amount_without_a_name_is_magnesium_where_its_percentage_is(text: str, ends: Ends) -> None:
    assert mg(read(text)) == ends


def test_salts_that_hold_the_magnesium_together_are_weights() -> None:
    # Taurate holds 8.9 %, malate 15.5 %: 89 and 109 mg, together 198 mg.
    text = (
        "Two capsules provide 1000 mg magnesium taurate, 700 mg magnesium malate, together 180 mg elemental magnesium"
    )
    reading = read(text)
    assert reading.basis == "elemental"
    assert mg(reading) == (180, 180)
    # Dimagnesium malate, sold as malate too, holds 24.7 %: 173 mg and 89 mg are less than 300 mg.
    assert read(text.replace("180", "300")).basis == "unknown"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # As magnesium 200 + 100 + 50 mg; as salts 60.3 % of 200 mg, 10.9 % of 100 mg and 10 % of 50 mg at least.
        ("Triple magnesium: oxide 200 mg, citrate 100 mg, glycinate 50 mg", (136.5, 350)),
        ("Magnesium blend: magnesium oxide 200 mg, citrate 100 mg and glycinate 50 mg", (136.5, 350)),
        # The zinc's citrate and the potassium's are not magnesium's.
        ("Magnesium oxide 200 mg, zinc citrate 50 mg, potassium citrate 100 mg", (120.6, 200)),
    ],
)
def test_a_list_of_salts_goes_on_after_an_amount(text: str, ends: tuple[float, float]) -> None:
    assert mg(read(text)) == pytest.approx(ends, abs=0.1)


def test_salts_that_are_more_than_their_total_are_weights() -> None:
    text = "Magnesium citrate 400 mg and magnesium malate 200 mg, in total 250 mg magnesium per tablet"
    assert read(text).compound_mg == 600
    # 16.2 % of 400 mg and 24.7 % of 200 mg are 114 mg at most.
    assert "impossible-elemental-for-compound" in slugs(text)
    parts = "Magnesium citrate 100 mg and magnesium oxide 150 mg, in total 250 mg magnesium per tablet"
    assert "impossible-elemental-for-compound" not in slugs(parts)


def test_a_salt_behind_its_amount_is_equal_to_its_magnesium() -> None:
    reading = read("1500 mg magnesium pidolate = 130 mg magnesium")
    assert reading.basis == "elemental"
    assert mg(reading) == (130, 130)


def test_what_several_salts_are_equal_to_is_their_magnesium() -> None:
    text = "Magnesium oxide 200 mg + magnesium citrate 300 mg + magnesium lactate 100 mg = 175 mg magnesium"
    assert mg(read(text)) == (175, 175)
    assert read(text).compound_mg == 600


@pytest.mark.parametrize(
    "text",
    ["Elemental magnesium from oxide 200 mg, from citrate 100 mg", "Magnesium as oxide 200 mg and as citrate 100 mg"],
)
def test_shares_that_each_have_a_source_add_up(text: str) -> None:
    assert mg(read(text)) == (300, 300)
    # Behind its amount a source breaks it down.
    assert mg(read("Magnesium 300 mg, of which from oxide 200 mg and from citrate 100 mg")) == (300, 300)


def test_the_weight_a_salt_comes_in_is_not_the_magnesium() -> None:
    reading = read("Magnesium from 1,500 mg of citrate: 240 mg")
    assert mg(reading) == (240, 240)


@pytest.mark.parametrize("gap", ["\t", "    ", " | "])
def test_columns_are_parted_by_tabs_wide_gaps_and_bars(gap: str) -> None:
    rows = [
        ("Nutrient", "Per tablet", "Per daily dose (3 tablets)", "% NRV"),
        ("Magnesium", "62.5 mg", "187.5 mg", "50"),
    ]
    reading = read("\n".join(gap.join(row) for row in rows))
    # The portion of the day is what is declared: 187.5 mg is 50 % of 375 mg.
    assert reading.day == (Decimal("187.5"), Decimal("187.5"))
    assert reading.percent == 50
    assert mg(read(gap.join(("Magnesium", "(as citrate)", "200", "mg", "48 %")))) == (200, 200)


def test_columns_under_one_head_are_not_told_apart() -> None:
    # The second has no head, and the percentage of neither tells which is meant.
    assert mg(read("Contents per tablet\nMagnesium | 100 mg | 200 mg")) == (100, 100)


def test_amounts_of_one_direction_are_no_days_beside_others() -> None:
    reading = read("Take 2 tablets daily: magnesium 200 mg, magnesium 310 mg")
    assert mg(reading) == (200, 310)


def test_a_percentage_under_the_head_of_a_day_is_of_the_day() -> None:
    reading = read("Per daily dose % NRV\nMagnesium 300 mg 80")
    assert reading.day == (Decimal(300), Decimal(300))


def test_a_row_is_settled_by_the_column_with_a_percentage() -> None:
    reading = read("Contents: per tablet / per daily dose (4 tablets) / NRV\nMagnesium (oxide): 94 mg / 376 mg / 100 %")
    assert reading.basis == "elemental"
    assert reading.day == (Decimal(376), Decimal(376))


def test_a_small_word_before_a_dot_ends_its_sentence() -> None:
    text = "Adults need 350 mg magnesium a day, mostly from food. Our tablet: 125 mg magnesium (33 % NRV)"
    assert mg(read(text)) == (125, 125)


def test_names_of_sentences_before_are_no_row() -> None:
    text = "Magnesium is a mineral. Per 100 g / per 5 g: Magnesium 6000 mg / 300 mg (80 % NRV)"
    assert mg(read(text)) == (300, 300)


def test_a_denial_ends_with_its_sentence() -> None:
    reading = read("Free from magnesium oxide! With magnesium malate; 1 capsule delivers 75 mg elemental magnesium.")
    assert reading.forms == ("malate",)
    assert mg(reading) == (75, 75)


def test_where_magnesium_comes_from_is_no_second_form() -> None:
    french = "magnésium (sous forme d'oxyde d'origine marine) 300 mg"
    assert read_label(french, "fr").forms == ("oxide",)
    assert read_label("Magnésium marin 300 mg", "fr").forms == ("marine",)
    assert read_label("Magnésium marin et citrate de magnésium 300 mg", "fr").forms == ("marine", "citrate")


def test_what_a_product_is_without_is_not_in_it() -> None:
    assert read("Magnesium glycinate 1000 mg, buffered with oxide").buffered is not None
    assert read("Magnesium glycinate 1000 mg, without buffered magnesium oxide").buffered is None


@pytest.mark.parametrize(
    ("text", "servings", "day"),
    [
        ("Magnesium 100 mg per sachet\nSachets a day: adults 1-2", (1, 2), (100, 200)),
        ("Magnesium 100 mg per tablet\nTablets per day: 2", (2, 2), (200, 200)),
        # Who doubles the dose takes 200 mg: the day reaches from the one to the other.
        ("Magnesium 100 mg per tablet\nTake 1 tablet daily. Double the dose if needed", (1, 2), (100, 200)),
        ("Recommended daily dose: 2 tablets twice\nMagnesium 100 mg per tablet", (4, 4), (400, 400)),
        # One to two capsules hold 100 to 200 mg, so the one number goes with the other.
        ("Magnesium 100-200 mg\nTake 1-2 tablets daily", (1, 2), (100, 200)),
        # 300 to 400 mg of what holds 100 mg each are three to four of them.
        ("Magnesium 100 mg per tablet\nTake 300-400 mg daily", (3, 4), (300, 400)),
        # 500 mg are no whole number of 150 mg, so nobody knows how many are meant; they may be 500 mg of magnesium.
        ("Magnesium 150 mg per tablet\nTake 500 mg daily", None, (150, 500)),
        ("Magnesium 150 mg per tablet\nTake 100 mg daily", None, (150, 150)),
        # What is taken is counted once, though its number is not told or stands before it.
        ("Magnesium 100 mg per tablet\nTablets daily with water", (1, 1), (100, 100)),
        ("Magnesium 100 mg per tablet\nTablets: for 3 years, daily", (1, 1), (100, 100)),
        ("Magnesium 125 mg/tablet, daily", (1, 1), (125, 125)),
        # What a tablet weighs is not said, so the day is no number of 5 g; one of them stands for it.
        ("Magnesium 100 mg per 5 g\nTake 1 tablet daily", None, (100, 100)),
    ],
)
def test_servings_that_their_amounts_or_headings_tell(
    text: str, servings: tuple[int, int] | None, day: tuple[int, int]
) -> None:
    reading = read(text)
    found = reading.servings
    assert (found.low, found.high) == (servings or (None, None))
    assert reading.day == (Decimal(day[0]), Decimal(day[1]))


def test_a_serving_of_one_or_two_tablets_is_one_serving() -> None:
    reading = read("Serving size: 1-2 tablets\nMagnesium 100-200 mg per serving\nTake 1 serving daily")
    assert reading.servings.low == reading.servings.high == 1
    assert reading.day == (Decimal(100), Decimal(200))


def test_two_salts_of_which_nobody_knows_one_leave_the_magnesium_open() -> None:
    reading = read("Magnesium citrate and sucrosomial magnesium 1000 mg per tablet")
    assert mg(reading) is None
    assert reading.forms == ("citrate", "sucrosomial")


# A capsule is not weighed by the magnesium in it: 125 mg of 125 mg would be more than any salt holds.
@pytest.mark.parametrize(
    "text",
    [
        "Je Kapsel 125 mg Magnesium als Magnesiumbisglycinat",
        "1 capsule (125 mg magnesium) daily. Ingredients: magnesium bisglycinate",
        "Per capsule 125 mg elemental magnesium (as bisglycinate)",
    ],
)
def test_magnesium_after_a_capsule_is_not_its_weight(text: str) -> None:
    reading = read_label(text)
    assert reading.declared is not None
    assert reading.declared.high == 125
    assert reading.serving_mass_mg is None


@pytest.mark.parametrize(
    ("text", "mg", "serving"),
    [
        # 16 g of 100 g is no dose; 2.5 g hold 2.5 x 160 mg = 400 mg.
        ("Magnesium per 100 g: 16 g; per daily dose (2.5 g = 1 scoop): 400 mg (107 % NRV)", 400, "2.5 g = 1 scoop"),
        ("Trimagnesiumdicitrat. Magnesium pro 100 g: 16 g; pro Tagesdosis (2,5 g): 400 mg", 400, "2,5 g"),
        ("Magnesium per 100 ml: 500 mg, per serving (20 ml): 100 mg", 100, "serving (20 ml)"),
    ],
)
def test_columns_that_are_headed_one_by_one(text: str, mg: int, serving: str) -> None:
    reading = read_label(text)
    assert reading.elemental is not None
    assert reading.elemental.low == reading.elemental.high == mg
    assert reading.servings.serving is not None
    assert serving.startswith(reading.places.words(reading.servings.serving.start, reading.servings.serving.end))


def test_what_a_pack_weighs_is_not_told_for_the_day() -> None:
    reading = read_label("Magnesium pro Tagesdosis (2,5 g): 400 mg. Nettofüllmenge 300 g.")
    assert reading.day_totals == ()


# A colon in a later sentence breaks nothing down.
def test_a_list_after_the_sentence_of_an_amount_is_not_its_parts() -> None:
    text = "Magnesium citrate 200 mg, 90 capsules. In each 15 ml: magnesium hydroxide 1200 mg."
    assert [claim.high for claim in read_label(text).claims] == [200, 1200]


def test_a_times_sign_without_a_number_multiplies_nothing() -> None:
    assert mg(read("Magnesium x 200 mg per tablet")) == (200, 200)


# The portion for a day holds 900 mg, whatever the 300 mg before it are told for.
def test_the_amount_that_stands_with_the_daily_portion_is_the_days() -> None:
    reading = read_label("Magnesium 300 mg\nTake 3 capsules daily. Magnesium per daily portion: 900 mg")
    assert reading.day == (Decimal(900), Decimal(900))
