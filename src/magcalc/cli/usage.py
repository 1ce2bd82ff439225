"""The sentences in which typer refuses a command line, so that they can be said in the person's language."""

import re

from magcalc.said import say

# As typer says them, with a small letter in front and without the full stop.
_SENTENCES = (
    say("missing argument {name}"),
    say("option {option} requires an argument"),
    say("option {option} does not take a value"),
    say("no such option: {option} (Possible options: {options})"),
    say("no such option: {option}"),
    say("got unexpected extra argument(s) ({arguments})"),
)


def usage_message(message: str) -> str:
    """Give a refusal of typer's as a sentence of ours that says the same; one that we do not know stays English.

    >>> usage_message("Missing argument 'DOSE'."), usage_message("Something new.")
    ("missing argument 'DOSE'", 'something new')
    """
    text = " ".join(message.split()).rstrip(".")
    text = text[:1].lower() + text[1:]
    for sentence in _SENTENCES:
        if found := re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(sentence)), text):
            return say(sentence, **found.groupdict())
    return text
