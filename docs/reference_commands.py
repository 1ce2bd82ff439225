"""The page of commands: each with its arguments, options and examples."""

import inspect
from collections.abc import Iterable
from typing import Any

import typer
from reference_table import table

from magcalc.cli.app import app


def commands_page() -> str:
    """Every command with its arguments, options and examples, as the command line itself knows them."""
    group: Any = typer.main.get_command(app)
    commands = {name: group.get_command(None, name) for name in dict.fromkeys(group.list_commands(None))}
    shared = set.intersection(*(set(_options(command)) for name, command in commands.items() if name != "schema"))
    lines = ["# Commands", "", "`magcalc COMMAND --help` prints the same on a terminal.", ""]
    lines += ["## Options of every command", "", *_option_table(commands["dose"], shared)]
    for name, command in commands.items():
        lines += [f"## magcalc {name}", "", inspect.cleandoc(command.help or ""), ""]
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        if arguments:
            called = [one.metavar or (one.name or "").upper() for one in arguments]
            words = [getattr(one, "help", None) or "" for one in arguments]
            lines += table(("argument", "what it is"), zip([f"`{word}`" for word in called], words, strict=True))
        own = [option for option in _options(command) if option not in shared]
        lines += _option_table(command, own) if own else []
        examples = (command.epilog or "").partition("Examples: ")[2].split(" | ")
        lines += ["```sh", *(example.strip() for example in examples), "```", ""] if any(examples) else []
    return "\n".join(lines)


def _options(command: Any) -> dict[str, Any]:
    return {one.opts[0]: one for one in command.params if one.param_type_name == "option"}


def _option_table(command: Any, wanted: Iterable[str]) -> list[str]:
    options = [option for name, option in _options(command).items() if name in wanted]
    rows = [(f"`{', '.join(one.opts)}{_value(one)}`", one.help + _default(one)) for one in options]
    return table(("option", "what it does"), rows)


def _value(option: Any) -> str:
    return "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"


def _default(option: Any) -> str:
    stated = isinstance(option.default, str | int) and not option.is_flag
    return f" Without it: `{option.default}`." if stated and option.default != "" else ""
