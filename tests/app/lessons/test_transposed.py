"""The lesson on transposed convolution: what it shows, and what each control does to it."""

import random
import re
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.transposed import cost, gradient, round_trip
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
from convviz.app.lessons.transposed.sample_numbers import INPUTS
from convviz.app.page.named_cases import Case
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.errors import ConvError
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.spec.conv import ConvSpec
from serving import ROOT
from visiting import address, choosing, figures, grid, notices, press, prose, scene, standing, unfolded, visit

LESSON = ROOT / "pages" / "transposed.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("transposed")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def model_of(**query: str) -> TransposedModel:
    state, faults = decode(TransposedState, "transposed", linked(**query))
    assert not faults
    return TransposedModel(state)


def layer(app: AppTest) -> TransposedModel:
    """The layer the address stands for."""
    return model_of(**address(app))


def formulas(app: AppTest) -> str:
    """Everything the page says, with one space where TeX has several."""
    return re.sub(r" +", " ", prose(app))


def tracks(app: AppTest) -> list[str]:
    return [track["title"] for track in scene(app)["tracks"]]


def expected(app: AppTest) -> list[float]:
    """The output by plain loops over the state's numbers."""
    shown = layer(app)
    state = shown.state
    s, d, p, a = state.stride, state.dilation, state.padding_cells, state.output_padding
    numerator, denominator = shown.kernel.scale
    y, *_ = oracle.transposed(
        [shown.trace.x.tolist()], [[shown.kernel.whole.tolist()]], stride=(s, s), pads=[(p, p)] * 2,
        dilation=(d, d), output_padding=(a, a),
    )  # fmt: skip
    return [number * numerator / denominator + state.bias for row in y[0][0] for number in row]


def check(app: AppTest) -> None:
    """All ways on the page end in what plain loops give."""
    shown = layer(app)
    views = shown.views
    assert views.agree == shown.trace.output.size
    for ends in views.ends.values():
        assert ends == pytest.approx(expected(app), rel=1e-12, abs=1e-9)
    decoder = Decoder(shown.scene("any"))
    for place in range(len(views.shown)) if shown.state.show != "back" else ():
        assert decoder.values[f"{place}.output"] == pytest.approx(expected(app), rel=1e-12, abs=1e-9)


def test_it_opens_on_three_ways_to_the_same_five_by_five() -> None:
    app = enter()
    assert tracks(app) == ["Paint", "Zero-insert and slide", "Matrix"]
    assert scene(app)["clock"] == "progress"
    check(app)
    assert "**Three ways, one :green[**output**]:** in all 25 cells" in prose(app)
    assert figures(app) == {
        "multiplications: paint": ("36", "what counts: taps × input numbers"),
        "multiplications: zero-insert and slide": ("225", "taps × output numbers, zeros included: 6.25 times as many"),
        "multiplications: matrix": ("100", "64 of them with an empty entry"),
        "weights": ("9", "stamped by every input number"),
        "output": ("5 × 5", "from 2 × 2"),
    }
    assert [figure.get("runs", -1) for figure in scene(app)["figures"]] == [0, 1, 2, -1, -1]


def test_the_formula_has_the_numbers_of_this_state() -> None:
    assert r"y[2r + a,\, 2c + b]" in prose(enter())
    assert r"y[3r + 2a - 1,\, 3c + 2b - 1]" in prose(enter(s="3", d="2", p="1"))
    assert r"y[r,\, c]" in prose(enter(s="1", k="1"))


