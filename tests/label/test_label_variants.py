"""What a label says does not hang on how it is set: other rows, spaces, letters and order leave its reading alone.

The labels are invented here from known figures, so what they should be read as is known before they are read.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.show.label.record import label_json

Record = dict[str, Any]

# Magnesium a day that 100 % is taken of, Regulation (EU) 1169/2011, annex XIII.
NRV_MG = 375


class Words(NamedTuple):
    """A language's words for a panel. ``{}`` stands for a count; of each pair the first is for one."""

    heading: tuple[str, str]
    magnesium: str
    source: str
    reference: str
    salts: tuple[str, str, str, str]
    others: tuple[str, ...]
    ingredients: str
    excipients: tuple[str, ...]
    direction: tuple[str, str]
    asides: tuple[str, ...]
    share: str


# In the order of every language's ``salts``.
FORMS = ("citrate", "oxide", "glycinate", "malate")
LANGUAGES = {
    "en": Words(
        ("Amount per tablet", "Amount per {} tablets"),
        "Magnesium",
        "as",
        "NRV",
        ("magnesium citrate", "magnesium oxide", "magnesium bisglycinate", "magnesium malate"),
        ("Zinc", "Calcium", "Iron", "Vitamin B6"),
        "Ingredients: {}, bulking agent (cellulose)",
        ("magnesium stearate", "anti-caking agent (magnesium salts of fatty acids)"),
        ("Take 1 tablet daily with food.", "Take {} tablets daily with food."),
        ("Contains 120 tablets.", "Wash down with 200 ml of water.", "Best taken 30 minutes before a meal."),
        "of which magnesium",
    ),
    "da": Words(
        ("Indhold pr. tablet", "Indhold pr. {} tabletter"),
        "Magnesium",
        "som",
        "NRV",
        ("magnesiumcitrat", "magnesiumoxid", "magnesiumbisglycinat", "magnesiummalat"),
        ("Zink", "Calcium", "Jern", "Vitamin B6"),
        "Ingredienser: {}, fyldemiddel (cellulose)",
        ("magnesiumstearat", "antiklumpningsmiddel (magnesiumsalte af fedtsyrer)"),
        ("Tag 1 tablet dagligt til et måltid.", "Tag {} tabletter dagligt til et måltid."),
        ("Indeholder 120 tabletter.", "Skyl ned med 200 ml vand.", "Gerne 30 minutter før et måltid."),
        "heraf magnesium",
    ),
    "nb": Words(
        ("Innhold per tablett", "Innhold per {} tabletter"),
        "Magnesium",
        "som",
        "NRV",
        ("magnesiumsitrat", "magnesiumoksid", "magnesiumbisglysinat", "magnesiummalat"),
        ("Sink", "Kalsium", "Jern", "Vitamin B6"),
        "Ingredienser: {}, fyllmiddel (cellulose)",
        ("magnesiumstearat", "antiklumpemiddel (magnesiumsalter av fettsyrer)"),
        ("Ta 1 tablett daglig sammen med mat.", "Ta {} tabletter daglig sammen med mat."),
        ("Inneholder 120 tabletter.", "Skyll ned med 200 ml vann.", "Gjerne 30 minutter før et måltid."),
        "hvorav magnesium",
    ),
    "sv": Words(
        ("Innehåll per tablett", "Innehåll per {} tabletter"),
        "Magnesium",
        "som",
        "DRI",
        ("magnesiumcitrat", "magnesiumoxid", "magnesiumbisglycinat", "magnesiummalat"),
        ("Zink", "Kalcium", "Järn", "Vitamin B6"),
        "Ingredienser: {}, fyllnadsmedel (cellulosa)",
        ("magnesiumstearat", "klumpförebyggande medel (magnesiumsalter av fettsyror)"),
        ("Ta 1 tablett dagligen till mat.", "Ta {} tabletter dagligen till mat."),
        ("Innehåller 120 tabletter.", "Skölj ned med 200 ml vatten.", "Gärna 30 minuter före en måltid."),
        "varav magnesium",
    ),
    "de": Words(
        ("Zusammensetzung pro Tablette", "Zusammensetzung pro {} Tabletten"),
        "Magnesium",
        "als",
        "NRV",
        ("Magnesiumcitrat", "Magnesiumoxid", "Magnesiumbisglycinat", "Magnesiummalat"),
        ("Zink", "Calcium", "Eisen", "Vitamin B6"),
        "Zutaten: {}, Füllstoff (Cellulose)",
        ("Magnesiumstearat", "Trennmittel (Magnesiumsalze von Speisefettsäuren)"),
        ("Täglich 1 Tablette zu einer Mahlzeit einnehmen.", "Täglich {} Tabletten zu einer Mahlzeit einnehmen."),
        ("Packung mit 120 Tabletten.", "Mit 200 ml Wasser schlucken.", "Am besten 30 Minuten vor dem Essen."),
        "davon Magnesium",
    ),
    "fr": Words(
        ("Composition par comprimé", "Composition pour {} comprimés"),
        "Magnésium",
        "sous forme de",
        "VNR",
        ("citrate de magnésium", "oxyde de magnésium", "bisglycinate de magnésium", "malate de magnésium"),
        ("Zinc", "Calcium", "Fer", "Vitamine B6"),
        "Ingrédients : {}, agent de charge (cellulose)",
        ("stéarate de magnésium", "antiagglomérant (sels de magnésium d'acides gras)"),
        ("Prendre 1 comprimé par jour avec un repas.", "Prendre {} comprimés par jour avec un repas."),
        ("Boîte de 120 comprimés.", "Avaler avec 200 ml d'eau.", "De préférence 30 minutes avant le repas."),
        "dont magnésium",
    ),
    "nl": Words(
        ("Per tablet", "Per {} tabletten"),
        "Magnesium",
        "als",
        "RI",
        ("magnesiumcitraat", "magnesiumoxide", "magnesiumbisglycinaat", "magnesiummalaat"),
        ("Zink", "Calcium", "IJzer", "Vitamine B6"),
        "Ingrediënten: {}, vulstof (cellulose)",
        ("magnesiumstearaat", "antiklontermiddel (magnesiumzouten van vetzuren)"),
        ("Neem dagelijks 1 tablet bij een maaltijd.", "Neem dagelijks {} tabletten bij een maaltijd."),
        ("Inhoud: 120 tabletten.", "Innemen met 200 ml water.", "Bij voorkeur 30 minuten voor de maaltijd."),
        "waarvan magnesium",
    ),
    "fi": Words(
        ("Sisältö per tabletti", "Sisältö per {} tablettia"),
        "Magnesium",
        "muodossa",
        "VRV",
        ("magnesiumsitraatti", "magnesiumoksidi", "magnesiumbisglysinaatti", "magnesiummalaatti"),
        ("Sinkki", "Kalsium", "Rauta", "B6-vitamiini"),
        "Ainesosat: {}, täyteaine (selluloosa)",
        ("magnesiumstearaatti", "paakkuuntumisenestoaine (rasvahappojen magnesiumsuolat)"),
        ("Ota 1 tabletti päivässä ruoan kanssa.", "Ota {} tablettia päivässä ruoan kanssa."),
        ("Pakkauksessa 120 tablettia.", "Niele 200 ml vettä kanssa.", "Mieluiten 30 minuuttia ennen ateriaa."),
        "josta magnesiumia",
    ),
    "es": Words(
        ("Contenido por comprimido", "Contenido por {} comprimidos"),
        "Magnesio",
        "como",
        "VRN",
        ("citrato de magnesio", "óxido de magnesio", "bisglicinato de magnesio", "malato de magnesio"),
        ("Zinc", "Calcio", "Hierro", "Vitamina B6"),
        "Ingredientes: {}, agente de carga (celulosa)",
        ("estearato de magnesio", "antiaglomerante (sales magnésicas de ácidos grasos)"),
        ("Tomar 1 comprimido al día con la comida.", "Tomar {} comprimidos al día con la comida."),
        ("Envase de 120 comprimidos.", "Tragar con 200 ml de agua.", "Mejor 30 minutos antes de la comida."),
        "de los cuales magnesio",
    ),
    "it": Words(
        ("Contenuto per compressa", "Contenuto per {} compresse"),
        "Magnesio",
        "come",
        "VNR",
        ("citrato di magnesio", "ossido di magnesio", "bisglicinato di magnesio", "malato di magnesio"),
        ("Zinco", "Calcio", "Ferro", "Vitamina B6"),
        "Ingredienti: {}, agente di carica (cellulosa)",
        ("stearato di magnesio", "antiagglomerante (sali di magnesio degli acidi grassi)"),
        ("Assumere 1 compressa al giorno con un pasto.", "Assumere {} compresse al giorno con un pasto."),
        (
            "Confezione da 120 compresse.",
            "Deglutire con 200 ml di acqua.",
            "Meglio 30 minuti prima del pasto.",
        ),
        "di cui magnesio",
    ),
}
# Magnesium in a hundred parts of a salt, below what each of FORMS can hold at least, so that no label is impossible.
HOLDS = (10, 50, 9, 11)
LAYOUTS = ("as", "bare", "amount first", "share")
# Between the lines of a panel.
JOINTS = ("\n", "\n\n", ", ", " | ")
# Between the cells of a row.
GAPS = (" ", "   ", ": ", " | ", "\t", " ........ ")


