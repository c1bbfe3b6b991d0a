"""Matplotlib artists in points from the upper left corner, and the figure that holds them. No pyplot, no axes.

Every colour is opaque and nothing is clipped, so that a picture looks alike in a browser, a slide and an editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from convviz.engine.arrays import Array
from convviz.export.mpl.fonts import DIGIT_HEIGHT, Face, font

Point = tuple[float, float]
Segment = tuple[Point, Point]
Dashes = tuple[float, ...]

POINTS_PER_INCH = 72
HATCH_DISTANCE = 7.0
_SAMPLES = 3  # a point, of a picture that lies in a tilted plane
_ROUND = 0.5523  # of the radius: where the handles of a quarter circle lie


@dataclass(frozen=True, slots=True)
class PlaneFrame:
    """A plane on the page: a sheet of a stack lies tilted, so that a square in it is a parallelogram.

    Attributes:
        x: of its corner on the page.
        y: likewise.
        tilt: height on the page of what is 1 high in the plane.
        shear: how far that is shifted to the left.
    """

    x: float = 0
    y: float = 0
    tilt: float = 1
    shear: float = 0

    def point(self, right: float, below: float) -> Point:
        """A point of the plane on the page."""
        return self.x + right - self.shear * below, self.y + self.tilt * below


UPRIGHT = PlaneFrame()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners, on the page or in another plane.

    Attributes:
        x: left edge.
        y: upper edge.
        width: to the right.
        height: downwards.
        radius: of its corners.
        face: colour inside; empty for none.
        edge: colour of its outline; empty for none.
        line: width of the outline.
        dashes: on and off lengths of the outline; empty for a whole one.
        frame: the plane it lies in.
    """

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    face: str = ""
    edge: str = ""
    line: float = 1
    dashes: Dashes = ()
    frame: PlaneFrame = UPRIGHT

    def path(self) -> Path:
        """Its outline on the page."""
        if not self.radius:
            return Path([*self.corners(), self.corners()[0]], closed=True)
        return Path([self.frame.point(*point) for point in _rounded(self)], _ROUNDED)

    def corners(self) -> list[Point]:
        """Clockwise from the upper left, on the page."""
        right, bottom = self.x + self.width, self.y + self.height
        corners = (self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)
        return [self.frame.point(*corner) for corner in corners]

    def middle(self, share: float = 0.5) -> Point:
        """On the page, `share` of the way down."""
        return self.frame.point(self.x + self.width / 2, self.y + self.height * share)

    def inset(self, by: float) -> Box:
        """The same, smaller on every side."""
        width, height = self.width - 2 * by, self.height - 2 * by
        return replace(self, x=self.x + by, y=self.y + by, width=width, height=height)


_ROUNDED = [Path.MOVETO, *[Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4] * 4, Path.CLOSEPOLY]


def _rounded(box: Box) -> list[Point]:
    """The corners clockwise from the upper right, each a line to it and a quarter circle round it."""
    r = min(box.radius, box.width / 2, box.height / 2)
    h = r * (1 - _ROUND)
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    return [
        (left + r, top),
        *[(right - r, top), (right - h, top), (right, top + h), (right, top + r)],
        *[(right, bottom - r), (right, bottom - h), (right - h, bottom), (right - r, bottom)],
        *[(left + r, bottom), (left + h, bottom), (left, bottom - h), (left, bottom - r)],
        *[(left, top + r), (left, top + h), (left + h, top), (left + r, top)],
        (left + r, top),
    ]


class Sheet:
    """A figure of a size in points.

    Attributes:
        figure: what a canvas draws.
    """

    def __init__(self, width: float, height: float, background: str, dpi: float) -> None:
        size = width / POINTS_PER_INCH, height / POINTS_PER_INCH
        self.figure = Figure(figsize=size, dpi=dpi, facecolor=background, edgecolor="none")
        down = Affine2D().scale(1, -1).translate(0, height).scale(1 / POINTS_PER_INCH)
        self._transform = down + self.figure.dpi_scale_trans
        self._count = 0

    def add(self, artists: Iterable[Artist]) -> list[Artist]:
        """Put artists on top of what is there."""
        added = []
        for artist in artists:
            self._count += 1
            artist.set_zorder(self._count)  # else all lines would lie on top of all areas
            if isinstance(artist, BboxImage):
                artist.bbox = TransformedBbox(artist.bbox, self._transform)  # type: ignore[arg-type]
            else:
                artist.set_transform(self._transform)
            added.append(self.figure.add_artist(artist))
        return added


