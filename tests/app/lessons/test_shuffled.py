"""The lesson on shuffled grouped convolution: its numbers, against plain loops."""

import numpy as np
import pytest

from convviz.app.lessons.shuffled import cost, text
from convviz.app.lessons.shuffled.lesson import SHUFFLED
from convviz.app.lessons.shuffled.model import CHANNELS, ShuffledModel, ShuffledState
from convviz.app.params.edit_cells import RejectedEdit
from convviz.player import Edit
from convviz.scene import wiring_scene
from counts import examples
from prose import numbers, says
from snippet_cases import run
from states import counters, every_choice, grids, played, put_right, random_states, state_of, typed


def model(**values: object) -> ShuffledModel:
    return ShuffledModel(state_of(ShuffledState, values))


def seen(one: ShuffledModel) -> list[float]:
    """How many input channels the traced output sees, and of how many: those that paths lead to."""
    scene = wiring_scene(one.block, one.state.shape, one.output)
    return [sum(count > 0 for count in played(scene, "input")), one.state.channels]


def by_hand(one: ShuffledModel) -> np.ndarray:
    """Two grouped layers by plain loops over filters; the border of a 3 × 3 is padded with zeros."""
    x = one.trace.x
    for place, weight in enumerate(one.trace.weights):
        deep, side = weight.shape[1], weight.shape[2]
        padded = np.pad(x, ((0, 0), *[(side // 2, side // 2)] * 2))
        y = np.zeros(x.shape)
        for n in range(len(weight)):
            first = n // deep * deep
            for (c, a, b), w in np.ndenumerate(weight[n]):
                y[n] += w * padded[first + c, a : a + x.shape[1], b : b + x.shape[2]]
        x = y
        if place == 0 and one.state.is_shuffled:
            x = y.reshape(one.state.groups, one.each, *y.shape[1:]).swapaxes(0, 1).reshape(y.shape)
    return x


def assert_honest(one: ShuffledModel) -> None:
    """The player ends in what plain loops give, or in the channels the block reads."""
    scene, state = one.scene("any"), one.state
    if state.is_flow:
        assert [channel for channel, count in enumerate(played(scene, "input")) if count] == list(one.sees)
    else:
        assert played(scene, "0.output" if state.is_race else "output") == by_hand(one).ravel().tolist()
    if not state.is_race:
        assert seen(one) == [len(one.sees), state.channels]


@pytest.mark.parametrize("case", SHUFFLED.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize("show", ["flow", "numbers", "race"])
@pytest.mark.parametrize("values", [{}, {"groups": 1, "kernel": 3}], ids=str)
def test_every_choice_is_honest(show: str, values) -> None:
    for state in every_choice(ShuffledState, {"show": show, **values}):
        assert_honest(ShuffledModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(ShuffledState, examples(150)):
        assert_honest(ShuffledModel(state))


def test_it_opens_on_nine_channels_in_three_groups() -> None:
    one = model()
    scene = one.scene("any")
    dealt = [1, 4, 7, 2, 5, 8, 3, 6, 9]
    assert numbers(text.formula(one).letters) == [3, 3, *range(1, 10), *dealt, 3, 3]
    assert numbers(text.formula(one).words) == [3, 3, 3, 3, 3, 9, 9], "groups, channels of each; inputs heard"
    assert list(map(int, grids(scene)["row 2"].axes[0].names)) == dealt
    assert scene.form == "wiring"
    assert numbers(*text.remarks(one)) == [1, 9], "output 1 sees all 9"
    without, with_it = (one.state.with_groups(3, shuffled=shuffled).reads() for shuffled in (False, True))
    assert without == ((0, 1, 2),) * 3 + ((3, 4, 5),) * 3 + ((6, 7, 8),) * 3
    assert with_it == (tuple(range(9)),) * 9


def test_without_the_shuffle_a_group_stays_alone() -> None:
    one = model(shuffle="off", traced=5)
    assert_honest(one)
    assert numbers(*text.remarks(one)) == [5, 3, 9, 4, 5, 6, 3], "sees 3 of 9: 4, 5 and 6; 3 separate nets"
    assert {*grids(one.scene("any"))} == {"output", "row 1", "input"}


def test_too_few_channels_a_group_do_not_reach_all() -> None:
    one = model(channels=8, groups=4)
    assert numbers(*text.remarks(one)) == [1, 4, 8, 1, 2, 3, 4]
    rule, table = text.reach(one)
    assert numbers(rule)[-2:] == [2, 4], "2 a group, 4 groups"
    assert [*map(numbers, table.splitlines()[2:])] == [[1, 8, 8, 8], [2, 4, 4, 8], [4, 2, 2, 4], [8, 1, 1, 1]]
    assert seen(model(channels=12, groups=4)) == [9, 12]


@pytest.mark.parametrize(("values", "idle"), [({"channels": 4, "groups": 4}, True), ({"groups": 1}, True), ({}, False)])
def test_a_shuffle_can_change_nothing(values, idle) -> None:
    one = model(**values)
    assert (list(one.order) == sorted(one.order)) == idle
    assert len(text.remarks(one)) == 1 + idle


def test_shufflenets_unit_is_priced_stage_by_stage() -> None:
    bottleneck, resnext, unit = map(numbers, cost.table(3).splitlines()[2:])
    assert bottleneck[:-1] == [11_289_600, 25_401_600, 11_289_600, 47_980_800]
    assert resnext[:-1] == [3, 3, 3, 11_289_600, 8_467_200, 11_289_600, 31_046_400]
    assert unit[:-1] == [3, 3_763_200, 0, 423_360, 3_763_200, 7_949_760]
    ones, both = text.unit(3)
    assert says([ones], 22_579_200, 31_046_400, 72.7)
    assert says([both], 7_949_760, 16.6, 47_980_800)
    assert says([text.PAPER], 40, 140)
    for groups in cost.UNIT_GROUPS:
        assert says(text.unit(groups), 2 * 28 * 28 * 240 * 60 // groups + 28 * 28 * 9 * 60)


def test_the_race_ends_at_one_by_the_groups() -> None:
    one = model(show="race")
    assert_honest(one)
    scene = one.scene("any")
    assert scene.clock == "multiplications"
    assert [numbers(track.title) for track in scene.tracks] == [[3], []]
    assert counters(scene) == [(54, 0, 486), (162, 0, 1_458)]
    assert numbers(text.remarks(one)[0]) == [486, 1_458, 54, 162, 1, 1, 3]


def test_what_is_gained_and_lost_is_said() -> None:
    assert numbers(text.gained(model())) == [1, 3]
    assert numbers(text.REACH_CORRECTION.right) == [8, 4, 2, 4, 8]


def test_a_bright_channel_spreads() -> None:
    bright = {"show": "numbers", "input": "bright"}
    assert numbers(text.remarks(model(**bright))[-1]) == [1, 1, 2, 3, 9], "after the first layer, at the end"
    assert numbers(text.remarks(model(**bright, shuffle="off", bright_channel=5))[-1]) == [5, 4, 5, 6, 4, 5, 6]


@pytest.mark.parametrize("channels", CHANNELS)
def test_only_groups_that_divide_are_offered(channels: int) -> None:
    offered = model(channels=channels, groups=1).state.possible_groups
    assert list(offered) == [groups for groups in range(1, channels + 1) if channels % groups == 0]
    for groups in offered:
        assert_honest(model(channels=channels, groups=groups))


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"g": "2"}, [2, 9, 2, 1, 3, 9, 1], {"g": "1"}),
        ({"g": "99"}, [99, 1, 12, 12, 9, 12, 1, 3, 9, 9], {"g": "9"}),
        ({"c": "7"}, [7, 4, 6, 8, 9, 12, 6], {"c": "6"}),
        ({"trace": "10"}, [10, 9, 9], {"trace": "9"}),
        ({"ug": "7"}, [7, 1, 6, 6], {"ug": "6"}),
        ({"in": "bright"}, [], {}),
        ({"show": "numbers", "ke": "0.5.0.0~1"}, [1, 1], {"show": "numbers"}),
        ({"h": "9"}, [9, 2, 5, 5], {"h": "5"}),
        ({"show": "numbers", "bc": "2"}, [2], {"show": "numbers"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(ShuffledState, "shuffled", query) == (said, left)


@pytest.mark.parametrize(
    ("values", "grid", "cell", "param", "changes"),
    [
        ({}, "input", 14, "input_edits", "1.1.2~9"),
        ({}, "kernel 1", 4, "weight_edits", "1.1.0.0~9"),
        ({}, "kernel 3", 4, "second_weight_edits", "1.1.0.0~9"),  # the shuffle is stage 2
        ({"shuffle": "off"}, "kernel 2", 4, "second_weight_edits", "1.1.0.0~9"),
        ({"show": "race"}, "0.kernel 3", 4, "second_weight_edits", "1.1.0.0~9"),
        ({"show": "race"}, "1.input", 14, "input_edits", "1.1.2~9"),
    ],
)
def test_typed_numbers_go_where_they_belong(values, grid, cell, param, changes) -> None:
    one = model(**{"show": "numbers", **values})
    assert grid in grids(one.scene("any"))
    assert typed(one.edit, grid, cell) == (param, changes)


def test_the_weights_of_the_regular_layers_are_fixed() -> None:
    change = model(show="race").edit(Edit("1.kernel 1", ((4, 9.0),)))
    assert change == RejectedEdit("weight_edits", text.EDIT_FIXED)


def test_changed_numbers_are_computed_with() -> None:
    edits = {"input_edits": "1.1.2~9", "weight_edits": "1.1.0.0~-3", "second_weight_edits": "8.2.0.0~7"}
    one = model(show="numbers", **edits)
    assert grids(one.scene("any"))["input"].values[14] == 9
    assert grids(one.scene("any"))["kernel 3"].values[26] == 7
    assert_honest(one)


def test_the_code_computes_what_the_page_shows() -> None:
    one = model(channels=6, groups=2, kernel=3)
    torch, _, *runnable = one.code()  # NumPy and convviz; the others are run where they are installed
    assert len(runnable) == 2
    for snippet in runnable:
        assert np.array_equal(run(snippet)["y"], by_hand(one))
    assert "groups=2" in torch.code


def test_the_prediction_is_what_the_block_reads() -> None:
    assert SHUFFLED.quiz.answer == 9
    assert seen(model(**SHUFFLED.quiz.values)) == [9, 12]
