"""The controls of the lesson: the rate and what it acts on; the stack, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.dilated.cases import CASES, CASES_NOTE
from convviz.app.lessons.dilated.editing import add_layer, change, options, remove_layer
from convviz.app.lessons.dilated.stack_in_url import MOST_LAYERS
from convviz.app.lessons.dilated.state import INPUT_NAMES, KERNEL_NAMES, stack_of
from convviz.app.params.controls import clicks, select, typed
from convviz.app.params.param import number
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches import put
from convviz.app.widgets.glossary import note

PADDINGS: Final = {"none": "none", "same": "same"}
RATE_NOTE: Final = "Also called dilation: how many input cells lie from one tap to the next. 1 puts them side by side."
LABELS: Final = {"kernel": "Kernel", "stride": "Stride", "padding": "Padding", "dilation": "Rate"}


def rate(board: Board) -> None:
    """How far the taps stand apart."""
    clicks(board, "d", "Rate", note=RATE_NOTE)


def next_rate(board: Board) -> Callable[[], None]:
    """What the key N does in class, in the upper player: on to the next rate that fits."""

    def go() -> None:
        rates = list(board.options("d"))
        board.ask({"d": rates[(rates.index(board.state["d"]) + 1) % len(rates)]})

    return go


def layer(board: Board) -> None:
    """The rest of the one layer."""
    select(board, "in", "Input", INPUT_NAMES)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    typed(board, "h", "Side of the input")
    select(board, "ker", "Kernel", KERNEL_NAMES, note=note("kernel", "tap"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")
    clicks(board, "k", "Kernel size")
    clicks(board, "s", "Stride", note=note("stride"))
    clicks(board, "pad", "Padding", names=PADDINGS, note=note("padding"))


def stacks(board: Board) -> None:
    """Named stacks, one click each; the one on show is lit."""
    name = board.name("stack")
    put(name, _on_show(board))
    st.pills("Named stacks", list(CASES), key=name, on_change=_go, args=(board, name), help=CASES_NOTE)


def next_stack(board: Board) -> Callable[[], None]:
    """What the key N does in class, in the lower player: on to the next named stack."""

    def go() -> None:
        titles, on_show = list(CASES), _on_show(board)
        place = titles.index(on_show) + 1 if on_show else 0
        board.ask({"layers": CASES[titles[place % len(titles)]].text, "at": 1})

    return go


def title(board: Board) -> str:
    """What the lower player shows."""
    on_show = _on_show(board)
    return f"A stack of layers · {on_show}" if on_show else "A stack of layers"


def stack(board: Board) -> None:
    """The input of the stack, and its layers one at a time."""
    typed(board, "n", "Input cells")
    typed(board, "u", "Unit of the last layer", note="The cone of this unit is played. Units are counted from 0.")
    clicks(board, "at", "Layer to change")
    _numbers(board)
    count = len(stack_of(board.state))
    with st.container(horizontal=True):
        more = add_layer(board.state)
        st.button("Add a layer", key=board.name("add"), on_click=change, args=(board, more), disabled=not more,
                  help=f"Up to {MOST_LAYERS}, as long as the picture fits.")  # fmt: skip
        less = remove_layer(board.state) if count > 1 else None
        st.button("Remove it", key=board.name("remove"), on_click=change, args=(board, less), disabled=not less)


def _numbers(board: Board) -> None:
    """Kernel, stride, padding and rate of the chosen layer, two and two side by side."""
    place = number(board.state, "at") - 1
    values = dict(zip(LABELS, stack_of(board.state)[place], strict=True))
    names = list(LABELS)
    for pair in (names[:2], names[2:]):
        with st.container(horizontal=True, gap="small", key=board.name(f"two-{pair[0]}")):
            for part in pair:
                key = board.name(f"layer-{part}")
                put(key, values[part])
                allowed = options(board.state, part)
                with st.container():
                    st.number_input(
                        LABELS[part],
                        value=None,
                        min_value=min(allowed),
                        max_value=max(allowed),
                        step=1,
                        key=key,
                        on_change=_set,
                        args=(board, part, key),
                    )


def _set(board: Board, part: str, key: str) -> None:
    value = st.session_state[key]
    change(board, None if value is None else {part: value})


def _on_show(board: Board) -> str | None:
    return next((title for title, named in CASES.items() if named.text == board.state["layers"]), None)


def _go(board: Board, name: str) -> None:
    chosen = st.session_state[name]
    if chosen is not None:
        board.ask({"layers": CASES[chosen].text, "at": 1})
