"""The colour picture as the eye sees it, for a lesson that shows its three planes."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st

from convviz.app.lessons.channels.model import ChannelsState
from convviz.samples.images_and_kernels import COLOUR_SIDE, colour_photo

ENLARGED: Final = 4  # pixels a side for one of the picture


def overview(state: ChannelsState) -> None:
    """The whole picture in colour, what is not in the patch faded."""
    (top, left), (height, width) = state.corner, state.size
    picture = np.moveaxis(colour_photo(), 0, -1)
    shown = (picture + 3 * 255) // 4
    patch = (slice(top, top + height), slice(left, left + width))
    shown[patch] = picture[patch]
    st.image(
        shown.astype(np.uint8).repeat(ENLARGED, axis=0).repeat(ENLARGED, axis=1),
        width=COLOUR_SIDE * ENLARGED,
        alt=f"A red parrot in colour; the patch is rows {top + 1} to {top + height}, columns {left + 1} to "
        f"{left + width}.",
    )
