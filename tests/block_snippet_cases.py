"""Blocks that code is written for; shared with tests/frameworks."""

import block_scenes
from convviz.codegen import Snippet, block_snippets
from convviz.engine.arrays import Array
from convviz.engine.block_trace import record_block
from convviz.spec.recipes import depthwise_separable, flattened, grouped, spatially_separable
from random_layers import integers

CHAINS = {name: trace for name, trace in block_scenes.BLOCKS.items() if trace.block.ndim == 2} | {
    "strided": block_scenes.recorded(depthwise_separable(2, 3, 3, stride=2, padding="same"), 6, 5),
    "grouped, unequal strides": block_scenes.recorded(grouped(4, 6, 2, 2, stride=(1, 2)), 4, 5),
    "a multiplier": block_scenes.recorded(depthwise_separable(2, 3, (3, 2), multiplier=2), 5, 4),
}


def by_dialect(name: str) -> dict[str, Snippet]:
    trace = CHAINS[name]
    return {snippet.dialect: snippet for snippet in block_snippets(trace.block, trace.x, trace.weights)}


BLOCKS = {
    "a column, then a row": (spatially_separable(3), (1, 5, 5)),
    "two columns, then two rows, padded": (spatially_separable((3, 2), terms=2, padding="same"), (1, 4, 5)),
    "of two channels, with strides": (spatially_separable(2, terms=3, channels=2, stride=(1, 2)), (2, 5, 6)),
    "three vectors": (flattened(3, 2, 3), (3, 5, 5)),
    "three vectors, padded unequally": (flattened(2, 3, 2, padding=((1, 0), (0, 1))), (2, 3, 4)),
}


def recorded(name: str) -> tuple[dict[str, Snippet], Array]:
    """The code of a block, by dialect, and what it has to give."""
    block, shape = BLOCKS[name]
    x = integers(1, *shape)
    weights = [integers(2 + place, *each, most=5) for place, each in enumerate(block.weight_shapes)]
    made = {snippet.dialect: snippet for snippet in block_snippets(block, x, weights)}
    return made, record_block(block, x, weights).output
