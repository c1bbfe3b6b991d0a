"""The lesson on the sliding window: its numbers, against plain loops, and what its controls do to the address."""

from functools import partial

import numpy as np
import pytest

from convviz.app.lessons.sliding_window import text
from convviz.app.lessons.sliding_window.lesson import SLIDING_WINDOW
from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.markup import to_plain
from convviz.app.params.groups.padding import PADDINGS
from convviz.app.widgets.size_formula import size_formulas
from convviz.samples.images_and_kernels import INPUTS, KERNELS, PRESETS
from convviz.spec.parse import PADDING_MODES
from counts import examples
from prose import numbers
from states import by_loops, counters, every_choice, grids, played, put_right, random_states, state_of
from visiting import address, choosing, more_controls, notices, visit

choose = choosing("sliding_window")
enter = partial(visit, v="2")
SMALL_PATCH = {"patch_height": 8, "patch_width": 6}  # plain loops take their time


def model(**values: object) -> SlidingWindowModel:
    return SlidingWindowModel(state_of(SlidingWindowState, values))


def output(one: SlidingWindowModel) -> list[float]:
    return played(one.scene("any"))


def assert_honest(one: SlidingWindowModel) -> None:
    assert output(one) == pytest.approx(np.ravel(by_loops(one.trace)[0]).tolist(), rel=1e-9, abs=1e-9)


GUIDE = {  # what the guide calls the case: where the lesson has it
    "no padding": "inside",
    "arbitrary padding": "even",
    "half padding": "keep",
    "full padding": "grow",
    "strides": "skip",
    "padding and strides": "against",
    "odd": "read",
    "dilation": "farther",
}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_a_case_of_the_guide_is_honest_and_has_its_size(preset) -> None:
    (case,) = (case for case in SLIDING_WINDOW.cases if case.id == GUIDE[preset.title])
    one = model(**case.values)
    assert one.geometry.output_shape == (preset.output, preset.output)
    assert one.geometry.padding == ((preset.padding, preset.padding),) * 2
    assert numbers(case.hint) == [preset.input, preset.output]
    spec = one.spec
    assert (one.geometry.input_shape[0], spec.kernel[0], spec.stride[0], spec.dilation[0]) == (
        preset.input, preset.kernel, preset.stride, preset.dilation,
    )  # fmt: skip
    assert_honest(one)


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_is_honest(name: str) -> None:
    one = model(input=name)
    assert one.geometry.output_shape == ((30, 30) if name == "photo" else (3, 3))
    assert_honest(one)


@pytest.mark.parametrize("name", KERNELS)
def test_every_kernel_is_honest(name: str) -> None:
    assert model(weights=name).geometry.output_shape == (3, 3)
    assert_honest(model(weights=name))


@pytest.mark.parametrize("mode", PADDING_MODES)
@pytest.mark.parametrize("padding", PADDINGS)
def test_every_padding_is_honest(padding: str, mode: str) -> None:
    one = model(padding=padding, **({} if padding in ("none", "tf") else {"padding_mode": mode}))
    sides = {"none": 3, "same": 5, "full": 7, "custom": 5, "tf": 5}
    assert one.geometry.output_shape == (sides[padding],) * 2
    assert_honest(one)


@pytest.mark.parametrize("values", [{}, {"axes": "independent", "height": 9}, {"padding": "custom"}], ids=str)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(SlidingWindowState, {**SMALL_PATCH, **values, "input": "random", "weights": "random"}):
        assert_honest(SlidingWindowModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(SlidingWindowState, examples(180), **SMALL_PATCH):
        assert_honest(SlidingWindowModel(state))


def test_it_opens_on_the_guides_example() -> None:
    shown = grids(model().scene("any"))
    assert shown["input"].values[:5] == (3, 3, 2, 1, 0)
    assert shown["kernel"].values == (0, 1, 2, 2, 2, 0, 0, 1, 2)
    assert output(model()) == [12, 12, 17, 10, 17, 19, 9, 6, 14]


def test_the_counters_count() -> None:
    one = model(padding="same", bias=1)
    assert counters(one.scene("any")) == [(9, 1, 225)]
    assert (one.cost.on_padding, one.cost.flops) == (56, 450)
    assert (one.geometry.output_shape, one.geometry.input_shape) == ((5, 5), (5, 5))
    assert one.spec.span == (3, 3)


def test_a_control_changes_the_address() -> None:
    app = choose(choose(enter(), "s", 2), "h", 7)
    assert address(app) == {"h": "7", "s": "2", "v": "2"}
    assert address(choose(choose(app, "s", 1), "h", 5)) == {}


def test_the_width_follows_although_the_browser_still_says_the_one_before() -> None:
    app = more_controls(choose(enter(), "h", 6))
    assert app.number_input(key="sliding_window.w").value == 6
    app.number_input(key="sliding_window.w").set_value(5)  # after quick clicks, with the next of them
    app.number_input(key="sliding_window.h").set_value(7)
    app.run()
    assert address(app) == {"h": "7", "v": "2"}
    app.number_input(key="sliding_window.w").set_value(5)
    app.run()
    assert address(app) == {"h": "7", "w": "5", "v": "2"}, "alone it is what the visitor wants"


def test_a_value_forced_down_by_another_control_is_announced_until_the_state_changes() -> None:
    app = choose(choose(enter(), "k", 5), "h", 3)
    (told,) = notices(app)
    assert numbers(told) == [5, 3]
    assert address(app) == {"h": "3", "v": "2"}
    assert notices(more_controls(app)) == [told]
    assert not notices(choose(app, "s", 2))


def test_a_number_field_made_empty_keeps_its_number() -> None:
    app = choose(choose(enter(), "h", 7), "h", None)
    assert app.number_input(key="sliding_window.h").value == 7
    assert address(app) == {"h": "7", "v": "2"}


def test_another_kernel_forgets_what_was_changed_in_the_last_one() -> None:
    app = choose(enter(xe="0.0~9", ke="0.0~10"), "ker", "sharpen")
    assert address(app) == {"xe": "0.0~9", "ker": "sharpen", "v": "2"}


def test_box_and_gaussian_are_whole_numbers_with_a_fraction_in_front() -> None:
    for name, fraction in (("box", (1, 9)), ("gaussian", (1, 16))):
        kernel = grids(model(weights=name).scene("any"))["kernel"]
        assert kernel.scale == fraction
        assert sum(kernel.values) == fraction[1]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"padding": "same"}, []),
        ({"padding": "same", "height": 6, "stride": 2}, [1, 1, 3, 3, 0, 1, 0, 1, 3, 3]),
        ({"padding": "tf", "height": 6, "stride": 2}, [0, 1, 0, 1, 6, 2, 6, 2, 3, 3, 1]),
    ],
    ids=str,
)
def test_the_two_readings_of_same_are_told_apart_where_they_part(values, said) -> None:
    assert numbers(*text.remarks(model(**values))) == said


