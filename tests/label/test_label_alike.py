"""Labels that are alike: what was read off one of them holds for the next, whatever its numbers and names are."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from magcalc.label import alike, outlines, shapes, told
from magcalc.label.alike import Alike
from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.clean import Clean, clean
from magcalc.label.outlines import Line
from magcalc.label.places import Blanks, Places
from magcalc.label.read import words_of
from magcalc.label.shapes import Lines
from magcalc.label.words import Hole, Look, Piece, Words
from magcalc.show.label.record import label_json

LABELS = (
    "{name} Magnesium citrate {a} mg, {b} capsules",
    "{name}. Each capsule provides {a} mg magnesium oxide, of which {b} mg elemental magnesium ({c} % NRV). Take {d}.",
    "{name}.\n{a} mg magnesium oxide, providing {b} mg magnesium.\nRecommended daily dose: {d} capsules. No more.",
    "Indhold pr. {d} tabletter:\nMagnesium {a} mg ({c} % NRV*)\nZink {b} mg\n{name}",
    "{name} | Magnesium (as citrate) {a}-{b} mg | {c} %\nTake {d} tablets {d} times a day",
    "Magnesiumbisglycinat {a} mg – {b} mg, davon Magnesium {c} mg. Täglich {d} Kapseln. {name} {a}",
    "Calcium Magnesium Zinc {a} mg / {b} mg / {c} mg. {name}: {d} capsules daily",
    "{d} x {a} mg magnesium malate ({name}), NRV {b} mg",
)
NUMBERS = st.sampled_from(["0", "1", "2", "3", "12", "24", "1.5", "12,5", "250", "375", "1500", "9999", "0.25"])
ODD = st.sampled_from(["1.500", "1,500", "1 500", "12000", "1/2", "½", "3OO", "two", "2+", "", "1.000.000", "4-5"])
NAMES = st.sampled_from(["Marsk", "Alder", "Nordvikens", "ØKO", "x", "lindblad", "L", "di", "Birk-2", "B6", "Mag", "7"])


def forget() -> None:
    """Let nothing be known of any label."""
    shapes._SHAPES.clear()
    outlines._OUTLINES.clear()
    told._WALKED.clear()
    told._SERVED.clear()


def answer(text: str) -> str:
    """All that is told of a label."""
    return label_json(LabelChecker(LabelPlan()).check(text), None)


@st.composite
def labels_alike(draw: st.DrawFn) -> tuple[str, str]:
    """Two labels with the same words and other numbers and names."""
    label = draw(st.sampled_from(LABELS))
    number = NUMBERS | ODD
    return tuple(  # type: ignore[return-value]
        label.format(name=draw(NAMES), **{field: draw(number) for field in "abcd"}) for _ in range(2)
    )


@example(labels=("Marsk: 1 x 400 mg magnesium malate", "Marsk: 2 x 400 mg magnesium malate"))
@example(labels=("Magnesium 200-300 mg", "Magnesium 300-200 mg"))
@example(labels=("Magnesium oxide 0 mg", "Magnesium oxide 400 mg"))
@example(labels=("Magnesium 5000 mg (56 %)", "Magnesium 56 mg (9999 %)"))
@given(labels=labels_alike())
def test_a_label_is_answered_as_if_it_were_the_first(labels: tuple[str, str]) -> None:
    first, second = labels
    forget()
    alone = answer(second)
    forget()
    answer(first)
    assert answer(second) == alone
    assert answer(second) == alone


# By hand: 400 mg of which 240 mg is 240 mg, and 800 mg of which 96 mg is 96 mg; two capsules of either are the day.
def test_other_numbers_and_names_are_put_where_they_stand() -> None:
    forget()
    text = "{}. One tablet: {} mg magnesium oxide, of which {} mg magnesium. Take {} tablets daily."
    for name, salt, magnesium, tablets in (("Marsk", "400", "240", "2"), ("Nordviken", "1600", "96.5", "2")):
        label = text.format(name, salt, magnesium, tablets)
        reading = LabelChecker(LabelPlan()).check(label).reading
        assert reading.declared is not None
        assert str(reading.declared.high) == magnesium
        assert reading.day == (2 * reading.declared.high, 2 * reading.declared.high)
        assert [label[slice(*reading.places.span(claim.start, claim.end))] for claim in reading.claims] == [
            f"{salt} mg",
            f"{magnesium} mg",
        ]


class Reads:
    """Counts how often a text is read, and looks at the numbers before tablets."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _text: str, pieces: list[Piece], _lines: list[Line], _words: Words) -> str:
        self.times += 1
        numbers = [piece[1] for piece in pieces if isinstance(piece[1], Hole)]
        return str(numbers[-1].value)


