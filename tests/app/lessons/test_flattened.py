"""The lesson on the flattened convolution: what it shows, and what each control does to it."""

import random
from functools import partial
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.analysis.separability import rank_one, survives_flattening
from convviz.app.lessons.flattened.lesson import FLATTENED
from convviz.app.lessons.flattened.model import FlattenedModel, FlattenedState
from convviz.app.lessons.flattened.sample_numbers import FILTERS, filters
from convviz.app.lessons.flattened.text import NOT_EXACT, TOO_LARGE
from convviz.app.markup import to_streamlit
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.costs.block import block_cost
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.small_volumes import INPUTS
from convviz.scene import Decoder
from convviz.spec.recipes import flattened, regular
from serving import ROOT
from snippet_cases import run
from visiting import address, choosing, grid, html, notices, press, prose, scene, standing, visit

LESSON = ROOT / "pages" / "flattened.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("flattened")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def model_of(**query: str) -> FlattenedModel:
    state, told = decode(FlattenedState, "flattened", linked(**query))
    assert not told
    return FlattenedModel(state)


def flat(app: AppTest) -> FlattenedModel:
    """What the address stands for."""
    return model_of(**address(app))


def value(app: AppTest, key: str) -> object:
    """What the address says of a parameter."""
    state = flat(app).state
    return next(state.values[param.name] for param in state.params if param.key == key)


def typed(model: FlattenedModel, grid: str, *cells: tuple[int, float]) -> dict[str, str] | str:
    """What numbers typed into the picture make of the state, or why they are refused."""
    change = model.edit(Edit(grid, cells))
    if isinstance(change, RejectedEdit):
        return change.sentence
    assert isinstance(change, CellEdit)
    text = merged(str(model.state.values[change.param]), change.named, change.cells)
    assert text is not None
    return {FlattenedState.param(change.param).key: text}


def figures(app: AppTest) -> list[tuple[str, str]]:
    return [(figure["value"], figure.get("note", "")) for figure in scene(app)["figures"]]


def assert_right(app: AppTest) -> None:
    """The regular track is what plain loops compute; the other is so where every filter survives, and only there."""
    shown = flat(app)
    whole, thin = shown.traces
    pads = list(whole.traces[0].geometry.padding)
    y, *_ = oracle.direct([whole.x.tolist()], shown.filters.tolist(), stride=(1, 1), pads=pads, dilation=(1, 1))
    expected = np.asarray(y[0], float)
    assert whole.output == pytest.approx(expected)
    agrees = thin.output == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert not shown.exact or agrees
    assert shown.exact == all(map(survives_flattening, shown.filters))
    assert (shown.differing == 0) == agrees
    played = Decoder(shown.scene("any"))
    alone = shown.state.show == "flattened"
    assert played.values["output" if alone else "1.output"] == pytest.approx(thin.output.ravel().tolist())
    assert played.multiplications(0 if alone else 1) == shown.costs[1].multiplications


def test_it_opens_on_a_product_of_three_vectors() -> None:
    app = enter()
    assert_right(app)
    assert [grid(app, f"1.kernel {step}")["values"] for step in (1, 2, 3)] == [[1, 2], [1, 2, 1], [-1, 0, 1]]
    assert [one["id"] for one in scene(app)["grids"] if one["id"].startswith("1.maps")] == ["1.maps 1", "1.maps 2"]
    assert figures(app) == [
        ("162", "18 weights"),
        ("122", "8 weights"),
        ("75.3 %", "44.4 % of the weights"),
        ("0 of 9", "the two agree"),
    ]
    assert to_streamlit("weights $2·3·3$ $= 18$ against $(2+3+3)$ $= 8$") in prose(app)
    assert "50 + 45 + 27 = **122** multiplications in three steps, **162** at once" in prose(app)
    assert "**Filter 0 survives**" in prose(app)


