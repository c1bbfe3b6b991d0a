"""The lesson on transposed convolution: its numbers, against plain loops."""

import random

import numpy as np
import pytest

import oracle
from convviz.app.lessons.transposed import cost, gradient, padding_conventions, round_trip, text
from convviz.app.lessons.transposed.lesson import TRANSPOSED
from convviz.app.lessons.transposed.model import (
    DILATIONS,
    EXTRAS,
    PADS,
    SIDES,
    STRIDES,
    TAPS,
    TransposedModel,
    TransposedState,
)
from convviz.app.lessons.transposed.views import BACK, MATRIX, PAINT, SLIDE
from convviz.app.markup import to_plain
from convviz.app.params.edit_cells import ValueEdit
from convviz.engine.gradients import gradients
from convviz.errors import ConvError
from convviz.player import Edit
from convviz.spec.conv import ConvSpec
from counts import examples
from prose import numbers, says
from snippet_cases import run
from states import counters, every_choice, grids, played, put_right, random_states, sizes, state_of, typed

LARGE = {"height": 4, "kernel": 4, "padding_cells": 1}
BEYOND = {"stride": 1, "dilation": 2, "output_padding": 1}  # output_padding reaches the stride


def model(**values: object) -> TransposedModel:
    return TransposedModel(state_of(TransposedState, values))


ALL = {"show": "all"}


def tracks(one: TransposedModel) -> list[str]:
    return [track.title for track in one.scene("any").tracks]


def by_hand(one: TransposedModel) -> list[float]:
    """The output by plain loops over the state's numbers."""
    state, (numerator, denominator) = one.state, one.kernel.scale
    s, d, p, a = state.stride, state.dilation, state.padding_cells, state.output_padding
    y, *_ = oracle.transposed(
        [one.trace.x.tolist()],
        [[one.kernel.whole.tolist()]],
        stride=(s, s),
        pads=[(p, p)] * 2,
        dilation=(d, d),
        output_padding=(a, a),
    )
    return [number * numerator / denominator + state.bias for row in y[0][0] for number in row]


def assert_honest(one: TransposedModel) -> None:
    """All ways end in what plain loops give."""
    expected = pytest.approx(by_hand(one), rel=1e-12, abs=1e-9)
    assert one.views.agree == one.trace.output.size
    assert all(ends == expected for ends in one.views.ends.values())
    scene = one.scene("any")
    for track in range(len(one.views.shown)) if one.state.show != "back" else ():
        assert played(scene, f"{track}.output") == expected


@pytest.mark.parametrize("case", TRANSPOSED.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest_and_has_the_sizes_of_its_hint(case) -> None:
    one = model(**case.values)
    assert numbers(case.hint) == [one.geometry.input_shape[0], one.geometry.output_shape[0]]
    assert_honest(one)


@pytest.mark.parametrize("values", [ALL, {**ALL, "height": 4, "bias": 7}], ids=str)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(TransposedState, values):
        assert_honest(TransposedModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(TransposedState, examples(150)):
        assert_honest(TransposedModel(state))


def test_it_opens_on_stamps_one_of_three_ways_to_the_same_five_by_five() -> None:
    assert tracks(model()) == [PAINT]
    assert counters(model().scene("any")) == counters(model(**ALL).scene("any"))[:1]
    one = model(**ALL)
    scene = one.scene("any")
    assert tracks(one) == [PAINT, SLIDE, MATRIX]
    assert scene.clock == "progress"
    assert numbers(text.remarks(one)[0]) == [25]
    assert counters(scene) == [(9, 0, 36), (9, 0, 225), (9, 0, 100)]
    assert one.naive == 6.25 * one.cost.macs
    assert len(grids(scene)["2.kernel"].gaps) == 64
    assert [sizes(grids(scene)[name])[1:] for name in ("0.output", "0.input")] == [[5, 5], [2, 2]]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({}, "y[2r + a, 2c + b]"),
        ({"stride": 3, "dilation": 2, "padding_cells": 1}, "y[3r + 2a − 1, 3c + 2b − 1]"),
        ({"stride": 1, "kernel": 1}, "y[r, c]"),
    ],
    ids=str,
)
def test_the_formula_has_the_numbers_of_this_state(values, written) -> None:
    one = model(**values)
    assert written in to_plain(text.formula(one).letters)
    assert numbers(text.formula(one).words)[-1] == one.geometry.output_shape[0]


