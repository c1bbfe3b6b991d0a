"""Parts of a page that are made once for what they say, and then told again: words, and controls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial, wraps
from typing import ParamSpec

import streamlit as st

from convviz.app.streamlit_patches.kept import given, tell

Words = ParamSpec("Words")


def unchanging(say: Callable[Words, None]) -> Callable[Words, None]:
    """Make what `say` says once for each arguments and each place on a page.

    It must depend on nothing but its arguments, which are hashable, and have no controls.
    """

    @wraps(say)
    def again(*args: Words.args, **kwargs: Words.kwargs) -> None:
        tell((say, args, tuple(kwargs.items())), partial(say, *args, **kwargs))

    return again


def control(
    make: Callable[..., object], label: str, *values: Hashable, key: str, calls: Callable[..., None],
    calls_with: tuple[object, ...] = (), words: Sequence[str] = (), **options: Hashable,
) -> None:  # fmt: skip
    """A control of Streamlit, made once for each value it is given.

    Args:
        make: such as `st.number_input`.
        label: of the control.
        values: what it offers, if it is a choice.
        key: its name in the session.
        calls: what happens when the visitor uses it.
        calls_with: arguments of that.
        words: what to call each of the values.
        options: further arguments.
    """
    on_use = "on_click" if make is st.button else "on_change"
    choice = {"options": values, "format_func": dict(zip(values, words, strict=True)).__getitem__} if values else {}
    name = (make.__name__, label, values, key, given(key), tuple(words), tuple(options.items()))
    tell(
        name, partial(make, label, key=key, args=calls_with, **{on_use: calls}, **choice, **options), calls, calls_with
    )
