"""The lesson on grouped convolution: its numbers, against plain loops."""

import random

import numpy as np
import pytest

import oracle
from convviz.app.lessons.grouped import cost, text
from convviz.app.lessons.grouped.lesson import GROUPED
from convviz.app.lessons.grouped.model import CHANNELS, COUNTS, GroupedModel, GroupedState
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import settle
from convviz.player import Edit
from convviz.scene import Decoder
from prose import numbers, says
from states import counters


def model(**values: object) -> GroupedModel:
    """The lesson in a state in which these values are possible together."""
    state, told = settle(GroupedState, values)
    assert not told, told
    return GroupedModel(state)


def by_hand(one: GroupedModel) -> list[float]:
    """The output by plain loops: every group as a convolution of its own."""
    groups, width, each = one.state.groups, one.width, one.state.drawn // one.state.groups
    maps = []
    for group in range(groups):
        x = [one.x[group * width : (group + 1) * width].tolist()]
        w = one.weights[group * each : (group + 1) * each].tolist()
        y, *_ = oracle.direct(x, w, stride=(1, 1), pads=[(0, 0), (0, 0)], dilation=(1, 1))
        maps += y[0]
    return [float(number) for plane in maps for row in plane for number in row]


def assert_honest(one: GroupedModel) -> None:
    """The player ends in what independent convolutions give, and so does a regular layer with zeros."""
    scene = one.scene("any")
    assert list(Decoder(scene).values["0.output" if one.is_race else "output"]) == by_hand(one)
    assert one.agreeing == one.trace.output.size
    kernel = next(grid for grid in scene.grids if grid.id == ("0.kernel 1" if one.is_race else "kernel 1"))
    assert list(kernel.values or ()) == one.weights.ravel().tolist()


