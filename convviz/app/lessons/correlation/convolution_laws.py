"""What holds for true convolution, as numbers of a state; always with full padding, where nothing is cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.samples.images_and_kernels import sample
from convviz.samples.signals import signal
from convviz.spec.conv import ConvSpec

if TYPE_CHECKING:
    from convviz.app.lessons.correlation.model import CorrelationModel

FACTORS: Final = (2, 3)  # of the two inputs that are mixed
DECIMALS: Final = 6  # to which those are rounded
FOUND: Final = 1e-6  # of the largest weight: what least squares may be off by
LAST_BITS: Final = 1e-12  # of the largest number: sums of fractions in another order differ by so much


def agree(one: Array, other: Array, *, within: float = LAST_BITS) -> Array:
    """For each number of two arrays of one shape whether the two are the same; whole numbers exactly.

    Args:
        one: the first.
        other: the second.
        within: of the largest number, how much fractions may differ by.
    """
    if one.dtype.kind in "iu" and other.dtype.kind in "iu":
        return np.asarray(one == other)
    largest = max(float(np.abs(array).max(initial=0)) for array in (one, other))
    return np.asarray(np.abs(one - other) <= within * largest)


def full(x: Array, w: Array, *, flip: bool) -> Array:
    """`x` and `w`, of the same number of axes, at every place where they meet: sizes `x + w - 1`."""
    pairs = [(size - 1, size - 1) for size in w.shape]
    spec = ConvSpec.of(w.ndim, 1, 1, w.shape, padding=pairs, flip=flip)
    return np.asarray(convolve(spec, x[np.newaxis], w[np.newaxis, np.newaxis])[0])


@dataclass(frozen=True)
class Response:
    """What comes out for a single 1: by convolution, by cross-correlation."""

    convolution: Array
    correlation: Array

    @classmethod
    def of(cls, model: CorrelationModel) -> Response:
        """With the kernel of `model`."""
        w = model.kernel.weights
        one = np.ones((1,) * w.ndim, np.int64)
        return cls(full(one, w, flip=True), full(one, w, flip=False))


@dataclass(frozen=True)
class Swapped:
    """Input and kernel, and the two with their parts swapped."""

    convolution: tuple[Array, Array]
    correlation: tuple[Array, Array]

    @classmethod
    def of(cls, model: CorrelationModel) -> Swapped:
        """Of the input and the kernel of `model`."""
        x, w = model.x, model.kernel.weights
        both = [(full(x, w, flip=flip), full(w, x, flip=flip)) for flip in (True, False)]
        return cls(*both)


@dataclass(frozen=True)
class Mixed:
    """A mixture of two inputs convolved, and the same mixture of the two outputs.

    Attributes:
        other: the second input.
        before: what the mixed input gives.
        after: the outputs mixed.
    """

    other: Array
    before: Array
    after: Array

    @classmethod
    def of(cls, model: CorrelationModel) -> Mixed:
        """Of the input of `model` and a step, or in a plane a chequered one."""
        x, w = model.x, model.kernel.weights
        z = signal("step", x.size) if x.ndim == 1 else sample("checker", *x.shape)
        a, b = FACTORS
        mixed = a * full(x, w, flip=True) + b * full(z, w, flip=True)
        return cls(z, full(a * x + b * z, w, flip=True), mixed)


def learned(model: CorrelationModel) -> Array | None:
    """The weights with which a cross-correlation gives the convolution's output, found by least squares.

    None where that does not find them: from an input of zeros nothing can be learned, from very unequal numbers
    nothing exact.
    """
    x, w = model.x, model.kernel.weights
    if not x.any():
        return None
    padded = np.pad(x, [(size - 1, size - 1) for size in w.shape])
    windows = sliding_window_view(padded, w.shape).reshape(-1, w.size)
    found, *_ = np.linalg.lstsq(windows.astype(np.float64), full(x, w, flip=True).ravel(), rcond=None)
    weights = np.asarray(found.reshape(w.shape)).round(DECIMALS) + 0.0  # no −0
    return weights if agree(weights, np.flip(w).astype(np.float64), within=FOUND).all() else None
