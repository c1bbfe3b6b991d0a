"""Parameters of the border of an input: its kind, what fills it, and its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from convviz.app.params.constraints import WindowState, fitting
from convviz.app.params.make import choice, number
from convviz.app.params.page_state import PageState
from convviz.app.params.param import COLUMNS, ROWS, Kind, Param
from convviz.app.streamlit_patches import set_widget_value
from convviz.spec.parse import PADDING_MODES, Pairs

PADDINGS: Final = ("none", "same", "full", "custom", "tf")
PADS: Final = range(9)

BUTTONS: Final = PADDINGS[:-1]  # TensorFlow's SAME is for those who look for it
PADDING_HELP: Final = """
* **none**: the window stays inside the input (“valid”).
* **same**: half padding, *d*·(*k* − 1) cells in all, an odd one after. Keeps the size at stride 1.
* **full**: every window that meets at least one input cell.
* **custom**: each side by itself.
* **TF SAME**: what TensorFlow pads to get ⌈*in* / stride⌉, an odd row or column at the bottom and right.
"""
MODE_HELP: Final = """
What 1 2 3 4 looks like with a border of 2:

* **zeros** `0 0 1 2 3 4 0 0`
* **reflect** `3 2 1 2 3 4 3 2`: mirrored, the edge is not repeated
* **replicate** `1 1 1 2 3 4 4 4`
* **circular** `3 4 1 2 3 4 1 2`
"""
TF_HELP: Final = "Pads to get ⌈*in* / stride⌉ output rows, an odd row or column at the bottom and right."
ENDS: Final = (("padding_top", "padding_bottom"), ("padding_left", "padding_right"))


def has_border(state: Any) -> bool:
    """Whether there may be a border that something must fill; TensorFlow's SAME is defined with zeros."""
    return state.padding not in ("none", "tf")


def is_custom(state: Any) -> bool:
    """Whether each end is padded by itself."""
    return bool(state.padding == "custom")


def _numbered(state: Any) -> dict[str, str]:
    """The paddings with their cells at each end, where that is one number."""
    spans = {d * (k - 1) for d, k in zip(state.dilations, state.kernel_size, strict=True)}
    names = {"tf": "TF SAME"}
    if len(spans) == 1:
        span = spans.pop()
        names |= {"full": f"full · {span}"} | ({"same": f"same · {span // 2}"} if span % 2 == 0 else {})
    return names


def tf_same(page: PageState[Any], model: object) -> None:
    """A switch to TensorFlow's SAME, and back to no padding."""
    key = page.entry("tf-same")
    set_widget_value(key, page.state.padding == "tf")
    st.toggle("TensorFlow's SAME", key=key, on_change=_switch_same, args=(page, key), help=TF_HELP)


def _switch_same(page: PageState[Any], key: str) -> None:
    page.update({"padding": "tf" if st.session_state[key] else "none"})


def _cells(
    key: str, name: str, end: str, title: str, default: int | Callable[[Any], int], *, axis: int, first: bool = False
) -> Param[int]:  # fmt: skip
    """The cells at one end; those that the command line's `--padding` sets are the first of their axis."""
    return number(
        key, f"the padding {end}", PADS, default, title=title, yields_to=0, allowed=fitting(name, PADS),
        active_when=is_custom, only="with custom padding", kind=Kind.PADDING_CELLS if first else Kind.OTHER, axis=axis,
        option=name.replace("_", "-"),
    )  # fmt: skip


class PlanePadding(WindowState):
    """The kind of padding, what fills it, and the cells at each end of each axis, which follow the first."""

    padding = choice(
        "pad", "the padding", PADDINGS, "none", unit="zeros around the input", names=_numbered, among=BUTTONS,
        help=PADDING_HELP, kind=Kind.PADDING,
    )  # fmt: skip
    padding_mode = choice(
        "mode", "the padding mode", PADDING_MODES, "zeros", title="Border filled with", help=MODE_HELP,
        allowed=fitting("padding_mode", PADDING_MODES), active_when=has_border,
        only="with a border that something must fill",
    )  # fmt: skip
    padding_top = _cells("pt", "padding_top", "at the top", "Top", 1, axis=ROWS, first=True)
    padding_bottom = _cells(
        "pb", "padding_bottom", "at the bottom", "Bottom", lambda state: state.padding_top, axis=ROWS
    )
    padding_left = _cells(
        "pl", "padding_left", "on the left", "Left", lambda state: state.padding_top, axis=COLUMNS, first=True
    )
    padding_right = _cells(
        "pr", "padding_right", "on the right", "Right", lambda state: state.padding_left, axis=COLUMNS
    )

    @property
    def border(self) -> Pairs | str:
        """Cells (before, after) along each axis; for TensorFlow's SAME, which depends on the input, the word "same"."""
        spans = [d * (k - 1) for d, k in zip(self.dilations, self.kernel_size, strict=True)]
        match self.padding:
            case "same":
                return tuple((span // 2, span - span // 2) for span in spans)
            case "full":
                return tuple((span, span) for span in spans)
            case "custom":
                return (self.padding_top, self.padding_bottom), (self.padding_left, self.padding_right)
            case "tf":
                return "same"
        return ((0, 0),) * len(spans)
