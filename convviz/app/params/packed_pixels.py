"""The numbers of a small patch, as a link carries them: one byte a pixel, in the letters that addresses are made of."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from convviz.app.params.param import TextPattern

LINKED_SIDE: Final = 16  # pixels a side of a patch whose numbers a link carries
MOST: Final = LINKED_SIDE**2  # pixels: 342 letters; much more would make addresses that break when pasted

LETTERS: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)

Bytes = NDArray[np.uint8]


def pack(values: Bytes) -> str:
    """The text that `unpack` turns into the pixels of `values`, row by row."""
    return urlsafe_b64encode(values.tobytes()).decode("ascii").rstrip("=")


def unpack(text: str) -> Bytes | None:
    """The pixels that `text` spells; None if it spells none, too many, or not the way `pack` would."""
    if len(text) > 2 * MOST or not LETTERS.fullmatch(text) or len(text) % 4 == 1:
        return None
    values = np.frombuffer(urlsafe_b64decode(text + "=" * (-len(text) % 4)), np.uint8)
    return values if values.size <= MOST and pack(values) == text else None


@dataclass(frozen=True, slots=True)
class Packed(TextPattern):
    """Texts of so many pixels, as the options of a field.

    Attributes:
        pixels: how many; None: any number.
        alternative: what stands for "no pixels", and comes first.
    """

    pixels: int | None = None
    alternative: str = ""

    def __contains__(self, text: object) -> bool:
        if text == self.alternative:
            return True
        values = unpack(text) if isinstance(text, str) else None
        return values is not None and self.pixels in (None, values.size)

    @property
    def first(self) -> str:
        """What stands for "no pixels"."""
        return self.alternative
