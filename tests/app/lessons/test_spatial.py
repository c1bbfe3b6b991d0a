"""The lesson on the spatially separable convolution: its numbers, against plain loops."""

import numpy as np
import pytest

import oracle
from convviz.app.lessons.spatial import cost, on_picture, separability, text
from convviz.app.lessons.spatial.lesson import SPATIAL
from convviz.app.lessons.spatial.model import SpatialModel, SpatialState
from convviz.app.lessons.spatial.sample_numbers import KERNELS, has
from convviz.app.params.edit_cells import RejectedEdit
from convviz.charts.ratio_lines import ratio_lines
from convviz.costs.block import block_cost
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.spec.recipes import regular, spatially_separable
from counts import examples
from prose import numbers
from serving import ROOT
from snippet_cases import run
from states import counters, every_choice, grids, put_right, random_states, state_of, typed
from visiting import visit


def model(**values: object) -> SpatialModel:
    return SpatialModel(state_of(SpatialState, values))


def assert_honest(one: SpatialModel) -> None:
    """The regular track ends in what plain loops compute, the other in the same unless the page says otherwise."""
    scene = one.scene("any")
    played = Decoder(scene)
    k = one.state.kernel
    weight = np.reshape(grids(scene)["0.kernel 1"].values, (1, 1, k, k)).tolist()
    pads = list(one.regular.traces[0].geometry.padding)
    y, *_ = oracle.direct([one.regular.x.tolist()], weight, stride=(1, 1), pads=pads, dilation=(1, 1))
    expected = np.ravel(np.asarray(y[0], float))
    assert np.asarray(played.values["0.output"], float) == pytest.approx(expected)
    other = np.asarray(played.values["1.output"], float)
    agrees = other == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert not one.exact or agrees
    assert (one.differing == 0) == agrees
    for track, price in enumerate(one.costs):
        assert played.multiplications(track) == price.multiplications
    assert one.separable.output.ravel().tolist() == pytest.approx(other)


