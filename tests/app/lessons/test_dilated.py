"""The lesson on dilated convolution: the numbers of one layer against plain loops, and those of stacks of layers."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.dilated import text, text_stack
from convviz.app.lessons.dilated.cases import CASES, STACKS
from convviz.app.lessons.dilated.field_growth import doubled, law, plain_layers
from convviz.app.lessons.dilated.footprint import picture, words
from convviz.app.lessons.dilated.lesson import DILATED
from convviz.app.lessons.dilated.model import DilatedModel, DilatedState
from convviz.app.lessons.dilated.model_stack import DilatedStackModel
from convviz.app.lessons.dilated.stack_controls import options
from convviz.app.lessons.dilated.stack_in_url import MOST_CELLS, drawn, is_possible, least_cells, read, write
from convviz.app.params.links import decode, encode
from convviz.spec.receptive_field import AxisLayer
from counts import examples
from prose import numbers, says
from serving import ROOT
from snippet_cases import run
from states import by_loops, counters, every_choice, grids, played, put_right, random_states, sizes, state_of, typed
from visiting import address, choosing, notices, press, scene, visit

enter = partial(visit, ROOT / "pages" / "dilated.py", v="2")
choose = choosing("dilated")


def model(**values: object) -> DilatedModel:
    return DilatedModel(state_of(DilatedState, values))


def stacked(title: str, **values: object) -> DilatedStackModel:
    """A named stack."""
    return model(stack=STACKS[title], **values).stack


def assert_honest(one: DilatedModel) -> None:
    assert played(one.scene("any")) == pytest.approx(np.ravel(by_loops(one.trace)[0]).tolist())


@pytest.mark.parametrize(
    "values",
    [{}, {"dilation": 4}, {"padding": "same", "dilation": 3, "height": 6}, {"kernel": 2, "stride": 2, "dilation": 5}],
    ids=str,
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(DilatedState, values):
        assert_honest(DilatedModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(DilatedState, examples(150)):
        assert_honest(DilatedModel(state))


def test_it_opens_on_rate_2_and_on_the_rates_1_2_4() -> None:
    shown = grids(model().scene("any"))
    assert sizes(shown["kernel"])[2:] == [5, 5]
    assert shown["kernel"].axes[3].kind == "rzrzr"
    assert sizes(shown["output"]) == [1, 5, 5]
    tower = model().stack.scene("any")
    assert [*grids(tower)] == ["layer3", "layer2", "layer1", "input"]
    assert (model().stack.field.receptive, model().stack.touched) == (15, 15)
    assert counters(tower) == [(9, 0, 33)], "1, 3 and 7 units of 3 taps"
    assert numbers(text.formula(model()).letters) == [1, 1, 2, 3, 1, 1, 5]
    assert numbers(text.formula(model()).words) == [2, 3, 1, 1, 5, 3, 3, 9]
    assert numbers(text_stack.formula(model().stack).words) == [1, 2, 1, 2, 2, 2, 4, 15]


@pytest.mark.parametrize(("rate", "span"), [(1, 3), (2, 5), (3, 7), (4, 9)])
def test_the_rate_changes_the_span_and_neither_weights_nor_multiplications_of_an_output(rate, span) -> None:
    one = model(dilation=rate)
    assert one.span == span
    assert one.cost.weights == 9
    assert one.cost.macs == 9 * one.cost.outputs == one.compact.macs
    assert counters(one.scene("any")) == [(9, 0, one.cost.macs)]
    assert one.geometry.spec.span == (span, span)
    assert says(text.remarks(one), 9, one.cost.outputs, one.cost.macs)


RECEPTIVE = {
    "Rates 1, 2, 4": [3, 7, 15],
    "Three plain 3": [3, 5, 7],
    "Three plain 7": [7, 13, 19],
    "Rates 2, 2, 2": [5, 9, 13],
    "Rates 1, 2, 5": [3, 7, 17],
    "Context module": [3, 5, 9, 17, 33, 65, 67, 67],
    "WaveNet block": [2, 4, 8, 16],
    "Padded": [3, 7, 15],
    "Strided stem": [7, 11],
}


@pytest.mark.parametrize("title", STACKS)
def test_the_named_stacks_see_what_the_literature_says(title: str) -> None:
    stack, receptive = stacked(title), RECEPTIVE[title]
    assert [field.receptive for field in stack.fields] == receptive
    assert numbers(text_stack.remarks(stack)[0])[0] == receptive[-1]
    rows = text_stack.table(stack).splitlines()[3:]
    assert [numbers(row)[7] for row in rows] == receptive


def test_holes_are_counted() -> None:
    holes, hybrid = stacked("Rates 2, 2, 2"), stacked("Rates 1, 2, 5")
    assert (holes.touched, holes.field.receptive) == (7, 13)
    assert (hybrid.touched, hybrid.field.receptive) == (17, 17)
    assert stacked("Context module").touched == 67
    assert holes.free == [1, 0, 3, 0, 6, 0, 7, 0, 6, 0, 3, 0, 1]
    assert stacked("Three plain 3").free == [1, 3, 6, 7, 6, 3, 1]
    assert numbers(text_stack.remarks(holes)[0])[-3:] == [7, 13, 2], "taps stand a multiple of 2 apart"
    assert numbers(words(holes)[1]) == [13, 13, 169, 7, 7, 49, 120]


def test_the_middle_weighs_more_where_it_does() -> None:
    assert numbers(text_stack.remarks(stacked("Three plain 3"))[1])[-3:] == [27, 7, 1], "paths, middle, ends"
    assert stacked("Rates 1, 2, 4").free[7] == 1, "the middle has a single path"
    assert set(numbers(text_stack.remarks(stacked("WaveNet block"))[1])) == {1}, "and there every cell has"


def test_paths_that_end_on_padding_are_counted() -> None:
    for unit, ending in ((0, 1), (1, 0)):
        stack = model(stack="3.1.1.1", input_cells=4, unit=unit).stack
        assert stack.ending == ending
        assert numbers(text_stack.remarks(stack)[-1]) == [unit + 1, ending]
    assert len(text_stack.remarks(model().stack)) == 2, "nothing about a border"


def test_the_recurrence_is_told_with_the_numbers_of_the_chosen_layer() -> None:
    stem = stacked("Strided stem", chosen_layer=2)
    assert numbers(text_stack.recurrence(stem))[:10] == [2, 1, 7, 1, 2, 2, 11, 2, 2, 4]
    assert numbers(text_stack.table(stem).splitlines()[-1]) == [2, 3, 2, 1, 1, 3, 4, 11, 0]
    row = text_stack.table(stacked("WaveNet block")).splitlines()[4]
    assert numbers(row.replace("1½", "1.5")) == [2, 2, 1, 0, 2, 13, 1, 4, 1.5]


def test_fields_double_while_weights_grow_evenly() -> None:
    assert [doubled(count) for count in range(1, 7)] == [2 ** (count + 1) - 1 for count in range(1, 7)]
    assert [plain_layers(doubled(count)) for count in (1, 2, 3, 4)] == [1, 3, 7, 15]
    assert numbers(law(model().stack)[1].splitlines()[4]) == [3, 1, 2, 4, 15, 27, 7, 63]


def test_the_picture_in_the_plane_has_a_shape_for_each_number_of_paths() -> None:
    shapes = picture([1, 0, 2])
    assert shapes.count("<path") == 4, "0, 1, 2 and 4 paths"
    assert shapes.count("M") == 9
    assert shapes.count("stroke-opacity") == 1
    assert 'fill-opacity="1.000" d="M2.04 2.04h' in shapes


def test_what_the_sources_say_is_put_right() -> None:
    field, _ = text_stack.field_corrections()
    assert numbers(field.right) == [15, 1, 2, 4, 3, 7, 15, 3, 5, 2, 9, 4]
    (price,) = text_stack.price_corrections()
    assert numbers(price.right) == [7, 2, 18, 15, 3, 27]
    assert says([text_stack.USES], 1_024)


@pytest.mark.parametrize(
    ("part", "ends"), [("kernel", [1, 7]), ("stride", [1, 4]), ("padding", [0, 16]), ("dilation", [1, 16])]
)
def test_a_number_of_a_layer_can_be_changed_as_far_as_it_can_be_drawn(part: str, ends: list[int]) -> None:
    state = model().state
    assert options(state, part) == ends
    for end in ends:
        layers = (state.layers[0]._replace(**{part: end}), *state.layers[1:])
        model(stack=write(layers)).stack.scene("any")


def test_the_stack_is_changed_layer_by_layer() -> None:
    app = choose(enter(board="stack"), "at", 2)
    app = choose(app, "layer-dilation", 3)
    assert address(app) == {"layers": "3.1.0.1_3.1.0.3_3.1.0.4", "at": "2", "v": "2"}
    app = press(app, "Remove it")
    assert address(app) == {"layers": "3.1.0.1_3.1.0.4", "v": "2"}
    app = press(app, "Add a layer")
    assert address(app) == {"layers": "3.1.0.1_3.1.0.4_3.1.0.4", "at": "3", "v": "2"}
    assert model(stack="3.1.0.1_3.1.0.4_3.1.0.4").stack.field.receptive == 19


def on_board(app: AppTest) -> list[str]:
    """The grids of the only picture of the page."""
    return [grid["id"] for grid in scene(app)["grids"]]


LAYER, ROWS = ["input", "kernel", "output"], ["layer3", "layer2", "layer1", "input"]


def test_the_switch_changes_the_board_and_keeps_the_numbers_of_both() -> None:
    app = enter(d="3")
    assert on_board(app) == LAYER
    app = choose(app, "board", "stack")
    assert on_board(app) == ROWS
    assert address(app) == {"d": "3", "board": "stack", "v": "2"}
    app = choose(app, "layer-dilation", 3)
    assert address(app) == {"d": "3", "layers": "3.1.0.3_3.1.0.2_3.1.0.4", "v": "2"}
    app = choose(app, "board", "layer")
    assert on_board(app) == LAYER
    assert address(app) == {"d": "3", "layers": "3.1.0.3_3.1.0.2_3.1.0.4", "board": "layer", "v": "2"}
    app = choose(app, "board", "stack")
    assert model(**{"dilation": 3, "stack": "3.1.0.3_3.1.0.2_3.1.0.4"}).state == decode_of(app)


def decode_of(app: AppTest) -> DilatedState:
    return decode(DilatedState, "dilated", address(app), cases=CASES)[0]


@pytest.mark.parametrize(
    ("query", "grids"),
    [
        ({"layers": "3.1.0.1_3.1.0.3_3.1.0.9"}, ROWS),
        ({"layers": "3.1.0.1_3.1.0.3_3.1.0.9", "d": "3", "v": "2"}, ROWS),
        ({"n": "20"}, ROWS),
        ({"at": "2", "v": "2"}, ROWS),
        ({"d": "3"}, LAYER),
        ({"d": "3", "v": "2"}, LAYER),
        ({"layers": "3.1.0.2", "board": "layer", "v": "2"}, LAYER),
    ],
    ids=str,
)
def test_a_link_that_says_something_about_the_stack_opens_on_it(query, grids) -> None:
    assert on_board(visit(ROOT / "pages" / "dilated.py", **query)) == grids


def test_every_named_stack_is_a_case_with_the_reaches_of_its_hint() -> None:
    of_stack = [case for case in CASES if case.state(model().state).has_stack]
    assert [case.state(model().state).stack for case in of_stack] == [*STACKS.values()]
    ends = {title: receptive[-1] for title, receptive in RECEPTIVE.items()}
    reaches = {title: numbers(case.hint)[-1] for title, case in zip(STACKS, of_stack, strict=True)}
    assert reaches == {**ends, "Rates 2, 2, 2": 13, "Padded": 15}
    for case in CASES[: -len(of_stack)]:
        one = model(**case.values)
        assert numbers(case.hint) == [one.state.kernel, one.span]


def test_each_board_has_its_title_whatever_is_on_the_other() -> None:
    state = model(dilation=3, stack=STACKS["Padded"]).state
    titles = [DILATED.scene(state, player).title for player in DILATED.players]
    assert titles == ["Does a wider reach cost more?", "What happens at the border?"]


def test_controls_cannot_leave_what_can_be_drawn() -> None:
    app = enter(layers=STACKS["Context module"])
    assert next(button for button in app.button if button.label == "Add a layer").disabled, "eight are the most"
    kernel = next(control for control in app.number_input if control.key == "dilated.layer-kernel")
    assert not notices(choose(app, "layer-kernel", int(kernel.max)))
    app = enter(layers="3.1.0.1")
    assert next(button for button in app.button if button.label == "Remove it").disabled


@pytest.mark.parametrize(
    "text",
    [
        "x", "", "3.1.0", "8.1.0.1", "3.0.0.1", "3.1.0.1_", "_".join(["3.1.0.1"] * 9), "7.1.0.16_7.1.0.16", "03.1.0.1",
        "9" * 5000,
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_an_impossible_stack_is_refused(text: str) -> None:
    assert read(text) is None
    assert put_right(DilatedState, "dilated", {"layers": text})[1] == {}


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"h": "2"}, [3, 2, 2, 3, 1], {"h": "2", "k": "2", "d": "1"}),
        ({"cells": "0"}, [0, 1, 99, 1, 15], {}),
        ({"cells": "14"}, [14, 15], {}),
        ({"u": "1"}, [1, 1, 0], {}),
        ({"at": "4"}, [4, 3, 3], {"at": "3"}),
        ({"d": "5"}, [5, 11, 4], {"d": "4"}),
        ({"d": "0"}, [0, 1, 5, 1], {"d": "1"}),
        ({"k": "1"}, [1, 2, 5, 2], {"k": "2"}),
        ({"h": "99"}, [99, 2, 16, 16], {"h": "16"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(DilatedState, "dilated", query) == (said, left)


@pytest.mark.parametrize(
    ("grid", "cell", "value", "param", "changes"),
    [("input", 10, 9, "input_edits", "1.1~9"), ("kernel", 5, -4, "weight_edits", "1.2~-4")],
)
def test_numbers_typed_into_the_picture_are_computed_with(grid, cell, value, param, changes) -> None:
    assert typed(model().edit, grid, cell, value) == (param, changes)
    one = model(**{param: changes})
    assert played(one.scene("any"), grid)[cell] == value
    assert_honest(one)


def test_the_question_has_the_right_answer() -> None:
    asked = model(**DILATED.quiz.values).stack
    assert asked.field.receptive == DILATED.quiz.answer == 27
    assert asked.free == [1] * 27


def test_the_code_in_numpy_gives_what_the_player_shows() -> None:
    assert len(model().code()) == 4
    assert "dilation=2" in model().code()[0].code
    for one in (model(), model(dilation=3, padding="same", stride=2)):
        (snippet,) = (snippet for snippet in one.code() if snippet.dialect == "numpy")
        assert np.allclose(run(snippet)["y"], one.trace.output)


kernels = st.builds(AxisLayer, st.integers(1, 7), st.integers(1, 4), st.integers(0, 16), st.integers(1, 16))


@settings(max_examples=examples(600))
@given(st.lists(kernels, min_size=1, max_size=8).map(tuple))
def test_any_stack_is_spelled_and_drawn_or_refused(layers) -> None:
    text = write(layers)
    assert read(text) == (layers if is_possible(layers) else None)
    if not is_possible(layers):
        return
    assert drawn(layers, least_cells(layers)) <= MOST_CELLS
    state = state_of(DilatedState, {"stack": text})
    assert decode(DilatedState, "dilated", encode(state)) == (state, [])
    stack = DilatedStackModel(state)
    assert min(stack.sizes) >= 1
    assert len(stack.free) == stack.field.receptive
    axes = [grid.axes[0] for grid in stack.scene("").grids]
    left, right = min(axis.first for axis in axes), max(axis.first + (axis.size - 1) * axis.pitch for axis in axes) + 1
    assert right - left == drawn(layers, stack.sizes[0]) <= MOST_CELLS
