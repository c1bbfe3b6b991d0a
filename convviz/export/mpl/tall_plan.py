"""A picture as tall as it needs to be: a panel for each track, below each other, then the counters of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from convviz.export.mpl.artists import Box
from convviz.export.mpl.captions import KEY_LINE, legend_lines
from convviz.export.mpl.counters_text import COUNTERS_LINE, CounterLines, line_starts
from convviz.export.mpl.decimals_on_show import set_decimals
from convviz.export.mpl.equation_layout import equation_layout
from convviz.export.mpl.figure_plan import WIDTH, FigurePlan, Panel, PlacedText
from convviz.export.mpl.fonts import width, wrapped
from convviz.export.mpl.foot import FOOT_SIZE, WORDS_GAP, FootPlace, foot_width
from convviz.export.mpl.layout import arrange_separately, arrange_tracks
from convviz.export.mpl.lines import TITLE_SIZE, GridLayout
from convviz.scene import Clock, Decoder, Grid, Scene, counters_lines
from convviz.scene.step_text import legend

_MARGIN = 20.0  # round the panels
_PADDING = 24.0  # inside the panels
_LEFT, _ROOM = _MARGIN + _PADDING, WIDTH - 2 * (_MARGIN + _PADDING)
_HEADING = 44.0
_HEADING_SIZE = 20.0
_SENTENCE_SIZE = 14.5
_SENTENCE_LINE = 24.0
_TRACK_HEADING = 28.0
_WORK_GAP = 16.0  # above the rule, and below it
_FOOT = 30.0


def tall_plan(
    scene: Scene, decoder: Decoder, grids: Sequence[Sequence[Grid]], sentence: str, remark: str
) -> FigurePlan:
    """Place everything.

    Args:
        scene: what is drawn.
        decoder: what it means.
        grids: of each track, left to right.
        sentence: where to look, below the title.
        remark: beside that.
    """
    middle = _MARGIN + _HEADING / 2 - 6
    texts = [PlacedText(scene.title, _MARGIN + 2, middle, _HEADING_SIZE, "bold")]
    if remark:
        x = WIDTH - _MARGIN - 2 - width(remark, FOOT_SIZE)
        texts.append(PlacedText(remark, x, middle, FOOT_SIZE, quiet=True))
    place = arrange_separately if scene.clock == "progress" else arrange_tracks
    panels: list[Panel] = []
    top = _MARGIN + _HEADING
    for line in wrapped(sentence, _SENTENCE_SIZE, WIDTH - 2 * _MARGIN - 4):
        texts.append(PlacedText(line, _MARGIN + 2, top, _SENTENCE_SIZE))
        top += _SENTENCE_LINE
    for track, picture in enumerate(place(grids, _ROOM, scene.view, scene.form)):
        panels.append(_panel(scene, decoder, track, grids[track], picture, top))
        if len(scene.tracks) > 1:
            texts.append(PlacedText(scene.tracks[track].title, _LEFT, top + _PADDING + 4, TITLE_SIZE, "bold"))
        top += panels[-1].box.height + _MARGIN
    counters, lines = _counters(scene, top)
    height = top + ceil(lines * COUNTERS_LINE + (_MARGIN - 8) * (lines > 0))
    return FigurePlan(height, tuple(texts), tuple(panels), counters, named=True)


def _panel(scene: Scene, decoder: Decoder, track: int, grids: Sequence[Grid], picture: GridLayout, top: float) -> Panel:
    y = top + _PADDING - 6 + (_TRACK_HEADING if len(scene.tracks) > 1 else 0)
    slots = tuple(replace(slot, x=slot.x + _LEFT, y=slot.y + y) for slot in picture.slots)
    set_decimals(decoder, {grid.id: slot for grid, slot in zip(grids, slots, strict=True)}, track)
    keys = legend_lines(legend(grids, decoder.values), _ROOM)
    keys_y = y + picture.height + 12
    rule_y = keys_y + len(keys) * KEY_LINE + _WORK_GAP
    equations = equation_layout(decoder, track, _ROOM)
    equation_y = rule_y + _WORK_GAP
    foot_y = equation_y + equations.height + 10
    bottom = ceil(foot_y + _FOOT + 6)
    rail, middle = _ROOM - foot_width(decoder, track) - WORDS_GAP, foot_y + _FOOT / 2
    foot = FootPlace(_LEFT, middle, rail, _LEFT + rail + WORDS_GAP, middle)
    box = Box(_MARGIN, top, WIDTH - 2 * _MARGIN, bottom - top, 14)
    return Panel(box, _LEFT, _ROOM, slots, keys, _LEFT, keys_y, rule_y, equations, equation_y, foot)


def _counters(scene: Scene, top: float) -> tuple[tuple[CounterLines, ...], int]:
    """Of every track that multiplies, and how many lines they have in all."""
    totals = Clock(scene).totals
    placed, lines = [], 0
    for line in counters_lines(scene.tracks, totals, totals):
        starts = line_starts(line, WIDTH - 2 * _MARGIN - 2 - _PADDING)
        y = top + COUNTERS_LINE / 2 - 4 + lines * COUNTERS_LINE
        placed.append(CounterLines(_MARGIN + 2, y, starts, indent=_PADDING))
        lines += len(starts)
    return tuple(placed), lines
