"""The shapes of a layer's arrays in the two orders of axes that frameworks use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from convviz.app.lessons.channels.model import ChannelsModel

TO_FIRST: Final = "(0, 3, 1, 2)"  # images, NHWC to NCHW
TO_LAST: Final = "(0, 2, 3, 1)"
WEIGHTS_TO_FIRST: Final = "(3, 2, 0, 1)"  # weights, HWIO to OIHW
WEIGHTS_TO_LAST: Final = "(2, 3, 1, 0)"


@dataclass(frozen=True, slots=True)
class ArrayShapes:
    """Input, weights and output as one framework holds them.

    Attributes:
        images: the order of the axes of images, as letters.
        filters: that of the weights.
        input: shape, batch included.
        weights: shape.
        output: shape, batch included.
    """

    images: str
    filters: str
    input: tuple[int, ...]
    weights: tuple[int, ...]
    output: tuple[int, ...]


def shapes_of(model: ChannelsModel, order: str) -> ArrayShapes:
    """The shapes of a layer in the order "NHWC" (channels last) or "NCHW" (channels first)."""
    spec, geometry, batch = model.spec, model.geometry, model.state.images
    inputs, outputs = spec.in_channels, spec.out_channels
    if order == "NHWC":
        read = (batch, *geometry.input_shape, inputs)
        return ArrayShapes(
            order, "HWIO", read, (*spec.kernel, inputs, outputs), (batch, *geometry.output_shape, outputs)
        )
    read = (batch, inputs, *geometry.input_shape)
    return ArrayShapes(order, "OIHW", read, (outputs, inputs, *spec.kernel), (batch, outputs, *geometry.output_shape))


def permuting(model: ChannelsModel) -> str:
    """Code that turns arrays in the chosen order into the other, with this state's shapes."""
    order = model.state.layout
    here, there = (shapes_of(model, name) for name in (order, "NCHW" if order == "NHWC" else "NHWC"))
    images, filters = (TO_FIRST, WEIGHTS_TO_FIRST) if order == "NHWC" else (TO_LAST, WEIGHTS_TO_LAST)
    return "\n".join(
        [
            "import numpy as np",
            "",
            f"x = np.zeros({here.input})  # {here.images}",
            f"w = np.zeros({here.weights})  # {here.filters}",
            "",
            f"x = x.transpose{images}  # now {there.images}: {there.input}",
            f"w = w.transpose{filters}  # now {there.filters}: {there.weights}",
        ]
    )
