"""A control that looks for its own value is not given a copy of all values ."""

from typing import Any

import pytest
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from convviz.app.streamlit_patches import lookup
from visiting import visit


@pytest.mark.parametrize("one_by_one", [False, True])
def test_a_lesson_has_no_copies_made_and_streamlit_still_makes_them(
    monkeypatch: pytest.MonkeyPatch, one_by_one: bool
) -> None:
    """Once the first of the two fails, convviz/app/streamlit_patches/lookup.py can go."""
    copies: list[SafeSessionState] = []
    copy_all = lookup._COPY

    class Copy:
        def __get__(self, session: SafeSessionState, owner: object = None) -> Any:
            copies.append(session)
            return copy_all.__get__(session)

    monkeypatch.setattr(lookup, "_COPY", Copy())
    values = property(lookup._Values) if one_by_one else Copy()
    visit()
    copies.clear()
    monkeypatch.setattr(SafeSessionState, "filtered_state", values)
    visit()
    assert bool(copies) != one_by_one


def page() -> None:
    """Values of every kind, looked at in both ways; the last look is kept outside the session."""
    import streamlit as st
    from streamlit.runtime.state.session_state_proxy import get_session_state

    from convviz.app.streamlit_patches import lookup

    st.session_state["plain"] = "text"
    st.number_input("number", value=None, min_value=0, key="number")
    st.selectbox("one of", ["a", "b"], key="one.of")
    st.toggle("without a name")
    st.segmented_control("pieces", [1, 2], key="pieces")
    session = get_session_state()
    values, copy = lookup._Values(session), lookup._COPY.__get__(session)
    assert dict(values) == copy
    assert {name: name in values for name in copy} == dict.fromkeys(copy, True)
    assert set(copy) == {"plain", "number", "one.of", "pieces"}, copy
    assert len(values) == len(copy)
    inside = [key for key in session._state._keys() if key not in copy]
    assert len(inside) >= 4, "the controls by their ids"
    assert not any(key in values for key in [*inside, "nothing"])


def test_the_values_are_those_of_the_copy() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception, app.exception
    app.number_input[0].set_value(7)
    app.selectbox[0].set_value("b")
    app.run()
    assert not app.exception, app.exception
    assert app.session_state["number"] == 7
