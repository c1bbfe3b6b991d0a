"""The controls that every layer in a plane has: its kernel, its steps, its border and its bias."""

from __future__ import annotations

from typing import Final

from convviz.app.params.controls import clicks, select, switch, two, typed
from convviz.app.params.groups.axes import is_independent
from convviz.app.params.groups.padding import PADDINGS, has_border, is_custom
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.images_and_kernels import KERNELS

PADDING_NAMES: Final = {"tf": "TF SAME"}
PADDING_NOTE: Final = """
* **none**: the window stays inside the input (“valid”).
* **same**: half padding, *d*·(*k* − 1) cells in all, an odd one after. Keeps the size at stride 1.
* **full**: every window that meets at least one input cell.
* **custom**: each side by itself.
* **TF SAME**: what TensorFlow pads to get ⌈*in* / stride⌉, an odd row or column at the bottom and right.
"""
MODE_NOTE: Final = """
What 1 2 3 4 looks like with a border of 2:

* **zeros** `0 0 1 2 3 4 0 0`
* **reflect** `3 2 1 2 3 4 3 2`: mirrored, the edge is not repeated
* **replicate** `1 1 1 2 3 4 4 4`
* **circular** `3 4 1 2 3 4 1 2`
"""


def kernel(board: Board) -> None:
    """Which kernel."""
    select(board, "ker", "Kernel", KERNELS, note=note("kernel", "filter", "channel"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")


def steps(board: Board) -> None:
    """Kernel size, stride and dilation, for both axes at once or for each."""
    independent = is_independent(board.state)
    clicks(board, "k", "Kernel height" if independent else "Kernel size")
    if independent:
        clicks(board, "kw", "Kernel width")
    clicks(board, "s", "Stride down" if independent else "Stride", among=(1, 2, 3, 4), note=note("stride"))
    if independent:
        clicks(board, "sw", "Stride across", among=(1, 2, 3, 4))
    clicks(board, "d", "Dilation down" if independent else "Dilation", note=note("dilation", "tap"))
    if independent:
        clicks(board, "dw", "Dilation across")
    switch(board, "axes", "Independent axes", off="square", on="independent")


def border(board: Board) -> None:
    """How the input is padded, and with what."""
    clicks(board, "pad", "Padding", names=PADDING_NAMES, among=PADDINGS, note=PADDING_NOTE)
    if is_custom(board.state):
        two(board, ("pt", "Top"), ("pb", "Bottom"))
        two(board, ("pl", "Left"), ("pr", "Right"))
    if has_border(board.state):
        clicks(board, "mode", "Border filled with", note=MODE_NOTE)


def bias(board: Board) -> None:
    """What is added to every output number."""
    typed(board, "b", "Bias", note="Added to every output number. 0: no bias.")
