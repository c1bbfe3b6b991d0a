"""The lesson on the 1 × 1 convolution: its numbers, against plain loops."""

from fractions import Fraction

import numpy as np
import pytest

import oracle
from convviz.app.lessons.pointwise import relu, text, text_bottleneck
from convviz.app.lessons.pointwise.bottleneck import bottleneck, break_even
from convviz.app.lessons.pointwise.dense_layer import dense
from convviz.app.lessons.pointwise.lesson import POINTWISE
from convviz.app.lessons.pointwise.model import PointwiseModel, PointwiseState
from convviz.app.lessons.pointwise.second_layer import SecondLayer
from convviz.app.lessons.volumes.lesson import VOLUMES
from convviz.app.markup import to_plain
from convviz.scene import Decoder
from counts import examples
from prose import numbers, says
from serving import ROOT
from states import counters, every_choice, grids, played, put_right, random_states, sizes, state_of, typed
from visiting import address, choosing, visit

POINT = {"height": 1, "width": 1, "channels": 6, "filters": 4}


def model(**values: object) -> PointwiseModel:
    """Both ways of computing it on show, unless one is asked for."""
    return PointwiseModel(state_of(PointwiseState, {"show": "both", **values}))


def output(one: PointwiseModel) -> list[float]:
    return played(one.scene("any"), "0.output")


def held(one: PointwiseModel, grid: str, track: int = 0) -> list[float]:
    """The numbers on show in one grid."""
    return list(grids(one.scene("any"))[f"{track}.{grid}"].values)


def by_hand(one: PointwiseModel) -> list[float]:
    """The output by plain loops, from the numbers on show for the convolution."""
    shown = grids(one.scene("any"))
    kernel, count = shown["0.kernel"], sizes(shown["0.kernel"])[0]
    x = np.reshape(shown["0.input"].values, (1, *sizes(shown["0.input"]))).tolist()
    w = np.reshape(kernel.values, (count, -1, 1, 1)).tolist()
    y, *_ = oracle.direct(x, w, stride=(1, 1), pads=[(0, 0), (0, 0)], dilation=(1, 1))
    added = shown["0.bias"].values if "0.bias" in shown else [0] * count
    flat = [(added[place], number) for place, plane in enumerate(y[0]) for row in plane for number in row]
    return [float(Fraction(*kernel.scale) * Fraction(number)) + bias for bias, number in flat]


def assert_honest(one: PointwiseModel) -> None:
    """Each way, and both, ends in what plain loops compute, and two layers in turn in what one does."""
    both = PointwiseModel(one.state.having(show="both"))
    values = Decoder(both.scene("any")).values
    assert values["0.output"] == values["1.output"] == pytest.approx(by_hand(both))
    if one.state.show != "both":
        assert played(one.scene("any")) == values["0.output"]
    second = SecondLayer(one)
    assert second.agreeing == second.at_once.size


