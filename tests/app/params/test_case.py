"""A named state: what it is called, which state it is, and when a state is it."""

import pytest

from convviz.app.lessons.sliding_window.lesson import CASES
from convviz.app.lessons.sliding_window.model import SlidingWindowState
from convviz.app.params.case import Case, case_of, named, seen_alike
from convviz.app.params.param import settle

KEEP = Case("How do I keep the size?", {"padding": "same"}, "5 → 5", "keep", source="Dumoulin & Visin: half padding")
STATE = SlidingWindowState


def state(**values):
    found, told = settle(STATE, values)
    assert not told
    return found


@pytest.mark.parametrize(
    ("source", "alias"),
    [
        ("Dumoulin & Visin: half (same) padding", "dumoulin-visin-half-same-padding"),
        ("3 × 3, 2 groups", "3-3-2-groups"),
        ("Sik-Ho Tsang: 1×1", "sik-ho-tsang-1-1"),
        ("", ""),
        ("…", ""),
    ],
)
def test_what_the_literature_calls_it_as_a_link_may_have_it(source: str, alias: str) -> None:
    assert Case("A question?", {}, source=source).alias == alias


def test_it_is_a_legal_state_with_the_picture_of_the_visitor() -> None:
    assert KEEP.state(state(stride=2)) == state(padding="same")
    assert Case("?", {"kernel": 99}).state(state()).kernel == 5, "as every wish, it gives way"
    opened = KEEP.state(STATE(state().values, upload=PICTURE))
    assert opened.upload is PICTURE


PICTURE = object()


def test_a_state_is_its_case_however_it_is_looked_at() -> None:
    cases = (Case("Opening?", {}, id="stop"), KEEP)
    assert case_of(state(), cases) is cases[0]
    assert case_of(state(padding="same"), cases) is KEEP
    assert case_of(state(padding="same", loops="open"), cases) is KEEP
    assert case_of(state(padding="same", stride=2), cases) is None
    assert case_of(state(), ()) is None


def test_of_two_names_for_one_state_the_first_counts() -> None:
    twice = (KEEP, Case("Again?", {"padding": "same"}, id="again"))
    assert case_of(state(padding="same"), twice) is KEEP


def test_a_link_names_it_by_its_id_or_alias() -> None:
    nameless = Case("Nameless", {"stride": 2})
    cases = (nameless, KEEP)
    assert named(cases, "keep") is named(cases, "dumoulin-visin-half-padding") is KEEP
    for name in ("", "Keep", "kee", "How do I keep the size?", "Nameless"):
        assert named(cases, name) is None


def test_how_a_state_is_looked_at_goes_with_other_values() -> None:
    opened = state(stride=2, loops="open")
    seen = seen_alike(STATE, {"padding": "same"}, opened)
    assert seen == {
        "padding": "same",
        **{param.name: opened.values[param.name] for param in STATE.params if param.viewing},
    }
    assert seen["loops"] == "open"
    assert seen_alike(STATE, {"loops": "shut"}, opened)["loops"] == "shut", "unless they say it themselves"


def test_the_cases_of_the_lesson_are_the_ones_that_were_named() -> None:
    """The numbers of the guide to convolution arithmetic: input, kernel, stride, padding, dilation."""
    shown = {}
    for case in CASES:
        one = case.state(state())
        shown[case.id] = (one.height, one.kernel, one.stride, one.padding, one.dilation)
    assert shown == {
        "stop": (5, 3, 1, "none", 1),
        "inside": (4, 3, 1, "none", 1),
        "keep": (5, 3, 1, "same", 1),
        "grow": (5, 3, 1, "full", 1),
        "against": (5, 3, 2, "custom", 1),
        "read": (6, 3, 2, "custom", 1),
        "even": (5, 4, 1, "custom", 1),
        "skip": (5, 3, 2, "none", 1),
        "farther": (7, 3, 1, "none", 2),
    }
