"""Counts over a parameter, one line a block; Plotly, for the page that has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log10
from typing import TYPE_CHECKING, Any, Final

from convviz.charts.block_styles import BLOCK_STYLES
from convviz.palette import INK, LINE, PAGE, Theme

if TYPE_CHECKING:
    from plotly.basedatatypes import BaseFigure

HEIGHT: Final = 520  # pixels
_CLEAR: Final = "rgba(0,0,0,0)"


@dataclass(frozen=True, slots=True)
class SweepLine:
    """One block.

    Attributes:
        key: of the block, which decides how it looks.
        name: in the legend.
        values: one for each place along x; None where the block cannot do it.
    """

    key: str
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class SweepChart:
    """What is drawn.

    Attributes:
        lines: the blocks.
        places: along x, ascending.
        here: where the state is.
        across: what x is.
        up: what y is.
        log: whether both axes are logarithmic.
        chosen: the block that is looked at.
    """

    lines: tuple[SweepLine, ...]
    places: tuple[int, ...]
    here: int
    across: str
    up: str
    log: bool
    chosen: str


def sweep_lines(chart: SweepChart, theme: Theme) -> BaseFigure:
    """The figure, ready to be shown."""
    return _ready()(sweep_spec(chart, theme))


def sweep_spec(chart: SweepChart, theme: Theme) -> dict[str, Any]:
    """The figure as Plotly's plain data."""
    return {
        "data": [_trace(chart, line, theme) for line in chart.lines],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 10, "r": 10, "t": 26, "b": 10},
            "paper_bgcolor": _CLEAR,
            "plot_bgcolor": _CLEAR,
            "font": {"color": INK[theme], "size": 13},
            "dragmode": False,
            "hovermode": "x",
            "hoverlabel": {"bgcolor": PAGE[theme][1], "font": {"color": INK[theme]}},
            "legend": {
                "orientation": "h",
                "yref": "container",
                "y": 0,
                "yanchor": "bottom",
                "entrywidth": 142,
                "font": {"size": 12},
            },
            "xaxis": _axis(chart.across, chart.log, theme) | _ticks(chart),
            "yaxis": _axis(chart.up, chart.log, theme) | ({} if chart.log else {"rangemode": "tozero"}),
            **_now(chart, theme),
        },
    }


def _trace(chart: SweepChart, line: SweepLine, theme: Theme) -> dict[str, Any]:
    style, chosen = BLOCK_STYLES[line.key], line.key == chart.chosen
    shown = [None if value is None or (chart.log and value <= 0) else value for value in line.values]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": chart.places,
        "y": shown,
        "line": {"color": style.colour(theme), "width": 4 if chosen else 1.8, "dash": style.dash},
        "marker": {"symbol": style.mark, "size": 9 if chosen else 6},
        "hovertemplate": f"{line.name}: %{{y:,}}<extra></extra>",
    }


def _axis(title: str, log: bool, theme: Theme) -> dict[str, Any]:
    kind = "log" if log else "linear"
    return {
        "title": {"text": title},
        "type": kind,
        "gridcolor": LINE[theme],
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "exponentformat": "SI",
    }


def _ticks(chart: SweepChart) -> dict[str, Any]:
    """The places themselves, as many as have room."""
    step = -(-len(chart.places) // 12)
    shown = chart.places[::step]
    return {"tickvals": shown, "ticktext": [f"{place:,}" for place in shown]}


def _now(chart: SweepChart, theme: Theme) -> dict[str, Any]:
    """A rule at the state on show."""
    place = log10(chart.here) if chart.log else chart.here
    rule = {"color": INK[theme], "width": 1.5, "dash": "dot"}
    line = {"type": "line", "x0": chart.here, "x1": chart.here, "yref": "paper", "y0": 0, "y1": 1, "line": rule}
    note = {"x": place, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": "this layer"}
    return {"shapes": [line], "annotations": [note]}


@cache
def _ready() -> type[BaseFigure]:
    """A figure that is known to be right: Plotly would take ten milliseconds to check it, at every change."""
    from plotly.basedatatypes import BaseFigure

    class Ready(BaseFigure):  # type: ignore[misc]
        """Plain data that passes for a figure; a test has Plotly check it."""

        def __init__(self, spec: dict[str, Any]) -> None:
            self._spec = spec

        def to_dict(self) -> dict[str, Any]:
            """The data."""
            return self._spec

    return Ready
