"""A `forward` that only applies layers one after the other: which of them, how often, and to what.

All or nothing: at the first word that is not known here the body says nothing, and the layers are taken in the order
they are made.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from convviz.model_parser.known_layers import UNCHANGING
from convviz.model_parser.layer import ParsedLayer, Value
from convviz.model_parser.literals import dotted_name, value_of
from convviz.model_parser.statements import Statement
from convviz.python_ast import parsed

SAME: Final = (
    "relu", "relu_", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh", "softmax",
    "log_softmax", "dropout", "dropout2d", "hardswish", "hardsigmoid", "softplus", "contiguous", "normalize",
)  # fmt: skip
POOLS: Final = {
    f"{word}_pool{ndim}d": f"{name}Pool{ndim}d"
    for word, name in (("max", "Max"), ("avg", "Avg"), ("adaptive_avg", "AdaptiveAvg"), ("adaptive_max", "AdaptiveMax"))
    for ndim in (1, 2, 3)
}
FLATTENS: Final = ("flatten", "view", "reshape")
MODULES: Final = ("F", "torch", "nn.functional", "torch.nn.functional", "functional")


class _Unsupported(Exception):
    """Something that is not known here."""


class ForwardBody:
    """Reads the statements of one `forward`.

    Args:
        attributes: the layers that `__init__` made, by name.
        maps: names of the arguments of `forward`.
    """

    def __init__(self, attributes: Mapping[str, ParsedLayer], maps: Sequence[str]) -> None:
        self._attributes = attributes
        self._maps = set(maps)
        self._used: set[str] = set()
        self._line = 0
        self._layers: list[ParsedLayer] = [ParsedLayer("Input", 0, "", writes=name) for name in maps]

    def layers(self, statements: Sequence[Statement]) -> list[ParsedLayer] | None:
        """The layers as they are applied, with what they read and write; None if that is not all there is."""
        try:
            for statement in statements:
                self._statement(statement)
        except (_Unsupported, SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return self._layers if self._used >= set(self._attributes) else None

    def _statement(self, statement: Statement) -> None:
        if statement.trouble:
            raise _Unsupported
        self._line = statement.line
        for node in parsed(statement.text).body:
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self._name(self._map(node.value), node.targets[0].id)
            elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name):
                self._name(self._join("Add", [node.target, node.value]), node.target.id)
            elif isinstance(node, ast.Return) and node.value is not None:
                self._map(node.value)
            elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                raise _Unsupported

    def _map(self, node: ast.expr) -> str:
        """The name of the map that an expression gives, after appending the layers that make it."""
        if isinstance(node, ast.Name) and node.id in self._maps:
            return node.id
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._join("Add", [node.left, node.right])
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
            raise _Unsupported
        dotted = dotted_name(node.func)
        if dotted is not None and dotted.startswith("self."):
            return self._applied(dotted.removeprefix("self."), node)
        owner, _, name = (dotted or "").rpartition(".")
        if dotted is not None and owner in MODULES:
            return self._function(name, node.args[0] if node.args else None, node.args[1:], node)
        if isinstance(node.func, ast.Attribute):  # a method of a map
            return self._function(node.func.attr, node.func.value, node.args, node)
        raise _Unsupported

    def _applied(self, name: str, node: ast.Call) -> str:
        layer = self._attributes.get(name)
        if layer is None or len(node.args) != 1 or node.keywords:
            raise _Unsupported
        read = self._map(node.args[0])
        if name in self._used and not _without_weights(layer):  # its weights would be counted twice
            raise _Unsupported
        self._used.add(name)
        return self._append(replace(layer, reads=(read,)))

    def _function(self, name: str, read: ast.expr | None, rest: list[ast.expr], node: ast.Call) -> str:
        if read is None:
            raise _Unsupported
        if name in ("cat", "concat") and isinstance(read, ast.List | ast.Tuple):
            return self._join("Concatenate", read.elts)
        source = self._map(read)
        args: tuple[Value, ...] = tuple(value_of(argument, {}) for argument in rest)
        options = {str(keyword.arg): value_of(keyword.value, {}) for keyword in node.keywords}
        made = ParsedLayer("Identity", self._line, name)
        if name in POOLS:
            made = ParsedLayer(POOLS[name], self._line, name, args, options)
        elif name in FLATTENS:
            made = ParsedLayer("Flatten", self._line, name)
        elif name == "interpolate":
            made = ParsedLayer("Upsample", self._line, name, args, options)
        elif name not in SAME:
            raise _Unsupported
        return self._append(replace(made, reads=(source,)))

    def _join(self, name: str, nodes: Sequence[ast.expr]) -> str:
        reads = tuple(self._map(node) for node in nodes)
        return self._append(ParsedLayer(name, self._line, name, reads=reads))

    def _append(self, layer: ParsedLayer) -> str:
        written = f"({len(self._layers)})"
        self._layers.append(replace(layer, writes=written))
        self._maps.add(written)
        return written

    def _name(self, written: str, name: str) -> None:
        self._layers.append(ParsedLayer("Identity", self._line, name, reads=(written,), writes=name))
        self._maps.add(name)


def _without_weights(layer: ParsedLayer) -> bool:
    """Whether a layer may be applied twice without sharing anything that is learned."""
    return layer.name in UNCHANGING or "Pool" in layer.name or layer.name in ("Flatten", "Upsample")
