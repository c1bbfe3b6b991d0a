"""The stages of every block in closed form.

`tests/costs/test_alternatives.py` asserts that they give the same counts as the blocks themselves.
"""

from __future__ import annotations

from typing import Final

from convviz.costs.alternatives.closed_form import StageCount
from convviz.costs.alternatives.layer_task import Task

ONE: Final = (1, 1)


def window_stage(task: Task, name: str, reads: int, writes: int, groups: int = 1) -> StageCount:
    """Return the stage that takes the kernel, stride and padding of the layer."""
    return StageCount(name, reads, writes, groups, (task.kernel, task.kernel), task.size, task.places)


def pointwise_stage(name: str, reads: int, writes: int, size: tuple[int, int], groups: int = 1) -> StageCount:
    """Return a 1 × 1 stage that keeps the size."""
    return StageCount(name, reads, writes, groups, ONE, size, size)


def shuffle_stage(channels: int, size: tuple[int, int]) -> StageCount:
    """Return a channel shuffle, which has no weights."""
    return StageCount("shuffle", channels, channels, 1, (0, 0), size, size)


def column_and_row(task: Task, reads: int, between: int, writes: int, each: bool) -> tuple[StageCount, StageCount]:
    """Return the k × 1 and the 1 × k stage, depthwise if `each`, else over all channels."""
    half = (task.places[0], task.size[1])
    first, second = (reads, between) if each else (1, 1)
    return (
        StageCount("column", reads, between, first, (task.kernel, 1), task.size, half),
        StageCount("row", between, writes, second, (1, task.kernel), half, task.places),
    )


def pointwise(task: Task, groups: int) -> tuple[StageCount, ...]:
    """Return a 1 × 1 layer with the stride of the replaced layer."""
    name = "pointwise grouped" if groups > 1 else "convolution"
    return (StageCount(name, task.in_channels, task.out_channels, groups, ONE, task.size, task.places),)


def bottleneck(task: Task, groups: int) -> tuple[StageCount, ...]:
    """Return the three stages of a bottleneck."""
    inside = task.inside
    return (
        pointwise_stage("reduce", task.in_channels, inside, task.size),
        window_stage(task, "look", inside, inside, groups),
        pointwise_stage("expand", inside, task.out_channels, task.places),
    )


def flattened(task: Task) -> tuple[StageCount, ...]:
    """Return the stages along the channels, the columns and the rows."""
    count = task.out_channels
    return (
        pointwise_stage("channels", task.in_channels, count, task.size),
        *column_and_row(task, count, count, count, True),
    )


def shuffled_grouped(task: Task) -> tuple[StageCount, ...]:
    """Return two grouped stages with a shuffle between them."""
    count, groups = task.out_channels, task.groups
    again = StageCount("second grouped", count, count, groups, (task.kernel, task.kernel), task.places, task.places)
    return (
        window_stage(task, "first grouped", task.in_channels, count, groups),
        shuffle_stage(count, task.places),
        again,
    )


def separable(task: Task) -> tuple[StageCount, ...]:
    """Return a depthwise and a pointwise stage."""
    count, between = task.in_channels, task.in_channels * task.multiplier
    mixing = pointwise_stage("pointwise", between, task.out_channels, task.places)
    return (window_stage(task, "depthwise", count, between, count), mixing)


def shuffle_unit(task: Task) -> tuple[StageCount, ...]:
    """Return the four stages of the ShuffleNet unit."""
    inside, groups = task.inside, task.groups
    return (
        pointwise_stage("reduce", task.in_channels, inside, task.size, groups),
        shuffle_stage(inside, task.size),
        window_stage(task, "depthwise", inside, inside, inside),
        pointwise_stage("expand", inside, task.out_channels, task.places, groups),
    )
