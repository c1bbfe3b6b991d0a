"""A convolution as a sparse matrix C, with flattened output C · x.

The matrix of the transposed layer with the same weight is the transpose of C (Dumoulin and Visin, *A guide to
convolution arithmetic for deep learning*, section 4.1).
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import numpy as np

from convviz.engine.arrays import Array, Index, numeric
from convviz.engine.convolve import flipped_view
from convviz.errors import ConvError
from convviz.spec.conv import Geometry
from convviz.spec.parse import Ints

MOST_ENTRIES = 2**24  # 128 MiB of float64


def matrix_of(geometry: Geometry, weight: Any) -> Array:
    """Return the matrix C of a layer: `C @ x.ravel()` is the flattened output without bias.

    Args:
        geometry: the layer on this input.
        weight: `spec.weight_shape`.

    Returns:
        `(out_channels · prod(output_shape), in_channels · prod(input_shape))`. Weights of taps that read the same input
        cell through copies in the padding are added up.

    Raises:
        ConvError: the weight has another shape, or the matrix would have more than `MOST_ENTRIES` entries.

    Example:
        >>> from convviz.spec.conv import ConvSpec
        >>> matrix_of(ConvSpec.of(1, 1, 1, 2).resolve((3,)), [[[1, -1]]])
        array([[ 1, -1,  0],
               [ 0,  1, -1]])
    """
    spec = geometry.spec
    weight = numeric("weight", weight)
    if weight.shape != spec.weight_shape:
        raise ConvError("weight", weight.shape, f"must have the shape {spec.weight_shape}", "Reshape it.")
    small, big = spec.small_channels * prod(geometry.small), spec.big_channels * prod(geometry.big)
    if small * big > MOST_ENTRIES:
        raise ConvError(
            "x",
            geometry.input_shape,
            f"must make a matrix of at most {MOST_ENTRIES:,} entries, not {small * big:,}",
            "Use a smaller input.",
        )
    weight = flipped_view(spec, weight)
    matrix = np.zeros((spec.small_channels, prod(geometry.small), spec.big_channels, prod(geometry.big)), weight.dtype)
    above, deep = spec.small_channels // spec.groups, spec.big_channels // spec.groups
    for tap in product(*map(range, spec.kernel)):
        cells, sources = _met(geometry, tap)
        for channel, other in product(range(spec.small_channels), range(deep)):
            place: Index = (channel, cells, channel // above * deep + other, sources)
            np.add.at(matrix, place, weight[(channel, other, *tap)])
    matrix = matrix.reshape(small, big)
    return matrix.T if spec.transposed else matrix


def _met(geometry: Geometry, tap: Ints) -> tuple[Array, Array]:
    """Return the flat indices of the positions whose `tap` reads a cell of the grid, and of these cells."""
    windows, sources = np.zeros(1, int), np.zeros(1, int)
    for axis, t in zip(geometry.axes, tap, strict=True):
        met = [axis.source(axis.window(position)[t]) for position in range(axis.small)]
        pairs = [(position, source) for position, source in enumerate(met) if source is not None]
        along = np.array(pairs, int).reshape(-1, 2)
        windows = (windows[:, np.newaxis] * axis.small + along[:, 0]).ravel()
        sources = (sources[:, np.newaxis] * axis.big + along[:, 1]).ravel()
    return windows, sources
