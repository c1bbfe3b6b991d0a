"""Where a layer opens: the lesson that teaches its kind, the link to it, and what had to be scaled to be readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from convviz.app.deep_links.differences import differences
from convviz.app.deep_links.layer_to_lesson import ROOMS, room_for
from convviz.app.page.registry import LESSONS, Lesson
from convviz.app.params.param import Value, encode, settle
from convviz.spec.conv import ConvSpec, Geometry


@dataclass(frozen=True, slots=True)
class Opening:
    """A layer in its lesson.

    Attributes:
        lesson: the lesson.
        query: of the link.
        scaled: what the lesson shows instead of what was asked for, a clause each; empty if it shows the layer as it
            is.
    """

    lesson: Lesson
    query: dict[str, str]
    scaled: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was scaled, for a reader."""
        return f"Shown {', '.join(self.scaled)}." if self.scaled else "Shown as it is."

    @property
    def address(self) -> str:
        """The link, relative to the app."""
        return f"{self.lesson.name}?{urlencode(self.query)}" if self.query else self.lesson.name


def opening(spec: ConvSpec, shape: Sequence[int]) -> Opening:
    """Where `spec` on an input of `shape` opens.

    Args:
        spec: any layer, of one to three axes.
        shape: `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the layer does not fit the shape.

    Example:
        >>> opening(ConvSpec.of(2, 1, 1, 3, stride=2), (5, 5)).address
        'sliding_window?s=2'
        >>> opening(ConvSpec.of(2, 64, 128, 1), (56, 56)).sentence
        'Shown on 4 × 4 instead of 56 × 56, with 3 of 64 channels and 4 of 128 filters.'
    """
    geometry = spec.resolve(shape)
    room = room_for(geometry)
    query, shown = _settled(room.page, tuple(room.asked(geometry, spec.padding == "same").items()))
    lesson = next(lesson for lesson in LESSONS if lesson.page == room.page)
    return Opening(lesson, dict(query), differences(geometry, shown))


@lru_cache(maxsize=1024)
def _settled(page: str, asked: tuple[tuple[str, Value], ...]) -> tuple[tuple[tuple[str, str], ...], Geometry]:
    """The link to a lesson asked for these values, and the layer it shows; most layers of a network ask alike."""
    room = next(room for room in ROOMS if room.page == page)
    state, _ = settle(room.fields, dict(asked))
    shown, size = room.shown(state)
    return tuple(encode(room.fields, state).items()), shown.resolve(size)
