"""Numbers of either sign as grey pictures side by side, all on one scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import streamlit as st

from convviz.arrays import Array

WIDTH: Final = 230  # CSS pixels of each picture
SCALE: Final = 3  # pixels a side for one number

Titled = tuple[str, str, Array]  # caption, alternative text, (height, width)


def signed_row(pictures: Sequence[Titled]) -> None:
    """Pictures beside each other, 0 as middle grey, the largest size in any of them as black or white.

    Where no picture has negative numbers, 0 is black.
    """
    most = max((float(np.abs(numbers).max()) for _, _, numbers in pictures), default=0) or 1.0
    signed = any(bool((numbers < 0).any()) for _, _, numbers in pictures)
    with st.container(horizontal=True, gap="medium"):
        for caption, alt, numbers in pictures:
            light = (numbers / most + 1) / 2 if signed else numbers / most
            _picture(np.rint(255 * light), caption, alt)


def as_they_are(pictures: Sequence[Titled]) -> None:
    """Pictures of 0 (black) to 255 (white), `(height, width)` or `(height, width, 3)`."""
    with st.container(horizontal=True, gap="medium"):
        for caption, alt, numbers in pictures:
            _picture(numbers, caption, alt)


def _picture(numbers: Array, caption: str, alt: str) -> None:
    pixels = numbers.astype(np.uint8).repeat(SCALE, axis=0).repeat(SCALE, axis=1)
    st.image(pixels, caption=caption, width=WIDTH, alt=alt)