@dataclass(frozen=True)
class Label:
    """An invented label: its magnesium in tenths of a mg, its salt, the tablets of a serving, the servings a day."""

    language: str = "en"
    tenths: int = 1500
    salt: int = 0
    tablets: int = 1
    times: int = 1
    gap: str = " "
    layout: str = "as"
    joint: str = "\n"
    percent: bool = True
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    excipients: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    order: tuple[int, ...] = (0, 1, 2)
    mark: str = "."

    @property
    def words(self) -> Words:
        return LANGUAGES[self.language]

    @property
    def printed(self) -> str:
        whole, tenth = divmod(self.tenths, 10)
        return f"{whole}{self.mark}{tenth}" if tenth else str(whole)

    @property
    def percent_printed(self) -> int:
        return round(self.tenths * 10 / NRV_MG)

    def text(self) -> str:
        """Print the label: panel, ingredients and direction, in the order asked for."""
        words, salt = self.words, self.words.salts[self.salt]
        panel = [_counted(words.heading, self.tablets), *self.before, self.row(), *self.after]
        listed = words.ingredients.format(", ".join((salt, *self.excipients)))
        direction = [_counted(words.direction, self.tablets * self.times), *self.asides]
        sections = (self.joint.join(panel), f"{listed}.", "\n".join(direction))
        return "\n".join(sections[index] for index in self.order)

    def row(self) -> str:
        """Print the magnesium's own row of the panel."""
        words, salt, amount = self.words, self.words.salts[self.salt], f"{self.printed} mg"
        percent = [f"{self.percent_printed} % {words.reference}"] * self.percent
        named = f"{words.magnesium} ({words.source} {salt})"
        if self.layout == "share":
            return " ".join([salt, f"{self.salt_mg} mg,", words.share, amount, *percent])
        if self.layout == "amount first":
            return " ".join([amount, named, *percent])
        return self.gap.join([named if self.layout == "as" else words.magnesium, amount, *percent])

    @property
    def salt_mg(self) -> int:
        """The salt that the magnesium is told to be a share of, in whole mg."""
        return self.tenths * 10 // HOLDS[self.salt]

    def expected(self) -> Record:
        """What the label says, by how it was made."""
        mg = self.tenths / 10
        return {
            "forms": [FORMS[self.salt]],
            "elemental_mg_per_serving": {"low": mg, "typical": mg, "high": mg},
            "servings_per_day": {"min": self.times, "max": self.times},
            "compound_mg_per_serving": self.salt_mg if self.layout == "share" else None,
            "percent_declared": self.percent_printed if self.percent else None,
            "elemental_mg_per_day": {"low": self.tenths * self.times / 10, "high": self.tenths * self.times / 10},
            "basis": "elemental",
        }


