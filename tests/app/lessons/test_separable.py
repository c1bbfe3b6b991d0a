"""The lesson on the depthwise separable convolution: its numbers, against plain loops."""

import numpy as np
import pytest

from convviz.app.lessons.separable import cost, text
from convviz.app.lessons.separable.lesson import SEPARABLE
from convviz.app.lessons.separable.model import TITLES, SeparableModel, SeparableState
from convviz.app.lessons.separable.sample_numbers import KERNELS
from convviz.app.params.edit_cells import RejectedEdit
from convviz.player import Edit
from convviz.samples.small_volumes import INPUTS
from convviz.scene import Clock, Decoder
from counts import examples
from prose import numbers
from serving import ROOT
from snippet_cases import run
from states import by_loops, counters, every_choice, grids, put_right, random_states, state_of, typed
from visiting import address, choosing, visit


def model(**values: object) -> SeparableModel:
    return SeparableModel(state_of(SeparableState, values))


def assert_honest(one: SeparableModel) -> None:
    """Both tracks end in what plain loops make of the regular filters."""
    whole, apart = one.traces
    assert whole.output.tolist() == by_loops(whole.traces[0])[0]
    assert np.array_equal(whole.output, apart.output)
    assert one.agree
    values = Decoder(one.scene("any")).values
    for grid in ("0.output", "1.output") if one.state.show == "race" else ("output",):
        assert values[grid] == whole.output.ravel().tolist()


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("weights", KERNELS)
def test_every_input_under_all_weights_is_honest(name, weights) -> None:
    assert_honest(model(filters=2, channels=4, input=name, weights=weights))


@pytest.mark.parametrize("side", range(1, 8))
@pytest.mark.parametrize("padding", ["none", "same"])
def test_every_kernel_side_is_honest(side, padding) -> None:
    one = model(filters=3, padding=padding, kernel=side)
    assert_honest(one)
    assert one.ratio == pytest.approx(1 / 3 + 1 / side**2)


@pytest.mark.parametrize("values", [{}, {"filters": 3, "input": "random", "weights": "random"}], ids=str)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(SeparableState, values):
        assert_honest(SeparableModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(SeparableState, examples(120), height=6):  # small, for plain loops
        assert_honest(SeparableModel(state))


def test_it_opens_on_the_race_of_the_literature() -> None:
    one = model()
    scene = one.scene("any")
    assert scene.clock == "multiplications"
    assert tuple(track.title for track in scene.tracks) == TITLES
    assert [link.full for link in scene.links] == [86_400, 675, 9_600]
    regular, apart, ratio = [25, 27, 128, 86_400], [25, 27, 3, 128, 10_275], [11.9, 1, 128, 1, 9]
    assert numbers(text.formula(one).words) == [*regular, *apart, *ratio]
    assert numbers(text.remarks(one)[1]) == [8, 128, 432, 9, 48], "filters drawn, and what a step stands for"
    assert numbers(grids(scene)["1.output"].note) == [5, 5, 8, 128]


@pytest.mark.parametrize(
    ("case", "regular", "separable", "weights", "share"),
    [
        (SEPARABLE.cases[0], 86_400, 10_275, [411, 3_456], 11.9),
        (SEPARABLE.cases[1], 675, 750, [30, 27], 111.1),
        (SEPARABLE.cases[2], 470_400, 13_275, [531, 18_816], 2.8),
        (SEPARABLE.cases[3], 231_211_008, 29_302_784, [2_336, 18_432], 12.7),
        (SEPARABLE.cases[4], 1_228_800, 53_952, [843, 19_200], 4.4),
        (SEPARABLE.cases[5], 7_077_888, 1_228_800, [75, 432], 17.4),
    ],
    ids=[case.id for case in SEPARABLE.cases],
)
def test_a_named_case_is_honest_and_has_its_price(case, regular, separable, weights, share) -> None:
    one = model(**case.values)
    assert counters(one.scene("any")) == [(weights[1], 0, regular), (weights[0], 0, separable)]
    assert numbers(text.percent(one.ratio)) == [share]
    assert_honest(one)


def test_who_is_finished_first_is_said() -> None:
    assert numbers(text.remarks(model())[0]) == [11.9, 8.4], "% of the work, times fewer"
    assert numbers(text.remarks(model(filters=1))[0]) == [111.1]
    assert Clock(model(filters=1).scene("any")).leader == 1


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ({"height": 13, "filters": 8}, [8, 8, 8, 8, 13, 13]),
        ({"channels": 5}, [8, 128, 4, 5]),
        (
            {"height": 112, "channels": 32, "filters": 64, "padding": "same", "show": "separable"},
            [8, 64, 4, 32, 8, 8, 112, 112, 14_112, 50_176],
        ),
    ],
    ids=str,
)
def test_what_is_left_out_is_counted(values, drawn) -> None:
    said = numbers(text.remarks(model(**values))[1])
    assert said[: len(drawn)] == drawn
    assert len(said) == (10 if "show" in values else len(drawn) + 3), "what a step of each stage on show stands for"


def test_what_is_drawn_whole_needs_no_remark() -> None:
    assert len(text.remarks(model(filters=8))) == len(text.remarks(model())) - 1


@pytest.mark.parametrize(
    ("show", "counted"),
    [
        ("race", [(3_456, 0, 86_400), (411, 0, 10_275)]),
        ("separable", [(411, 0, 10_275)]),
        ("regular", [(3_456, 0, 86_400)]),
    ],
)
def test_one_of_them_can_be_watched_alone(show, counted) -> None:
    assert counters(model(show=show).scene("any")) == counted
    assert_honest(model(show=show))


