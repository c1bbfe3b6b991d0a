"""The charts of what blocks cost as pictures to take along: bars and lines, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from convviz.charts.block_styles import BLOCK_STYLES
from convviz.charts.sweep_lines import SweepChart, SweepLine
from convviz.palette import INK, LINE, PAGE, Theme

if TYPE_CHECKING:  # Matplotlib takes half a second to import: only who asks for a picture pays for it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI: Final = 180
WIDTH: Final = 10.0  # inches
_DASHES: Final = {"solid": "-", "dash": "--", "dot": ":", "dashdot": "-."}
_MARKS: Final = {
    "circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "triangle-down": "v", "cross": "P", "star": "*",
    "hexagon": "h",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CostBar:
    """One block.

    Attributes:
        key: which decides its colour.
        name: beside the bar.
        value: its length.
        text: after it.
    """

    key: str
    name: str
    value: float
    text: str


def bars_picture(
    bars: Sequence[CostBar], title: str, across: str, log: bool, kind: str, *, theme: Theme = "light"
) -> bytes:  # fmt: skip
    """The bars from top to bottom.

    Args:
        bars: in order.
        title: above.
        across: what their lengths are.
        log: whether the axis is logarithmic.
        kind: "png" or "svg".
        theme: colours.
    """
    from matplotlib.ticker import EngFormatter

    figure, axes = _sheet(1.2 + 0.36 * len(bars), theme)
    places = range(len(bars))
    axes.barh(
        places, [bar.value for bar in bars], color=[BLOCK_STYLES[bar.key].colour(theme) for bar in bars], height=0.7
    )
    axes.set_yticks(places, [bar.name for bar in bars])
    axes.invert_yaxis()
    if log and any(bar.value > 0 for bar in bars):
        axes.set_xscale("log")
    else:
        axes.xaxis.set_major_formatter(EngFormatter())
    axes.margins(x=0.28)
    for place, bar in enumerate(bars):
        axes.annotate(bar.text, (max(bar.value, axes.get_xlim()[0]), place), (5, 0), textcoords="offset points",
                      va="center", color=INK[theme])  # fmt: skip
    axes.set_xlabel(across)
    axes.set_title(title, loc="left", color=INK[theme])
    axes.grid(axis="y", visible=False)
    return _file(figure, kind)


def lines_picture(chart: SweepChart, kind: str, *, theme: Theme = "light") -> bytes:
    """The lines of a sweep, with the same marks as on the page."""
    figure, axes = _sheet(6.4, theme)
    for line in chart.lines:
        _line(axes, chart, line, theme)
    if chart.log:
        axes.set_xscale("log")
        axes.set_yscale("log")
    axes.axvline(chart.here, color=INK[theme], linestyle=":", linewidth=1.2)
    axes.annotate("this layer", (chart.here, 1), (0, 3), xycoords=("data", "axes fraction"), color=INK[theme],
                  textcoords="offset points", ha="center")  # fmt: skip
    step = -(-len(chart.places) // 12)
    shown = chart.places[::step]
    axes.set_xticks(shown, [f"{place:,}" for place in shown])
    axes.minorticks_off()
    axes.set_xlabel(chart.across)
    axes.set_ylabel(chart.up)
    legend = axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)
    for text in legend.get_texts():
        text.set_color(INK[theme])
    return _file(figure, kind)


def _line(axes: Axes, chart: SweepChart, line: SweepLine, theme: Theme) -> None:
    style, chosen = BLOCK_STYLES[line.key], line.key == chart.chosen
    pairs = zip(chart.places, line.values, strict=True)
    nan = float("nan")
    axes.plot(
        chart.places,
        [nan if value is None or (chart.log and value <= 0) else float(value) for _, value in pairs],
        color=style.colour(theme),
        linestyle=_DASHES[style.dash],
        linewidth=3 if chosen else 1.5,
        marker=_MARKS[style.mark.removesuffix("-open")],
        markerfacecolor="none" if style.mark.endswith("-open") else style.colour(theme),
        markersize=6 if chosen else 4.5,
        label=line.name,
    )


def _sheet(height: float, theme: Theme) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), facecolor=PAGE[theme][0], layout="constrained")
    axes = figure.add_subplot(facecolor=PAGE[theme][0])
    axes.set_axisbelow(True)
    axes.grid(color=LINE[theme], linewidth=0.8)
    axes.tick_params(colors=INK[theme], length=0)
    axes.xaxis.label.set_color(INK[theme])
    axes.yaxis.label.set_color(INK[theme])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure, axes


def _file(figure: Figure, kind: str) -> bytes:
    from matplotlib import rc_context

    file = BytesIO()
    metadata = {"Creator": "convviz", "Date": None} if kind == "svg" else {}
    with rc_context({"svg.hashsalt": "convviz"}):
        figure.savefig(file, format=kind, dpi=DPI, metadata=metadata)
    return file.getvalue()