def _counted(words: tuple[str, str], count: int) -> str:
    return words[count > 1].format(count)


@cache
def checker() -> LabelChecker:
    return LabelChecker(LabelPlan())


def record(text: str, language: str | None = None) -> Record:
    found: Record = json.loads(label_json(checker().check(text, language), None))
    return found


FIELDS = tuple(Label().expected())


def read(text: str, language: str | None = None) -> Record:
    found = record(text, language)
    return {field: found[field] for field in FIELDS}


def whole(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high).map(lambda mg: 10 * mg)


def labels() -> st.SearchStrategy[Label]:
    return st.builds(
        Label,
        language=st.sampled_from(sorted(LANGUAGES)),
        tenths=whole(30, 600),
        salt=st.integers(0, 3),
        tablets=st.integers(1, 4),
        times=st.integers(1, 3),
        gap=st.sampled_from(GAPS),
        layout=st.sampled_from(LAYOUTS),
        joint=st.sampled_from(JOINTS),
        percent=st.booleans(),
    )


def rows(label: Label) -> st.SearchStrategy[tuple[str, ...]]:
    """Rows of other nutrients, set like the magnesium's own."""
    names = st.lists(st.sampled_from(label.words.others), max_size=3, unique=True)

    def row(name: str, mg: int, percent: int) -> str:
        cells = [name, f"{mg} mg"] + [f"{percent} % {label.words.reference}"] * label.percent
        return label.gap.join(cells)

    return names.flatmap(
        lambda found: st.tuples(
            *(st.builds(row, st.just(name), st.integers(1, 800), st.integers(1, 400)) for name in found)
        )
    )


