"""Small wrong changes to a module's code, one at a time: what a slip of the keyboard or of the mind would leave.

Changed are comparisons, conditions, arithmetic, numbers, keys and states, patterns, defaults, what is returned, what
is left of a loop, and which end of a range is meant. Left alone are docstrings, types, what is said to people (any
text with a space in it, the templates of ``say`` and which fields they have, and all that an error is given), what only
the type checker reads, and guards such as ``strict=True``.
"""

import ast
import copy
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any"}
_OTHER_END = {"low": "high", "high": "low", "typical": "low", "most": "least", "least": "most"}
_TIDYING = {"strip", "lstrip", "rstrip", "casefold", "lower", "normalize", "removesuffix", "removeprefix"}
_EXACT = {"add": "subtract", "subtract": "add", "multiply": "divide", "divide": "multiply"}
# What words for people are given to. A field that is left out ends the program, so only its value is worth a change.
_SAYING = {"say", "say_count", "tell", "tell_count", "fact", "listed"}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE]-?[0-9]+)?")
_PATTERN = re.compile(r"\\s|\[0-9|\(\?|\[\.,\]|\[\^")
_LONGEST_SHOWN = 110


class Mutant(NamedTuple):
    """One change: where, what, and in which functions it lies (none of them where it is read at import)."""

    module: str
    function: str
    change: str
    line: int
    enclosing: tuple[tuple[str, int], ...]
    number: int

    @property
    def key(self) -> str:
        """What it is known by while lines move."""
        return f"{self.module}:{self.function}: {self.change}"


class _Place(NamedTuple):
    """A node, and where it hangs: the field of its parent, and the place in it where that is a list."""

    node: ast.AST
    parent: ast.AST
    field: str
    at: int | None

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


class _Scope(NamedTuple):
    names: tuple[str, ...] = ()
    enclosing: tuple[tuple[str, int], ...] = ()


@functools.cache
def _source(path: Path) -> str:
    # Read once: a file that is edited meanwhile would have other changes under the same numbers.
    return path.read_text("utf-8")


def mutants_of(path: Path, module: str) -> list[Mutant]:
    """Give every mutant of a module."""
    tree = ast.parse(_source(path))
    found = []
    met: dict[str, int] = {}
    for number, (place, new, scope, above) in enumerate(_all_changes(tree)):
        function = ".".join(name for name in scope.names if name != "<locals>") or _assigned(above)
        change = _shown(place, new, above)
        key = f"{function}: {change}"
        met[key] = met.get(key, 0) + 1
        if met[key] > 1:
            change += f"  ({met[key]})"
        line = getattr(place.node, "lineno", 0)
        found.append(Mutant(module, function, change, line, scope.enclosing, number))
    return found


def code_of(path: Path, mutant: Mutant | None) -> CodeType:
    """Compile a module with one change made in it."""
    tree = ast.parse(_source(path))
    if mutant is not None:
        for number, (place, new, _, _) in enumerate(_all_changes(tree)):
            if number == mutant.number:
                place.put(new)
                break
    return compile(tree, str(path), "exec")


def _assigned(above: tuple[ast.AST, ...]) -> str:
    """What a statement at the left edge gives a value to."""
    if len(above) > 1 and isinstance(above[1], ast.Assign):
        return ast.unparse(above[1].targets[0])
    return ast.unparse(above[1].target) if len(above) > 1 and isinstance(above[1], ast.AnnAssign) else ""


