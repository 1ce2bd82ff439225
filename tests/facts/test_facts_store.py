"""Where the tables lie, and what is said where they are missing or cannot be read."""

from pathlib import Path

import pytest

from magcalc.errors import TableError
from magcalc.facts import store
from magcalc.facts.store import data_folder, data_text


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the program in src/magcalc and no tables yet."""
    (tmp_path / "src/magcalc").mkdir(parents=True)
    monkeypatch.setattr(store, "__file__", str(tmp_path / "src/magcalc/facts/store.py"))
    return tmp_path


def test_the_packaged_tables_come_before_those_of_a_checkout(installed: Path) -> None:
    for folder in ("src/magcalc/data", "data"):
        (installed / folder).mkdir()
    (installed / "pyproject.toml").touch()
    assert data_folder() == installed / "src/magcalc/data"
    (installed / "src/magcalc/data").rmdir()
    assert data_folder() == installed / "data"


def test_a_stray_folder_called_data_is_not_ours(installed: Path) -> None:
    # Installed without its tables, into a folder where somebody keeps data of another kind.
    (installed / "data").mkdir()
    with pytest.raises(TableError, match="the tables of magcalc are missing") as refused:
        data_folder()
    assert refused.value.hint == "install magcalc again"


def test_a_checkout_without_its_tables_has_none(installed: Path) -> None:
    (installed / "pyproject.toml").touch()
    with pytest.raises(TableError, match="the tables of magcalc are missing"):
        data_folder()


def test_a_table_that_cannot_be_read_is_named_with_the_reason(installed: Path) -> None:
    (installed / "src/magcalc/data").mkdir()
    with pytest.raises(TableError) as refused:
        data_text("foods-of-nobody")
    assert refused.value.message == "cannot read foods-of-nobody.toml: No such file or directory"
    assert refused.value.hint == "install magcalc again"
