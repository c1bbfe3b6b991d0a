"""The first filter on a colour picture, whole and flattened, side by side."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from convviz import ConvSpec, convolve
from convviz.app.lessons.flattened.model import FlattenedModel
from convviz.app.lessons.flattened.separability import percent
from convviz.app.widgets.image_row import Shown, row
from convviz.engine.arrays import Array
from convviz.samples.images_and_kernels import colour_photo

COLOURS = ("red", "green", "blue")


def show(model: FlattenedModel) -> None:
    """The picture, both outputs and their difference."""
    exact, used = _filtered(model.filters[0]), _filtered(model.used[0])
    colours = np.moveaxis(colour_photo(), 0, -1)
    row(
        [
            Shown("The picture, in colour", "A red parrot", colours, as_it_is=True),
            Shown("Filter 0, whole", "The picture under the whole filter", exact),
            Shown("Filter 0, flattened", "The picture under its three vectors", used),
            Shown("The difference", "What the second misses of the first", exact - used),
        ]
    )


def says(model: FlattenedModel) -> list[str]:
    """How much the outputs differ, and which channel reads which colour."""
    exact, used = _filtered(model.filters[0]), _filtered(model.used[0])
    size = float(np.linalg.norm(exact))
    missed = float(np.linalg.norm(exact - used)) / size if size else 0.0
    channels = ", ".join(f"{place} {COLOURS[place % 3]}" for place in range(model.filters.shape[1]))
    read = f"Channels: {channels}."
    if model.vectors[0].error == 0:
        return [f"**The same picture in three steps:** nothing is missed. {read}"]
    return [
        f"**Missed of the picture: {percent(missed)}**; of the filter it was {percent(model.vectors[0].error)}. {read}"
    ]


def _filtered(filter_: Array) -> Array:
    return _remembered(filter_.shape, tuple(filter_.ravel().tolist()))


@lru_cache(maxsize=64)
def _remembered(shape: tuple[int, ...], numbers: tuple[float, ...]) -> Array:
    spec = ConvSpec.of(2, shape[0], 1, shape[1:])
    colours = colour_photo()[[channel % 3 for channel in range(shape[0])]]
    return np.asarray(convolve(spec, colours, np.reshape(numbers, (1, *shape)))[0])
