"""What never changes is made once and sent again (see convviz.ui.unchanging)."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import ScriptRunContext
from streamlit.testing.v1 import AppTest

from convviz.ui import unchanging
from pages.visiting import LESSON, visit


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    unchanging._KEPT.clear()
    yield
    unchanging._KEPT.clear()


def page() -> None:
    """Two unchanging parts, one of them in a box, among what does change."""
    import streamlit as st

    from convviz.ui.unchanging import unchanging

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
    kept = [message for said in unchanging._KEPT.values() for message in said.messages]
    assert len(kept) > 4
    assert not {id(message) for message in sent} & {id(message) for message in kept}


def test_what_another_browser_has_in_store_is_not_sent_to_all() -> None:
    def page() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from convviz.ui.lesson import said

        class All(frozenset[str]):
            def __contains__(self, other: object) -> bool:
                return True

        context: Any = get_script_run_ctx()
        if st.session_state.setdefault("first", True):
            context.cached_message_hashes = All()
            st.session_state["first"] = False
        said("long " * 5_000)

    AppTest.from_function(page).run()
    assert not unchanging._KEPT
    app = AppTest.from_function(page).run()
    app.run()
    assert unchanging._KEPT
    assert len(words(app)[0].split()) == 5_000


def test_a_lesson_is_the_same_from_its_parts_in_store(monkeypatch: pytest.MonkeyPatch) -> None:
    visit(LESSON)
    again = visit(LESSON)
    assert len(unchanging._KEPT) >= 12
    monkeypatch.setattr(unchanging, "get_script_run_ctx", lambda: None)
    anew = visit(LESSON)
    assert str(again.main) == str(anew.main)
