"""The lesson on the flattened convolution: its numbers, against plain loops."""

import numpy as np
import pytest

from convviz.analysis.separability import is_rank_one, rank_one
from convviz.app.lessons.flattened import cost, separability, text
from convviz.app.lessons.flattened.lesson import FLATTENED
from convviz.app.lessons.flattened.model import FlattenedModel, FlattenedState
from convviz.app.lessons.flattened.sample_numbers import FILTERS, filters
from convviz.app.params.edit_cells import RejectedEdit
from convviz.costs.block import block_cost
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.spec.recipes import flattened
from counts import examples
from prose import numbers
from snippet_cases import run
from states import by_loops, counters, every_choice, grids, put_right, random_states, state_of, typed

RACE = {"show": "race"}


def model(**values: object) -> FlattenedModel:
    return FlattenedModel(state_of(FlattenedState, values))


def assert_honest(one: FlattenedModel) -> None:
    """The regular track is what plain loops compute; the other is so where every filter survives, and only there."""
    whole, thin = one.traces
    expected = np.asarray(by_loops(whole.traces[0])[0], float)
    assert np.array_equal(whole.traces[0].weight, one.filters)
    assert whole.output == pytest.approx(expected)
    agrees = thin.output == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert not one.exact or agrees
    assert one.exact == all(map(is_rank_one, one.filters))
    assert (one.differing == 0) == agrees
    played = Decoder(one.scene("any"))
    alone = one.state.show == "flattened"
    assert played.values["output" if alone else "1.output"] == pytest.approx(thin.output.ravel().tolist())
    assert played.multiplications(0 if alone else 1) == one.costs[1].multiplications