def some(given_words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(given_words), min_size=1, unique=True).map(tuple)


@given(labels())
def test_a_plain_label_says_what_it_was_made_of(label: Label) -> None:
    assert read(label.text()) == label.expected()


@given(labels())
def test_a_label_is_read_the_same_where_its_language_is_told(label: Label) -> None:
    assert read(label.text(), label.language) == label.expected()


@given(st.data(), labels())
def test_rows_of_other_nutrients_change_nothing(data: st.DataObject, label: Label) -> None:
    fuller = replace(label, before=data.draw(rows(label)), after=data.draw(rows(label)))
    assert read(fuller.text()) == label.expected()


@given(st.data(), labels())
def test_excipients_with_magnesium_change_nothing(data: st.DataObject, label: Label) -> None:
    fuller = replace(label, excipients=data.draw(some(label.words.excipients)))
    assert read(fuller.text()) == label.expected()


@given(st.data(), labels())
def test_packs_water_and_minutes_change_nothing(data: st.DataObject, label: Label) -> None:
    fuller = replace(label, asides=data.draw(some(label.words.asides)))
    assert read(fuller.text()) == label.expected()


@given(labels(), st.permutations((0, 1, 2)))
def test_the_order_of_panel_ingredients_and_direction_changes_nothing(label: Label, order: list[int]) -> None:
    assert read(replace(label, order=tuple(order)).text()) == label.expected()


# No-break, thin, narrow, figure, and the entities that a web page puts for them.
SPACES = ("\u00a0", "\u2009", "\u202f", "\u2007", "&nbsp;", "&#160;", "&#xA0;", "&thinsp;")


@given(labels(), st.sampled_from(SPACES))
def test_odd_spaces_change_nothing(label: Label, space: str) -> None:
    assert read(label.text().replace(" ", space)) == label.expected()


@given(st.data(), labels())
def test_one_odd_space_changes_nothing(data: st.DataObject, label: Label) -> None:
    text = label.text()
    place = data.draw(st.sampled_from([place for place, sign in enumerate(text) if sign == " "]))
    space = data.draw(st.sampled_from(SPACES))
    assert read(text[:place] + space + text[place + 1 :]) == label.expected()


@given(labels())
def test_capital_letters_change_nothing(label: Label) -> None:
    assert read(label.text().upper()) == label.expected()


@given(st.data(), labels(), st.sampled_from(("🌙", "✅", "💊", "👩‍⚕️", "🇩🇰", "⭐⭐⭐")))
def test_an_emoji_beside_a_line_changes_nothing(data: st.DataObject, label: Label, emoji: str) -> None:
    lines = label.text().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = f"{emoji} {lines[at]}" if data.draw(st.booleans()) else f"{lines[at]} {emoji}"
    assert read("\n".join(lines)) == label.expected()


