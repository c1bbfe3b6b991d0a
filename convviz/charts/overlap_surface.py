"""How often the cells of a plane are painted, as a surface; Plotly, for the page that asks for it.

One hue from faint to strong, that of outputs: heights and lightness say it, no colours need telling apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from convviz.engine.arrays import Array
from convviz.palette import INK, PAGE, ROLES, Theme, blended

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 340  # pixels
_STEP: Final = 0.08  # of a cell: how steep the walls of the surface are


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
        lighting={"ambient": 0.85, "diffuse": 0.35, "specular": 0.02},
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
            "gridcolor": blended(quiet, PAGE[theme][0], 0.3),
        },
        aspectmode="manual",
        aspectratio={"x": 1.5, "y": 1.5 * counts.shape[0] / counts.shape[1], "z": 0.5},
        camera={"eye": {"x": 1.0, "y": 1.35, "z": 1.15}, "center": {"x": 0, "y": 0, "z": -0.12}},
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0}, paper_bgcolor="rgba(0,0,0,0)",
        font={"color": INK[theme], "size": 13},
    )  # fmt: skip
    return figure


def _steps(counts: Array) -> tuple[Array, Array, Array]:
    """Every cell as a flat top: its two edges along each axis, close to those of its neighbours."""
    rows, columns = (np.arange(size).repeat(2) + np.tile([_STEP, 1 - _STEP], size) - 0.5 for size in counts.shape)
    return counts.repeat(2, axis=0).repeat(2, axis=1), rows, columns


def _scale(theme: Theme) -> list[list[Any]]:
    """From the panel to the colour of outputs."""
    low, high = PAGE[theme][1], ROLES["output"][theme].fill
    return [[0.0, blended(high, low, 0.06)], [1.0, blended(high, low, 0.9)]]
