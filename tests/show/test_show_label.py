"""A label's findings as people see them and as other services take them: the caret, SARIF, workflow commands."""

import io
import json
import re
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from rich.cells import cell_len

from magcalc.label.check import LabelChecker, LabelPlan
from magcalc.label.inputs import LabelText
from magcalc.show.label.report import Report, ReportFormat
from magcalc.show.terminal import Output

CLAIM = "Magnesium (as oxide) 400 mg"
OVER = f"{CLAIM} per tablet"
WRONG_PERCENT = "Magnesium 200 mg (70 % NRV) per tablet"
ESCAPE = "\x1b"


class _Stream(io.TextIOWrapper):
    def __init__(self, encoding: str, *, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)


def shown(
    *texts: str,
    form: ReportFormat = "text",
    select: str = "MG101",
    name: str = "jar.txt",
    encoding: str = "utf-8",
    tty: bool = False,
    quiet: bool = False,
    statistics: bool = False,
) -> str:
    """What is written of these labels."""
    stream = _Stream(encoding, tty=tty)
    checker = LabelChecker(LabelPlan(market="eu", select=(select,) if select else ()))
    report = Report(Output(quiet=quiet, stream=stream), form, statistics=statistics)
    for text in texts:
        report.add(LabelText(name, text, name), checker.check(text))
    report.close()
    return stream.text()


class Pointed(NamedTuple):
    """The words over a caret line, the whole line they stand in, and its number."""

    words: str
    excerpt: str
    line: int


def pointed(out: str) -> Pointed:
    """Read the first finding's caret as an eye does: by the columns of a terminal, which rich counts for us."""
    rows = out.splitlines()
    place = next(place for place, row in enumerate(rows) if re.fullmatch(r" *\| *\^+", row))
    carets = rows[place]
    first, end = carets.index("^"), len(carets)
    words, column = "", 0
    for sign in rows[place - 1]:
        width = cell_len(sign)
        if first <= column < end and (width or column > first):
            words += sign
        column += width
    number, _, excerpt = rows[place - 1].partition(" | ")
    return Pointed(words, excerpt, int(number))


