"""The help pages in the person's language: the headings that are typer's, and the sentences that are ours."""

from typing import Any

import typer

from magcalc.said import fact, say
from magcalc.show.language import tell, told

# What typer itself puts on a page, for the catalogues to gather.
_TYPERS = (
    say("Arguments"),
    say("Options"),
    say("Commands"),
    say("Show this message and exit."),
    say("Install completion for the current shell."),
    say("Show completion for the current shell, to copy it or customize the installation."),
)
# What is typed is the same in every language.
_BEFORE_COMMANDS = {"Examples": say("Examples: {commands}"), "Start with": say("Start with: {commands}")}
_Formatter: Any = typer.Context.formatter_class


class _Page(_Formatter):  # type: ignore[misc]
    """Writes a help page with its headings in the person's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{tell('Usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(told(fact(heading)))

    def write_dl(self, rows: Any, *args: Any, **named: Any) -> None:
        translated = [(term, self._extras(text)) for term, text in rows]
        super().write_dl(translated, *args, **named)

    @staticmethod
    def _extras(text: str) -> str:
        return text.replace("[default: ", f"[{tell('default')}: ").replace("[required]", f"[{tell('required')}]")


def put_in_person_language(command: Any, context: Any = None) -> None:
    """Put the sentences of a command, or of the group of all, in the person's language.

    Args:
        command: the command, whose sentences are English until now.
        context: the context that makes its help page, if a page is wanted.
    """
    command.help, command.epilog = _translated(command.help), _translated(command.epilog)
    if context is not None:
        context.formatter_class = _Page
        for parameter in command.get_params(context):
            parameter.help = _translated(getattr(parameter, "help", None))


def _translated(text: str | None) -> str | None:
    if not text:
        return text
    start, _, commands = text.partition(": ")
    epilog = _BEFORE_COMMANDS.get(start)
    return told(fact(text)) if epilog is None else told(say(epilog, commands=commands))
