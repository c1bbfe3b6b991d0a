"""Blocks that differ from the recipes of `convviz.spec.recipes`."""

from __future__ import annotations

from dataclasses import replace

from convviz.costs.alternatives.layer_task import NDIM, Task
from convviz.spec import recipes
from convviz.spec.block import Block, Permutation, Stage, shuffle
from convviz.spec.conv import ConvSpec


def pointwise(task: Task, groups: int) -> Block:
    """Return a 1 × 1 layer with the stride of the replaced layer."""
    return recipes.regular(task.in_channels, task.out_channels, 1, stride=task.stride, groups=groups)


def shuffled(task: Task) -> Block:
    """Return two grouped layers with a shuffle; only the first takes stride, padding and dilation."""
    first = ConvSpec.of(NDIM, task.in_channels, task.out_channels, task.kernel, groups=task.groups, **task.window)
    second = ConvSpec.of(NDIM, task.out_channels, task.out_channels, task.kernel, groups=task.groups, padding="same")
    between = shuffle(task.out_channels, task.groups)
    return Block.of("shuffled grouped", first_grouped=first, shuffle=between, second_grouped=second)


def column_row(task: Task) -> Block:
    """Return the stages of `recipes.spatially_separable`, with every filter over all channels."""
    down, across = recipes.spatially_separable(task.kernel, **task.window).convolutions
    return Block.of(
        "column and row",
        column=replace(down, in_channels=task.in_channels, out_channels=task.between),
        row=replace(across, in_channels=task.between, out_channels=task.out_channels),
    )


def bottleneck(task: Task, groups: int) -> Block:
    """Return a bottleneck whose middle stage takes kernel, stride and padding of the layer."""
    return recipes.bottleneck(
        task.in_channels, task.inside, task.kernel, out_channels=task.out_channels, groups=groups, **task.window
    )


def shuffle_unit(task: Task) -> Block:
    """Return the ShuffleNet unit; its depthwise stage takes kernel, stride and padding of the layer."""
    return recipes.shuffle_unit(
        task.in_channels, task.inside, task.groups, task.kernel, out_channels=task.out_channels, **task.window
    )


def biased(block: Block) -> Block:
    """Return the block with a bias in every convolution."""
    stages = ((stage, stage.operation) for stage in block.stages)
    return Block(
        block.name,
        tuple(
            stage if isinstance(operation, Permutation) else Stage(stage.name, replace(operation, bias=True))
            for stage, operation in stages
        ),
    )
