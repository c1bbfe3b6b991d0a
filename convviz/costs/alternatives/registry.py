"""The table of all alternatives to a regular layer."""

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
        key: its name in links and files.
        name: its name in the literature.
        build: returns the block for a task, without biases.
        counts: returns the stages of that block in closed form.
        obstacle: returns why the block cannot replace the layer, as a sentence; "" if it can.
    """

    key: str
    name: str
    build: Callable[[Task], Block]
    counts: Callable[[Task], tuple[StageCount, ...]]
    obstacle: Callable[[Task], str] = lambda task: ""

    def totals(self, task: Task) -> Totals:
        """Return the cost of the block."""
        return totals(self.counts(task), bias=task.bias)

    def block(self, task: Task) -> Block:
        """Return the block for a task, with biases if the task has them.

        Raises:
            ConvError: the block cannot replace this layer.
        """
        block = self.build(task)
        return blocks.biased(block) if task.bias else block


def possible_alternatives(task: Task) -> tuple[Alternative, ...]:
    """Return the alternatives that can replace the layer, in the order of `ALTERNATIVES`.

    Raises:
        ConvError: the kernel does not fit the input.

    Example:
        >>> [alternative.key for alternative in possible_alternatives(Task(3, 16, (8, 8)))][:3]
        ['regular', 'separable', 'column_row']
    """
    return tuple(alternative for alternative in ALTERNATIVES if not alternative.obstacle(task))


def refused_alternatives(task: Task) -> tuple[tuple[Alternative, str], ...]:
    """Return the alternatives that cannot replace the layer, each with the reason.

    Raises:
        ConvError: the kernel does not fit the input.
    """
    return tuple(
        (alternative, why)
        for alternative, why in ((alternative, alternative.obstacle(task)) for alternative in ALTERNATIVES)
        if why
    )


def _groups(task: Task) -> str:
    return constraints.uneven_groups(task, **constraints.outer_channels(task))


ALTERNATIVES: Final = (
    Alternative(
        "regular",
        "regular",
        lambda t: recipes.regular(t.in_channels, t.out_channels, t.kernel, **t.window),
        lambda t: (stages.window_stage(t, "convolution", t.in_channels, t.out_channels),),
    ),
    Alternative(
        "grouped",
        "grouped",
        lambda t: recipes.grouped(t.in_channels, t.out_channels, t.kernel, t.groups, **t.window),
        lambda t: (stages.window_stage(t, "grouped", t.in_channels, t.out_channels, t.groups),),
        _groups,
    ),
    Alternative("shuffled", "shuffled grouped", blocks.shuffled, stages.shuffled_grouped, _groups),
    Alternative(
        "depthwise",
        "depthwise",
        lambda t: recipes.depthwise(t.in_channels, t.kernel, multiplier=t.out_channels // t.in_channels, **t.window),
        lambda t: (stages.window_stage(t, "depthwise", t.in_channels, t.out_channels, t.in_channels),),
        constraints.not_a_multiple,
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
        lambda t: stages.column_and_row(t, t.in_channels, t.in_channels, t.in_channels, each=True),
        constraints.channels_differ,
    ),
    Alternative(
        "column_row",
        "column and row",
        blocks.column_row,
        lambda t: stages.column_and_row(t, t.in_channels, t.between, t.out_channels, each=False),
        constraints.not_spatial,
    ),
    Alternative(
        "flattened",
        "flattened",
        lambda t: recipes.flattened(t.in_channels, t.out_channels, t.kernel, **t.window),
        stages.flattened,
        constraints.not_spatial,
    ),
    Alternative(
        "pointwise",
        "pointwise (1 × 1)",
        lambda t: blocks.pointwise(t, 1),
        lambda t: stages.pointwise(t, 1),
        constraints.size_differs,
    ),
    Alternative(
        "pointwise_grouped",
        "pointwise grouped",
        lambda t: blocks.pointwise(t, t.groups),
        lambda t: stages.pointwise(t, t.groups),
        lambda t: _groups(t) or constraints.size_differs(t, "the grouped layer"),
    ),
    Alternative("bottleneck", "bottleneck", lambda t: blocks.bottleneck(t, 1), lambda t: stages.bottleneck(t, 1)),
    Alternative(
        "resnext",
        "ResNeXt bottleneck",
        lambda t: blocks.bottleneck(t, t.groups),
        lambda t: stages.bottleneck(t, t.groups),
        lambda t: constraints.uneven_groups(t, channels_inside=t.inside),
    ),
    Alternative(
        "shuffle_unit",
        "ShuffleNet unit",
        blocks.shuffle_unit,
        stages.shuffle_unit,
        lambda t: constraints.uneven_groups(t, **constraints.outer_channels(t), channels_inside=t.inside),
    ),
)