@pytest.mark.parametrize("case", GROUPED.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


def test_random_states_are_honest() -> None:
    chance = random.Random(5)
    for _ in range(60):
        wanted = {param.name: chance.choice(list(param.options)) for param in GroupedState.params}
        assert_honest(GroupedModel(settle(GroupedState, wanted)[0]))


def test_it_opens_on_four_channels_in_two_groups() -> None:
    one = model()
    assert one.drawn_block.reads() == ((0, 1), (0, 1), (2, 3), (2, 3))
    first, drawn = text.remarks(one)
    assert numbers(first) == [2, 1, 64, 1, 2, 65, 128, 3, 4]
    assert numbers(drawn)[:2] == [4, 128]
    assert says(text.side_by_side(one), 100)
    grids = {grid.id: grid for grid in one.scene("any").grids}
    assert grids["input"].hues == ((0, 0, 1, 1),)
    assert grids["output"].hues == ((0, 0, 1, 1),)


@pytest.mark.parametrize(
    ("groups", "weights", "multiplications", "reads"),
    [
        (1, 4_608, 115_200, ((0, 1, 2, 3),) * 4),
        (2, 2_304, 57_600, ((0, 1), (0, 1), (2, 3), (2, 3))),
        (4, 1_152, 28_800, ((0,), (1,), (2,), (3,))),
    ],
)
def test_the_price_falls_by_the_groups(groups, weights, multiplications, reads) -> None:
    one = model(groups=groups)
    assert (one.cost.weights, one.cost.multiplications) == (weights, multiplications)
    assert numbers(text.formula(one).words) == [3, 3, 4, groups, 128, weights, 25, weights, multiplications]
    assert one.drawn_block.reads() == reads
    for line in ((4_608, 115_200), (2_304, 57_600), (1_152, 28_800)):
        assert says(cost.table(one).splitlines(), *line), "the table has all of them whatever the groups"


def test_the_ends_are_regular_and_depthwise() -> None:
    assert numbers(text.remarks(model(groups=1))[0]) == [4]
    assert numbers(text.remarks(model(groups=4))[0]) == [32, 128, 4, 32]


def test_the_race_ends_at_the_true_ratio() -> None:
    one = model(show="race", groups=4)
    raced = one.scene("any")
    assert raced.clock == "multiplications"
    assert counters(raced) == [(1_152, 0, 28_800), (4_608, 0, 115_200)]
    assert says(text.remarks(one), 28_800, 115_200, 1_152, 4_608, 25)
    assert says(text.remarks(model(show="race", groups=1)), 115_200)


def test_what_groups_give_and_take_is_said() -> None:
    one = model()
    assert numbers(text.gained(one))[:3] == [2, 2_304, 4_608]
    assert numbers(text.lost(one)) == [2, 4]


@pytest.mark.parametrize(
    ("groups", "reached"), [(2, [False, False, True, True]), (4, [False, False, True, False]), (1, [True] * 4)]
)
def test_a_bright_channel_reaches_its_group_only(groups: int, reached: list[bool]) -> None:
    one = model(input="bright", bright_channel=3, groups=groups)
    assert [bool(np.any(plane)) for plane in one.trace.output] == reached
    maps = [place for place, there in enumerate(reached, 1) if there]
    assert says(text.remarks(one), 3, *(maps if groups > 1 else []))


def test_alexnets_halves() -> None:
    lines = cost.alexnet().splitlines()
    for line in ((614_400, 307_200), (1_327_104, 663_552), (884_736, 442_368)):
        assert says(lines, *line)
    assert says(text.ALEXNET, 3), "gigabytes of each card"


def test_only_groups_that_divide_are_offered() -> None:
    for channels in CHANNELS:
        for filters in COUNTS:
            offered = model(channels=channels, filters=filters, groups=1).state.possible_groups
            assert offered[0] == 1
            assert all(channels % groups == filters % groups == 0 for groups in offered)
            assert not any(
                channels % groups == filters % groups == 0
                for groups in set(range(1, 9)) - set(offered)
                if filters <= 8 or channels % groups
            )
    assert model(channels=6, filters=6, groups=1).state.possible_groups == (1, 2, 3, 6)


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"g": "3"}, [3, 4, 3, 1, 2, 4, 2], {}),
        ({"c": "8", "n": "6", "g": "4"}, [4, 6, 4, 1, 2, 2], {"c": "8", "n": "6"}),
        ({"g": "99"}, [99, 1, 8, 8, 4, 8, 1, 2, 4, 4], {"g": "4"}),
        ({"in": "bright", "bc": "7"}, [7, 4, 4], {"in": "bright", "bc": "4"}),
    ],
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    state, told = decode(GroupedState, "grouped", {**query, **MARK})
    assert numbers(told[0].sentence.partition("=")[2] if "`" in told[0].sentence else told[0].sentence) == said
    assert encode(state) == (left and {**left, **MARK})


@pytest.mark.parametrize(
    ("values", "grid", "cell", "param", "changes"),
    [
        ({}, "input", 60, "input_edits", "1.1.4~9"),
        ({}, "kernel 1", 36, "weight_edits", "2.2.0.0~9"),  # the first weight of filter 3, which reads channels 3 and 4
        ({"show": "race"}, "0.kernel 1", 36, "weight_edits", "2.2.0.0~9"),
        ({"show": "race"}, "1.kernel 1", 90, "weight_edits", "2.2.0.0~9"),
        ({"show": "race"}, "1.input", 60, "input_edits", "1.1.4~9"),
    ],
)
def test_a_number_typed_into_either_picture_is_the_same_number(values, grid, cell, param, changes) -> None:
    change = model(**values).edit(Edit(grid, ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert (change.param, merged("", change.named, change.cells)) == (param, changes)


def test_changed_numbers_are_computed_with() -> None:
    one = model(input_edits="1.1.4~9", weight_edits="2.2.0.0~-7")
    assert one.x.ravel()[60] == 9
    assert one.weights.ravel()[36] == -7
    assert_honest(one)


def test_the_code_is_of_this_state() -> None:
    torch, *others = model().code()
    assert "groups=2" in torch.code
    assert len(others) == 3
