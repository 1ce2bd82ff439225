"""What ``magcalc label`` is given: texts, files, standard input, lines of NDJSON, and what is no label at all."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest
from cli_runner import ENVIRONMENT, MODULE, Result, complaint_of, on_unix, refusal_of, run, run_process

# 400 mg at once: over EFSA's 250 mg and the IOM's 350 mg.
OVER = "Magnesium 400 mg (as oxide) per tablet"
SOUND = "Magnesium 100 mg (as citrate) per tablet"
HUGE = 1_000_000


def line_of(text: str, **more: object) -> str:
    return json.dumps({**more, "text": text}) + "\n"


def no_constant(name: str) -> NoReturn:
    raise AssertionError(f"{name} is no JSON")


def answers(result: Result) -> list[dict[str, Any]]:
    """The answers, one a line, by a reader that takes no NaN."""
    return [json.loads(row, parse_constant=no_constant) for row in result.out.splitlines()]


def lines_in(data: str | bytes, *options: str) -> Result:
    return run("label", "--ndjson-in", "--ndjson", *options, stdin=data)


def complaints(result: Result) -> list[tuple[str, str]]:
    """All pairs of an error line and its hint line."""
    rows = result.err.splitlines()
    assert rows[::2] == [row for row in rows if row.startswith("error: ")]
    assert rows[1::2] == [row for row in rows if row.startswith("hint: ")]
    assert all(row.isprintable() and len(row) < 500 for row in rows)
    return list(zip(rows[::2], rows[1::2], strict=True))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Where a label comes from.


def test_a_text_a_file_and_standard_input_are_read_alike(folder: Path) -> None:
    (folder / "jar.txt").write_text(OVER, encoding="utf-8")
    records = [
        json.loads(result.out)
        for result in (
            run("label", "--json", "--text", OVER),
            run("label", "--json", "jar.txt"),
            run("label", "--json", "-", stdin=OVER),
            run("label", "--json", stdin=OVER),
        )
    ]
    assert [record.pop("id") for record in records] == [None, "jar.txt", None, None]
    assert records[0]["elemental_mg_per_serving"] == {"low": 400, "typical": 400, "high": 400}
    assert records == records[:1] * 4


def test_several_files_are_answered_in_their_order(folder: Path) -> None:
    for name, text in (("b", OVER), ("a", SOUND)):
        (folder / name).write_text(text, encoding="utf-8")
    result = run("label", "--ndjson", "b", "-", "a", stdin="Magnesium 50 mg per tablet")
    assert [(record["id"], record["elemental_mg_per_day"]["high"]) for record in answers(result)] == [
        ("b", 400),
        (None, 50),
        ("a", 100),
    ]
    assert (result.code, result.err) == (1, "")


def test_one_document_holds_one_label(folder: Path) -> None:
    (folder / "jar.txt").write_text(SOUND, encoding="utf-8")
    assert "--ndjson" in refusal_of(run("label", "--json", "jar.txt", "jar.txt"))[1]


@on_unix
def test_nothing_is_waited_for_on_a_terminal() -> None:
    ours, theirs = os.openpty()
    try:
        ended = subprocess.run(
            [*MODULE, "label"], stdin=theirs, capture_output=True, env=ENVIRONMENT, check=False, timeout=60
        )
    finally:
        os.close(ours)
        os.close(theirs)
    _, hint = refusal_of(Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode()))
    assert "--text" in hint


@on_unix
def test_standard_input_that_is_closed() -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", '"$@" <&-', "sh", *MODULE, "label"],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    refusal_of(Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode()))


def test_a_reader_that_went_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*MODULE, "label", "--ndjson-in", "--ndjson"],
            input=line_of(OVER).encode() * 100,
            stdout=writing,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_a_whole_process_answers_in_the_same_way() -> None:
    data = line_of(OVER, id="a") + "{\n"
    assert run_process("label", "--ndjson-in", "--ndjson", stdin=data.encode()) == lines_in(data)


# Lines of NDJSON.


def test_lines_are_answered_in_order_with_their_names() -> None:
    given = [("z", 400), ("a", 100), (None, 50), ("m", 7)]
    data = "".join(
        line_of(f"Magnesium {mg} mg (as oxide) per tablet", **({} if name is None else {"id": name}))
        for name, mg in given
    )
    result = lines_in(data, "--fail-on", "never")
    assert (result.code, result.err) == (0, "")
    assert [(record["id"], record["elemental_mg_per_serving"]["high"]) for record in answers(result)] == given


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "",
        "å 漢 🍋",
        "\x1b[31m\u202e",
        "null",
        None,
        5,
        0,
        2.5,
    ],
)
def test_the_same_name_comes_back(name: str | float | None) -> None:
    (record,) = answers(lines_in(line_of(SOUND, id=name)))
    assert (type(record["id"]), record["id"]) == (type(name), name)
    # A line that is refused keeps its name too.
    (refused,) = answers(lines_in(line_of("water", id=name)))
    assert (type(refused["id"]), refused["id"]) == (type(name), name)


@pytest.mark.parametrize("name", ["NaN", "Infinity", "1e999"])
def test_a_name_that_is_no_number_of_json_makes_no_bad_answer(name: str) -> None:
    (answer,) = answers(lines_in(f'{{"id": {name}, "text": "{SOUND}"}}\n'))
    assert "line" in answer or "findings" in answer


def test_the_language_of_a_line_comes_before_that_of_the_call() -> None:
    data = line_of(SOUND, id="a", language="sv") + line_of(SOUND, id="b") + line_of(SOUND, id="c", language=None)
    records = answers(lines_in(data, "--lang", "da"))
    assert [record["language"] for record in records] == ["sv", "da", "da"]


def test_an_unknown_language_of_a_line_is_an_error_in_its_place() -> None:
    result = lines_in(line_of(SOUND, id="a", language="xx") + line_of(SOUND, id="b"))
    first, second = answers(result)
    assert (first["id"], first["line"]) == ("a", 1)
    assert "xx" in first["error"]
    assert second["id"] == "b"
    assert result.code == 2


def test_empty_lines_are_passed_over_and_counted() -> None:
    result = lines_in("\n" + line_of(SOUND, id="a") + "  \t\r\n\n" + "{\n" + line_of(SOUND, id="b").rstrip())
    assert [answer.get("line", answer["id"]) for answer in answers(result)] == ["a", 5, "b"]


def test_no_lines_at_all() -> None:
    assert lines_in("") == Result(0, "", "")
    assert lines_in("\n\n") == Result(0, "", "")


BROKEN = {
    "cut": b'{"id": "x", "text": "Magnes',
    "no JSON": b"Magnesium 400 mg",
    "a list": b"[1, 2]",
    "a number": b"5",
    "null": b"null",
    "no text": b'{"id": "x"}',
    "a number for a text": b'{"text": 5}',
    "an empty text": b'{"text": " \\n "}',
    "a number for a language": b'{"text": "Magnesium 100 mg", "language": 5}',
    "no magnesium": b'{"text": "Zinc 10 mg"}',
    "no UTF-8": b'{"text": "Magnesium p\xe5 100 mg"}',
    "a broken sign": b'{"text": "Magnesium \xf0\x9f 100 mg"}',
    "binary": bytes(set(range(256)) - {0x0A}),
    "nested": b"[" * 100_000,
    "nested in an object": b'{"text": ' + b"[" * 100_000,
    "a number of 5000 digits": b'{"id": ' + b"9" * 5000 + b', "text": "Magnesium 100 mg"}',
    "two on a line": b'{"text": "Magnesium 100 mg"} {"text": "Magnesium 100 mg"}',
    "2 MB": b'{"text": "Magnesium ' + b"x" * 2 * HUGE + b'"}',
    "2 MB of open brackets": b"[" * 2 * HUGE,
    "more than a label": b'{"text": "Magnesium ' + b"x" * 100_000 + b'"}',
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_is_an_error_in_its_place_and_the_rest_go_on(broken: bytes) -> None:
    data = line_of(OVER, id="a").encode() + b"\n" + broken + b"\n" + line_of(SOUND, id="b").encode()
    result = lines_in(data)
    before, refused, after = answers(result)
    assert (before["id"], after["id"]) == ("a", "b")
    assert after["elemental_mg_per_serving"]["high"] == 100
    # The empty line counts, so an editor finds it.
    assert refused["line"] == 3
    assert refused["error"]
    assert refused["hint"]
    assert "findings" not in refused
    assert result.out.isascii()
    assert result.code == 2
    ((error, hint),) = complaints(result)
    assert "3" in error
    assert refused["error"] in error
    assert refused["hint"] in hint


def test_a_line_without_a_text_keeps_its_name() -> None:
    (refused,) = answers(lines_in('{"id": "jar", "txt": "Magnesium"}\n'))
    assert (refused["id"], refused["line"]) == ("jar", 1)


def test_every_broken_line_is_told() -> None:
    result = lines_in("{\n" + line_of(SOUND) + "{\n" * 3)
    assert [answer.get("line") for answer in answers(result)] == [1, None, 3, 4, 5]
    assert len(complaints(result)) == 4


@pytest.mark.parametrize("options", [["--exit-zero"], ["--fail-on", "never"]])
def test_no_option_hides_that_a_line_was_broken(options: list[str]) -> None:
    assert lines_in(line_of(OVER) + "{\n", *options).code == 2


@pytest.mark.parametrize("form", ["text", "csv", "github", "sarif"])
def test_in_every_other_format_the_rest_go_on_too(form: str) -> None:
    result = run("label", "--ndjson-in", "--format", form, stdin="{\n" + line_of(OVER, id="a"))
    assert result.code == 2
    assert len(complaints(result)) == 1
    assert "MG101" in result.out


def test_one_document_holds_one_line() -> None:
    one = run("label", "--ndjson-in", "--json", stdin=line_of(SOUND, id="a") + "\n")
    assert (one.code, one.err, json.loads(one.out)["id"]) == (0, "", "a")
    # A broken line counts as well as a whole one.
    for more in (line_of(SOUND, id="b"), "{\n"):
        _, hint = refusal_of(run("label", "--ndjson-in", "--json", stdin=line_of(SOUND, id="a") + more))
        assert "--ndjson" in hint


def test_lines_of_several_files_are_one_stream(folder: Path) -> None:
    (folder / "one").write_text("\ufeff" + line_of(SOUND, id="a") + "{\n", encoding="utf-8")
    (folder / "two").write_text(line_of(SOUND, id="c"), encoding="utf-8")
    result = run("label", "--ndjson-in", "--ndjson", "one", "-", "two", stdin=line_of(SOUND, id="b"))
    assert [answer.get("line", answer["id"]) for answer in answers(result)] == ["a", 2, "b", "c"]


def test_the_file_of_a_broken_line_is_named(folder: Path) -> None:
    (folder / "one").write_text(line_of(SOUND), encoding="utf-8")
    (folder / "two.ndjson").write_text("{\n", encoding="utf-8")
    ((error, _),) = complaints(run("label", "--ndjson-in", "--ndjson", "one", "two.ndjson"))
    assert "two.ndjson" in error


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("option", [[], ["--ndjson-in"]])
def test_a_file_that_is_not_there_is_named(option: list[str]) -> None:
    assert "nope" in refusal_of(run("label", *option, "nope"))[0]


@pytest.mark.parametrize("option", [[], ["--ndjson-in"]])
def test_the_name_of_a_file_is_shown_however_long_its_path(folder: Path, option: list[str]) -> None:
    assert "nope.txt" in refusal_of(run("label", *option, str(folder / ("x" * 80) / "nope.txt")))[0]


def test_a_text_and_lines_exclude_each_other() -> None:
    refusal_of(run("label", "--ndjson-in", "--text", OVER))


# Encodings.

DANISH = "Kosttilskud på dåse\nMagnesium 100 mg pr. tablet\nTag 1 tablet dagligt efter måltidet"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("stdin", [False, True])
def test_an_encoding_that_can_be_told(folder: Path, encoding: str, stdin: bool) -> None:
    data = DANISH.encode(encoding)
    (folder / "jar.txt").write_bytes(data)
    result = run("label", "--json", "-" if stdin else "jar.txt", stdin=data)
    record = json.loads(result.out)
    assert (result.code, record["language"], record["elemental_mg_per_serving"]["high"]) == (0, "da", 100)
    # Places count the signs of the text, whatever bytes they were.
    (claim,) = record["claims"]
    assert claim["span"] == [DANISH.index("100 mg"), DANISH.index("100 mg") + 6]


def test_utf_32_is_read_or_refused(folder: Path) -> None:
    (folder / "jar.txt").write_bytes(OVER.encode("utf-32"))
    result = run("label", "jar.txt")
    assert result.code == 2 or OVER in result.out


def test_the_letter_is_shown_as_it_was_meant(folder: Path) -> None:
    (folder / "jar.txt").write_bytes("Magnesium på 400 mg pr. tablet".encode("latin-1"))
    assert "Magnesium på 400 mg" in run("label", "jar.txt").out


UNREADABLE = {
    "binary": bytes(range(256)) * 4,
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(64)),
    "an archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"Magnesium 400 mg",
    "a program": b"\x7fELF\x02\x01\x01\x00" + b"Magnesium 400 mg per tablet",
    "a zero among letters": b"Magnesium 400 mg\x00 per tablet",
    "bytes of no encoding": b"Magnesium \x81\x8d\x8f\x90\x9d 400 mg",
    "UTF-8 with a sign cut": "Magnesium på 400 mg æ".encode()[:-1],
    "UTF-16 with signs of no text": "Magnesium\x01\x02 400 mg".encode("utf-16-le"),
    "UTF-16 cut in a sign": "Magnesium 400 mg".encode("utf-16")[:-1],
    "half a pair of UTF-16": b"\xff\xfeM\x00\x00\xd8g\x00",
    "only the mark of UTF-16": b"\xff\xfe",
    "1 MB of zeros": bytes(HUGE),
}
NO_LABEL = {
    "empty": b"",
    "only spaces": b" \r\n\t\n",
    "only a mark": b"\xef\xbb\xbf",
    "no magnesium": b"Zinc 10 mg per tablet",
    "only tablet aid": b"Vitamin C 500 mg, magnesium stearate",
    "1 MB of digits": b"9" * HUGE,
    "a million open brackets": b"(" * HUGE,
    "a million line ends": b"\n" * HUGE,
    "a million times magnesium": b"magnesium " * (HUGE // 10),
    "a million amounts": b"Magnesium 1 mg " * (HUGE // 15),
}


@pytest.mark.parametrize("data", [*UNREADABLE.values(), *NO_LABEL.values()], ids=[*UNREADABLE, *NO_LABEL])
@pytest.mark.parametrize("stdin", [False, True])
def test_a_file_that_is_no_label(folder: Path, data: bytes, stdin: bool) -> None:
    (folder / "jar.txt").write_bytes(data)
    error, _ = refusal_of(run("label", "-" if stdin else "jar.txt", stdin=data))
    assert ("standard input" if stdin else "jar.txt") in error


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_text_is_called_so(folder: Path, data: bytes) -> None:
    (folder / "jar.txt").write_bytes(data)
    assert "no text" in refusal_of(run("label", "jar.txt"))[0] or data == b"\xff\xfe"


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "\u200b", "water", "9" * HUGE, "(" * HUGE, "🍋" * 1000])
def test_a_text_that_is_no_label(text: str) -> None:
    refusal_of(run("label", "--text", text))
    refusal_of(run("label", "--json", "--text", text))


# A path of 5000 signs is cut to 300.
@pytest.mark.parametrize("name", [".", "nope.txt", "no/such/folder/jar.txt", "a\0b", "x" * 5000, "\x1b[31m", "\u202e"])
@pytest.mark.parametrize("option", [[], ["--ndjson-in"]])
def test_a_file_that_cannot_be_opened(folder: Path, option: list[str], name: str) -> None:
    refusal_of(run("label", *option, str(folder / name)))


def test_why_a_file_cannot_be_opened(folder: Path) -> None:
    assert "directory" in refusal_of(run("label", str(folder)))[0].casefold()
    assert "jar.txt" in refusal_of(run("label", "jar.txt"))[0]


@pytest.mark.parametrize("form", ["text", "ndjson", "csv", "github", "sarif"])
@pytest.mark.parametrize("bad", ["water", "nope", "empty", "binary"])
def test_a_file_that_cannot_be_read_does_not_hide_the_others(folder: Path, bad: str, form: str) -> None:
    (folder / "water").write_text("water", encoding="utf-8")
    (folder / "empty").write_bytes(b"")
    (folder / "binary").write_bytes(UNREADABLE["binary"])
    (folder / "jar.txt").write_text(OVER, encoding="utf-8")
    result = run("label", "--format", form, bad, "jar.txt")
    assert result.code == 2
    assert bad in complaint_of(result)[0]
    assert "MG101" in result.out


@pytest.mark.parametrize("form", ["text", "csv", "github", "sarif", "ndjson"])
def test_a_file_of_lines_that_cannot_be_read_does_not_hide_the_others(folder: Path, form: str) -> None:
    for name in ("one", "two"):
        (folder / name).write_text(line_of(OVER, id=name), encoding="utf-8")
    result = run("label", "--ndjson-in", "--format", form, "one", "gone", "two")
    assert "gone" in complaint_of(result)[0]
    assert result.code == 2
    both = run("label", "--ndjson-in", "--format", form, "one", "two").out.splitlines()
    # Only NDJSON has a place for the one that is missing.
    assert [row for row in result.out.splitlines() if '"id": "gone"' not in row] == both


# Long and hostile texts that are still short enough to be a label.


def test_no_number_of_a_label_ends_the_stream() -> None:
    result = lines_in(line_of(SOUND, id="a") + line_of("Magnesium 0MMO mg", id="b") + line_of(SOUND, id="c"))
    assert [answer["id"] for answer in answers(result)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "filling", ["(", "[", "{", "9", "9 ", "1.", "mg ", "magnesium ", "&", "<", "&amp;", "-\n", "%"]
)
def test_a_long_label_is_read_nevertheless(filling: str) -> None:
    text = f"{OVER}\n" + filling * (90_000 // len(filling))
    result = run("label", "--json", "--text", text)
    assert result.code in (0, 1)
    assert result.err == ""
    record = json.loads(result.out)
    assert "oxide" in record["forms"]


@pytest.mark.parametrize("brackets", [11, 12, 1000])
def test_an_amount_behind_open_brackets_is_read_or_listed(brackets: int) -> None:
    text = "( " * brackets + "Magnesium (as oxide) 400 mg per tablet"
    record = json.loads(run("label", "--json", "--text", text).out)
    read = record["elemental_mg_per_serving"] == {"low": 400, "typical": 400, "high": 400}
    assert read or any("400 mg" in quote["text"] for quote in record["unread"])


@pytest.mark.parametrize("digits", [14, 30, 5000])
def test_an_amount_that_cannot_be_is_listed_as_unread(digits: int) -> None:
    number = "9" * digits
    result = run("label", "--json", "--text", f"Magnesium {number} mg per tablet")
    record = json.loads(result.out)
    assert record["elemental_mg_per_serving"] is None
    assert any(number in quote["text"] for quote in record["unread"])


# One substance has one amount before its name or one behind it; the other may be a neighbour's.
@pytest.mark.parametrize("before", ["5 µg", "50 mg"])
def test_an_amount_on_either_side_of_the_name_is_read_or_listed(before: str) -> None:
    text = f"{before} Magnesium (as oxide) 400 mg per tablet"
    record = json.loads(run("label", "--json", "--text", text).out)
    assert any("400 mg" in quote["text"] for quote in record["claims"] + record["unread"])


# What would act on a terminal.

ACTS = {
    "escape": "\x1b[31m",
    "title": "\x1b]0;owned\x07",
    "csi": "\x9b31m",
    "bell": "\x07",
    "backspace": "\x08\x08\x08",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "hidden": "\u200b",
    "line separator": "\u2028",
    "delete": "\x7f",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize("form", ["text", "ndjson", "csv", "github", "sarif"])
@pytest.mark.parametrize("tty", [False, True])
def test_nothing_of_a_label_acts_on_a_terminal(act: str, form: str, tty: bool) -> None:
    text = f"{act}Jar{act}\nMagnesium 400 mg (as oxide) per tablet {act}\nTake 1 tablet daily{act}"
    data = line_of(text, id=f"jar{act}")
    result = run("label", "--ndjson-in", "--format", form, stdin=data, tty=tty, env={"NO_COLOR": "1"})
    assert result.code == 1
    assert all(row.isprintable() for row in result.out.split("\n"))
    assert result.err == ""
    # The same is refused as a name.
    refused = run("label", "--format", form, f"/nowhere/{act}", tty=tty, env={"NO_COLOR": "1"})
    assert all(row.isprintable() for row in refused.err.split("\n"))


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_hidden_signs_do_not_change_the_reading(act: str) -> None:
    record = json.loads(run("label", "--json", "--text", f"Magnesium 400 mg (as oxide) per tablet {act}").out)
    assert record["elemental_mg_per_serving"] == {"low": 400, "typical": 400, "high": 400}
    assert record["forms"] == ["oxide"]


FAILS_WHILE_READ = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="only Linux has a file that opens and does not read"
)


@FAILS_WHILE_READ
def test_a_file_that_fails_while_it_is_read_keeps_its_place(folder: Path) -> None:
    (folder / "jar.txt").write_text(SOUND, encoding="utf-8")
    result = run("label", "--ndjson", "/proc/self/mem", "jar.txt")
    broken, sound = map(json.loads, result.out.splitlines())
    assert result.code == 2
    assert broken["error"].startswith("cannot read /proc/self/mem: ")
    assert sound["findings"] == json.loads(run("label", "--ndjson", "jar.txt").out)["findings"]


@FAILS_WHILE_READ
def test_lines_that_fail_while_they_are_read() -> None:
    result = run("label", "--ndjson-in", "--ndjson", "/proc/self/mem")
    error, hint = complaint_of(result)
    assert result.code == 2
    assert error.startswith("cannot read /proc/self/mem: ")
    assert hint == "give one JSON object a line"
    assert json.loads(result.out)["error"] == error


def test_a_line_of_several_blocks_is_passed_over_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    # The rest of a line that is too long must not be taken for lines of its own.
    monkeypatch.setattr("magcalc.label.inputs._LONGEST_LINE", 200)
    found = [json.loads(line) for line in lines_in(line_of("x" * 900) + line_of("Magnesium 100 mg")).out.splitlines()]
    assert [("too long" in str(one.get("error")), "findings" in one) for one in found] == [(True, False), (False, True)]


@pytest.mark.parametrize("chunk", [1, 7, 50, 1 << 20])
def test_lines_are_the_same_however_many_come_at_a_time(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """One that is broken, too long, met before or without its line end keeps its place among the others."""
    monkeypatch.setattr("magcalc.label.inputs._LONGEST_LINE", 200)
    monkeypatch.setattr("magcalc.label.inputs._CHUNK", chunk)
    lines = [line_of(SOUND, id=1), "{\n", line_of("x" * 900, id=3), "\n", " \r\n", line_of(OVER, id=6, language="xx")]
    lines += [line_of(SOUND, id=7), line_of(SOUND, id=8), line_of("no mineral", id=9), line_of(OVER, id=10).rstrip()]
    result = lines_in("".join(lines))
    told = [
        (one.get("id"), one.get("line"), [found["slug"] for found in one.get("findings", ())][:1])
        for one in answers(result)
    ]
    over = ["over-efsa-250"]
    expected: list[tuple[int | None, int | None, list[str]]] = [
        (1, None, []),
        (None, 2, []),
        (None, 3, []),
        (6, 6, []),
        (7, None, []),
        (8, None, []),
        (9, 9, []),
    ]
    assert told == [*expected, (10, None, over)]
    assert result.code == 2
    assert len(complaints(result)) == 4


def test_a_line_without_an_end_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("magcalc.label.inputs._LONGEST_LINE", 200)
    monkeypatch.setattr("magcalc.label.inputs._CHUNK", 64)
    (only,) = answers(lines_in(line_of("x" * 2000).rstrip()))
    assert "too long" in only["error"]


def test_why_explains_one_label_that_can_be_read(folder: Path) -> None:
    (folder / "jar.txt").write_text(SOUND, encoding="utf-8")
    (folder / "torn.txt").write_bytes(b"\xff\xfe\x00")
    assert refusal_of(run("label", "--why", "jar.txt", "jar.txt"))[0] == "--why explains one label, and there are more"
    assert "torn.txt" in refusal_of(run("label", "--why", "torn.txt"))[0]


@pytest.mark.parametrize("option", ["--json", "--ndjson", "--csv"])
def test_statistics_are_for_people_only(option: str) -> None:
    error, _ = refusal_of(run("label", "--statistics", option, "--text", SOUND))
    assert error == "--statistics counts for people only"


def test_a_long_shelf_of_labels_is_swept_and_answered_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    monkeypatch.setattr("magcalc.cli.label._SWEPT", 2)
    monkeypatch.setattr("magcalc.label.inputs._CHUNK", len(line_of(OVER)))
    monkeypatch.setattr("gc.collect", swept.append)
    assert len(answers(lines_in(line_of(OVER) * 5))) == 5
    # With the second and the fourth: nothing else collects what labels leave behind.
    assert swept == [0, 0]