@pytest.mark.parametrize("case", TRANSPOSED.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(h="7", ker="random", b="4"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(TransposedState, case.values)[0])
    shown = layer(app)
    sides = (shown.geometry.input_shape[0], shown.geometry.output_shape[0])
    assert case.hint == "{} → {}".format(*sides)
    check(app)


def test_padding_is_told_in_both_readings() -> None:
    assert "*d*·(*k* − 1) − *p* = 2 − 0 = **2**, so many zeros on each side" in prose(enter())
    assert "= 2 − 2 = **0**, no border" in prose(enter(p="2", h="3"))
    text = prose(enter(h="4", k="2", s="1", p="2"))
    assert "= 1 − 2 = **−1**, so many cells cut off" in text
    assert "the stretched input loses 1 cell on every side" in text
    both = formulas(enter(h="3", p="1", op="1", d="2"))
    assert r"2 \cdot 2 + 2 \cdot 2 + 1 - 2 \cdot 1 + 1 = 8" in both
    assert r"6 + 2 \cdot 3 - 2 \cdot 2 = 8" in both


def test_output_padding_chooses_among_the_sizes_the_direct_layer_maps_to_this_one() -> None:
    """I = 5 and i = 6 both give 3 at k = 3, s = 2, p = 1."""
    for extra, size in (("0", 5), ("1", 6)):
        app = enter(h="3", p="1", op=extra)
        assert layer(app).sources == [5, 6]
        assert layer(app).geometry.output_shape == (size, size)
        text = prose(app)
        assert "map to 3?** 5 and 6:" in text
        assert f"0 takes 5 and 1 takes 6. Here it is {extra}, so the :green[**output**] has {size}" in text
    assert "Only 4: with these numbers it makes 2 of nothing else" in prose(enter(s="1"))
    assert "only adds cells" in prose(enter(s="1", d="2", op="1"))


def test_beyond_thirty_six_columns_two_ways_remain() -> None:
    app = enter(h="4", k="4", p="1")
    assert tracks(app) == ["Paint", "Zero-insert and slide"]
    assert "C or Cᵀ would have 64 columns, and more than 36 could not be read" in prose(app)
    assert "**Two ways, one :green[**output**]:** in all 64 cells" in prose(app)
    assert tracks(enter(h="3", p="1", op="1")) == ["Paint", "Zero-insert and slide", "Matrix"], "36 are not too many"
    asked = enter(h="4", k="4", p="1", show="matrix")
    assert notices(asked) == [
        "With the way to see it at matrix, the matrix would have more than 36 columns. It is now all."
    ]


@pytest.mark.parametrize(
    ("way", "titles"),
    [
        ("paint", ["Paint"]),
        ("slide", ["Zero-insert and slide"]),
        ("matrix", ["Matrix"]),
        ("back", ["Cᵀ there, C back"]),
    ],
)
def test_each_way_by_itself(way: str, titles: list[str]) -> None:
    app = choose(enter(), "show", way)
    assert address(app) == linked(show=way)
    assert tracks(app) == titles
    check(app)


def test_the_textbook_matrices_and_that_c_does_not_undo_c_transposed() -> None:
    assert "a matrix C of 4 × 16." in prose(enter(s="1"))
    assert "exchanged: 16 × 4." in prose(enter(s="1", show="matrix"))
    assert "a matrix C" not in prose(enter(s="1", show="paint"))
    app = enter(s="1", show="back")
    assert figures(app)["Cᵀ"][0] == "16 × 4"
    assert figures(app)["C"][0] == "4 × 16"
    decoder = Decoder(layer(app).scene("any"))
    assert len(decoder.values["back"]) == 4
    assert decoder.values["back"] != [1, 2, 3, 4]
    assert "0 of 4 numbers are as they were" in prose(app)
    assert "what was in it comes back" in prose(enter(ker="identity", show="back"))


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    app = choose(enter(h="4"), "in", name)
    assert not notices(app)
    check(app)


@pytest.mark.parametrize(
    "name", ["identity", "box", "gaussian", "sobel_x", "sobel_y", "laplacian", "sharpen", "random"]
)
def test_every_kernel(name: str) -> None:
    app = choose(enter(), "ker", name)
    assert not notices(app)
    check(app)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("height", SIDES),
        ("kernel", TAPS),
        ("stride", STRIDES),
        ("dilation", DILATIONS),
        ("padding_cells", range(3)),
        ("output_padding", range(2)),
    ],
)
def test_both_ends_of_every_choice(name: str, options: range) -> None:
    for option in (options[0], options[-1]):
        app = choose(enter(), TransposedState.param(name).key, option)
        assert getattr(layer(app).state, name) == option
        check(app)


def test_the_bias_at_both_ends_is_in_all_ways() -> None:
    for end in (-99, 99):
        app = choose(enter(), "b", end)
        assert layer(app).state.bias == end
        check(app)
    assert figures(app)["weights"] == ("9", "+ 1 bias, stamped by every input number")