@pytest.mark.parametrize(
    ("values", "border"),
    [
        ({}, [2, 0, 2]),
        ({"padding_cells": 2, "height": 3}, [2, 2, 0]),
        ({"height": 4, "kernel": 2, "stride": 1, "padding_cells": 2}, [1, 2, -1]),
    ],
    ids=str,
)
def test_padding_is_told_in_both_readings(values, border) -> None:
    one = model(**values)
    assert numbers(padding_conventions.in_short(one))[1:] == border
    assert any(numbers(said) == [-1, 1] for said in text.remarks(one)) == (border[-1] < 0), "one cell is cut off"


def test_the_size_is_worked_out_in_both_readings() -> None:
    one = model(height=3, padding_cells=1, output_padding=1, dilation=2)
    (_, stamps), (_, slides) = padding_conventions.formulas(one)
    assert "2 · 2 + 2 · 2 + 1 − 2 · 1 + 1 = 8" in to_plain(f"${stamps}$")
    assert "6 + 2 · 3 − 2 · 2 = 8" in to_plain(f"${slides}$")


def test_output_padding_chooses_among_the_sizes_the_direct_layer_maps_to_this_one() -> None:
    """I = 5 and i = 6 both give 3 at k = 3, s = 2, p = 1."""
    for extra, size in ((0, 5), (1, 6)):
        one = model(height=3, padding_cells=1, output_padding=extra)
        assert one.sources == [5, 6]
        assert one.geometry.output_shape == (size, size)
        assert numbers(padding_conventions.candidates(one)) == [3, 5, 6, 0, 5, 1, 6, extra, size, 3]
    assert numbers(padding_conventions.candidates(model(stride=1))) == [2, 4, 2], "2 comes of 4 and of nothing else"
    assert model(**BEYOND).direct is None


def test_beyond_thirty_six_columns_two_ways_remain() -> None:
    one = model(**LARGE, **ALL)
    assert tracks(one) == [PAINT, SLIDE]
    assert [*map(numbers, text.remarks(one))] == [[64], [64, 36]], "cells that agree; columns, and the most"
    assert tracks(model(height=3, padding_cells=1, output_padding=1, **ALL)) == [PAINT, SLIDE, MATRIX], (
        "36 are not too many"
    )


@pytest.mark.parametrize(
    ("way", "title"), [("paint", PAINT), ("slide", SLIDE), ("matrix", MATRIX), ("back", BACK)], ids=str
)
def test_each_way_by_itself_is_honest(way: str, title: str) -> None:
    assert tracks(model(show=way)) == [title]
    assert_honest(model(show=way))


def test_the_textbook_matrices_and_that_c_does_not_undo_c_transposed() -> None:
    for show in ("all", "matrix"):
        assert numbers(text.remarks(model(stride=1, show=show))[1]) == [4, 16, 16, 4]
    assert len(text.remarks(model(stride=1, show="paint"))) == 1
    one = model(stride=1, show="back")
    shown = grids(one.scene("any"))
    assert (sizes(shown["kernel"]), sizes(shown["direct"])) == ([16, 4], [4, 16])
    assert counters(one.scene("any")) == [(9, 0, 2 * 16 * 4)], "both products have the weights of one kernel"
    back = played(one.scene("any"), "back")
    assert len(back) == 4
    assert back != [1, 2, 3, 4]
    assert numbers(text.remarks(one)[2]) == [2, 2, 0, 4, 1, back[0]], "0 of 4 as they were; the first was 1"
    undone = model(weights="identity", show="back")
    assert np.array_equal(undone.returned, undone.trace.x)
    assert numbers(text.remarks(undone)[2])[2:4] == [4, 4]