def _shown(place: _Place, new: ast.AST, above: tuple[ast.AST, ...]) -> str:
    """Both sides of a change, in as much of the code around as tells what it is about."""
    if isinstance(place.node, ast.Raise):
        raised = place.node.exc
        name = raised.func if isinstance(raised, ast.Call) else raised
        return f"no raise {ast.unparse(name) if name else ''}".rstrip()
    whole: ast.AST = place.node
    if isinstance(whole, ast.Return | ast.Expr):
        # Without the words for people, which others may put better.
        called = whole.value.func if isinstance(whole.value, ast.Call) else whole.value
        return f"no {'return of ' if isinstance(whole, ast.Return) else ''}{_short(ast.unparse(called or whole))}"
    if not isinstance(whole, ast.stmt):
        # The parents, from the inside, until there is something to recognise it by.
        for parent in reversed(above):
            if isinstance(parent, ast.stmt | ast.Dict | ast.Set | ast.List | ast.Tuple):
                break
            if isinstance(parent, ast.comprehension | ast.keyword | ast.FormattedValue | ast.JoinedStr | ast.arguments):
                continue
            if len(ast.unparse(parent)) > _LONGEST_SHOWN:
                break
            whole = parent
            if not isinstance(parent, ast.Slice | ast.UnaryOp):
                break
    before = ast.unparse(whole)
    place.put(new)
    after = ast.unparse(new if whole is place.node else whole)
    place.put(place.node)
    return f"{_short(before)} -> {_short(after)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN] + "..."


def _all_changes(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST, _Scope, tuple[ast.AST, ...]]]:
    for place, scope, above in _walk(tree, _Scope(), ()):
        for new in _changes(place, above):
            yield place, ast.fix_missing_locations(ast.copy_location(new, place.node)), scope, above


def _walk(
    node: ast.AST, scope: _Scope, above: tuple[ast.AST, ...]
) -> Iterator[tuple[_Place, _Scope, tuple[ast.AST, ...]]]:
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "format_spec", "type_params", "type_comment"}:
            continue
        inner = scope
        if isinstance(node, ast.FunctionDef) and field == "body":
            inner = _within(node, scope)
        elif isinstance(node, ast.ClassDef) and field == "body":
            inner = _Scope((*scope.names, node.name), scope.enclosing)
        listed = value if isinstance(value, list) else [value]
        for at, child in enumerate(listed):
            if not isinstance(child, ast.AST) or _is_left_alone(child, node, field):
                continue
            yield _Place(child, node, field, at if isinstance(value, list) else None), inner, (*above, node)
            yield from _walk(child, inner, (*above, node))


def _within(node: ast.FunctionDef, scope: _Scope) -> _Scope:
    qualified = ".".join((*scope.names, node.name))
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return _Scope((*scope.names, node.name, "<locals>"), (*scope.enclosing, (qualified, first)))


def _is_left_alone(child: ast.AST, parent: ast.AST, field: str) -> bool:
    """Whether nothing in a node is worth a change, or nothing could notice it."""
    return any(
        (
            isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant),  # a docstring
            isinstance(child, ast.Import | ast.ImportFrom),
            isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING",
            isinstance(child, ast.Raise) and "AssertionError" in ast.unparse(child),
            isinstance(child, ast.If) and "AssertionError" in ast.unparse(child.body[0]),
            isinstance(child, ast.Constant) and isinstance(parent, ast.JoinedStr),
            isinstance(child, ast.Constant) and _is_saying(parent),  # a template, or what stands between texts
            isinstance(child, ast.Subscript) and ast.unparse(child.value) in {"Literal", "Callable", "Iterable"},
            isinstance(child, ast.Call) and ast.unparse(child.func) in {"TypeVar", "ParamSpec", "cast"},
            isinstance(child, ast.keyword) and child.arg == "strict",  # a guard: the two are made together
            field == "decorator_list" and "cache" in ast.unparse(child),
        )
    )


