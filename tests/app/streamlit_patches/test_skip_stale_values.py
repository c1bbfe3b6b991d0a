"""What a browser has just said is not said back to it (see convviz.app.streamlit_patches.skip_stale_values)."""

import pytest
from streamlit.testing.v1 import AppTest

from clock import Clock
from convviz.app.streamlit_patches import skip_stale_values


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(skip_stale_values, "monotonic", clock)
    return clock


def page(in_any_case: bool = False) -> None:
    """A control whose value the page keeps, at most 9, and a button that wants another."""
    import streamlit as st

    from convviz.app.streamlit_patches import set_widget_value

    wanted = min(9, st.session_state.get("number", 1))
    if st.button("seven"):
        wanted = 7
    if st.toggle("hide"):
        return
    if in_any_case:
        st.session_state["number"] = wanted
    else:
        set_widget_value("number", wanted)
    st.number_input("number", key="number", step=1)


def shown(app: AppTest) -> tuple[int, bool]:
    """The number, and whether the browser is told it."""
    assert not app.exception, app.exception
    return app.number_input[0].value, app.number_input[0].proto.set_value


def test_streamlit_says_it_back() -> None:
    """Once this fails, convviz/app/streamlit_patches/skip_stale_values.py can go."""
    app = AppTest.from_function(page, kwargs={"in_any_case": True}).run()
    app.number_input[0].set_value(5).run()
    assert shown(app) == (5, True)


def test_a_control_is_told_at_first_and_not_what_it_says_itself(clock: Clock) -> None:
    app = AppTest.from_function(page).run()
    assert shown(app) == (1, True)
    for number in (5, 6, 7):
        app.number_input[0].set_value(number).run()
        assert shown(app) == (number, False)
    app.run()
    assert shown(app) == (7, False)


def test_what_cannot_be_is_put_right(clock: Clock) -> None:
    app = AppTest.from_function(page).run()
    app.number_input[0].set_value(50).run()
    assert shown(app) == (9, True)


def test_what_the_page_wants_is_repeated_until_it_has_arrived(clock: Clock) -> None:
    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert shown(app) == (7, True)
    app.number_input[0].set_value(2).run()  # perhaps from a browser that has not seen the 7, and will show it then
    assert shown(app) == (2, True)
    clock.passes(skip_stale_values.UNDERWAY_S)
    app.number_input[0].set_value(3).run()
    assert shown(app) == (3, False)


def test_a_control_that_was_away_is_a_new_one(clock: Clock) -> None:
    app = AppTest.from_function(page).run()
    app.number_input[0].set_value(5).run()
    app.toggle[0].set_value(True).run()
    assert not app.number_input
    app.toggle[0].set_value(False).run()
    assert shown(app) == (1, True)
