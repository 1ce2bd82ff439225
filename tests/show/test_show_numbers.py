"""Numbers and texts on their way out: rounding that never crosses a limit, numbers that stay plain, safe cells."""

import csv
import io
import json
import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.text import Text

from magcalc.interval import Interval
from magcalc.show.encode import csv_line, json_text, number_text
from magcalc.show.numbers import figures, percents, span, stretch
from magcalc.show.terminal import Output

LIMITS = [Decimal(number) for number in (65, 110, 250, 350)]
# What a dose can be: up to some 20 digits, down to parts of a microgram.
AMOUNTS = st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=9)
MARKS = st.lists(st.decimals(min_value=1, max_value=1000, places=2), max_size=4)
# A first example may pay for an import.
UNTIMED = settings(deadline=None)
PLAIN = re.compile(r"(0|[1-9]\d*)(\.\d*[1-9])?")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("281.922", "282"),
        ("200.000", "200"),
        ("121.5", "122"),
        ("0.000603042", "0.000603"),
        ("11.5993417", "11.6"),
        ("10.0", "10"),
        ("99.96", "100"),
        ("1234.5", "1230"),
        ("999.6", "1000"),
        ("1E+3", "1000"),
        ("123456789", "123000000"),
        ("0", "0"),
        ("0.000", "0"),
        ("1.005", "1.01"),
        ("2.5E-7", "0.00000025"),
    ],
)
def test_three_figures_and_no_trailing_zeros(value: str, shown: str) -> None:
    assert figures(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "mark", "shown"),
    [
        # Three figures would say 250, which is at the limit; these are not.
        ("249.999", "250", "249.999"),
        ("250.001", "250", "250.001"),
        # However little is missing.
        ("249.9999999999999999999999999999999999999999", "250", "249.9999999999999999999999999999999999999999"),
        ("249.4", "250", "249"),
        ("249.6", "250", "249.6"),
        ("250", "250", "250"),
        ("250.000", "250", "250"),
        ("349.9999", "350", "349.9999"),
        ("350.4", "350", "350.4"),
        ("350.6", "350", "351"),
        ("99.96", "100", "99.96"),
        ("100.04", "100", "100.04"),
        ("99.4", "100", "99.4"),
        ("64.999999999", "65", "64.999999999"),
        # 281.922 would seem to leave a limit of 281.95 if it were written 282.
        ("281.922", "281.95", "281.9"),
        ("0.0000001", "250", "0.0000001"),
    ],
)
def test_more_figures_where_rounding_would_reach_or_leave_a_limit(value: str, mark: str, shown: str) -> None:
    assert figures(Decimal(value), [Decimal(mark)]) == shown


def side(value: Decimal, mark: Decimal) -> int:
    return (value > mark) - (value < mark)


@UNTIMED
@given(AMOUNTS, MARKS)
@example(Decimal("249.9999999999999999999999999999"), LIMITS)
@example(Decimal("250.0000000000000000000000000000000000001"), LIMITS)
def test_rounding_never_moves_a_value_across_or_onto_a_mark(value: Decimal, marks: list[Decimal]) -> None:
    shown = Decimal(figures(value, marks))
    for mark in marks:
        assert side(shown, mark) == side(value, mark)


@UNTIMED
@given(AMOUNTS, MARKS)
def test_rounding_is_small_and_its_text_plain(value: Decimal, marks: list[Decimal]) -> None:
    text = figures(value, marks)
    assert PLAIN.fullmatch(text)
    # Half of the last of three figures, at most.
    assert abs(Decimal(text) - value) * 2 <= Decimal(1).scaleb(value.adjusted() - 2)


@UNTIMED
@given(AMOUNTS)
def test_without_marks_there_are_at_most_three_figures(value: Decimal) -> None:
    digits = figures(value).replace(".", "").strip("0")
    assert len(digits) <= 3


@UNTIMED
@given(st.lists(AMOUNTS, min_size=3, max_size=3).map(sorted), MARKS)
def test_a_range_is_shown_in_its_order(ends: list[Decimal], marks: list[Decimal]) -> None:
    interval = Interval(*ends)
    for text in (stretch(interval, marks), span(interval, marks)):
        numbers = [Decimal(number) for number in re.findall(r"\d[\d.]*", text)]
        # "200 mg (120 to 282 mg)": the typical value first, the ends after it.
        bounds = numbers[-2:] if len(numbers) >= 2 else numbers * 2
        assert bounds == sorted(bounds) or "down to" in text
    assert stretch(Interval.exactly(ends[0]), marks) == figures(ends[0], marks)


