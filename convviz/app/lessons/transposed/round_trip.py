"""There and back: a picture through the direct convolution, and through the transposed one with the same kernel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import streamlit as st

from convviz.app.lessons.transposed.model import TransposedModel
from convviz.app.markup import times
from convviz.app.widgets import matrices
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.engine.matrix import matrix_of
from convviz.samples.images_and_kernels import photo
from convviz.spec.conv import ConvSpec

SHOWN_SIDE: Final = 192  # CSS pixels of the large pictures
SMALL_KERNEL: Final = (1, 2)
SMALL_SIDE: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class RoundTrip:
    """A picture, what C makes of it, and what Cᵀ makes of that.

    Attributes:
        picture: `(height, width)`, 0 (black) to 255.
        small: the output of C.
        back: the output of Cᵀ, of the picture's size.
        extra: the output_padding that brings the size back.
        factor: the number by which `back` comes closest to the picture.
        rest: what then still differs, as a share of the picture (root mean square).
        same: pixels that hold their number again.
    """

    picture: Array
    small: Array
    back: Array
    extra: int
    factor: float
    rest: float
    same: int


def round_trip(model: TransposedModel) -> RoundTrip:
    """The sample picture through the layer of the state, there and back."""
    picture = photo()
    direct = model.direct_spec
    small = convolve(direct, picture[np.newaxis], model.weight)[0]
    plain = replace(direct, transposed=True)
    extra = picture.shape[0] - plain.output_shape(small.shape)[0]
    returned = replace(plain, output_padding=(extra, extra))
    back = convolve(returned, small[np.newaxis], model.weight)[0]
    power = float((back.astype(float) ** 2).sum())
    factor = float((picture * back).sum()) / power if power else 0.0
    left, whole = ((numbers.astype(float) ** 2).mean() ** 0.5 for numbers in (picture - factor * back, picture))
    return RoundTrip(picture, small, back, extra, factor, float(left / whole), int(np.isclose(picture, back).sum()))


def show(trip: RoundTrip) -> None:
    """The three pictures side by side, each from its least number as black to its largest as white."""
    named = (("Picture", trip.picture), ("After C", trip.small), ("After C, then Cᵀ", trip.back))
    scale = SHOWN_SIDE / max(trip.picture.shape)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for title, numbers in named:
            with st.container(width="content"):
                size = times(numbers.shape)
                st.markdown(f"**{title}**: {size}")
                width = max(24, round(numbers.shape[1] * scale))
                st.image(_grey(numbers), width=width, alt=f"{title}, {size} greys.")


def sentences(trip: RoundTrip) -> list[str]:
    """What came back, in numbers."""
    there, small, back = (times(numbers.shape) for numbers in (trip.picture, trip.small, trip.back))
    extra = f" (with output_padding {trip.extra})" if trip.extra else ""
    if trip.rest < 1e-9:
        return [
            f"**Here the values do come back:** {there} become {small} and again {back}{extra}, and all numbers are "
            f"those of the picture{_factor(trip)}. That is special to this kernel and stride. Take another one."
        ]
    return [
        f"**The shape comes back, the values do not.** {there} become {small} and again {back}{extra}, but only "
        f"{trip.same:,} of {trip.picture.size:,} pixels hold the number they had. Brightness is not to blame: "
        f"multiplied by the best single factor, {_short(trip.factor)}, the result still differs from the picture by "
        f"**{trip.rest:.1%}** of it (root mean square). Each picture above is drawn from its least number as black to "
        "its largest as white."
    ]


def no_unit_matrix() -> str:
    """Cᵀ · C of a small case."""
    spec = ConvSpec.of(1, 1, 1, len(SMALL_KERNEL))
    matrix = matrix_of(spec.resolve((SMALL_SIDE,)), [[list(SMALL_KERNEL)]])
    product = matrix.T @ matrix
    return (
        f"**Cᵀ · C is not the unit matrix.** The kernel {matrices.weights(np.array([SMALL_KERNEL]))} on {SMALL_SIDE} "
        f"numbers has C = {matrices.weights(matrix)}, and Cᵀ · C = {matrices.plain(product)}. An inverse would give "
        f"{matrices.plain(np.eye(SMALL_SIDE, dtype=int))}. It cannot: {SMALL_SIDE} numbers became {len(matrix)}, and "
        "what is lost then no matrix brings back."
    )


def _grey(numbers: Array) -> Array:
    low, high = float(numbers.min()), float(numbers.max())
    return np.round(255 * (numbers - low) / ((high - low) or 1)).astype(np.uint8)


def _factor(trip: RoundTrip) -> str:
    return "" if abs(trip.factor - 1) < 1e-9 else f", times {_short(1 / trip.factor)}"


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
