"""Blocks as scenes, small enough to be compared step by step."""

from convviz.engine.block_trace import record_block
from convviz.scene import Contestant, FullCase, block_scene, race
from convviz.spec.block import Block, shuffle
from convviz.spec.conv import ConvSpec
from convviz.spec.recipes import (
    depthwise_separable,
    flattened,
    regular,
    shuffle_unit,
    shuffled_grouped,
    spatially_separable,
)
from random_layers import integers


def recorded(block, *size, seed=1):
    """A block on distinct random numbers."""
    weights = [integers(seed + i + 1, *shape, most=5) for i, shape in enumerate(block.weight_shapes)]
    return record_block(block, integers(seed, block.in_channels, *size), weights)


def raced(clock="multiplications"):
    """7 × 7 × 3 → 5 × 5 × 128 in small: 4 × 4 × 2 → 3 × 3 × 3 of 12."""
    contestants = (
        Contestant(title, recorded(build(2, 3, 2), 4, 4), FullCase(build(2, 12, 2), (4, 4)))
        for title, build in (("Regular", regular), ("Depthwise separable", depthwise_separable))
    )
    return race(*contestants, clock=clock)


def divided():
    """A kernel raced against two columns and two rows."""
    return race(
        Contestant("At once", recorded(regular(1, 1, 2, padding="same"), 3, 4)),
        Contestant("In two steps", recorded(spatially_separable(2, terms=2, padding="same"), 3, 4, seed=2)),
    )


def vectors():
    """Filters raced against three vectors each."""
    return race(
        Contestant("Regular", recorded(regular(2, 2, 2), 3, 3)),
        Contestant("Flattened", recorded(flattened(2, 2, 2), 3, 3)),
    )


BLOCKS = {
    "a column, then a row, with padding": recorded(spatially_separable((3, 2), padding=((1, 0), (1, 1))), 4, 3),
    "ShuffleNet's unit": recorded(shuffle_unit(6, 6, 3, 2), 2, 3),
    "shuffled grouped convolutions": recorded(shuffled_grouped(4, 4, 2, 2, padding="same"), 3, 2),
    "a shuffle first, one last": recorded(
        Block.of("dealt", deal=shuffle(4, 2), convolution=ConvSpec.of(1, 4, 2, 3, padding=1), turn=shuffle(2, 2)), 5
    ),
}

BLOCK_SCENES = {name: block_scene(trace) for name, trace in BLOCKS.items()} | {
    "a race of blocks": raced(),
    "a race against columns and rows": divided(),
    "a race against three vectors": vectors(),
}
