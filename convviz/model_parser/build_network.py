"""Layers laid out as a network: each reads what the one before it wrote, unless text or module say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from convviz.errors import ConvError
from convviz.model_parser.input_shape import USUAL_SIZES, likely_input_shape, shown, stated_input_shape
from convviz.model_parser.known_layers import CONTAINERS, UNCHANGING, steps
from convviz.model_parser.layer import MOST_LAYERS, ParsedLayer, ParsedText, Refusal, one_line
from convviz.model_parser.module_topology import assumption_of, module_paths
from convviz.model_parser.step import LayerStep
from convviz.spec.conv import ConvSpec
from convviz.spec.network import INPUT, Network, Node, Operation, output_shape
from convviz.spec.operations import Add, Concat, GlobalPool, Linear
from convviz.spec.parse import Ints


@dataclass(slots=True)
class NetworkPart:
    """Layers that read one another.

    Attributes:
        entry: the shape that the first of them reads.
        nodes: in order.
        written: the shape of what each node writes, by name; of the input as well.
    """

    entry: Ints
    nodes: list[Node] = field(default_factory=list)
    written: dict[str, Ints] = field(default_factory=dict)


class NetworkAssembler:
    """Lays out layers one by one."""

    def __init__(self, source: ParsedText, shape: Ints | None) -> None:
        self.source = source
        self.parts: list[NetworkPart] = []
        self.lines: dict[str, int] = {}
        self.loose = 0  # numbers that normalisations learn that follow no convolution
        self.unchanged = 0
        self._given = shape
        self.last = INPUT
        self._maps: dict[str, str] = {}  # variable of the text -> node
        self._names: dict[str, int] = {}
        self._count = 0

    def assemble(self) -> None:
        """Lay out everything."""
        entry = self._given or stated_input_shape(self.source) or likely_input_shape(self.source)
        if entry is not None:
            self._begin(entry)
        for layer in self.source.layers:
            self._layer(layer, ())

    @property
    def shape(self) -> Ints | None:
        """What the last node wrote; None before anything is known."""
        return self.parts[-1].written[self.last] if self.parts else None

    def _layer(self, layer: ParsedLayer, path: tuple[str, ...]) -> None:
        self._count += 1
        if self._count > MOST_LAYERS:  # a line of printed text may stand for hundreds of layers
            self.source.made = max(self.source.made, self._count)
            self.source.enough(layer.line)
            return
        if layer.reads and not self._apply_to(layer):
            return
        if layer.inside is not None:
            self._module(layer, (*path, layer.label) if layer.label else path)
        else:
            self._one(layer, path)
        if layer.writes:
            self._maps[layer.writes] = self.last

    def _apply_to(self, layer: ParsedLayer) -> bool:
        """Go to the map that a layer is applied to, if it is known."""
        known = [self._maps[name] for name in layer.reads if name in self._maps]
        if any(name not in self.parts[-1].written for name in known if self.parts):
            known = []
        if len(layer.reads) == 1 and known:
            self.last = known[0]
        elif len(layer.reads) > 1 and len(known) < len(layer.reads):
            self._refuse(layer, "Not all of the maps it joins are known.", "Lines above it were not read.")
            return False
        return True

    def _module(self, module: ParsedLayer, path: tuple[str, ...]) -> None:
        """A container: its chain, and what goes round it."""
        parts = module_paths(module)
        if parts.how != "chain" and self.parts and (assumption := assumption_of(module, parts)):
            self.source.remark(assumption)
        elif module.name not in CONTAINERS and parts.how == "chain" and len(parts.chain) > 1:
            self.source.remark("Within modules, layers are taken one after the other, in the order they stand.")
        entry, began = self.last, len(self.parts)
        for layer in parts.chain:
            self._layer(layer, path)
        ends = [self.last]
        for layer in parts.aside:
            if began != len(self.parts):
                break  # the text lost its thread within this module
            self.last = ends[0] if parts.how == "fire" else entry
            self._layer(layer, path)
            ends.append(self.last)
        self.last = ends[0]
        if self.parts and began == len(self.parts):
            self._join(module, parts.how, entry, ends, path)

    def _join(self, module: ParsedLayer, how: str, entry: str, ends: list[str], path: tuple[str, ...]) -> None:
        main, *aside = ends
        if how == "residual":
            self._together(module, "add", Add(), (main, *(aside or [entry])), path)
        elif how == "if alike" and self.parts[-1].written[entry] == self.parts[-1].written[main] and entry != main:
            self._together(module, "add", Add(), (main, entry), path)
        elif how == "dense":
            self._together(module, "concat", Concat(), (entry, main), path)
        elif how in ("fire", "branches") and len(aside) > 1:
            self._together(module, "concat", Concat(), tuple(aside), path)
        elif how == "squeeze":
            self.last = entry

    def _together(
        self, module: ParsedLayer, name: str, operation: Operation, reads: tuple[str, ...], path: tuple[str, ...]
    ) -> None:  # fmt: skip
        try:
            self._add(self._named(name, path), operation, reads, module.line)
        except ConvError as error:
            self._refuse(module, f"Its paths do not meet: {error.parameter} {error.rule}.")

    def _one(self, layer: ParsedLayer, path: tuple[str, ...]) -> None:
        """A layer that is no container."""
        try:
            done = steps(layer, self.shape)
        except ConvError as error:
            self._refuse_by(layer, error)
            return
        name = ""
        for step in done:
            if step.operation is not None:
                name = name or self._named(layer.label or layer.name.lower(), path)
            self._step(layer, step, name)

    def _step(self, layer: ParsedLayer, step: LayerStep, name: str) -> None:
        if step.remark:
            self.source.remark(step.remark)
        if step.learns:
            self._normalise(step.learns)
        elif step.operation is None:
            self.unchanged += layer.name in UNCHANGING and layer.name not in ("Input", "InputLayer")
        else:
            reads = tuple(self._maps[name] for name in layer.reads) if len(layer.reads) > 1 else (self.last,)
            if len(reads) == 1:
                self._fit(layer, step.operation)
                reads = (self.last,)
            try:
                self._add(f"{name}.{step.name}" if step.name else name, step.operation, reads, layer.line)
            except ConvError as error:
                self._refuse_by(layer, error)

    def _normalise(self, learns: int) -> None:
        """A normalisation is counted with the convolution it follows, if it does."""
        nodes = self.parts[-1].nodes if self.parts else []
        if nodes and nodes[-1].name == self.last and isinstance(nodes[-1].operation, ConvSpec) and not nodes[-1].norm:
            node = nodes[-1]
            assert isinstance(node.operation, ConvSpec)
            if learns == 2 * node.operation.out_channels:
                nodes[-1] = Node(node.name, node.operation, node.reads, norm=True)
                return
        self.loose += learns

    def _fit(self, layer: ParsedLayer, operation: Operation) -> None:
        """Where a layer reads something else than arrives, begin anew with what it reads, and say so."""
        shape = self.shape
        assert shape is not None
        if isinstance(operation, Linear) and prod(shape) != operation.in_features:
            if shape[0] == operation.in_features and len(shape) > 1:
                self._add(self._named("mean", ()), GlobalPool(), (self.last,), layer.line)
                self.source.remark(
                    f"Line {layer.line} reads {operation.in_features:,} numbers where a map of {shown(shape)} arrives: "
                    "taken for the mean of every channel, which a `forward` may hide."
                )
            else:
                self._anew(layer, (operation.in_features,), f"{operation.in_features:,} numbers")
        elif isinstance(operation, ConvSpec) and (
            shape[0] != operation.in_channels or len(shape) != operation.ndim + 1
        ):
            sizes = shape[1:] if len(shape) == operation.ndim + 1 else USUAL_SIZES[operation.ndim]
            self._anew(layer, (operation.in_channels, *sizes), f"{operation.in_channels:,} channels")

    def _anew(self, layer: ParsedLayer, shape: Ints, reads: str) -> None:
        arrives = shown(self.shape or ())
        if len(self.parts) == 1 and not self.parts[0].nodes:
            self.source.remark(
                f"Line {layer.line} reads {reads}, but the input is {arrives}: it is priced on {shown(shape)}."
            )
        else:
            self.source.remark(
                f"Line {layer.line} reads {reads}, but {arrives} arrives: something before it was not read. "
                f"From there on the sizes are a guess, {shown(shape)}; the weights are right."
            )
        self._begin(shape)

    def _begin(self, shape: Ints) -> None:
        self.parts.append(NetworkPart(shape, [], {INPUT: shape}))
        self.last = INPUT

    def _add(self, name: str, operation: Operation, reads: Sequence[str], line: int) -> None:
        part = self.parts[-1]
        part.written[name] = output_shape(operation, *(part.written[read] for read in reads))
        part.nodes.append(Node(name, operation, tuple(reads)))
        self.lines[name] = line
        self.last = name

    def _named(self, name: str, path: tuple[str, ...]) -> str:
        """A name that no other node has."""
        whole = ".".join((*path, name))
        times = self._names[whole] = self._names.get(whole, 0) + 1
        return whole if times == 1 and whole != INPUT else f"{whole}_{times}"

    def _refuse(self, layer: ParsedLayer, reason: str, cure: str = "") -> None:
        self.source.refuse(Refusal(layer.line, layer.text, reason, cure))

    def _refuse_by(self, layer: ParsedLayer, error: ConvError) -> None:
        if error.parameter == "layer":
            self._refuse(layer, f"`{error.value}` {error.rule}.", error.cure)
        else:
            self._refuse(layer, f"`{error.parameter}` (`{value_text(error.value)}`) {error.rule}.", error.cure)


def value_text(value: object) -> str:
    """A value in a sentence."""
    return one_line("×".join(map(str, value)) if isinstance(value, tuple) and value else str(value))


def networks(parts: Sequence[NetworkPart], name: str) -> tuple[Network, ...]:
    """The parts that have layers, as networks."""
    return tuple(Network(name, part.entry, tuple(part.nodes)) for part in parts if part.nodes)
