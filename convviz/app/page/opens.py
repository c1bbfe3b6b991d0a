"""Which layers and blocks open in a lesson, and how the lesson is asked to show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic

from convviz.app.params.param import S, Value
from convviz.costs.alternatives import Task
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

Requested = Mapping[str, Value]  # values by the names of attributes; the lesson settles what it cannot show


@dataclass(frozen=True, slots=True)
class LayerLink(Generic[S]):
    """Layers of one kind open in a lesson.

    Attributes:
        accepts: whether a layer is of its kind.
        requested: what a layer on its input asks the lesson for; told besides whether its padding is TensorFlow's SAME.
        shown: the layer and the size of its input that the lesson shows in a state.
        order: lessons with a lower number are asked first.
    """

    accepts: Callable[[Geometry], bool]
    requested: Callable[[Geometry, bool], Requested]
    shown: Callable[[S], tuple[ConvSpec, Ints]]
    order: int


@dataclass(frozen=True, slots=True)
class BlockLink:
    """A block of layers opens in a lesson.

    Attributes:
        requested: what a task asks the lesson for: attribute, what it is called in a sentence, value. A value called
            "channels", "channels in" or "groups" may be scaled already; the sentence names the task's own number.
        remark: what of the block the lesson shows, if it is not the whole.
        has: of stride, padding and dilation, what the lesson has.
    """

    requested: Callable[[Task], tuple[tuple[str, str, Value], ...]]
    remark: str = ""
    has: frozenset[str] = frozenset()


def pads_as_same(task: Task) -> bool:
    """Whether the padding of a task comes to what SAME would add."""
    return task.places == tuple(-(-size // task.stride) for size in task.size)