def test_three_channels_make_27_weights_9() -> None:
    assert [note for _, note in figures(enter(c="3"))[:2]] == ["27 weights", "9 weights"]
    text = prose(enter(c="3"))
    assert "25 numbers with 3 multiplications each, 75;" in text
    assert "At once: 9 numbers with 3·3·3 = 27 each, 243." in text


@pytest.mark.parametrize(("channels", "side"), [(3, 3), (64, 3), (256, 3), (256, 5), (512, 7)])
def test_the_weights_of_a_filter_are_the_sum_and_not_the_product(channels, side) -> None:
    shown = html(enter())
    assert f"{channels} × {side} × {side}, whole</span><span>{channels * side * side:,}<" in shown
    assert f"{channels} + {side} + {side} = {channels + 2 * side}<" in shown
    assert block_cost(flattened(channels, 1, side), (side, side)).weights == channels + 2 * side


def test_kernels_that_are_products_do_not_make_a_filter_that_is_one() -> None:
    app = enter(ker="edges")
    assert_right(app)
    shown = flat(app)
    assert all(survives_flattening(kernel) for kernel in shown.filters[0])
    assert shown.vectors[0].ranks == (2, 2, 2)
    assert "| 0 | 2 | 2 | 2 | 70.7 % |" in prose(app)
    assert "its slices by channel (2), row (2) and column (2) are no multiples" in prose(app)
    assert figures(app)[3] == ("8 of 9", "up to 71 % of a filter is missed")


def test_channels_alike_are_not_enough_either() -> None:
    app = enter(ker="laplacian")
    assert flat(app).vectors[0].ranks == (1, 2, 2)
    assert "by row (2) and column (2)" in prose(app)
    assert "10.1 %" in prose(app)


def test_how_far_random_filters_are_from_products() -> None:
    draw = np.random.default_rng(0)
    errors = sorted(rank_one(draw.standard_normal((2, 3, 3))).error for _ in range(40))
    text = prose(enter())
    for error in (errors[0], errors[20], errors[-1]):
        assert f"{100 * error:.1f} %" in text


@pytest.mark.parametrize("case", FLATTENED.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(h="6", ker="random", **{"in": "ramp"}), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(FlattenedState, case.values)[0])
    assert_right(app)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("query", [{"c": "4", "n": "3"}, {"c": "2", "h": "3"}])
def test_all_filters(name: str, query) -> None:
    app = choose(enter(**query), "ker", name)
    assert not notices(app)
    assert_right(app)
    assert flat(app).exact == (name in ("product", "average"))


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    assert_right(choose(enter(h="4", w="6"), "in", name))


@pytest.mark.parametrize("key", ["n", "k", "c", "pad", "show"])
def test_every_one_click_choice(key: str) -> None:
    param = next(param for param in FlattenedState.params if param.key == key)
    for option in param.options:
        app = choose(enter(ker="random"), key, option)
        assert value(app, key) == option
        assert_right(app)


@pytest.mark.parametrize("query", [{}, {"in": "random", "ker": "random"}])
def test_every_number_at_both_ends(query) -> None:
    for control in enter(**query).number_input:
        key = control.key.removeprefix("flattened.")
        for end in () if key == "guess" else (control.min, control.max):
            app = choose(enter(**query), key, int(end))
            assert value(app, key) == end
            assert_right(app)


@pytest.mark.parametrize(
    ("query", "name", "cell", "expected"),
    [
        ({}, "0.input", 31, {"xe": "1.1.1~9"}),
        ({}, "1.input", 31, {"xe": "1.1.1~9"}),
        ({"show": "flattened"}, "input", 31, {"xe": "1.1.1~9"}),
        ({}, "0.kernel 1", 13, {"ke": "0.1.1.1~9"}),
        ({"k": "2"}, "1.kernel 1", 1, {"ke": "0.1.0.0~-9_0.1.0.1~9_0.1.1.0~-9_0.1.1.1~9"}),
        ({"k": "2"}, "1.kernel 2", 0, {"ke": "0.0.0.0~-9_0.0.0.1~9_0.1.0.0~-18_0.1.0.1~18"}),
        ({"k": "2", "show": "flattened"}, "kernel 3", 1, {"ke": "0.0.0.1~9_0.0.1.1~9_0.1.0.1~18_0.1.1.1~18"}),
    ],
)
def test_a_number_typed_into_the_picture(query, name, cell, expected) -> None:
    assert typed(model_of(**query), name, (cell, 9.0)) == expected


