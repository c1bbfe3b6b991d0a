"""What stands around the picture of a track on a slide: title, bar, arithmetic, counters and legend, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Final, Literal

from convviz.export.mpl.artists import Box
from convviz.export.mpl.captions import KEY_LINE, Key, legend_lines, legend_width
from convviz.export.mpl.counters_text import COUNTERS_LINE, COUNTERS_SIZE, CounterLines, line_starts
from convviz.export.mpl.equation_layout import equation_layout
from convviz.export.mpl.figure_plan import Panel, PlacedText
from convviz.export.mpl.fonts import width
from convviz.export.mpl.foot import WORDS_GAP, FootPlace, foot_width
from convviz.export.mpl.lines import TITLE_SIZE, Slot
from convviz.scene import Clock, Decoder, Grid, Scene
from convviz.scene.counters import counters_line
from convviz.scene.step_text import legend

SIDE: Final = 16.0  # inside a panel, left and right
_TOP, _BOTTOM = 9.0, 7.0  # likewise, above and below
_RADIUS = 12.0
_TITLE = 24.0  # height of the line with the title, where there are several tracks
_GAP = 20.0  # between what stands on that line
_KEYS_GAP = 6.0  # between a picture and the legend below it
_FOOT, _BARE_FOOT = 26.0, 20.0  # height of a bar with words beside it, and without
_SHORTEST_RAIL = 90.0  # a shorter bar has its words below it


@dataclass(frozen=True, slots=True)
class Heights:
    """Of what a panel holds beside its picture.

    Attributes:
        above: it.
        keys: the legend below it.
        foot: the bar, and the words of that if they stand below it.
        equations: the arithmetic.
        counters: the last lines.
    """

    above: float
    keys: float
    foot: float
    equations: float
    counters: float

    @property
    def total(self) -> float:
        """Of all."""
        return self.above + self.keys + self.foot + self.equations + self.counters + _TOP + _BOTTOM

    @classmethod
    def highest(cls, several: Sequence[Heights]) -> Heights:
        """What all have room in: panels side by side have their lines at one height."""
        return cls(*map(max, zip(*map(astuple, several), strict=True)))


class PanelCaptions:
    """What stands around the picture of one track.

    Args:
        scene: what is drawn.
        decoder: what it means.
        track: number of the track.
        grids: of it.
        room: width there is.
        lines: of arithmetic, at most.
        across: whether the panel has the whole width, so that much may stand on the line of its title.
        remark: what else the legend says.
    """

    def __init__(
        self,
        scene: Scene,
        decoder: Decoder,
        track: int,
        grids: Sequence[Grid],
        room: float,
        *,
        lines: int,
        across: bool,
        remark: str,
    ) -> None:
        self._room, shown, total = room, scene.tracks[track], Clock(scene).totals[track]
        self._title = shown.title if len(scene.tracks) > 1 else ""
        self._counters = counters_line(shown.weights, shown.biases, total, total) if total else ""
        self._starts = line_starts(self._counters, room) if self._counters else []
        self._foot = foot_width(decoder, track)
        self._equations = equation_layout(decoder, track, room, lines)
        keys: list[Key] = [*legend(grids, decoder.values), *([("", remark)] if remark else [])]
        self._keys = legend_lines(keys, room)
        self._up = self._on_title_line(across) if self._title else frozenset()

    @property
    def heights(self) -> Heights:
        """How high each part is."""
        return Heights(
            above=_TITLE if self._title else 0,
            keys=len(self._keys) * KEY_LINE + _KEYS_GAP if self._keys and self._keys_place == "below" else 0,
            foot=_BARE_FOOT if "foot" in self._up else _FOOT if self._rail >= _SHORTEST_RAIL else _FOOT + _BARE_FOOT,
            equations=self._equations.height,
            counters=0 if "counters" in self._up else len(self._starts) * COUNTERS_LINE,
        )

    def titles(self, panel: Panel) -> Iterator[PlacedText]:
        """The title of a track."""
        if self._title:
            yield PlacedText(self._title, panel.left, _title_y(panel), TITLE_SIZE, "bold")

    def counters(self, panel: Panel, heights: Heights) -> Iterator[CounterLines]:
        """Behind the title or at the end of the panel."""
        if "counters" in self._up:
            yield CounterLines(panel.left + self._behind_title, _title_y(panel), self._starts)
        elif self._counters:
            top = panel.box.y + panel.box.height - _BOTTOM - heights.counters
            yield CounterLines(panel.left, top + COUNTERS_LINE / 2, self._starts)

    def panel(self, box: Box, slots: Sequence[Slot], heights: Heights) -> Panel:
        """The panel with everything in its place.

        Args:
            box: its outline.
            slots: the places of its grids.
            heights: of its parts.
        """
        left, right = box.x + SIDE, box.x + SIDE + self._room
        counters_y = box.y + box.height - _BOTTOM - heights.counters
        equation_y = counters_y - heights.equations
        foot_y = equation_y - heights.foot
        keys_x, keys_y = left, foot_y - heights.keys + _KEYS_GAP
        match self._keys_place:
            case "title":
                keys_x = right - legend_width(self._keys[0])
                keys_x -= self._foot + _GAP if "foot" in self._up else 0
                keys_y = box.y + _TOP + _TITLE / 2 - 3 - KEY_LINE / 2
            case "counters":
                keys_x, keys_y = right - legend_width(self._keys[0]), counters_y
        return Panel(
            box=box,
            left=left,
            room=self._room,
            slots=tuple(slots),
            keys=self._keys,
            keys_x=keys_x,
            keys_y=keys_y,
            rule_y=None,
            equations=self._equations,
            equation_y=equation_y,
            foot=self._foot_place(box, left, foot_y),
        )

    def _foot_place(self, box: Box, left: float, y: float) -> FootPlace:
        """The bar, with its words up on the line of the title, beside it or below it."""
        whole, x = self._room - 8, left + self._room - self._foot
        if "foot" in self._up:
            return FootPlace(left, y + _BARE_FOOT / 2, whole, x, box.y + _TOP + _TITLE / 2 - 3)
        middle = y + _FOOT / 2
        if self._rail >= _SHORTEST_RAIL:
            return FootPlace(left, middle, self._rail, x, middle)
        return FootPlace(left, middle - 3, whole, left, middle + _BARE_FOOT)

    @property
    def _rail(self) -> float:
        """Length of a bar with its words beside it."""
        return self._room - self._foot - WORDS_GAP

    @property
    def _behind_title(self) -> float:
        return width(self._title, TITLE_SIZE, "bold") + _GAP

    @property
    def _keys_place(self) -> Literal["title", "counters", "below"]:
        """Where the legend has room without taking height."""
        if "keys" in self._up:
            return "title"
        if len(self._keys) == len(self._starts) == 1 and "counters" not in self._up:
            both = width(self._counters, COUNTERS_SIZE) + _GAP + legend_width(self._keys[0])
            return "counters" if both <= self._room else "below"
        return "below"

    def _on_title_line(self, across: bool) -> frozenset[str]:
        """What has room beside the title, so that the picture has more: counters, words of the bar, legend."""
        free, up = self._room - self._behind_title, set()
        wanted = {"counters": width(self._counters, COUNTERS_SIZE), "foot": self._foot} if across else {}
        if len(self._keys) == 1:
            wanted["keys"] = legend_width(self._keys[0])
        for part, wide in wanted.items():
            if wide <= free:
                up.add(part)
                free -= wide + _GAP
        return frozenset(up)


def outline(x: float, y: float, width: float, height: float) -> Box:
    """The outline of a panel."""
    return Box(x, y, width, height, _RADIUS)


def picture_top(box: Box, heights: Heights) -> float:
    """Where the picture in a panel may begin."""
    return box.y + _TOP + heights.above


def _title_y(panel: Panel) -> float:
    return panel.box.y + _TOP + _TITLE / 2 - 3
