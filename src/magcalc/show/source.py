"""One work of the sources table."""

from magcalc.facts.sources import Source
from magcalc.said import fact
from magcalc.show.encode import Record, json_text
from magcalc.show.language import tell, told
from magcalc.show.listing import write_facts, write_rows
from magcalc.show.standing import standing
from magcalc.show.terminal import Output


def write_source(source: Source, out: Output) -> None:
    """Write what a source is, what of it was read, and how far that confirms its numbers."""
    record: Record = {
        "id": source.key,
        "title": source.title,
        "year": source.year,
        "identifier": source.identifier,
        "read": source.read,
        "checked": source.checked,
        "status": source.status,
    }
    if out.form in ("json", "ndjson"):
        out.line(json_text({"schema": "magcalc/source/1", **record}))
    elif out.form == "csv":
        write_rows([record], out)
    else:
        write_facts(_facts(source), out)


def _facts(source: Source) -> list[tuple[str, str]]:
    return [
        (tell("id"), source.key),
        (tell("title"), source.title),
        *([] if source.year is None else [(tell("year"), str(source.year))]),
        (tell("identifier"), source.identifier),
        (tell("read"), told(fact(source.read))),
        (tell("checked"), source.checked),
        (tell("status"), standing(source.status)),
    ]
