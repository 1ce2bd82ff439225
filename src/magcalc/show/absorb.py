"""What is absorbed of a day in one, two and three sittings, and the curve it rests on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from magcalc.calc.dose import Dose
from magcalc.calc.sittings import CurvePoint, Sittings
from magcalc.facts.absorption import absorption_model
from magcalc.interval import Interval
from magcalc.said import say
from magcalc.show.dose.words import EVIDENCE, written
from magcalc.show.encode import Record, json_text, range_record
from magcalc.show.language import tell, told
from magcalc.show.listing import write_rows
from magcalc.show.numbers import figures, span, stretch
from magcalc.show.terminal import Output

if TYPE_CHECKING:
    from rich.text import Text

_CAVEAT = say(
    "An estimate from two fits of one curve. It differs from person to person, with the meal and with how much "
    "magnesium the body has; no limit is held against it."
)
_ROWS = 8


def write_absorbed(dose: Dose, sittings: Sequence[Sittings], curve: Sequence[CurvePoint], out: Output) -> None:
    """Write the estimates in the format that was asked for."""
    if out.form == "json":
        out.line(json_text(_record(dose, sittings, curve)))
    elif out.form in ("ndjson", "csv"):
        write_rows([(_sitting if out.form == "ndjson" else _row)(one) for one in sittings], out, dose.origin)
    else:
        _write_lines(dose, sittings, out)
        if out.form == "screen" and curve:
            _draw(curve, out)
        if not out.quiet:
            _remark(f"{told(_CAVEAT)} [{absorption_model().source}]", out)


def _remark(text: str, out: Output) -> None:
    if out.form != "screen":
        out.line(text)
        return
    from rich.text import Text

    out.draw(Text(text, style="dim"))


def _record(dose: Dose, sittings: Sequence[Sittings], curve: Sequence[CurvePoint]) -> Record:
    record: Record = {
        "schema": "magcalc/absorb/1",
        "text": dose.text,
        "elemental_mg_per_day": range_record(dose.elemental),
        "sittings": [_sitting(one) for one in sittings],
        "curve": [{"dose_mg": point.dose_mg, "absorbed_mg": range_record(point.absorbed)} for point in curve],
        "caveat": _CAVEAT,
        "source": absorption_model().source,
    }
    if dose.origin is not None:
        record["forms_file"] = dose.origin
    return record


def _sitting(one: Sittings) -> Record:
    return {
        "sittings": len(one.doses),
        "elemental_mg": [single.high for single in one.doses],
        "absorbed_mg": one.absorbed and {**range_record(one.absorbed.mg), "evidence": one.absorbed.evidence},
    }


def _row(one: Sittings) -> Record:
    return {
        "sittings": len(one.doses),
        "largest_mg": one.doses[0].high,
        **{f"absorbed_{end}_mg": one.absorbed and getattr(one.absorbed.mg, end) for end in ("low", "typical", "high")},
        "evidence": one.absorbed and one.absorbed.evidence,
    }


def _write_lines(dose: Dose, sittings: Sequence[Sittings], out: Output) -> None:
    out.line(f"{written(dose)} = {tell('{amount} magnesium', amount=span(dose.elemental))}")
    known = [(len(one.doses), one.absorbed) for one in sittings if one.absorbed is not None]
    if not sittings:
        out.line(f"{tell('absorbed')}: {tell('so many units are no dose to be taken in sittings')}")
        return
    if not known:
        out.line(f"{tell('absorbed')}: {tell('unknown for this form')}")
        return
    for count, absorbed in known:
        about = _about(absorbed.mg)
        if count == 1:
            out.line(tell("at once: about {amount} absorbed", amount=about))
        else:
            out.line(tell("in {count} sittings: about {amount} absorbed", count=count, amount=about))
    (_, once), (most, best) = known[0], known[-1]
    if most > 1 and once.mg.typical:
        more = figures((best.mg.typical / once.mg.typical - 1) * 100, at_least=2)
        out.line(tell("splitting: {count} sittings bring about {percent} % more than one", count=most, percent=more))
    out.line(f"{tell('evidence')}: {once.evidence}, {told(EVIDENCE[once.evidence])}")


def _about(mg: Interval) -> str:
    return f"{figures(mg.typical, at_least=2)} mg ({stretch(mg, at_least=2)} mg)"


def _draw(curve: Sequence[CurvePoint], out: Output) -> None:
    """Draw absorbed mg over mg in one dose: the range shaded, the usual estimate on it."""
    from rich.text import Text

    top = max(point.absorbed.high for point in curve)
    lines = [Text(""), Text(tell("mg absorbed of one dose"), style="dim")]
    for row in range(_ROWS, 0, -1):
        scale = figures(top * row / _ROWS, at_least=2) if row in (_ROWS, _ROWS // 2) else ""
        lines.append(Text.assemble((f"{scale:>5} │", "dim"), *[_cell(point, row, top) for point in curve]))
    width = 3 * len(curve)
    end = f"{figures(curve[-1].dose_mg)} mg"
    lines += [
        Text("      └" + "─" * width, style="dim"),
        Text("       0" + end.rjust(width - 1), style="dim"),
        Text(""),
    ]
    for line in lines:
        out.draw(line)


def _cell(point: CurvePoint, row: int, top: Decimal) -> "Text":
    from rich.text import Text

    def height(mg: Decimal) -> int:
        return max(1, round(mg * _ROWS / top))

    low, typical, high = map(height, point.absorbed)
    if row == typical:
        return Text("━━━", style="bold cyan")
    return Text(" ░ ", style="cyan") if low <= row <= high else Text("   ")