def _changes(place: _Place, above: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield from _conditions(node)
    elif isinstance(node, ast.BinOp):
        if type(node.op) in _COMPUTED and not _is_text(node):
            yield ast.BinOp(node.left, _COMPUTED[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant):
        yield from _constants(node, place, above)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
        yield from _arguments(node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in _OTHER_END:
        yield ast.Attribute(node.value, _OTHER_END[node.attr], node.ctx)
    yield from _of_place(place)


def _conditions(node: ast.Compare | ast.BoolOp | ast.UnaryOp) -> Iterator[ast.expr]:
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for at, old in enumerate(node.ops):
            for other in _COMPARED[type(old)]:
                new = copy.deepcopy(node)
                new.ops[at] = other()
                yield new
    else:
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for at in range(len(node.values)):
            left = [value for index, value in enumerate(node.values) if index != at]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _of_place(place: _Place) -> Iterator[ast.expr]:
    """What may be done to anything that is a condition, or decorates a function."""
    node = place.node
    if place.field == "decorator_list" and ast.unparse(node) == "in_our_context":
        function = [ast.arg("function")]
        yield ast.Lambda(ast.arguments([], function, None, [], [], None, []), ast.Name("function", ast.Load()))
    told = isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)
    if place.field in {"test", "ifs"} and isinstance(node, ast.expr) and not told:
        yield ast.UnaryOp(ast.Not(), node)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    if isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
        yield ast.Pass()
    elif isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
    ):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.AugAssign):
        if type(node.op) in _COMPUTED:
            yield ast.AugAssign(node.target, _COMPUTED[type(node.op)](), node.value)
        yield ast.Assign([node.target], node.value)


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    if isinstance(node.func, ast.Name):
        if node.func.id in _OTHER_CALL:
            yield ast.Call(ast.Name(_OTHER_CALL[node.func.id], ast.Load()), node.args, node.keywords)
        if node.func.id == "sorted":
            yield ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])
    if isinstance(node.func, ast.Attribute):
        if node.func.attr in _TIDYING:
            yield node.func.value
        if node.func.attr in _EXACT and ast.unparse(node.func.value) in {"EXACT", "_OURS"}:
            other = ast.Attribute(node.func.value, _EXACT[node.func.attr], ast.Load())
            yield ast.Call(other, node.args, node.keywords)


def _arguments(node: ast.Call) -> Iterator[ast.expr]:
    flags = [arg for arg in node.args if ast.unparse(arg).startswith("re.")]
    if flags:
        yield ast.Call(node.func, [arg for arg in node.args if arg not in flags], node.keywords)
    if not _is_error(node) and not _is_saying(node):
        for at, keyword in enumerate(node.keywords):
            if keyword.arg not in {None, "strict"}:
                yield ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])


def _constants(node: ast.Constant, place: _Place, above: tuple[ast.AST, ...]) -> Iterator[ast.Constant]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        if isinstance(place.parent, ast.keyword | ast.Call | ast.BinOp) and any(_is_error(each) for each in above[-3:]):
            return
        yield from map(ast.Constant, _texts(value))


def _texts(value: str) -> Iterator[str]:
    if _NUMBER.fullmatch(value):
        mantissa = value.lower().partition("e")[0]
        rest = value[len(mantissa) :]
        yield f"{mantissa[:-1]}{(int(mantissa[-1]) + 1) % 10}{rest}"
    elif _PATTERN.search(value):
        yield from _patterns(value)
    elif not value.strip() or " " not in value.strip():
        yield f"XX{value}XX"


def _patterns(pattern: str) -> Iterator[str]:
    """A pattern that takes one more or one less of something, or of something more."""
    for match in re.finditer(r"\\.|\[(?:\\.|[^\]])*\]|\(\?[:=!<][=!]?|\{([0-9]+),?([0-9]*)\}|[?*+]", pattern):
        found, before, after = match[0], pattern[: match.start()], pattern[match.end() :]
        if found == "?":
            yield before + after
        elif found == "*":
            yield f"{before}+{after}"
        elif found == "+":
            yield f"{before}*{after}"
        elif found.startswith("{"):
            least, most = match[1], match[2]
            yield f"{before}{{{int(least) + 1}{',' + most if most else ''}}}{after}"
            if most:
                yield f"{before}{{{least},{int(most) + 1}}}{after}"
        elif found == "(?=":
            yield f"{before}(?!{after}"


def _is_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error")


def _is_saying(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYING


def _is_text(node: ast.BinOp) -> bool:
    """Whether two texts are put together, which nothing but a sum does."""
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )
