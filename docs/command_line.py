"""The command line as it knows itself: what the reference and the manual pages are written from."""

from typing import Any

from typer.main import get_command

from magcalc.cli.app import app


def whole_group() -> Any:
    """``magcalc`` itself."""
    return get_command(app)


def all_commands() -> dict[str, Any]:
    """Every command by its name, in the order of the help page."""
    group = whole_group()
    return {name: group.get_command(None, name) for name in dict.fromkeys(group.list_commands(None))}


def options_of(command: Any) -> dict[str, Any]:
    """The options of a command by their long names."""
    return {one.opts[0]: one for one in command.params if one.param_type_name == "option"}


def shared_options() -> set[str]:
    """The options that every command has; schema alone prints nothing that has another form."""
    return set.intersection(*(set(options_of(command)) for name, command in all_commands().items() if name != "schema"))


def arguments_of(command: Any) -> dict[str, str]:
    """What each argument of a command is, by how it is called."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    return {one.metavar or (one.name or "").upper(): getattr(one, "help", None) or "" for one in arguments}


def value_of(option: Any) -> str:
    """What the value of an option is called, nothing where it takes none."""
    return "" if option.is_flag else option.metavar or option.type.name.upper()


def default_of(option: Any) -> str:
    """What stands where an option is left out, nothing where that goes without saying."""
    stated = isinstance(option.default, str | int) and not option.is_flag
    return str(option.default) if stated else ""


def examples_of(command: Any) -> list[str]:
    """The examples at the foot of a help page."""
    return [example.strip() for example in (command.epilog or "").partition("Examples: ")[2].split(" | ") if example]