# The caret.


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "Jar: ",
        "\t",
        "a\tb\t\tc\t",
        "🍋🍋 ",
        "漢字 ",
        "ｆｕｌｌ ",
        "한국어 ",
        "e\u0301te\u0301 ",
        "på dåse æøå ",
        "µ × … – ",
        "\u00a0\u2009",
        "\u202e\u2066",
        "\x1b[31m ",
        "\x9b31m ",
        "\u200b\u00ad",
        "\ud800 ",
        "&nbsp;&amp; ",
        "<b>new</b> ",
        "x" * 60 + " ",
        "漢" * 20 + " ",
    ],
)
@pytest.mark.parametrize("tail", ["", " 漢字 🍋 \t\x1b[31m"])
@pytest.mark.parametrize("tty", [False, True])
def test_the_caret_stands_under_the_words(lead: str, tail: str, tty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    assert pointed(shown(lead + OVER + tail, tty=tty)).words == CLAIM


def test_words_that_are_themselves_wide_are_underlined_whole() -> None:
    assert pointed(shown("Magnesium\t🍋🍋 (as oxide)\u3000400 mg per tablet")).words.startswith(
        "Magnesium 🍋🍋 (as oxide)"
    )


def test_hidden_signs_inside_the_words_are_shown_and_underlined() -> None:
    words = pointed(shown("Magne\u00adsium (as oxide) 400&nbsp;mg per tablet")).words
    assert words == "Magne\\xadsium (as oxide) 400&nbsp;mg"


@pytest.mark.parametrize("line", [1, 2, 10, 999, 9999, 10_000, 50_000])
def test_the_line_is_counted_from_one(line: int) -> None:
    out = shown("\n" * (line - 1) + "🍋 " + OVER)
    assert f"jar.txt:{line}:3: error MG101 over-efsa-250" in out
    assert pointed(out)[::2] == (CLAIM, line)


# Of Unix, of Windows, of old Macs.
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_ends_a_line_and_is_no_part_of_it(end: str) -> None:
    seen = pointed(shown(f"Tablets{end}{OVER}{end}Take 1 daily{end}"))
    assert (seen.words, seen.excerpt, seen.line) == (CLAIM, OVER, 2)


LONG = {
    "start": OVER + " ipsum" * 830,
    "middle": "lorem " * 415 + OVER + " ipsum" * 415,
    "end": "lorem " * 830 + OVER,
    "no spaces": "x" * 2500 + " " + OVER + " " + "y" * 2500,
    "wide": "漢字 " * 820 + OVER + " 漢字" * 820,
    "tabs": "a\t" * 1250 + OVER + "\tb" * 1250,
    "escapes": "\x07\x08 " * 820 + OVER + " \x1b\x07" * 820,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize("tty", [False, True])
def test_of_a_line_of_5000_signs_the_place_is_shown(text: str, tty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert len(text) >= 4900
    out = shown(text, tty=tty)
    seen = pointed(out)
    assert seen.words == CLAIM
    assert seen.excerpt.startswith("…") == (not text.startswith(OVER))
    assert seen.excerpt.endswith("…") == (not text.endswith(OVER))
    # What is shown is a piece of the label, and the place told is that of the whole line.
    assert len(seen.excerpt) < 700
    assert f"jar.txt:1:{text.index(CLAIM) + 1}:" in out


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("case", LONG)
def test_the_line_shown_fits_the_screen(case: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # A line that wraps has its caret under other words.
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = shown(LONG[case], tty=True).splitlines()
    place = next(place for place, row in enumerate(rows) if re.fullmatch(r" *\| *\^+", row))
    assert max(cell_len(rows[place - 1]), len(rows[place])) <= columns


@pytest.mark.parametrize("between", ["pure natural ", " ", "(as the very best oxide) "])
def test_a_finding_that_covers_a_long_line_is_cut_too(between: str) -> None:
    text = "Magnesium " + between * (3000 // len(between)) + "400 mg per tablet"
    rows = shown(text).splitlines()
    assert any(" MG101 " in row for row in rows)
    assert max(map(len, rows)) <= 250


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "Jar: ",
        "på dåse ",
        "D3: 5 µg; ",
        "µ × ",
        "🍋 ",
        "a – b … ",
        "lorem " * 400,
    ],
)
def test_the_caret_on_a_stream_of_ascii(lead: str) -> None:
    out = shown(lead + OVER, encoding="ascii")
    assert out.isascii()
    assert pointed(out).words == CLAIM


def test_letters_that_the_stream_has_are_kept() -> None:
    assert pointed(shown("på dåse " + OVER, encoding="latin-1")).words == CLAIM


# What else stands in the text.


def test_a_finding_has_its_place_its_sentence_its_fix_and_its_source() -> None:
    head, where, sentence, excerpt, caret, fix = shown(f"Jar\n  {OVER}").splitlines()
    assert head.startswith("jar.txt: 400 mg magnesium")
    assert where == "jar.txt:2:3: error MG101 over-efsa-250"
    assert sentence.strip().startswith("one serving is 400 mg")
    assert excerpt == f"   2 |   {OVER}"
    assert caret == "     |   " + "^" * len(CLAIM)
    assert fix.strip().startswith("fix: ")
    assert fix.endswith("[scf-2001]")


def test_a_label_without_findings_says_so() -> None:
    out = shown("Magnesium (as oxide) 100 mg per tablet", select="")
    assert "nothing found" in out
    assert "^" not in out


def test_quiet_leaves_remarks_out() -> None:
    text = "Magnesium (as oxide) 300 mg per tablet"
    whole, quiet = shown(text, select=""), shown(text, select="", quiet=True)
    # 300 mg: over EFSA's 250 (error), and more than is best taken at once (info).
    assert "info MG105" in whole
    assert "info" not in quiet
    assert quiet.splitlines()[0] == "jar.txt:1:1: error MG101 over-efsa-250"
    assert len(quiet.splitlines()) == 2
    assert shown("Magnesium (as oxide) 100 mg per tablet", select="", quiet=True) == ""


def test_several_labels_end_with_a_sum() -> None:
    assert shown(OVER, "Magnesium (as oxide) 100 mg per tablet").splitlines()[-1] == "2 labels, 1 finding: 1 error"
    assert "labels" not in shown(OVER)


def test_a_terminal_gets_colours_unless_they_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = shown(OVER, tty=True)
    assert f"{ESCAPE}[1;31merror" in coloured
    assert ESCAPE not in shown(OVER)
    for variable, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patched:
            patched.setenv(variable, value)
            bare = shown(OVER, tty=True)
        assert ESCAPE not in bare
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == bare


@pytest.mark.parametrize("tty", [False, True])
def test_a_name_of_a_file_adds_no_line_and_acts_on_no_terminal(monkeypatch: pytest.MonkeyPatch, tty: bool) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    name = "a\nerror: \x1b[31m\u202e.txt"
    out = shown(OVER, name=name, tty=tty)
    assert all(row.isprintable() for row in out.split("\n"))
    assert len(out.splitlines()) == len(shown(OVER, tty=tty).splitlines())


def test_wide_letters_of_a_name_stay_within_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    rows = shown(OVER, name="栄養補助食品 マグネシウム " * 2 + "漢" * 50, tty=True).splitlines()
    # As rich counts them: two columns each.
    assert max(map(cell_len, rows)) in (39, 40)
    assert "".join(rows).count("漢") == 100


# Workflow commands, as GitHub documents them: %, CR and LF are escaped, in properties also : and ,.

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    return unquote(text, errors="strict")


def command_of(out: str) -> tuple[str, dict[str, str], str]:
    (row,) = out.splitlines()
    found = COMMAND.fullmatch(row)
    assert found
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(found[3])


def test_a_workflow_command() -> None:
    level, properties, message = command_of(shown(f"Jar\n🍋 {OVER}", form="github"))
    assert level == "error"
    assert properties == {
        "file": "jar.txt",
        "line": "2",
        "col": "3",
        "endColumn": str(3 + len(CLAIM)),
        "title": "MG101 over-efsa-250",
    }
    assert "400 mg" in message


@pytest.mark.parametrize(
    "name", ["a,b.txt", "C:\\jar.txt", "100%.txt", "a\nb\r.txt", "a::error::b", "x=1,line=9", "%0A"]
)
def test_a_name_of_a_file_stays_one_property(name: str) -> None:
    _, properties, _ = command_of(shown(OVER, form="github", name=name))
    assert properties["file"] == name
    assert properties["line"] == "1"


def test_a_percentage_in_a_message_is_escaped() -> None:
    out = shown(WRONG_PERCENT, form="github", select="MG203")
    assert "70 %25" in out
    assert "%" not in re.sub("%25", "", out)
    # 200 of 375 mg are 53.3 %.
    assert "53.3 %" in command_of(out)[2]


def test_the_levels_of_workflow_commands() -> None:
    assert command_of(shown("Magnesium citrate 100 mg", form="github", select="MG301"))[0] == "warning"
    two = "Magnesium 100 mg (as magnesium oxide and magnesium citrate) per tablet"
    assert command_of(shown(two, form="github", select="MG306"))[0] == "notice"


def test_a_finding_of_the_whole_label_has_no_line() -> None:
    _, properties, _ = command_of(shown(OVER, form="github", select="MG404"))
    assert properties.keys() == {"file", "title"}


# SARIF 2.1.0.


def sarif_of(*texts: str, name: str = "jar.txt", select: str = "MG101") -> dict[str, Any]:
    log = json.loads(shown(*texts, form="sarif", name=name, select=select))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "magcalc"
    # Columns are counted in signs, as SARIF 3.14.17 lets a tool say; UTF-16 units would be its default.
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
    assert isinstance(run, dict)
    return run


def place_of(result: dict[str, Any]) -> dict[str, Any]:
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert isinstance(place, dict)
    return place


def test_sarif_points_at_the_words() -> None:
    (result,) = sarif_of(f"Jar\n🍋\t{OVER}")["results"]
    assert (result["ruleId"], result["level"]) == ("MG101", "error")
    place = place_of(result)
    assert place["artifactLocation"] == {"uri": "jar.txt"}
    # endColumn is the column after the last sign (SARIF 3.30.8).
    assert place["region"] == {"startLine": 2, "startColumn": 3, "endColumn": 3 + len(CLAIM)}


def test_sarif_holds_all_labels_in_one_log() -> None:
    run = sarif_of(OVER, "Magnesium (as oxide) 100 mg per tablet", OVER)
    assert [result["ruleId"] for result in run["results"]] == ["MG101", "MG101"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["MG101"]


def test_sarif_without_findings_is_a_log_still() -> None:
    run = sarif_of("Magnesium (as oxide) 100 mg per tablet")
    assert run["results"] == []


def test_sarif_of_the_whole_label_has_no_region() -> None:
    (result,) = sarif_of(OVER, select="MG404")["results"]
    assert "region" not in place_of(result)


def test_the_levels_of_sarif() -> None:
    two = "Magnesium 100 mg (as magnesium oxide and magnesium citrate) per tablet"
    assert [result["level"] for result in sarif_of(two, select="MG306")["results"]] == ["note"]


@pytest.mark.parametrize("name", ["a b.txt", "å/漢.txt", "100%.txt", "a:b#c?.txt", "a\nb.txt", "\x1b[31m"])
def test_a_name_of_a_file_is_a_uri(name: str) -> None:
    (result,) = sarif_of(OVER, name=name)["results"]
    uri = place_of(result)["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert unquote(uri) == name


def test_a_name_of_a_file_that_is_no_utf_8_is_a_uri_too() -> None:
    # As Python gives the byte FF of a name.
    (result,) = sarif_of(OVER, name="jar\udcff.txt")["results"]
    assert place_of(result)["artifactLocation"]["uri"] == "jar%FF.txt"


# Every form of the report is one line a finding or a label, whatever the label holds.


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "github", "sarif"])
def test_a_label_adds_no_line_of_its_own(form: ReportFormat) -> None:
    plain, odd = shown(OVER, form=form), shown(f"\r\n\u2028\x85\x0b\x0c\n{OVER}\r\n\u2029", form=form)
    assert odd.count("\n") == plain.count("\n")
    assert all(row.isprintable() for row in odd.split("\n"))
