"""A second 1 × 1 layer after the first: with nothing between them the two are one, with a ReLU they are not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from convviz.app.lessons.pointwise.model import PointwiseModel
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.samples.small_volumes import drawn
from convviz.spec.conv import ConvSpec


def relu(numbers: Array) -> Array:
    """Negative numbers become 0."""
    return np.maximum(numbers, 0)


@dataclass(frozen=True)
class SecondLayer:
    """Two layers, carried out in three ways.

    Attributes:
        first: the layer before it.
    """

    first: PointwiseModel

    @cached_property
    def matrix(self) -> Array:
        """W₂, `(filters of the second, filters of the first)`."""
        state = self.first.state
        return drawn(-2, 2, (state.second_filters, state.filters), state.second_seed)

    @cached_property
    def merged(self) -> Array:
        """W₂ · W₁, `(filters of the second, channels)`."""
        return np.asarray(self.matrix @ self.first.matrix.weights)

    @cached_property
    def merged_bias(self) -> Array | None:
        """W₂ · b, if the first layer has a bias."""
        bias = self.first.trace.bias
        return None if bias is None else np.asarray(self.matrix @ bias)

    @cached_property
    def in_turn(self) -> Array:
        """The second layer on the output of the first, nothing between them."""
        return _mixed(self.first.output, self.matrix, None)

    @cached_property
    def at_once(self) -> Array:
        """One layer with the merged matrix on the input."""
        return _mixed(self.first.trace.x, self.merged, self.merged_bias)

    @cached_property
    def with_relu(self) -> Array:
        """The second layer on what a ReLU leaves of the first."""
        return _mixed(relu(self.first.output), self.matrix, None)

    @property
    def agreeing(self) -> int:
        """Numbers that are the same in turn and at once; rounding does not count."""
        return int(_close(self.in_turn, self.at_once).sum())

    @cached_property
    def differing(self) -> list[tuple[int, int]]:
        """Pixels at which the ReLU made a difference to any number."""
        pixels = np.argwhere(~_close(self.with_relu, self.at_once).all(axis=0))
        return [(int(row), int(column)) for row, column in pixels]


def _close(one: Array, other: Array) -> Array:
    return np.isclose(one, other, rtol=1e-9, atol=1e-9)


def _mixed(x: Array, matrix: Array, bias: Array | None) -> Array:
    spec = ConvSpec.of(2, matrix.shape[1], matrix.shape[0], 1, bias=bias is not None)
    return convolve(spec, x, matrix[:, :, np.newaxis, np.newaxis], bias)