@given(labels(), st.integers(301, 3999).filter(lambda tenths: tenths % 10))
def test_a_decimal_comma_reads_as_a_decimal_point(label: Label, tenths: int) -> None:
    # One digit after the mark: neither can be a thousand's.
    pointed = replace(label, tenths=tenths)
    assert read(pointed.text()) == pointed.expected()
    assert read(replace(pointed, mark=",").text()) == pointed.expected()


@given(labels())
def test_twice_the_magnesium_is_read_as_twice_as_much(label: Label) -> None:
    once, twice = read(label.text()), read(replace(label, tenths=2 * label.tenths).text())
    amount = once["elemental_mg_per_serving"]
    assert twice["elemental_mg_per_serving"] == {end: 2 * mg for end, mg in amount.items()}
    assert twice["elemental_mg_per_day"] == {end: 2 * mg for end, mg in once["elemental_mg_per_day"].items()}
    assert (twice["forms"], twice["servings_per_day"]) == (once["forms"], once["servings_per_day"])


def check_places(text: str, found: Record) -> None:
    """Every place that a reading points at lies within the label, and something is printed there."""
    claimed = [claim["span"] for claim in found["claims"]] + [unread["span"] for unread in found["unread"]]
    pointed = [finding["span"] for finding in found["findings"] if finding["span"] is not None]
    for start, end in claimed + pointed:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


def check_order(found: Record) -> None:
    """What is read is positive and runs from low to high, or is nothing at all."""
    amount, day, servings = (
        found[field] for field in ("elemental_mg_per_serving", "elemental_mg_per_day", "servings_per_day")
    )
    assert amount is None or 0 < amount["low"] <= amount["typical"] <= amount["high"]
    assert day is None or 0 < day["low"] <= day["high"]
    assert servings is None or 0 <= servings["min"] <= servings["max"]
    assert (day is None) == (amount is None)
    # The weight of a salt that is none in particular has a basis, but tells no magnesium.
    assert amount is None or found["basis"] in ("compound", "elemental", "unknown")


@given(st.data(), labels())
def test_a_reading_points_at_the_words_it_was_read_from(data: st.DataObject, label: Label) -> None:
    asides = data.draw(some(label.words.asides))
    fuller = replace(label, before=data.draw(rows(label)), asides=asides)
    # Entities, soft hyphens and tags are taken out before reading, and must be counted in again.
    text = fuller.text().replace(" ", data.draw(st.sampled_from(SPACES)))
    text = data.draw(st.sampled_from(("", "<p>", "&bull;", "\u00ad\u200b", "🌙&nbsp;"))) + text
    found = record(text)
    check_places(text, found)
    (claim,) = [claim for claim in found["claims"] if claim["of"] == "magnesium"]
    assert text[slice(*claim["span"])].replace("&", " ").split()[0].startswith(label.printed)
    wrong = replace(fuller, percent=True).text().replace(f"{label.percent_printed} %", "3 %")
    (span,) = [finding["span"] for finding in record(wrong)["findings"] if finding["slug"] == "nrv-mismatch"]
    assert "3 %" in wrong[slice(*span)]


@settings(max_examples=300)
@example("Magnesium 200 mg ¹")
@example("① Magnesium 200 mg")
@given(st.text(max_size=400))
@example("magnesium \ud800 100 mg")
@example("magnesium 100 mg" + "\u0301" * 50)
@example("&#99999999; &#0; magnesium &#xD800; 100 mg &amp;amp;")
def test_any_text_is_read_in_order_or_not_at_all(text: str) -> None:
    found = record(text)
    check_places(text, found)
    check_order(found)


