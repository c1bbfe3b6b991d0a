"""What a network costs, a row a layer: exact integers in closed form, conventions as in `cost`.

Pooling, sums and normalisations are priced at no multiplication, as the literature does; what a batch
normalisation learns is kept apart from weights and biases.
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

NORM_PARAMS = 2  # a scale and a shift
KEPT = 1024  # prices of layers: a network repeats its own


@dataclass(frozen=True, slots=True)
class LayerCost:
    """One layer of a network and its price for one image.

    Attributes:
        name: of the node, and of the stage after a dot where the node is a block.
        kind: conv, pwconv (1 × 1), dwconv (depthwise), gconv (grouped), convT (transposed), maxpool, avgpool, gap
            (global pool), fc (linear), add, concat, shuffle, or how numbers were moved.
        operation: the operation.
        in_shapes: what it reads, `(channels, *spatial)` each; a linear layer reads `(features,)`.
        out_shape: what it writes.
        cost: weights, biases, multiplications, inputs and outputs.
        norm_params: what a batch normalisation after it learns.
        receptive_field: its size along each axis; empty after a linear layer, which sees everything.
        stage: the part of the network it belongs to.
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
        """Whether it only reorders or joins what others computed."""
        return isinstance(self.operation, Add | Concat | Permutation | Rearrange)


@dataclass(frozen=True, slots=True)
class NetworkCost:
    """The price of a network for one image.

    Attributes:
        network: what is priced.
        rows: every node, blocks stage by stage.
    """

    network: Network
    rows: tuple[LayerCost, ...]

    @property
    def layers(self) -> tuple[LayerCost, ...]:
        """The rows without those that only reorder or join: what a layer table lists."""
        return tuple(row for row in self.rows if not row.joins)

    @property
    def weights(self) -> int:
        """Kernel entries to learn."""
        return sum(row.cost.weights for row in self.rows)

    @property
    def biases(self) -> int:
        """Bias entries to learn."""
        return sum(row.cost.biases for row in self.rows)

    @property
    def params(self) -> int:
        """Weights and biases, without what normalisations learn."""
        return self.weights + self.biases

    @property
    def norm_params(self) -> int:
        """Scales and shifts of batch normalisations."""
        return sum(row.norm_params for row in self.rows)

    @property
    def multiplications(self) -> int:
        """Of all layers; equals MACs."""
        return sum(row.cost.multiplications for row in self.rows)

    macs = multiplications

    @property
    def flops(self) -> int:
        """2 * MACs, by convention."""
        return 2 * self.multiplications

    @property
    def written(self) -> int:
        """Numbers that all layers write, sums and stacks aside: what training keeps."""
        return sum(row.cost.outputs for row in self.layers)

    @property
    def receptive_field(self) -> tuple[FieldSize, ...]:
        """How far a unit of the last feature map sees, before a global mean or linear layers see everything."""
        deep = [row.receptive_field for row in self.rows if not isinstance(row.operation, GlobalPool | Linear)]
        return deep[-1] if deep else ()

    @property
    def peak(self) -> int:
        """The most numbers one layer reads and writes: what inference must hold at once, path by path."""
        return max(row.cost.activations for row in self.rows)


def network_cost(network: Network) -> NetworkCost:
    """Price every layer.

    Raises:
        ConvError: a node does not fit what it reads.

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
    """The rows of one node: one, or one for each stage of a block."""
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
    """The short name of an operation in layer tables."""
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


@lru_cache(maxsize=KEPT)
def _convolution(spec: ConvSpec, shape: Ints) -> Cost:
    return cost(spec, shape)
