"""Ratios that fall towards a limit, one line for each case; Plotly, for the pages that have them.

Lines are told apart by dashes and by their names at the end, so that nobody needs their colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Final

from convviz.charts.plotly_frame import frame
from convviz.palette import CHANNELS, INK, LINE, Theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 380  # pixels
MOST: Final = 1.6  # drawn of the ratios; what starts above comes down through the upper edge
_DASHES: Final = ("solid", "dash", "dashdot", "dot", "longdash")


@dataclass(frozen=True, slots=True)
class RatioCurve:
    """One line.

    Attributes:
        name: at its end.
        sizes: along the bottom, growing.
        ratios: one for each size.
        limit: what the ratios approach.
    """

    name: str
    sizes: tuple[int, ...]
    ratios: tuple[float, ...]
    limit: float


def ratio_lines(
    curves: Sequence[RatioCurve], here: tuple[float, float] | None, *, across: str, up: str, theme: Theme
) -> Figure:
    """Ratios over sizes, the sizes on a logarithmic axis, a rule where nothing is saved, and a faint one at each limit.

    Args:
        curves: the lines.
        here: size and ratio of the state on show, marked; None where it is on none of them.
        across: what the sizes are.
        up: what the ratios are.
        theme: of the page.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, curve in enumerate(curves):
        colour = CHANNELS[theme][place % len(CHANNELS[theme])]
        figure.add_scatter(
            x=list(curve.sizes),
            y=list(curve.ratios),
            mode="lines",
            name=curve.name,
            line={"color": colour, "width": 2.5, "dash": _DASHES[place % len(_DASHES)]},
            hovertemplate=f"{curve.name}, %{{x}}: %{{y:.3f}}<extra></extra>",
        )
        figure.add_scatter(
            x=[curve.sizes[0], curve.sizes[-1]], y=[curve.limit] * 2, mode="lines", opacity=0.45, hoverinfo="skip",
            line={"color": colour, "width": 1},
        )  # fmt: skip
        figure.add_annotation(
            x=log10(curve.sizes[-1]), y=curve.ratios[-1], text=curve.name, showarrow=False, xanchor="left",
            xshift=6, font={"color": colour},
        )  # fmt: skip
    first, last = min(curve.sizes[0] for curve in curves), max(curve.sizes[-1] for curve in curves)
    figure.add_hline(y=1, line={"color": INK[theme], "width": 1, "dash": "dot"})
    figure.add_annotation(x=log10(last), y=1, text="nothing saved", showarrow=False, xanchor="right", yanchor="bottom")
    if here:
        figure.add_scatter(
            x=[here[0]], y=[here[1]], mode="markers", hovertemplate="on show: %{y:.3f}<extra></extra>",
            marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"color": INK[theme], "width": 2.5}},
        )  # fmt: skip
    ticks = [size for size in (2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500) if first <= size <= last]
    axis = {"gridcolor": LINE[theme], "zeroline": False, "fixedrange": True}
    figure.update_xaxes(
        **axis, title=across, automargin=True, type="log", range=[log10(first * 0.93), log10(last)],
        tickvals=ticks, ticktext=[str(size) for size in ticks],
    )  # fmt: skip
    figure.update_yaxes(**axis, title=up, range=[0, MOST], automargin=True)
    figure.update_layout(frame(theme, HEIGHT, margin={"l": 10, "r": 64, "t": 10, "b": 10}, showlegend=False))
    return figure
