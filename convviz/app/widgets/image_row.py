"""Numbers of either sign as grey pictures side by side, all on one scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import streamlit as st

from convviz.engine.arrays import Array

WIDTH: Final = 230  # CSS pixels of each picture; on a phone the style sheet makes it two in a row
NAME: Final = "pictures-in-a-row"  # the style sheet knows them by this
SCALE: Final = 3  # pixels a side for one number


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One picture of a row.

    Attributes:
        caption: under it.
        alt: what one sees, for who does not.
        numbers: `(height, width)`; as 0 (black) to 255 (white) also `(height, width, 3)`.
        as_it_is: whether the numbers are greys or colours already, from 0 to 255.
    """

    caption: str
    alt: str
    numbers: Array
    as_it_is: bool = False


def row(pictures: Sequence[Shown]) -> None:
    """Pictures beside each other; those that are numbers share one scale.

    On it 0 is middle grey, and the largest size of any number black or white; without negative numbers, 0 is black.
    """
    scaled = [picture.numbers for picture in pictures if not picture.as_it_is]
    most = max(float(np.abs(numbers).max()) for numbers in scaled) or 1.0
    signed = any(bool((numbers < 0).any()) for numbers in scaled)
    with st.container(horizontal=True, gap="small", key=NAME):
        for picture in pictures:
            light = picture.numbers if picture.as_it_is else _light(picture.numbers / most, signed=signed)
            pixels = light.astype(np.uint8).repeat(SCALE, axis=0).repeat(SCALE, axis=1)
            st.image(pixels, caption=picture.caption, width=WIDTH, alt=picture.alt)


def _light(numbers: Array, *, signed: bool) -> Array:
    """From −1 … 1, or 0 … 1, to 0 … 255."""
    return np.asarray(np.rint(255 * ((numbers + 1) / 2 if signed else numbers)))
