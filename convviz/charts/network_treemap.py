"""A network as areas: stages, and in each its layers, as large as what is counted; Plotly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from convviz.charts.network_parts import ChartedLayer, colour_of, kinds_in, spans
from convviz.charts.plotly_frame import KEY, frame
from convviz.palette import PAGE, Theme

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 430  # pixels


def layer_tree(layers: Sequence[ChartedLayer], *, theme: Theme) -> Figure:
    """A treemap; layers of nothing are left out, and those alone in their stage lie directly in it."""
    import plotly.graph_objects as go  # large: only who asks for the chart pays for it

    page, panel = PAGE[theme]
    boxes: list[tuple[str, str, str, int, str, str]] = []
    for stage, first, last in spans(layers):
        members = [layer for layer in layers[first : last + 1] if layer.value]
        if not members:
            continue
        held = sum(layer.value for layer in members)
        boxes.append((f"stage {stage}", stage, "", held, panel, f"{held:,} ({100 * held / members[0].whole:.1f} %)"))
        boxes += [(m.name, m.name, f"stage {stage}", m.value, colour_of(m.kind, theme), m.text) for m in members]
    ids, labels, parents, values, colours, text = (list(column) for column in zip(*boxes, strict=True))
    figure = go.Figure()
    figure.add_treemap(
        ids=ids, labels=labels, parents=parents, values=values, branchvalues="total", customdata=text,
        hovertemplate="%{label}: %{customdata}<extra></extra>", texttemplate="%{label}",
        marker={"colors": colours, "line": {"color": page, "width": 1.5}}, tiling={"pad": 1},
        pathbar={"visible": False}, sort=False,
    )  # fmt: skip
    for kind in kinds_in(layers):  # the key: areas have none of their own
        marker = {"color": colour_of(kind, theme), "symbol": "square", "size": 11}
        figure.add_scatter(x=[None], y=[None], mode="markers", name=kind, marker=marker)
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    margin, labels_in = {"l": 0, "r": 0, "t": 10, "b": 0}, {"minsize": 10, "mode": "hide"}
    figure.update_layout(frame(theme, HEIGHT, margin=margin, uniformtext=labels_in, legend=KEY))
    return figure
