"""A shell of a person's own: a real program at a terminal of its own, with nothing but what its home holds."""

import json
import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

HOME_FILES = {
    "bash": {".bashrc": "PS1='ready> '\n"},
    # A zsh that loads its completion only now and then would ask whom to trust; it is told not to ask.
    "zsh": {".zshrc": "PROMPT='ready> '\n", ".zshenv": "ZSH_DISABLE_COMPFIX=true\n"},
    "fish": {".config/fish/config.fish": "function fish_prompt; echo 'ready> '; end\nset fish_greeting\n"},
}
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")
TAB, LINE_START, ENTER = "\t", "\x01", "\r"
LONGEST_WAIT = 60
# Tells the words that it was called with, as the shell cut them.
TELL = "import json, os, sys; open('told.new', 'w', encoding='utf-8').write(json.dumps(sys.argv[1:]))"


class Home:
    """The home of a person who uses one shell, with ``magcalc`` and ``tell`` among the programs."""

    def __init__(self, folder: Path, shell: str, *, bash_completion: bool = False) -> None:
        self.folder, self.shell = folder, shell
        for name, text in HOME_FILES[shell].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            first = f". {BASH_COMPLETION}\n" if bash_completion else ""
            (folder / name).write_text(first + text, encoding="utf-8")
        self._add_program("magcalc", [sys.executable, "-m", "magcalc"])
        self._add_program("tell", [sys.executable, "-c", TELL], then="mv told.new told")

    def _add_program(self, name: str, command: list[str], then: str = "") -> None:
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        # The shell is looked for among the parents of the program, so nothing may stay between.
        call = f'{shlex.join(command)} "$@"'
        path.write_text(f"#!/bin/sh\n{call} && {then}\n" if then else f"#!/bin/sh\nexec {call}\n", encoding="utf-8")
        path.chmod(0o755)

    def install_completion(self) -> None:
        """Let magcalc install its completion, as typed into the shell."""
        with Terminal(self) as terminal:
            terminal.type("magcalc --install-completion" + ENTER)
            terminal.wait_for("restart the terminal")

    def words_after_tab(self, line: str, **environment: str) -> list[str]:
        """Type a line and TAB in a new session; give the words that the command then gets."""
        told = self.folder / "told"
        told.unlink(missing_ok=True)
        with Terminal(self, **environment) as terminal:
            terminal.type(line + TAB)
            terminal.type(LINE_START + "tell " + ENTER)
            terminal.wait_until(told.exists, f"the words of {line!r}")
        # The first is magcalc itself.
        return list(json.loads(told.read_text(encoding="utf-8"))[1:])


class Terminal:
    """A terminal with a session of the shell, ready to type into."""

    def __init__(self, home: Home, **environment: str) -> None:
        import pty

        program = shutil.which(home.shell)
        assert program is not None
        settings = {
            "HOME": str(home.folder),
            "PATH": f"{home.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm",
            "LC_CTYPE": "C.UTF-8",
            **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}),
            **environment,
        }
        self._seen = b""
        self._child, self._line = pty.fork()
        if not self._child:
            os.chdir(home.folder)
            os.execve(program, [home.shell, "-i"], settings)  # noqa: S606
        os.set_blocking(self._line, False)

    def __enter__(self) -> Self:
        """Wait until the shell asks for a line."""
        self.wait_for("ready> ")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up, and wait for the shell to leave."""
        os.close(self._line)
        os.waitpid(self._child, 0)

    def type(self, keys: str) -> None:
        """Press keys; the shell takes them when it is done with those before."""
        os.write(self._line, keys.encode())

    def wait_for(self, text: str) -> None:
        """Wait until a text stands on the terminal."""
        self.wait_until(lambda: text in self.screen, repr(text))

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + LONGEST_WAIT
        while not is_so():
            assert time.monotonic() < deadline, f"no {what}, but:\n{self.screen}"
            time.sleep(0.02)
            self._read()

    def _read(self) -> None:
        try:
            self._seen += os.read(self._line, 65536)
        except (BlockingIOError, OSError):
            # Nothing new, or the shell has left.
            return

    @property
    def screen(self) -> str:
        """All that was written, without colours and movements."""
        return re.sub(r"\x1b(\[[0-9;?>=]*[a-zA-Z]|[=>()][B0]?)", "", self._seen.decode(errors="replace"))
