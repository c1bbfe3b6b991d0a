"""Controls of parameters. Their options come from the state, so that no click can lead to an impossible one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

import streamlit as st

from convviz.app.params.cell_edits import Within
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Param, Value, Widget
from convviz.app.streamlit_patches import set_widget_value

Page = PageState[Any]


def control(page: Page, name: str, widget: Widget | None = None) -> None:
    """The control of a parameter, if it matters in this state.

    Args:
        page: the page's state.
        name: the attribute of the state.
        widget: the kind of control, if it is another than the parameter's own.
    """
    param = page.param(name)
    if not param.is_active(page.state):
        return
    match widget or param.control.widget:
        case Widget.CHOICE:
            _choice(page, param)
        case Widget.MENU:
            _menu(page, param)
        case Widget.NUMBER:
            _number(page, param)
        case Widget.SWITCH:
            _switch(page, param)


def controls(page: Page, names: Sequence[str]) -> None:
    """The controls of several parameters, one below the other."""
    for name in names:
        control(page, name)


def control_pair(page: Page, names: tuple[str, str], width: int | Literal["stretch"] = "stretch") -> None:
    """Two controls side by side, also on a phone, where Streamlit would stack columns.

    Args:
        page: the page's state.
        names: the attributes of the state.
        width: of both together, in pixels at most.
    """
    first, second = (page.param(name) for name in names)
    if not (first.is_active(page.state) and second.is_active(page.state)):
        controls(page, names)
        return
    with st.container(horizontal=True, gap="small", key=page.entry(f"two-{first.key}"), width=width):
        controls(page, names)  # the style sheet knows the container by its name


def _number(page: Page, param: Param[Any]) -> None:
    options = cast(Sequence[int], page.options(param.name))
    st.number_input(
        _title(page, param),
        value=None,  # so that a field made empty says so; it would be the least number otherwise
        min_value=cast(int, param.control.shown(options[0])),
        max_value=cast(int, param.control.shown(options[-1])),
        step=1,
        key=page.widget_key(param.name),
        on_change=page.on_change,
        args=(param.name,),
        help=_help(page, param),
    )


def _choice(page: Page, param: Param[Any]) -> None:
    names = option_names(page, param)
    st.segmented_control(
        _title(page, param),
        worth_a_button(page, param),
        format_func=lambda option: names.get(str(option), str(option)),
        key=page.widget_key(param.name),
        on_change=page.on_change,
        args=(param.name,),
        help=_help(page, param),
        required=True,
        wrap=True,
        width="stretch",
    )


def _menu(page: Page, param: Param[Any]) -> None:
    names, key, value = option_names(page, param), page.widget_key(param.name), page.state.values[param.name]
    words = names.get(str(value), str(value))
    if (
        st.session_state.get(f"{key}.words") != words
    ):  # a browser goes on showing its words of before for a value it knows
        st.session_state[f"{key}.words"], st.session_state[key] = words, value
    st.selectbox(
        _title(page, param),
        page.options(param.name),
        format_func=lambda option: names.get(str(option), str(option)),
        key=key,
        on_change=page.on_change,
        args=(param.name,),
        help=_help(page, param),
    )


def _switch(page: Page, param: Param[Any]) -> None:
    key = f"{page.widget_key(param.name)}.switch"
    off, on = param.options
    set_widget_value(key, page.state.values[param.name] == on)
    st.toggle(
        _title(page, param),
        key=key,
        on_change=_flip,
        args=(page, param.name, key, off, on),
        help=_help(page, param),
    )


def _flip(page: Page, name: str, key: str, off: Value, on: Value) -> None:
    page.update({name: on if st.session_state[key] else off})


def worth_a_button(page: Page, param: Param[Any]) -> list[Value]:
    """The options of a choice that are offered one by one: those worth it, and the current value in any case."""
    value, among = page.state.values[param.name], param.control.among
    among = among(page.state) if callable(among) else among
    return [one for one in page.options(param.name) if among is None or one in among or one == value]


def option_names(page: Page, param: Param[Any]) -> Mapping[str, str]:
    """What to call the options; numbers with a name no longer have it once one of them was changed by hand."""
    names = param.control.names
    names = dict(names(page.state) if callable(names) else names)
    if not param.numeric and any(
        page.state.values[name] for name in param.resets if isinstance(page.param(name).options, Within)
    ):
        value = str(page.state.values[param.name])
        names[value] = f"{names.get(value, value)}, changed ↺"
    return names


def _title(page: Page, param: Param[Any]) -> str:
    title, unit = param.control.title, param.control.unit
    words = title(page.state) if callable(title) else title
    return f"{words} :gray[:small[{unit}]]" if unit else words


def _help(page: Page, param: Param[Any]) -> str | None:
    help = param.control.help
    return (help(page.state) if callable(help) else help) or None