def test_the_bias_is_counted() -> None:
    assert [told[:2] for told in counters(model(bias=99, **ALL).scene("any"))] == [(9, 1)] * 3


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"p": "5"}, [5, 2], {"p": "2"}),
        ({"op": "3"}, [3, 2, 1], {"op": "1"}),
        ({"ker": "laplacian", "k": "4"}, [4, 3], {"ker": "laplacian"}),
        ({"s": "9"}, [9, 1, 4, 4], {"s": "4"}),
        ({"h": "4", "k": "4", "p": "1", "show": "matrix"}, [36], {"h": "4", "k": "4", "p": "1"}),
        ({"s": "1", "d": "2", "op": "1", "show": "back"}, [36], {"s": "1", "d": "2", "op": "1"}),
        ({"xe": "5.5~1"}, [1, 1], {}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(TransposedState, "transposed", query) == (said, left)


@pytest.mark.parametrize(
    ("grid", "cell", "values", "param", "changes"),
    [
        ("0.input", 2, ALL, "input_edits", "1.0~9"),
        ("1.input", 2, ALL, "input_edits", "1.0~9"),
        ("2.input", 2, ALL, "input_edits", "1.0~9"),
        ("0.kernel", 5, ALL, "weight_edits", "1.2~9"),
        ("1.kernel", 5, ALL, "weight_edits", "1.0~9"),
        ("2.kernel", 4, ALL, "weight_edits", "0.1~9"),
        ("0.kernel", 5, {"show": "slide"}, "weight_edits", "1.0~9"),
        ("kernel", 4, {"show": "back"}, "weight_edits", "0.1~9"),
        ("direct", 1, {"show": "back"}, "weight_edits", "0.1~9"),
    ],
)
def test_a_number_typed_into_any_way_is_the_same_number(grid, cell, values, param, changes) -> None:
    """Cell 5 of the turned kernel is weight [1, 0]; row 1, column 0 of Cᵀ is weight [0, 1]."""
    assert typed(model(**values).edit, grid, cell) == (param, changes)


def test_the_bias_is_one_number_wherever_it_is_typed_and_the_output_none() -> None:
    for grid, cell in (("0.bias", 0), ("2.bias", 7)):
        assert model(bias=1, **ALL).edit(Edit(grid, ((cell, 9.0),))) == ValueEdit("bias", 9)
    assert model().edit(Edit("0.output", ((0, 9.0),))) is None


def test_changed_numbers_are_in_all_ways() -> None:
    one = model(input_edits="1.0~9", weight_edits="0.1~-2.5", bias=3, **ALL)
    assert one.trace.x[0, 1, 0] == 9
    assert_honest(one)


def test_nothing_is_an_inverse_and_the_page_says_by_how_much() -> None:
    trip = round_trip.round_trip(model())
    assert (trip.picture.shape, trip.small.shape, trip.back.shape) == ((96, 96), (47, 47), (96, 96))
    assert 0.3 < trip.rest < 0.5
    assert says(round_trip.sentences(trip), 96, 47, round(100 * trip.rest, 1))
    assert "[1 2 0; 2 5 2; 0 2 4]" in to_plain(round_trip.no_unit_matrix())
    same = round_trip.round_trip(model(kernel=1, stride=1, weights="identity"))
    assert same.rest == pytest.approx(0)
    assert numbers(*round_trip.sentences(same)) == [96] * 6
    zeros = "0.0~0_0.2~0_1.0~0_1.2~0_2.0~0_2.2~0"
    assert round_trip.round_trip(model(weights="sobel_x", weight_edits=zeros)).rest == 1


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"bias": 3},
        {"height": 3, "padding_cells": 1, "output_padding": 1},
        {"dilation": 2, "weights": "random", "kernel": 4},
    ],
    ids=str,
)
def test_it_is_the_gradient_of_the_direct_layer(values) -> None:
    one = model(**values)
    stamped, of_direct = gradient.unbiased(one), gradient.of_direct(one)
    assert np.array_equal(of_direct.x, stamped)
    assert numbers(gradient.sentences(one)[1])[:2] == [stamped.size, stamped.size]
    exchanged = gradients(one.spec, one.trace.x, one.weight, gradient.read(one))
    assert np.allclose(of_direct.weight, exchanged.weight)


