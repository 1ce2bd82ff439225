"""A table in Markdown."""

from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Give the lines of a table, an empty one behind it."""
    lines = [" | ".join(map(_cell, row)) for row in (head, *rows)]
    return [f"| {lines[0]} |", "|" + " --- |" * (lines[0].count(" | ") + 1), *(f"| {row} |" for row in lines[1:]), ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
