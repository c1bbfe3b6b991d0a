"""A network as a graph of named operations, as geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from convviz.errors import ConvError
from convviz.spec.block import Block, Permutation
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import Add, Concat, GlobalPool, Linear, Pool, Rearrange
from convviz.spec.parse import Ints, whole

Operation = ConvSpec | Block | Permutation | Pool | GlobalPool | Linear | Add | Concat | Rearrange

INPUT: Final = "input"
CACHED: Final = 1024  # output shapes of layers: networks repeat theirs, and ask for each more than once


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a network.

    Attributes:
        name: name, unique in the network.
        operation: the operation.
        reads: names of the nodes whose outputs it reads, or `INPUT`.
        norm: whether a batch normalisation, with a scale and a shift per channel, follows every convolution of the
            node.
        stage: stage of the network as the paper's table names it; "" if there are no stages.
    """

    name: str
    operation: Operation
    reads: tuple[str, ...]
    norm: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """A network: nodes in topological order.

    Attributes:
        name: name in the literature.
        input_shape: shape of one image, `(channels, *spatial)`.
        nodes: the nodes; the last one gives the output.

    Raises:
        ConvError: two nodes share a name, or a node reads one that does not precede it.
    """

    name: str
    input_shape: Ints
    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        for entry in self.input_shape:
            whole("input_shape", entry, 1)
        known = {INPUT}
        for node in self.nodes:
            if node.name in known:
                raise ConvError("name", node.name, "must be used for one node only", "Name the nodes apart.")
            if unknown := [name for name in node.reads if name not in known]:
                raise ConvError(
                    "reads", unknown[0], f"must be a node before {node.name!r}", f"Use {INPUT!r} or an earlier name."
                )
            known.add(node.name)

    def shapes(self) -> dict[str, Ints]:
        """Return the output shape of every node by name, and the shape of the input under `INPUT`.

        Raises:
            ConvError: a node does not fit its input; the message ends with the node's name.
        """
        written = {INPUT: self.input_shape}
        for node in self.nodes:
            try:
                written[node.name] = output_shape(node.operation, *(written[name] for name in node.reads))
            except ConvError as error:
                cure = f"{error.cure} (In {node.name}.)"
                raise ConvError(error.parameter, error.value, error.rule, cure) from None
        return written


def output_shape(operation: Operation, *shapes: Sequence[int]) -> Ints:
    """Return the output shape of an operation.

    Args:
        operation: the operation.
        shapes: shapes of its inputs, `(channels, *spatial)` or `(features,)`.

    Raises:
        ConvError: the operation does not fit them.
    """
    if isinstance(operation, ConvSpec | Block | Permutation):
        if len(shapes) != 1:
            raise ConvError("reads", len(shapes), "must be one map for a convolution", "Name the one node it reads.")
        if isinstance(operation, Permutation):
            return _permuted(operation, shapes[0])
        if len(shapes[0]) != operation.ndim + 1:
            raise ConvError(
                "shape",
                tuple(shapes[0]),
                f"must have channels and {operation.ndim} spatial sizes",
                "Convolve a feature map, before any linear layer.",
            )
        return _convolved(operation, tuple(shapes[0]))
    return operation.output_shape(*shapes)


@lru_cache(maxsize=CACHED)
def _convolved(operation: ConvSpec | Block, shape: Ints) -> Ints:
    return operation.output_shape(shape)


def _permuted(operation: Permutation, shape: Sequence[int]) -> Ints:
    if shape[0] != operation.in_channels:
        raise ConvError(
            "order",
            f"{operation.in_channels} channels",
            f"must have {shape[0]} entries here",
            "Name each channel once.",
        )
    return tuple(shape)


class NetworkBuilder:
    """Builds a network node by node; by default each node reads the one added before it.

    Example:
        >>> from convviz.spec.conv import ConvSpec
        >>> builder = NetworkBuilder("tiny", (3, 8, 8))
        >>> entry = builder.add("conv", ConvSpec.of(2, 3, 3, 3, padding=1))
        >>> builder.add("sum", Add(), entry, INPUT)
        'sum'
        >>> builder.network().shapes()["sum"], builder.shape
        ((3, 8, 8), (3, 8, 8))
    """

    def __init__(self, name: str, input_shape: Sequence[int]) -> None:
        self._name = name
        self._entry = tuple(input_shape)
        self._nodes: list[Node] = []
        self._written = {INPUT: self._entry}
        self._stage = ""
        self.last = INPUT

    @property
    def shape(self) -> Ints:
        """Output shape of the last node."""
        return self._written[self.last]

    @property
    def channels(self) -> int:
        """Output channels of the last node."""
        return self.shape[0]

    def begin_stage(self, stage: str) -> None:
        """Assign the nodes added from here on to a stage."""
        self._stage = stage

    def add(self, name: str, operation: Operation, *reads: str, norm: bool = False) -> str:
        """Append a node and return its name.

        Args:
            name: name of the node.
            operation: its operation.
            reads: names of the nodes it reads; none: the last node.
            norm: whether a batch normalisation follows every convolution of the node.

        Raises:
            ConvError: the operation does not fit its inputs.
        """
        node = Node(name, operation, reads or (self.last,), norm, self._stage)
        self._written[name] = output_shape(operation, *(self._written[read] for read in node.reads))
        self._nodes.append(node)
        self.last = name
        return name

    def network(self) -> Network:
        """Return the network."""
        return Network(self._name, self._entry, tuple(self._nodes))