def test_colours_end_where_channels_are_mixed() -> None:
    shown = grids(model(show="separable").scene("any"))
    assert shown["maps 1"].hues == ((0, 1, 2),)
    assert not shown["output"].hues


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"h": "4", "k": "6"}, [6, 4, 4, 4], {"h": "4", "k": "4"}),
        ({"h": "0"}, [0, 1, 256, 1, 3, 1, 1, 1], {"h": "1", "k": "1"}),
        ({"k": "9"}, [9, 1, 7, 7], {"k": "7"}),
        ({"n": "4096"}, [4_096, 1, 1_024, 1_024], {"n": "1024"}),
        ({"c": "-1"}, [-1, 1, 512, 1], {"c": "1"}),
        ({"seed": "3"}, [3], {}),
        ({"kseed": "3"}, [3], {}),
        ({"ke": "0.3.0~1"}, [1, 1], {}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(SeparableState, "separable", query) == (said, left)


def test_a_window_that_does_not_fit_is_not_offered() -> None:
    assert [*SeparableState.param("kernel").possible(model(height=4).state).options] == [1, 2, 3, 4]
    model(height=4, kernel=6, padding="same")


def test_changed_numbers_change_both() -> None:
    one = model(input_edits="1.0.2~9", weight_edits="2.1.1~-3", mixing_edits="7.0~5")
    shown = grids(one.scene("any"))
    assert shown["0.input"].values == shown["1.input"].values
    assert shown["1.input"].values[49 + 2] == 9
    assert shown["1.kernel 1"].values[2 * 9 + 4] == -3
    assert shown["1.kernel 2"].values[21] == 5
    assert_honest(one)


@pytest.mark.parametrize(
    ("show", "grid", "cell", "param", "changes"),
    [
        ("race", "0.input", 51, "input_edits", "1.0.2~9"),
        ("race", "1.input", 51, "input_edits", "1.0.2~9"),
        ("race", "1.kernel 1", 22, "weight_edits", "2.1.1~9"),
        ("race", "1.kernel 2", 21, "mixing_edits", "7.0~9"),
        ("separable", "input", 51, "input_edits", "1.0.2~9"),
        ("separable", "kernel 1", 22, "weight_edits", "2.1.1~9"),
        ("separable", "kernel 2", 21, "mixing_edits", "7.0~9"),
        ("regular", "input", 51, "input_edits", "1.0.2~9"),
    ],
)
def test_a_number_typed_into_the_picture(show, grid, cell, param, changes) -> None:
    assert typed(model(show=show).edit, grid, cell) == (param, changes)


@pytest.mark.parametrize(("show", "grid"), [("race", "0.kernel 1"), ("regular", "kernel 1")])
def test_the_regular_filters_cannot_be_changed(show, grid) -> None:
    change = model(show=show).edit(Edit(grid, ((0, 9.0),)))
    assert change == RejectedEdit("weight_edits", text.EDIT_FOLLOWS)


def test_gained_and_lost_are_in_numbers() -> None:
    one = model()
    assert [*map(numbers, text.gained_and_lost(one))] == [[10_275, 86_400, 411, 3_456], [3, 128, 384, 3, 3, 3]]
    assert numbers(text.on_time(one)[0])[0] == 75, "numbers between the stages"
    assert numbers(text.gained_and_lost(model(filters=1))[0])[2:] == [30, 27]


def test_the_table_of_shares_has_this_state_in_bold() -> None:
    lines = cost.shares(model().state).splitlines()
    assert numbers(lines[0]) == [1, 1, 2, 2, 3, 3, 5, 5, 7, 7]
    (row,) = (line for line in lines if line.startswith("| 128 |"))
    assert numbers(row) == [128, 100.8, 25.8, 11.9, 4.8, 2.8]
    assert "**11.9 %**" in row
    (row,) = (
        line for line in cost.shares(model(height=12, kernel=7, filters=49).state).splitlines() if "| 49 |" in line
    )
    assert "**4.1 %**" in row, "2/49, where a source says 1/49"


def test_the_surface_is_drawn_for_who_asks_for_it() -> None:
    choose, app = choosing("separable"), visit(ROOT / "pages" / "separable.py")
    assert not app.get("plotly_chart")
    app = choose(app, "surf.switch", True)
    assert address(app) == {"surf": "show", "v": "2"}
    assert len(app.get("plotly_chart")) == 1
    assert not choose(app, "surf.switch", False).get("plotly_chart")
    _, now = cost.surface(model().state).data
    assert [*now.x, *now.y, *now.z] == [3, 128, pytest.approx(100 * 10_275 / 86_400)]


def test_prices_are_bars_of_both_stages() -> None:
    assert numbers(cost.multiplications(model())[1].text) == [675, 9_600, 10_275]
    assert numbers(cost.weights(model())[1].text) == [27, 384, 411]


@pytest.mark.parametrize(
    "values", [{}, {"padding": "same", "kernel": 4, "height": 6, "filters": 3}, {"channels": 1, "filters": 1}], ids=str
)
def test_the_code_gives_what_is_drawn(values) -> None:
    one = model(**values)
    made = {snippet.dialect: snippet for snippet in one.code()}
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for dialect in ("numpy", "convviz"):
        assert np.array_equal(run(made[dialect])["y"], one.traces[1].output)


def test_the_prediction_is_the_count_of_the_model() -> None:
    assert model(**SEPARABLE.quiz.values).costs[1].multiplications == SEPARABLE.quiz.answer == 10_496


@pytest.mark.parametrize("idea", SEPARABLE.ideas, ids=lambda idea: idea.title)
def test_each_idea_is_honest(idea) -> None:
    assert_honest(model(**idea.values))
