"""What a shell offers when TAB is pressed: the names that go on as they were begun.

What was typed stays as it was typed, whatever its case, accents and hyphens: shells throw away what begins differently,
and the program reads either. A name of several words goes on where its first words stand before, or inside a quote.
"""

import unicodedata
from collections.abc import Iterable

import typer

from magcalc.cli.language import parse_language

# Of letters without an accent to take off, how they are typed without their key; and what divides words.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "-": " ", "_": " ", "’": "'"})
# No name has more words.
_WORDS = 6


def going_on(names: Iterable[str], typed: str, before: Iterable[str] = ()) -> list[str]:
    """Give what can stand in place of the word being typed.

    Args:
        names: all that may be meant.
        typed: the word so far; inside a quote it holds spaces.
        before: the words before it, of which the last may be the first words of a name.

    >>> going_on(["magnesium citrate", "citrate"], "CIT")
    ['CITrate']
    >>> going_on(["magnesium citrate", "oxide"], "", ["400", "mg", "magnesium"])
    ['citrate']
    >>> going_on(["oxide"], "2 g ox")
    ['2 g oxide']
    """
    names = tuple(names)
    head, _, word = typed.rpartition(" ")
    words = [*before, *head.split()][-_WORDS:]
    # Behind the first words of a name only that name goes on; the more of its words stand there, the surer.
    for start in range(len(words) + 1):
        if rests := _rests(names, _key(" ".join([*words[start:], word]))):
            return sorted(f"{head} {word}{rest}" if head else word + rest for rest in rests)
    return []


def _rests(names: tuple[str, ...], begun: str) -> Iterable[str]:
    rests = sorted(_rest(name, begun) for name in names if _key(name).startswith(begun))
    # Of spellings that only a hyphen sets apart, the one that stays a single word.
    return {_key(rest): rest for rest in rests}.values()


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(_PLAIN)


def _rest(name: str, wanted: str) -> str:
    # Letters may fold to two, so the end of what was typed is looked for.
    return next(name[end:] for end in range(len(name) + 1) if len(_key(name[:end])) >= len(wanted))


def _words_before(ctx: typer.Context) -> list[str]:
    arguments = [one.name for one in ctx.command.params if one.param_type_name == "argument"]
    return [word for name in arguments for word in ctx.params.get(name or "") or ()]


def _listed(keys: Iterable[str], typed: str) -> list[str]:
    """Go on with the last of names that commas divide, none of them twice."""
    head, comma, last = typed.rpartition(",")
    given = set(head.split(","))
    return [f"{head}{comma}{key}" for key in going_on((key for key in keys if key not in given), last)]


def _form_names(typed: str) -> set[str]:
    from magcalc.facts.form_table import FormTable

    table, language = FormTable(), parse_language(None)
    local = {spelling for form in table for name in form.name for spelling in name.in_language(language)}
    # Where magnesium and the salt are written as one word, it may be begun at the salt.
    salts = {name.casefold().removeprefix("magnesium") for name in local if " " not in name} if typed else set[str]()
    return {*table.keys, *local, *salts} - {""}


def complete_form(ctx: typer.Context, incomplete: str) -> list[str]:
    """Go on with the name of a form, in the user's language or by its short key."""
    return going_on(_form_names(incomplete), incomplete, _words_before(ctx))


def complete_taken(ctx: typer.Context, incomplete: str) -> list[str]:
    """Go on with the name of a form, or of a food, a water or a medicine that holds magnesium."""
    from magcalc.facts.foods import food, food_keys

    language = parse_language(None)
    foods = {name for key in food_keys() for name in (key, *food(key).names_in(language))}
    return going_on(_form_names(incomplete) | foods, incomplete, _words_before(ctx))


def complete_medicine(ctx: typer.Context, incomplete: str) -> list[str]:
    """Go on with the name of a medicine: its key, a brand, or its name in the user's language."""
    return going_on(_medicine_names(), incomplete, _words_before(ctx))


def _medicine_names() -> list[str]:
    from magcalc.facts.medicines import MEDICINE_LANGUAGES, medicine_keys, medicine_names

    language = parse_language(None)
    spoken = (language if language in MEDICINE_LANGUAGES else "en", "brands")
    return [*medicine_keys(), *(name for _, known, name in medicine_names() if known in spoken)]


def complete_medicine_word(incomplete: str) -> list[str]:
    """Go on with a medicine as one word, as an option takes it; the times behind @ only the person knows."""
    return [] if "@" in incomplete else going_on(_one_word(_medicine_names()), incomplete)


def complete_goal(ctx: typer.Context, incomplete: str) -> list[str]:
    """Go on with a goal: its key, or its name in the user's language."""
    return going_on(_goal_names(), incomplete, _words_before(ctx))


def _goal_names() -> list[str]:
    from magcalc.facts.goals import goal_keys, goal_spellings

    return [*goal_keys(), *(name for _, spoken, name in goal_spellings() if spoken == parse_language(None))]


def complete_goal_word(incomplete: str) -> list[str]:
    """Go on with a goal as one word, as an option takes it."""
    return going_on(_one_word(_goal_names()), incomplete)


def _one_word(names: Iterable[str]) -> list[str]:
    # bash puts a name into the line as it is, and a space would end the option's value.
    return [name for name in names if " " not in name]


def complete_source(incomplete: str) -> list[str]:
    """Go on with the id of a source."""
    from magcalc.facts.sources import source_keys

    return going_on(source_keys(), incomplete)


def complete_limit(incomplete: str) -> list[str]:
    """Go on with the id of a limit."""
    from magcalc.facts.limits import limit_keys

    return going_on(limit_keys(), incomplete)


def complete_limits(incomplete: str) -> list[str]:
    """Go on with the last of several limits, as in ``efsa,io``; or all."""
    from magcalc.facts.limits import limit_keys

    return _listed(limit_keys() if "," in incomplete else (*limit_keys(), "all"), incomplete)


def complete_rule(incomplete: str) -> list[str]:
    """Go on with a rule of labels, by code or name."""
    return going_on(_rule_names(), incomplete)


def complete_rules(incomplete: str) -> list[str]:
    """Go on with the last of several rules, as in ``MG101,MG2``."""
    return _listed(_rule_names(), incomplete)


def _rule_names() -> list[str]:
    from magcalc.facts.rules import rule, rule_keys

    return [name for key in rule_keys() for name in (rule(key).code, key)]


def complete_schema(incomplete: str) -> list[str]:
    """Go on with the name of a published shape."""
    from magcalc.show.shapes import SHAPES

    return going_on(SHAPES, incomplete)