def test_the_floor_and_the_cells_it_loses_are_in_the_open() -> None:
    one = model(height=6, stride=2)
    ((_, formula),) = size_formulas(one.geometry)
    assert numbers(formula)[-3:] == [1.5, 1, 2]
    assert [axis.unreached for axis in grids(one.scene("any"))["input"].axes[1:]] == [(5,), (5,)]
    ((_, formula),) = size_formulas(model(height=8, stride=3).geometry)
    assert numbers(formula)[-3:] == [1.66, 1, 2]


def test_each_axis_has_its_own_formula_where_they_differ() -> None:
    assert len(size_formulas(model().geometry)) == 1
    ends = {"padding": "custom", "padding_top": 1, "padding_bottom": 2}
    one = model(height=9, axes="independent", kernel=5, kernel_width=3, dilation_across=2, **ends)
    (_, height), (_, width) = size_formulas(one.geometry)
    assert "(9 + 1 + 2 − 5)/1" in to_plain(f"${height}$")
    assert "(9 + 2 · 1 − 2 · 2 − 1)/1" in to_plain(f"${width}$")


def test_sharing_weights_is_priced() -> None:
    assert numbers(text.why(model())[0]) == [25, 9, 25, 9, 225, 9, 25], "pairs, weights, times fewer"
    assert numbers(text.why(model(height=3))[0]) == [9, 1, 9, 1, 9, 9]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"padding": "same", "padding_mode": "circular"}, [1, 25, 1]),  # all 25 numbers moved with it
        ({"input": "random"}, [1, 6, 9, 1, 1]),  # at the edge not all of it moves
        ({"stride": 2}, [1, 2, 2]),  # less than a stride is no shift of the output
    ],
    ids=str,
)
def test_what_moves_in_the_input_moves_in_the_output(values, said) -> None:
    assert numbers(text.why(model(shift_right=1, **values))[1]) == said


def test_the_code_is_of_this_state() -> None:
    snippets = model(stride=2, padding="tf", height=6).code()
    assert len(snippets) == 4
    assert any("stride=2" in snippet.code for snippet in snippets)


def test_an_impulse_brings_out_the_kernel_turned_round() -> None:
    (idea,) = (idea for idea in SLIDING_WINDOW.ideas if idea.values.get("input") == "impulse")
    one = model(**idea.values)
    turned = [*reversed(grids(one.scene("any"))["kernel"].values)]
    assert [number for number in output(one) if number] == [number for number in turned if number]


def test_the_prediction_is_the_size_of_the_model() -> None:
    assert model(**SLIDING_WINDOW.quiz.values).geometry.output_shape[0] == SLIDING_WINDOW.quiz.answer == 2


def test_changed_numbers_are_computed_with() -> None:
    one = model(input_edits="0.0~9_4.4~-1.5", weight_edits="1.1~0")
    shown = grids(one.scene("any"))
    assert (shown["input"].values[0], shown["input"].values[-1]) == (9, -1.5)
    assert shown["kernel"].values == (0, 1, 2, 2, 0, 0, 0, 1, 2)
    assert_honest(one)


def test_changed_numbers_move_with_the_input() -> None:
    one = model(input_edits="0.0~9", shift_right=1, shift_down=2)
    assert grids(one.scene("any"))["input"].values[2 * 5 + 1] == 9


def test_changed_numbers_of_a_box_are_shown_before_its_fraction() -> None:
    kernel = grids(model(weights="box", weight_edits="0.0~10").scene("any"))["kernel"]
    assert (kernel.values, kernel.scale) == ((10, *[1] * 8), (1, 9))


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"k": "99"}, [99, 1, 7, 7, 5], {"k": "5"}),
        ({"h": "4", "w": "5", "xe": "0.0~9_4.4~1"}, [2, 1], {"h": "4", "w": "5", "xe": "0.0~9"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(SlidingWindowState, "sliding_window", query) == (said, left)


@pytest.mark.parametrize("junk", ["junk", "0.0~", "0.0~1e400", "9" * 400, "0.0~nan", "0.0~1__0.1~2"])
def test_changed_numbers_that_cannot_be_read_are_left_out(junk: str) -> None:
    assert put_right(SlidingWindowState, "sliding_window", {"xe": junk})[1] == {}
