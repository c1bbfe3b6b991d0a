"""The lesson on channels and filters: its numbers, against plain loops."""

from fractions import Fraction

import numpy as np
import pytest

import oracle
from convviz.app.lessons.channels import text
from convviz.app.lessons.channels.lesson import CHANNELS
from convviz.app.lessons.channels.model import ChannelsModel, ChannelsState
from convviz.app.lessons.channels.shapes import permuting, shapes_of
from convviz.app.markup import to_plain
from convviz.samples.images_and_kernels import COLOUR_SIDE, colour_photo
from counts import examples
from prose import numbers, says
from serving import ROOT
from states import counters, every_choice, grids, played, put_right, random_states, sizes, state_of, typed
from visiting import more_controls, visit

FOUR = {"height": 8, "padding": "tf", "filters": 4, "show": "once"}
SMALL_PATCH = {"patch_height": 8, "patch_width": 6}  # plain loops take their time


def model(**values: object) -> ChannelsModel:
    return ChannelsModel(state_of(ChannelsState, values))


def by_hand(one: ChannelsModel) -> list[float]:
    """The output by plain loops, of the numbers on show."""
    shown, state = grids(one.scene("any")), one.state
    channels, height, width = (axis.held for axis in shown["input"].axes)
    filters, *_, k = sizes(shown["kernel"])
    x = np.reshape(shown["input"].values, (1, channels, height, width)).tolist()
    w = np.reshape(shown["kernel"].values, (filters, channels, k, k)).tolist()
    stride = (state.stride,) * 2
    pads = [(state.padding_cells,) * 2] * 2 if state.padding == "custom" else [(0, 0)] * 2
    if state.padding == "tf":
        pads = oracle.same_pads((height, width), (k, k), stride, (1, 1))
    y, *_ = oracle.direct(x, w, stride=stride, pads=pads, dilation=(1, 1))
    bias = shown["bias"].values if "bias" in shown else [0] * filters
    return (np.array(y[0]) * float(Fraction(*shown["kernel"].scale)) + np.reshape(bias, (-1, 1, 1))).ravel().tolist()


def assert_honest(one: ChannelsModel) -> None:
    assert played(one.scene("any")) == pytest.approx(by_hand(one), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", CHANNELS.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"filters": 3, "show": "once", **SMALL_PATCH},
        {"input": "random", "weights": "random", "padding": "custom"},
        {"input": "bright", "filters": 8, "bias": "on"},
    ],
    ids=str,
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(ChannelsState, values):
        if max(state.size) < 32:
            assert_honest(ChannelsModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(ChannelsState, examples(150), **SMALL_PATCH):
        assert_honest(ChannelsModel(state))


def test_it_opens_on_five_by_five_by_three_and_one_filter_map_by_map() -> None:
    shown = grids(model().scene("any"))
    assert sizes(shown["input"]) == [3, 5, 5]
    assert sizes(shown["kernel"]) == [1, 3, 3, 3]
    assert sizes(shown["maps"]) == [3, 3, 3]
    maps = played(model().scene("any"), "maps")
    assert maps[:9] == [12, 12, 17, 10, 17, 19, 9, 6, 14], "the guide's example is the first channel"
    assert played(model().scene("any")) == np.reshape(maps, (3, 9)).sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("values", "weights", "multiplications", "flops", "output"),
    [({}, 27, 243, 486, [1, 3, 3]), (FOUR, 108, 6_912, 13_824, [4, 8, 8])],
)
def test_the_numbers_of_the_sources(values, weights, multiplications, flops, output) -> None:
    one = model(**values)
    assert counters(one.scene("any")) == [(weights, 0, multiplications)]
    assert (one.per_output, one.cost.flops) == (27, flops)
    assert [one.spec.out_channels, *one.geometry.output_shape] == output
    assert sizes(grids(one.scene("any"))["output"]) == [1, *output[1:]], "one filter is drawn"


def test_the_counting_is_written_out() -> None:
    one = model(**FOUR)
    assert numbers(text.formula(one).words) == [3, 3, 3, 27, 4, 27, 108]
    lines = "\n".join(text.counting(one)).splitlines()
    assert says(lines, 27, 4, 108)
    assert says(lines, 256, 27, 6_912)


def test_the_four_words_count_what_is_on_show() -> None:
    one = model(channels=4, filters=2, kernel=2)
    channel, kernel, filters, feature_map = text.meanings(one)[0].splitlines()
    assert numbers(channel) == [4, 5, 5]
    assert numbers(kernel) == [2, 2, 4]
    assert numbers(filters) == [4, 16, 2]
    assert numbers(feature_map)[:3] == [4, 4, 2]
    assert says(text.depth(one), 4)


