"""Blocks raced: as many tracks on one clock, which runs in multiplications, so that the cheapest is finished first."""

from __future__ import annotations

from dataclasses import dataclass

from convviz.costs.block import comparable
from convviz.engine.block_trace import BlockTrace
from convviz.errors import ConvError
from convviz.scene.builders.block import FullCase, block_scene
from convviz.scene.builders.side_by_side import side_by_side
from convviz.scene.schema import ClockKind, Scene, View


@dataclass(frozen=True, slots=True)
class Contestant:
    """One block of a race.

    Attributes:
        title: of its track.
        trace: what is drawn of it.
        full: the case that stands for, if it is larger.
    """

    title: str
    trace: BlockTrace
    full: FullCase | None = None

    @property
    def case(self) -> FullCase:
        """What is counted: the full case, or what is drawn."""
        return self.full or FullCase(self.trace.block, self.trace.x.shape)


def race(
    *contestants: Contestant,
    title: str = "Race",
    clock: ClockKind = "multiplications",
    view: View = "",
) -> Scene:
    """Two blocks or more, from one shape to one shape, at the same number of multiplications at any moment.

    Each drawn step of a stage stands for (full ÷ drawn) multiplications, so what is seen ends at the true ratio.

    Args:
        contestants: title, recording and full case of each; grids are called "0.input", "1.output" and so on.
        title: names the whole for screen readers.
        clock: "multiplications" is the race; "steps" takes all of them one step at a time.
        view: planes stacked, spread flat, or (empty) as fits the width at hand.

    Raises:
        ConvError: fewer than two, other shapes, or whatever `block_scene` refuses.
    """
    if len(contestants) < 2 or len({each.title for each in contestants}) < len(contestants):
        raise ConvError(
            "contestants",
            ", ".join(each.title for each in contestants),
            "must be at least two, each with a title of its own",
            "Name the blocks to be compared.",
        )
    first, *others = contestants
    for other in others:
        _check(first, other)
    scenes = {each.title: block_scene(each.trace, title=each.title, full=each.full, view=view) for each in contestants}
    return side_by_side(
        scenes,
        title=title,
        alt=" ".join(["Raced at the same number of multiplications.", *(scene.alt for scene in scenes.values())]),
        clock=clock,
    )


def _check(one: Contestant, other: Contestant) -> None:
    ends = [tuple(each.case.shape[-each.case.block.ndim :]) for each in (one, other)]
    if ends[0] != ends[1]:
        raise ConvError("contestants", ends, "must start from inputs of one size", "Give both the same input.")
    comparable(one.case.block, other.case.block, one.case.shape)
    drawn = [(each.trace.x.shape, each.trace.output.shape) for each in (one, other)]
    if drawn[0] != drawn[1]:
        raise ConvError(
            "contestants",
            drawn,
            "must be cut down to the same drawn shapes",
            "Draw as many filters of one as of the other.",
        )
