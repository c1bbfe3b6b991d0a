"""What is where in an exported picture, measured on what is drawn."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.image import BboxImage
from matplotlib.text import Text

from convviz.export.mpl.fonts import DIGIT_HEIGHT, width
from convviz.export.mpl.scene_figure import SceneFigure

DESCENDERS = set("gjpqy(),;[]Q|")
BELOW = 0.22  # of the size, where a letter hangs below its line


class Words(NamedTuple):
    """A text that is drawn: its ink from left to right and from top to bottom."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


def artists_of(figure: SceneFigure, step: int) -> tuple[list[Artist], list[Artist], list[Artist]]:
    """What is drawn at a step: what never changes, the cells, and what lies over them."""
    frame = figure.frame(step)
    ground = figure.ground(frame.shown, {}, under=frame)
    return list(figure.background()), list(ground), list(figure.over(frame))


def words_of(artists: Sequence[Artist]) -> list[Words]:
    """The texts among artists."""
    return [_words(artist) for artist in artists if isinstance(artist, Text) and artist.get_text()]


def _words(text: Text) -> Words:
    said, size, (x, base) = text.get_text(), text.get_fontsize(), text.get_position()
    file = str(text.get_fontproperties().get_file())
    face = ("mono " if "Mono" in file else "") + ("bold" if "Bold" in file else "")
    wide = width(said, size, face.strip() or "plain")
    left = x - {"left": 0, "center": 0.5, "right": 1}[text.get_horizontalalignment()] * wide
    hanging = BELOW * size if DESCENDERS & set(said) else 0
    if text.get_rotation():  # upwards, its middle at its place
        return Words(said, size, x - size * (DIGIT_HEIGHT + BELOW), base - wide / 2, x, base + wide / 2)
    return Words(said, size, left, base - DIGIT_HEIGHT * size, left + wide, base + hanging)


def extents(artists: Sequence[Artist]) -> Iterator[tuple[float, float, float, float]]:
    """The extent of everything that is drawn."""
    for words in words_of(artists):
        yield words[2:]
    for artist in artists:
        match artist:
            case LineCollection():
                points = [np.concatenate(artist.get_segments())] if artist.get_segments() else []
            case PathCollection():
                points = [path.vertices for path in artist.get_paths()]
            case BboxImage():
                points = [artist.get_window_extent().get_points()]
            case Text():
                points = []
            case _:
                raise AssertionError(f"how large is {artist}?")
        for each in points:
            yield (*each.min(axis=0), *each.max(axis=0))


def overlapping(words: Sequence[Words], slack: float = 0.3) -> list[tuple[str, str]]:
    """The pairs of texts that cover each other."""
    left, top, right, bottom = np.array([each[2:] for each in words]).T
    across = (left[:, None] < right - slack) & (left < right[:, None] - slack)
    down = (top[:, None] < bottom - slack) & (top < bottom[:, None] - slack)
    pairs = np.argwhere(np.triu(across & down, 1))
    return [(words[one].text, words[other].text) for one, other in pairs]


def on_cells(figure: SceneFigure, words: Words) -> bool:
    """Whether a text lies over a cell of any grid."""
    for view in (view for band in figure._bands for view in band.views.values()):
        middles = np.array([view.box(cell).middle() for cell in range(view.cells)])
        half = np.array([0.5 - 0.7 * view.slot.planes.shear / 2, 0.5 * view.slot.planes.tilt]) * view.slot.cell - 0.5
        before = np.all(middles - half < (words.right, words.bottom), axis=1)
        if np.any(before & np.all(middles + half > (words.left, words.top), axis=1)):
            return True
    return False
