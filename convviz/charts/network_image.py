"""The bars of a network's layers as a still picture, for a slide or a report; Matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from convviz.charts.network_parts import ChartedLayer, colour_of, hatch_of, kinds_in, spans, stage_labels
from convviz.palette import INK, LINE, PAGE, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE: Final = (11.0, 4.6)  # inches
DPI: Final = 160
STAMP: Final = {"png": {"Software": None}, "svg": {"Date": None}}


def layer_still(
    layers: Sequence[ChartedLayer], *, title: str, up: str, logarithmic: bool, theme: Theme,
    format: Literal["png", "svg"],
) -> bytes:  # fmt: skip
    """The file.

    Args:
        layers: the layers.
        title: above the bars.
        up: what is counted.
        logarithmic: whether each line of the axis is ten times the one below.
        theme: of the picture.
        format: of the file.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(SIZE, dpi=DPI, facecolor=PAGE[theme][0], layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=PAGE[theme][0])
    _bars(axes, layers, theme)
    _frame(axes, layers, title, up, logarithmic, theme)
    file = BytesIO()
    figure.savefig(file, format=format, metadata=STAMP[format])
    return file.getvalue()


def _bars(axes: Axes, layers: Sequence[ChartedLayer], theme: Theme) -> None:
    for kind in kinds_in(layers):
        mine = [(place, layer.value) for place, layer in enumerate(layers) if layer.kind == kind]
        places, values = zip(*mine, strict=True)
        axes.bar(
            places, values, 0.85, label=kind, color=colour_of(kind, theme), hatch=hatch_of(kind) * 2,
            edgecolor=PAGE[theme][0], linewidth=0,
        )  # fmt: skip


def _frame(axes: Axes, layers: Sequence[ChartedLayer], title: str, up: str, logarithmic: bool, theme: Theme) -> None:
    from matplotlib.ticker import EngFormatter

    ink = INK[theme]
    axes.set_title(title, loc="left", color=ink)
    axes.set_ylabel(up, color=ink)
    if logarithmic:
        axes.set_yscale("log")
    axes.yaxis.set_major_formatter(EngFormatter(sep=""))
    marks = spans(layers)
    labels = stage_labels(layers)
    axes.set_xticks([middle for _, middle in labels], [stage for stage, _ in labels])
    axes.set_xlim(-0.6, len(layers) - 0.4)
    if len(marks) > 6:
        axes.tick_params(axis="x", labelrotation=30)
    for _, first, _ in marks[1:]:
        axes.axvline(first - 0.5, color=LINE[theme], linewidth=0.8, zorder=0)
    axes.tick_params(colors=ink, length=0)
    axes.grid(axis="y", color=LINE[theme], linewidth=0.6)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.legend(frameon=False, labelcolor=ink, loc="upper left", bbox_to_anchor=(1, 1), handleheight=1.4)
