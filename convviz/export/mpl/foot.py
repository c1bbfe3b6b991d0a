"""How far a track has come, as a bar and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.artists import Box, boxes, label
from convviz.export.mpl.fonts import width
from convviz.palette import LINE, ROLES, Theme
from convviz.scene import DecodedStep, Decoder
from convviz.scene.step_text import subject

FOOT_SIZE: Final = 13.0
WORDS_GAP: Final = 18.0  # between bar and words
_BAR = 5.0  # how thick it is
_KNOB = 14.0


@dataclass(frozen=True, slots=True)
class FootPlace:
    """Where bar and words are.

    Attributes:
        left: where the bar begins.
        y: its middle.
        rail: its length.
        words_x: where the words begin.
        words_y: middle of the words.
    """

    left: float
    y: float
    rail: float
    words_x: float
    words_y: float


def foot_words(decoder: Decoder, track: int, drawn: DecodedStep, step: int) -> str:
    """Which step a track is at, counted from 1, and what that is about."""
    return f"step {step:,} of {decoder.count(track):,} · {subject(decoder, drawn)}"


def foot_width(decoder: Decoder, track: int) -> float:
    """Room for the words of every step; the last has the longest numbers."""
    last = decoder.count(track)
    steps = (decoder.step(track, step) for step in (0, last - 1))
    return max(width(foot_words(decoder, track, drawn, last), FOOT_SIZE) for drawn in steps) * 1.02


def rail(place: FootPlace, theme: Theme) -> Box:
    """What the bar runs along."""
    return Box(place.left, place.y - _BAR / 2, place.rail, _BAR, _BAR / 2, LINE[theme])


def draw_foot(place: FootPlace, share: float, words: str, theme: Theme) -> Iterator[Artist]:
    """The bar at a share of its way, and the words."""
    accent, filled = ROLES["input"][theme].fill, max(10.0, place.rail * share)
    bar = Box(place.left, place.y - _BAR / 2, filled, _BAR, _BAR / 2, accent)
    knob = Box(place.left + filled - _KNOB / 2, place.y - _KNOB / 2, _KNOB, _KNOB, _KNOB / 2, accent)
    yield boxes([bar, knob])
    yield label(words, place.words_x, place.words_y, FOOT_SIZE, ROLES["padding"][theme].text)