def test_a_number_stands_apart_from_its_unit() -> None:
    exact = Interval.exactly(Decimal(200))
    assert span(exact) == "200 mg"
    assert span(exact, unit="mmol") == "200 mmol"


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        ("99.96", "99.96"),
        ("99.9999", "99.9999"),
        ("100", "100"),
        ("100.04", "100.04"),
        ("53.3", "53"),
        ("112.8", "113"),
    ],
)
def test_no_percentage_is_rounded_onto_a_hundred(percent: str, shown: str) -> None:
    assert percents(Interval.exactly(Decimal(percent))).split() == [shown, "%"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("11.5993416991", "11.599342"),
        ("0.0000005", "0.000001"),
        ("0.0000004", "0"),
        ("200.000", "200"),
        ("1E+3", "1000"),
        ("1E-6", "0.000001"),
        ("0E+5", "0"),
        ("0E-12", "0"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("12345678901234567890123456.0000001", "12345678901234567890123456"),
    ],
)
def test_a_number_for_a_machine(value: str, text: str) -> None:
    assert number_text(Decimal(value)) == text


@UNTIMED
@given(st.decimals(min_value=0, max_value=10**25, allow_nan=False, allow_infinity=False))
def test_a_number_for_a_machine_is_plain_and_has_six_decimals(value: Decimal) -> None:
    text = number_text(value)
    assert re.fullmatch(r"\d+(\.\d{1,6})?", text)
    with localcontext(prec=400):
        assert abs(Decimal(text) - value) * 2 <= Decimal("0.000001")


@UNTIMED
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_json_is_what_the_standard_library_reads_back(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert text.isascii()
    assert text.isprintable()


HOSTILE = "a\x1b[31mb\u202ec\x9b\u200f\ufeff\u2028\x85\x7f\x00\udcff"


def through_the_gate(text: str, *, draw: bool = False) -> str:
    """What a UTF-8 stream gets of a line."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
    out = Output("screen", stream=stream, color=False)
    if draw:
        out.draw(Text(text))
    else:
        out.line(text)
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


@UNTIMED
@given(st.text())
@example(HOSTILE)
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    sent = through_the_gate(text)
    # One line stays one line: no foreign text can add a line that looks like ours.
    assert sent.endswith("\n")
    assert sent[:-1].isprintable()
    # What is harmless stays as it is.
    assert through_the_gate(sent[:-1]) == sent
    if text.isprintable():
        assert sent == text + "\n"


@UNTIMED
@given(st.text())
@example(HOSTILE)
def test_nothing_that_acts_on_a_terminal_is_drawn(text: str) -> None:
    assert all(letter.isprintable() or letter == "\n" for letter in through_the_gate(text, draw=True))


@UNTIMED
@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"], exclude_characters="\n")))
def test_what_is_cleaned_is_spelled_out(text: str) -> None:
    sent = through_the_gate(text)
    assert sent.isascii()
    assert sent.count("\\") == len(text)


# OWASP ASVS 1.2.10 and CWE-1236: what a spreadsheet takes for the start of a formula.
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
@pytest.mark.parametrize("rest", ["", "1+1", 'cmd|" /C calc"!A0', "SUM(A1,A2)"])
def test_a_text_cell_that_would_be_a_formula_is_defused(start: str, rest: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_line([start + rest, "next"]), newline=""))
    assert row == ["'" + start + rest, "next"]


@UNTIMED
@given(st.lists(st.text(), min_size=2, max_size=4))
def test_no_cell_starts_a_formula_and_none_is_lost(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(csv_line(cells), newline=""))
    assert len(row) == len(cells)
    for given_cell, cell in zip(cells, row, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
        assert cell in (given_cell, f"'{given_cell}")


def test_numbers_are_no_formulas() -> None:
    assert csv_line([Decimal("-0.5"), Decimal(200), 3, -3, None, True]) == "-0.5,200,3,-3,,true"
    assert csv_line(["-0.5"]) == "'-0.5"
