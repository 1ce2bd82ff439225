"""A label made plain: what is changed, and that every sign still knows where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.clean import clean

# Signs that are never changed, removed or part of an entity or a tag.
KEPT = "abcXYZ0189.,()/%|+æøåéß×•"
# What a label holds beside them.
NOISE = [
    " ",
    "\u00a0",
    "\u2009",
    "\u202f",
    "\t",
    "\n",
    "-\n",
    "\u00ad",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x07",
    "&nbsp;",
    "&amp;",
    "&#181;",
    "&#x3bc;",
    "&unknown;",
    "&",
    "<br>",
    "<b>",
    "</td>",
    "<",
    "–",
    "’",
    "μ",
]
LABELS = st.lists(st.sampled_from([*KEPT, *NOISE]), max_size=60).map("".join)


@given(LABELS)
def test_every_kept_sign_points_to_itself(label: str) -> None:
    plain = clean(label)
    for place, sign in enumerate(plain.text):
        if sign in KEPT:
            assert label[plain.origin(place)] == sign


# Two places of the plain text keep their order, and never leave the label.
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=150) | LABELS)
def test_places_keep_their_order(label: str) -> None:
    plain = clean(label)
    places = [plain.origin(place) for place in range(len(plain.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(label) for place in places)


@given(LABELS)
def test_no_sign_that_is_kept_gets_lost(label: str) -> None:
    plain = clean(label)
    origins = {plain.origin(place) for place in range(len(plain.text))}
    # Tags and entities may hold letters: only signs that cannot stand in one are looked at here.
    assert all(place in origins for place, sign in enumerate(label) if sign in "øß×•%|")


@given(st.text(alphabet=list(KEPT + " \n"), max_size=150))
def test_a_plain_text_stays_as_it_is(label: str) -> None:
    plain = clean(label)
    assert plain.text == label
    assert [plain.origin(place) for place in range(len(label))] == list(range(len(label)))


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("300\u00a0mg", "300 mg"),
        ("300&nbsp;mg", "300 mg"),
        ("300&#160;mg", "300 mg"),
        ("5 &micro;g", "5 µg"),
        ("5 &#956;g", "5 µg"),
        ("5 μg", "5 µg"),
        ("A &amp; B", "A & B"),
        ("&unknown; x", "&unknown; x"),
        ("magnesium\u00adcitrate", "magnesiumcitrate"),
        ("magne-\nsium", "magnesium"),
        ("magne- \n sium", "magnesium"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ufeffMagnesium", "Magnesium"),
        ("Magn\u202eesium", "Magnesium"),
        ("\x1b[31mMagnesium", "[31mMagnesium"),
        ("５０ ％", "50 %"),
        ("（as citrate）：", "(as citrate):"),
        ("Mg²⁺", "Mg2+"),
        ("’s morgens", "'s morgens"),
        ("1—2", "1–2"),
        ("1\u20112", "1-2"),
        ("a\r\nb", "a\n\nb"),
    ],
)
def test_what_is_made_plain(label: str, plain: str) -> None:
    assert clean(label).text == plain


# A dash between numbers is a range and not a word broken over lines.
@pytest.mark.parametrize("label", ["1-\n2 tablets", "Magnesium -\n citrate", "1 -2"])
def test_a_dash_that_breaks_no_word_stays(label: str) -> None:
    assert clean(label).text == label


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("Magnesium<br>100 mg", ["Magnesium", "100 mg"]),
        ("<td>Magnesium</td><td>100 mg</td>", ["Magnesium", "100 mg"]),
        ("<b>Magnesium</b> 100 mg", ["Magnesium", "100 mg"]),
    ],
)
def test_tags_part_words_and_are_gone(label: str, parts: list[str]) -> None:
    plain = clean(label)
    assert "<" not in plain.text
    assert plain.text.split() == " ".join(parts).split()
    assert len(plain.text) == len(label)


def test_less_than_is_no_tag() -> None:
    assert clean("pH < 7 and > 5").text == "pH < 7 and > 5"


# The finding of an amount behind everything that moves places, as the reader of JSON cuts it out.
@pytest.mark.parametrize(
    "before",
    ["", "\u00ad\u00ad", "&nbsp;&nbsp;&amp; ", "Sup-\nplement ", "<b>Sale</b> ", "\ufeff", "\U0001f48a ", "a\u0301 "],
)
def test_a_span_is_in_signs_of_the_label_as_given(before: str) -> None:
    label = f"{before}\nMagnesium 300 mg per tablet"
    findings = LabelChecker(LabelPlan()).check(label, "en").findings
    (span,) = {finding.span for finding in findings if finding.slug == "over-efsa-250"}
    assert span is not None
    assert label[slice(*span)] == "Magnesium 300 mg"
