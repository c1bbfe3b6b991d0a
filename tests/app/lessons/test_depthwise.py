"""The lesson on the depthwise convolution: its numbers, against plain loops and against TensorFlow's call."""

import numpy as np
import pytest

import oracle
from convviz import tf
from convviz.app.lessons.depthwise import map_order, no_mixing, tensorflow_call, text
from convviz.app.lessons.depthwise.lesson import DEPTHWISE
from convviz.app.lessons.depthwise.model import LAYOUTS, DepthwiseModel, DepthwiseState
from convviz.app.lessons.depthwise.sample_numbers import INPUTS, KERNELS
from convviz.app.markup import to_plain
from convviz.engine import loops
from convviz.player import Edit
from convviz.scene.source_code.listings import BORDER, code
from counts import examples
from prose import numbers, says
from snippet_cases import run
from states import counters, every_choice, grids, played, put_right, random_states, sizes, state_of, typed

SAME = {"padding": "tf", "multiplier": 1}
(TENSORFLOW,) = (case.values for case in DEPTHWISE.cases if case.id == "tensorflow")


def model(**values: object) -> DepthwiseModel:
    return DepthwiseModel(state_of(DepthwiseState, values))


def assert_honest(one: DepthwiseModel) -> None:
    """Each map is what plain loops make of one channel, and TensorFlow's call gives the same."""
    geometry, each = one.geometry, one.state.multiplier
    options = {"stride": one.spec.stride, "pads": list(geometry.padding), "dilation": one.spec.dilation}
    for place, kernel in enumerate(one.trace.weight[:, 0].tolist()):
        x = one.trace.x[place // each].tolist()
        y, *_ = oracle.direct([[x]], [[kernel]], **options)
        assert one.trace.output[place].tolist() == y[0][0]
    axis = 3 if one.state.layout == "NHWC" else 1
    assert np.array_equal(np.moveaxis(tensorflow_call.result(one)[0], axis - 1, 0), one.trace.output)
    assert played(one.scene("any")) == one.trace.output.ravel().tolist()


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("weights", KERNELS)
def test_every_input_under_all_kernels_is_honest(name, weights) -> None:
    assert_honest(model(input=name, weights=weights, kernel=2))


def test_every_choice_is_honest() -> None:
    for state in every_choice(DepthwiseState, {"input": "random", "weights": "random"}):
        assert_honest(DepthwiseModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(DepthwiseState, examples(150)):
        if not state.is_photo:
            assert_honest(DepthwiseModel(state))
        assert 1 in (state.stride, state.dilation)
    assert LAYOUTS == tf.FORMATS


def test_it_opens_with_every_map_in_the_colour_of_its_channel() -> None:
    scene = model().scene("any")
    shown = grids(scene)
    assert shown["input"].hues == ((0, 1, 2),)
    assert shown["kernel"].hues[0] == (0, 0, 1, 1, 2, 2)
    assert shown["output"].hues == ((0, 0, 1, 1, 2, 2),)
    assert numbers(shown["output"].note)[-1] == 2, "map k·2 + q"
    assert counters(scene) == [(54, 0, 486)]
    assert (model().regular_cost.weights, model().regular_cost.macs) == (162, 1_458)
    assert sizes(shown["output"]) == [6, 3, 3]
    assert numbers(text.remarks(model())[0]) == [1, 2, 1, 3, 4, 2, 5, 6, 3], "which maps come from which channel"


def test_all_kernels_are_on_show_however_many() -> None:
    for values in ({}, {"multiplier": 3}, {"channels": 4, "multiplier": 4}):
        assert "page" not in [axis.role for axis in grids(model(**values).scene("any"))["kernel"].axes]


def test_the_worked_example_of_tensorflow() -> None:
    one = model(**TENSORFLOW)
    assert tensorflow_call.picture(one).shape == (1, 3, 3, 1)
    assert one.filter.tolist() == [[[[1, 2]]], [[[3, 4]]]]
    rows = [[[13, 18], [17, 24], [21, 30]], [[25, 36], [29, 42], [33, 48]]]
    assert tensorflow_call.result(one).tolist() == [rows]
    written = tensorflow_call.code(one)
    assert "# x: (1, 3, 3, 1), filter: (2, 1, 1, 2)" in written
    assert "# y: (1, 2, 3, 2)\n# [[13, 18], [17, 24], [21, 30]]\n# [[25, 36], [29, 42], [33, 48]]" in written


@pytest.mark.parametrize(
    ("case", "output", "price", "regular"),
    [
        (DEPTHWISE.cases[0], [3, 3, 6], 486, 1_458),
        (DEPTHWISE.cases[1], [3, 3, 3], 243, 729),
        (DEPTHWISE.cases[2], [5, 5, 3], 675, 2_025),
        (DEPTHWISE.cases[3], [48, 48, 3], 62_208, 186_624),
        (DEPTHWISE.cases[4], [13, 13, 9], 13_689, 41_067),
        (DEPTHWISE.cases[5], [2, 3, 2], 24, 24),
    ],
    ids=[case.id for case in DEPTHWISE.cases],
)
def test_a_named_case_is_honest_and_has_its_price(case, output, price, regular) -> None:
    one = model(**case.values)
    assert list(one.output_shape) == output
    assert (counters(one.scene("any"))[0][2], one.regular_cost.macs) == (price, regular)
    assert says([text.formula(one).words], price, regular)
    assert says([text.formula(one).letters], price, regular)
    assert_honest(one)


def test_the_formula_of_the_literature_is_named_where_it_holds() -> None:
    assert "W · H · C · K · K = 5 · 5 · 3 · 3 · 3 = 675" in to_plain(text.formula(model(**SAME)).letters)
    assert "W′ · H′ · C · m · K_h · K_w = 3 · 3 · 3 · 2 · 3 · 3" in to_plain(text.formula(model()).letters)
    for elsewhere in (model(multiplier=1), model(**SAME, stride=2)):
        assert "W · H" not in to_plain(text.formula(elsewhere).letters)


@pytest.mark.parametrize("multiplier", range(1, 5))
def test_the_multiplier_multiplies_the_maps(multiplier) -> None:
    one = model(multiplier=multiplier)
    assert one.spec.out_channels == 3 * multiplier
    assert_honest(one)


def test_one_channel_changes_its_own_maps_only() -> None:
    one = model(zeroed_channel=1)
    assert numbers(no_mixing.sentence(one)) == [2, 3, 4, 4, 6, 6]
    assert "| **3** | · | ● | · |" in no_mixing.table(one)
    assert no_mixing.depthwise_and_regular(one, 1) == ((False, False, True, True, False, False), (True,) * 6)
    zeros = "_".join(f"1.{row}.{column}~0" for row in range(5) for column in range(5))
    assert numbers(no_mixing.sentence(model(zeroed_channel=1, input_edits=zeros))) == [2], "no map changes"


def test_the_order_of_the_maps_in_both_frameworks() -> None:
    one = model(weights="random")
    assert "| 4 | 2 | 2 | `filter[:,:,1,1]` | `weight[3,0]` |" in map_order.table(one)
    assert numbers(map_order.compared(one)[-1])[-3:] == [2, 2, 1], "of channel 2, but map 2 reads channel 1"
    assert len(map_order.compared(model(multiplier=1))) == len(map_order.compared(one)) - 1
    assert np.array_equal(one.filter.transpose(2, 3, 0, 1).reshape(6, 1, 3, 3), one.trace.weight)


def test_the_call_follows_the_state() -> None:
    written = tensorflow_call.code(model(layout="NCHW", stride=2, padding="tf"))
    assert 'strides=[1, 1, 2, 2],\n    padding="SAME",\n    data_format="NCHW",\n    dilations=[1, 1]' in written
    assert "# x: (1, 3, 5, 5)" in written
    assert "# y: (1, 6, 3, 3)" in written
    assert "dilations=[2, 2]" in tensorflow_call.code(model(dilation=2))


def test_calls_that_are_refused_say_why() -> None:
    refused = tensorflow_call.refusals()
    assert "strides=[1, 2, 2, 1], dilations=[2, 2]" in dict(refused)
    assert all(answer.endswith(".") and answer in "\n".join(text.arguments(refused)) for _, answer in refused)


def test_the_loops_are_those_of_the_reference() -> None:
    (track,) = model().scene("any").tracks
    assert track.listing.lines == (*code(loops.depthwise),)
    (other,) = model(order="position", padding="tf").scene("any").tracks
    assert sorted(map(str.strip, other.listing.lines)) == sorted(map(str.strip, track.listing.lines))
    names = [variable.name for variable in other.listing.passages[0].variables]
    assert names == ["row", "column", "channel", "q", "i", "j"]
    assert other.listing.note == BORDER


@pytest.mark.parametrize(("wanted", "panel"), [({}, ""), ({"loops": "open"}, "open"), ({"loops": "shut"}, "shut")])
def test_a_link_opens_the_loops(wanted, panel) -> None:
    one = model(**wanted)
    assert one.state.opened(one.scene("any")).code_panel == panel


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"s": "2", "d": "2"}, [2, 1, 2, 2.21, 1], {"s": "2"}),
        ({"h": "0"}, [0, 1, 16, 1, 3, 1], {"h": "1", "k": "1"}),
        ({"k": "6"}, [6, 1, 5, 5], {"k": "5"}),
        ({"m": "5"}, [5, 1, 4, 4], {"m": "4"}),
        ({"c": "9"}, [9, 1, 4, 4], {"c": "4"}),
        ({"d": "9"}, [9, 1, 3, 3, 2], {"d": "2"}),
        ({"seed": "3"}, [3], {}),
        ({"xe": "2.9.9~1"}, [1, 1], {}),
        ({"ke": "6.0.0~1"}, [1, 1], {}),
        ({"ch": "3"}, [3, 0, 2, 2], {"ch": "2"}),
        ({"in": "photo", "c": "4"}, [4, 3], {"in": "photo"}),
        ({"in": "photo", "h": "4"}, [4], {"in": "photo"}),
        ({"h": "2", "k": "3"}, [3, 2], {"h": "2", "k": "2"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(DepthwiseState, "depthwise", query) == (said, left)


def test_changed_numbers_are_computed_with() -> None:
    one = model(input_edits="1.0.2~9", weight_edits="3.1.1~-3")
    assert grids(one.scene("any"))["input"].values[25 + 2] == 9
    assert grids(one.scene("any"))["kernel"].values[3 * 9 + 4] == -3
    assert_honest(one)


def test_a_number_typed_into_the_picture() -> None:
    assert typed(model().edit, "input", 27) == ("input_edits", "1.0.2~9")
    assert typed(model().edit, "kernel", 31) == ("weight_edits", "3.1.1~9")
    assert model().edit(Edit("output", ((0, 9.0),))) is None


def test_gained_and_lost_are_in_numbers() -> None:
    assert numbers(text.gained_and_lost(model())[0]) == [486, 1_458, 54, 162, 3]
    assert [*map(numbers, text.gained_and_lost(model(channels=1)))] == [[]], "nothing"


@pytest.mark.parametrize("values", [{}, {"padding": "tf", "stride": 2, "kernel_width": 2}, TENSORFLOW], ids=str)
def test_the_code_gives_what_is_drawn(values) -> None:
    one = model(**values)
    made = {snippet.dialect: snippet for snippet in one.code()}
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for dialect in ("numpy", "convviz"):
        assert np.array_equal(run(made[dialect])["y"], one.trace.output)


def test_the_prediction_is_the_channel_that_the_map_reads() -> None:
    one = model(**DEPTHWISE.quiz.values)
    assert DEPTHWISE.quiz.answer == 3
    assert one.spec.out_channels == 12
    assert says([map_order.table(one).splitlines()[2 + 7]], 8, 3, 2)


@pytest.mark.parametrize("idea", DEPTHWISE.ideas, ids=lambda idea: idea.title)
def test_each_idea_is_honest(idea) -> None:
    assert_honest(model(**idea.values))
