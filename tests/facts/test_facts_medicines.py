"""The hours between medicines and magnesium against what was read, typed here by hand, and the names they go by."""

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from magcalc.errors import UnknownNameError
from magcalc.facts.medicines import (
    MEDICINE_LANGUAGES,
    Medicine,
    medicine,
    medicine_called,
    medicine_keys,
    medicine_names,
    members_of,
)
from magcalc.facts.names import fold
from magcalc.facts.store import data_folder

# Parsed by tomllib and not by the code under test.
RECORDS: dict[str, dict[str, Any]] = tomllib.loads((data_folder() / "medicines.toml").read_text(encoding="utf-8"))

# medicine | the medicine first: hours until magnesium | magnesium first: hours until the medicine
#
# American texts: ciprofloxacin "2 hours before or 6 hours after" antacids (2.4); levofloxacin 2 and 2 (2.4);
#   moxifloxacin 4 and 8 (2.2); levothyroxine 4 either way (2.1); atazanavir 2 before or 1 after.
# First Databank: delafloxacin 2/6, gemifloxacin 2/3, lomefloxacin and prulifloxacin 2/4, norfloxacin, ofloxacin 2/2;
#   cephalosporins (cefdinir) 2/2.
# Magnesium texts, for tetracyclines: Spain and Denmark 2, UK 2 to 3, Germany 3 to 4; the most cautious is 4.
# UK magnesium text: bisphosphonates, penicillamine, nitrofurantoin, chloroquine, hydroxychloroquine, quinidine,
#   nitroxoline, iron 3 to 4. German text: fluoride and iron 3 to 4.
# HIV guide: dolutegravir 2/6, with rilpivirine 4/6. Leaflets: bictegravir 2 before magnesium, rilpivirine antacids
#   "2 hours before or 4 hours after"; American wording for bictegravir after magnesium 6.
# UK antacid texts: eltrombopag 4 apart, erlotinib antacid "4 hours before or 2 hours after"; all others 2 to 3.
# Gabapentin 2 after the antacid; rosuvastatin, antacid 2 hours later; sotalol, antacid 2 hours later.
RULES = """
    ciprofloxacin             | 2 | 6
    levofloxacin              | 2 | 2
    moxifloxacin              | 4 | 8
    delafloxacin              | 2 | 6
    gemifloxacin              | 2 | 3
    lomefloxacin              | 2 | 4
    prulifloxacin             | 2 | 4
    norfloxacin               | 2 | 2
    ofloxacin                 | 2 | 2
    quinolones                | 2 | 6
    doxycycline               | 4 | 4
    tetracycline              | 4 | 4
    minocycline               | 4 | 4
    lymecycline               | 4 | 4
    tetracyclines             | 4 | 4
    alendronate               | 4 | 4
    risedronate               | 4 | 4
    ibandronate               | 4 | 4
    etidronate                | 4 | 4
    tiludronate               | 4 | 4
    clodronate                | 4 | 4
    bisphosphonates           | 4 | 4
    levothyroxine             | 4 | 4
    liothyronine              | 4 | 4
    thyroid-hormones          | 4 | 4
    dolutegravir              | 2 | 6
    dolutegravir-rilpivirine  | 4 | 6
    bictegravir               | 2 | 6
    elvitegravir              | 4 | 4
    cabotegravir              | 4 | 4
    integrase-inhibitors      | 2 | 6
    rilpivirine               | 4 | 2
    atazanavir                | 2 | 1
    fosamprenavir             | 3 | 3
    tipranavir                | 3 | 3
    hiv-protease-inhibitors   | 3 | 3
    nitrofurantoin            | 4 | 4
    nitroxoline               | 4 | 4
    azithromycin              | 3 | 3
    isoniazid                 | 3 | 3
    rifampicin                | 3 | 3
    cefaclor                  | 3 | 3
    cefpodoxime               | 3 | 3
    cefdinir                  | 2 | 2
    cefditoren                | 2 | 2
    cephalosporins            | 3 | 3
    itraconazole              | 3 | 3
    ketoconazole              | 3 | 3
    azoles                    | 3 | 3
    chloroquine               | 4 | 4
    hydroxychloroquine        | 4 | 4
    proguanil                 | 3 | 3
    quinidine                 | 4 | 4
    iron                      | 4 | 4
    fluoride                  | 4 | 4
    penicillamine             | 4 | 4
    trientine                 | 4 | 4
    mycophenolate             | 2 | 2
    eltrombopag               | 4 | 4
    erlotinib                 | 2 | 4
    gabapentin                | 2 | 2
    phenytoin                 | 3 | 3
    phenothiazines            | 3 | 3
    sulpiride                 | 3 | 3
    sotalol                   | 2 | 2
    captopril                 | 3 | 3
    enalapril                 | 3 | 3
    fosinopril                | 3 | 3
    ace-inhibitors            | 3 | 3
    rosuvastatin              | 2 | 2
    dipyridamole              | 3 | 3
    fexofenadine              | 3 | 3
    deflazacort               | 3 | 3
    diflunisal                | 3 | 3
    lansoprazole              | 3 | 3
"""

# No hours of their own text were found, or their text wants none of it at any distance.
REFERRED = {
    "raltegravir",
    "baloxavir",
    "tacrolimus",
    "ciclosporin",
    "digoxin",
    "levodopa",
    "polystyrene-sulphonate",
    "aminoglycosides",
    "amphotericin-b",
    "cisplatin",
    "cetuximab",
}
# They change magnesium in the body, or nothing was read at all; nobody asks for hours.
WITHOUT_RULE = {
    "pregabalin",
    "proton-pump-inhibitors",
    "loop-and-thiazide-diuretics",
    "potassium-sparing-diuretics",
    "calcium-channel-blockers",
}


def cells(rows: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in rows.strip().splitlines()]


@pytest.mark.parametrize(("key", "after", "before"), cells(RULES))
def test_the_hours_are_those_that_were_read(key: str, after: str, before: str) -> None:
    found = medicine(key)
    assert (found.hours_after_medicine, found.hours_before_medicine) == (Decimal(after), Decimal(before))
    assert not found.refer


@pytest.mark.parametrize("key", sorted(REFERRED | WITHOUT_RULE))
def test_where_no_hours_were_read_there_are_none(key: str) -> None:
    found = medicine(key)
    assert (found.hours_after_medicine, found.hours_before_medicine) == (None, None)
    assert found.refer == (key in REFERRED)


def test_every_medicine_is_held_against_what_was_read() -> None:
    listed = [key for key, _, _ in cells(RULES)] + sorted(REFERRED | WITHOUT_RULE)
    assert sorted(listed) == sorted(medicine_keys())


# What the sources say, from the least to the most, and how sure the chosen hours are.
@pytest.mark.parametrize(
    ("key", "after", "before", "statuses"),
    [
        # Magnesium texts 2 to 4; a calcium leaflet wants up to 6 hours after the mineral.
        ("doxycycline", (2, 4), (2, 6), ("confirmed", "confirmed")),
        # An iron text 2, magnesium texts 3 to 4.
        ("iron", (2, 4), (2, 4), ("confirmed", "confirmed")),
        # The leaflet 2 with food; the American 6 hours were not read again.
        ("bictegravir", None, (2, 6), ("confirmed", "secondary")),
        # Its text has no hours for gabapentin first.
        ("gabapentin", (2, 3), (2, 3), ("secondary", "confirmed")),
        ("rosuvastatin", (2, 3), (2, 3), ("confirmed", "secondary")),
        # European texts: about 6 hours.
        ("moxifloxacin", (4, 6), (6, 8), ("confirmed", "confirmed")),
        # The Spanish magnesium text 2; its own text wins.
        ("ciprofloxacin", None, (2, 6), ("confirmed", "confirmed")),
        ("atazanavir", (2, 3), (1, 3), ("confirmed", "confirmed")),
        ("mycophenolate", (2, 3), (2, 3), ("secondary", "secondary")),
        # The paper studied one order only.
        ("sotalol", None, None, ("confirmed", "secondary")),
        # One UK text 2 to 3, another 2 to 4 from any medicine.
        ("phenytoin", (2, 4), (2, 4), ("confirmed", "confirmed")),
        ("quinolones", (2, 4), (2, 8), ("judgement", "judgement")),
        ("trientine", None, None, ("recalled", "recalled")),
    ],
)
def test_the_span_of_the_sources_is_kept(
    key: str, after: tuple[int, int] | None, before: tuple[int, int] | None, statuses: tuple[str, str]
) -> None:
    found = medicine(key)
    assert found.medicine_first is not None
    assert found.magnesium_first is not None
    orders = (found.medicine_first, found.magnesium_first)
    assert [(gap.low, gap.high) for gap in orders] == [after or (None, None), before or (None, None)]
    assert tuple(found.status_of(gap) for gap in orders) == statuses


# 15.1 % when taken 5 to 10 minutes after the antacid, 23.2 % after 2 hours, 70 % after 4.
def test_the_evidence_carries_the_measured_size() -> None:
    assert all(size in medicine("ciprofloxacin").evidence for size in ("15 %", "23 %", "70 %"))
    # 66 % of the level on an empty stomach is not 66 % less.
    assert "to 66 %" in medicine("penicillamine").evidence


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("alendronate", "half hour"),
        ("ibandronate", "hour of its own text"),
        ("digoxin", "2 to 3"),
        ("levofloxacin", "longer"),
        ("doxycycline", "One hospital page turns the order round"),
        ("bictegravir", "for iron, not for magnesium"),
        ("dolutegravir", "with food"),
        ("quinolones", "4 and 8 hours"),
    ],
)
def test_what_the_sources_do_not_agree_on_is_told(key: str, said: str) -> None:
    assert said in (medicine(key).note or "")


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("levothyroxine levothyroxin levotyroksin levotyroxin Synthroid Levaxin L-thyroxine", "levothyroxine"),
        ("ciprofloxacin ciprofloksacin Cipro CIPROFLOXACIN cipro-floxacin", "ciprofloxacin"),
        ("doxycycline doxycyclin doksysyklin doxycyklin Vibramycin", "doxycycline"),
        ("alendronate alendronat alendronsyre alendronsyra Fosamax", "alendronate"),
        ("iron jern järn jarn JÄRN jerntabletter järntabletter", "iron"),
        ("gabapentin Neurontin", "gabapentin"),
        ("mycophenolate mykofenolat mykofenolatmofetil CellCept Myfortic", "mycophenolate"),
        ("bictegravir biktegravir Biktarvy", "bictegravir"),
        ("dolutegravir Tivicay Triumeq Dovato", "dolutegravir"),
        ("Juluca dolutegravir/rilpivirin dolutegravir-rilpivirine", "dolutegravir-rilpivirine"),
        ("raltegravir Isentress", "raltegravir"),
        ("quinolones quinolone fluoroquinolones kinoloner quinoloner fluorokinoloner kinolon", "quinolones"),
        ("tetracyclines tetracykliner tetrasykliner", "tetracyclines"),
        ("tetracycline tetracyklin tetrasyklin", "tetracycline"),
        ("bisphosphonates bisphosphonate bisfosfonat bisfosfonater", "bisphosphonates"),
        ("PPI omeprazole omeprazol protonpumpehæmmere protonpumpehemmere protonpumpshämmare", "proton-pump-inhibitors"),
        ("furosemide furosemid thiazider tiazider", "loop-and-thiazide-diuretics"),
        ("spironolactone spironolakton", "potassium-sparing-diuretics"),
        ("hydroxychloroquine hydroksyklorokin hydroxiklorokin Plaquenil", "hydroxychloroquine"),
        ("phenytoin fenytoin", "phenytoin"),
    ],
)
def test_a_medicine_is_found_by_its_names(names: str, key: str) -> None:
    assert {name: medicine_called(name).key for name in names.split()} == dict.fromkeys(names.split(), key)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("mycophenolate mofetil", "mycophenolate"),
        ("oral  iron", "iron"),
        (" Oral Iron ", "iron"),
        ("thyroid hormone", "thyroid-hormones"),
        ("integrase inhibitors", "integrase-inhibitors"),
        ("loop- og tiaziddiuretika", "loop-and-thiazide-diuretics"),
        ("doxycycline\u00a0hyclate", "doxycycline"),
        ("levo\u00adthyroxine", "levothyroxine"),
        ("(levothyroxine)", "levothyroxine"),
    ],
)
def test_a_name_of_two_words_is_one_name(name: str, key: str) -> None:
    assert medicine_called(name).key == key


@pytest.mark.parametrize("key", medicine_keys())
def test_every_name_of_a_medicine_leads_to_it(key: str) -> None:
    written = [key, *(name for field in (*MEDICINE_LANGUAGES, "brands") for name in RECORDS[key].get(field, []))]
    assert {name for name in written if medicine_called(name).key != key} == set()


def test_no_two_medicines_share_a_name() -> None:
    owners: dict[str, set[str]] = {}
    for key, _, name in medicine_names():
        owners.setdefault(fold(name), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_the_names_are_read_as_a_toml_parser_reads_them() -> None:
    written = [
        (key, field, name)
        for key, row in RECORDS.items()
        for field in (*MEDICINE_LANGUAGES, "brands")
        for name in row.get(field, [])
    ]
    assert sorted(medicine_names()) == sorted(written)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("levothyroxine", "levothyroxine levothyroxin levotyroksin levotyroxin"),
        ("ciprofloxacin", "ciprofloxacin ciprofloxacin ciprofloksacin ciprofloxacin"),
        ("doxycycline", "doxycycline doxycyclin doksysyklin doxycyklin"),
        ("iron", "iron jern jern järn"),
    ],
)
def test_the_usual_name_in_each_language(key: str, names: str) -> None:
    assert [medicine(key).local_name(language) for language in ("en", "da", "nb", "sv")] == names.split()
    assert medicine(key).named == names.split(maxsplit=1)[0]
    # A language without names of its own gets the English one.
    assert medicine(key).local_name("fi") == names.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("levothyroxin natrium", "levothyroxine"),
        ("ciprofloxacine", "ciprofloxacin"),
        ("doxicyclin", "doxycyclin"),
        ("levotyroksinn", "levotyroksin"),
        ("alendronatt", "alendronat"),
        ("statin", "rosuvastatin"),
        ("antibiotika", "tetracyklinantibiotika"),
        # What could be taken for another is offered with it.
        ("levothyroxinx", "did you mean levothyroxin or liothyronin?"),
        # Four letters are looked for within names; of many that have them, three are named.
        ("flox", "did you mean ciprofloxacin, levofloxacin or moxifloxacin?"),
    ],
)
def test_a_name_that_is_nearly_right_is_offered_and_not_taken(typed: str, near: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        medicine_called(typed)
    assert typed in refusal.value.message
    assert near in refusal.value.hint


# None of them is listed; what their names end in says what they are.
@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("gatifloxacin", "quinolones"),
        ("oxytetracyklin", "tetracyclines"),
        ("zoledronic acid", "bisphosphonates"),
        ("ramipril", "ACE inhibitors"),
        ("flukonazol", "azole antifungals"),
        ("bevotegravir", "integrase inhibitors"),
    ],
)
def test_an_unknown_member_is_led_to_its_class(typed: str, group: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        medicine_called(typed)
    assert f"magcalc medicine {group}'" in refusal.value.hint
    assert medicine_called(group).whole_class


@pytest.mark.parametrize(
    "typed", ["xyzzy", "paracetamol", "", " ", "-", "magnesium", "x" * 121, "9" * 100_000, "a\x1bb"]
)
def test_what_no_medicine_is_called_is_refused(typed: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        medicine_called(typed)
    assert refusal.value.hint
    assert len(refusal.value.message) < 200
    assert refusal.value.message.isprintable()


def test_three_letters_are_in_too_many_names_to_offer_any() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        medicine_called("cef")
    assert "did you mean" not in refusal.value.hint


def test_a_name_has_at_most_120_signs() -> None:
    assert medicine_called("iron".ljust(120)).key == "iron"
    with pytest.raises(UnknownNameError, match="too long") as refusal:
        medicine_called("iron".ljust(121))
    assert "levothyroxine" in refusal.value.hint


def test_magnesium_alone_is_no_medicine() -> None:
    with pytest.raises(UnknownNameError, match="names no medicine") as refusal:
        medicine_called("magnesium")
    assert refusal.value.hint == "type one medicine, such as levothyroxine"


def test_a_medicine_that_is_missing_is_not_called_safe() -> None:
    with pytest.raises(UnknownNameError, match="paracetamol") as refusal:
        medicine_called("paracetamol")
    assert "ask a pharmacist" in refusal.value.hint
    assert "did you mean" not in refusal.value.hint


def test_a_class_knows_its_members() -> None:
    assert {member.key for member in members_of(medicine("tetracyclines"))} == {
        "doxycycline",
        "tetracycline",
        "minocycline",
        "lymecycline",
    }
    assert members_of(medicine("doxycycline")) == []


def test_a_class_has_one_record() -> None:
    classes = [row["class"] for row in RECORDS.values() if row.get("whole_class")]
    assert len(set(classes)) == len(classes)


def changed(key: str, **fields: Any) -> dict[str, Any]:
    row = {**RECORDS[key], "key": key, **fields}
    return {field: value for field, value in row.items() if value is not None}


def test_the_row_that_the_wrong_ones_are_made_of_is_taken() -> None:
    assert Medicine.model_validate(changed("iron")).key == "iron"
    assert Medicine.model_validate(changed("iron", medicine_first={"hours": Decimal("0.5")})).hours_after_medicine == (
        Decimal("0.5")
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"medicine_first": None},
        {"magnesium_first": None},
        {"refer": True},
        {"refer": 1},
        {"medicine_first": {"hours": "4"}},
        {"medicine_first": {"hours": 0}},
        {"medicine_first": {"hours": -2}},
        {"medicine_first": {"hours": 25}},
        {"medicine_first": {"hours": 4, "low": 2}},
        {"medicine_first": {"hours": 4, "low": 5, "high": 6}},
        {"medicine_first": {"hours": 4, "low": 2, "high": 3}},
        {"medicine_first": {"hours": 4, "low": 4, "high": 4}},
        {"medicine_first": {"low": 2, "high": 4}},
        {"medicine_first": 4},
        {"hours": 4},
        {"nb": None},
        {"sv": []},
        {"evidence": None},
        {"source": None},
        {"endings": ["on"]},
        {"status": "sure"},
    ],
)
def test_a_row_that_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Medicine.model_validate(changed("iron", **fields))
