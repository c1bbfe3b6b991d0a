"""The blocks that are no recipe as they are."""

from __future__ import annotations

from dataclasses import replace

from convviz.costs.alternatives.layer_task import NDIM, Task
from convviz.spec import recipes
from convviz.spec.block import Block, Permutation, Stage, shuffle
from convviz.spec.conv import ConvSpec


def pointwise(task: Task, groups: int) -> Block:
    """A 1 × 1 layer that takes over the stride."""
    return recipes.regular(task.in_channels, task.out_channels, 1, stride=task.stride, groups=groups)


def shuffled(task: Task) -> Block:
    """The first layer does what the window does; the second keeps the size, or the stride would count twice."""
    first = ConvSpec.of(NDIM, task.in_channels, task.out_channels, task.kernel, groups=task.groups, **task.window)
    second = ConvSpec.of(NDIM, task.out_channels, task.out_channels, task.kernel, groups=task.groups, padding="same")
    dealt = shuffle(task.out_channels, task.groups)
    return Block.of("shuffled grouped", first_grouped=first, shuffle=dealt, second_grouped=second)


def column_row(task: Task) -> Block:
    """The column and the row of `recipes.spatially_separable`, each reading every channel."""
    down, across = recipes.spatially_separable(task.kernel, **task.window).convolutions
    return Block.of(
        "column and row",
        column=replace(down, in_channels=task.in_channels, out_channels=task.between),
        row=replace(across, in_channels=task.between, out_channels=task.out_channels),
    )


def bottleneck(task: Task, groups: int) -> Block:
    """1 × 1, the window, 1 × 1."""
    return recipes.bottleneck(
        task.in_channels, task.inside, task.kernel, out_channels=task.out_channels, groups=groups, **task.window
    )


def shuffle_unit(task: Task) -> Block:
    """ShuffleNet's, with the window in its depthwise stage."""
    return recipes.shuffle_unit(
        task.in_channels, task.inside, task.groups, task.kernel, out_channels=task.out_channels, **task.window
    )


def biased(block: Block) -> Block:
    """The block with a bias in every convolution."""
    stages = ((stage, stage.operation) for stage in block.stages)
    return Block(
        block.name,
        tuple(
            stage if isinstance(operation, Permutation) else Stage(stage.name, replace(operation, bias=True))
            for stage, operation in stages
        ),
    )
