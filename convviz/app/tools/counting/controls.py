"""The controls: named layers, and one layer."""

from __future__ import annotations

from typing import Final

from convviz.app.params.controls import clicks, presets, select, switch, two
from convviz.app.params.url_state import Board
from convviz.app.tools.counting.state import is_transposed
from convviz.app.widgets.glossary import note

TITLE: Final = "How to count"
LAYERS: Final[dict[str, dict[str, str]]] = {
    "64 → 128": {},
    "stride 2": {"h": "224", "k": "7", "s": "2", "p": "3", "c": "3", "n": "64", "b": "off"},
    "dilation 2": {"h": "28", "d": "2", "p": "2", "c": "32", "n": "32", "b": "off"},
    "32 groups": {"c": "128", "g": "32", "b": "off"},
    "depthwise": {"n": "64", "g": "64", "b": "off"},
    "transposed": {"t": "transposed", "h": "28", "k": "4", "s": "2", "n": "32", "b": "off"},
}
FEW: Final = (1, 2, 3, 4, 5, 7)
MOST_CLICKS: Final = 8


def cases(board: Board) -> None:
    """Named layers."""
    presets(board, "Named layers", LAYERS)


def layer(board: Board) -> None:
    """The layer."""
    clicks(board, "t", "Layer")
    two(board, ("c", "Channels in"), ("n", "Channels out"), note=note("channel"))
    two(board, ("h", "Height and width"), ("p", "Padding"), note="Of a square input; padding on every side.")
    clicks(board, "k", "Kernel size", among=FEW, note=note("kernel"))
    clicks(board, "s", "Stride", note=note("stride"))
    clicks(board, "d", "Dilation", note=note("dilation"))
    if is_transposed(board.state):
        clicks(board, "op", "Output padding", note="Rows and columns added on the high side.")
    if len(board.options("g")) <= MOST_CLICKS:
        clicks(board, "g", "Groups")
    else:
        select(board, "g", "Groups", {})
    switch(board, "b", "Bias", off="off", on="on")