@pytest.mark.parametrize("case", FLATTENED.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("values", [{"channels": 4, "filters": 3}, {"channels": 2, "height": 3}], ids=str)
def test_all_filters_are_honest_and_only_products_survive(name: str, values) -> None:
    one = model(**values, weights=name)
    assert_honest(one)
    assert one.exact == (name in ("product", "average"))


@pytest.mark.parametrize(
    "values", [{"height": 4, "width": 6, "show": "race"}, {"input": "random", "weights": "random"}], ids=str
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(FlattenedState, values):
        assert_honest(FlattenedModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(FlattenedState, examples(120)):
        assert_honest(FlattenedModel(state))


def test_it_opens_on_a_product_of_three_vectors() -> None:
    steps = model().scene("any")
    assert [grids(steps)[f"kernel {step}"].values for step in (1, 2, 3)] == [(1, 2), (1, 2, 1), (-1, 0, 1)]
    assert counters(steps) == [(8, 0, 122)]
    one = model(show="race")
    shown = grids(one.scene("any"))
    assert [shown[f"1.kernel {step}"].values for step in (1, 2, 3)] == [(1, 2), (1, 2, 1), (-1, 0, 1)]
    assert [name for name in shown if name.startswith("1.maps")] == ["1.maps 1", "1.maps 2"]
    assert counters(one.scene("any")) == [(18, 0, 162), (8, 0, 122)]
    assert (one.differing, one.traces[0].output.size) == (0, 9)
    assert numbers(text.formula(one).words) == [2, 3, 3, 8, 2, 3, 3, 18]
    assert numbers(*text.remarks(one)) == [50, 45, 27, 122, 162, 9]
    assert numbers(separability.verdict(one)[-1]) == [1], "filter 1 survives"
    assert numbers(*one.titles) == [2, 3, 3, 2, 3, 3]


def test_three_channels_make_27_weights_9() -> None:
    one = model(channels=3)
    assert [weights for weights, *_ in counters(model(channels=3, show="race").scene("any"))] == [27, 9]
    assert numbers(cost.of_this(one)[0]) == [5, 5, 3, 25, 3, 75, 15, 3, 45, 9, 3, 27, 9, 3, 3, 3, 27, 243]


@pytest.mark.parametrize(("place", "channels", "side"), [(0, 3, 3), (1, 64, 3), (2, 256, 3), (3, 256, 5), (4, 512, 7)])
def test_the_weights_of_a_filter_are_the_sum_and_not_the_product(place, channels, side) -> None:
    whole, parts = cost.weights()[2 * place : 2 * place + 2]
    assert numbers(whole.label, whole.text) == [channels, side, side, channels * side * side]
    assert numbers(parts.text) == [channels, side, side, channels + 2 * side]
    assert block_cost(flattened(channels, 1, side), (side, side)).weights == channels + 2 * side


@pytest.mark.parametrize(
    ("name", "ranks", "worst", "missed", "differing"),
    [("edges", (2, 2, 2), [2, 2, 2], 70.7, [8, 9, 71]), ("laplacian", (1, 2, 2), [2, 2], 10.1, [9, 9, 10])],
)
def test_neither_kernels_that_are_products_nor_channels_alike_are_enough(name, ranks, worst, missed, differing) -> None:
    one = model(weights=name)
    assert all(is_rank_one(kernel) == (name == "edges") for kernel in one.filters[0])
    assert one.vectors[0].ranks == ranks
    _, table, reason = separability.verdict(one)
    assert numbers(table.splitlines()[-1]) == [1, *ranks, missed]
    assert numbers(reason) == [1, *worst, missed]
    missed = max(each.error for each in one.vectors)
    assert [one.differing, one.traces[0].output.size, round(100 * missed)] == differing


def test_how_far_random_filters_are_from_products() -> None:
    draw = np.random.default_rng(0)
    errors = sorted(rank_one(draw.standard_normal((2, 3, 3))).error for _ in range(40))
    percents = [round(100 * error, 1) for error in (errors[0], errors[-1], errors[20])]
    assert numbers(separability.random_ones(model())) == [40, 2, 3, 3, 18, *percents]


@pytest.mark.parametrize(
    ("values", "grid", "cell", "param", "changes"),
    [
        (RACE, "0.input", 31, "input_edits", "1.1.1~9"),
        (RACE, "1.input", 31, "input_edits", "1.1.1~9"),
        ({"show": "flattened"}, "input", 31, "input_edits", "1.1.1~9"),
        (RACE, "0.kernel 1", 13, "weight_edits", "0.1.1.1~9"),
        ({**RACE, "kernel": 2}, "1.kernel 1", 1, "weight_edits", "0.1.0.0~-9_0.1.0.1~9_0.1.1.0~-9_0.1.1.1~9"),
        ({**RACE, "kernel": 2}, "1.kernel 2", 0, "weight_edits", "0.0.0.0~-9_0.0.0.1~9_0.1.0.0~-18_0.1.0.1~18"),
        (
            {"kernel": 2, "show": "flattened"},
            "kernel 3",
            1,
            "weight_edits",
            "0.0.0.1~9_0.0.1.1~9_0.1.0.1~18_0.1.1.1~18",
        ),
    ],
)
def test_a_number_typed_into_the_picture(values, grid, cell, param, changes) -> None:
    assert typed(model(**values).edit, grid, cell) == (param, changes)


def test_vectors_that_are_worked_out_or_too_large_are_refused() -> None:
    worked_out = model(weights="edges", show="race").edit(Edit("1.kernel 1", ((0, 9.0),)))
    assert worked_out == RejectedEdit("weight_edits", text.NOT_EXACT)
    too_large = model(show="race").edit(Edit("1.kernel 2", ((1, 999_999.0),)))
    assert too_large == RejectedEdit("weight_edits", text.TOO_LARGE)


def test_one_changed_weight_and_the_filter_does_not_survive() -> None:
    one = model(weight_edits="0.0.0.0~5")
    assert not one.exact
    assert_honest(one)
    zeros = "0.0.0.0~0_0.0.0.1~0_0.0.1.0~0_0.0.1.1~0"
    assert_honest(model(weights="average", channels=1, kernel=2, weight_edits=zeros))
    assert_honest(model(weights="average", weight_edits="0.0.0.0~0.5"))


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"c": "9"}, [9, 1, 4, 4], {"c": "4"}),
        ({"n": "0"}, [0, 1, 3, 1], {}),
        ({"k": "4", "h": "3"}, [4, 3], {"h": "3"}),
        ({"ker": "edges", "c": "1"}, [], {"c": "1"}),
        ({"ker": "laplacian", "k": "2"}, [], {"k": "2"}),
        ({"kseed": "4"}, [4], {}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(FlattenedState, "flattened", query) == (said, left)


@pytest.mark.parametrize("values", [{}, {"weights": "edges", "filters": 2, "padding": "same", "height": 4}], ids=str)
def test_the_code_gives_the_numbers_of_the_page(values) -> None:
    one = model(**values)
    for snippet in one.code()[2:]:
        assert run(snippet)["y"] == pytest.approx(one.traces[1].output, abs=1e-3)


def test_the_prediction_is_what_the_engine_says() -> None:
    whole, parts = model(**FLATTENED.quiz.values).costs
    assert (whole.weights, parts.weights) == (108, FLATTENED.quiz.answer) == (108, 30)


def test_filters_of_a_name_are_of_every_size() -> None:
    for name in FILTERS:
        for count, channels in ((1, 2), (3, 4)):
            assert filters(name, count, channels, 3).shape == (count, channels, 3, 3)
