"""The lesson on the spatially separable convolution: what it shows, and what each control does to it."""

import random
from functools import partial
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.spatial.cost import KERNEL_SIZES, both, curve, each_output
from convviz.app.lessons.spatial.lesson import SPATIAL
from convviz.app.lessons.spatial.model import INPUTS, SpatialModel, SpatialState
from convviz.app.lessons.spatial.sample_numbers import KERNELS
from convviz.app.lessons.spatial.text import NOT_EXACT, TOO_LARGE
from convviz.app.markup import to_streamlit
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.charts.ratio_lines import ratio_lines
from convviz.costs.block import block_cost
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.spec.recipes import regular, spatially_separable
from serving import ROOT
from snippet_cases import run
from visiting import address, choosing, grid, notices, press, prose, scene, standing, visit

LESSON = ROOT / "pages" / "spatial.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("spatial")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def model_of(**query: str) -> SpatialModel:
    state, told = decode(SpatialState, "spatial", linked(**query))
    assert not told
    return SpatialModel(state)


def split(app: AppTest) -> SpatialModel:
    """What the address stands for."""
    return model_of(**address(app))


def typed(model: SpatialModel, grid: str, *cells: tuple[int, float]) -> dict[str, str] | str:
    """What numbers typed into the picture make of the state, or why they are refused."""
    change = model.edit(Edit(grid, cells))
    if isinstance(change, RejectedEdit):
        return change.sentence
    assert isinstance(change, CellEdit)
    text = merged(str(model.state.values[change.param]), change.named, change.cells)
    assert text is not None
    return {SpatialState.param(change.param).key: text}


def value(app: AppTest, key: str) -> object:
    """What the address says of a parameter."""
    state = split(app).state
    return next(state.values[param.name] for param in state.params if param.key == key)


def figures(app: AppTest) -> list[tuple[str, str]]:
    return [(figure["value"], figure.get("note", "")) for figure in scene(app)["figures"]]


def assert_right(app: AppTest) -> None:
    """The regular track ends in what plain loops compute, the other in the same unless the page says otherwise."""
    shown = split(app)
    played = Decoder(shown.scene("any"))
    sent = grid(app, "0.kernel 1")["values"]
    k = shown.state.kernel
    weight = [[[sent[row * k : (row + 1) * k] for row in range(k)]]]
    pads = list(shown.regular.traces[0].geometry.padding)
    y, *_ = oracle.direct([shown.regular.x.tolist()], weight, stride=(1, 1), pads=pads, dilation=(1, 1))
    expected = np.ravel(np.asarray(y[0], float))
    assert np.asarray(played.values["0.output"], float) == pytest.approx(expected)
    other = np.asarray(played.values["1.output"], float)
    agrees = other == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert not shown.exact or agrees
    assert (shown.differing == 0) == agrees
    for track, cost in enumerate(shown.costs):
        assert played.multiplications(track) == cost.multiplications
    assert shown.separable.output.ravel().tolist() == pytest.approx(other)


def test_it_opens_on_sobel_as_a_product_and_81_against_72() -> None:
    app = enter()
    assert_right(app)
    assert grid(app, "1.kernel 1")["values"] == [1, 2, 1]
    assert grid(app, "1.kernel 2")["values"] == [-1, 0, 1]
    assert figures(app) == [
        ("81", "9 weights"),
        ("72", "6 weights"),
        ("88.9 %", "66.7 % of the weights"),
        ("0 of 9", "the two agree"),
    ]
    text = prose(app)
    assert to_streamlit("$9 · 3·3 = 81$ multiplications against $15·3 + 9·3 = 45 + 27 = 72$") in text
    assert "**rank is 1**" in text
    assert "**8 an :green[**output**] number**, fewer than the 9" in text
    assert scene(app)["clock"] == "multiplications"


@pytest.mark.parametrize(
    ("side", "whole", "parts", "each", "says"),
    [(3, 9, 12, 12, "more than"), (4, 36, 36, 9, "as many as"), (5, 81, 72, 8, "fewer than")],
)
def test_small_inputs_eat_up_the_saving(side, whole, parts, each, says) -> None:
    app = enter(h=str(side))
    assert [value for value, _ in figures(app)[:2]] == [str(whole), str(parts)]
    assert f"**{each} an :green[**output**] number**, {says} the 9" in prose(app)
    assert f"| {side} × {side} | {whole} | {parts} | {each} | {parts / whole:.3f} |" in prose(app)
    assert [cost.multiplications for cost in both(side, 3)] == [whole, parts]
    assert each_output(side) == each


