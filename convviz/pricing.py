"""The price of whatever has one, by one name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from convviz.block import Block
from convviz.block_cost import BlockCost, block_cost
from convviz.cost import Cost
from convviz.cost import cost as spec_cost
from convviz.spec import ConvSpec


@overload
def cost(what: ConvSpec, shape: Sequence[int]) -> Cost: ...
@overload
def cost(what: Block, shape: Sequence[int]) -> BlockCost: ...
def cost(what: ConvSpec | Block, shape: Sequence[int]) -> Cost | BlockCost:
    """The cost of a layer or a block on one image of `shape`, `(*spatial)` or `(in_channels, *spatial)`.

    Closed forms in whole numbers of any size: nothing overflows, nothing is rounded.

    Raises:
        ConvError: it does not fit the shape, or is neither a layer nor a block.

    Example:
        >>> from convviz.recipes import depthwise_separable
        >>> cost(depthwise_separable(3, 128, 3), (7, 7)).multiplications
        10275
    """
    return block_cost(what, shape) if isinstance(what, Block) else spec_cost(what, shape)
