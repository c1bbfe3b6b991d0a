"""The words of the field, each in a sentence, for hover texts."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "kernel": "the small grid of weights that is laid on the input; one for each input channel.",
    "filter": "a stack of kernels, one for each input channel; its products are summed into one output channel.",
    "channel": "one plane of numbers: a colour of a picture, or what one filter has written (a feature map).",
    "tap": "one weight of the kernel, and the input cell it meets.",
    "window": "the cells the kernel lies on in one step.",
    "stride": "how many cells the window moves from one step to the next.",
    "dilation": "how many cells lie from one tap to the next; 1 puts them side by side.",
    "padding": "cells added around the input, so that the window can reach over its edge.",
    "receptive field": "the input cells, from the first to the last, that one number deep in a network depends on.",
}


def note(*words: str) -> str:
    """These words explained, or all of them, as a list."""
    return "\n".join(f"* **{word}**: {WORDS[word]}" for word in words or WORDS)