def test_with_padding_the_ratio_is_2_over_m_at_any_size() -> None:
    for side in (3, 5, 8):
        shown = split(enter(pad="same", h=str(side)))
        assert shown.costs[1].ratio(shown.costs[0]) * 3 == 2


@pytest.mark.parametrize("size", KERNEL_SIZES)
def test_the_lines_of_the_chart_are_the_closed_form_and_fall_to_2_over_m(size) -> None:
    line = curve(size)
    for side, ratio in zip(line.sizes, line.ratios, strict=True):
        assert ratio == pytest.approx(1 / size + side / (size * (side - size + 1)))
    assert list(line.ratios) == sorted(line.ratios, reverse=True)
    assert line.limit < line.ratios[-1] < line.limit * 1.06
    shown = ratio_lines([line], (size, line.ratios[0]), across="N", up="ratio", theme="dark")
    assert list(shown.data[0].y) == list(line.ratios)
    assert shown.layout.yaxis.range[1] > max(line.ratios), "no line starts above the chart"


@pytest.mark.parametrize("case", SPATIAL.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(h="7", ker="random", **{"in": "ramp"}), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(SpatialState, case.values)[0])
    assert_right(app)


@pytest.mark.parametrize(
    ("name", "rank", "missed"),
    [("sobel_x", 1, "0 %"), ("gaussian", 1, "0 %"), ("laplacian", 2, "10.1 %"), ("diagonal", 3, "81.6 %")],
)
def test_the_rank_of_every_kind_is_told(name, rank, missed) -> None:
    app = choose(enter(), "ker", name)
    assert split(app).rank == rank
    assert f"| {KERNELS[name]} | {rank} | {missed} |" in prose(app)
    assert ("**This :orange[**kernel**] separates:**" in prose(app)) == (rank == 1)
    assert app.button_group(key="spatial.terms").options == [str(terms) for terms in range(1, rank + 1)]
    for terms in range(1, rank + 1):
        assert_right(choose(app, "terms", terms))
    assert split(app).exact, "with as many products as its rank, nothing is missed"


def test_the_best_products_miss_what_the_singular_values_left_out_say() -> None:
    shown = split(enter(ker="diagonal", k="4", h="6"))
    for terms, nearest in enumerate(shown.nearest, 1):
        left = np.sum(shown.strengths[terms:] ** 2)
        assert nearest.error**2 == pytest.approx(left / np.sum(shown.strengths**2), abs=1e-12)


def test_the_laplacian_loses_more_on_the_picture_than_in_numbers() -> None:
    text = prose(enter(ker="laplacian"))
    assert "has **rank 2**" in text
    assert "| **1** | **6** | **72** | **10.1 %** |" in text
    assert "| 2 | 12 | 144 | 0 % |" in text
    assert "**Missed of the picture: 280.7 %**; of the kernel it was 10.1 %" in text
    assert "add up to, 0 at once and −1.22 in two steps" in text
    assert "**Two steps, the same picture:** nothing is missed." in prose(enter())


def test_there_are_four_pictures() -> None:
    assert len(enter(ker="laplacian").get("image")) == 4


@pytest.mark.parametrize("key", ["k", "terms", "pad"])
def test_every_one_click_choice(key: str) -> None:
    app = enter(ker="diagonal", h="8")
    for option in list(app.button_group(key=f"spatial.{key}").options):
        changed = choose(enter(ker="diagonal", h="8"), key, int(option) if option.isdigit() else option)
        assert_right(changed)


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    assert_right(choose(enter(h="6", w="4"), "in", name))


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("size", ["2", "5"])
def test_every_kernel_at_both_ends(name: str, size: str) -> None:
    app = enter(h="8", k=size, ker=name)
    assert_right(app)
    assert bool(notices(app)) == (size == "2" and name in ("laplacian", "sharpen"))


