"""What breaks around the program: kills, files that vanish, homes and locales that are missing, readers that leave.

One kind of fault after another, each as a process of its own and each bounded in time. What a single stream does is
in test_cli_streams.py.
"""

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runner import ENVIRONMENT, MODULE, Result, complaint_of, on_unix, refusal_of, run, run_process

# Each starts processes, some of them many.
pytestmark = [pytest.mark.slow, on_unix]
FULL = Path("/dev/full")
# Where no folder can be made, whoever asks: not even root makes one here.
NO_HOME = "/proc/no/home"
LINES = ["label jar.txt -q", "day 2 x 200 mg oxide --ics a.ics", "batch in.csv -o out.csv"]
FORMATS = ["text", "ndjson", "csv", "github", "sarif"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def started(*args: str, **how: Any) -> "subprocess.Popen[bytes]":
    # Without a buffer, what was read by hand is not read ahead of those who wait for the rest.
    return subprocess.Popen([*MODULE, *args], bufsize=0, **{"env": ENVIRONMENT, "stderr": subprocess.PIPE, **how})


# Killed.


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name not in ("in.csv", "out.csv")]


def wait_until_it_writes(process: "subprocess.Popen[bytes]", folder: Path, left_before: list[Path]) -> None:
    patience = time.monotonic() + 30
    while process.poll() is None and len(parts(folder)) == len(left_before):
        assert time.monotonic() < patience, "it wrote nothing"
        time.sleep(0.001)


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_whole_new_one(folder: Path) -> None:
    # No two rows alike, so that none is looked up and the writing takes a while.
    rows = "".join(f"{number}.5,mg,citrate\n" for number in range(1, 60_001))
    (folder / "in.csv").write_text("amount,unit,form\n" + rows, encoding="utf-8")
    command = ("batch", "in.csv", "-o", "out.csv", "-q")
    (folder / "out.csv").write_text("old", encoding="utf-8")
    with started(*command) as process:
        wait_until_it_writes(process, folder, [])
        began = time.monotonic()
        assert process.wait(60) == 0
        lasts = time.monotonic() - began
    whole = (folder / "out.csv").read_bytes()
    assert whole.count(b"\n") == 60_001
    assert parts(folder) == []

    struck = 0
    chance = random.Random()  # noqa: S311 (another moment every time is what is wanted)
    for moment in (0.0, *(chance.uniform(0, 1.1) for _ in range(5))):
        (folder / "out.csv").write_text("old", encoding="utf-8")
        left_before = parts(folder)
        with started(*command) as process:
            wait_until_it_writes(process, folder, left_before)
            time.sleep(moment * lasts)
            process.kill()
            killed = process.wait(60) != 0
        found = (folder / "out.csv").read_bytes()
        assert found in (b"old", whole), moment
        # A run that came to its end has put the new file in its place.
        assert killed or found == whole
        struck += killed
    assert struck, "no run was killed before its end"

    left = parts(folder)
    # What a killed run leaves is hidden, is no CSV by its name, and is in nobody's way.
    assert all(path.name.startswith(".out.csv.") and path.suffix == ".part" for path in left)
    assert left, "the first kill came as soon as there was a part"
    assert sorted(path.name for path in folder.glob("*.csv") if not path.name.startswith(".")) == ["in.csv", "out.csv"]
    refusal_of(run_process("batch", left[0].name))
    assert run_process(*command).code == 0
    assert (folder / "out.csv").read_bytes() == whole


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A runner in the background ignores Ctrl-C, and its children would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press_ctrl_c(process: "subprocess.Popen[bytes]") -> None:
    """Press Ctrl-C as a person does, again where nothing came of it: while an engine loads, one may be lost."""
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
            return
    process.kill()


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_takes_away_what_was_half_written(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    with started("batch", "-o", "out.csv", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        # More than it takes in at once, and no end: it has begun to write, and waits for more.
        process.stdin.write(b"dose\n" + b"4 mmol\n" * 1_000_000)
        wait_until_it_writes(process, folder, [])
        press_ctrl_c(process)
        assert process.wait(60) == 130
        process.stdin.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert parts(folder) == []


def test_a_process_that_is_told_to_end_takes_away_what_was_half_written(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    with started("batch", "-o", "out.csv", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"dose\n" + b"4 mmol\n" * 1_000_000)
        wait_until_it_writes(process, folder, [])
        process.terminate()
        # The wait for more rows ends with the input.
        process.stdin.close()
        assert process.wait(60) == 143
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert parts(folder) == []


# Files that vanish.


def label_text(mg: int) -> str:
    return f"Magnesium (as citrate) {mg} mg per capsule. Take 1 capsule daily.\n"


def test_a_label_that_vanishes_before_its_turn_keeps_its_place(folder: Path) -> None:
    os.mkfifo("first")
    for name in ("second", "third"):
        (folder / name).write_text(label_text(100), encoding="utf-8")
    with started("label", "--ndjson", "first", "second", "third", stdout=subprocess.PIPE) as process:
        # The pipe opens when the program has come to its first file.
        with open("first", "w", encoding="utf-8") as first:
            (folder / "second").unlink()
            first.write(label_text(50))
        out, err = process.communicate(timeout=60)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == ["first", "second", "third"]
    assert ["error" in answer for answer in answers] == [False, True, False]
    assert [line.partition(b":")[0] for line in err.splitlines()] == [b"error", b"hint"]
    assert b"second" in err
    assert process.returncode == 2


def test_a_file_of_rows_that_is_removed_while_it_is_read_is_answered_whole(folder: Path) -> None:
    # More than a pipe holds, so that the program waits with most of the answer still to come.
    (folder / "in.csv").write_text("id,dose\n" + "".join(f"{row},4 mmol\n" for row in range(20_000)), encoding="utf-8")
    with started("batch", "in.csv", "-q", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"i"
        (folder / "in.csv").unlink()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    rows = out.splitlines()[1:]
    assert [row.split(b",", 1)[0] for row in rows] == [str(number).encode() for number in range(20_000)]
    # 4 x 24.305 mg.
    assert all(b",97.22," in row for row in rows)


# Files that change while they are read: what is missing cannot be answered, and half a row reads as another dose.

BLOCK = 6_000_000


@pytest.fixture
def changing(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """A run with a first answer out and, since nobody reads on, most of its rows still to be read."""
    # Cut behind its third digit, 4000 mg is 400.
    row = b"4000 mg magnesium\n"
    (folder / "in.csv").write_bytes(b"dose\n" + row * (2 * BLOCK // len(row)))
    with started("batch", "in.csv", "-q", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"d"
        yield process, folder / "in.csv"


def shorten(file: Path) -> None:
    os.truncate(file, BLOCK + 1_000_003)


def overwrite(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(2 * BLOCK - 1_000_000)
        stream.write(b"9")


def lengthen(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"1 mg magnesium\n")


@pytest.mark.parametrize("change", [shorten, overwrite, lengthen])
def test_rows_that_change_while_they_are_read_are_no_whole_answer(
    changing: tuple["subprocess.Popen[bytes]", Path], change: Callable[[Path], None]
) -> None:
    process, file = changing
    change(file)
    out, err = process.communicate(timeout=60)
    # What was answered before is with the reader; that it is not all is told, and the exit code tells a script.
    assert process.returncode == 2
    error, hint = complaint_of(Result(2, out.decode(), err.decode()))
    assert error == "'in.csv' changed while it was read"
    assert hint == "run it again when nothing writes to it"


def test_a_file_that_is_replaced_while_it_is_read_is_answered_as_it_was(
    changing: tuple["subprocess.Popen[bytes]", Path],
) -> None:
    process, file = changing
    (file.parent / "next.csv").write_text("dose\n1 mg magnesium\n", encoding="utf-8")
    (file.parent / "next.csv").replace(file)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.count(b"\n4000 mg magnesium,4000") == 2 * BLOCK // 18


@pytest.mark.parametrize("named", [True, False], ids=["by name", "as standard input"])
def test_a_file_that_shrinks_while_it_is_read_leaves_the_old_answer(folder: Path, named: bool) -> None:
    # No two rows alike, so that it takes a while.
    rows = "".join(f"{number}.5,mg,citrate\n" for number in range(1, 600_001))
    (folder / "in.csv").write_text("amount,unit,form\n" + rows, encoding="utf-8")
    (folder / "out.csv").write_text("old", encoding="utf-8")
    command = ["batch", "in.csv" if named else "-", "-o", "out.csv", "--from", "csv"]
    with (folder / "in.csv").open("rb") as stdin, started(*command, stdin=stdin) as process:
        wait_until_it_writes(process, folder, [])
        os.truncate("in.csv", 3_000_000)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "changed while it was read" in refusal_of(Result(2, "", err.decode()))[0]
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert parts(folder) == []


def test_answers_that_are_written_behind_their_rows_are_not_answered_again_and_again(folder: Path) -> None:
    # magcalc batch in.csv >> in.csv
    (folder / "in.csv").write_bytes(b"dose\n" + b"4 mmol\n" * (BLOCK // 3))
    with (folder / "in.csv").open("ab") as behind, started("batch", "in.csv", "-q", stdout=behind) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "changed while it was read" in complaint_of(Result(process.returncode, "", err.decode()))[0]


# Inputs that never come.


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(
    "line",
    ["batch silent.csv", "batch silent.parquet", "label silent.txt", "label --ndjson-in silent.txt", "day silent.toml"],
)
def test_ctrl_c_ends_a_wait_for_a_pipe_that_nobody_writes_to(folder: Path, line: str) -> None:
    os.mkfifo(folder / line.rsplit(maxsplit=1)[-1])
    with started(*line.split(), stdout=subprocess.PIPE) as process:
        time.sleep(1)
        assert process.poll() is None, "it did not wait"
        press_ctrl_c(process)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("line", ["dose -", "batch", "label -", "compare -"])
def test_a_folder_for_standard_input_is_no_answer(folder: Path, line: str) -> None:
    stdin = os.open(folder, os.O_RDONLY)
    try:
        with started(*line.split(), stdin=stdin, stdout=subprocess.PIPE) as process:
            out, err = process.communicate(timeout=60)
    finally:
        os.close(stdin)
    # Python refuses it itself, before a line of ours is run, with a code of its own.
    assert process.returncode != 0
    assert out == b""
    assert b"is a directory" in err


# Disks and folders that take nothing.


def test_a_name_that_becomes_a_folder_meanwhile_is_told_at_the_end(folder: Path) -> None:
    with started("batch", "-o", "out.csv", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"dose\n" + b"4 mmol\n" * 1_000_000)
        wait_until_it_writes(process, folder, [])
        (folder / "out.csv").mkdir()
        _, err = process.communicate(timeout=60)
    error, _ = refusal_of(Result(process.returncode, "", err.decode()))
    assert error == "cannot write 'out.csv': Is a directory"
    assert list((folder / "out.csv").iterdir()) == []
    assert parts(folder) == []


def no_room() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


@pytest.mark.parametrize(
    "line", ["batch in.csv -o out.csv", "batch in.csv -o out.parquet", "day 300 mg oxide --ics out.csv"]
)
def test_a_disk_that_is_full_at_the_last_moment_leaves_the_old_file(folder: Path, line: str) -> None:
    # So few bytes that they go out when the file is closed.
    (folder / "in.csv").write_text("dose\n4 mmol\n", encoding="utf-8")
    target = folder / ("out.parquet" if "parquet" in line else "out.csv")
    target.write_text("old", encoding="utf-8")
    env = ENVIRONMENT | {"PYTHONDONTWRITEBYTECODE": "1"}
    with started(*line.split(), env=env, stdout=subprocess.PIPE, preexec_fn=no_room) as process:
        out, err = process.communicate(timeout=60)
    error, _ = refusal_of(Result(process.returncode, out.decode(), err.decode()))
    assert error == f"cannot write '{target.name}': File too large"
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["in.csv", target.name]


def test_a_disk_that_is_full_when_the_file_is_moved_to_its_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (folder / "out.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", full)
    error, _ = refusal_of(run("batch", "-o", "out.csv", stdin="dose\n4 mmol\n"))
    assert error == "cannot write 'out.csv': No space left on device"
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert parts(folder) == []


@pytest.fixture
def unprivileged(folder: Path) -> list[str]:
    """What to put before a command so that folders without rights are closed to it: nothing, for most people.

    Root may write everywhere, by a power of its own, and is asked to lay it down.
    """
    (folder / "closed").mkdir(mode=0o500)
    if not os.access(folder / "closed", os.W_OK):
        return []
    lay_down = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    tried = [*lay_down, sys.executable, "-c", "import os; print(os.access('closed', os.W_OK))"]
    if shutil.which("setpriv") is None or subprocess.run(tried, capture_output=True, check=False).stdout != b"False\n":
        pytest.skip("this user may write everywhere")
    return lay_down


@pytest.mark.parametrize("line", [*LINES, "dose 400 mg oxide", "forms --ndjson"])
def test_a_home_that_takes_nothing_is_enough(folder: Path, unprivileged: list[str], line: str) -> None:
    (folder / "in.csv").write_text("dose\n4 mmol\n", encoding="utf-8")
    (folder / "jar.txt").write_text(label_text(100), encoding="utf-8")
    usual = run_process(*line.split())
    assert usual.code == 0
    closed = run_process(
        *line.split(), command=[*unprivileged, *MODULE], env=ENVIRONMENT | {"HOME": str(folder / "closed")}
    )
    assert closed == usual
    assert list((folder / "closed").iterdir()) == []


@pytest.mark.parametrize("line", ["batch in.csv -o closed/out.csv", "day 300 mg oxide --ics closed/out.csv"])
def test_a_folder_that_takes_nothing_is_told_and_keeps_what_it_has(
    folder: Path, unprivileged: list[str], line: str
) -> None:
    (folder / "in.csv").write_text("dose\n4 mmol\n", encoding="utf-8")
    (folder / "closed").chmod(0o700)
    (folder / "closed" / "out.csv").write_text("old", encoding="utf-8")
    (folder / "closed").chmod(0o500)
    error, _ = refusal_of(run_process(*line.split(), command=[*unprivileged, *MODULE]))
    assert error == "cannot write 'closed/out.csv': Permission denied"
    assert [path.read_text(encoding="utf-8") for path in (folder / "closed").iterdir()] == ["old"]


@pytest.mark.parametrize(
    "line", ["batch secret.csv", "label secret.csv", "day secret.toml", "dose 400 mg oxide --forms secret.toml"]
)
def test_a_file_that_may_not_be_read_is_told(folder: Path, unprivileged: list[str], line: str) -> None:
    secret = folder / line.rsplit(maxsplit=1)[-1]
    secret.write_text("dose\n4 mmol\n", encoding="utf-8")
    secret.chmod(0)
    error, _ = refusal_of(run_process(*line.split(), command=[*unprivileged, *MODULE]))
    assert f"'{secret.name}'" in error
    assert error.endswith(("Permission denied", "is not readable"))


# Odd places to read and write.


def test_standard_output_by_its_name_is_written_to_directly(folder: Path) -> None:
    (folder / "in.csv").write_text("dose\n4 mmol\n", encoding="utf-8")
    by_name = run_process("batch", "in.csv", "--csv", "-o", "/dev/stdout")
    assert by_name == run_process("batch", "in.csv", "--csv")
    assert by_name.code == 0


def little_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))


def test_json_without_an_end_takes_no_more_memory_than_there_is() -> None:
    # Three gigabytes without a line end, where two are all there is.
    with started("batch", "--from", "ndjson", stdin=subprocess.PIPE, preexec_fn=little_memory) as process:
        assert process.stdin is not None
        for _ in range(3000):
            process.stdin.write(bytes(1_000_000))
        process.stdin.close()
        assert process.wait(60) == 2


# Very many files.


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand labels, a file each, of 1 to 500 mg."""
    folder = tmp_path_factory.mktemp("shelf")
    for number in range(10_000):
        (folder / str(number)).write_text(label_text(number % 500 + 1), encoding="utf-8")
    return folder


def few_files() -> None:
    """Let a process hold open only a few files at a time, so that a forgotten one is noticed."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def test_ten_thousand_labels_in_one_call_are_all_answered(shelf: Path) -> None:
    names = [str(number) for number in range(10_000)]
    ended = subprocess.run(
        [*MODULE, "label", "--ndjson", "--select", "MG101", *names],
        cwd=shelf, env=ENVIRONMENT, capture_output=True, check=False, timeout=60, preexec_fn=few_files,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (1, b"")
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == names
    assert [answer["elemental_mg_per_day"]["high"] for answer in answers] == [*range(1, 501)] * 20
    # EFSA's 250 mg: each of the upper half is over it, and nothing else is.
    assert [bool(answer["findings"]) for answer in answers] == ([False] * 250 + [True] * 250) * 20


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_leaves_in_the_middle_of_many_labels(shelf: Path, form: str) -> None:
    names = [str(number) for number in range(5000)]
    with started("label", "--format", form, *names, cwd=shelf, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        # One sign of 5000 answers: far more is still to come than a pipe holds. SARIF comes as one piece at the end.
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("labels", [1, 2000])
def test_a_disk_that_is_full_while_labels_are_read(shelf: Path, form: str, labels: int) -> None:
    names = [str(number + 400) for number in range(labels)]
    with FULL.open("wb") as full, started("label", "--format", form, *names, cwd=shelf, stdout=full) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    refusal_of(Result(2, "", err.decode()))
    assert b"No space left" in err


# Bare surroundings.


@pytest.mark.parametrize("home", [None, NO_HOME, "/dev/null"])
@pytest.mark.parametrize("line", LINES)
def test_no_home_is_needed(folder: Path, line: str, home: str | None) -> None:
    (folder / "in.csv").write_text("dose\n4 mmol\n", encoding="utf-8")
    (folder / "jar.txt").write_text(label_text(100), encoding="utf-8")
    env = ENVIRONMENT if home is None else ENVIRONMENT | {"HOME": home}
    (folder / "home").mkdir()
    with_home = run_process(*line.split(), env=ENVIRONMENT | {"HOME": str(folder / "home")})
    assert with_home.code == 0
    assert run_process(*line.split(), env=env) == with_home
    # And where there is one, it is left alone.
    assert list((folder / "home").iterdir()) == []
    assert {path.name for path in folder.iterdir()} <= {"in.csv", "jar.txt", "out.csv", "a.ics", "home"}


def test_completion_that_has_no_home_to_go_to_is_told() -> None:
    # A script of bash, so that it is bash whose completion is installed.
    ended = subprocess.run(
        ["bash", "-c", '"$@"; exit $?', "bash", *MODULE, "--install-completion"],
        env=ENVIRONMENT | {"HOME": NO_HOME}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    error, _ = refusal_of(Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode()))
    # The first folder that cannot be made, or the last.
    assert "'/proc/no" in error


BARE = {"PATH": ENVIRONMENT["PATH"]}
LOCALES = [
    pytest.param(BARE, id="nothing"),
    pytest.param(BARE | {"LC_ALL": "C"}, id="C"),
    # Where Python itself takes the locale at its word.
    pytest.param(BARE | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C to the letter"),
]
DANISH = "Hver kapsel: magnesiumoxid 500 µg, heraf magnesium 300 mg. 1 kapsel dagligt, må ikke overskrides.\n"


@pytest.mark.parametrize("env", LOCALES)
def test_a_label_reads_the_same_in_any_locale(folder: Path, env: dict[str, str]) -> None:
    (folder / "låg.txt").write_text(DANISH, encoding="utf-8")
    usual, bare = (run_process("label", "--json", "låg.txt", env=one) for one in (ENVIRONMENT, env))
    assert bare.code == usual.code
    expected, found = json.loads(usual.out), json.loads(bare.out)
    # How the name of a file is spelled is the locale's own affair.
    del expected["id"], found["id"]
    assert found == expected
    # 300 mg is what the label says, whatever its letters are.
    assert found["elemental_mg_per_day"]["high"] == 300
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for log in [json.loads(run_process("label", "--format", "sarif", "låg.txt", env=env).out)]
        for result in log["runs"][0]["results"]
    }
    # UTF-8, percent by percent.
    assert uris == {"l%C3%A5g.txt"}


@pytest.mark.parametrize("env", LOCALES)
def test_rows_are_answered_the_same_in_any_locale(folder: Path, env: dict[str, str]) -> None:
    (folder / "hylde å.csv").write_text("dose,hvem\n400 mg magnesiumoxid,Åse\n", encoding="utf-8")
    assert run_process("batch", "hylde å.csv", "-o", "svar ø.csv", env=env).code == 0
    text = (folder / "svar ø.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("400 mg magnesiumoxid,Åse,241.2168,")
