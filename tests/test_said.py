"""Sentences that can be said again: in another language, and in another process."""

import pickle
from decimal import Decimal

import pytest

from magcalc.errors import ChoiceError
from magcalc.said import Named, Said, fact, listed, say, say_count, together, told_in


class Loud:
    """A language made for these tests: every sentence in capitals, its fields as they are, decimals with a bar."""

    code = "loud"

    def sentence(self, english: str) -> str:
        return english.upper().replace("{MG}", "{mg}").replace("{WHAT}", "{what}").replace("{COUNT}", "{count}")

    def counted(self, one: str, many: str, count: int) -> str:
        return self.sentence(one if count == 1 else many)

    def number(self, figures: str) -> str:
        return figures.replace(".", "|")


SENTENCES = [
    (fact("no limit"), "no limit", "NO LIMIT"),
    (say("{mg} mg a day", mg=Decimal("2.50")), "2.5 mg a day", "2|5 MG A DAY"),
    (say("typed {what}", what="400 Mg"), "typed 400 Mg", "TYPED 400 Mg"),
    (say("so {what}", what=say("{mg} mg", mg=1)), "so 1 mg", "SO 1 MG"),
    (say_count("{count} dose", "{count} doses", 1), "1 dose", "1 DOSE"),
    (say_count("{count} dose", "{count} doses", 2), "2 doses", "2 DOSES"),
    (listed([fact("one"), "two"], "; "), "one; two", "ONE; two"),
    (Named("oxide", lambda code: f"oxide in {code}"), "oxide", "oxide in loud"),
]


@pytest.mark.parametrize(("said", "english", "loud"), SENTENCES)
def test_a_sentence_is_english_and_can_be_said_again(said: Said, english: str, loud: str) -> None:
    assert said == english
    assert told_in(Loud(), said) == loud


@pytest.mark.parametrize(("said", "english", "loud"), SENTENCES)
def test_a_sentence_reaches_another_process(said: Said, english: str, loud: str) -> None:
    again = pickle.loads(pickle.dumps(said))  # noqa: S301 (our own)
    assert again == english
    # The names of a table stay behind with the table.
    assert told_in(Loud(), again) == (english if isinstance(said, Named) else loud)


def test_a_refusal_reaches_another_process_with_its_sentences() -> None:
    told = pickle.dumps(ChoiceError(say("typed {what}", what="x"), hint=fact("type y")))
    refusal = pickle.loads(told)  # noqa: S301 (our own)
    assert (told_in(Loud(), refusal.message), told_in(Loud(), refusal.hint)) == ("TYPED x", "TYPE Y")


def test_what_was_typed_is_no_sentence() -> None:
    # Braces of a label or a name fill no field.
    assert say("typed {what}", what="{mg} {what}") == "typed {mg} {what}"
    assert told_in(Loud(), "400 mg {what}") == "400 mg {what}"


def test_one_thing_is_named_alone() -> None:
    assert [together(["iron"]), together(["iron", "zinc"])] == ["iron", "iron and zinc"]
