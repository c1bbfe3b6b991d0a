"""Expressions as the layers they make, in order: calls, lists of calls, calls applied to variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from convviz.model_parser.known_layers import CONTAINERS, KNOWN, is_keras
from convviz.model_parser.layer import ParsedLayer, ParsedText, Value
from convviz.model_parser.literals import WHAT, dotted_name, text_of, value_of
from convviz.model_parser.statements import Statement

TAKEN_IN: Final = ("add", "append", "add_module", "register_module", "extend")
WRAPPERS: Final = ("weight_norm", "spectral_norm")
JOINS: Final = ("add", "concatenate")
INPUTS_LAST: Final = ("normal", "uniform")
INPUTS: Final = ("randn", "rand", "zeros", "ones", *INPUTS_LAST)
SILENT: Final = re.compile(
    r"(print|summary|compile|fit|evaluate|predict|build|plot_model|to|cuda|cpu|eval|train|get_config|manual_seed|"
    r"set_seed|randn|rand|zeros|ones|device|super|__init__|_initialize_weights|init_weights|load_state_dict|save|Model|"
    r"kaiming_normal_|constant_|normal_|xavier_uniform_|apply|info|Adam|SGD|CrossEntropyLoss|load_data|items|exit)"
)
PRINT_IT: Final = "What print(model) writes has every layer with its numbers."
WRITE_OUT: Final = "Write its layers out, or paste the printed text of the model."


@dataclass(slots=True)
class Scope:
    """What is known where an expression stands.

    Attributes:
        found: layers and refusals so far.
        values: of names: numbers, words, tuples.
        made: names of layers and of lists of layers, which were read where they were made.
        maps: names of what layers were applied to, or gave.
        classes: names of classes that the text defines.
        statement: that is being read.
        temporary: how many maps have got a name of ours.
    """

    found: ParsedText
    values: dict[str, Value] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    maps: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    statement: Statement = field(default_factory=lambda: Statement(0, 0, ""))
    temporary: int = 0

    def layers(self, node: ast.expr, label: str) -> Iterator[ParsedLayer]:
        """The layers that an expression makes, in order."""
        if self.found.enough(self.statement.line):
            return
        if isinstance(node, ast.List | ast.Tuple):
            yield from self._listed(node.elts, label)
        elif isinstance(node, ast.Call):
            yield from self._call(node, label)
        elif isinstance(node, ast.BinOp) and self.adds_maps(node):
            yield self.layer("Add", reads=(str(dotted_name(node.left)), str(dotted_name(node.right))))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from self.layers(node.left, label)
            yield from self.layers(node.right, label)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List):
            times = value_of(node.right, self.values)
            for _ in range(times if isinstance(times, int) and 0 <= times <= 100 else 1):
                yield from self.layers(node.left, label)
        elif isinstance(node, ast.Starred):
            yield from self.layers(node.value, label)
        elif isinstance(node, ast.Constant) or dotted_name(node) in self.made | self.maps:
            return
        else:
            what = WHAT.get(type(node), "no layer")
            self.refuse(f"`{text_of(node)}` is {what}.", WRITE_OUT)

    def _listed(self, nodes: list[ast.expr], label: str) -> Iterator[ParsedLayer]:
        """Entries of a list, or a name and its layer."""
        if len(nodes) == 2 and isinstance(nodes[0], ast.Constant) and isinstance(nodes[0].value, str):
            yield from self.layers(nodes[1], nodes[0].value)
            return
        for node in nodes:
            yield from self.layers(node, "")

    def _call(self, node: ast.Call, label: str) -> Iterator[ParsedLayer]:
        if isinstance(node.func, ast.Call):
            yield from self._applied(node, label)
            return
        dotted = dotted_name(node.func)
        if dotted is None:
            self.refuse(f"`{text_of(node.func)}` is called, and nothing is run here.", WRITE_OUT)
            return
        owner, _, name = dotted.rpartition(".")
        sums_maps = name == "add" and node.args and isinstance(node.args[0], ast.List)
        if name in TAKEN_IN and owner and not sums_maps:
            first = node.args[0] if len(node.args) == 2 else None
            named = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
            for argument in node.args[-1:]:
                yield from self.layers(argument, named)
        elif name in CONTAINERS and name != "Model":
            yield self._container(node, name, label)
        elif name in WRAPPERS and node.args and isinstance(node.args[0], ast.Call):
            yield from self.layers(node.args[0], label)
        elif name in JOINS and node.args and isinstance(node.args[0], ast.List):
            reads = yield from self._maps_of(node.args[0])
            yield self.layer(name.capitalize(), reads=reads)
        elif name in self.classes:
            self.refuse(f"`{name}` is a class of the text: its layers were read where they stand, once.", PRINT_IT)
        elif name in INPUTS and owner:
            yield from self._input(node, name)
        elif (name in KNOWN and name != "Model") or (name[:1].isupper() and not SILENT.fullmatch(name)):
            yield self.layer(name, node, label=label)
        elif dotted in self.made:  # tried on something, perhaps on numbers of a shape
            for argument in node.args:
                if isinstance(argument, ast.Call) and (dotted_name(argument.func) or "").endswith(INPUTS):
                    yield from self._call(argument, "")
        elif not SILENT.fullmatch(name):
            self.refuse(f"`{name}` is a function, and nothing is run here.", WRITE_OUT)

    def _input(self, node: ast.Call, name: str) -> Iterator[ParsedLayer]:
        """`torch.randn(1, 3, 32, 32)`, `keras.random.normal((1, 32, 32, 3))`: what the model is tried on."""
        values = tuple(value_of(argument, self.values) for argument in node.args)
        shape = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
        if 2 < len(shape) < 6 and all(type(entry) is int for entry in shape):
            _, first, *rest = shape
            last = (first, *rest) if name in INPUTS_LAST else (*rest, first)
            yield replace(self.layer("Input"), options={"shape": last})

    def _applied(self, node: ast.Call, label: str) -> Iterator[ParsedLayer]:
        """`Conv2D(32, 3)(x)`: layers with what they are applied to."""
        reads: tuple[str, ...] = ()
        for argument in node.args:
            reads += yield from self._maps_of(argument)
        assert isinstance(node.func, ast.Call)
        layers = [*self._call(node.func, label)]
        for place, layer in enumerate(layers):
            yield replace(layer, reads=reads) if place == 0 else layer

    def _maps_of(self, node: ast.expr) -> Generator[ParsedLayer, None, tuple[str, ...]]:
        """Layers within an argument, and the names of the maps it stands for."""
        if isinstance(node, ast.List | ast.Tuple):
            names: tuple[str, ...] = ()
            for entry in node.elts:
                names += yield from self._maps_of(entry)
            return names
        if isinstance(node, ast.Call):
            layers = [*self._call(node, "")]
            if not layers:
                return ("",)
            self.temporary += 1
            layers[-1] = replace(layers[-1], writes=f"({self.temporary})")
            yield from layers
            return (layers[-1].writes,)
        return (dotted_name(node) or "",)

    def _container(self, node: ast.Call, name: str, label: str) -> ParsedLayer:
        inside: list[ParsedLayer] = []
        for argument in node.args:
            if isinstance(argument, ast.Call) and (dotted_name(argument.func) or "").endswith("OrderedDict"):
                inside += [layer for entry in argument.args for layer in self.layers(entry, "")]
            elif isinstance(argument, ast.Dict):
                pairs = zip(argument.keys, argument.values, strict=True)
                inside += [
                    layer for key, value in pairs for layer in self.layers(value, str(getattr(key, "value", "")))
                ]
            else:
                inside += self.layers(argument, "")
        inside += [layer for k in node.keywords if k.arg == "layers" for layer in self.layers(k.value, "")]
        if not any(is_keras(layer.name) for layer in inside):  # PyTorch numbers them, Keras names them by their class
            inside = [replace(layer, label=layer.label or str(place)) for place, layer in enumerate(inside)]
        return self.layer(name, label=label, inside=tuple(inside))

    def layer(
        self, name: str, node: ast.Call | None = None, *, label: str = "", reads: tuple[str, ...] = (),
        writes: str = "", inside: tuple[ParsedLayer, ...] | None = None,
    ) -> ParsedLayer:  # fmt: skip
        """A layer of the statement that is being read, with the arguments of its call."""
        self.found.made += 1
        args: tuple[Value, ...] = ()
        options: dict[str, Value] = {}
        line, text = self.statement.line, self.statement.text
        if node is not None:
            args = tuple(value_of(argument, self.values) for argument in node.args)
            for keyword in node.keywords:
                key = keyword.arg or f"**{text_of(keyword.value)}"
                options[key] = value_of(keyword.value, self.values)
            line, text = line + node.lineno - 1, text_of(node)
            named = options.get("name")
            label = named if isinstance(named, str) else label
        return ParsedLayer(name, line, " ".join(text.split())[:120], args, options, label, inside, reads, writes)

    def adds_maps(self, node: ast.expr) -> bool:
        """Whether an expression is the sum of two maps."""
        return (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Add)
            and dotted_name(node.left) in self.maps
            and dotted_name(node.right) in self.maps
        )

    def refuse(self, reason: str, cure: str = "") -> None:
        """Note that the statement, or a part of it, is not read."""
        self.found.refuse(self.statement.refused(reason, cure))
