"""Multiplications over the width of a network, a line for each resolution; Plotly, for the page that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from convviz.charts.plotly_frame import frame
from convviz.palette import CHANNELS, INK, LINE, Theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 340  # pixels
_DASHES: Final = ("dot", "dashdot", "dash", "solid")


@dataclass(frozen=True, slots=True)
class WidthLine:
    """One resolution.

    Attributes:
        name: at its end.
        widths: along the bottom, growing.
        counts: one for each width.
    """

    name: str
    widths: tuple[float, ...]
    counts: tuple[int, ...]


def width_lines(lines: Sequence[WidthLine], here: tuple[float, int], *, up: str, theme: Theme) -> Figure:
    """The lines, and the network on show as a ring.

    Args:
        lines: told apart by dashes and by their names at the end.
        here: width and count of the network on show.
        up: what is counted.
        theme: of the page.
    """
    import plotly.graph_objects as go  # large: only who asks for the chart pays for it

    figure = go.Figure()
    for place, line in enumerate(lines):
        colour = CHANNELS[theme][place % len(CHANNELS[theme])]
        figure.add_scatter(
            x=list(line.widths), y=list(line.counts), mode="lines", name=line.name,
            line={"color": colour, "width": 2.5, "dash": _DASHES[place % len(_DASHES)]},
            hovertemplate=f"{line.name}, width %{{x}}: %{{y:,}}<extra></extra>",
        )  # fmt: skip
        figure.add_annotation(
            x=line.widths[-1], y=line.counts[-1], text=line.name, showarrow=False, xanchor="left", xshift=6,
            font={"color": colour},
        )  # fmt: skip
    figure.add_scatter(
        x=[here[0]], y=[here[1]], mode="markers", hovertemplate="on show: %{y:,}<extra></extra>",
        marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"color": INK[theme], "width": 2.5}},
    )  # fmt: skip
    axis = {"gridcolor": LINE[theme], "zeroline": False, "fixedrange": True, "automargin": True}
    figure.update_xaxes(**axis, title="width", range=[0, max(line.widths[-1] for line in lines)])
    figure.update_yaxes(**axis, title=up, rangemode="tozero")
    figure.update_layout(frame(theme, HEIGHT, margin={"l": 10, "r": 84, "t": 10, "b": 10}, showlegend=False))
    return figure
