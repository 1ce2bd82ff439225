"""What people install: wheel, sdist and editable checkout carry the same tables and give the same answer."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
# Left by tools and by the version control, in no package.
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "*.egg-info", "build", "dist")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def hashes_below(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in files}


def hashes_in(wheel: Path, below: str = "") -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix(below): sha256(archive.read(name))
            for name in archive.namelist()
            if name.startswith(below)
        }


def run(*command: object, cwd: Path) -> str:
    """Run a command without what the caller's environment would make Python find."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(project: Path, kind: str, into: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into, cwd=project)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, with what a work day leaves lying about."""
    copy = tmp_path_factory.mktemp("project") / "magcalc"
    shutil.copytree(CHECKOUT, copy, ignore=LEFT_OUT)
    for stray in ("src/magcalc/__pycache__/stray.cpython-311.pyc", ".venv/stray.py", "dist/stray.whl", "notes.txt"):
        (copy / stray).parent.mkdir(parents=True, exist_ok=True)
        (copy / stray).write_text("stray")
    return copy


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(project, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked_sdist(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sdist = build(project, "sdist", tmp_path_factory.mktemp("sdist"))
    folder = tmp_path_factory.mktemp("unpacked")
    # The first releases of Python 3.11 know no filter, and the later ones want one.
    how: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, **how)  # noqa: S202 (our own, packed a moment ago)
    (unpacked,) = folder.iterdir()
    return unpacked


class Environment:
    """A fresh environment outside the checkout, its packages lent from the one that runs the tests."""

    def __init__(self, folder: Path) -> None:
        run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        self.site = Path(self.python("import sysconfig; print(sysconfig.get_path('purelib'))"))
        # Folders named in a .pth file come last, so a magcalc that is installed here goes before a lent one.
        self.add_paths("zz-lent", sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))

    def add_paths(self, name: str, *folders: object) -> None:
        (self.site / f"{name}.pth").write_text("".join(f"{folder}\n" for folder in folders), encoding="utf-8")

    def python(self, code: str) -> str:
        return run(self.bin / "python", "-c", code, cwd=self.elsewhere).strip()

    def json(self, program: str, *arguments: object) -> Any:
        return json.loads(run(self.bin / program, *arguments, cwd=self.elsewhere))

    def homes(self) -> tuple[Path, Path]:
        """Where magcalc is imported from, and where its tables are read."""
        package = self.python("import magcalc; print(magcalc.__file__)")
        tables = self.python("from magcalc.facts.store import data_folder; print(data_folder())")
        return Path(package).parent, Path(tables)


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("from-wheel"))
    pip = ("-m", "pip", "install", "--no-deps", "--no-index")
    run(environment.bin / "python", *pip, wheel, cwd=environment.elsewhere)
    return environment


def assert_right(dose: Any) -> None:
    # 2000 mg x 10 % = 200 mg for the commercial chelate; 2000 mg x 14.0961 % = 281.922 mg for the pure salt.
    assert dose["elemental_mg_per_day"] == {"low": 200, "typical": 200, "high": 281.922}


# Compiled from translations/ by the build.
CATALOGUES = {f"locale/{language}/LC_MESSAGES/magcalc.mo" for language in ("da", "nb", "sv")}


def source_below(folder: Path) -> dict[str, str]:
    return {name: content for name, content in hashes_below(folder).items() if name not in CATALOGUES}


def test_the_wheel_holds_the_package_the_tables_the_manual_and_nothing_else(wheel: Path) -> None:
    found = {name: content for name, content in hashes_in(wheel).items() if ".dist-info/" not in name}
    catalogues = {name: found.pop(name, "missing") for name in (f"magcalc/{one}" for one in CATALOGUES)}
    assert "missing" not in catalogues.values()
    source = {f"magcalc/{name}": content for name, content in source_below(CHECKOUT / "src" / "magcalc").items()}
    tables = {f"magcalc/data/{name}": content for name, content in hashes_below(CHECKOUT / "data").items()}
    shared = f"{'-'.join(wheel.name.split('-')[:2])}.data/data/share/man/man1"
    manual = {f"{shared}/{name}": content for name, content in hashes_below(CHECKOUT / "man").items()}
    assert found == source | tables | manual
    assert "magcalc/data/forms.toml" in found
    assert "magcalc/py.typed" in found


