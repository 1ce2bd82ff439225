"""Write the manual pages, one for magcalc and one for each command, out of the program itself.

``python docs/manual.py`` writes them to man/, from where the wheel takes them; a test writes them again and compares.
They are kept, so that building a wheel needs nothing of what magcalc needs to run. They name no date: the same program
gives the same pages.
"""

import inspect
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from command_line import (
    all_commands,
    arguments_of,
    default_of,
    examples_of,
    options_of,
    shared_options,
    value_of,
    whole_group,
)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "man"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# Paragraphs apart by an empty line.
ABOUT = """\
A label says "2000 mg magnesium glycinate". magcalc says how much magnesium that is, whether it is too much, and how to
take it. Where a name can mean several things, the answer is a range; where the range crosses a limit, the limit's
status is depends, never a guess. What has two readings is refused, with both spelled out.

On a terminal an answer is drawn; in a pipe it is plain lines. Results go to standard output, everything else to
standard error.

magcalc informs, it does not prescribe. With kidney or heart disease, in pregnancy, for a child or with medicines, ask
a pharmacist or doctor.
"""
EXIT_STATUS = {
    "0": "Done.",
    "1": "A status or a finding at or over --fail-on.",
    "2": "Wrong use, or input that cannot be read: one line says what and where, another what to type instead.",
    "70": "A bug of magcalc.",
    "130": "Interrupted.",
    "141": "The reader of the output went away.",
    "143": "Told to end; nothing half-written is left.",
}
ENVIRONMENT = {
    "NO_COLOR": "Where it is set and not empty, no colours.",
    "TERM": "Where it is dumb, no colours.",
    "COLUMNS": "The width of what is drawn, before that of the terminal; between 40 and 200.",
    "LC_ALL, LC_MESSAGES, LANG": "The language of answers and names, the first of these that is set; else English.",
}
FILES_ABOUT = (
    "magcalc reads its own tables and the files that it is given, no other; it keeps no settings and no cache."
)
FILES = {
    "share/man/man1": "These pages, below the folder that magcalc was installed in.",
    "~/.bash_completions": "Where --install-completion puts its script for bash, and a line into ~/.bashrc.",
    "~/.zfunc": "The same for zsh, and lines into ~/.zshrc.",
    "~/.config/fish/completions": "The same for fish.",
}
EXAMPLES = {
    "magcalc dose 2000 mg glycinate": "How much magnesium is that, and is it too much?",
    "magcalc day 2 x 400 mg citrate + 1 l Gerolsteiner --med levothyroxine@07:00": "A whole day, and when to take it.",
    "magcalc label jar.txt": "What does not add up on a label?",
    "magcalc dose 400 mg oxide --json": "The same for a program.",
}


def pages() -> Iterator[tuple[str, str]]:
    """Give the name and the text of every page."""
    commands = all_commands()
    yield "magcalc.1", _page("magcalc", _whole(commands))
    for name, command in commands.items():
        yield f"magcalc-{name}.1", _page(f"magcalc-{name}", _command(name, command, commands))


def _page(name: str, body: Iterable[str]) -> str:
    head = [
        '.\\" Written by docs/manual.py out of the program; do not edit.',
        f'.TH {name.upper()} 1 "" "magcalc {VERSION}"',
    ]
    # Hyphens within words stay hyphens, and lines keep a ragged end.
    return "\n".join([*head, ".nh", ".ad l", *body]) + "\n"


