"""The options that commands share: output formats, the form table, the person."""

import functools
import inspect
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from magcalc.amount import Amount, parse_number
from magcalc.calc.person import Person, parse_sex
from magcalc.cli.complete import complete_form, complete_limits
from magcalc.cli.language import ScreenLanguageOption
from magcalc.errors import ChoiceError, quoted
from magcalc.facts.bands import Age
from magcalc.facts.form_table import FormTable
from magcalc.said import say, together
from magcalc.show.language import write_for
from magcalc.show.terminal import Format, Output

_FORMATS: tuple[Format, ...] = ("json", "ndjson", "csv", "plain")


def _flag(name: str, *declarations: str, text: str) -> inspect.Parameter:
    option = typer.Option(*declarations, help=text)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, option])


_SCREEN_LANGUAGE = inspect.Parameter(
    "screen_language", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=ScreenLanguageOption
)
_OUTPUT_FLAGS = (
    _flag("as_json", "--json", text="One JSON document."),
    _flag("as_ndjson", "--ndjson", text="One JSON object a line."),
    _flag("as_csv", "--csv", text="CSV with a header."),
    _flag("as_plain", "--plain", text="Plain lines, also on a terminal."),
    _flag("quiet", "--quiet", "-q", text="Leave remarks out."),
    _flag("no_color", "--no-color", text="No colours; NO_COLOR does the same."),
)


def new_app() -> typer.Typer:
    """Give the app of one command: literal help, no pretty tracebacks."""
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def with_output(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """Give a command the output options; it takes the ``Output`` they make as ``out``.

    A command that has a ``--lang`` of its own keeps it.
    """
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "out"]
    flags = _OUTPUT_FLAGS if "lang" in signature.parameters else (_SCREEN_LANGUAGE, *_OUTPUT_FLAGS)

    @functools.wraps(command)
    def wrapper(**given: Any) -> int | None:
        asked = [form for form in _FORMATS if given.pop(f"as_{form}")]
        if len(asked) > 1:
            raise ChoiceError(
                say("{options} exclude each other", options=together(f"--{form}" for form in asked)),
                hint=say("type one of them, such as {option}", option=f"--{asked[0]}"),
            )
        quiet, color = given.pop("quiet"), not given.pop("no_color")
        given.pop(_SCREEN_LANGUAGE.name, None)
        write_for(machine=asked[:1] not in ([], ["plain"]))
        return command(out=Output(asked[0] if asked else None, color=color, quiet=quiet), **given)

    keywords = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    parameters = [*keywords, *flags]
    wrapper.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapper


FormsOption = Annotated[
    Path | None, typer.Option("--forms", metavar="FILE", help="Your own forms (TOML), added to or over ours.")
]
AgeOption = Annotated[str | None, typer.Option("--age", metavar="AGE", help="Age in years, or months as 9mo.")]
FailOnOption = Annotated[
    str, typer.Option("--fail-on", metavar="WHEN", help="Exit 1 when above, depends (or above), or never.")
]
WhyOption = Annotated[bool, typer.Option("--why", help="Show the arithmetic step by step.")]
AssayOption = Annotated[
    str | None, typer.Option("--assay", metavar="PERCENT", help="Elemental percentage of the product, as 12.5%.")
]
GradeOption = Annotated[
    str | None, typer.Option("--grade", metavar="NAME", help="The grade, as anhydrous or dihydrate.")
]
ElementalOption = Annotated[bool, typer.Option("--elemental", help="The amounts are magnesium already.")]
PerDayOption = Annotated[str, typer.Option("--per-day", metavar="N", help="How often a day it is taken.")]
MaxSingleOption = Annotated[
    str | None, typer.Option("--max-single", metavar="MG", help="Most magnesium in one dose, 200 mg if not said.")
]
SexOption = Annotated[str | None, typer.Option("--sex", metavar="SEX", help="male or female, for reference intakes.")]
KidneyOption = Annotated[bool, typer.Option("--kidney-disease", help="Reduced kidney function.")]
PregnantOption = Annotated[bool, typer.Option("--pregnant", help="The person is pregnant.")]
LactatingOption = Annotated[bool, typer.Option("--lactating", help="The person breastfeeds.")]
LimitsOption = Annotated[
    str | None,
    typer.Option(
        "--limits", metavar="IDS", autocompletion=complete_limits, help="Limits by id, as efsa,iom,norway; or all."
    ),
]


def parse_fail_on(text: str) -> frozenset[str]:
    """Give the statuses that end a command with 1.

    Raises:
        ChoiceError: when it is none of above, depends and never.
    """
    failing = {"never": frozenset[str](), "above": frozenset({"above"}), "depends": frozenset({"above", "depends"})}
    if text not in failing:
        raise ChoiceError(
            say("--fail-on {word} is unknown", word=quoted(text)), hint=say("type above, depends or never")
        )
    return failing[text]


def form_table(path: Path | None) -> FormTable:
    """Give the form table, with the user's own forms where a file is named."""
    if path is None:
        return FormTable()
    from magcalc.facts.user_table import table_with

    return table_with(path)


def refuse_unknown_options(words: list[str], command: str) -> None:
    """Refuse options that do not exist.

    They come as words, because an amount such as -5 mg must reach its own error and not typer's.

    Raises:
        ChoiceError: when a word looks like an option.
    """
    for word in words:
        if word.startswith("-") and len(word) > 1 and not word[1].isdigit() and word != "->":
            raise ChoiceError(
                say("there is no option {option}", option=quoted(word)),
                hint=say("{command} shows them all", command=f"'magcalc {command} --help'"),
            )


def parse_count(text: str, option: str) -> int:
    """Read a whole number in plain digits; how large it may be is the plan's to say.

    Raises:
        ChoiceError: when it is none; ``1_0`` and ``3.0`` are none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ChoiceError(
            say("{option} {text} is no whole number", option=option, text=quoted(text)),
            hint=say("type it as in {example}", example=f"{option} 3"),
        )
    return int(text)


def parse_cap(text: str) -> Decimal:
    """Read the per-dose cap: milligrams of magnesium, or an amount with its unit.

    Raises:
        AmountError: when it is no amount.
    """
    bare = text.strip()
    return parse_number(bare) if bare and bare[-1].isdigit() else Amount.parse(bare).mg


def parse_person(
    age: str | None, sex: str | None, *, pregnant: bool = False, lactating: bool = False, kidney_disease: bool = False
) -> Person:
    """Make the person out of the options.

    Raises:
        ChoiceError: when an age or a sex is none.
    """
    return Person(
        age=None if age is None else Age.parse(age),
        sex=None if sex is None else parse_sex(sex, "--sex"),
        pregnant=pregnant,
        lactating=lactating,
        kidney_disease=kidney_disease,
    ).checked()


FormArgument = typer.Argument(metavar="NAME", autocompletion=complete_form, help="A form in any language.")
