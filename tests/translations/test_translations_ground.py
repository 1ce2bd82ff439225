"""Refusals, hints, help pages and what is told of a file of doses: all can be said in another language."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).parent))

from cli_runner import MOON_SALT, Result, run
from icalendar import Calendar
from pseudo import left_unsaid, spoken_by_nobody
from test_translations_marked import SAME

from magcalc.batch import sources
from magcalc.cli.app import _COMMANDS
from magcalc.columns import COLUMNS
from magcalc.dose_text import COUNTS_AS
from magcalc.facts.forms import LANGUAGES
from magcalc.facts.limits import limit_keys
from magcalc.facts.sources import source_keys
from magcalc.show.shapes import SHAPES

# What begins each line, what is typed to ask magcalc anything, and what the system says of a file.
ALWAYS = {"error", "hint", "magcalc", "help", "No", "such", "file", "or", "directory", "Is", "a"}
FILES: dict[str, str | bytes] = {
    "two.csv": "dose\n400 mg oxide\n1 g citrate\n",
    "one.csv": "dose\n400 mg oxide\n",
    "none.csv": "dose\n\n",
    "torn.csv": "name,dose\nA,400 mg oxide\nB,1.500 mg oxide\nC,nope\nD\nE,x\nF,x\nG,x\nH,x\nI,x\n",
    "person.csv": "dose,age\n1 g oxide,8\n2 g oxide,8\n",
    "twice.csv": "dose,dose\n1 g oxide,2 g oxide\n",
    "nothing.csv": "",
    "latin.csv": "dose\n400 mg magnésie\n".encode("latin-1"),
    "utf16.csv": "dose\n".encode("utf-16"),
    "mg.csv": "mg,what\n1,2\n",
    "amount.csv": "amount,unit,form\n400,mg,oxide\n0,mg,oxide\n",
    "empty.csv": "amount,unit,form\n400,mg,oxide\n,mg,oxide\n",
    "ragged.csv": "amount,unit,form\n400,mg,oxide,more\n400,mg,oxide\n",
    "error.csv": "dose,error\n4 mmol,\n",
    "empty.ndjson": "\n",
    "no.ndjson": '{"dose": "4 mmol"}\n[]\n',
    "broken.ndjson": '{"dose": "4 mmol"}\n{\n',
    "shelf.txt": "dose\n",
    "large.toml": "#" * 300 * 1024,
    "broken.toml": "a = ",
    "latin.toml": "# m\xe5nesalt".encode("latin-1"),
    "deep.toml": "a = " + "[" * 5000 + "]" * 5000,
    "range.toml": "a = 1e9999999999999999999",
    "nothing.toml": "",
    "many.toml": "".join(f"[f{number}]\n" for number in range(201)),
    "value.toml": "moonsalt = 1",
    "key.toml": MOON_SALT.replace("role =", 'key = "x"\nrole ='),
    "control.toml": MOON_SALT.replace('title = "moon salt"', r'title = "moon\u001b[31m"'),
    "long.toml": MOON_SALT.replace('["moon salt"]', f'["{"x" * 121}"]'),
    "element.toml": MOON_SALT.replace('["moon salt"]', '["magnesium"]'),
    "taken.toml": MOON_SALT.replace('["moon salt"]', '["magnesium oxide"]'),
    "wake.toml": 'wakee = "07:00"\n',
    "odd.toml": "xyzzy = 1\n",
    "text.toml": "wake = [7]\n",
    "texts.toml": "meals = 8\n",
    "truth.toml": "[person]\npregnant = 1\n",
    "rows.toml": "take = 3\n",
    "person.toml": "person = 3\n",
    "what.toml": '[[take]]\nassay = "12 %"\n',
    "name.toml": '[[medicine]]\nat = ["07:00"]\n',
    "at.toml": '[[medicine]]\nname = "iron"\n',
    "apart.toml": '[[take]]\nwhat = "1 g citrate + 1 g oxide"\nassay = "12%"\n',
    "crowd.toml": '[[take]]\nwhat = "1 mg magnesium"\n' * 201,
    "jar.txt": "Magnesium 100 mg",
}
# The usage, the examples, the terms that the help explains, and the defaults.
HELP_TERMS = re.compile(
    r"\A⟦Usage⟧[^⟦]*|⟦(Examples|Start with): ⟧[^⟦]*\Z|^  \S+( \S+)*(?=  )|^  [^⟦\n]*>$|⟦default⟧: \w+", re.MULTILINE
)
KINDS = " ".join(COUNTS_AS)
LIMITS = " ".join(limit_keys())
COMPARED = "name elemental typical high absorbed tolerance price absorbed-price limit"

# Lines that are refused, and the words of the answer that are no sentence: typed words that are offered, keys, formats.
REFUSED = {
    # A dose.
    "dose -5 mg oxide": "",
    "dose 0 mg oxide": "",
    "dose 4e2 mg oxide": "",
    "dose 1.500 mg oxide": "",
    "dose 1.2.3 mg oxide": "",
    "dose '12 34 mg oxide'": "",
    "dose .5 mg oxide": "",
    "dose 1.1234567 mg oxide": "",
    "dose ٤٠٠ mg oxide": "",
    "dose 400": "",
    "dose 400 mg": "citrate magnesium",
    "dose oxide": "",
    "dose 400 IU oxide": "",
    "dose 400 Mg oxide": "",
    "dose 400 mG oxide": "",
    f"dose '{'4' * 50} mg'": "",
    f"dose '{'4' * 3000} mg'": "",
    f"dose {'+'.join(['400 mg oxide'] * 51)}": "",
    "dose ' '": "",
    "dose 400 mg oxide +": "",
    "dose 400 mg '<oxide'": "",
    "dose 400 mg magnesium, citrate": "",
    "dose 0 x 400 mg oxide": "",
    "dose 1.5 x 400 mg oxide": "",
    "dose 400 mg oxide @nope": KINDS,
    "dose 400 mg oxidde": "magnesium oxide hydroxide",
    "dose 400 mg xyzzyq": "",
    "dose 400 mg --": "citrate magnesium",
    "dose 400 mg '()'": "citrate magnesium",
    f"dose 400 mg {'x' * 200}": "citrate",
    "dose '400 mg ox\a'": "x",
    "dose 2000 mg glycinate --grade nope": "anhydrous dihydrate commercial buffered",
    "dose 400 mg citrate anhydrous --grade nonahydrate": "trimagnesium-dicitrate-nonahydrate trimagnesium-dicitrate",
    "dose 400 mg oxide --json --csv": "",
    "dose 400 mg oxide --fail-on nope": "",
    "dose 400 mg oxide --nope": "",
    "dose 400 mg oxide --per-day x": "",
    "dose 400 mg oxide --age x": "",
    "dose 400 mg oxide --age 200": "",
    "dose 400 mg oxide --limits nope": LIMITS,
    "dose 400 mg oxide --limits efs": "efsa",
    "dose 400 mg oxide --lang xx": "en da nb sv",
    "dose - --why": "",
    "dose -": "",
    # A table of one's own.
    "forms --forms gone.toml": "",
    "forms --forms large.toml": "",
    "forms --forms latin.toml": "",
    "forms --forms deep.toml": "",
    "forms --forms range.toml": "",
    "forms --forms nothing.toml": "",
    "forms --forms many.toml": "",
    "forms --forms value.toml": "moonsalt",
    "forms --forms key.toml": "moonsalt key",
    "forms --forms control.toml": "moonsalt moon",
    "forms --forms long.toml": "x" * 121,
    "forms --forms element.toml": "magnesium",
    "forms --forms taken.toml": "magnesium oxide moonsalt",
    # The words of typer's own refusals.
    "dose": "DOSE",
    "forms extra": "",
    "limits --nope": "",
    "limits --agee 3": "",
    "batch -o": "",
    "forms --quiet=3": "",
    "dos": "dose",
    "xyzzy": " ".join(_COMMANDS),
    # Other commands.
    "need 300 mg": "",
    "need 2 x 300 mg oxide": "",
    "need 300 mg magnesium --assay 60% --unit 100mg": "",
    "convert mg": "mmol",
    "convert 400 mg oxide + 400 mg citrate mmol": "",
    "convert 1 mcg mol": "",
    "forms --sort nope": "name elemental absorption tolerance eu",
    "forms --lang xx": " ".join(LANGUAGES),
    "limits --age x": "",
    "schema nope": " ".join(SHAPES),
    "source nope": " ".join(source_keys()),
    "rules MG999": "",
    "rules xyzzy": "",
    "rules nrv-mismtach": "nrv-mismatch mmol-mismatch",
    "goal slep": "sleep",
    "goal xyzzy": "",
    "medicine levotyroxan": "levotyroxin",
    "medicine xycin": "",
    "medicine xycycline": "tetracyclines doxycycline lymecycline",
    "medicine ' '": "",
    f"medicine {'x' * 200}": "",
    "medicine 'iron\a'": "x",
    # A day.
    "day": "",
    "day ' '": "citrate Gerolsteiner",
    "day 1 l Gerolsteiner +": "",
    f"day 400 mg {'x' * 400}": "",
    "day 0 x 30 g almonds": "",
    "day 0 x 1 l water 60 mg/l": "",
    "day 1 l 2 water 60 mg/l": "",
    "day 1 l calcium 60 mg/l": "",
    "day 2 almonds": "",
    "day 1 l milk": "portion",
    "day 30 g jordnød": "jordn peanuts-raw peanuts-roasted",
    "day 5 g Rennie": "rennie",
    "day 1 g oxide --med iron@07:00 --wake 06:00 --bed 22:00 --ics gone/day.ics": "",
    "day 1 ml Rennie": "tablet",
    "day 30 g xyzzy": "",
    "day 30 g almondss": "almonds salmon",
    "day 100 mg magnesium --med levothyroxine": "",
    "day 100 mg magnesium --goal slep": "sleep",
    "day 1 l Gerolsteiner --ics day.ics": "",
    "day gone.toml": "",
    "day broken.toml": "Invalid value at end of document line column",
    "day wake.toml": "wakee wake",
    "day odd.toml": "xyzzy bed goal limits max_single max single meals medicine person take wake",
    "day text.toml": "wake",
    "day texts.toml": "meals",
    "day truth.toml": "pregnant person",
    "day rows.toml": "take",
    "day person.toml": "person",
    "day what.toml": "what take",
    "day name.toml": "medicine name",
    "day at.toml": "medicine at",
    "day apart.toml": "citrate oxide",
    "day nothing.toml": "",
    "day crowd.toml": "",
    # Products side by side.
    "compare '400 mg oxide' '1 g citrate' --sort nope": COMPARED,
    "compare '400 mg oxide' '1 g citrate' --name A": "",
    "compare '400 mg oxide' '1 g citrate' --price - --price - --price -": "",
    "compare 400mg oxide": "citrate",
    "compare '1.5 x oxide' '1 g citrate' --name A --name B": "",
    "compare two.csv two.csv": "",
    "compare two.csv --per-day 2": "per_day per day",
    "compare shelf.ndjson": "",
    "compare one.csv": "",
    "compare none.csv": "",
    "compare -": "",
    "compare torn.csv": "mg oxide",
    "compare person.csv": "age",
    "compare twice.csv": "dose",
    "compare mg.csv": "dose mg what",
    # A file of doses.
    "batch gone.csv": "",
    "batch shelf.txt": "csv tsv tab ndjson jsonl parquet pq arrow ipc feather",
    "batch two.csv --from nope": "csv tsv ndjson parquet arrow",
    "batch two.csv -o two.csv": "",
    "batch two.csv -o gone/two.csv": "",
    "batch two.csv --json": "",
    "batch two.csv --csv -o two.ndjson": "",
    "batch two.csv --map nope": "amount",
    "batch two.csv --map a=dose --map b=dose": "",
    "batch two.csv --map dose=nope": " ".join(COLUMNS),
    "batch two.csv --map nope=dose": "",
    "batch mg.csv --map mg=amount --map mg=form": "amount form",
    "batch mg.csv": "amount what",
    "batch mg.csv --map mg=amount --map what=form --by nope": "",
    "batch two.csv --by dosee": "dose",
    "batch twice.csv": "dose",
    "batch error.csv": "",
    "batch nothing.csv": "",
    "batch latin.csv": "iconv LATIN UTF-",
    "batch utf16.csv": "iconv LATIN UTF-",
    "batch empty.ndjson": "",
    "batch amount.csv --strict": "",
    "batch empty.csv --strict": "",
    "batch amount.csv --strict --by form": "",
    "batch ragged.csv --strict": "",
    "batch no.ndjson --strict": "",
    "batch broken.ndjson --strict": "",
    "batch - --from parquet": "Parquet file size is bytes",
    # A label's options; what the label says is elsewhere.
    "label --text x jar.txt": "",
    "label --text x --ndjson-in": "",
    "label jar.txt --format nope": "text json ndjson csv github sarif",
    "label jar.txt --format sarif --json": "",
    "label jar.txt --fail-on nope": "",
    "label jar.txt --select ,": "MG",
    "label jar.txt --statistics --json": "",
    "label jar.txt --why --statistics": "",
    "label jar.txt jar.txt --why": "",
    "label jar.txt jar.txt --json": "",
}


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ground")
    for name, content in FILES.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        yield folder


def by_nobody(*args: str, stdin: str | bytes = "") -> Result:
    with spoken_by_nobody():
        return run(*args, stdin=stdin, env={"COLUMNS": "200"})


def outside(page: str, typed: str) -> list[str]:
    """The words of a page that are in no sentence and that nobody typed; a long text is cut where it is quoted."""
    known = SAME | ALWAYS | set(re.findall(r"[A-Za-z][A-Za-z-]*", typed))
    words = (word.strip("'-") for word in left_unsaid(re.sub(r"--[a-z-]+", " ", page)))
    return [word for word in words if not any(one.startswith(word) for one in known)]


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line[:60])
def test_a_refusal_is_made_of_sentences(line: str) -> None:
    result = by_nobody(*shlex.split(line))
    assert result.code == 2, result
    assert re.fullmatch(r"error: .*⟦.*\nhint: .*⟦.*\n", result.err), result.err
    assert outside(result.err, f"{line} {REFUSED[line]}") == [], result.err


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_a_help_page_is_made_of_sentences(command: str) -> None:
    page = by_nobody(*command.split(), "--help").out
    assert "⟦Usage⟧" in page
    # A list of commands cuts their sentences. What is typed is the same in every language, and so are its defaults.
    page = re.sub(r"\.\.\.$", "⟧", page, flags=re.MULTILINE)
    page = HELP_TERMS.sub(" ", page)
    assert outside(page, " ".join(_COMMANDS) + '{"id", "text", "language"}') == [], page


@pytest.mark.parametrize(
    "line", ["dose --help --lang da", "dose --lang da --help", "--lang da --help", "--lang da dose -h"]
)
def test_a_help_page_is_in_the_language_that_was_asked_for_before_it(line: str) -> None:
    with patch("magcalc.show.language._Translated.sentence", lambda _, english: f"«{english}»"):
        page = run(*line.split()).out
    assert ("«Options»" in page) == (line.index("--lang") < max(line.find("--help"), line.find("-h")))


def test_each_line_that_cannot_be_read_is_told_in_sentences() -> None:
    result = by_nobody("dose", "-", "--ndjson", stdin="400 mg nope\n4 mmol\n")
    assert outside(result.err, "nope") == []
    # The answer is for a machine.
    assert '"error": "no form of magnesium is called \'nope\'"' in result.out
    assert "⟦" not in result.out.encode().decode("unicode-escape")


@pytest.mark.parametrize(
    "line", ["batch two.csv", "batch one.csv", "batch torn.csv", "batch amount.csv --by form", "batch no.ndjson --csv"]
)
@pytest.mark.parametrize("engine", [True, False])
def test_what_is_told_of_a_file_is_made_of_sentences(line: str, engine: bool) -> None:
    with patch.object(sources, "engine_is_there", lambda: engine):
        result = by_nobody(*line.split())
    assert re.match(r"\d+⟦ rows?⟧|\d+⟦ rows⟧⟦, ⟧\d+⟦ could not be read⟧", result.err), result.err
    assert outside(result.err, "") == []
    # The rows are for machines, the reasons in them too.
    assert "⟦" not in result.out


@pytest.mark.parametrize(
    ("line", "stdin"),
    [("dose - --json", "4 mmol\n5 mmol\n"), ("dose -", b"\xff\xfe"), ("compare -", "dose\n4 mmol\n")],
)
def test_standard_input_is_refused_in_sentences(line: str, stdin: str | bytes) -> None:
    result = by_nobody(*line.split(), stdin=stdin)
    assert result.code == 2
    assert outside(result.err, "") == []


def test_a_missing_extra_is_told_in_sentences() -> None:
    with patch.dict(sys.modules, {"pyarrow": None}):
        result = by_nobody("batch", "two.csv", "-o", "two.parquet")
    assert result.code == 2
    assert outside(result.err, "parquet pip install batch") == []


def test_a_bug_is_told_in_sentences() -> None:
    with patch("magcalc.cli._call_typer", side_effect=ZeroDivisionError("by zero")):
        result = by_nobody("forms")
    assert result.code == 70
    assert outside(result.err, "ZeroDivisionError: by zero") == []


def test_a_reason_is_told_in_sentences_whoever_found_it() -> None:
    plain = by_nobody("batch", "amount.csv", "--strict").err
    with patch.object(sources, "engine_is_there", lambda: False):
        assert by_nobody("batch", "amount.csv", "--strict").err == plain


def test_a_calendar_is_made_of_sentences(folder: Path) -> None:
    assert by_nobody("day", "400", "mg", "oxide", "--ics", "oxide.ics").code == 0
    events = Calendar.from_ical((folder / "oxide.ics").read_bytes()).walk("VEVENT")
    assert events
    for event in events:
        for text in (event["summary"], event["description"], event.walk("VALARM")[0]["description"]):
            assert "⟦" in str(text)
            assert outside(str(text), "oxide") == []
