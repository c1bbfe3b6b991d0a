"""The lesson in which a block opens, with the layer as near to this one as the lesson can show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from convviz.app.deep_links import opening
from convviz.app.lessons.flattened.state import FIELDS as FLATTENED
from convviz.app.lessons.pointwise.state import FIELDS as POINTWISE
from convviz.app.lessons.separable.state import FIELDS as SEPARABLE
from convviz.app.lessons.shuffled.state import FIELDS as SHUFFLED
from convviz.app.lessons.spatial.state import FIELDS as SPATIAL
from convviz.app.page.registry import LESSONS
from convviz.app.params.param import Field, State, decode, encode, listed
from convviz.costs.alternatives import ALTERNATIVES, Task

Wish = tuple[str, str, int | str]  # a field of the lesson, what it is called in a sentence, its value here
MOST_GROUPS: Final = 4  # that are drawn, if they are fewer than the channels


@dataclass(frozen=True, slots=True)
class Opening:
    """A link, and what one must know of it.

    Attributes:
        page: the lesson's name in an address.
        title: the lesson.
        query: of the link; opens without a complaint.
        sentence: what was scaled to a readable size, and what the lesson leaves out.
    """

    page: str
    title: str
    query: tuple[tuple[str, str], ...]
    sentence: str

    @property
    def address(self) -> str:
        """Relative, so that it holds wherever the app is hosted."""
        return f"{self.page}?{urlencode(self.query)}" if self.query else self.page


@dataclass(frozen=True, slots=True)
class Door:
    """How a block is asked for in a lesson.

    Attributes:
        page: the lesson's name in an address.
        fields: of the lesson.
        wishes: what the lesson should show.
        also: set in any case.
        remark: what of the block the lesson shows, if it is not the whole.
        window: of stride, padding (SAME or none) and dilation, what the lesson has.
    """

    page: str
    fields: Sequence[Field]
    wishes: Callable[[Task], tuple[Wish, ...]]
    also: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    window: tuple[str, ...] = ()


def _sides(task: Task) -> tuple[Wish, ...]:
    return (("h", "height", task.size[0]), ("w", "width", task.size[1]))


def _kernel(task: Task, key: str = "k") -> Wish:
    return (key, "kernel", task.kernel)


def _ends(task: Task, read: str, written: str) -> tuple[Wish, ...]:
    return ((read, "channels in", task.in_channels), (written, "channels out", task.out_channels))


def _padding(task: Task, key: str, same: str, none: str) -> Wish:
    return (key, "padding", same if _keeps(task) else none)


def _keeps(task: Task) -> bool:
    """Whether the padding comes to what SAME would add."""
    return task.places == tuple(-(-size // task.stride) for size in task.size)


def _separable(task: Task) -> tuple[Wish, ...]:
    side: Wish = ("s", "height and width", task.size[0])
    return (_padding(task, "p", "same", "valid"), side, _kernel(task), *_ends(task, "d", "n"))


def _plane(task: Task) -> tuple[Wish, ...]:
    return (*_sides(task), _padding(task, "pad", "same", "valid"), _kernel(task))


def _flat(task: Task) -> tuple[Wish, ...]:
    return (*_plane(task), *_ends(task, "d", "n"))


def _shuffled(task: Task) -> tuple[Wish, ...]:
    groups = min(task.groups, MOST_GROUPS)
    return (("c", "channels", groups * 3 if groups < 4 else 12), ("g", "groups", groups), _kernel(task))


DOORS: Final = {
    "shuffled": Door("shuffled", SHUFFLED, _shuffled, remark="both layers have as many channels"),
    "separable": Door("separable", SEPARABLE, _separable, window=("padding",)),
    "spatial": Door("spatial", SPATIAL, _plane, remark="one channel", window=("padding",)),
    "column_row": Door(
        "spatial", SPATIAL, _plane, remark="column and row on one channel, so without mixing", window=("padding",)
    ),
    "flattened": Door("flattened", FLATTENED, _flat, window=("padding",)),
    "bottleneck": Door(
        "pointwise", POINTWISE, lambda t: (("bn", "channels inside", t.inside),),
        remark="the section on the bottleneck, in GoogLeNet's layer",
    ),
    "shuffle_unit": Door(
        "shuffled", SHUFFLED, lambda t: (("ug", "groups", t.groups),),
        remark="the section on the unit, in ShuffleNet's size",
    ),
}  # fmt: skip
MIDDLE: Final = 1  # of the stages of a ResNeXt bottleneck: the one with the window


@lru_cache(maxsize=512)
def opening_of(block: str, task: Task) -> Opening:
    """The lesson of a block, as near to the task as it goes; the window of a ResNeXt bottleneck stands for it."""
    if block not in DOORS:
        return _of_one_layer(block, task)
    door = DOORS[block]
    wishes = door.wishes(task)
    query, state = _settled(block, (*((key, str(value)) for key, _, value in wishes), *door.also))
    title = next(lesson.title for lesson in LESSONS if lesson.page == f"pages/{door.page}.py")
    scaled = [
        f"{label} {value:,} → {state[key]:,}"
        for key, label, value in _asked(door, task, wishes)
        if isinstance(value, int) and state[key] != value
    ]
    said = [
        f"Opens in “{title}”{f': {door.remark}' if door.remark else ''}.",
        f"Scaled to a readable size: {', '.join(scaled)}." if scaled else "",
        _lost(door, task),
    ]
    return Opening(door.page, title, query, " ".join(filter(None, said)))


@lru_cache(maxsize=512)
def _settled(block: str, wished: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, str], ...], State]:
    """The link to a lesson, and its state there; many tasks wish for the same."""
    fields = DOORS[block].fields
    state, _ = decode(fields, dict(wished))
    return tuple(encode(fields, state).items()), state


def _of_one_layer(block: str, task: Task) -> Opening:
    way = next(way for way in ALTERNATIVES if way.key == block)
    built = way.block(task)
    stage = MIDDLE if len(built.stages) > 1 else 0
    (*_, spec), shape = built.convolutions[: stage + 1], built.shapes(task.shape)[stage]
    found = opening(spec, shape)
    what = ": the layer in its middle" if stage else ""
    sentence = f"Opens in “{found.lesson.title}”{what}. {found.sentence}"
    return Opening(found.lesson.name, found.lesson.title, tuple(found.query.items()), sentence)


def _asked(door: Door, task: Task, wishes: tuple[Wish, ...]) -> list[Wish]:
    """The wishes with the numbers of the task where a wish has been scaled already."""
    own = {"channels in": task.in_channels, "channels": task.in_channels, "groups": task.groups}
    return [(key, label, own.get(label, value)) for key, label, value in wishes]


def _lost(door: Door, task: Task) -> str:
    padded = task.padding != 0 and door.fields is not POINTWISE
    known = {"stride": "stride" in door.window, "dilation": "dilation" in door.window, "padding": _pads(door, task)}
    has = {"stride": task.stride > 1, "padding": padded, "dilation": task.dilation > 1}
    lost = [name for name, there in has.items() if there and not known[name]]
    if len(set(task.size)) > 1 and all(field.key != "w" for field in door.fields):
        lost.append("own width")
    return f"Without its {listed(lost, 'and')}, which the lesson does not have." if lost else ""


def _pads(door: Door, task: Task) -> bool:
    """Whether the lesson pads like this."""
    return "padding" in door.window and _keeps(task)
