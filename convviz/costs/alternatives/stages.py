"""The stages of every block in closed form; that they count what the blocks count is a law with a test."""

from __future__ import annotations

from typing import Final

from convviz.costs.alternatives.closed_form import StageCount
from convviz.costs.alternatives.layer_task import Task

ONE: Final = (1, 1)


def look(task: Task, name: str, reads: int, writes: int, groups: int = 1) -> StageCount:
    """The stage with the whole window."""
    return StageCount(name, reads, writes, groups, (task.kernel, task.kernel), task.size, task.places)


def mix(name: str, reads: int, writes: int, size: tuple[int, int], groups: int = 1) -> StageCount:
    """A 1 × 1 stage that keeps the size."""
    return StageCount(name, reads, writes, groups, ONE, size, size)


def deal(channels: int, size: tuple[int, int]) -> StageCount:
    """A shuffle."""
    return StageCount("shuffle", channels, channels, 1, (0, 0), size, size)


def split(task: Task, reads: int, between: int, writes: int, each: bool) -> tuple[StageCount, StageCount]:
    """The column and the row; each channel by itself, or all together."""
    half = (task.places[0], task.size[1])
    first, second = (reads, between) if each else (1, 1)
    return (
        StageCount("column", reads, between, first, (task.kernel, 1), task.size, half),
        StageCount("row", between, writes, second, (1, task.kernel), half, task.places),
    )


def one_by_one(task: Task, groups: int) -> tuple[StageCount, ...]:
    """A 1 × 1 layer that takes over the stride."""
    name = "pointwise grouped" if groups > 1 else "convolution"
    return (StageCount(name, task.in_channels, task.out_channels, groups, ONE, task.size, task.places),)


def narrow(task: Task, groups: int) -> tuple[StageCount, ...]:
    """Reduce, look, expand."""
    inside = task.inside
    return (
        mix("reduce", task.in_channels, inside, task.size),
        look(task, "look", inside, inside, groups),
        mix("expand", inside, task.out_channels, task.places),
    )


def flattened(task: Task) -> tuple[StageCount, ...]:
    """Along the channels, down, across."""
    count = task.out_channels
    return (mix("channels", task.in_channels, count, task.size), *split(task, count, count, count, True))


def twice(task: Task) -> tuple[StageCount, ...]:
    """Two grouped layers with a shuffle between them."""
    count, groups = task.out_channels, task.groups
    again = StageCount("second grouped", count, count, groups, (task.kernel, task.kernel), task.places, task.places)
    return (look(task, "first grouped", task.in_channels, count, groups), deal(count, task.places), again)


def separable(task: Task) -> tuple[StageCount, ...]:
    """Depthwise, then pointwise."""
    count, between = task.in_channels, task.in_channels * task.multiplier
    mixing = mix("pointwise", between, task.out_channels, task.places)
    return (look(task, "depthwise", count, between, count), mixing)


def unit(task: Task) -> tuple[StageCount, ...]:
    """ShuffleNet's four stages."""
    inside, groups = task.inside, task.groups
    return (
        mix("reduce", task.in_channels, inside, task.size, groups),
        deal(inside, task.size),
        look(task, "depthwise", inside, inside, inside),
        mix("expand", inside, task.out_channels, task.places, groups),
    )
