"""A bar for every layer of a network, in order, stages marked off; Plotly, for the page that has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from convviz.charts.network_parts import ChartedLayer, colour_of, hatch_of, kinds_in, spans, stage_labels
from convviz.charts.plotly_frame import KEY, frame
from convviz.palette import LINE, PAGE, Theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 360  # pixels


def layer_bars(layers: Sequence[ChartedLayer], *, up: str, logarithmic: bool, theme: Theme) -> Figure:
    """Bars coloured and hatched by kind; on a logarithmic axis a layer of nothing has none.

    Args:
        layers: the layers.
        up: what is counted.
        logarithmic: whether each line of the axis is ten times the one below.
        theme: of the page.
    """
    import plotly.graph_objects as go  # large: only who asks for the chart pays for it

    figure = go.Figure()
    for kind in kinds_in(layers):
        mine = [(place, layer) for place, layer in enumerate(layers) if layer.kind == kind]
        figure.add_bar(
            x=[place for place, _ in mine],
            y=[layer.value for _, layer in mine],
            width=0.86,
            name=kind,
            customdata=[(layer.name, layer.text) for _, layer in mine],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<extra>" + kind + "</extra>",
            marker=_marker(kind, theme),
        )
    marks, labels = spans(layers), stage_labels(layers)
    for _, first, _ in marks[1:]:
        figure.add_vline(x=first - 0.5, line={"color": LINE[theme], "width": 1})
    axis = {"gridcolor": LINE[theme], "zeroline": False, "fixedrange": True, "automargin": True}
    figure.update_xaxes(
        tickvals=[middle for _, middle in labels], ticktext=[stage for stage, _ in labels], autotickangles=[0, 90],
        range=[-0.6, len(layers) - 0.4], fixedrange=True, automargin=True, showgrid=False, zeroline=False,
    )  # fmt: skip
    figure.update_yaxes(**axis, title=up, type="log" if logarithmic else "linear", rangemode="tozero")
    margin = {"l": 10, "r": 10, "t": 10, "b": 10}
    figure.update_layout(frame(theme, HEIGHT, margin=margin, barmode="overlay", showlegend=True, legend=KEY))
    return figure


def _marker(kind: str, theme: Theme) -> dict[str, object]:
    pattern = {
        "shape": hatch_of(kind), "fillmode": "overlay", "fgcolor": PAGE[theme][0], "fgopacity": 0.55, "size": 7,
        "solidity": 0.2,
    }  # fmt: skip
    return {"color": colour_of(kind, theme), "pattern": pattern, "line": {"width": 0}}
