"""Numbers changed by hand: what a link says of them, and what it may not say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convviz.app.params.cell_edits import MOST, Within, apply, merged, read, write

cells = st.tuples(st.integers(0, 63), st.integers(0, 63))
values = st.integers(-999_999, 999_999) | st.decimals(-999, 999, places=3, allow_nan=False)


@settings(derandomize=True)
@given(st.dictionaries(cells, values.map(float), max_size=MOST))
def test_a_link_says_exactly_what_was_changed(changed):
    assert read(write(changed)) == changed


@settings(derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_either_changes_or_nothing(text):
    changed = read(text)
    assert changed is None or read(write(changed)) == changed


@pytest.mark.parametrize("text", ["x", "1.1", "1.1~", "1.1~x", "1.1~1e9", "1.1~9999999", "-1.0~1", "1.1~1__", "1.1~²"])
def test_what_is_not_spelled_right_is_refused(text):
    assert read(text) is None


def test_only_unreserved_characters_stand_in_the_address():
    assert write({(0, 3): 9.0, (12, 0): -1.5}) == "0.3~9_12.0~-1.5"


def test_changes_are_put_in_and_whole_numbers_stay_whole():
    numbers = np.arange(6).reshape(2, 3)
    assert apply(numbers, "1.2~-7").tolist() == [[0, 1, 2], [3, 4, -7]]
    assert apply(numbers, "1.2~-7").dtype == numbers.dtype
    assert apply(numbers, "0.0~0.5").tolist() == [[0.5, 1, 2], [3, 4, 5]]
    assert numbers.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_number_changed_back_leaves_the_link():
    numbers = np.arange(6).reshape(2, 3)
    once = merged("", numbers, [((0, 1), 9.0), ((1, 0), 8.0)])
    assert once == "0.1~9_1.0~8"
    assert merged(once, numbers, [((0, 1), 1.0)]) == "1.0~8"


def test_more_changes_than_a_link_can_carry_are_refused():
    numbers = np.zeros((64, 64), np.int64)
    edits = [((row, column), 1.0) for row in range(5) for column in range(60)]
    assert merged("", numbers, edits[:MOST]) is not None
    assert merged("", numbers, edits) is None


def test_changes_outside_the_grid_are_no_option_and_the_others_are_kept():
    options = Within(4, 5)
    assert "" in options
    assert "3.4~1" in options
    assert "4.0~1" not in options
    assert "0.5~1" not in options
    assert "junk" not in options
    assert options.nearest("0.0~7_4.0~1") == "0.0~7"
    assert list(options) == [""]
