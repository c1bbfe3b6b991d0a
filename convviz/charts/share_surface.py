"""The share 1/N + 1/k² over filters and kernels as a surface to be turned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from convviz.palette import ROLES

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def share_surface(
    share: Callable[[int, int], Fraction], sides: Sequence[int], filters: Sequence[int], now: tuple[int, int]
) -> Figure:
    """A surface over the side of the kernel and the number of filters, and a point on it.

    Args:
        share: the price for a side and a number of filters, as a fraction of the regular layer's.
        sides: of the kernel, ascending.
        filters: numbers of filters, ascending; their axis is logarithmic.
        now: side and filters of the point.
    """
    from plotly.graph_objects import Figure, Scatter3d, Surface  # large: only who asks for the surface pays for it

    colour = ROLES["kernel"]["light"].fill
    heights = [[100 * float(share(side, count)) for side in sides] for count in filters]
    hover = "k = %{x}, N = %{y}: %{z:.1f} %<extra></extra>"
    surface = Surface(x=list(sides), y=list(filters), z=heights, showscale=False, opacity=0.9, hovertemplate=hover)
    point = Scatter3d(
        x=[now[0]],
        y=[now[1]],
        z=[100 * float(share(*now))],
        mode="markers",
        marker={"size": 6, "color": colour},
        hovertemplate=hover,
    )
    figure = Figure([surface, point])
    figure.update_layout(
        height=460,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        scene={
            "xaxis": {"title": "kernel side k", "tickvals": list(sides)},
            "yaxis": {"title": "filters N", "type": "log", "tickvals": [1, 4, 16, 64, 256, 1024]},
            "zaxis": {"title": "% of regular", "rangemode": "tozero"},
            "camera": {"eye": {"x": 1.5, "y": 1.5, "z": 0.9}},
        },
    )
    return figure
