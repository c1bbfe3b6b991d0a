"""Where a block of layers opens, with the layer as near to the task as the lesson can show it.

Nothing here knows a lesson: each declares which blocks it takes (`Lesson.blocks`). A block that no lesson takes opens
where its one layer does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from convviz.app.deep_links.layer_to_lesson import LessonLink, layer_link
from convviz.app.lessons.registry import LESSONS
from convviz.app.page.lesson import AnyLesson
from convviz.app.page.opens import BlockLink, pads_as_same
from convviz.app.params.links import encode
from convviz.app.params.param import Kind, State, Value, listed, settle
from convviz.costs.alternatives import ALTERNATIVES, Task

TAKEN: Final[dict[str, tuple[AnyLesson, BlockLink]]] = {
    block: (lesson, link) for lesson in LESSONS.values() for block, link in lesson.blocks.items()
}
MIDDLE: Final = 1  # of the stages of a ResNeXt bottleneck: the one with the window


@lru_cache(maxsize=512)
def block_link(block: str, task: Task) -> LessonLink | None:
    """The link to a block in its lesson; the window of a ResNeXt bottleneck stands for it.

    Args:
        block: its key in `convviz.costs.alternatives`.
        task: what it is asked to do.

    Returns:
        The link; None if the block refuses the task, so that there is no layer to show.
    """
    if block not in TAKEN:
        return _layer_of(block, task)
    lesson, link = TAKEN[block]
    requested = link.requested(task)
    query, state = _settled(lesson.page, tuple((name, value) for name, _, value in requested))
    own = {"channels in": task.in_channels, "channels": task.in_channels, "groups": task.groups}
    asked = ((name, label, own.get(label, value)) for name, label, value in requested)
    scaled = [
        f"{label} {value:,} → {state.values[name]:,}"
        for name, label, value in asked
        if isinstance(value, int) and state.values[name] != value
    ]
    sentences = [
        f"Opens in “{lesson.title}”{f': {link.remark}' if link.remark else ''}.",
        f"Scaled to a readable size: {', '.join(scaled)}." if scaled else "",
        _left_out(lesson, link, task),
    ]
    return LessonLink(lesson, dict(query), " ".join(filter(None, sentences)))


@lru_cache(maxsize=512)
def _settled(page: str, requested: tuple[tuple[str, Value], ...]) -> tuple[tuple[tuple[str, str], ...], State]:
    """The link to a lesson, and its state there; many tasks ask for the same."""
    state, _ = settle(LESSONS[page].state, dict(requested))
    return tuple(encode(state).items()), state


def _layer_of(block: str, task: Task) -> LessonLink | None:
    way = next(way for way in ALTERNATIVES if way.key == block)
    if way.obstacle(task):
        return None
    built = way.block(task)
    stage = MIDDLE if len(built.stages) > 1 else 0
    (*_, spec), shape = built.convolutions[: stage + 1], built.shapes(task.shape)[stage]
    found = layer_link(spec, shape)
    what = ": the layer in its middle" if stage else ""
    return LessonLink(found.lesson, found.query, f"Opens in “{found.lesson.title}”{what}. {found.sentence}")


def _left_out(lesson: AnyLesson, link: BlockLink, task: Task) -> str:
    """What of the task the lesson does not have."""
    params = lesson.state.params
    padded = task.padding != 0 and any(param.kind is Kind.KERNEL for param in params)  # without a window, no border
    asked = {"stride": task.stride > 1, "padding": padded, "dilation": task.dilation > 1}
    has = link.has if pads_as_same(task) else link.has - {"padding"}
    lost = [name for name, there in asked.items() if there and name not in has]
    if len(set(task.size)) > 1 and all(param.key != "w" for param in params):
        lost.append("own width")
    return f"Without its {listed(lost, 'and')}, which the lesson does not have." if lost else ""