@pytest.mark.parametrize("query", [{}, {"in": "random", "ker": "random"}])
def test_every_number_at_both_ends(query) -> None:
    for control in enter(**query).number_input:
        key = control.key.removeprefix("spatial.")
        for end in () if key == "guess" else (control.min, control.max):
            app = choose(enter(**query), key, int(end))
            assert value(app, key) == end
            assert_right(app)


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        ("0.input", 6, {"xe": "1.1~9"}),
        ("1.input", 6, {"xe": "1.1~9"}),
        ("0.kernel 1", 4, {"ke": "1.1~9"}),
        ("1.kernel 1", 1, {"ke": "1.0~-9_1.2~9"}),
        ("1.kernel 2", 1, {"ke": "0.1~9_1.1~18_2.1~9"}),
    ],
)
def test_a_number_typed_into_the_picture(name, cell, expected) -> None:
    assert typed(model_of(), name, (cell, 9.0)) == expected


def test_vectors_that_are_worked_out_cannot_be_typed_into() -> None:
    assert typed(model_of(ker="laplacian"), "1.kernel 1", (0, 9.0)) == NOT_EXACT


def test_a_vector_cannot_make_numbers_that_no_link_carries() -> None:
    model, largest = model_of(), 999_999.0
    assert isinstance(typed(model, "1.kernel 1", (0, largest)), dict)
    assert isinstance(typed(model, "1.kernel 1", (1, largest)), dict)
    assert typed(model, "1.kernel 2", (0, largest)) == TOO_LARGE


def test_a_kernel_of_the_visitors_own() -> None:
    app = enter(ker="box", ke="0.0~5")
    assert split(app).rank == 2
    assert_right(app)
    assert_right(enter(ker="box", ke="0.0~0.5"))
    zeros = enter(k="2", h="3", ker="box", ke="0.0~0_0.1~0_1.0~0_1.1~0")
    assert "All weights are 0" in prose(zeros)
    assert_right(zeros)


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ({"k": "9"}, "the kernel size must be a whole number from 2 to 5. Instead, it is 5.", {"k": "5"}),
        ({"terms": "2"}, "of rank 1 it needs no more than 1. It is now 1.", {}),
        ({"h": "2"}, "the window would not fit into the padded input", {"h": "2", "k": "2"}),
        ({"ker": "laplacian", "k": "4"}, "its sides are odd", None),
        ({"ker": "`x"}, "Instead, it is sobel_x.", {}),
        ({"ke": "9.9~1"}, "must be written as row.column~value", {}),
        ({"h": "1e400"}, "the input height must be a whole number from 2 to 8. Instead, it is 8.", {"h": "8"}),
        ({"kseed": "4"}, "which matters only with `ker=random`; it was left out.", {}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert left is None or address(app) == linked(**left)
    assert_right(app)


@pytest.mark.parametrize("query", [{}, {"pad": "same", "h": "4"}, {"ker": "laplacian", "terms": "2"}])
def test_the_code_gives_the_numbers_of_the_page(query) -> None:
    shown = split(enter(**query))
    for snippet in shown.code()[2:]:
        assert run(snippet)["y"] == pytest.approx(shown.separable.output, abs=1e-3)


def test_the_prediction_is_what_the_engine_says() -> None:
    state, told = settle(SpatialState, SPATIAL.quiz.values)
    assert not told
    assert SpatialModel(state).costs[1].multiplications == SPATIAL.quiz.answer == 240
    assert block_cost(regular(1, 1, 5), (8, 8)).multiplications == 400
    assert [stage.multiplications for stage in block_cost(spatially_separable(5), (8, 8)).stages] == [160, 80]


@pytest.mark.parametrize("idea", SPATIAL.ideas, ids=lambda idea: idea.title)
def test_what_to_try_is_one_click(idea: Idea) -> None:
    app = press(enter(h="8"), idea.title)
    assert address(app) == encode(settle(SpatialState, idea.values)[0])
    assert not notices(app)


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(3), enter()
    for _ in range(30):
        controls = [*app.number_input, *app.button_group, *app.selectbox]
        control = chance.choice([one for one in controls if one.key != "spatial.guess"])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), int(control.max)))
        assert_right(standing(app.run()))


def test_the_race_can_be_taken_along() -> None:
    race = split(enter(ker="laplacian", h="3")).scene("Race")
    assert Image.open(BytesIO(png(race, 2, dpi=40))).format == "PNG"
    assert Image.open(BytesIO(gif(split(enter(h="2", k="2")).scene("Race")))).format == "GIF"
    assert "3 × 1, then 1 × 3" in page(race)
