"""How often the cells of a plane are painted, as a map and as a surface; Plotly, for the page that has them.

Both have one hue from faint to strong, that of outputs, so that they need no telling of colours apart; the map has its
numbers in it where they fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from convviz.arrays import Array
from convviz.draw.palette import INK, PAGE, ROLES, Theme
from convviz.draw.shapes import mixed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 340  # pixels
_MOST_NUMBERED: Final = 18  # columns; beyond it numbers would touch
_STEP: Final = 0.08  # of a cell: how steep the walls of the surface are


def flat(counts: Array, theme: Theme) -> Figure:
    """A map, `counts` as `(rows, columns)`, the first row at the top."""
    import plotly.graph_objects as go

    shown = counts.shape[1] <= _MOST_NUMBERED
    chart = go.Heatmap(
        z=counts.tolist(),
        colorscale=_scale(theme),
        zmin=0,
        showscale=False,
        xgap=1,
        ygap=1,
        text=counts.astype(str).tolist() if shown else None,
        texttemplate="%{text}" if shown else None,
        textfont={"color": INK[theme]},
        hovertemplate="row %{y}, column %{x}: painted %{z} times<extra></extra>",
    )
    figure = go.Figure(chart)
    figure.update_xaxes(visible=False, constrain="domain")
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    return _plain(figure, theme)


def surface(counts: Array, theme: Theme) -> Figure:
    """A surface of steps, as high as the counts."""
    import plotly.graph_objects as go

    heights, rows, columns = _steps(counts)
    quiet = ROLES["padding"][theme].text
    chart = go.Surface(
        z=heights.tolist(),
        x=columns.tolist(),
        y=rows.tolist(),
        colorscale=_scale(theme),
        cmin=0,
        showscale=False,
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        hovertemplate="painted %{z} times<extra></extra>",
    )
    figure = go.Figure(chart)
    bare = {"visible": False}
    most = int(counts.max())
    figure.update_scenes(
        xaxis=bare,
        yaxis={**bare, "autorange": "reversed"},
        zaxis={
            "title": "", "range": [0, most], "dtick": max(1, most // 4), "color": quiet, "showbackground": False,
            "gridcolor": mixed(quiet, PAGE[theme][0], 0.3),
        },
        aspectmode="manual",
        aspectratio={"x": 1.5, "y": 1.5 * counts.shape[0] / counts.shape[1], "z": 0.5},
        camera={"eye": {"x": 0.9, "y": 1.2, "z": 1.1}},
    )  # fmt: skip
    return _plain(figure, theme)


def _steps(counts: Array) -> tuple[Array, Array, Array]:
    """Every cell as a flat top: its two edges along each axis, close to those of its neighbours."""
    rows, columns = (np.arange(size).repeat(2) + np.tile([_STEP, 1 - _STEP], size) - 0.5 for size in counts.shape)
    return counts.repeat(2, axis=0).repeat(2, axis=1), rows, columns


def _scale(theme: Theme) -> list[list[Any]]:
    """From the page to the colour of outputs; ink can be read on all of it."""
    low, high = PAGE[theme][1], ROLES["output"][theme].fill
    return [[0.0, mixed(high, low, 0.06)], [1.0, mixed(high, low, 0.75 if theme == "light" else 0.6)]]


def _plain(figure: Figure, theme: Theme) -> Figure:
    clear = "rgba(0,0,0,0)"
    figure.update_layout(
        height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0}, paper_bgcolor=clear, plot_bgcolor=clear,
        font={"color": INK[theme], "size": 13}, dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return figure
