"""Every way there is, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from convviz.costs.alternatives import blocks, constraints, stages
from convviz.costs.alternatives.closed_form import StageCount, Totals, totals
from convviz.costs.alternatives.layer_task import Task
from convviz.spec import recipes
from convviz.spec.block import Block


@dataclass(frozen=True, slots=True)
class Alternative:
    """One kind of block.

    Attributes:
        key: its name in an address and in files.
        name: what the literature calls it.
        build: the block for a task that it can do, without biases.
        counts: the stages of that block in closed form.
        obstacle: why it cannot do a task, as a sentence; empty if it can.
    """

    key: str
    name: str
    build: Callable[[Task], Block]
    counts: Callable[[Task], tuple[StageCount, ...]]
    obstacle: Callable[[Task], str] = lambda task: ""

    def totals(self, task: Task) -> Totals:
        """What the block costs."""
        return totals(self.counts(task), bias=task.bias)

    def block(self, task: Task) -> Block:
        """The block for a task that it can do, with biases if the task has them.

        Raises:
            ConvError: it cannot do this task.
        """
        block = self.build(task)
        return blocks.biased(block) if task.bias else block


def possible_alternatives(task: Task) -> tuple[Alternative, ...]:
    """The ways that can do the task, in the order of `ALTERNATIVES`.

    Raises:
        ConvError: the window does not fit, so that there is no task.

    Example:
        >>> [alternative.key for alternative in possible_alternatives(Task(3, 16, (8, 8)))][:3]
        ['regular', 'separable', 'column_row']
    """
    return tuple(alternative for alternative in ALTERNATIVES if not alternative.obstacle(task))


def refused_alternatives(task: Task) -> tuple[tuple[Alternative, str], ...]:
    """The other ways, with the reason.

    Raises:
        ConvError: the window does not fit.
    """
    return tuple(
        (alternative, why)
        for alternative, why in ((alternative, alternative.obstacle(task)) for alternative in ALTERNATIVES)
        if why
    )


def _groups(task: Task) -> str:
    return constraints.not_even(task, **constraints.outside(task))


ALTERNATIVES: Final = (
    Alternative(
        "regular",
        "regular",
        lambda t: recipes.regular(t.in_channels, t.out_channels, t.kernel, **t.window),
        lambda t: (stages.look(t, "convolution", t.in_channels, t.out_channels),),
    ),
    Alternative(
        "grouped",
        "grouped",
        lambda t: recipes.grouped(t.in_channels, t.out_channels, t.kernel, t.groups, **t.window),
        lambda t: (stages.look(t, "grouped", t.in_channels, t.out_channels, t.groups),),
        _groups,
    ),
    Alternative("shuffled", "shuffled grouped", blocks.shuffled, stages.twice, _groups),
    Alternative(
        "depthwise",
        "depthwise",
        lambda t: recipes.depthwise(t.in_channels, t.kernel, multiplier=t.out_channels // t.in_channels, **t.window),
        lambda t: (stages.look(t, "depthwise", t.in_channels, t.out_channels, t.in_channels),),
        constraints.no_multiple,
    ),
    Alternative(
        "separable",
        "depthwise separable",
        lambda t: recipes.depthwise_separable(
            t.in_channels, t.out_channels, t.kernel, multiplier=t.multiplier, **t.window
        ),
        stages.separable,
    ),
    Alternative(
        "spatial",
        "spatially separable",
        lambda t: recipes.spatially_separable(t.kernel, channels=t.in_channels, **t.window),
        lambda t: stages.split(t, t.in_channels, t.in_channels, t.in_channels, each=True),
        constraints.other_channels,
    ),
    Alternative(
        "column_row",
        "column and row",
        blocks.column_row,
        lambda t: stages.split(t, t.in_channels, t.between, t.out_channels, each=False),
        constraints.nothing_to_split,
    ),
    Alternative(
        "flattened",
        "flattened",
        lambda t: recipes.flattened(t.in_channels, t.out_channels, t.kernel, **t.window),
        stages.flattened,
        constraints.nothing_to_split,
    ),
    Alternative(
        "pointwise",
        "pointwise (1 × 1)",
        lambda t: blocks.pointwise(t, 1),
        lambda t: stages.one_by_one(t, 1),
        constraints.other_size,
    ),
    Alternative(
        "pointwise_grouped",
        "pointwise grouped",
        lambda t: blocks.pointwise(t, t.groups),
        lambda t: stages.one_by_one(t, t.groups),
        lambda t: _groups(t) or constraints.other_size(t, "the grouped layer"),
    ),
    Alternative("bottleneck", "bottleneck", lambda t: blocks.bottleneck(t, 1), lambda t: stages.narrow(t, 1)),
    Alternative(
        "resnext",
        "ResNeXt bottleneck",
        lambda t: blocks.bottleneck(t, t.groups),
        lambda t: stages.narrow(t, t.groups),
        lambda t: constraints.not_even(t, channels_inside=t.inside),
    ),
    Alternative(
        "shuffle_unit",
        "ShuffleNet unit",
        blocks.shuffle_unit,
        stages.unit,
        lambda t: constraints.not_even(t, **constraints.outside(t), channels_inside=t.inside),
    ),
)