def test_what_was_looked_at_must_be_the_same() -> None:
    reads = Reads()
    texts = Alike(reads)
    words = words_of("en")
    for text, tablets, times in (
        ("Marsk 100 mg, 6 tablets", "6", 1),
        ("Birkeland 250.5 mg, 6 tablets", "6", 1),
        ("Marsk 100 mg, 7 tablets", "7", 2),
        ("Quill 90 mg, 6 tablets", "6", 2),
        ("Quill 90 g, 6 tablets", "6", 3),
        # A number with two readings is no blank.
        ("Quill 1.500 mg, 6 tablets", "6", 4),
        ("Quill 1.600 mg, 6 tablets", "6", 5),
    ):
        assert texts.of(Lines(text).outlined(words)) == tablets
        assert reads.times == times, text


def test_no_number_is_looked_at_once_its_label_was_read() -> None:
    look = Look(["100", "6"])
    hole = Hole(1, look)
    assert (hole.value, hole.mark) == (Decimal(6), "")
    assert look.end() == (1,)
    with pytest.raises(AssertionError, match="after its label had been read"):
        _ = hole.value
    with pytest.raises(AssertionError, match="after its label had been read"):
        _ = hole.mark


def test_a_very_long_line_is_read_anew_and_not_kept() -> None:
    reads = Reads()
    texts = Alike(reads)
    long = Lines("word " * 200 + "6 tablets").outlined(words_of("en"))
    assert [texts.of(long), texts.of(long), reads.times] == ["6", "6", 2]
    assert not texts._known


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_MOST_TEXTS", 3)
    monkeypatch.setattr(alike, "_MOST_OF_ONE", 4)
    texts = Alike(Reads())
    for number in range(60):
        # First one text with other numbers, then other texts.
        texts.of(Lines(f"{'mg ' * max(0, number - 30)} {number} tablets").outlined(words_of("en")))
        assert len(texts._known) <= 3
        assert all(len(found) <= 4 for kept in texts._known.values() for found in kept.values())


@given(label=st.sampled_from(LABELS), name=NAMES, numbers=st.lists(NUMBERS | ODD, min_size=4, max_size=4))
def test_places_lead_from_the_outline_to_the_text_and_back(label: str, name: str, numbers: list[str]) -> None:
    text = clean(label.format(name=name, **dict(zip("abcd", numbers, strict=True)))).text
    outlined = Lines(text).outlined(words_of("en"))
    blanks = Blanks.among(outlined.pieces(Look(outlined.filled))[0])
    places = Places.of(Clean(text, [], []), blanks, outlined.filled)
    outline = outlined.text()
    assert places.place(0) == 0
    assert places.place(len(outline)) == len(text)
    filled = [places.words(end - width, end) for end, width in zip(blanks.ends, blanks.widths, strict=True)]
    assert filled == outlined.filled
    # All but the blanks and the letters of unknown words is the text itself.
    for found in re.finditer(r"[^\w ]", outline):
        assert places.words(found.start(), found.end()) == found[0]
    within = {
        place for end, width in zip(blanks.ends, blanks.widths, strict=True) for place in range(end - width + 1, end)
    }
    for place in set(range(len(outline) + 1)) - within:
        assert places.outlined(places.place(place)) == place
    # A place within a blank is taken for its end.
    for plain in range(len(text) + 1):
        assert places.place(places.outlined(plain)) >= plain
