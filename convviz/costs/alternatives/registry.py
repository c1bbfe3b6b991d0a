"""Every way there is, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from convviz.costs.alternatives import blocks, constraints, stages
from convviz.costs.alternatives.closed_form import Part, Totals, totals
from convviz.costs.alternatives.layer_task import Task
from convviz.spec import recipes
from convviz.spec.block import Block


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of block.

    Attributes:
        key: its name in an address and in files.
        name: what the literature calls it.
        build: the block for a task that it can do, without biases.
        parts: the stages of that block in closed form.
        refuses: why it cannot do a task, as a sentence; empty if it can.
    """

    key: str
    name: str
    build: Callable[[Task], Block]
    parts: Callable[[Task], tuple[Part, ...]]
    refuses: Callable[[Task], str] = lambda task: ""

    def totals(self, task: Task) -> Totals:
        """What the block costs."""
        return totals(self.parts(task), bias=task.bias)

    def block(self, task: Task) -> Block:
        """The block for a task that it can do, with biases if the task has them.

        Raises:
            ConvError: it cannot do this task.
        """
        block = self.build(task)
        return blocks.biased(block) if task.bias else block


def possible(task: Task) -> tuple[Way, ...]:
    """The ways that can do the task, in the order of `WAYS`.

    Raises:
        ConvError: the window does not fit, so that there is no task.

    Example:
        >>> [way.key for way in possible(Task(3, 16, (8, 8)))][:3]
        ['regular', 'separable', 'column_row']
    """
    return tuple(way for way in WAYS if not way.refuses(task))


def refused(task: Task) -> tuple[tuple[Way, str], ...]:
    """The other ways, with the reason.

    Raises:
        ConvError: the window does not fit.
    """
    return tuple((way, why) for way, why in ((way, way.refuses(task)) for way in WAYS) if why)


def _groups(task: Task) -> str:
    return constraints.not_even(task, **constraints.outside(task))


WAYS: Final = (
    Way(
        "regular",
        "regular",
        lambda t: recipes.regular(t.in_channels, t.out_channels, t.kernel, **t.window),
        lambda t: (stages.look(t, "convolution", t.in_channels, t.out_channels),),
    ),
    Way(
        "grouped",
        "grouped",
        lambda t: recipes.grouped(t.in_channels, t.out_channels, t.kernel, t.groups, **t.window),
        lambda t: (stages.look(t, "grouped", t.in_channels, t.out_channels, t.groups),),
        _groups,
    ),
    Way("shuffled", "shuffled grouped", blocks.shuffled, stages.twice, _groups),
    Way(
        "depthwise",
        "depthwise",
        lambda t: recipes.depthwise(t.in_channels, t.kernel, multiplier=t.out_channels // t.in_channels, **t.window),
        lambda t: (stages.look(t, "depthwise", t.in_channels, t.out_channels, t.in_channels),),
        constraints.no_multiple,
    ),
    Way(
        "separable",
        "depthwise separable",
        lambda t: recipes.depthwise_separable(
            t.in_channels, t.out_channels, t.kernel, multiplier=t.multiplier, **t.window
        ),
        stages.separable,
    ),
    Way(
        "spatial",
        "spatially separable",
        lambda t: recipes.spatially_separable(t.kernel, channels=t.in_channels, **t.window),
        lambda t: stages.split(t, t.in_channels, t.in_channels, t.in_channels, each=True),
        constraints.other_channels,
    ),
    Way(
        "column_row",
        "column and row",
        blocks.column_row,
        lambda t: stages.split(t, t.in_channels, t.between, t.out_channels, each=False),
        constraints.nothing_to_split,
    ),
    Way(
        "flattened",
        "flattened",
        lambda t: recipes.flattened(t.in_channels, t.out_channels, t.kernel, **t.window),
        stages.flattened,
        constraints.nothing_to_split,
    ),
    Way(
        "pointwise",
        "pointwise (1 × 1)",
        lambda t: blocks.pointwise(t, 1),
        lambda t: stages.one_by_one(t, 1),
        constraints.other_size,
    ),
    Way(
        "pointwise_grouped",
        "pointwise grouped",
        lambda t: blocks.pointwise(t, t.groups),
        lambda t: stages.one_by_one(t, t.groups),
        lambda t: _groups(t) or constraints.other_size(t, "the grouped layer"),
    ),
    Way("bottleneck", "bottleneck", lambda t: blocks.bottleneck(t, 1), lambda t: stages.narrow(t, 1)),
    Way(
        "resnext",
        "ResNeXt bottleneck",
        lambda t: blocks.bottleneck(t, t.groups),
        lambda t: stages.narrow(t, t.groups),
        lambda t: constraints.not_even(t, channels_inside=t.inside),
    ),
    Way(
        "shuffle_unit",
        "ShuffleNet unit",
        blocks.shuffle_unit,
        stages.unit,
        lambda t: constraints.not_even(t, **constraints.outside(t), channels_inside=t.inside),
    ),
)
