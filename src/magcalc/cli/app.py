"""The commands by name, each imported only when it is called."""

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from magcalc.show.language import spoken

_COMMANDS = (
    "dose",
    "day",
    "compare",
    "need",
    "convert",
    "absorb",
    "batch",
    "label",
    "rules",
    "forms",
    "form",
    "limits",
    "medicine",
    "goal",
    "source",
    "why",
    "schema",
)


class Command(TyperCommand):
    """A command with its help in the person's language, which may be known only when all options are read."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        _translate(self, ctx)
        return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line for the list of commands."""
        _translate(self)
        return super().get_short_help_str(limit)


def _translate(command: Any, context: Any = None) -> None:
    if spoken() != "en":
        from magcalc.cli.help_page import put_in_person_language

        put_in_person_language(command, context)


class Commands(TyperGroup):
    """A group that imports a command's file when the command is called, listed or completed.

    Building all commands costs more than running one of them.
    """

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of all commands, in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, which ``resolve_command`` has found among them."""
        app: typer.Typer = importlib.import_module(f"magcalc.cli.{cmd_name}").app
        app.registered_commands[0].cls = Command
        command = get_command(app)
        command.name = cmd_name
        return command

    def get_help(self, ctx: Any) -> str:
        """The help page of all commands."""
        _translate(self, ctx)
        return super().get_help(ctx)

    def make_context(self, *args: Any, **named: Any) -> Any:
        """Read the options before the command; typer leaves with 1 where it knows no completion for the shell."""
        _let_zsh_complete_at_once()
        try:
            return super().make_context(*args, **named)
        except typer.Exit as left:
            if left.exit_code != 1:
                raise
            from magcalc.errors import ChoiceError
            from magcalc.said import say

            # 1 means a finding here.
            raise ChoiceError(
                say("this shell has no completion"), hint=say("call it from bash, zsh, fish or PowerShell")
            ) from left

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or offer the nearest name."""
        # Typer looks for near names among the commands already built; here none of them is.
        if args and args[0] not in _COMMANDS:
            import difflib

            from magcalc.errors import UnknownNameError, quoted
            from magcalc.said import say

            close = difflib.get_close_matches(args[0][:50], _COMMANDS, n=1)
            raise UnknownNameError(
                say("there is no command {command}", command=quoted(args[0])),
                hint=say("did you mean {names}?", names=f"'magcalc {close[0]}'")
                if close
                else say("commands are {names}", names=", ".join(_COMMANDS)),
            )
        return super().resolve_command(ctx, args)


# zsh reads a script of completion at the first TAB of a session. Typer's only puts its function in place then, so that
# TAB would do nothing.
_CALLED_AT_ONCE = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
fi
"""


def _let_zsh_complete_at_once() -> None:
    from typer import _completion_shared

    # No public part of typer leads there; a typer without it installs its own script.
    scripts = getattr(_completion_shared, "_completion_scripts", {})
    if _CALLED_AT_ONCE not in scripts.get("zsh", _CALLED_AT_ONCE):
        scripts["zsh"] += _CALLED_AT_ONCE


app = typer.Typer(
    cls=Commands,
    help="How much magnesium is in a supplement, is it too much, and how to take it.",
    epilog="Start with: magcalc dose 2000 mg glycinate",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _speak(stated: str | None) -> str | None:
    from magcalc.cli.language import speak_stated

    return speak_stated(stated)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from magcalc.show.terminal import Output

        Output().line(f"magcalc {version('magcalc')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def magcalc(
    ctx: typer.Context,
    lang: Annotated[  # noqa: ARG001 (its callback does the work)
        str | None,
        typer.Option(
            "--lang", metavar="CODE", callback=_speak, is_eager=True, help="Language of the answer: en, da, nb or sv."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 (its callback does the work)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """How much magnesium is in a supplement, is it too much, and how to take it."""
    if ctx.invoked_subcommand is None:
        from magcalc.errors import MagcalcError
        from magcalc.show.terminal import Output

        # Nothing was asked, so this is wrong use; the help page says more than one error line could.
        Output("plain").page(ctx.get_help())
        raise typer.Exit(MagcalcError.exit_code)
