"""The page of commands: each with its arguments, options and examples."""

import inspect
from collections.abc import Iterable
from typing import Any

from command_line import all_commands, arguments_of, default_of, examples_of, options_of, shared_options, value_of
from reference_table import table


def commands_page() -> str:
    """Every command with its arguments, options and examples, as the command line itself knows them."""
    commands, shared = all_commands(), shared_options()
    lines = ["# Commands", "", "`magcalc COMMAND --help` prints the same on a terminal.", ""]
    lines += ["## Options of every command", "", *_option_table(commands["dose"], shared)]
    for name, command in commands.items():
        lines += [f"## magcalc {name}", "", inspect.cleandoc(command.help or ""), ""]
        if arguments := arguments_of(command):
            lines += table(("argument", "what it is"), ((f"`{called}`", what) for called, what in arguments.items()))
        own = [option for option in options_of(command) if option not in shared]
        lines += _option_table(command, own) if own else []
        examples = examples_of(command)
        lines += ["```sh", *examples, "```", ""] if examples else []
    return "\n".join(lines)


def _option_table(command: Any, wanted: Iterable[str]) -> list[str]:
    options = [option for name, option in options_of(command).items() if name in wanted]
    rows = [
        (f"`{', '.join(one.opts)} {value_of(one)}`".replace(" `", "`"), one.help + _default(one)) for one in options
    ]
    return table(("option", "what it does"), rows)


def _default(option: Any) -> str:
    default = default_of(option)
    return f" Without it: `{default}`." if default else ""
