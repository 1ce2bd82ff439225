"""What only a whole process shows: closed pipes, full disks, Ctrl-C, narrow encodings, terminals, bare environments."""

import contextlib
import errno
import json
import os
import re
import select
import shutil
import signal
import stat
import struct
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from cli_runner import ENVIRONMENT, MODULE, MOON_SALT, Result, complaint_of, on_unix, refusal_of, run, run_process

pytestmark = on_unix
FULL = Path("/dev/full")
COMMANDS = [
    "dose 2000 mg glycinate",
    "dose -",
    "convert 4 mmol mg",
    "forms --ndjson",
    "schema dose",
    "--help",
    "dose --help",
    "--version",
]


def process(
    line: str, *, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """Run a process with its streams bound to these file numbers; what is not bound is captured."""
    return subprocess.run(
        [*MODULE, *line.split()],
        input=b"400 mg oxide\n",
        stdout=stdout,
        stderr=stderr,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("line", COMMANDS)
def test_a_reader_that_went_away(line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = process(line, stdout=writing)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_a_reader_that_goes_away_half_way() -> None:
    # Far more than a pipe holds, so that the reader leaves while there is still much to write.
    with subprocess.Popen(
        [*MODULE, "dose", "-", "--ndjson"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        with contextlib.suppress(BrokenPipeError):
            started.stdin.write(b"2000 mg glycinate\n" * 10)
            started.stdin.flush()
            assert line_from(started).startswith(b"{")
            started.stdout.close()
            started.stdin.write(b"2000 mg glycinate\n" * 1000)
            started.stdin.close()
        assert started.stderr.read() == b""
        assert started.wait(60) == 141


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_full_disk(line: str) -> None:
    with FULL.open("wb") as full:
        ended = process(line, stdout=full.fileno())
    assert ended.returncode == 2
    rows = ended.stderr.decode().splitlines()
    assert [row.partition(":")[0] for row in rows] == ["error", "hint"]
    assert "bug" not in rows[0]


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("line", ["dose 400 Mg oxide", "nope", "dose 400 mg oxide --age x"])
def test_a_refusal_that_nobody_can_read_is_a_refusal_still(line: str) -> None:
    # 1 would tell a script that there were findings.
    with FULL.open("wb") as full:
        assert process(line, stderr=full.fileno()).returncode == 2
    reading, writing = os.pipe()
    os.close(reading)
    ended = process(line, stderr=writing)
    os.close(writing)
    assert ended.returncode in (2, 141)
    assert ended.stdout == b""


@pytest.mark.parametrize(
    ("closed", "line"), [(">&-", "dose 400 mg oxide"), ("2>&-", "dose 400 Mg oxide"), ("<&-", "dose -")]
)
def test_a_stream_that_is_closed_from_the_start(closed: str, line: str) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {line} {closed}', "sh", *MODULE],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    # A refusal never lands among the results.
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
    assert b"bug" not in ended.stderr


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A runner in the background ignores Ctrl-C, and its children would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def line_from(started: subprocess.Popen[bytes]) -> bytes:
    """The next line of its answer; an answer that is held back would be waited for in vain."""
    assert started.stdout is not None
    ready, _, _ = select.select([started.stdout], [], [], 30)
    if not ready:
        started.kill()
    assert ready, "no answer came"
    return started.stdout.readline()


def opened_by(started: subprocess.Popen[bytes], pipe: Path) -> BinaryIO:
    """The writing end of a named pipe, once the process has opened it: from then on the process is at work."""
    while started.poll() is None:
        try:
            return open(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "wb")
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        time.sleep(0.01)
    raise AssertionError(f"ended with {started.returncode} before it read its table")


def interrupt(started: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C, and once more where the first came in the instant before the process began to wait."""
    for _ in range(10):
        # Most often this is long enough for it to wait already.
        time.sleep(0.2)
        started.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(3)
            return
    started.kill()


def test_a_label_is_answered_before_the_next_is_waited_for() -> None:
    with subprocess.Popen(
        [*MODULE, "label", "--ndjson-in", "--ndjson"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as started:
        assert started.stdin is not None
        for identity in (b"1", b"2"):
            started.stdin.write(b'{"id": %s, "text": "Magnesium 100 mg"}\n' % identity)
            started.stdin.flush()
            assert b'"id": %s' % identity in line_from(started)
        started.stdin.close()
        assert started.wait(30) == 0


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_it_waits_for_standard_input(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    os.mkfifo(table)
    with subprocess.Popen(
        [*MODULE, "dose", "-", "--forms", str(table)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as started:
        with opened_by(started, table) as other_end:
            other_end.write(MOON_SALT.encode())
        assert started.stdin is not None
        started.stdin.write(b"500 mg moon salt\n")
        started.stdin.flush()
        # Once this answer is out, the next line is waited for.
        assert b"100 mg" in line_from(started)
        interrupt(started)
        assert started.returncode == 130
        assert started.stderr is not None
        assert started.stderr.read() == b""


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_it_reads_a_table(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    os.mkfifo(table)
    with subprocess.Popen(
        [*MODULE, "dose", "500", "mg", "moonsalt", "--forms", str(table)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as started:
        other_end = opened_by(started, table)
        interrupt(started)
        out, err = started.communicate(timeout=60)
        other_end.close()
    assert (started.returncode, out, err) == (130, b"", b"")


def test_answers_come_line_by_line_and_not_at_the_end() -> None:
    with subprocess.Popen(
        [*MODULE, "dose", "-", "--ndjson"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as started:
        assert started.stdin is not None
        for amount in (100, 200, 300):
            started.stdin.write(f"{amount} mg magnesium\n".encode())
            started.stdin.flush()
            assert json.loads(line_from(started))["elemental_mg_per_day"]["low"] == amount
        started.stdin.close()
        assert started.wait(60) == 0


@pytest.mark.parametrize("unit", ["\u00b5g", "\u03bcg", "mcg"])
def test_an_ascii_stream_gets_mcg(unit: str) -> None:
    # Two signs for micro are in use: the micro sign and the Greek letter.
    ended = run_process("dose", f"400 {unit} oxide + 1 mg oxide", env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"})
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.isascii()
    # Wherever the amount is repeated; 400 mg would be a thousand times as much.
    assert set(re.findall(r"\b400 ?\S+", ended.out)) == {"400 mcg"}
    assert "\\u" not in ended.out
    assert "\\x" not in ended.out


def test_an_ascii_stream_gets_every_command() -> None:
    for line in ("form oxide", "forms --lang fr", "dose 2000 mg glycinate --age 3 --limits all"):
        ended = run_process(*line.split(), env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"})
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.isascii()


def test_an_ascii_stream_gets_its_refusals() -> None:
    ended = run_process("dose", "400 mg magnesiumcitrøt", env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"})
    error, _ = refusal_of(ended)
    assert error.isascii()


def test_a_latin_1_stream_keeps_the_micro_sign() -> None:
    ended = subprocess.run(
        [*MODULE, "dose", "400 µg oxide"],
        capture_output=True,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert b"400 \xb5g" in ended.stdout


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    table = tmp_path / "own.toml"
    table.write_text(MOON_SALT, encoding="utf-8")
    table.chmod(stat.S_IWUSR)
    if os.access(table, os.R_OK):
        pytest.skip("this user may read everything")
    refusal_of(run_process("dose", "400", "mg", "oxide", "--forms", str(table)))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that opens and does not read")
def test_a_table_that_fails_while_it_is_read() -> None:
    refusal_of(run_process("dose", "400", "mg", "oxide", "--forms", "/proc/self/mem"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux has a file that opens and does not read")
def test_standard_input_that_fails_while_it_is_read() -> None:
    with Path("/proc/self/mem").open("rb") as broken:
        ended = subprocess.run(
            [*MODULE, "dose", "-"], stdin=broken, capture_output=True, env=ENVIRONMENT, check=False, timeout=60
        )
    error, _ = refusal_of(Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode()))
    # It is the input that is wrong, and nothing that the output could be blamed for.
    assert "input" in error.partition(":")[0]


@pytest.mark.parametrize("fault", [EOFError("marshal data too short"), RuntimeError("lost")])
def test_a_bug_of_ours_says_so_and_is_no_interruption(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("magcalc.cli.limits.limit_keys", fail)
    result = run("limits")
    assert (result.code, result.out) == (70, "")
    # Typer ends an open line first where it sees the end of a file.
    told = result.err.removeprefix("\n")
    assert told.startswith(f"error: magcalc has a bug: {type(fault).__name__}: {fault}\nhint: please report")


def test_python_m_is_the_script() -> None:
    script = shutil.which("magcalc", path=sysconfig.get_path("scripts"))
    assert script is not None
    for line in ("dose 2000 mg glycinate", "dose 400 Mg oxide", "--help"):
        assert run_process(*line.split(), command=[script]) == run_process(*line.split())


def test_the_version() -> None:
    assert run_process("--version") == run("--version") == (0, "magcalc 0.1.0\n", "")


@pytest.mark.parametrize(
    "env",
    [{}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"HOME": "/nowhere", "LANG": "xx_XX"}],
    ids=["nothing", "C", "POSIX", "nowhere"],
)
def test_a_bare_environment(env: dict[str, str]) -> None:
    ended = run_process("dose", "2000", "mg", "glycinate", env=env)
    assert (ended.code, ended.err) == (0, "")
    # 10 % of 2000 mg, and 14.1 % for the pure salt.
    assert {"200", "282"} <= set(ended.out.split())


@pytest.mark.parametrize("line", ["dose 900 mg oxide --fail-on never", "--help"])
def test_results_are_on_standard_output(line: str) -> None:
    ended = run_process(*line.split())
    assert ended.code == 0
    assert ended.out
    assert ended.err == ""


def test_refusals_are_on_standard_error() -> None:
    ended = run_process("dose", "-", "--csv", stdin=b"400 mg oxide\nnope\n900 mg oxide\n")
    assert ended.code == 2
    assert [row.split(",")[0] for row in ended.out.splitlines()] == ["dose", "400 mg oxide", "900 mg oxide"]
    complaint_of(ended)


def on_terminal(*args: str, columns: int, env: dict[str, str] | None = None) -> str:
    """Run on a pseudo-terminal of that width and give what it was sent, line ends as the program wrote them."""
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [*MODULE, *args], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env={**ENVIRONMENT, **(env or {})}
    ) as started:
        os.close(theirs)
        sent = b""
        # Linux reports an error once the other side is closed and all is read.
        with contextlib.suppress(OSError):
            while chunk := os.read(ours, 65536):
                sent += chunk
        os.close(ours)
        assert started.wait(60) == 0
    return sent.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [50, 80, 120])
def test_a_terminal_gets_a_screen_of_its_own_width(columns: int) -> None:
    screen = on_terminal("dose", "2000", "mg", "glycinate", columns=columns)
    assert "\x1b[" in screen
    # Bars need room.
    assert ("━" in screen) == (columns >= 80)
    widths = [len(row) for row in re.sub(r"\x1b\[[0-9;]*m", "", screen).splitlines()]
    # It fits, and long sentences use the room there is.
    assert columns - 20 < max(widths) <= columns


def test_columns_go_before_the_width_of_the_terminal() -> None:
    screen = on_terminal("dose", "2000", "mg", "glycinate", "--no-color", columns=120, env={"COLUMNS": "70"})
    assert max(map(len, screen.splitlines())) <= 70


@pytest.mark.parametrize(
    ("options", "env"),
    [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--plain"], {}), (["--json"], {})],
)
def test_a_terminal_without_colours_gets_no_escape_code(options: list[str], env: dict[str, str]) -> None:
    screen = on_terminal("dose", "2000", "mg", "glycinate", *options, columns=80, env=env)
    assert "\x1b" not in screen
    assert "200" in screen


def test_an_ascii_terminal_gets_its_screen() -> None:
    screen = on_terminal("dose", "400 µg oxide", columns=80, env={"PYTHONIOENCODING": "ascii"})
    assert screen.isascii()
    assert "400 mcg" in screen
    assert "\\u" not in screen
