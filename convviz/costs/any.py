"""`cost`: the cost of a layer, a block or a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from convviz.costs.block import BlockCost, block_cost
from convviz.costs.layer import Cost
from convviz.costs.layer import cost as spec_cost
from convviz.costs.network import NetworkCost, network_cost
from convviz.errors import ConvError
from convviz.spec.block import Block
from convviz.spec.conv import ConvSpec
from convviz.spec.network import Network


@overload
def cost(spec: ConvSpec, shape: Sequence[int]) -> Cost: ...
@overload
def cost(spec: Block, shape: Sequence[int]) -> BlockCost: ...
@overload
def cost(spec: Network, shape: None = None) -> NetworkCost: ...
def cost(
    spec: ConvSpec | Block | Network, shape: Sequence[int] | None = None
) -> Cost | BlockCost | NetworkCost:  # fmt: skip
    """Return the cost of a layer, a block or a network for one image.

    The counts are exact Python integers.

    Args:
        spec: a layer, a block or a network.
        shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`; None for a network, which has its own.

    Raises:
        ConvError: `spec` does not fit the shape, or is none of the three.

    Example:
        >>> from convviz.spec.recipes import depthwise_separable
        >>> cost(depthwise_separable(3, 128, 3), (7, 7)).multiplications
        10275
    """
    if isinstance(spec, Network):
        if shape is not None and tuple(shape) not in (spec.input_shape, spec.input_shape[1:]):
            raise ConvError("shape", shape, f"must be the network's own, {spec.input_shape}", "Leave it out.")
        return network_cost(spec)
    if shape is None:
        raise ConvError("shape", shape, "must be given for a layer or a block", "Give (height, width).")
    return block_cost(spec, shape) if isinstance(spec, Block) else spec_cost(spec, shape)
