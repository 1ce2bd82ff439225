"""The option ``--lang``: the language of the answer, and of the names or the label that a command reads."""

from typing import Annotated

import typer

from magcalc.errors import ChoiceError, quoted
from magcalc.facts.forms import LANGUAGES
from magcalc.said import say
from magcalc.show.language import SCREEN_LANGUAGES, asked_language, language_code, speak


def speak_stated(stated: str | None) -> str | None:
    """Speak the language that was asked for, before anything else is said.

    Raises:
        ChoiceError: when there are no screens in it.
    """
    if stated is not None:
        if language_code(stated) not in SCREEN_LANGUAGES:
            raise ChoiceError(
                say("--lang {language}: magcalc has no screens in it", language=quoted(stated)),
                hint=say("type {choices}", choices=", ".join(SCREEN_LANGUAGES)),
            )
        speak(language_code(stated))
    return stated


def speak_if_known(context: typer.Context, stated: str | None) -> str | None:
    """Speak the language of names or of a label, where nothing was said of the answer's before the command."""
    if stated is not None and context.find_root().params.get("lang") is None:
        speak(language_code(stated))
    return stated


LabelLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        callback=speak_if_known,
        is_eager=True,
        help="The label's language, found out if not said; the answer's too.",
    ),
]
ScreenLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="CODE", callback=speak_stated, is_eager=True, help="Language of the answer: en, da, nb or sv."
    ),
]
NameLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        callback=speak_if_known,
        is_eager=True,
        help="Language of the names: en, da, nb, sv, de, ...; the answer's too.",
    ),
]


def parse_language(stated: str | None) -> str:
    """Give the language of names that was stated, else the person's own; English where the tables have none in it.

    Raises:
        ChoiceError: when the tables have no names in the language that was stated.

    >>> parse_language("SV")
    'sv'
    """
    code = asked_language() if stated is None else language_code(stated)
    if code in LANGUAGES:
        return code
    if stated is None:
        return "en"
    raise ChoiceError(
        say("--lang {language} has no names in the table", language=quoted(stated)),
        hint=say("type {choices}", choices=", ".join(LANGUAGES)),
    )
