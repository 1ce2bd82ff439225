"""One work of the sources table."""

from magcalc.facts.sources import Source
from magcalc.show.encode import Record, json_text
from magcalc.show.listing import write_facts, write_rows
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
        write_facts([(key, str(value)) for key, value in record.items() if value is not None], out)
