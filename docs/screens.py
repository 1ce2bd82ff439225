"""Draw the screens that the pages show, each as a terminal of 80 columns draws it.

``python docs/screens.py`` writes them to docs/screens/; a test draws them again and compares. Nothing is loaded from
the network: the pictures name the fonts of the reader's own system.
"""

import io
import os
import shlex
import struct
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent / "screens"
COLUMNS = 80
ROWS = 60
SCREENS = {
    "dose": "magcalc dose 2000 mg glycinate",
    "day": "magcalc day 2 x 400 mg citrate + 1 l Gerolsteiner + 30 g almonds --med levothyroxine@07:00",
    "label": "magcalc label --text 'Magnesium (as bisglycinate) 150 mg (40 % NRV) per capsule. Take 2 capsules daily.'",
}
# rich's own frame, but for its web font.
PICTURE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>magcalc on a terminal</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
  font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: ui-monospace, Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def on_a_terminal(command: str) -> str:
    """Run a command of ours on a terminal of its own; give what it wrote, colours and all."""
    # Here and not above: elsewhere than on Unix the tests must find the names of the screens, and skip them.
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "LC_ALL")}
    program = subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )
    os.close(theirs)
    pieces = []
    # A terminal whose program has ended gives an error in place of an end.
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError:
        pass
    finally:
        os.close(ours)
        program.wait()
    return b"".join(pieces).decode().replace("\r\n", "\n")


def picture(name: str) -> str:
    """Draw one of the screens as SVG, below the line that asks for it."""
    written = on_a_terminal(SCREENS[name])
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ {SCREENS[name]}\n", style="dim"))
    console.print(Text.from_ansi(written.rstrip("\n")))
    drawn = console.export_svg(title=f"magcalc {name}", code_format=PICTURE, unique_id=f"magcalc-{name}")
    return "\n".join(row.rstrip() for row in drawn.splitlines()) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for screen in SCREENS:
        (FOLDER / f"{screen}.svg").write_text(picture(screen), encoding="utf-8")
