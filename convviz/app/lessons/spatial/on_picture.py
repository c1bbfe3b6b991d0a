"""The kernel and what stands for it on a picture, side by side."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from convviz import ConvSpec, convolve
from convviz.app.lessons.spatial.model import SpatialModel
from convviz.app.lessons.spatial.separability import percent
from convviz.app.widgets.image_row import Shown, row
from convviz.engine.arrays import Array
from convviz.samples.images_and_kernels import photo
from convviz.scene.step_text import number as shown


def show(model: SpatialModel) -> None:
    """The picture, both outputs and their difference."""
    side, k, terms = photo().shape[0], model.state.kernel, model.state.terms
    exact, used = _filtered(model.kernel), _filtered(model.used)
    several = f", {terms} of each" if terms > 1 else ""
    row(
        [
            Shown(f"The picture, {side} × {side}", "A cat, in grey", photo(), as_it_is=True),
            Shown(f"{k} × {k} at once", "The picture under the kernel", exact),
            Shown(f"{k} × 1, then 1 × {k}{several}", "The picture under the columns and rows", used),
            Shown("The difference", "What the second misses of the first", exact - used),
        ]
    )


def says(model: SpatialModel) -> list[str]:
    """How much the outputs differ, next to how much the kernels do."""
    exact, used = _filtered(model.kernel), _filtered(model.used)
    size = float(np.linalg.norm(exact))
    missed = float(np.linalg.norm(exact - used)) / size if size else 0.0
    zero = "middle grey" if (np.minimum(exact, used) < 0).any() else "black"
    scale = f"The last three pictures are on one scale, on which 0 is {zero}."
    if model.exact:
        return [f"**Two steps, the same picture:** nothing is missed. {scale}"]
    return [
        f"**Missed of the picture: {percent(missed)}**; of the kernel it was {percent(model.error)}. The two need not "
        "agree: neighbouring pixels are much alike, so what counts most is what the weights add up to, "
        f"{shown(float(model.kernel.sum()))} at once and {shown(float(model.used.sum()))} in two steps. {scale}"
    ]


def _filtered(kernel: Array) -> Array:
    return _remembered(tuple(map(tuple, kernel.tolist())))


@lru_cache(maxsize=64)
def _remembered(kernel: tuple[tuple[float, ...], ...]) -> Array:
    spec = ConvSpec.of(2, 1, 1, (len(kernel), len(kernel[0])))
    return np.asarray(convolve(spec, photo()[np.newaxis], np.asarray(kernel)[np.newaxis, np.newaxis])[0])
