"""The controls of the stack: its layers one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from convviz.app.lessons.dilated.model import DilatedState
from convviz.app.lessons.dilated.stack_in_url import MOST_CELLS, MOST_LAYERS, RANGES, Stack, is_possible, write
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.streamlit_patches import set_widget_value
from convviz.spec.receptive_field import AxisLayer

TITLES: Final = {"kernel": "Kernel", "stride": "Stride", "padding": "Padding", "dilation": "Rate"}
UNITS: Final = {"kernel": "cells", "stride": "cells per step", "padding": "zeros per end", "dilation": "cells apart"}
TOO_WIDE: Final = f"A stack must fit on a line of {MOST_CELLS} cells, and this one would not. Nothing was changed."

Page = PageState[Any]


def stack_controls(page: Page) -> None:
    """Its layers one at a time."""
    control(page, "chosen_layer")
    _numbers(page)
    state = page.state
    with st.container(horizontal=True):
        more = add_layer(state)
        st.button("Add a layer", key=page.entry("add"), on_click=change, args=(page, more), disabled=not more,
                  help=f"Up to {MOST_LAYERS}, as long as the picture fits.")  # fmt: skip
        less = remove_layer(state) if len(state.layers) > 1 else None
        st.button("Remove it", key=page.entry("remove"), on_click=change, args=(page, less), disabled=not less)


def options(state: DilatedState, part: str) -> list[int]:
    """The least and the greatest value that a number of the chosen layer may take, with all between."""
    place = state.chosen_layer - 1
    present = int(getattr(state.layers[place], part))
    possible = {value for value in RANGES[part] if is_possible(_with(state.layers, place, {part: value}))}
    low, high = present, present
    while low - 1 in possible:
        low -= 1
    while high + 1 in possible:
        high += 1
    return [low, high]


def change(page: Page, wanted: Mapping[str, Value] | None) -> None:
    """Callback: new values of parameters, or new numbers of the chosen layer; None keeps everything."""
    if not wanted or wanted.keys() <= {"stack", "chosen_layer"}:
        page.update(wanted or {})
        return
    state: DilatedState = page.latest()
    layers = _with(state.layers, state.chosen_layer - 1, wanted)
    if is_possible(layers):
        page.update({"stack": write(layers)})
    else:
        page.reject("stack", TOO_WIDE)


def add_layer(state: DilatedState) -> dict[str, Value] | None:
    """The stack with its last layer once more on top, or a plain layer if that is too much; None if that is, too."""
    layers = state.layers
    for layer in (layers[-1], AxisLayer(3), AxisLayer(1)):
        if len(layers) < MOST_LAYERS and is_possible((*layers, layer)):
            return {"stack": write((*layers, layer)), "chosen_layer": len(layers) + 1}
    return None


def remove_layer(state: DilatedState) -> dict[str, Value] | None:
    """The stack without the chosen layer; None if the rest cannot be drawn."""
    layers, place = state.layers, state.chosen_layer - 1
    fewer = (*layers[:place], *layers[place + 1 :])
    return {"stack": write(fewer), "chosen_layer": max(1, place)} if is_possible(fewer) else None


def _numbers(page: Page) -> None:
    """Kernel, stride, padding and rate of the chosen layer, two and two side by side."""
    state: DilatedState = page.state
    values = dict(zip(TITLES, state.layers[state.chosen_layer - 1], strict=True))
    names = list(TITLES)
    for pair in (names[:2], names[2:]):
        with st.container(horizontal=True, gap="small", key=page.entry(f"two-{pair[0]}")):
            for part in pair:
                key = page.entry(f"layer-{part}")
                set_widget_value(key, values[part])
                low, high = options(state, part)
                with st.container():
                    st.number_input(
                        f"{TITLES[part]} :gray[:small[{UNITS[part]}]]",
                        value=None,
                        min_value=low,
                        max_value=high,
                        step=1,
                        key=key,
                        on_change=_set,
                        args=(page, part, key),
                    )


def _set(page: Page, part: str, key: str) -> None:
    value = st.session_state[key]
    change(page, None if value is None else {part: value})


def _with(layers: Stack, place: int, values: Mapping[str, Value]) -> Stack:
    changed = layers[place]._replace(**{part: int(value) for part, value in values.items()})
    return (*layers[:place], changed, *layers[place + 1 :])
