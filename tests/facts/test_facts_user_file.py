"""A person's TOML file: how large it may be, and which refusal names what is wrong with it."""

from decimal import Decimal
from pathlib import Path

import pytest

from magcalc.errors import StreamError, TableError
from magcalc.facts.user_file import read_toml


def read(path: Path, text: str, largest: int) -> object:
    path.write_text(text, encoding="utf-8")
    return read_toml(path, largest, "compare it")


def test_a_file_may_be_as_large_as_is_said_and_is_read_to_its_end(tmp_path: Path) -> None:
    assert read(tmp_path / "a.toml", "x = 1.25", largest=8) == {"x": Decimal("1.25")}
    with pytest.raises(TableError, match="is larger than"):
        read(tmp_path / "a.toml", "x = 1.250", largest=8)


def test_the_size_is_said_in_kib(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"'a.toml' is larger than 2 KiB$") as refused:
        read(tmp_path / "a.toml", "#" * 2049, largest=2048)
    assert refused.value.hint == "compare it"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = " + "[" * 5000 + "]" * 5000, "'a.toml' is nested too deeply"),
        ("x = 1e999999999999999999999", "'a.toml' holds a number out of all range"),
        ("x = ", "'a.toml' is no TOML: Invalid value (at end of document)"),
    ],
    ids=["nested", "exponent", "no value"],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(TableError) as refused:
        read(tmp_path / "a.toml", text, largest=20_000)
    assert (refused.value.message, refused.value.hint) == (told, "compare it")


def test_a_file_that_is_not_there_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(StreamError) as refused:
        read_toml(tmp_path / "none.toml", 8, "compare it")
    assert refused.value.message == "cannot read 'none.toml': No such file or directory"
