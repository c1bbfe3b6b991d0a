"""Cost of a network, one row per layer, as exact integers. Conventions as in `convviz.costs.layer`.

Pooling, sums and normalisations count no multiplications, as in the literature. The parameters of a normalisation are
counted apart from weights and biases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from convviz.costs.layer import Cost, cost
from convviz.spec.block import Block, Permutation
from convviz.spec.conv import ConvSpec
from convviz.spec.network import INPUT, Network, Node, Operation, output_shape
from convviz.spec.network_receptive_field import FieldSize, field_after, largest_field
from convviz.spec.operations import Add, Concat, GlobalPool, Linear, Pool, Rearrange
from convviz.spec.parse import Ints

NORM_PARAMS = 2  # per channel: scale and shift
CACHED = 1024  # costs of layers: networks repeat theirs


@dataclass(frozen=True, slots=True)
class LayerCost:
    """The cost of one layer of a network for one image.

    Attributes:
        name: name of the node; for a stage of a block "node.stage".
        kind: conv, pwconv (1 × 1), dwconv (depthwise), gconv (grouped), convT (transposed), maxpool, avgpool, gap
            (global pool), fc (linear), add, concat, shuffle, or the kind of a `Rearrange`.
        operation: the operation.
        in_shapes: shapes of its inputs, `(channels, *spatial)` or, of a linear layer, `(features,)`.
        out_shape: shape of its output.
        cost: weights, biases, multiplications, inputs and outputs.
        norm_params: parameters of the batch normalisation that follows it.
        receptive_field: its size along each axis; empty after a linear layer, which reads the whole input.
        stage: the stage of the network it belongs to.
    """

    name: str
    kind: str
    operation: Operation
    in_shapes: tuple[Ints, ...]
    out_shape: Ints
    cost: Cost
    norm_params: int
    receptive_field: tuple[FieldSize, ...]
    stage: str = ""

    @property
    def joins(self) -> bool:
        """Whether the layer only joins or reorders maps."""
        return isinstance(self.operation, Add | Concat | Permutation | Rearrange)


@dataclass(frozen=True, slots=True)
class NetworkCost:
    """The cost of a network for one image.

    Attributes:
        network: the network.
        rows: one row per node, and per stage of a block.
    """

    network: Network
    rows: tuple[LayerCost, ...]

    @property
    def layers(self) -> tuple[LayerCost, ...]:
        """The rows of a layer table: those that do not only join or reorder maps."""
        return tuple(row for row in self.rows if not row.joins)

    @property
    def weights(self) -> int:
        return sum(row.cost.weights for row in self.rows)

    @property
    def biases(self) -> int:
        return sum(row.cost.biases for row in self.rows)

    @property
    def params(self) -> int:
        """Number of weights and biases, without those of normalisations."""
        return self.weights + self.biases

    @property
    def norm_params(self) -> int:
        """Number of parameters of batch normalisations."""
        return sum(row.norm_params for row in self.rows)

    @property
    def multiplications(self) -> int:
        """Number of multiplications, equal to MACs."""
        return sum(row.cost.multiplications for row in self.rows)

    macs = multiplications

    @property
    def flops(self) -> int:
        """FLOPs, 2 · MACs."""
        return 2 * self.multiplications

    @property
    def written(self) -> int:
        """Values that all layers write, without sums and concatenations: what training stores."""
        return sum(row.cost.outputs for row in self.layers)

    @property
    def receptive_field(self) -> tuple[FieldSize, ...]:
        """Receptive field of the last feature map, before global pooling and linear layers."""
        deep = [row.receptive_field for row in self.rows if not isinstance(row.operation, GlobalPool | Linear)]
        return deep[-1] if deep else ()

    @property
    def peak(self) -> int:
        """Largest number of values that one layer reads and writes: the peak of inference along one path."""
        return max(row.cost.activations for row in self.rows)


def network_cost(network: Network) -> NetworkCost:
    """Return the cost of every layer of a network.

    Raises:
        ConvError: a node does not fit its input.

    Example:
        >>> from convviz.spec.network import NetworkBuilder
        >>> from convviz.spec.recipes import depthwise_separable
        >>> builder = NetworkBuilder("tiny", (3, 7, 7))
        >>> last = builder.add("block", depthwise_separable(3, 128, 3), norm=True)
        >>> price = network_cost(builder.network())
        >>> [(row.name, row.cost.multiplications) for row in price.rows], price.norm_params
        ([('block.depthwise', 675), ('block.pointwise', 9600)], 262)
    """
    written = network.shapes()
    fields = {INPUT: (FieldSize(1, 1),) * (len(network.input_shape) - 1)}
    rows: list[LayerCost] = []
    for node in network.nodes:
        shapes = tuple(written[name] for name in node.reads)
        rows += _rows(node, shapes, largest_field([fields[name] for name in node.reads]))
        fields[node.name] = rows[-1].receptive_field
    return NetworkCost(network, tuple(rows))


def _rows(node: Node, shapes: tuple[Ints, ...], receptive_field: tuple[FieldSize, ...]) -> list[LayerCost]:
    """Return the row of a node, or the rows of the stages of a block."""
    if not isinstance(node.operation, Block):
        return [_row(node.name, node, node.operation, shapes, receptive_field)]
    rows: list[LayerCost] = []
    for stage in node.operation.stages:
        rows.append(_row(f"{node.name}.{stage.name}", node, stage.operation, shapes, receptive_field))
        shapes, receptive_field = (rows[-1].out_shape,), rows[-1].receptive_field
    return rows


def _row(
    name: str, node: Node, operation: Operation, shapes: tuple[Ints, ...], receptive_field: tuple[FieldSize, ...]
) -> LayerCost:  # fmt: skip
    if isinstance(operation, Linear):
        shapes = ((operation.in_features,),)
    written = output_shape(operation, *shapes)
    return LayerCost(
        name=name,
        kind=kind(operation),
        operation=operation,
        in_shapes=shapes,
        out_shape=written,
        cost=_price(operation, shapes, written),
        norm_params=NORM_PARAMS * written[0] if node.norm and isinstance(operation, ConvSpec) else 0,
        receptive_field=field_after(operation, shapes[0], receptive_field),
        stage=node.stage,
    )


def kind(operation: Operation) -> str:
    """Return the short name of an operation in layer tables."""
    if isinstance(operation, ConvSpec):
        return _kind_of_convolution(operation)
    if isinstance(operation, Pool):
        return "maxpool" if operation.kind == "max" else "avgpool"
    if isinstance(operation, Rearrange):
        return operation.kind
    names = {GlobalPool: "gap", Linear: "fc", Add: "add", Concat: "concat", Permutation: "shuffle", Block: "block"}
    return names[type(operation)]


def _kind_of_convolution(spec: ConvSpec) -> str:
    if spec.transposed:
        return "convT"
    if spec.groups == spec.in_channels and spec.groups > 1:
        return "dwconv"
    if spec.groups > 1:
        return "gconv"
    return "pwconv" if prod(spec.kernel) == 1 else "conv"


def _price(operation: Operation, shapes: Sequence[Ints], written: Ints) -> Cost:
    if isinstance(operation, ConvSpec):
        return _convolution(operation, shapes[0])
    weights = operation.in_features * operation.out_features if isinstance(operation, Linear) else 0
    return Cost(
        weights=weights,
        biases=operation.out_features if isinstance(operation, Linear) and operation.bias else 0,
        multiplications=weights,
        on_padding=0,
        inputs=sum(prod(shape) for shape in shapes),
        outputs=prod(written),
    )


@lru_cache(maxsize=CACHED)
def _convolution(spec: ConvSpec, shape: Ints) -> Cost:
    return cost(spec, shape)