@pytest.mark.parametrize(
    ("query", "told", "cured"),
    [
        (
            {"p": "5"},
            "With the padding at 5, the padding would crop away all that is stamped. It is now 2.",
            {"p": "2"},
        ),
        (
            {"op": "3"},
            "With the output padding at 3, output_padding must stay below the larger of stride and dilation, which is "
            "2. It is now 1.",
            {"op": "1"},
        ),
        (
            {"ker": "laplacian", "k": "4"},
            "With the kernel size at 4, this kernel does not exist: the Laplacian compares a cell with its neighbours "
            "on both sides, so its sides are odd. It is now 3.",
            {"ker": "laplacian"},
        ),
        (
            {"s": "nine"},
            "The link asks for `s=nine`, but the stride must be a whole number from 1 to 4. Instead, it is 2.",
            {},
        ),
        (
            {"k": "2", "s": "1", "d": "2", "op": "1", "show": "back"},
            "With the way to see it at back, the direct layer does not lead back: output_padding reaches the stride. "
            "It is now all.",
            {"k": "2", "s": "1", "d": "2", "op": "1"},
        ),
        (
            {"xe": "5.5~1"},
            "Of the 1 changed numbers of the input, 1 lies outside of it now and is forgotten.",
            {},
        ),
    ],
)
def test_an_impossible_link_is_explained_and_the_page_stands(query, told, cured) -> None:
    app = enter(**query)
    assert notices(app) == [told]
    assert address(app) == linked(**cured)
    check(app)


@pytest.mark.parametrize(
    ("name", "cell", "query", "asked"),
    [
        ("0.input", 2, {}, {"xe": "1.0~9"}),
        ("1.input", 2, {}, {"xe": "1.0~9"}),
        ("2.input", 2, {}, {"xe": "1.0~9"}),
        ("0.kernel", 5, {}, {"ke": "1.2~9"}),
        ("1.kernel", 5, {}, {"ke": "1.0~9"}),
        ("2.kernel", 4, {}, {"ke": "0.1~9"}),
        ("0.bias", 0, {"b": "1"}, {"b": 9}),
        ("2.bias", 7, {"b": "1"}, {"b": 9}),
        ("0.kernel", 5, {"show": "slide"}, {"ke": "1.0~9"}),
        ("kernel", 4, {"show": "back"}, {"ke": "0.1~9"}),
        ("direct", 1, {"show": "back"}, {"ke": "0.1~9"}),
    ],
)
def test_a_number_typed_into_any_way_is_the_same_number(name, cell, query, asked) -> None:
    """Cell 5 of the turned kernel is weight [1, 0]; row 1, column 0 of Cᵀ is weight [0, 1]."""
    change = model_of(**query).edit(Edit(name, ((cell, 9.0),)))
    found = merged("", change.named, change.cells) if isinstance(change, CellEdit) else change.value
    assert {TransposedState.param(change.param).key: found} == asked


def test_nothing_else_can_be_typed_over() -> None:
    assert model_of().edit(Edit("0.output", ((0, 9.0),))) is None


def test_changed_numbers_are_in_all_ways() -> None:
    app = enter(xe="1.0~9", ke="0.1~-2.5", b="3")
    assert layer(app).trace.x[0, 1, 0] == 9
    check(app)


def test_nothing_is_an_inverse_and_the_page_says_by_how_much() -> None:
    trip = round_trip.round_trip(layer(enter()))
    assert (trip.picture.shape, trip.small.shape, trip.back.shape) == ((96, 96), (47, 47), (96, 96))
    assert 0.3 < trip.rest < 0.5
    assert f"by **{trip.rest:.1%}** of it" in prose(enter())
    assert r"\begin{pmatrix} 1 & 2 & 0 \\ 2 & 5 & 2 \\ 0 & 2 & 4 \end{pmatrix}" in prose(enter())
    same = prose(enter(k="1", s="1", ker="identity"))
    assert "**Here the values do come back:** 96 × 96 become 96 × 96" in same
    assert round_trip.round_trip(layer(enter(ker="sobel_x", ke="0.0~0_0.2~0_1.0~0_1.2~0_2.0~0_2.2~0"))).rest == 1


@pytest.mark.parametrize(
    "query", [{}, {"b": "3"}, {"h": "3", "p": "1", "op": "1"}, {"d": "2", "ker": "random", "k": "4"}]
)
def test_it_is_the_gradient_of_the_direct_layer(query) -> None:
    app = enter(**query)
    shown = layer(app)
    stamped = gradient.unbiased(shown)
    assert np.array_equal(gradient.of_direct(shown).x, stamped)
    of = stamped.size
    assert f"**Computed both ways:** {of} of {of} numbers" in prose(app)
    assert "gets the same: the two layers exchange their roles" in prose(app)


def test_the_gradient_of_a_small_case_is_told_in_numbers() -> None:
    """All four stamps of the opening case land on the middle cell: 1·2 + 2·0 + 3·2 + 4·0 = 8."""
    text = prose(enter())
    assert "Cell [2, 2]: 4 windows read it, and :blue[1] · :orange[2] $+$ :blue[2] · :orange[0]" in text
    assert "$=$ :green[8]." in text
    assert "output_padding reaches the stride" in prose(enter(s="1", d="2", op="1"))


def test_the_price_counts_input_positions() -> None:
    text = prose(enter(h="8", k="4", p="1"))
    assert "64 inputs · 16 taps = **1,024**" in text
    assert "256 · 16 = **4,096**, 4 times as many" in text
    assert cost.example() == (25_690_112, 102_760_448)
    assert "print 102,760,448 multiplications; it takes 25,690,112" in text


def test_what_is_possible_is_what_the_engine_can_do() -> None:
    """The controls ask the state and not the engine, some hundred times a run."""
    draw = random.Random(3)
    for _ in range(2000):
        h, k, s, d, p, op = (draw.choice(among) for among in (SIDES, TAPS, STRIDES, DILATIONS, PADS, EXTRAS))
        values = {"height": h, "kernel": k, "stride": s, "dilation": d, "padding_cells": p, "output_padding": op}
        state = settle(TransposedState, {})[0].having(**values)
        try:
            fits = ConvSpec.of(
                2, 1, 1, k, stride=s, padding=p, dilation=d, output_padding=op, transposed=True
            ).fits((h, h))  # fmt: skip
        except ConvError:
            fits = False
        assert (state.obstacle == "") == fits, state


def test_where_no_stamp_lands_is_said() -> None:
    text = prose(enter(k="2", s="3"))
    assert "**No stamp lands** on :green[**output**] row 2 and column 2: they hold 0." in text
    assert "they hold the bias alone" in prose(enter(k="2", s="4", b="1"))


def test_the_prediction() -> None:
    app = enter()
    app.number_input(key="transposed.guess").set_value(10)
    standing(app.run())
    assert "Yes, 10." in app.success[0].value
    assert layer(press(app, "Show me")).geometry.output_shape == (10, 10)


def test_things_to_try_keep_their_promises() -> None:
    beside = press(enter(), "Kernel 2 × 2, stride 2")
    assert layer(beside).cost.macs == layer(beside).trace.output.size, "each output cell is stamped once"
    assert layer(choose(beside, "s", 3)).geometry.axes[0].unreached() == (2,)
    stamp = layer(press(enter(), "Stamp a single 1"))
    assert np.array_equal(stamp.trace.output[0, 2:5, 2:5], stamp.kernel.whole)
    assert "c" in grid(press(enter(), "Padding beyond the kernel"), "1.input")["axes"][1]["kind"]


def test_code_in_four_dialects() -> None:
    app = unfolded(enter(p="1", op="1"))
    assert [tab.label for tab in app.tabs] == ["PyTorch", "Keras / TensorFlow", "NumPy", "convviz"]
    assert "conv_transpose2d" in app.code[0].value
    assert "output_padding=1" in app.code[0].value
    for code in app.code[2:]:
        found: dict = {}
        exec(code.value, found)
        assert found["y"].ravel().tolist() == expected(app)


def test_a_walk_of_changes_never_falls_and_never_lies() -> None:
    draw = random.Random(5)
    app = enter()
    for _ in range(25):
        controls = [one for one in [*app.button_group, *app.selectbox] if one.key.startswith("transposed.")]
        control = draw.choice(controls)
        control.set_value(draw.choice(list(control.options)))
        standing(app.run())
        check(app)