@pytest.mark.parametrize("case", POINTWISE.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize(
    "values",
    [{}, {"filters": 1}, {"channels": 8, "filters": 8, "height": 2}, {"input": "random", "weights": "random"}],
    ids=str,
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(PointwiseState, values):
        assert_honest(PointwiseModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(PointwiseState, examples(150)):
        assert_honest(PointwiseModel(state))


def test_it_opens_on_three_channels_and_two_filters() -> None:
    one = model()
    assert held(one, "input")[:4] == [3, 3, 2, 1], "the guide's example is the first channel"
    assert held(one, "kernel") == [1, 2, -1, 1, -2, 1]
    assert output(one) == [2, 6, 3, -1, 2, 2, 7, 9, 2, 3, 6, 6, 4, 0, 1, 3, -2, -2, -5, -3, 4, -1, -2, -2]
    assert held(one, "input", 1) == held(one, "input")
    assert held(one, "kernel", 1) == held(one, "kernel")
    assert len(one.scene("any").tracks) == 2
    assert numbers(*text.remarks(one)) == [1, 2, -1, 1, -2, 1, 3, 1, 3, 2, 4], "at the first pixel"


def test_the_formula_has_the_numbers_of_this_state() -> None:
    formula = text.formula(model(channels=5, filters=4, bias=2)).letters
    assert numbers(formula) == [0, 4, 4, 5, 5, 12, 4, 12], "the sum and the sizes of the matrices"
    assert "+ b_n" in to_plain(formula)
    assert "Σ" not in to_plain(text.formula(model(channels=1)).letters)


def test_in_words_weights_and_multiplications_are_counted() -> None:
    assert numbers(text.formula(model(channels=5, filters=4, bias=2)).words) == [4, 5, 20, 20, 12, 240]
    assert numbers(text.formula(model(channels=5, filters=4, bias=2)).note) == [4]


def test_the_filters_are_on_show_and_the_matrix_can_be() -> None:
    assert sizes(grids(model(show="filters").scene("any"))["kernel"]) == [2, 3, 1, 1]
    assert sizes(grids(model(show="matrix").scene("any"))["kernel"]) == [2, 3]
    assert PointwiseState.param("show").viewing, "a case stays lit when it is looked at in another way"
    for way in ("filters", "matrix"):
        assert typed(model(show=way).edit, "input", 31) == ("input_edits", "2.1.3~9")


def test_pixels_come_first_and_the_state_can_say_otherwise() -> None:
    links = model().scene("any").links
    assert [[loop.name for loop in link.loops] for link in links] == [
        ["row", "column", "channel"],
        ["row", "column", "filter"],
    ]
    assert model(order="filter").scene("any").links[1].loops[0].name == "filter"


def test_the_counters_count() -> None:
    one = model(bias=1)
    assert counters(one.scene("any")) == [(6, 2, 72)] * 2
    assert (one.spec.in_channels, one.cost.outputs, one.cost.flops) == (3, 24, 144)
    assert (one.spec.out_channels, one.geometry.output_shape, one.geometry.input_shape) == (2, (3, 4), (3, 4))
    assert one.spec.span == (1, 1)


def test_the_average_is_whole_numbers_with_a_fraction_in_front() -> None:
    one = model(filters=1, weights="average")
    assert held(one, "kernel") == [1, 1, 1]
    assert [grids(one.scene("any"))[f"{track}.kernel"].scale for track in (0, 1)] == [(1, 3), (1, 3)]
    assert numbers(*text.remarks(one)) == [1, 3, 1, 1, 1, 3, 1, 3, 2.33]


def test_a_lit_pixel_per_channel_shows_the_matrix() -> None:
    one = model(input="onehot")
    assert [number for number in output(one) if number] == held(one, "kernel")


@pytest.mark.parametrize(
    ("filters", "weights", "chosen"),
    [(3, "reverse", [2, 1, 0]), (3, "identity", [0, 1, 2]), (4, "identity", [0, 1, 2, 0]), (1, "identity", [0])],
)
def test_a_matrix_of_single_ones_only_chooses(filters, weights, chosen) -> None:
    one = model(filters=filters, weights=weights, input="ramp")
    assert numbers(text.remarks(one)[1]) == [channel + 1 for channel in chosen]
    assert output(one)[::12] == [10 * channel for channel in chosen]


def test_a_difference_needs_two_channels() -> None:
    assert put_right(PointwiseState, "pointwise", {"c": "1", "ker": "difference"}) == ([], {"c": "1"})
    assert "difference" not in PointwiseState.param("weights").possible(model(channels=1).state).options


def test_expanding_gives_maps_that_are_all_different() -> None:
    assert held(model(channels=2, filters=6, weights="expand"), "kernel") == [1, 0, 0, 1, 1, 2, 2, 1, 1, -1, -1, 1]
    assert held(model(channels=1, filters=8, weights="expand"), "kernel") == [*range(1, 9)]


def test_what_the_relu_cuts_is_named() -> None:
    one = model()
    said = numbers(relu.zeroed(one))
    assert said[:12] == [0, 24, 8, 0, -1, 1, 1, 4, -2, 2, 2, 1], "8 of 24; −1 in map 1, row 1, column 4 and more"
    assert said[-1] == 2
    title, after = relu.before_and_after(one)[-1]
    assert numbers(title) == [2]
    assert numbers(after) == [4, 0, 1, 3, 0, 0, 0, 0, 4, 0, 0, 0]
    assert after.count("bold(0)") == 7
    assert numbers(relu.zeroed(model(weights="average"))) == [0, 24], "none is negative"
    assert relu.before_and_after(model(weights="average")) == relu.before_and_after(model(activation="none")) == []
    assert len(relu.collapse(model(activation="none"))) == len(relu.collapse(one)) - 1


def test_two_layers_with_nothing_between_them_are_one() -> None:
    product = [-1, 2, -2, 1, 1, 2, -1, 1, -2, 1, 1, -6, 3, -1, -6, 3]  # worked out by hand
    assert numbers(relu.collapse(model())[0]) == [1, 1, *product, 24, 6, 0, 6, 0]


def test_with_a_relu_between_them_they_stay_two() -> None:
    assert numbers(relu.collapse(model())[1]) == [8, 12, 1, 4, 6, 3, 7, 5], "row 1, column 4: 6 3, not 7 5"
    assert numbers(relu.collapse(model(weights="average"))[1]) == [0], "nothing differs"
    assert numbers(relu.collapse(model(**POINT))[1])[:2] == [1, 1], "at the only pixel"


@pytest.mark.parametrize(
    "values",
    [{"bias": 3}, {"weights": "average", "bias": -2, "second_filters": 5}, {"second_filters": 1, "filters": 1}],
    ids=str,
)
def test_the_merged_layer_has_a_merged_bias(values) -> None:
    second = SecondLayer(model(**values))
    assert second.agreeing == second.at_once.size
    if "bias" in values:
        assert second.merged_bias.tolist() == (second.matrix.sum(axis=1) * values["bias"]).tolist()
        assert says(relu.collapse(second.first), *second.merged_bias)


def test_a_single_pixel_is_a_dense_layer() -> None:
    assert numbers(text.as_dense(model(**POINT))[0])[:5] == [6, 4, 6, 4, 24]
    assert numbers(text.as_dense(model())[0])[:6] == [12, 3, 2, 3, 2, 6], "and so is every one of twelve"


def test_a_dense_layer_on_everything_is_a_convolution_as_large_as_the_input() -> None:
    said = numbers(text.as_dense(model())[1])
    assert said[:11] == [3, 4, 3, 36, 2, 3, 4, 2, 36, 72, 12]
    assert said[-4:] == [4, 5, 2, 2], "answers on a larger picture"
    assert dense(model()).as_product.tolist() == dense(model()).as_convolution.tolist()


def test_few_channels_from_two_hundred() -> None:
    one = model(height=7, width=7)
    assert [numbers(bar.label, bar.text) for bar in text_bottleneck.few_bars(one)] == [
        [200, 1, 200, 9_800, 49],
        [200, 8, 1_600, 78_400, 392],
        [200, 32, 6_400, 313_600, 1_568],
        [200, 64, 12_800, 627_200, 3_136],
    ]
    assert says(text_bottleneck.few(one), 200, 49, 9_800)


def test_inceptions_bottleneck_is_priced() -> None:
    direct, through, _ = map(numbers, text_bottleneck.trade(model()))
    assert direct[-6:] == [28, 5, 192, 32, 120_422_400, 153_600]
    assert through[3:7] == [28, 192, 16, 2_408_448]
    assert through[9:] == [28, 5, 16, 32, 10_035_200, 12_443_648, 10.3, 3_072, 12_800, 15_872]


def test_the_bottleneck_pays_up_to_154_channels() -> None:
    direct = 28 * 28 * 25 * 192 * 32
    spent = [28 * 28 * channels * (192 + 25 * 32) for channels in range(1, 193)]
    assert [bottleneck(channels).multiplications for channels in range(1, 193)] == spent
    assert bottleneck(1).direct.multiplications == direct
    assert break_even() == sum(one < direct for one in spent) == 154
    assert numbers(text_bottleneck.trade(model())[2])[0] == 154
    assert says(text_bottleneck.trade(model(inner_channels=192)), 1.24)
    assert says([bar.label for bar in text_bottleneck.trade_bars(model(inner_channels=100))], 100)


def test_the_code_is_of_this_state() -> None:
    torch, *others = model(channels=2, filters=3, bias=1).code()
    assert "y = F.conv2d(x, w, b)" in torch.code
    assert len(others) == 3


def test_the_prediction_is_the_count_of_the_model() -> None:
    price = model(**POINTWISE.quiz.values).cost
    assert (price.weights, price.macs) == (POINTWISE.quiz.answer, 1_344) == (32, 1_344)


def test_changed_numbers_show_in_both_tracks() -> None:
    one = model(input_edits="2.1.3~9", weight_edits="1.0~-1.5", bias_edits="1~4")
    for track in (0, 1):
        assert held(one, "input", track)[2 * 12 + 1 * 4 + 3] == 9
        assert held(one, "kernel", track)[3] == -1.5
        assert held(one, "bias", track) == [0, 4]
    assert_honest(one)


@pytest.mark.parametrize(
    ("grid", "cell", "param", "changes"),
    [("input", 31, "input_edits", "2.1.3~9"), ("kernel", 3, "weight_edits", "1.0~9"), ("bias", 1, "bias_edits", "1~9")],
)
@pytest.mark.parametrize("track", [0, 1])
def test_a_number_typed_into_either_track_is_the_same_number(track, grid, cell, param, changes) -> None:
    assert typed(model(bias=1).edit, f"{track}.{grid}", cell) == (param, changes)


def test_other_filters_forget_what_was_changed_in_the_last_ones() -> None:
    app = visit(ROOT / "pages" / "pointwise.py", xe="0.0.0~9", ke="0.0~10", v="2")
    app = choosing("pointwise")(app, "ker", "identity")
    assert address(app) == {"xe": "0.0.0~9", "ker": "identity", "v": "2"}


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"h": "9"}, [9, 1, 8, 8], {"h": "8"}),
        ({"c": "0"}, [0, 1, 8, 1], {"c": "1"}),
        ({"n": "99"}, [99, 1, 8, 8], {"n": "8"}),
        ({"mid": "-5"}, [-5, 1, 192, 1], {"mid": "1"}),
        ({"seed": "4"}, [4], {}),
        ({"h": "2", "xe": "0.0.0~9_2.2.3~1"}, [2, 1], {"h": "2", "xe": "0.0.0~9"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(PointwiseState, "pointwise", query) == (said, left)


def test_the_next_lesson_is_a_click_away() -> None:
    links = [link.proto.label for link in visit(ROOT / "pages" / "pointwise.py").get("page_link")]
    assert any(VOLUMES.title in label for label in links), links
