"""The page of the Python interface: every public name with its signature and its docstring."""

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from reference_table import table

import magcalc

_ROLE = re.compile(r":(?:class|func|meth|mod|data|exc):`~?([^`]+)`")
_MODULE = re.compile(r"\b(?:magcalc|decimal|typing|pathlib|collections)(?:\.\w+)*\.(\w+)")
_LITERAL = re.compile(r"(?<!`)``(?!`)")
_SECTIONS = ("Args:", "Returns:", "Raises:", "Attributes:")


def python_page() -> str:
    """Every public name with its signature and its docstring."""
    columns = importlib.import_module("magcalc.frame")
    lines = ["# From Python", "", *_docstring(magcalc), ""]
    public = {name: getattr(magcalc, name) for name in magcalc.__all__}
    # Functions first: they are what a caller starts from.
    for name in sorted(public, key=lambda name: (isinstance(public[name], type), name)):
        lines += _public(f"magcalc.{name}", public[name])
    lines += ["## magcalc.frame", "", *_docstring(columns), ""]
    for name, found in vars(columns).items():
        is_own = getattr(found, "__module__", None) == columns.__name__ and callable(found)
        if is_own and not name.startswith("_") and found.__doc__ and name != "Native":
            lines += _public(f"magcalc.frame.{name}", found)
    return "\n".join(lines)


def _public(name: str, found: Any) -> list[str]:
    if not isinstance(found, type):
        called = name.rpartition(".")[2]
        return [f"## {name}", "", *_code(f"{called}{_signature(found)}"), *_docstring(found)]
    lines = [f"## {name}", "", *_docstring(found)]
    fields = dict(_fields(found))
    if fields:
        lines += table(("field", "type"), ((f"`{field}`", f"`{kind}`") for field, kind in fields.items()))
    for member, value in vars(found).items():
        if not member.startswith("_") and member not in fields:
            lines += _member(member, value)
    return lines


def _code(text: str) -> list[str]:
    return ["```python", text, "```", ""]


def _fields(found: type) -> Iterator[tuple[str, str]]:
    """The fields of a tuple or of a row, inherited ones first."""
    wanted = [*getattr(found, "_fields", ()), *getattr(found, "model_fields", ())]
    for name in wanted:
        kinds = [vars(base)["__annotations__"] for base in found.__mro__ if "__annotations__" in vars(base)]
        yield name, _kind(next(kind[name] for kind in kinds if name in kind))


def _member(name: str, value: Any) -> list[str]:
    if isinstance(value, property) and value.__doc__:
        return [f"### {name}", "", *_docstring(value)]
    method = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    if not inspect.isfunction(method) or not method.__doc__:
        return []
    return [f"### {name}", "", *_code(f"{name}{_signature(method)}"), *_docstring(method)]


def _signature(function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    given = [one for one in signature.parameters.values() if one.name not in ("self", "cls")]
    words, is_keyword = [], False
    for one in given:
        if one.kind is one.KEYWORD_ONLY and not is_keyword:
            words.append("*")
            is_keyword = True
        default = "" if one.default is one.empty else f" = {one.default!r}"
        stars = "*" if one.kind is one.VAR_POSITIONAL else ""
        words.append(f"{stars}{one.name}: {_kind(one.annotation)}{default}")
    returns = "" if signature.return_annotation is signature.empty else f" -> {_kind(signature.return_annotation)}"
    whole = f"({', '.join(words)}){returns}"
    return whole if len(whole) < 80 else "(\n" + "".join(f"    {word},\n" for word in words) + f"){returns}"


def _kind(annotation: Any) -> str:
    """A type as it is written, without the modules it comes from."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"ForwardRef\('([^']*)'\)", r"\1", _MODULE.sub(r"\1", text.replace("~", "")))
    return re.sub(r"^Optional\[(.*)\]$", r"\1 | None", text)


def _docstring(found: Any) -> list[str]:
    """A docstring as Markdown: its sections as lists, its examples as blocks."""
    text = _ROLE.sub(r"``\1``", inspect.getdoc(found) or "")
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.startswith(_SECTIONS):
            head, _, body = paragraph.partition("\n")
            lines += [f"*{head}*", "", *_items(head, inspect.cleandoc(body)), ""]
        elif paragraph.startswith(">>>"):
            lines += ["```pycon", *paragraph.splitlines(), "```", ""]
        else:
            lines += [*paragraph.splitlines(), ""]
    return [_LITERAL.sub("`", line) for line in lines]


def _items(head: str, body: str) -> list[str]:
    if head == "Returns:":
        return body.splitlines()
    joined = re.sub(r"\n +", " ", body)
    return [re.sub(r"^(\w+):", r"- `\1`:", line) for line in joined.splitlines()]
