"""The ways to enlarge a picture beside each other: output, difference from the smooth one, spectrum."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Final

import numpy as np
import streamlit as st
from PIL import Image

from convviz.app.lessons.checkerboard.upsampling_methods import UpsampledPicture
from convviz.engine.arrays import Array

MIDDLE: Final = 128  # grey where nothing differs
RIM: Final = 8  # the spectrum is shown with so much of its next period, 1/8 of it, so that peaks are not cut in half


def gallery(ways: Sequence[UpsampledPicture]) -> None:
    """All ways; differences share one scale, so do spectra."""
    reach = max(1.0, *(float(np.abs(way.difference).max()) for way in ways))
    loudest = max(1e-9, *(float(way.spectrum.max()) for way in ways))
    figures = "".join(_figure(way, reach, loudest) for way in ways)
    st.html(f'<div class="gallery"><div class="ways">{figures}</div></div>')


def percent(share: float) -> str:
    """`33 %`; with a decimal below ten."""
    size = 100 * share
    return f"{size:.0f} %" if size >= 9.95 else f"{size:.1f} %"


def _figure(way: UpsampledPicture, reach: float, loudest: float) -> str:
    height, width = way.image.shape
    output = _shot(way.image, f"{way.title}: the picture, {height} by {width} pixels", "output")
    shifted = MIDDLE + way.difference * (MIDDLE - 1) / reach
    difference = _shot(shifted, f"{way.title}: difference from the smooth picture", "difference")
    wrapped = np.pad(way.spectrum, len(way.spectrum) // RIM, mode="wrap")
    spectrum = _shot(wrapped * 255 / loudest, f"{way.title}: spectrum", "spectrum", _rings(way))
    peak = f'<div class="peak"><b>{percent(way.peak)}</b> peak</div>'
    return (
        f'<figure class="way"><figcaption>{escape(way.title)}</figcaption>{peak}{output}{difference}{spectrum}</figure>'
    )


def _shot(numbers: Array, alt: str, name: str, over: str = "") -> str:
    grey = np.clip(np.rint(numbers), 0, 255).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    address = f"data:image/png;base64,{b64encode(file.getvalue()).decode('ascii')}"
    image = f'<div style="position: relative"><img src="{address}" alt="{escape(alt)}">{over}</div>'
    return f'<div class="shot">{image}{name}</div>'


def _rings(way: UpsampledPicture) -> str:
    """Round the frequencies of the stride; frequency 0, in the middle, has none."""
    size = len(way.spectrum)
    shown = size + 2 * (size // RIM)
    places = _multiples(size, way.stride)
    rings = [(row, column) for row in places for column in places if (row, column) != (size // 2, size // 2)]
    return "".join(
        f'<span class="ring" style="left: {100 * (column + size // RIM + 0.5) / shown:.2f}%; '
        f'top: {100 * (row + size // RIM + 0.5) / shown:.2f}%"></span>'
        for row, column in rings
    )


def _multiples(size: int, stride: int) -> list[int]:
    """Where the multiples of the stride's frequency lie, frequency 0 at size / 2, as far as they are shown."""
    rim = size // RIM
    places = (size // 2 + step * (size // stride) for step in range(-stride, stride + 1))
    return [place for place in places if -rim <= place < size + rim]