@pytest.mark.parametrize(
    ("values", "name", "counted"),
    [
        ({}, "input", [3, 5, 5]),
        ({}, "kernel", [1, 3, 3, 3]),
        ({}, "maps", [3, 3, 3, 3]),
        ({}, "output", [1, 3]),
        ({"channels": 1}, "kernel", [1, 1, 3, 3]),
        ({"channels": 1}, "output", [1, 3, 3]),
        ({"filters": 4, "shown_filter": 2}, "kernel", [2, 4, 3, 3, 3]),
        (FOUR, "input", [3, 8, 8, 1]),  # the last one is the border
        (FOUR, "kernel", [1, 4]),
        ({**FOUR, "height": 3}, "kernel", [4, 3, 3, 3]),
        (FOUR, "output", [1, 4]),
        ({**FOUR, "height": 3}, "output", [4, 3, 3]),
        ({"stride": 2}, "kernel", [1, 3, 3, 3, 2]),
        ({"input": "photo"}, "input", [3, 32, 32]),
    ],
    ids=str,
)
def test_each_grid_counts_what_it_shows(values, name, counted) -> None:
    assert numbers(grids(model(**values).scene("any"))[name].note) == counted


def test_both_ways_of_showing_give_the_same_numbers() -> None:
    outputs = []
    for place in range(1, 4):
        one = model(filters=3, shown_filter=place)
        outputs += played(one.scene("any"))
        assert counters(one.scene("any")) == [(81, 0, 729)], "those of all three, whichever is on show"
    assert outputs == played(model(filters=3, show="once").scene("any"))


@pytest.mark.parametrize("order", ["filter", "position"])
def test_the_order_of_the_steps_is_another_and_the_numbers_the_same(order: str) -> None:
    one = model(filters=2, show="once", order=order)
    (link,) = one.scene("any").links
    assert (link.loops[0].name == "channel") == (order == "filter")
    assert_honest(one)


def test_where_numbers_would_be_too_small_one_filter_is_drawn_and_all_are_counted() -> None:
    """Each in turn is what the layer computes, and the picture leaves the zeros around the input out."""
    whole = np.reshape(model(**FOUR).trace.output, (4, 64))
    for place in range(4):
        one = model(**FOUR, shown_filter=place + 1)
        assert played(one.scene("any")) == whole[place].tolist()
        assert counters(one.scene("any")) == [(108, 0, 6_912)]
        assert sizes(grids(one.scene("any"))["input"]) == [3, 8, 8]
        assert numbers(text.remarks(one)[0])[:3] == [place + 1, 4, 4]


def test_of_a_photo_the_channels_their_kernels_and_their_maps_are_red_green_and_blue() -> None:
    photo = {grid.id: grid.colours for grid in model(input="photo").scene("any").grids}
    assert photo == {"input": "rgb", "kernel": "rgb", "maps": "rgb", "output": ""}
    assert {grid.colours for grid in model().scene("any").grids} == {""}


def test_averaging_a_photo_gives_grey_and_a_difference_what_is_red() -> None:
    one = model(input="photo", weights="average", padding="tf")
    top, left = one.state.corner
    patch = colour_photo()[:, top : top + 32, left : left + 32]
    assert list(grids(one.scene("any"))["input"].values) == patch.ravel().tolist()
    assert played(one.scene("any")) == pytest.approx((patch.sum(axis=0) / 3).ravel().tolist())
    red = model(input="photo", weights="difference", padding="tf")
    assert played(red.scene("any")) == (patch[0] - patch[1]).ravel().tolist()
    second = model(input="photo", weights="difference", filters=3, shown_filter=2)
    assert says(text.remarks(second), 2)


def test_a_dark_channel_has_an_empty_map() -> None:
    maps = np.reshape(played(model(input="bright", bright_channel=2).scene("any"), "maps"), (3, 9))
    assert maps.any(axis=1).tolist() == [False, True, False]