def _whole(commands: dict[str, Any]) -> Iterator[str]:
    group = whole_group()
    yield from _name("magcalc", group.help)
    yield from [".SH SYNOPSIS", ".B magcalc", ".I COMMAND", ".RI [ WORD ...]\\&", ".RI [ OPTION ...]\\&"]
    yield ".SH DESCRIPTION"
    yield from _paragraphs(" ".join(paragraph.split()) for paragraph in ABOUT.split("\n\n"))
    yield ".SH COMMANDS"
    yield from _tagged({f"magcalc-{name}(1)": _sentence(command.help) for name, command in commands.items()})
    yield ".SH OPTIONS"
    yield from _options(options_of(group).values())
    yield from _options([_Help])
    yield from _common()
    yield ".SH FILES"
    yield from _paragraphs([FILES_ABOUT])
    yield from _tagged(FILES)
    yield ".SH EXAMPLES"
    for place, (example, answer) in enumerate(EXAMPLES.items()):
        yield from [*([".PP"] if place else []), _text(answer), *_literal([example])]
    yield from _see_also(f"magcalc-{name}" for name in commands)


def _command(name: str, command: Any, commands: Iterable[str]) -> Iterator[str]:
    shared = shared_options()
    yield from _name(f"magcalc-{name}", command.help)
    arguments = arguments_of(command)
    yield from [".SH SYNOPSIS", f'.B "magcalc {name}"', *(f".I {_quoted(called)}" for called in arguments)]
    yield ".RI [ OPTION ...]\\&"
    yield ".SH DESCRIPTION"
    yield from _paragraphs([" ".join(inspect.cleandoc(command.help or "").split())])
    yield from _tagged(arguments)
    options = options_of(command)
    own = [option for called, option in options.items() if called not in shared]
    of_output = [option for called, option in options.items() if called in shared]
    yield ".SH OPTIONS"
    yield from _options([*own, _Help])
    if of_output:
        yield '.SS "How the answer is written"'
        yield from _options(of_output)
    yield from _common()
    if examples := examples_of(command):
        yield from [".SH EXAMPLES", *_literal(examples)]
    yield from _see_also(["magcalc", *(f"magcalc-{other}" for other in commands if other != name)])


class _Help:
    """The option that typer adds to every command where its help is printed."""

    opts = ("-h", "--help")
    help = "Show a page of help and exit."
    is_flag = True
    default = False


def _name(name: str, what: str) -> list[str]:
    sentence = _sentence(what).rstrip(".")
    return [".SH NAME", f"{_text(name)} \\- {_text(sentence[:1].lower() + sentence[1:])}"]


def _common() -> Iterator[str]:
    yield '.SH "EXIT STATUS"'
    yield from _tagged(EXIT_STATUS)
    yield ".SH ENVIRONMENT"
    yield from _tagged(ENVIRONMENT)


def _see_also(names: Iterable[str]) -> list[str]:
    listed = [f".BR {_text(name)} (1)" for name in names]
    return ['.SH "SEE ALSO"', *(f"{line}," for line in listed[:-1]), listed[-1]]


def _options(options: Iterable[Any]) -> Iterator[str]:
    for option in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in option.opts)
        value = f" \\fI{_text(value_of(option))}\\fR" if value_of(option) else ""
        default = f" Without it: {default_of(option)}." if default_of(option) else ""
        yield from [".TP", names + value, _text(option.help + default)]


def _tagged(said: dict[str, str]) -> Iterator[str]:
    for tag, text in said.items():
        yield from [".TP", f".B {_quoted(tag)}", _text(text)]


def _paragraphs(texts: Iterable[str]) -> list[str]:
    lines = [line for text in texts for line in (".PP", _text(text))]
    # A section begins with a paragraph by itself.
    return lines[1:]


def _literal(lines: Iterable[str]) -> list[str]:
    return [".RS 4", ".nf", *(_text(line) for line in lines), ".fi", ".RE"]


def _sentence(text: str) -> str:
    return " ".join(inspect.cleandoc(text or "").split()).partition(". ")[0].rstrip(".") + "."


def _text(text: str) -> str:
    """Give a text as roff takes it: its signs as they are, none of them at the start of a line a request."""
    escaped = (
        text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq").replace("`", "\\(ga")
    )
    escaped = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in escaped)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


def _quoted(text: str) -> str:
    return f'"{_text(text)}"'


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for page in FOLDER.glob("*.1"):
        page.unlink()
    for name, text in pages():
        (FOLDER / name).write_text(text, encoding="utf-8")