def test_the_wheel_says_what_it_needs_and_under_which_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        headers = HeaderParser().parsestr(archive.read(metadata).decode())
        (licence,) = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
        assert archive.read(licence) == (CHECKOUT / "LICENSE").read_bytes()
    needs = [line for line in headers.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(line.split(">")[0].strip() for line in needs) == ["pint", "pydantic", "rich", "typer"]
    assert headers["License-Expression"] == "MIT"
    assert headers["Requires-Python"] == ">=3.11"


def test_the_sdist_holds_what_the_checkout_has(project: Path, unpacked_sdist: Path) -> None:
    assert hashes_below(unpacked_sdist / "data") == hashes_below(CHECKOUT / "data")
    for folder in ("tests", "translations", "docs", "man", "fuzz", "mutation", "benchmarks", ".ci", ".github"):
        assert hashes_below(unpacked_sdist / folder) == hashes_below(project / folder), folder
    package = Path("src", "magcalc")
    assert source_below(unpacked_sdist / package) == source_below(project / package)
    # hatchling adds PKG-INFO and .gitignore.
    assert {path.name for path in unpacked_sdist.iterdir()} == {
        *("data", "src", "tests", "translations", "docs", "man", "fuzz", "mutation", "benchmarks", ".ci", ".github"),
        *("pyproject.toml", "hatch_build.py", "mkdocs.yml", "LICENSE"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff", ".pre-commit-hooks.yaml"),
        *("PKG-INFO", ".gitignore"),
    }


def test_wheel_and_sdist_are_the_same_to_the_byte_wherever_they_are_built(project: Path, tmp_path: Path) -> None:
    # Elsewhere, under another name, with the rights of another umask, and files of another time.
    elsewhere = tmp_path / "another name"
    shutil.copytree(project, elsewhere, copy_function=shutil.copy)
    for path in elsewhere.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    for kind in ("wheel", "sdist"):
        here = build(project, kind, tmp_path / f"{kind}-here")
        there = build(elsewhere, kind, tmp_path / f"{kind}-there")
        assert sha256(here.read_bytes()) == sha256(there.read_bytes()), kind


def test_the_sdist_builds_the_same_wheel(wheel: Path, unpacked_sdist: Path, tmp_path: Path) -> None:
    # In a copy, for building leaves catalogues behind.
    rebuilt = build(shutil.copytree(unpacked_sdist, tmp_path / "copy"), "wheel", tmp_path / "wheel")
    assert rebuilt.name == wheel.name
    assert hashes_in(rebuilt) == hashes_in(wheel)


def test_the_installed_package_is_the_wheels(from_wheel: Environment) -> None:
    assert from_wheel.homes() == (from_wheel.site / "magcalc", from_wheel.site / "magcalc" / "data")


def test_the_installed_command_lists_every_form(from_wheel: Environment) -> None:
    listed = json.dumps(from_wheel.json("magcalc", "forms", "--json"))
    # 24.305 / 40.304 and 24.305 / 203.295
    assert "60.3042" in listed
    assert "11.9555" in listed


def test_the_installed_module_answers_a_dose(from_wheel: Environment) -> None:
    assert_right(from_wheel.json("python", "-m", "magcalc", "dose", "2000", "mg", "glycinate", "--json"))


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_finds_the_pages_of_what_is_installed(from_wheel: Environment) -> None:
    pages = from_wheel.bin.parent / "share" / "man"
    for name in ("magcalc", "magcalc-dose"):
        assert run("man", "-M", pages, "-w", name, cwd=from_wheel.elsewhere) == f"{pages / 'man1' / name}.1\n"


# An editable install is a line in a .pth file that points to src; there the tables lie two folders up.
def test_an_editable_install_reads_the_tables_of_the_checkout(project: Path, tmp_path: Path) -> None:
    editable = Environment(tmp_path)
    editable.add_paths("magcalc", project / "src")
    assert editable.homes() == (project / "src" / "magcalc", project / "data")
    assert (project / "pyproject.toml").is_file()
    assert_right(editable.json("python", "-m", "magcalc", "dose", "2000", "mg", "glycinate", "--json"))


# A folder that happens to be called data is not ours: without pyproject.toml beside it nothing is read from it.
def test_a_stray_data_folder_is_never_taken_for_the_tables(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'src')!r})\n"
        "from magcalc.errors import TableError\n"
        "from magcalc.facts.store import data_folder\n"
        "try:\n    print(data_folder())\nexcept TableError as error:\n    print('refused:', error.hint)\n"
    )
    assert run(sys.executable, "-c", code, cwd=tmp_path) == "refused: install magcalc again\n"
    (tmp_path / "pyproject.toml").touch()
    assert run(sys.executable, "-c", code, cwd=tmp_path).strip() == str(tmp_path / "data")