def test_the_gradient_of_a_small_case_is_told_in_numbers() -> None:
    """All four stamps of the opening case land on the middle cell: 1·2 + 2·0 + 3·2 + 4·0 = 8."""
    assert numbers(gradient.sentences(model())[1])[2:] == [3, 3, 4, 1, 2, 2, 0, 3, 2, 4, 0, 8]
    assert len(gradient.sentences(model(**BEYOND))) == 1, "no direct layer leads back"


def test_the_price_counts_input_positions() -> None:
    here, printed = cost.sentences(model(height=8, kernel=4, padding_cells=1))
    assert numbers(here)[:7] == [64, 16, 1_024, 256, 16, 4_096, 4]
    assert cost.example() == (25_690_112, 102_760_448)
    assert says([printed], 102_760_448, 25_690_112)


def test_what_is_possible_is_what_the_engine_can_do() -> None:
    """The controls ask the state and not the engine, some hundred times a run."""
    draw = random.Random(3)
    for _ in range(examples(6_000)):
        h, k, s, d, p, op = (draw.choice(among) for among in (SIDES, TAPS, STRIDES, DILATIONS, PADS, EXTRAS))
        values = {"height": h, "kernel": k, "stride": s, "dilation": d, "padding_cells": p, "output_padding": op}
        state = model().state.having(**values)
        steps = {"stride": s, "padding": p, "dilation": d, "output_padding": op}
        try:
            fits = ConvSpec.of(2, 1, 1, k, **steps, transposed=True).fits((h, h))
        except ConvError:
            fits = False
        assert (state.obstacle == "") == fits, state


def test_where_no_stamp_lands_is_said() -> None:
    assert numbers(text.remarks(model(kernel=2, stride=3))[-1]) == [3, 3, 0], "row 3 and column 3 hold 0"
    assert numbers(text.remarks(model(kernel=2, stride=4, bias=1))[-1]) == [3, 4, 3, 4], "they hold the bias"


def test_the_prediction_is_the_size_of_the_model() -> None:
    assert model(**TRANSPOSED.quiz.values).geometry.output_shape == (TRANSPOSED.quiz.answer,) * 2 == (10, 10)


def test_things_to_try_keep_their_promises() -> None:
    beside, stamp, negative = (idea.values for idea in TRANSPOSED.ideas)
    assert model(**beside).cost.macs == model(**beside).trace.output.size, "each output cell is stamped once"
    assert model(**beside, stride=3).geometry.axes[0].unreached() == (2,)
    assert np.array_equal(model(**stamp).trace.output[0, 2:5, 2:5], model(**stamp).kernel.whole)
    assert "c" in grids(model(**negative, **ALL).scene("any"))["1.input"].axes[1].kind


def test_code_in_four_dialects() -> None:
    one = model(padding_cells=1, output_padding=1)
    torch, keras, *runnable = one.code()
    assert [torch.dialect, keras.dialect, *(snippet.dialect for snippet in runnable)] == [
        "pytorch",
        "keras",
        "numpy",
        "convviz",
    ]
    assert "conv_transpose2d" in torch.code
    assert "output_padding=1" in torch.code
    for snippet in runnable:
        assert run(snippet)["y"].ravel().tolist() == by_hand(one)
