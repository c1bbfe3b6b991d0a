"""The other direction: a dense layer on a whole volume is a convolution whose kernel is as large as the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from convviz.costs.layer import cost
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.samples.small_volumes import drawn
from convviz.spec.conv import ConvSpec

if TYPE_CHECKING:
    from convviz.app.lessons.pointwise.model import PointwiseModel

SEED = 7


@dataclass(frozen=True)
class DenseLayer:
    """A dense layer from all numbers of the input to as many as there are filters.

    Attributes:
        as_product: the weights as one row a filter, times the flattened input.
        as_convolution: the same weights as filters as large as the input.
        weights: how many there are.
        larger: size of an input one row and one column larger.
        answers: what the convolution makes of that: rows and columns.
    """

    as_product: Array
    as_convolution: Array
    weights: int
    larger: tuple[int, int]
    answers: tuple[int, ...]


def dense(model: PointwiseModel) -> DenseLayer:
    """On the input of `model`, with random weights from −2 to 2."""
    x, (height, width) = model.trace.x, model.geometry.input_shape
    spec = ConvSpec.of(2, model.spec.in_channels, model.spec.out_channels, (height, width))
    weight = drawn(-2, 2, spec.weight_shape, SEED)
    larger = (height + 1, width + 1)
    return DenseLayer(
        weight.reshape(spec.out_channels, -1) @ x.ravel(),
        convolve(spec, x, weight).ravel(),
        cost(spec, (height, width)).weights,
        larger,
        spec.output_shape(larger),
    )
