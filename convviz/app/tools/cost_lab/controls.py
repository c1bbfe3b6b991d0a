"""The controls: named layers, the layer, what is compared, what is swept, and the block that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from convviz.app.params.controls import clicks, presets, select, switch, two, typed
from convviz.app.params.url_state import Board
from convviz.app.tools.cost_lab.counts import COUNTS
from convviz.app.tools.cost_lab.state import SWEPT, is_swept
from convviz.app.widgets.glossary import note
from convviz.costs.alternatives import ALTERNATIVES

TITLE: Final = "One layer, every way"
LAYERS: Final[dict[str, dict[str, str]]] = {
    "56×56: 64 → 128": {},
    "MobileNet's first": {"h": "112", "c": "32", "n": "64"},
    "Inception's 5×5": {"h": "28", "k": "5", "c": "192", "n": "32"},
    "AlexNet's second": {"h": "27", "k": "5", "c": "96", "n": "256", "g": "2"},
    "ResNet, 14×14: 256 → 256": {"h": "14", "c": "256", "n": "256"},
    "7×7×3 → 128": {"h": "7", "pad": "none", "c": "3", "g": "1"},
}
PADDINGS: Final = {"same": "SAME", "none": "none", "custom": "a number"}
SAME_NOTE: Final = "**SAME**: in ÷ stride cells come out, rounded up (TensorFlow). At stride 1 the size is kept."
GROUPS_NOTE: Final = "Of every block that works in groups. Only numbers that divide the channels at both ends."
INSIDE_NOTE: Final = (
    "Channels in the middle of the bottlenecks and of ShuffleNet's unit. Unless you change it, a quarter of those that "
    "go out, in whole groups."
)
MULTIPLIER_NOTE: Final = "Kernels for each channel in the depthwise stage of the separable block."
PRECISION_NOTE: Final = "Bytes a number: fp32 takes 4, fp16 takes 2, int8 takes 1. Only bytes depend on it."
BIAS_NOTE: Final = "In every convolution of every block: one number for each channel it writes."
SHORT: Final = {"block": "block", **{key: count.title for key, count in COUNTS.items()}}
NAMES: Final = {way.key: way.name for way in ALTERNATIVES}
FEW_TAPS: Final = (1, 2, 3, 5, 7, 9, 11)
FEW_STEPS: Final = (1, 2, 3, 4)
MOST_CLICKS: Final = 9  # choices that are worth a button each


def cases(board: Board) -> None:
    """Named layers."""
    presets(board, "Named layers", LAYERS)


def layer(board: Board) -> None:
    """The layer, and what its replacements need besides."""
    two(board, ("h", "Height"), ("w", "Width"))
    two(board, ("c", "Channels in"), ("n", "Channels out"), note=note("channel"))
    clicks(board, "k", "Kernel size", among=FEW_TAPS, note=note("kernel", "tap"))
    clicks(board, "pad", "Padding", names=PADDINGS, note=f"{note('padding')}\n\n{SAME_NOTE}")
    if board.state["pad"] == "custom":
        typed(board, "p", "Padding on every side")
    clicks(board, "s", "Stride", among=FEW_STEPS, note=note("stride"))
    clicks(board, "d", "Dilation", among=FEW_STEPS, note=note("dilation"))
    _groups(board)
    two(
        board, ("b", "Channels inside"), ("m", "Multiplier"), note=f"{INSIDE_NOTE}\n\n**Multiplier.** {MULTIPLIER_NOTE}"
    )
    switch(board, "bias", "Biases", off="off", on="on", note=BIAS_NOTE)
    clicks(board, "prec", "Precision", note=PRECISION_NOTE)


def _groups(board: Board) -> None:
    options = board.options("g")
    if len(options) <= MOST_CLICKS:
        clicks(board, "g", "Groups", note=GROUPS_NOTE)
    else:
        select(board, "g", "Groups", {}, note=GROUPS_NOTE)


def order(board: Board) -> None:
    """What is compared, which way round, and on which scale."""
    clicks(board, "by", "Compare and sort by", names=SHORT, note=_notes(COUNTS))
    with st.container(horizontal=True):
        switch(board, "dir", "Largest first", off="up", on="down")
        switch(board, "log", "Logarithmic bars", off="off", on="on")


def sweep(board: Board) -> None:
    """What runs along x, and what is counted along y."""
    clicks(board, "x", "Along x", names={"none": "nothing", **SWEPT})
    if not is_swept(board.state):
        return
    clicks(board, "y", "Along y", names=SHORT)
    switch(board, "axes", "Logarithmic axes", off="linear", on="log")


def block(board: Board) -> None:
    """The block that is looked at."""
    select(board, "block", "Block", NAMES, note="Bold in the bars and in the table, thick in the sweep, and as code.")


def _notes(counts: Mapping[str, object]) -> str:
    return "\n".join(f"* **{COUNTS[key].title}**: {COUNTS[key].note}" for key in counts)
