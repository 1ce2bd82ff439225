"""The help pages in the person's language: the headings that are typer's, and the sentences that are ours."""

from typing import Any

import typer

from magcalc.said import fact, say
from magcalc.show.language import spoken, tell, told

# The words that typer itself puts on a page.
TYPERS_OWN = {
    "Arguments": say("Arguments"),
    "Options": say("Options"),
    "Commands": say("Commands"),
    "Show this message and exit.": say("Show this message and exit."),
}
_EXAMPLES = "Examples: "
_Formatter: Any = typer.Context.formatter_class


class _Page(_Formatter):  # type: ignore[misc]
    """Writes a help page with its headings in the person's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{tell('Usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(told(TYPERS_OWN.get(heading, heading)))

    def write_dl(self, rows: Any, *args: Any, **named: Any) -> None:
        translated = [(term, self._extras(text)) for term, text in rows]
        super().write_dl(translated, *args, **named)

    @staticmethod
    def _extras(text: str) -> str:
        text = told(TYPERS_OWN.get(text, text))
        return text.replace("[default: ", f"[{tell('default')}: ").replace("[required]", f"[{tell('required')}]")


class _Context(typer.Context):
    formatter_class = _Page


def in_person_language(command: Any) -> Any:
    """Give a command, or the group of all, with its help page in the person's language; English stays as it is."""
    if spoken() == "en":
        return command
    command.context_class = _Context
    command.help = _translated(command.help)
    command.epilog = _translated(command.epilog)
    for parameter in command.params:
        parameter.help = _translated(getattr(parameter, "help", None))
    return command


def _translated(text: str | None) -> str | None:
    if not text:
        return text
    if text.startswith(_EXAMPLES):
        # What is typed is the same in every language.
        return tell("Examples: {commands}", commands=text.removeprefix(_EXAMPLES))
    return told(fact(text))