def boxes(shapes: Sequence[Box]) -> Artist:
    """Many rectangles as one artist."""
    return PathCollection(
        [shape.path() for shape in shapes],
        facecolors=[shape.face or "none" for shape in shapes],
        edgecolors=[shape.edge or "none" for shape in shapes],
        linewidths=[shape.line if shape.edge else 0 for shape in shapes],
        linestyles=[_dashed(shape.dashes, shape.line) for shape in shapes],
    )


def lines(segments: Sequence[Segment], colour: str | Sequence[str], line: float = 1, dashes: Dashes = ()) -> Artist:
    """Many straight lines as one artist, of one colour or of one each."""
    return LineCollection(segments, colors=colour, linewidths=line, linestyles=[_dashed(dashes, line)])


def _dashed(dashes: Dashes, line: float) -> tuple[float, Dashes | None]:
    return (0, tuple(length / line for length in dashes)) if dashes else (0, None)  # Matplotlib counts in line widths


def label(
    words: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    face: Face = "plain",
    align: Literal["left", "center", "right"] = "left",
    *,
    upwards: bool = False,
) -> Artist:
    """A line of text whose digits have their middle at `y`.

    One that is turned upwards has its own middle there, and its baseline at `x`.
    """
    return Text(
        x,
        y if upwards else y + size * DIGIT_HEIGHT / 2,
        words,
        fontsize=size,
        fontproperties=font(face, words),
        color=colour,
        horizontalalignment="right" if upwards else align,
        verticalalignment="center" if upwards else "baseline",
        rotation=90 if upwards else 0,
        usetex=False,
        parse_math=False,  # a dollar sign is a dollar sign
    )


def image(pixels: Array, box: Box) -> Artist:
    """Rows of RGB pixels, as squares with sharp edges; in a tilted plane as parallelograms."""
    if box.frame.shear:
        pixels = _leaning(pixels, box)
    (left, top), (right, _), (_, bottom), (lowest, _) = box.corners()
    target = Bbox.from_extents(min(left, lowest), bottom, right, top)
    artist = BboxImage(target, interpolation="nearest", origin="lower", resample=False)
    artist.set_data(np.asarray(pixels, np.uint8))
    return artist


def _leaning(pixels: Array, box: Box) -> Array:
    """The upright picture of one in a tilted plane, clear where that does not reach."""
    rows, columns = pixels.shape[:2]
    height, lean = box.height * box.frame.tilt, box.height * box.frame.shear
    tall, wide = round(height * _SAMPLES), round((box.width + lean) * _SAMPLES)
    below = (np.arange(tall)[:, None] + 0.5) / tall
    right = (np.arange(wide) + 0.5) / wide * (box.width + lean) - lean * (1 - below)
    row = np.broadcast_to((below * rows).astype(int), right.shape)
    column = np.floor(right / box.width * columns).astype(int)
    inside = (column >= 0) & (column < columns)
    colours = pixels[row, column.clip(0, columns - 1)]
    return np.dstack([colours, 255 * inside]).astype(np.uint8)


def hatching(box: Box, distance: float = HATCH_DISTANCE) -> list[Segment]:
    """Rising diagonals inside a rectangle, continued in its neighbours of the same plane."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    first = np.ceil((left + top) / distance) * distance
    segments = []
    for total in np.arange(first, right + bottom, distance):  # the points with x + y = total
        low, high = float(max(left, total - bottom)), float(min(right, total - top))
        if high - low > 0.5:
            segments.append((box.frame.point(low, total - low), box.frame.point(high, total - high)))
    return segments


def falling_hatching(box: Box, distance: float = HATCH_DISTANCE) -> list[Segment]:
    """Likewise, falling: with `hatching` they cross."""
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    first = np.ceil((left - bottom) / distance) * distance
    segments = []
    for ahead in np.arange(first, right - top, distance):  # the points with x − y = ahead
        low, high = float(max(left, top + ahead)), float(min(right, bottom + ahead))
        if high - low > 0.5:
            segments.append((box.frame.point(low, low - ahead), box.frame.point(high, high - ahead)))
    return segments
