"""Completion of the shell: what is offered, and what bash, zsh and fish make of it where they are installed."""

import os
import shutil
from pathlib import Path

import pytest
from cli_runner import ENVIRONMENT, MODULE, on_unix, run, run_process
from hypothesis import given
from hypothesis.strategies import DataObject, data, integers, sampled_from
from real_shell import BASH_COMPLETION, Home

from magcalc.cli.complete import going_on
from magcalc.show.language import locale_language

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture
def locale(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def offered(line: str) -> list[str]:
    """What is offered in place of the last word of a line; fish alone asks in plain words."""
    asked = {"_MAGCALC_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    spoken = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    ended = run(env={**asked, "LANG": "", **spoken, "_TYPER_COMPLETE_ARGS": f"magcalc {line}"})
    assert (ended.code, ended.err) == (0, "")
    return [row.partition("\t")[0] for row in ended.out.splitlines() if row]


@pytest.mark.parametrize(
    ("lang", "typed", "names"),
    [
        # As the labels of these countries write citrate, oxide and carbonate.
        ("da_DK.UTF-8", "cit", {"citrat"}),
        ("da_DK.UTF-8", "magnesiumcit", {"magnesiumcitrat"}),
        ("da_DK.UTF-8", "magnesiumoxi", {"magnesiumoxid"}),
        ("nb_NO.UTF-8", "magnesiumsit", {"magnesiumsitrat"}),
        ("nb_NO", "magnesiumoks", {"magnesiumoksid"}),
        ("nn_NO.UTF-8", "karb", {"karbonat"}),
        ("no_NO.UTF-8", "sit", {"sitrat"}),
        ("sv_SE.UTF-8", "magnesiumc", {"magnesiumcitrat"}),
        ("de_DE.UTF-8", "Magnesiumo", {"Magnesiumoxid", "Magnesiumorotat"}),
        ("en_US.UTF-8", "cit", {"citrate"}),
        ("en_GB", "oxi", {"oxide"}),
        ("C", "cit", {"citrate"}),
        ("POSIX", "magnesium\\ ox", {"magnesium oxide"}),
        ("", "oxi", {"oxide"}),
        # No names in Polish: English.
        ("pl_PL.UTF-8", "oxi", {"oxide"}),
    ],
)
def test_names_in_the_users_language(locale: pytest.MonkeyPatch, lang: str, typed: str, names: set[str]) -> None:
    locale.setenv("LANG", lang)
    found = offered(f"form {typed}")
    assert names <= set(found)
    assert len(found) == len(set(found))


def test_only_what_starts_as_typed(locale: pytest.MonkeyPatch) -> None:
    locale.setenv("LANG", "da_DK.UTF-8")
    assert {name[:3] for name in offered("form cit")} == {"cit"}
    assert offered("form xyzzy") == []
    # Nothing typed yet: all that a dose can be of.
    assert {"oxide", "magnesiumoxid", "magnesiumcitrat", "glycinate"} <= set(offered("form "))


def test_no_language_leaks_into_another(locale: pytest.MonkeyPatch) -> None:
    locale.setenv("LANG", "sv_SE.UTF-8")
    assert not {"magnesiumsitrat", "magnesiumoksid", "magnesium oxide"} & set(offered("form "))


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ({"LC_ALL": "da_DK.UTF-8", "LANG": "nb_NO.UTF-8"}, "da"),
        ({"LC_MESSAGES": "da_DK.UTF-8", "LANG": "nb_NO.UTF-8"}, "da"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LC_ALL": "sv_SE", "LC_MESSAGES": "da_DK", "LANG": "nb_NO"}, "sv"),
        ({"LANG": "nn_NO"}, "nb"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "fr"}, "fr"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_locale(locale: pytest.MonkeyPatch, stated: dict[str, str], language: str) -> None:
    # The order of POSIX: LC_ALL, then the category, then LANG; an empty one is not set.
    for variable, value in stated.items():
        locale.setenv(variable, value)
    assert locale_language() == language


@pytest.mark.parametrize("lang", ["en_US", "da_DK", "nb_NO", "sv_SE"])
def test_what_is_offered_is_understood(locale: pytest.MonkeyPatch, lang: str) -> None:
    locale.setenv("LANG", lang)
    refused = [name for name in offered("form ") if run("form", *name.split(), "-q").code != 0]
    assert refused == []


def completed(words: str, **env: str) -> list[str]:
    """Ask as bash does: the words so far and which of them is being typed."""
    asked = {"_MAGCALC_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    ended = run_process(env={**ENVIRONMENT, **asked, **env})
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split("\n")[:-1] if ended.out.endswith("\n") else ended.out.split("\n")


@pytest.mark.parametrize(
    ("words", "lang", "name"),
    [
        ("magcalc dose 400 mg ox", "C", "oxide"),
        ("magcalc dose 2 x 400 mg glycinate + 400 mg cit", "C", "citrate"),
        ("magcalc dose 400 mg magnesiumsi", "nn_NO.UTF-8", "magnesiumsitrat"),
        ("magcalc need 300 mg magnesiumci", "da_DK.UTF-8", "magnesiumcitrat"),
        ("magcalc form magnesiumci", "sv_SE.UTF-8", "magnesiumcitrat"),
        ("magcalc medicine levoty", "nb_NO.UTF-8", "levotyroksin"),
        ("magcalc source scf", "C", "scf-2001"),
        ("magcalc goal muskelk", "nn_NO.UTF-8", "muskelkramper"),
        ("magcalc goal blood-", "da_DK.UTF-8", "blood-pressure"),
        ("magcalc con", "C", "convert"),
        ("magcalc dose --kid", "C", "--kidney-disease"),
    ],
)
def test_bash_gets_the_names_that_match(words: str, lang: str, name: str) -> None:
    offered = completed(words, LANG=lang)
    assert name in offered
    typed = words.rsplit(maxsplit=1)[-1]
    assert all(candidate.startswith(typed) for candidate in offered)


def test_bash_gets_nothing_where_nothing_matches() -> None:
    assert [name for name in completed("magcalc dose 400 mg xyzzy") if name] == []


def test_how_completion_is_installed_is_in_the_help() -> None:
    text = run("--help").out
    assert "--install-completion" in text
    assert "--show-completion" in text


def test_the_script_for_bash_asks_this_program() -> None:
    script = run_process(env={**ENVIRONMENT, "_MAGCALC_COMPLETE": "source_bash"})
    assert script.code == 0
    assert "_MAGCALC_COMPLETE=complete_bash" in script.out
    assert "COMP_CWORD" in script.out


def test_goals_are_offered_in_the_users_language_and_by_key(locale: pytest.MonkeyPatch) -> None:
    locale.setenv("LANG", "da_DK.UTF-8")
    assert {"søvn", "sleep"} <= set(offered("goal s"))
    assert "sövn" not in offered("goal ")
    assert offered("goal xyzzy") == []
    locale.setenv("LANG", "en_US.UTF-8")
    assert "søvn" not in offered("goal s")


@pytest.mark.parametrize(
    ("lang", "typed", "names"),
    [
        ("da_DK.UTF-8", "levo", {"levothyroxin", "levothyroxine", "levodopa", "levofloxacin"}),
        ("nb_NO.UTF-8", "doks", {"doksysyklin"}),
        ("sv_SE.UTF-8", "jä", {"järn", "järntabletter"}),
        ("en_US.UTF-8", "Bik", {"Biktarvy"}),
        ("de_DE.UTF-8", "iro", {"iron", "iron tablets"}),
    ],
)
def test_medicines_are_offered_in_the_users_language_and_by_brand(
    locale: pytest.MonkeyPatch, lang: str, typed: str, names: set[str]
) -> None:
    locale.setenv("LANG", lang)
    found = offered(f"medicine {typed}")
    assert names <= set(found)
    assert len(found) == len(set(found))
    assert offered("medicine xyzzy") == []


@pytest.mark.parametrize("lang", ["en_US", "da_DK", "nb_NO", "sv_SE"])
@pytest.mark.parametrize("typed", ["", "c"])
def test_a_medicine_that_is_offered_is_understood(locale: pytest.MonkeyPatch, lang: str, typed: str) -> None:
    locale.setenv("LC_ALL", lang)
    found = offered(f"medicine {typed}")
    assert len(found) > (15 if typed else 100)
    assert [name for name in found[::7] if run("medicine", *name.split(), "-q").code != 0] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("source SCF", ["SCF-2001"]),
        ("source xyzzy", []),
        # Behind the first words of a name only that name goes on, in a quote too.
        ("form Epsom sa", ["salt", "salts"]),
        ("form 'epsom sa", ["epsom salt", "epsom salts"]),
        ("dose '2 g ox", ["2 g oxide"]),
        ("goal blood pr", ["pressure"]),
        ("dose 2 g oxide --limits ef", ["efsa"]),
        ("dose 2 g oxide --limits efsa,iom,nor", ["efsa,iom,norway"]),
        # None is named twice, and all goes with no other.
        ("dose 2 g oxide --limits efsa,ef", []),
        ("dose 2 g oxide --limits al", ["all"]),
        ("dose 2 g oxide --limits efsa,al", []),
        ("limits norw", ["norway"]),
        ("label --select MG101,ambiguous", ["MG101,ambiguous-compound-or-elemental"]),
        ("label --explain over-e", ["over-efsa-250"]),
        ("rules mg101", ["mg101"]),
        ("schema do", ["dose"]),
        ("day 1 l Gerolst", ["Gerolsteiner"]),
        ("day 400 mg oxide --med levothyrox", ["levothyroxine"]),
        ("day 400 mg oxide --med levothyroxine@", []),
        # An option takes one word.
        ("day 400 mg oxide --goal blood", ["blood-pressure", "blood-sugar"]),
        ("why 400 mg oxi", ["oxide"]),
        ("convert 400 mg oxi", ["oxide"]),
    ],
)
def test_what_is_offered_for_a_line(locale: pytest.MonkeyPatch, line: str, names: list[str]) -> None:
    locale.setenv("LANG", "C")
    assert offered(line) == names


@given(name=sampled_from(["Epsom salt", "søvnløshed", "citrate de magnésium", "Æbler", "Süßstoff"]), data=data())
def test_a_name_begun_anywhere_goes_on_to_its_end(name: str, data: DataObject) -> None:
    end = data.draw(integers(0, len(name)))
    assert going_on([name], name[:end].rpartition(" ")[2], name[:end].split()[: name[:end].count(" ")]) == [
        name[name[:end].rfind(" ") + 1 :]
    ]


def test_letters_without_their_accents_begin_the_same_name() -> None:
    # Shells throw away what does not begin as typed.
    assert going_on(["søvnløshed"], "SOVN") == ["SOVNløshed"]
    assert going_on(["Æbler"], "ae") == ["aebler"]
    assert going_on(["blood-pressure"], "blood_p") == ["blood_pressure"]


@on_unix
@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_without_completion_is_told(tmp_path: Path, option: str) -> None:
    # The calling shell is looked for among the processes above, so one that stays there is put in between.
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", *MODULE]
    result = run_process(option, command=command, env=ENVIRONMENT | {"HOME": str(tmp_path)})
    # 1 would tell a script that there were findings.
    assert result.code == 2
    assert [line.partition(":")[0] for line in result.err.splitlines()][-2:] == ["error", "hint"]
    assert list(tmp_path.iterdir()) == []


def test_a_shell_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("ksh", "/bin/ksh"))
    result = run("--show-completion")
    # 1 would tell a script that there were findings.
    assert (result.code, result.out) == (2, "")
    # Typer has said so in its own words before.
    told = ["error: this shell has no completion", "hint: call it from bash, zsh, fish or PowerShell"]
    assert result.err.splitlines()[-2:] == told


# The shells themselves.

SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed"))
    for name in ("bash", "zsh", "fish")
]
slow = pytest.mark.slow


