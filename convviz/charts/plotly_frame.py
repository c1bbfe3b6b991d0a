"""What Plotly's charts have in common: nothing behind them, the page's ink, and no dragging, for a page is scrolled."""

from __future__ import annotations

from typing import Any, Final

from convviz.palette import INK, Theme

CLEAR: Final = "rgba(0,0,0,0)"
KEY: Final = {  # above the chart; a click on it hides nothing
    "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False, "itemdoubleclick": False,
}  # fmt: skip


def frame(theme: Theme, height: int, **others: Any) -> dict[str, Any]:
    """The layout of a chart.

    Args:
        theme: of the page.
        height: in pixels.
        others: what this chart has besides.
    """
    clear = {"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR}
    return {"height": height, **clear, "font": {"color": INK[theme], "size": 13}, "dragmode": False, **others}
