"""Where a layer opens: the lesson that teaches its kind, the link to it, and what had to be scaled to be readable.

Nothing here knows a lesson: each declares which layers it takes (`Lesson.opens`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from convviz.app.deep_links.differences import differences
from convviz.app.lessons.registry import LESSONS
from convviz.app.page.lesson import AnyLesson
from convviz.app.page.opens import LayerLink
from convviz.app.params.links import encode
from convviz.app.params.param import Value, settle
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

AS_IT_IS: Final = "Shown as it is."

# Lessons in which layers open, in the order in which they are asked; the last takes any layer.
OPENING: Final[tuple[tuple[AnyLesson, LayerLink[Any]], ...]] = tuple(
    sorted(
        ((lesson, lesson.opens) for lesson in LESSONS.values() if lesson.opens), key=lambda entry: entry[1].order
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LessonLink:
    """A link to a layer, or a block of layers, in its lesson.

    Attributes:
        lesson: the lesson.
        query: of the link; the lesson opens it without a notice.
        sentence: what was scaled to a readable size, and what the lesson leaves out.
    """

    lesson: AnyLesson
    query: Mapping[str, str]
    sentence: str

    @property
    def address(self) -> str:
        """The link, relative to the app."""
        return f"{self.lesson.page}?{urlencode(self.query)}" if self.query else self.lesson.page


@lru_cache(maxsize=2048)
def layer_link(spec: ConvSpec, shape: Ints) -> LessonLink:
    """Where `spec` on an input of `shape` opens. Cached: networks and tables repeat their layers.

    Args:
        spec: any layer, of one to three axes.
        shape: `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the layer does not fit the shape.

    Example:
        >>> layer_link(ConvSpec.of(2, 1, 1, 3, stride=2), (5, 5)).address
        'sliding_window?s=2&v=2'
        >>> layer_link(ConvSpec.of(2, 64, 128, 1), (56, 56)).sentence
        'Shown on 4 × 4 instead of 56 × 56, with 3 of 64 channels and 4 of 128 filters.'
    """
    geometry = spec.resolve(shape)
    lesson, link = next(entry for entry in OPENING if entry[1].accepts(geometry))
    query, shown = _settled(lesson.page, tuple(link.requested(geometry, spec.padding == "same").items()))
    scaled = differences(geometry, shown)
    return LessonLink(lesson, dict(query), f"Shown {', '.join(scaled)}." if scaled else AS_IT_IS)


@lru_cache(maxsize=1024)
def _settled(page: str, requested: tuple[tuple[str, Value], ...]) -> tuple[tuple[tuple[str, str], ...], Geometry]:
    """The link to a lesson asked for these values, and the layer it shows; most layers of a network ask alike."""
    lesson, link = next(entry for entry in OPENING if entry[0].page == page)
    state, _ = settle(lesson.state, dict(requested))
    spec, size = link.shown(state)
    return tuple(encode(state).items()), spec.resolve(size)