@pytest.fixture(scope="module", params=SHELLS)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp(request.param), request.param)
    made.install_completion()
    return made


# Each line is typed into a session of its own, so its TAB is the first.
@slow
@on_unix
@pytest.mark.parametrize(
    ("line", "lang", "words"),
    [
        ("magcalc do", "en", "dose"),
        ("magcalc dose --kid", "en", "dose --kidney-disease"),
        ("magcalc dose 400 mg ox", "en", "dose 400 mg oxide"),
        ("magcalc dose 400 mg OXI", "en", "dose 400 mg OXIde"),
        ("magcalc dose 2 x 400 mg citrate + 1 g ox", "en", "dose 2 x 400 mg citrate + 1 g oxide"),
        ("magcalc form Epsom sa", "en", "form Epsom salt"),
        ("magcalc form calcium\\ magnesium\\ carbonate\\ an", "en", "form calcium magnesium carbonate antacid"),
        ("magcalc form citrate de magn", "fr", "form citrate de magnésium"),
        ("magcalc goal søvnl", "da", "goal søvnløshed"),
        ("magcalc source scf", "en", "source scf-2001"),
        ("magcalc medicine dolutegravir/l", "en", "medicine dolutegravir/lamivudine"),
        ("magcalc dose 1 g oxide --limits ef", "en", "dose 1 g oxide --limits efsa"),
        ("magcalc dose 1 g oxide --limits efsa,io", "en", "dose 1 g oxide --limits efsa,iom"),
        # Where nothing of ours is offered, the files are.
        ("magcalc label first-", "en", "label first-jar.txt"),
    ],
)
def test_tab_in_a_real_shell(home: Home, line: str, lang: str, words: str) -> None:
    (home.folder / "first-jar.txt").touch()
    assert " ".join(home.words_after_tab(line, LC_MESSAGES=f"{lang}.UTF-8")) == words


@slow
@on_unix
@pytest.mark.parametrize("quote", ["'", '"'])
def test_tab_inside_a_quote_in_a_real_shell(home: Home, quote: str) -> None:
    assert home.words_after_tab(f"magcalc dose {quote}2 g ox") == ["dose", "2 g oxide"]


@slow
@on_unix
@pytest.mark.skipif(not BASH_COMPLETION.is_file(), reason="bash-completion is not installed")
def test_tab_in_a_bash_that_loads_bash_completion(tmp_path: Path) -> None:
    home = Home(tmp_path, "bash", bash_completion=True)
    home.install_completion()
    assert home.words_after_tab("magcalc dose 400 mg ox") == ["dose", "400", "mg", "oxide"]
    assert home.words_after_tab("magcalc goal søvnl", LC_MESSAGES="da_DK.UTF-8") == ["goal", "søvnløshed"]