def test_numbers_typed_into_the_picture_are_of_the_filter_on_show() -> None:
    """Of a single filter on show the cells are counted as if there were no other."""
    values = {"filters": 3, "shown_filter": 2, "bias": "on"}
    edit = model(**values).edit
    changed = dict([typed(edit, "input", 25, 7), typed(edit, "kernel", 9, -4), typed(edit, "bias", 0, 5)])
    assert changed == {"input_edits": "1.0.0~7", "weight_edits": "1.1.0.0~-4", "bias_edits": "1~5"}
    one = model(**values, **changed)
    shown = grids(one.scene("any"))
    assert shown["input"].values[25] == 7
    assert shown["kernel"].values[9] == -4
    assert list(shown["bias"].values) == [5]
    assert_honest(one)


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"c": "9"}, [9, 1, 8, 8], {"c": "8"}),
        ({"h": "11"}, [11, 3, 10, 10], {"h": "10"}),
        ({"h": "3", "k": "5"}, [5, 3], {"h": "3"}),
        ({"in": "photo", "c": "4"}, [4, 3], {"in": "photo"}),
        ({"c": "1", "ker": "difference"}, [], {"c": "1"}),
        ({"ker": "edges", "k": "1"}, [1, 2], {"ker": "edges", "k": "2"}),
        ({"n": "2", "f": "3"}, [3, 2, 2], {"n": "2", "f": "2"}),
        ({"f": "2"}, [2], {}),
        ({"in": "photo", "py": "40"}, [40, 16], {"in": "photo", "py": "16"}),
        ({"batch": "99"}, [99, 1, 64, 64], {"batch": "64"}),
        ({"xe": "0.7.0~1"}, [1, 1], {}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(ChannelsState, "channels", query) == (said, left)


def test_the_order_of_the_axes_changes_the_shapes_and_not_the_numbers() -> None:
    last, first = model(), model(layout="NCHW")
    for one, images, filters, inputs, weights, outputs, index, dialect in (
        (last, "NHWC", "HWIO", (1, 5, 5, 3), (3, 3, 3, 1), (1, 3, 3, 1), "y[i, j, n]", "keras"),
        (first, "NCHW", "OIHW", (1, 3, 5, 5), (1, 3, 3, 3), (1, 1, 3, 3), "y[n, i, j]", "pytorch"),
    ):
        table = "\n".join(text.layouts(one))
        for shape in (inputs, weights, outputs):
            assert f"`{shape}`" in table
        assert images in table
        assert filters in table
        assert index in to_plain(text.formula(one).letters)
        assert one.code()[0].dialect == dialect
    assert last.scene("any").grids == first.scene("any").grids


@pytest.mark.parametrize(("order", "other"), [("NHWC", "NCHW"), ("NCHW", "NHWC")])
def test_the_permutations_are_right(order: str, other: str) -> None:
    one = model(height=6, width=7, channels=4, filters=5, kernel=2, images=3, layout=order)
    names: dict = {}
    exec(permuting(one), names)
    assert names["x"].shape == shapes_of(one, other).input
    assert names["w"].shape == shapes_of(one, other).weights


def test_a_batch_multiplies_the_work_and_not_the_weights() -> None:
    one = model(**FOUR, images=32)
    assert counters(one.scene("any")) == [(108, 0, 6_912)], "the picture shows one image"
    assert says("\n".join(text.counting(one)).splitlines(), 221_184, 32)
    assert shapes_of(one, "NHWC").input == (32, 8, 8, 3)
    assert says(text.layouts(one), 32, 8, 3)
    assert says(text.layouts(one), 32, 108)


def test_the_shape_that_a_source_gets_wrong() -> None:
    (idea,) = (idea for idea in CHANNELS.ideas if "15" in idea.title)
    one = model(**idea.values)
    assert sizes(grids(one.scene("any"))["output"]) == [8, 13, 13]
    assert shapes_of(one, "NHWC").weights == (3, 3, 3, 8)
    assert says([text.FILTER_CORRECTIONS[0].right], 13, 8)
    assert says([text.SIZE_CORRECTIONS[0].right], 5, 3, 1)


def test_the_picture_is_shown_in_colour_with_the_patch_in_it() -> None:
    page = ROOT / "pages" / "channels.py"
    assert not visit(page).get("image")
    (image,) = more_controls(visit(page, **{"in": "photo", "v": "2"})).get("image")
    assert says([image.proto.imgs[0].alt], 3, 34, 5, 36)


def test_the_prediction_is_the_count_of_the_model() -> None:
    assert CHANNELS.quiz.answer == 12_800 == 5 * 5 * 16 * 32
    assert model(**CHANNELS.quiz.values).cost.weights == 1_600


def test_filters_that_are_the_same_are_told() -> None:
    assert model(weights="average", filters=3).filters.alike == 2
    assert says(text.remarks(model(weights="average", filters=3)), 3)
    assert model(filters=8).filters.alike == 0


def test_the_worked_channels_and_filters_all_differ() -> None:
    for name in ("worked", "ramp"):
        one = model(channels=8, filters=8, input=name)
        assert len({plane.tobytes() for plane in one.named_input}) == 8
        assert one.filters.alike == 0


def test_the_picture_in_colour() -> None:
    picture = colour_photo()
    assert picture.shape == (3, COLOUR_SIDE, COLOUR_SIDE)
    assert 0 <= picture.min() <= picture.max() <= 255
    assert (ROOT / "assets" / "parrot.png").stat().st_size < 5_000
