"""What width and resolution do to the price of a network that has both."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

import streamlit as st

from convviz.app.page import sections
from convviz.app.params.page_state import PageState
from convviz.app.tools.networks.charts import CONFIG
from convviz.app.tools.networks.cost import priced
from convviz.app.tools.networks.model import NetworksModel
from convviz.charts.width_lines import WidthLine, width_lines
from convviz.costs.network import network_cost
from convviz.networks import REGISTER, NetworkOption, network
from convviz.palette import Theme

Page = PageState[Any]
STEP: Final = Fraction(1, 8)
KEPT: Final = 16
ROUNDED: Final = {
    "mobilenet_v2": "The lines are not smooth because channels are rounded to multiples of 8, and the last layer never "
    "has fewer than 1,280.",
    "shufflenet_v1": "The lines are not quite smooth because channels are rounded up to what the groups divide.",
}


def widths(page: Page, model: NetworksModel) -> None:
    """The curve over the widths and a table of what papers list, for a network that has a width."""
    if "width" not in model.options:
        return
    sections.section("Width and resolution")
    theme: Theme = st.context.theme.type or "light"
    others = tuple((name, value) for name, value in model.options.items() if name not in ("width", "resolution"))
    here = (float(model.options["width"]), model.price.multiplications)
    figure = width_lines(_lines(model.name, others), here, up="multiplications (MACs)", theme=theme)
    sections.sentences(_law(model))
    st.plotly_chart(figure, key=page.entry("widths"), config=CONFIG, theme=None)
    if model.name in ROUNDED:
        st.caption(ROUNDED[model.name])
    sections.sentences([_table(model)])


def _law(model: NetworksModel) -> list[str]:
    """Why the curves bend, checked on this network."""
    base, half = (model.options | {"width": width} for width in (1, 0.5))
    one, other = priced(model.name, base), priced(model.name, half)
    small = priced(model.name, model.options | {"resolution": 128})
    large = priced(model.name, model.options | {"resolution": 224})
    return [
        "**Half the width is about a quarter of the work:** most layers then read half the channels and write half as "
        "many. Depthwise layers and the first one are only halved, so that a little more is left: "
        f"{_ratio(other.multiplications, one.multiplications)} of the multiplications at width 1.",
        "**Resolution changes the multiplications only,** with its square: at 128 they are "
        f"{_ratio(small.multiplications, large.multiplications)} of those at 224, where (128/224)² is "
        f"{_ratio(128**2, 224**2)}. The weights stay {small.weights:,}.",
    ]


def _ratio(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


@lru_cache(maxsize=KEPT)
def _lines(name: str, others: tuple[tuple[str, Any], ...]) -> tuple[WidthLine, ...]:
    """A line for each resolution, from the narrowest width that is offered to the widest."""
    offered = [Fraction(str(width)) for width in _option(name, "width").offered]
    eighths = (STEP * step for step in range(1, int(offered[-1] / STEP) + 1))
    across = sorted({*offered, *(width for width in eighths if width >= offered[0])})
    return tuple(
        WidthLine(f"{size} × {size}", tuple(map(float, across)), _counts(name, dict(others), across, size))
        for size in _option(name, "resolution").offered
    )


def _counts(name: str, others: Mapping[str, Any], across: list[Fraction], size: int) -> tuple[int, ...]:
    networks = (network(name, **others, width=width, resolution=size) for width in across)
    return tuple(network_cost(built).multiplications for built in networks)


def _option(name: str, wanted: str) -> NetworkOption:
    return next(option for option in REGISTER[name].options if option.name == wanted)


def _table(model: NetworksModel) -> str:
    """Multiplications for every width and resolution on offer, this state's bold; weights and biases at the end."""
    sizes = _option(model.name, "resolution").offered
    head = " | ".join(f"{size} × {size}" for size in sizes)
    lines = [f"| width | {head} | weights and biases |", f"|---|{'---:|' * (len(sizes) + 1)}"]
    for width in _option(model.name, "width").offered:
        prices = [priced(model.name, model.options | {"width": width, "resolution": size}) for size in sizes]
        here = [width == model.options["width"] and size == model.options["resolution"] for size in sizes]
        cells = [
            f"**{price.multiplications:,}**" if now else f"{price.multiplications:,}"
            for price, now in zip(prices, here, strict=True)
        ]
        lines.append(f"| {width} | {' | '.join(cells)} | {prices[0].params:,} |")
    return "\n".join(lines)