@pytest.mark.parametrize("case", SPATIAL.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("size", [2, 5])
def test_every_kernel_at_both_ends_is_honest(name: str, size: int) -> None:
    assert has(name, size) == (size == 5 or name not in ("laplacian", "sharpen"))
    if has(name, size):
        assert_honest(model(height=8, kernel=size, weights=name))


@pytest.mark.parametrize(
    "values",
    [{"height": 6, "width": 4}, {"weights": "diagonal", "height": 8}, {"input": "random", "weights": "random"}],
    ids=str,
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(SpatialState, values):
        assert_honest(SpatialModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(SpatialState, examples(150)):
        assert_honest(SpatialModel(state))


def test_it_opens_on_sobel_as_a_product_and_81_against_72() -> None:
    one = model()
    scene = one.scene("any")
    assert [grids(scene)[f"1.kernel {step}"].values for step in (1, 2)] == [(1, 2, 1), (-1, 0, 1)]
    assert counters(scene) == [(9, 0, 81), (6, 0, 72)]
    assert (one.differing, one.regular.output.size) == (0, 9)
    assert numbers(text.formula(one).words) == [9, 3, 3, 81, 15, 3, 9, 3, 45, 27, 72]
    assert numbers(separability.verdict(one)[0])[-1] == one.rank == 1
    assert scene.clock == "multiplications"


@pytest.mark.parametrize(("side", "whole", "parts", "each"), [(3, 9, 12, 12), (4, 36, 36, 9), (5, 81, 72, 8)])
def test_small_inputs_eat_up_the_saving(side, whole, parts, each) -> None:
    one = model(height=side)
    assert [total for *_, total in counters(one.scene("any"))] == [whole, parts]
    assert numbers(*cost.of_this(one))[-5:] == [parts, each, 9, 9, 6], "in all, an output number, 9 at once; weights"
    line = cost.in_general()[1].splitlines()[4 + cost.SMALL_INPUTS.index(side)]
    assert numbers(line) == [side, side, whole, parts, each, round(parts / whole, 3)]
    assert [price.multiplications for price in cost.both(side, 3)] == [whole, parts]
    assert cost.each_output(side) == each


def test_with_padding_the_ratio_is_2_over_m_at_any_size() -> None:
    for side in (3, 5, 8):
        whole, parts = model(padding="same", height=side).costs
        assert parts.ratio(whole) * 3 == 2


@pytest.mark.parametrize("size", cost.KERNEL_SIZES)
def test_the_lines_of_the_chart_are_the_closed_form_and_fall_to_2_over_m(size) -> None:
    line = cost.curve(size)
    for side, ratio in zip(line.sizes, line.ratios, strict=True):
        assert ratio == pytest.approx(1 / size + side / (size * (side - size + 1)))
    assert list(line.ratios) == sorted(line.ratios, reverse=True)
    assert line.limit < line.ratios[-1] < line.limit * 1.06
    shown = ratio_lines([line], (size, line.ratios[0]), across="N", up="ratio", theme="dark")
    assert list(shown.data[0].y) == list(line.ratios)
    assert shown.layout.yaxis.range[1] > max(line.ratios), "no line starts above the chart"


@pytest.mark.parametrize(
    ("name", "rank", "missed"), [("sobel_x", 1, 0), ("gaussian", 1, 0), ("laplacian", 2, 10.1), ("diagonal", 3, 81.6)]
)
def test_the_rank_of_every_kind_is_told(name, rank, missed) -> None:
    one = model(weights=name)
    assert one.rank == rank
    (line,) = (line for line in separability.survey(3).splitlines() if line.startswith(f"| {KERNELS[name]} |"))
    assert numbers(line) == [rank, missed]
    assert numbers(separability.verdict(one)[0])[-1] == rank
    assert [*SpatialState.param("terms").possible(one.state).options] == [*range(1, rank + 1)]
    for terms in range(1, rank + 1):
        assert_honest(model(weights=name, terms=terms))
    assert model(weights=name, terms=rank).exact, "with as many products as its rank, nothing is missed"


def test_the_best_products_miss_what_the_singular_values_left_out_say() -> None:
    one = model(weights="diagonal", kernel=4, height=6)
    for terms, nearest in enumerate(one.nearest, 1):
        left = np.sum(one.strengths[terms:] ** 2)
        assert nearest.error**2 == pytest.approx(left / np.sum(one.strengths**2), abs=1e-12)


def test_the_laplacian_loses_more_on_the_picture_than_in_numbers() -> None:
    one = model(weights="laplacian")
    lines = separability.ladder(one).splitlines()
    assert [*map(numbers, lines[2:4])] == [[1, 6, 72, 10.1], [2, 12, 144, 0]]
    assert numbers(*on_picture.says(one))[:4] == [280.7, 10.1, 0, -1.22], "picture, kernel; sums of the weights"
    assert numbers(*on_picture.says(model())) == [0], "nothing is missed; 0 is middle grey"


def test_there_are_four_pictures() -> None:
    assert len(visit(ROOT / "pages" / "spatial.py", ker="laplacian", v="2").get("image")) == 4


@pytest.mark.parametrize(
    ("grid", "cell", "param", "changes"),
    [
        ("0.input", 6, "input_edits", "1.1~9"),
        ("1.input", 6, "input_edits", "1.1~9"),
        ("0.kernel 1", 4, "weight_edits", "1.1~9"),
        ("1.kernel 1", 1, "weight_edits", "1.0~-9_1.2~9"),
        ("1.kernel 2", 1, "weight_edits", "0.1~9_1.1~18_2.1~9"),
    ],
)
def test_a_number_typed_into_the_picture(grid, cell, param, changes) -> None:
    assert typed(model().edit, grid, cell) == (param, changes)


def test_vectors_that_are_worked_out_or_too_large_are_refused() -> None:
    worked_out = model(weights="laplacian").edit(Edit("1.kernel 1", ((0, 9.0),)))
    assert worked_out == RejectedEdit("weight_edits", text.NOT_EXACT)
    for cell in (0, 1):
        typed(model().edit, "1.kernel 1", cell, 999_999)
    too_large = model().edit(Edit("1.kernel 2", ((0, 999_999.0),)))
    assert too_large == RejectedEdit("weight_edits", text.TOO_LARGE)


def test_a_kernel_of_the_visitors_own() -> None:
    one = model(weights="box", weight_edits="0.0~5")
    assert one.rank == 2
    assert_honest(one)
    assert_honest(model(weights="box", weight_edits="0.0~0.5"))
    zeros = model(kernel=2, height=3, weights="box", weight_edits="0.0~0_0.1~0_1.0~0_1.1~0")
    assert numbers(*separability.verdict(zeros)) == [zeros.rank] == [0]
    assert_honest(zeros)


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"k": "9"}, [9, 2, 5, 5], {"k": "5"}),
        ({"terms": "2"}, [2, 1, 1, 1], {}),
        ({"h": "2"}, [3, 2], {"h": "2", "k": "2"}),
        ({"ker": "laplacian", "k": "4"}, [4, 3], {"ker": "laplacian"}),
        ({"h": "99"}, [99, 2, 8, 8], {"h": "8"}),
        ({"kseed": "4"}, [4], {}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(SpatialState, "spatial", query) == (said, left)


@pytest.mark.parametrize(
    "values", [{}, {"padding": "same", "height": 4}, {"weights": "laplacian", "terms": 2}], ids=str
)
def test_the_code_gives_the_numbers_of_the_page(values) -> None:
    one = model(**values)
    for snippet in one.code()[2:]:
        assert run(snippet)["y"] == pytest.approx(one.separable.output, abs=1e-3)


def test_the_prediction_is_what_the_engine_says() -> None:
    assert model(**SPATIAL.quiz.values).costs[1].multiplications == SPATIAL.quiz.answer == 240
    assert block_cost(regular(1, 1, 5), (8, 8)).multiplications == 400
    assert [stage.multiplications for stage in block_cost(spatially_separable(5), (8, 8)).stages] == [160, 80]
