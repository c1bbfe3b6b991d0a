"""The frequencies of a picture, and how strongly it repeats every so many pixels: a checkerboard as a number.

A pattern of period `s` along an axis has all its strength at multiples of 1/s of the sampling rate. There, and only
there, the Fourier transform of a picture is that of the means of its phases: of all pixels whose row and column leave
the same remainders. So it is computed from these, and exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from convviz.engine.arrays import Array
from convviz.spec.parse import whole


def magnitudes(picture: Any) -> Array:
    """How strong each frequency of a picture is, as log(1 + |F|), the mean taken off, frequency 0 in the middle.

    Args:
        picture: `(height, width)`.

    Returns:
        `(height, width)`; row `height // 2`, column `width // 2` is frequency 0.
    """
    picture = np.asarray(picture, dtype=np.float64)
    transformed = np.fft.fft2(picture - picture.mean())
    shown: Array = np.fft.fftshift(np.log1p(np.abs(transformed)))
    return shown


def phase_means(picture: Any, period: int) -> Array:
    """The mean of the pixels of every phase, `(period, period)`; rows and columns beyond whole periods are left out.

    Args:
        picture: `(height, width)`, at least one period each way.
        period: pixels after which the pattern comes again.

    Raises:
        ConvError: the period is no whole number from 1 on.
    """
    period = whole("period", period, 1)
    picture = np.asarray(picture, dtype=np.float64)
    rows, columns = (size // period for size in picture.shape)
    blocks = picture[: rows * period, : columns * period].reshape(rows, period, columns, period)
    means: Array = blocks.mean(axis=(0, 2))
    return means


def peak(picture: Any, period: int) -> float:
    """The tallest peak at the frequencies of a period, as a share of the picture's brightness (frequency 0).

    Args:
        picture: `(height, width)`.
        period: as for `phase_means`.

    Returns:
        0 where all phases are equally bright on average; for a pattern like 1 2 1 2 along one axis 1/3.

    Raises:
        ConvError: the period is no whole number from 1 on.

    Example:
        >>> round(peak([[1, 2], [1, 2]], 2), 4)
        0.3333
    """
    strengths = np.abs(np.fft.fft2(phase_means(picture, period))).ravel()
    if not strengths[0] or len(strengths) == 1:
        return 0.0
    return float(strengths[1:].max() / strengths[0])
