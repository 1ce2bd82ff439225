"""``magcalc batch``: every row of a file answered as a dose, in its place."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from magcalc.batch.formats import STDIO, Format, format_called, format_ending, format_of
from magcalc.cli.options import (
    FailOnOption,
    FormsOption,
    LimitsOption,
    MaxSingleOption,
    form_table,
    new_app,
    parse_cap,
    parse_fail_on,
    with_output,
)
from magcalc.errors import ChoiceError, MagcalcError, quoted
from magcalc.facts.limits import limit
from magcalc.said import either, say, together
from magcalc.show.terminal import Output

# What reads and writes files is loaded when there are any, not for a page of help.
if TYPE_CHECKING:
    from magcalc.batch.run import Choices, Summary
    from magcalc.batch.sinks import Write
    from magcalc.batch.sources import Source
    from magcalc.newfile import NewFile

app = new_app()


@app.command(
    epilog="Examples: magcalc batch shelf.csv -o answered.csv | magcalc batch --map mg=amount shelf.csv | "
    "magcalc batch days.csv --by person,day | magcalc batch --from ndjson doses.log --limits all"
)
@with_output
def batch(
    out: Output,
    source: Annotated[
        str, typer.Argument(metavar="[IN]", help="CSV, TSV, NDJSON, Parquet or Arrow; - is standard input.")
    ] = STDIO,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="The file to write; its name tells the format.")
    ] = STDIO,
    from_format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="csv, tsv, ndjson, parquet or arrow.")
    ] = None,
    called: Annotated[
        list[str] | None, typer.Option("--map", metavar="THEIRS=OURS", help="A column by another name; repeat it.")
    ] = None,
    limits: LimitsOption = None,
    max_single: MaxSingleOption = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMNS", help="Total each group, as --by person,day.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be read.")] = False,
    fail_on: FailOnOption = "never",
    forms: FormsOption = None,
) -> int:
    """Answer every row of a file; rows that cannot be read keep their place, with the reason."""
    from magcalc.batch.run import Choices
    from magcalc.batch.sources import engine_is_there, opened
    from magcalc.newfile import NewFile
    from magcalc.show.batch import write_summary

    failing = parse_fail_on(fail_on)
    choices = Choices(
        columns=_columns(called or []),
        limits=None if limits is None else tuple(limits.split(",")),
        max_single=None if max_single is None else parse_cap(max_single),
        forms=None if forms is None else form_table(forms),
        by=() if by is None else tuple(name.strip() for name in by.split(",") if name.strip()),
        strict=strict,
    )
    if source == STDIO and sys.stdin is not None and sys.stdin.isatty():
        raise ChoiceError(
            say("no file is given"), hint=say("name one, or pipe rows into it, as in: magcalc batch shelf.csv")
        )
    form = format_of(source, "--from") if from_format is None else format_called(from_format)
    target = _target(out, output, form)
    with opened(source, form) as rows:
        if output == STDIO:
            summary = _answered(rows, target, out.data, choices)
            out.flush()
        else:
            with NewFile(output, None if source == STDIO else source) as new:
                summary = _answered(rows, target, _guarded(new, output), choices)
    if not out.quiet:
        names = {key: limit(key).short for key in summary.statuses}
        could_gain = form in ("csv", "tsv") and not engine_is_there()
        write_summary(summary, names, groups=bool(choices.by), could_gain=could_gain)
    if summary.refused:
        return MagcalcError.exit_code
    return int(any(counts[status] for counts in summary.statuses.values() for status in failing))


def _answered(rows: "Source", form: Format, write: "Write", choices: "Choices") -> "Summary":
    from magcalc.batch.run import answer_all
    from magcalc.show.batch import Bar

    with Bar(rows.total) as bar:
        return answer_all(rows, form, write, choices, bar.advance)


def _guarded(new: "NewFile", name: str) -> "Write":
    """A full disk is one error line, and the old file stays."""
    from magcalc.newfile import no_room

    def write(piece: bytes) -> None:
        try:
            new.stream.write(piece)
        except OSError as error:
            raise no_room(name, error) from error

    return write


def _target(out: Output, name: str, source: Format) -> Format:
    """What to write: by the file's name, by --csv or --ndjson, else what the input is, but for a pipe only text."""
    flags: dict[str, Format] = {"csv": "csv", "ndjson": "ndjson"}
    if out.form == "json":
        raise ChoiceError(
            say("--json is one document, and rows are many"), hint=say("type --ndjson for one object a line")
        )
    if out.form in flags:
        wanted = flags[out.form]
        if format_ending(name) not in (None, wanted):
            raise ChoiceError(
                say("{options} exclude each other", options=together([f"--{out.form}", quoted(Path(name).name)])),
                hint=say("leave one of them out"),
            )
        return wanted
    if name != STDIO:
        return format_of(name, either(["--csv", "--ndjson"]))
    return "csv" if source in ("parquet", "arrow") and sys.stdout.isatty() else source


def _columns(pairs: list[str]) -> dict[str, str]:
    """Our names of columns to theirs, from ``theirs=ours``."""
    columns: dict[str, str] = {}
    for pair in pairs:
        theirs, mark, ours = pair.rpartition("=")
        ours = ours.strip()
        if not (mark and theirs and ours):
            raise ChoiceError(
                say("--map {pair} names no two columns", pair=quoted(pair)),
                hint=say("type it as in {example}", example="--map mg=amount"),
            )
        if ours in columns:
            raise ChoiceError(say("--map names the column {column} twice", column=ours), hint=say("name it once"))
        columns[ours] = theirs
    return columns
