"""Controls whose options change their words."""

from unittest import mock

import pytest
from streamlit.testing.v1.element_tree import Selectbox

from visiting import address, choosing, notices, standing, visit


def menu(app, key: str) -> Selectbox:
    return next(one for one in app.selectbox if one.key == key)


@pytest.mark.parametrize("sent", ["worked example", "worked example, changed ↺"])
def test_a_menu_may_still_say_its_value_in_the_words_of_before(sent: str) -> None:
    """As a browser does in the run after the one that changed the words."""
    app = visit(xe="0.0~7", v="2")
    box = menu(app, "sliding_window.in")
    assert box.options[0] == "worked example, changed ↺"
    box.options = [sent, *box.options[1:]]
    with mock.patch.object(Selectbox, "format_func", property(lambda _: lambda _: sent)):
        app.run()
    standing(app)
    assert not notices(app)
    assert address(app) == {"xe": "0.0~7", "v": "2"}
    assert menu(app, "sliding_window.in").value == "worked"


def test_numbers_of_a_name_are_called_changed_and_sizes_are_not() -> None:
    choose = choosing("sliding_window")
    app = visit(ke="0.0~-2", v="2")
    (size,) = (one for one in app.button_group if one.key == "sliding_window.k")
    assert "3" in size.options
    assert not any("changed" in word for group in app.button_group for word in group.options)
    assert address(choose(app, "k", 5)) == {"k": "5", "v": "2"}, "of another size it has the numbers of its name"
