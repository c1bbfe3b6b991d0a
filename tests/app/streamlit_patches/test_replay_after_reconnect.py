"""A click that meets a server without its session counts, and is shown (`streamlit_patches.replay_after_reconnect`)."""

from streamlit.testing.v1 import AppTest

from serving import ROOT
from visiting import address, standing, visit


def stride(app: AppTest) -> object:
    return next(control for control in app.button_group if control.key == "sliding_window.s")


def clicked_before_and_after(value: int) -> AppTest:
    """The page after its session was lost and the browser, which still shows it all, sends a click on a stride."""
    before = visit(k="2", s="2", v="2")
    stride(before).set_value(value)
    after = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    after.query_params.update(k="2", s="2", v="2")
    after.switch_page("pages/sliding_window.py")
    return standing(after._run(before._tree.get_widget_states()))


def test_the_click_counts() -> None:
    assert address(clicked_before_and_after(3)) == {"k": "2", "s": "3", "v": "2"}


def test_the_control_is_told_what_it_shows() -> None:
    """For the run that got to know the controls has told it what the address said, and that may have gone out."""
    proto = stride(clicked_before_and_after(3)).proto
    assert (proto.set_value, list(proto.raw_values)) == (True, ["3"])
