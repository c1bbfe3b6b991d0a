"""What is as it was is made once and told again (see convviz.app.streamlit_patches.kept and convviz.app.unchanging)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import ScriptRunContext
from streamlit.testing.v1 import AppTest

from convviz.app.streamlit_patches import kept
from visiting import PAGES, visit


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept._KEPT.clear()
    yield
    kept._KEPT.clear()


def page() -> None:
    """Two unchanging parts, one of them in a box, among what does change."""
    import streamlit as st

    from convviz.app.unchanging import unchanging

    made = st.session_state.setdefault("made", [])

    @unchanging
    def say(text: str) -> None:
        made.append(text)
        with st.popover(text):
            st.markdown(f"about {text}")
        st.markdown(f"after {text}")

    if "say" not in st.session_state:
        st.session_state["say"] = say
    say = st.session_state["say"]
    if st.toggle("news"):
        st.markdown("news")
    say("one")
    st.markdown("between")
    with st.container():
        say("two")
        st.markdown("in the box")
    st.markdown("end")


ALL = ["about one", "after one", "between", "about two", "after two", "in the box", "end"]


def words(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown]


def test_it_is_made_once_and_shown_in_every_run() -> None:
    app = AppTest.from_function(page).run()
    for _ in range(3):
        assert not app.exception
        assert words(app) == ALL
        assert [block.proto.popover.label for block in app.get("popover")] == ["one", "two"]
        assert app.session_state["made"] == ["one", "two"]
        app.run()


def test_it_follows_what_comes_above_it() -> None:
    app = AppTest.from_function(page).run()
    app.toggle[0].set_value(True).run()
    assert words(app) == ["news", *ALL]
    app.toggle[0].set_value(False).run()
    assert words(app) == ALL
    assert app.session_state["made"] == ["one", "two", "one", "two"], "made for the second place as well"


def test_every_run_sends_messages_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit writes into what it sends; a message kept for all would grow with each run that sent it."""
    sent: list[ForwardMsg] = []
    enqueue = ScriptRunContext.enqueue

    def noted(context: ScriptRunContext, message: ForwardMsg) -> None:
        sent.append(message)
        enqueue(context, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", noted)
    app = AppTest.from_function(page).run()
    app.run()
    stored = [message for told in kept._KEPT.values() for message in told.messages]
    assert len(stored) > 4
    assert not {id(message) for message in sent} & {id(message) for message in stored}


def test_what_another_browser_has_in_store_is_not_sent_to_all() -> None:
    def page() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from convviz.app.page.sections import said

        class All(frozenset[str]):
            def __contains__(self, other: object) -> bool:
                return True

        context: Any = get_script_run_ctx()
        if st.session_state.setdefault("first", True):
            context.cached_message_hashes = All()
            st.session_state["first"] = False
        said("long " * 5_000)

    AppTest.from_function(page).run()
    assert not kept._KEPT
    app = AppTest.from_function(page).run()
    app.run()
    assert kept._KEPT
    assert len(words(app)[0].split()) == 5_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_the_same_from_its_parts_in_store(monkeypatch: pytest.MonkeyPatch, page: Path) -> None:
    visit(page)
    again = visit(page)
    assert kept._KEPT
    monkeypatch.setattr(kept, "get_script_run_ctx", lambda: None)
    anew = visit(page)
    assert str(again.main) == str(anew.main)
    assert [control.proto for control in controls(again)] == [control.proto for control in controls(anew)]


def controls(app: AppTest) -> list[Any]:
    return [*app.number_input, *app.selectbox, *app.button_group, *app.button, *app.toggle]


def page_of_controls() -> None:
    """A number that a callback sets, a choice that holds its own, and a button; all note who called them."""
    import streamlit as st

    from convviz.app.unchanging import control

    run = st.session_state["run"] = st.session_state.get("run", 0) + 1
    calls = st.session_state.setdefault("calls", [])
    st.session_state["number"] = st.session_state.get("wanted", 3)

    def change(name: str) -> None:
        calls.append((name, run))
        st.session_state["wanted"] = st.session_state["number"]

    def note(name: str) -> None:
        calls.append((name, run))

    control(st.number_input, "Number", min_value=1, max_value=9, key="number", calls=change, calls_with=("number",))
    control(st.selectbox, "Choice", 1, 2, words=("one", "two"), key="choice", calls=note, calls_with=("choice",))
    control(st.button, "Button", key="button", calls=note, calls_with=("button",))
    st.markdown(f"{st.session_state['number']} {st.session_state['choice']}")


def test_a_control_in_store_calls_what_it_is_given_in_this_run() -> None:
    first, second = AppTest.from_function(page_of_controls).run(), AppTest.from_function(page_of_controls).run()
    made = len(kept._KEPT)
    assert made == 3
    first.number_input[0].set_value(5)
    first.run()
    first.button[0].click()
    first.run()
    first.selectbox[0].set_value(2)
    first.run()
    second.run()
    assert first.session_state["calls"] == [("number", 1), ("button", 2), ("choice", 3)]
    assert not second.session_state["calls"]
    assert (words(first), words(second)) == (["5 2"], ["3 1"])
    assert len(kept._KEPT) == made + 1, "the number has shown two values; a choice that holds its own is the same"
    assert first.number_input[0].value == 5
    assert first.selectbox[0].options == ["one", "two"]


def test_the_same_name_twice_is_still_refused() -> None:
    def page() -> None:
        import streamlit as st

        from convviz.app.unchanging import control

        for key in st.session_state.get("keys", ["a"]):
            control(st.button, "Button", key=key, calls=st.balloons)

    app = AppTest.from_function(page)
    for keys in (["a", "b"], ["b", "a"]):
        app.session_state["keys"] = keys
        assert not app.run().exception
    assert len(kept._KEPT) == 4
    app.session_state["keys"] = ["a", "a"]
    assert app.run().exception


def test_a_choice_that_is_gone_is_none_and_not_what_another_visitor_had() -> None:
    def page() -> None:
        import streamlit as st

        from convviz.app.unchanging import control

        if "choice" not in st.session_state:
            st.session_state["choice"] = st.session_state["at first"]
        control(st.segmented_control, "Choice", 1, 2, words=("one", "two"), key="choice", calls=lambda: None)

    def visitor(choice: int) -> AppTest:
        app = AppTest.from_function(page)
        app.session_state["at first"] = choice
        return app.run().run()  # the control is made without a value in the second run only

    visitor(1)
    app = visitor(2)
    proto = app.button_group[0].proto
    app.button_group[0].set_value(2)
    states = app._tree.get_widget_states()
    next(state for state in states.widgets if state.id == proto.id).string_array_value.data[:] = ["three"]
    app._run(states)
    assert app.session_state["choice"] is None
