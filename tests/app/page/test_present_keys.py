"""Which parameters have a key on the full screen, and what the keys may ask for."""

import pytest

from convviz.app.lessons.channels.model import ChannelsState
from convviz.app.lessons.checkerboard.model import CheckerboardState
from convviz.app.lessons.sliding_window.model import SlidingWindowState
from convviz.app.page.present_keys import adjustables, adjusting
from convviz.app.params.page_state import PageState
from states import state_of
from visiting import board, visit


def offered(kind, **values):
    """What a state of a lesson offers: command, value in words, options."""
    page = PageState("lesson", state_of(kind, values))
    return {one.command: (one.names[one.value], one.options) for one in adjustables(page)}


def test_kernel_stride_padding_and_dilation_have_keys_with_the_options_of_their_buttons():
    assert offered(SlidingWindowState) == {
        "kernel": ("3", ("1", "2", "3", "4", "5")),
        "stride": ("1", ("1", "2", "3", "4")),
        "padding": ("none", ("none", "same", "full")),
        "dilation": ("1", ("1", "2")),
    }


def test_padding_of_ones_own_says_its_cells_and_no_key_leads_to_it():
    assert offered(SlidingWindowState, padding="custom", padding_top=2)["padding"] == (
        "2",
        ("none", "same", "full", "custom"),
    )
    assert "custom" not in offered(ChannelsState)["padding"][1]


def test_a_lesson_offers_only_what_it_has():
    assert set(offered(CheckerboardState)) == {"kernel", "stride", "padding"}
    assert offered(CheckerboardState)["padding"] == ("0", ("0", "1", "2"))


class Page:
    """As much of a page's state as the keys change."""

    def __init__(self) -> None:
        self.state = state_of(SlidingWindowState, {})
        self.asked = []

    def update(self, values):
        self.asked.append(dict(values))


def test_a_wish_is_taken_over():
    page = Page()
    adjusting(page)('{"stride": "2", "padding": "same"}')
    assert page.asked == [{"stride": 2, "padding": "same"}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "3",
        "null",
        '{"stride": "99"}',
        '{"stride": 2}',
        '{"speed": "2"}',
        '{"padding": null}',
        "[" * 9999,
    ],
)
def test_a_browser_may_say_anything(text):
    page = Page()
    adjusting(page)(text)
    assert page.asked in ([], [{}])


def test_the_board_brings_what_the_full_screen_needs():
    shown = board(visit(case="against", v="2"))
    assert shown["lesson"] == "Sliding window"
    assert shown["sentence"].startswith("Padding 1 widens")
    assert "stride 2" in shown["formula"]
    assert [one["command"] for one in shown["adjustables"]] == ["kernel", "stride", "padding", "dilation"]
