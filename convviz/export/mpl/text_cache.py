"""Text that is drawn once and then stamped: an animation writes the same few numbers hundreds of times."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from convviz.engine.arrays import Array

_PAD = 2  # pixels round a text, for what its letters reach beyond their box


@dataclass(frozen=True, slots=True)
class _CachedText:
    """A text as pixels, and where they go from its anchor: right and up to their lower left corner."""

    pixels: Array
    right: int
    up: int


class TextCache:
    """The texts of one animation; they stand on whole pixels."""

    def __init__(self) -> None:
        self._texts: dict[tuple[object, ...], _CachedText] = {}

    def draw(self, renderer: RendererAgg, text: Text) -> None:
        """Draw a text nearly as `text.draw(renderer)` would, and leave it unfit for other use."""
        font = text.get_fontproperties()
        aligned = text.get_horizontalalignment(), text.get_rotation()
        key = text.get_text(), font.get_file(), font.get_size(), text.get_color(), *aligned
        x, y = text.get_transform().transform(text.get_position())
        if key not in self._texts:
            self._texts[key] = _cut(renderer, text, x, y)
        cached = self._texts[key]
        renderer.draw_image(renderer.new_gc(), round(x) + cached.right, round(y) + cached.up, cached.pixels)


def _cut(renderer: RendererAgg, text: Text, x: float, y: float) -> _CachedText:
    """Draw a text that stands at (x, y) on a sheet of its own."""
    box = text.get_window_extent(renderer)
    right, up = floor(box.x0 - x) - _PAD, floor(box.y0 - y) - _PAD
    sheet = RendererAgg(ceil(box.width) + 2 * _PAD + 1, ceil(box.height) + 2 * _PAD + 1, renderer.dpi)
    text.set_transform(IdentityTransform())
    text.set_position((-right, -up))
    text.draw(sheet)
    return _CachedText(np.array(sheet.buffer_rgba())[::-1], right, up)  # images are drawn from their lowest row up
