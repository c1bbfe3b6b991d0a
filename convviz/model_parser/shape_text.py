"""Shapes as people write them: `3x224x224`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from convviz.errors import ConvError
from convviz.spec.parse import Ints, whole

LARGEST_SIZE: Final = 10**6
SHAPE: Final = re.compile(r"\(?\s*\d{1,7}(?:\s*[x×*,]\s*\d{1,7}){0,3}\s*,?\s*\)?", re.ASCII | re.IGNORECASE)


def input_shape_of(text: str) -> Ints:
    """`(channels, *spatial)` from text.

    Raises:
        ConvError: it is none.

    Example:
        >>> input_shape_of("3x224x224"), input_shape_of("(64, 56, 56)")
        ((3, 224, 224), (64, 56, 56))
    """
    if not SHAPE.fullmatch(text.strip()):
        raise ConvError("input", text, "must be channels and sizes joined by x", "Write 3x224x224, channels first.")
    sizes = tuple(whole("input", int(size), 1) for size in re.findall(r"\d+", text))
    if max(sizes) > LARGEST_SIZE:
        raise ConvError("input", text, f"must have sizes up to {LARGEST_SIZE:,}", "Use a smaller one.")
    return sizes


def shape_text(shape: Sequence[int]) -> str:
    """The text that `input_shape_of` turns into `shape`."""
    return "x".join(map(str, shape))