SIGNS = """\
100 1,5 1.5 1.500 2-3 ½ 0 00 -5 999999999999999999999999999999 1e9
mg g mcg µg ml mmol mEq % %% × x ( ) (( [ | ... – / , ; : * + =
&nbsp; <br> from providing of which herav davon dont elemental buffered total free no or and threonate L- 200mgMagnesium
morning evening twice three times children 4-8 years max\
"""
LOOSE = sorted(
    {
        word
        for words in LANGUAGES.values()
        for part in words
        for line in ([part] if isinstance(part, str) else part)
        for word in line.replace("{}", " ").split()
    }
    | set(SIGNS.split())
    | {"\n", "\n\n", "-\n"}
)


@settings(max_examples=500)
@example(["Magnesium 100 mg per 0 tablets. Take 0 tablets daily."], "")
@example(["Magnesium 100 mg per 0 tablets. Take 2 tablets daily."], "")
@given(st.lists(st.sampled_from(LOOSE), max_size=60), st.sampled_from((" ", "", "\n")))
@example(["Magnesium", "0", "mg"], " ")
@example(["0", "mg", "Magnesium", "0", "%", "NRV"], " ")
def test_label_words_in_any_order_are_read_in_order_or_not_at_all(words: list[str], joint: str) -> None:
    text = joint.join(words)
    found = record(text)
    check_places(text, found)
    check_order(found)


@pytest.mark.parametrize(
    "mark",
    ["*", "²", "¹"],
)
def test_a_footnote_at_the_unit_changes_nothing(mark: str) -> None:
    label = Label(percent=False)
    assert read(label.text().replace("150 mg", f"150 mg{mark}")) == label.expected()


@pytest.mark.parametrize(
    "text",
    [
        "Contents per tablet: magnesium 150 mg. Take 2 tablets daily.",
        "Indhold pr. tablet: magnesium 150 mg. Tag 2 tabletter dagligt.",
        "Zusammensetzung pro Tablette: Magnesium 150 mg. Täglich 2 Tabletten einnehmen.",
        "Composition par comprimé : magnésium 150 mg. Prendre 2 comprimés par jour.",
        "Content per tablet: magnesium 150 mg. Take 2 tablets daily.",
        "Amounts per tablet: magnesium 150 mg. Take 2 tablets daily.",
        "Gehalt pro Tablette: Magnesium 150 mg. Täglich 2 Tabletten einnehmen.",
        "Inhalt pro Tablette: Magnesium 150 mg. Täglich 2 Tabletten einnehmen.",
        "Menge pro Tablette: Magnesium 150 mg. Täglich 2 Tabletten einnehmen.",
        "Inhoud per tablet: magnesium 150 mg. Neem dagelijks 2 tabletten.",
        "Gehalte per tablet: magnesium 150 mg. Neem dagelijks 2 tabletten.",
        "Samenstelling per tablet: magnesium 150 mg. Neem dagelijks 2 tabletten.",
        "Hoeveelheid per tablet: magnesium 150 mg. Neem dagelijks 2 tabletten.",
        "Ravintosisältö per tabletti: magnesium 150 mg. Ota 2 tablettia päivässä.",
    ],
)
def test_a_heading_on_the_line_of_the_amount_tells_what_it_is_for(text: str) -> None:
    # 150 mg in a tablet and two of them: 300 mg a day, over 250.
    found = record(text)
    assert found["servings_per_day"] == {"min": 2, "max": 2}
    assert found["elemental_mg_per_day"] == {"low": 300, "high": 300}
    assert "over-efsa-250" in {finding["slug"] for finding in found["findings"]}


@pytest.mark.parametrize(
    "text",
    [
        "3 gélules apportent 2000 mg de L-thréonate de magnésium.",
        "3 cápsulas aportan 2000 mg de L-treonato de magnesio.",
        "3 capsule forniscono 2000 mg di L-treonato di magnesio.",
        "3 capsules provide 2000 mg of L-threonate of magnesium.",
    ],
)
def test_the_weight_of_a_salt_with_its_handedness_is_not_taken_for_magnesium(text: str) -> None:
    # 2000 mg of threonate at 7.2 to 8.3 % are 144 to 166 mg of magnesium.
    found = record(text)
    assert found["forms"] == ["threonate"]
    assert found["basis"] != "elemental"
    assert found["elemental_mg_per_serving"]["low"] <= 166
