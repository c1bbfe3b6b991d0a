"""The ways to look at one transposed convolution, as tracks of one player."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from convviz.app.markup import times
from convviz.engine.trace import record
from convviz.scene import (
    Decoder,
    Scene,
    fits_matrix,
    matrix_scene,
    scene_of,
    side_by_side,
    zero_insertion_scene,
)

if TYPE_CHECKING:
    from convviz.app.lessons.transposed.model import TransposedModel

PAINT, SLIDE, MATRIX = "Stamps", "Zeros put in", "Matrix"
BACK: Final = "Cᵀ there, C back"
TITLES: Final = {"paint": PAINT, "slide": SLIDE, "matrix": MATRIX}


@dataclass(frozen=True)
class TransposedViews:
    """What the player shows of a layer.

    Attributes:
        model: the layer.
    """

    model: TransposedModel

    @cached_property
    def scenes(self) -> dict[str, Scene]:
        """Every way that can be drawn, by its name in the address: without the matrix where that is too large."""
        model, scale = self.model, self.model.kernel.scale
        made = {
            "paint": scene_of(model.trace, title=PAINT, scale=scale),
            "slide": zero_insertion_scene(model.trace, title=SLIDE, scale=scale),
        }
        if fits_matrix(model.geometry):
            made["matrix"] = matrix_scene(model.trace, title=MATRIX, scale=scale)
        return made

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Names of the ways on show, in the order of the tracks."""
        view = self.model.state.show
        if view in self.scenes:
            return (view,)
        return ("matrix",) if view == "back" else tuple(self.scenes)

    @cached_property
    def ends(self) -> dict[str, list[float]]:
        """What each of the ways ends in, worked out from its own picture."""
        return {TITLES[name]: Decoder(scene).values["output"] for name, scene in self.scenes.items()}

    @cached_property
    def agree(self) -> int:
        """Of how many output numbers all ways say the same."""
        columns = np.array(list(self.ends.values()))
        return int(np.isclose(columns, columns[0], rtol=1e-9, atol=1e-9).all(axis=0).sum())

    def scene(self, title: str) -> Scene:
        """What the player shows."""
        if self.model.state.show == "back":
            return self._there_and_back(title)
        ways = {TITLES[name]: self.scenes[name] for name in self.shown}
        size, out = (times(shape) for shape in (self.model.geometry.input_shape, self.model.geometry.output_shape))
        return side_by_side(
            ways,
            title=title,
            alt=f"A transposed convolution from {size} to {out}: {', '.join(ways).lower()}.",
            clock="progress",
        )

    def _there_and_back(self, title: str) -> Scene:
        """Cᵀ · x, then C times what came out: one track of two products."""
        model, direct = self.model, self.model.direct
        assert direct is not None
        there = self.scenes["matrix"]
        back = matrix_scene(record(direct.spec, model.trace.output, model.weight), scale=model.kernel.scale)
        matrix, _, result = back.grids
        grids = (
            *there.grids,
            replace(matrix, id="direct", sign="→"),
            replace(result, id="back", title="C · y", note=f"{prod(model.geometry.input_shape)} × 1"),
        )
        (second,) = back.links
        link = replace(
            second,
            id="back",
            read=replace(second.read, grid="output"),
            weight=replace(second.weight, grid="direct") if second.weight else None,
            write=replace(second.write, grid="back"),
        )
        return Scene(
            title=title,
            alt="The transposed matrix makes the picture large, the matrix itself makes it small again: the shape "
            "comes back, the numbers do not.",
            grids=grids,
            links=(*there.links, link),
            tracks=(replace(there.tracks[0], title=BACK, links=("product", "back")),),
            clock="progress",
        )
