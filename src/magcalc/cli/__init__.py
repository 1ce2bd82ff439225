"""The command line: parse, call, show. One file a command, no arithmetic.

``main`` owns the exit code: 0 done, 1 findings at or over ``--fail-on``, 2 wrong use or input that cannot be read,
70 a bug of ours, 130 interrupted, 141 the reader went away, 143 told to end.
"""

import gc
import os
import signal
import sys
from typing import NoReturn

BUG = 70
INTERRUPTED = 130
TOLD_TO_END = 143


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # One answer makes too little garbage to collect; looking for it costs a twentieth of the whole process.
    gc.disable()
    # Looking for pydantic plug-ins reads every installed package, and none may change how a table is checked.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # Told to end, a process takes away what it has half written, as it does when it is interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TOLD_TO_END))
    sys.exit(_run())


def _run() -> int:
    from magcalc.errors import MagcalcError
    from magcalc.said import say
    from magcalc.show.language import locale_language, speak
    from magcalc.show.terminal import cannot_write, complain, detach

    speak(locale_language())
    try:
        return _call_typer()
    except MagcalcError as error:
        refusal = error
    except OSError as error:
        # Only typer writes past our gate: its help pages, and completion into a person's home.
        detach(sys.stdout)
        refusal = cannot_write(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        complain(
            say("magcalc has a bug: {fault}", fault=f"{type(error).__name__}: {error}"),
            say("please report it with the command you typed"),
        )
        return BUG
    complain(refusal.message, refusal.hint)
    return refusal.exit_code


def _call_typer() -> int:
    from typer.exceptions import Abort, TyperException

    from magcalc.cli.app import app
    from magcalc.errors import MagcalcError
    from magcalc.show.terminal import READER_WENT_AWAY, Output, complain

    try:
        # Not standalone, so that errors come here and not to typer's own printer.
        code = app(prog_name="magcalc", standalone_mode=False)
    except Abort as abort:
        # Typer takes the end of a file for a person who left; here no person is asked, so it is a fault.
        if isinstance(abort.__cause__, EOFError):
            raise abort.__cause__ from None
        return INTERRUPTED
    except SystemExit as left:
        # Typer leaves with 1 when the reader of a help page went away; 1 means a finding here.
        return READER_WENT_AWAY if left.code == 1 else int(left.code or 0)
    except TyperException as error:
        from magcalc.cli.usage import usage_message

        complain(usage_message(error.format_message()), _usage_hint(error))
        return MagcalcError.exit_code
    Output().flush()
    return code if isinstance(code, int) else 0


def _usage_hint(error: Exception) -> str:
    from magcalc.said import say

    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "magcalc"
    return say("{command} shows how it is used", command=f"'{command} --help'")
