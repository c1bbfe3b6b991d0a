"""Expressions worked out without being run: numbers, words, tuples, small sums, and names whose value was seen.

The evaluator is our own and knows nothing but this table of node types; whatever else an expression is stays an
`UnknownValue` that says what it is.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from convviz.model_parser.layer import UnknownValue, Value, one_line
from convviz.spec.parse import LARGEST

MOST_ENTRIES: Final = 16  # of a tuple: more than any argument of a layer has

OPERATORS: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
}
WHAT: Final[dict[type[ast.expr], str]] = {
    ast.Lambda: "a function, which is never run here",
    ast.Call: "a call, and nothing is run here",
    ast.JoinedStr: "an f-string, which would have to be run",
    ast.ListComp: "a comprehension, which would have to be run",
    ast.GeneratorExp: "a comprehension, which would have to be run",
    ast.SetComp: "a comprehension, which would have to be run",
    ast.DictComp: "a comprehension, which would have to be run",
    ast.Starred: "a list to be unpacked, whose entries do not stand here",
    ast.Subscript: "an entry of something whose value is not known here",
    ast.IfExp: "a choice between two values",
    ast.Compare: "a comparison",
    ast.BoolOp: "a logical expression",
    ast.Dict: "a dictionary",
    ast.Set: "a set",
}


def value_of(node: ast.expr, names: Mapping[str, Value]) -> Value:
    """The value of an expression.

    Args:
        node: what was parsed.
        names: values of names seen before it, "self.width" among them.

    Example:
        >>> value_of(ast.parse("(2 * width, 3)", mode="eval").body, {"width": 32})
        (64, 3)
        >>> value_of(ast.parse("open('x')", mode="eval").body, {}).why
        'a call, and nothing is run here'
    """
    if isinstance(node, ast.Constant):
        return _constant(node)
    if isinstance(node, ast.Tuple | ast.List):
        return _entries(node, names)
    if isinstance(node, ast.UnaryOp):
        return _signed(node, names)
    if isinstance(node, ast.BinOp):
        return _computed(node, names)
    if (dotted := dotted_name(node)) is not None:
        return names.get(dotted, UnknownValue(dotted, "a name whose value is not known here"))
    return UnknownValue(text_of(node), WHAT.get(type(node), "no plain value"))


def dotted_name(node: ast.expr) -> str | None:
    """`a.b.c` as text; None if it is anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def text_of(node: ast.expr) -> str:
    """An expression in one short line."""
    return one_line(ast.unparse(node))


def _constant(node: ast.Constant) -> Value:
    if isinstance(node.value, bool | str | float) or node.value is None:
        return node.value
    if isinstance(node.value, int):
        return _limited(node, node.value)
    return UnknownValue(text_of(node), "no number, word or tuple")


def _entries(node: ast.Tuple | ast.List, names: Mapping[str, Value]) -> Value:
    if len(node.elts) > MOST_ENTRIES:
        return UnknownValue(one_line(f"{len(node.elts)} entries"), f"longer than {MOST_ENTRIES} entries")
    entries = tuple(value_of(entry, names) for entry in node.elts)
    unknown = next((entry for entry in entries if isinstance(entry, UnknownValue)), None)
    return unknown or entries


def _signed(node: ast.UnaryOp, names: Mapping[str, Value]) -> Value:
    value = value_of(node.operand, names)
    if _is_number(value) and isinstance(node.op, ast.USub | ast.UAdd):
        return operator.neg(value) if isinstance(node.op, ast.USub) else value  # type: ignore[arg-type]
    return value if isinstance(value, UnknownValue) else UnknownValue(text_of(node), "no plain value")


def _computed(node: ast.BinOp, names: Mapping[str, Value]) -> Value:
    left, right = value_of(node.left, names), value_of(node.right, names)
    for side in (left, right):
        if isinstance(side, UnknownValue):
            return side
    if not (_is_number(left) and _is_number(right)):
        return UnknownValue(text_of(node), "arithmetic on something other than numbers")
    if isinstance(node.op, ast.Pow):
        return _power(node, left, right)
    if type(node.op) not in OPERATORS:
        return UnknownValue(text_of(node), "arithmetic other than + − × / and powers")
    try:
        return _limited(node, OPERATORS[type(node.op)](left, right))
    except (ArithmeticError, ValueError):
        return UnknownValue(text_of(node), "arithmetic without a result")


def _power(node: ast.BinOp, base: Any, exponent: Any) -> Value:
    """Powers of small whole numbers; `9**9**9` must not be begun."""
    small = isinstance(base, int) and isinstance(exponent, int) and 0 <= exponent <= 40 and abs(base) <= 64
    return _limited(node, base**exponent) if small else UnknownValue(text_of(node), "a power that may be very large")


def _limited(node: ast.expr, value: Any) -> Value:
    return UnknownValue(text_of(node), "a number beyond 64 bits") if abs(value) > LARGEST else value


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
