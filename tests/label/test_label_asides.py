"""What a page says beside the product: needs, limits, studies and foods change nothing of what the product is.

Each aside tells an amount of magnesium that is not in the label before it. The label must read the same with the aside
and without, wherever it stands; and where an amount cannot be told from the product's own, both must be shown.
"""

from decimal import Decimal

import pytest

from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.read import read_label

LABELS = {
    "en": ("Magnesium (as magnesium citrate) 120 mg per tablet.", "Take 1 tablet daily."),
    "da": ("Magnesium (som magnesiumcitrat) 120 mg pr. tablet.", "Tag 1 tablet dagligt."),
    "nb": ("Magnesium (som magnesiumsitrat) 120 mg per tablett.", "Ta 1 tablett daglig."),
    "sv": ("Magnesium (som magnesiumcitrat) 120 mg per tablett.", "Ta 1 tablett dagligen."),
    "de": ("Magnesium (als Magnesiumcitrat) 120 mg pro Tablette.", "Täglich 1 Tablette einnehmen."),
    "fr": ("Magnésium (sous forme de citrate de magnésium) 120 mg par comprimé.", "Prendre 1 comprimé par jour."),
    "nl": ("Magnesium (als magnesiumcitraat) 120 mg per tablet.", "Neem dagelijks 1 tablet."),
    "fi": ("Magnesium (magnesiumsitraattina) 120 mg per tabletti.", "Ota 1 tabletti päivässä."),
    "es": ("Magnesio (como citrato de magnesio) 120 mg por comprimido.", "Tomar 1 comprimido al día."),
    "it": ("Magnesio (come citrato di magnesio) 120 mg per compressa.", "Assumere 1 compressa al giorno."),
}
ASIDES = [
    ("en", "Experts recommend an intake of 300 to 400 mg magnesium daily."),
    ("en", "The recommended daily allowances for magnesium are 410 to 420 mg a day for men."),
    ("en", "EFSA sets the tolerable upper intake of added magnesium at 250 mg a day."),
    ("en", "Researchers gave volunteers 500 mg of magnesium for eight weeks."),
    ("en", "100 g of almonds contain 270 mg of magnesium."),
    ("en", "Doses above 350 mg of supplemental magnesium may cause diarrhoea."),
    ("en", "The body loses up to 100 mg of magnesium in sweat during hard training."),
    ("en", "Magnesium oxide is 60% magnesium, but poorly absorbed."),
    ("en", "Customers also bought: Magnesium Malate 500 mg."),
    ("da", "Eksperter anbefaler 300 til 400 mg magnesium om dagen."),
    ("da", "I et forsøg fik ældre 500 mg magnesium dagligt i 8 uger."),
    ("da", "100 g mandler indeholder 270 mg magnesium."),
    ("da", "Mere end 350 mg magnesium om dagen kan give tynd mave."),
    ("nb", "Helsedirektoratet anbefaler et daglig inntak av magnesium på 280 mg for kvinner."),
    ("nb", "En håndfull gresskarkjerner gir 150 mg magnesium."),
    ("nb", "Det vanlige kostholdet gir 320 mg magnesium om dagen."),
    ("sv", "Livsmedelsverket rekommenderar 280 mg magnesium per dag för kvinnor."),
    ("sv", "Högsta tolerabla intagsnivå 375 mg."),
    ("sv", "Mer än 350 mg magnesium om dagen kan ge lös mage."),
    (
        "de",
        "Die Fachgesellschaft für Ernährung empfiehlt eine Zufuhr von 300 bis 400 mg Magnesium täglich (NRV: 375 mg).",
    ),
    ("de", "Die Behörde empfiehlt eine Tageshöchstmenge von 250 mg Magnesium aus Nahrungsergänzungsmitteln."),
    ("de", "Eine Handvoll Kürbiskerne liefert 150 mg Magnesium."),
    ("fr", "Les experts recommandent 300 à 400 mg de magnésium par jour."),
    ("fr", "Plus de 350 mg de magnésium par jour peuvent causer une diarrhée."),
    ("nl", "Deskundigen adviseren 300 tot 400 mg magnesium per dag."),
    ("nl", "De gewone voeding levert 320 mg magnesium per dag."),
    ("fi", "Asiantuntijat suosittelevat 300-400 mg magnesiumia päivässä."),
    ("fi", "100 g manteleita sisältää 270 mg magnesiumia."),
    ("es", "Los expertos recomiendan de 300 a 400 mg de magnesio al día."),
    ("es", "La dieta habitual aporta 320 mg de magnesio al día."),
    ("it", "Gli esperti raccomandano da 300 a 400 mg di magnesio al giorno."),
    ("it", "Più di 350 mg di magnesio al giorno possono causare diarrea."),
]


@pytest.mark.parametrize(("language", "aside"), ASIDES)
def test_an_aside_changes_nothing_of_the_product(language: str, aside: str) -> None:
    contents, direction = LABELS[language]
    for text in (
        f"{contents}\n{direction}\n{aside}",
        f"{aside}\n{contents}\n{direction}",
        f"{contents} {direction} {aside}",
        f"{aside} {contents} {direction}",
    ):
        reading = read_label(text, language)
        assert reading.forms == ("citrate",)
        assert reading.basis == "elemental"
        assert reading.day == (Decimal(120), Decimal(120))


def test_the_amounts_of_an_aside_are_listed_as_unread() -> None:
    contents, direction = LABELS["en"]
    text = f"{contents} {direction} Experts recommend 300 mg of magnesium daily."
    reading = read_label(text, "en")
    assert [reading.places.words(*place) for place in reading.unread] == ["300 mg"]


def test_a_salt_that_only_an_aside_names_is_the_products() -> None:
    assert read_label("Magnesium 120 mg per tablet. Experts praise magnesium citrate.", "en").forms == ("citrate",)


def test_an_amount_that_is_told_beside_something_else_only_is_read() -> None:
    # Nothing firmer is told, so this is what there is.
    reading = read_label("Experts recommend this powder with 300 mg of magnesium.", "en")
    assert reading.elemental is not None
    assert reading.elemental.high == 300


@pytest.mark.parametrize(
    "sentence",
    [
        "Experts recommend 4 tablets daily.",
        "Take 480 mg of magnesium daily, as in clinical trials.",
    ],
)
def test_a_sentence_that_directs_or_counts_is_no_aside(sentence: str) -> None:
    # Four tablets of 120 mg.
    reading = read_label(f"Magnesium (as magnesium citrate) 120 mg per tablet. {sentence}", "en")
    assert reading.day == (Decimal(480), Decimal(480))


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        ("Magnesium 100 mg a day is a start.", "Magnesium (as magnesium citrate) 430 mg per tablet.", (100, 430)),
        ("Magnesium (as magnesium citrate) 430 mg per tablet.", "Magnesium 100 mg a day is a start.", (100, 430)),
        ("Daily magnesium of 310 mg is fine.", "Magnesium (as magnesium citrate) 120 mg per tablet.", (120, 310)),
    ],
)
def test_an_amount_that_may_be_the_products_is_shown_beside_it(first: str, second: str, ends: tuple[int, int]) -> None:
    reading = read_label(f"{first} {second}", "en")
    assert reading.elemental is not None
    assert (float(reading.elemental.low), float(reading.elemental.high)) == ends
    slugs = {finding.slug for finding in LabelChecker(LabelPlan()).check(f"{first} {second}", "en").findings}
    assert "conflicting-amounts" in slugs