def test_vectors_that_are_worked_out_or_too_large_are_refused() -> None:
    assert typed(model_of(ker="edges"), "1.kernel 1", (0, 9.0)) == NOT_EXACT
    assert typed(model_of(), "1.kernel 2", (1, 999_999.0)) == TOO_LARGE


def test_one_changed_weight_and_the_filter_does_not_survive() -> None:
    app = enter(ke="0.0.0.0~5")
    assert "**Filter 0 does not survive**" in prose(app)
    assert_right(app)
    assert_right(enter(ker="average", c="1", k="2", ke="0.0.0.0~0_0.0.0.1~0_0.0.1.0~0_0.0.1.1~0"))
    assert_right(enter(ker="average", ke="0.0.0.0~0.5"))


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ({"c": "9"}, "the number of channels must be a whole number from 1 to 4. Instead, it is 4.", {"c": "4"}),
        ({"n": "0"}, "the number of filters must be a whole number from 1 to 3. Instead, it is 1.", {}),
        ({"k": "4", "h": "3"}, "the window would not fit into the padded input", {"h": "3"}),
        ({"ker": "edges", "c": "1"}, "another edge in every channel needs two channels", {"c": "1"}),
        ({"ker": "laplacian", "k": "2"}, "its sides are odd", {"k": "2"}),
        ({"ke": "0.0~1"}, "must be written as filter.channel.row.column~value", {}),
        ({"show": "`x"}, "Instead, it is race.", {}),
        ({"kseed": "4"}, "which matters only with `ker=random`; it was left out.", {}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert address(app) == linked(**left)
    assert_right(app)


@pytest.mark.parametrize("query", [{}, {"ker": "edges", "n": "2", "pad": "same", "h": "4"}])
def test_the_code_gives_the_numbers_of_the_page(query) -> None:
    shown = flat(enter(**query))
    for snippet in shown.code()[2:]:
        assert run(snippet)["y"] == pytest.approx(shown.traces[1].output, abs=1e-3)


def test_the_prediction_is_what_the_engine_says() -> None:
    state, told = settle(FlattenedState, FLATTENED.quiz.values)
    assert not told
    one, other = FlattenedModel(state).costs
    assert (one.weights, other.weights) == (108, FLATTENED.quiz.answer) == (108, 30)


@pytest.mark.parametrize("idea", FLATTENED.ideas, ids=lambda idea: idea.title)
def test_what_to_try_is_one_click(idea: Idea) -> None:
    app = press(enter(h="6"), idea.title)
    assert address(app) == encode(settle(FlattenedState, idea.values)[0])
    assert not notices(app)


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(4), enter()
    for _ in range(25):
        controls = [*app.number_input, *app.button_group, *app.selectbox]
        control = chance.choice([one for one in controls if one.key != "flattened.guess"])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), int(control.max)))
        assert_right(standing(app.run()))


def test_the_race_can_be_taken_along() -> None:
    race = flat(enter(h="3")).scene("Race")
    assert Image.open(BytesIO(png(race, 0, dpi=40))).format == "PNG"
    assert Image.open(BytesIO(gif(flat(enter(h="2", k="2", show="flattened")).scene("Three")))).format == "GIF"
    assert "Flattened: 2 + 3 + 3" in page(race)


def test_filters_of_a_name_are_of_every_size() -> None:
    for name in FILTERS:
        for count, channels in ((1, 2), (3, 4)):
            assert filters(name, count, channels, 3).shape == (count, channels, 3, 3)
    assert block_cost(regular(2, 1, 3), (5, 5)).multiplications == 162
