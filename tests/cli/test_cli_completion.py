"""Completion of the shell: the names of forms in the user's language."""

from pathlib import Path

import pytest
from cli_runner import ENVIRONMENT, MODULE, run, run_process

from magcalc.cli.goal import _complete as complete_goal
from magcalc.cli.options import complete_form
from magcalc.cli.source import _complete as complete_source
from magcalc.show.language import locale_language, speak

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


def names_offered(typed: str) -> list[str]:
    """What completion offers in the locale of the moment."""
    speak(locale_language())
    return complete_form(typed)


@pytest.fixture
def locale(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("lang", "typed", "names"),
    [
        # As the labels of these countries write citrate, oxide and carbonate.
        ("da_DK.UTF-8", "cit", {"magnesiumcitrat"}),
        ("da_DK.UTF-8", "magnesiumoxi", {"magnesiumoxid"}),
        ("nb_NO.UTF-8", "sit", {"magnesiumsitrat"}),
        ("nb_NO", "magnesiumoks", {"magnesiumoksid"}),
        ("nn_NO.UTF-8", "karb", {"magnesiumkarbonat"}),
        ("no_NO.UTF-8", "sit", {"magnesiumsitrat"}),
        ("sv_SE.UTF-8", "cit", {"magnesiumcitrat"}),
        ("de_DE.UTF-8", "oxi", {"Magnesiumoxid"}),
        ("en_US.UTF-8", "cit", {"magnesium citrate", "citrate"}),
        ("en_GB", "oxi", {"magnesium oxide", "oxide"}),
        ("C", "cit", {"magnesium citrate", "citrate"}),
        ("POSIX", "oxi", {"magnesium oxide"}),
        ("", "oxi", {"magnesium oxide"}),
        # No names in Polish: English.
        ("pl_PL.UTF-8", "oxi", {"magnesium oxide"}),
    ],
)
def test_names_in_the_users_language(locale: pytest.MonkeyPatch, lang: str, typed: str, names: set[str]) -> None:
    locale.setenv("LANG", lang)
    offered = names_offered(typed)
    assert names <= set(offered)
    assert len(offered) == len(set(offered))


def test_only_what_starts_as_typed(locale: pytest.MonkeyPatch) -> None:
    locale.setenv("LANG", "da_DK.UTF-8")
    offered = names_offered("cit")
    assert not {"oxide", "magnesiumoxid", "malate"} & set(offered)
    assert names_offered("xyzzy") == []
    # Nothing typed yet: all that a dose can be of.
    assert {"oxide", "magnesiumoxid", "magnesiumcitrat", "glycinate"} <= set(names_offered(""))


def test_no_language_leaks_into_another(locale: pytest.MonkeyPatch) -> None:
    locale.setenv("LANG", "sv_SE.UTF-8")
    assert not {"magnesiumsitrat", "magnesiumoksid", "magnesium oxide"} & set(names_offered(""))


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
    refused = [name for name in names_offered("") if run("form", *name.split(), "-q").code != 0]
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
    speak(locale_language())
    assert {"søvn", "sleep"} <= set(complete_goal("s"))
    assert "sövn" not in complete_goal("")
    assert complete_goal("xyzzy") == []
    locale.setenv("LANG", "en_US.UTF-8")
    speak(locale_language())
    assert "søvn" not in complete_goal("s")


def test_sources_are_offered_by_their_ids() -> None:
    assert {"scf-2001"} <= set(complete_source("SCF"))
    assert all(name.startswith("scf") for name in complete_source("SCF"))
    assert complete_source("xyzzy") == []


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_without_completion_is_told(tmp_path: Path, option: str) -> None:
    # The calling shell is looked for among the processes above, so one that stays there is put in between.
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", *MODULE]
    result = run_process(option, command=command, env=ENVIRONMENT | {"HOME": str(tmp_path)})
    # 1 would tell a script that there were findings.
    assert result.code == 2
    assert [line.partition(":")[0] for line in result.err.splitlines()][-2:] == ["error", "hint"]
    assert list(tmp_path.iterdir()) == []
