"""The page that reads the size formula backwards: every question, every control, and what a link may ask for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import settle
from convviz.app.tools.find_setting.formula import substituted
from convviz.app.tools.find_setting.page import CASES
from convviz.app.tools.find_setting.question import MOST_SIZE, QUESTIONS
from convviz.app.tools.find_setting.state import FindSettingState, answer_to
from convviz.app.tools.find_setting.strip import cells_of, markup
from convviz.app.tools.find_setting.table import lesson_of, table
from convviz.codegen import layer_snippets
from convviz.spec.conv import ConvSpec
from serving import ROOT
from visiting import address, choosing, html, notices, prose, standing, visit

PAGE = ROOT / "pages" / "find_setting.py"
choose = choosing("find_setting")


def enter(**query: str) -> AppTest:
    """Open the page by a link."""
    return visit(PAGE, **{**query, **MARK})


def opened(query: dict[str, str]) -> FindSettingState:
    """What a link stands for."""
    state, told = decode(FindSettingState, "find_setting", {**query, **MARK})
    assert not told
    return state


def answered(**query: str) -> str:
    """The sentence a link is answered with, without the page around it."""
    return answer_to(opened(query)).sentence.replace("**", "")


def all_said(**query: str) -> str:
    found = answer_to(opened(query))
    return "\n".join([found.sentence, *found.remarks]).replace("**", "")


def rows(**query: str) -> list[tuple]:
    """Kernel, stride, ends, dilation and output_padding of each row."""
    settings = [row.setting for row in answer_to(opened(query)).rows]
    return [(one.kernel, one.stride, (one.low, one.high), one.dilation, one.output_padding) for one in settings]


def test_it_opens_with_the_output_padding_that_makes_56_of_28() -> None:
    app = enter()
    text = prose(app)
    assert "**28 → 56: a transposed convolution with kernel 3, stride 2, padding 1 and output_padding 1.**" in text
    assert "(28 − 1)·2 − 2·1 + 3 + 1 = 56" in text
    assert "Without it, 55 would come out" in text
    assert "kernel 2: padding 0 · kernel 4: padding 1 · kernel 5: padding 2, output_padding 1" in text
    torch, keras = (block.value for block in app.code)
    assert "nn.ConvTranspose2d(16, 32, kernel_size=3, stride=2, padding=1, output_padding=1)" in torch
    assert "Conv2DTranspose(32, 3, strides=2" in keras
    assert address(app) == {}
    assert html(app).count("there because of output_padding") == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_worked_question_opens_with_one_click(case) -> None:
    app = choose(enter(ask="edge", h="99"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(FindSettingState, case.values)[0])
    assert app.button_group(key="find_setting.preset").value == case.title
    assert len(app.code) == 2


def test_simplest_first_with_any_kernel() -> None:
    found = rows(fk="any")
    assert found[:2] == [(2, 2, (0, 0), 1, 0), (4, 2, (1, 1), 1, 0)]
    assert len(found) == 10
    assert len(rows(fk="any", many="30")) == 30
    kernels = [row[0] for row in rows(fk="any", sort="kernel", many="30")]
    assert kernels == sorted(kernels)


def test_patches_of_a_picture_are_found() -> None:
    assert rows(h="224", o="14", fk="16")[0] == (16, 16, (0, 0), 1, 0)
    assert (16, 16, (0, 0), 1, 0) in rows(h="224", o="14", fk="any", many="100")


def test_what_cannot_be_had_is_said_with_what_can() -> None:
    said = all_said(h="28", o="60", way="direct")
    assert "nothing within these bounds does it" in said
    said = all_said(h="28", o="60")
    assert "28 → 60: nothing" in said
    assert "53, 54, 55, 56, 57 or 58" in said
    assert "With another kernel: a transposed convolution with kernel 6, stride 2 and padding 0." in said
    assert "With the other kind: a transposed convolution with kernel 3" in all_said(h="28", o="56", way="direct")
    app = enter(h="28", o="60")
    assert not app.code
    assert not app.error


def test_two_axes_share_a_setting_or_are_answered_one_by_one() -> None:
    assert answered(axes="independent", h="28", w="20", o="56", o2="40").startswith("28 × 20 → 56 × 40: a transposed")
    said = all_said(axes="independent", h="28", w="20", o="56", o2="20")
    assert "The height alone: a transposed convolution with kernel 3" in said
    assert "The width alone: a convolution with kernel 3, stride 1 and padding 1." in said


def test_same_size() -> None:
    assert answered(ask="same", k="3").startswith("Padding 1 at each end keeps the size with kernel 3")
    assert answered(ask="same", k="3", d="2").startswith("Padding 2 at each end")
    even = all_said(ask="same", k="4")
    assert "Padding 1 at the low end and 2 at the high end" in even
    assert "`padding=1` gives 27 and `padding=2` gives 29" in even
    assert answered(ask="same", k="1").startswith("No padding")


def test_inputs_of_an_output() -> None:
    assert answered(ask="inputs") == "55 and 56: these input sizes give 28 with kernel 3, stride 2 and padding 1."
    assert answered(ask="inputs", s="3", p="0").startswith("84 to 86: these")
    assert answered(ask="inputs", s="1").startswith("28: this input size gives 28")
    assert "0 or 1 leads back to 55 or 56" in all_said(ask="inputs")
    assert answered(ask="inputs", kind="transposed").startswith("28, with output_padding 1:")
    assert "makes 55 or 56, for `output_padding` 0 or 1" in all_said(ask="inputs", kind="transposed")
    assert answered(ask="inputs", o="1", k="1", p="5", s="1") == (
        "No input gives 1: the least that comes out with kernel 1, stride 1 and padding 5 is 11."
    )


def test_where_the_edge_went() -> None:
    assert answered(ask="edge").startswith("1 row is never read of 28: the last row (28), at the high end")
    assert "padding (0, 1), padding 1, kernel 4, stride 1 or input 27" in all_said(ask="edge")
    assert answered(ask="edge", p="1") == "Nothing is lost: the 14 windows read all 28 rows."
    assert answered(ask="edge", h="10", s="5").startswith(
        "4 rows are never read of 10: 2 rows in gaps between windows and the last 2"
    )
    assert "a stride of 5 steps over 2 of every 5 rows" in all_said(ask="edge", h="10", s="5")
    assert html(enter(ask="edge")).count('cell input missed"') == 1


def test_same_in_pytorch_and_back() -> None:
    said = all_said(ask="tf")
    assert "SAME pads 0 at the low end and 1 at the high end. In PyTorch: `F.pad(x, (0, 1, 0, 1))` first" in said
    assert "max((14 − 1)·2 + 3 − 28, 0) = 1 zeros" in said
    assert "`padding=1` gives 14 as well" in said
    assert (
        answered(ask="tf", s="1")
        == "`padding=1` is the same in PyTorch: SAME pads 1 at the low end and 1 at the high end."
    )
    odd = answered(ask="tf", axes="independent", w="27", k="4")
    assert "pads the height by (1, 1) and the width by (1, 2)" in odd
    assert "`F.pad(x, (1, 2, 1, 1))`" in odd
    up = all_said(ask="tf", kind="transposed")
    assert "`padding=0`, then `y[..., :56, :56]`" in up
    assert "`padding=1, output_padding=1` gives 56 as well" in up
    assert answered(ask="tf", kind="transposed", k="4").startswith("`padding=1` is the same in PyTorch")
    back = answered(ask="tf", to="tf")
    assert "`ZeroPadding2D(1)`, then `padding='valid'` is PyTorch's `padding=1` in Keras" in back
    assert "SAME gives the same shape, but other numbers" in back
    assert answered(ask="tf", to="tf", s="1").startswith("`padding='same'` computes the same")
    assert "Cropping2D(1)" in answered(ask="tf", to="tf", kind="transposed")
    assert "SAME gives another shape" in answered(ask="tf", to="tf", kind="transposed", op="0")


ILLEGAL = [
    ({"h": "0"}, "the input size must be a whole number from 1 to 4096"),
    ({"h": "9" * 400}, "the input size must be a whole number from 1 to 4096"),
    ({"o": "-56"}, "the output size must be a whole number from 1 to 4096"),
    ({"fk": "17"}, "the kernel to find must be one of any, 1, 2"),
    ({"ask": "why"}, "the question must be one of sizes, same, inputs, edge or tf"),
    ({"row": "9"}, "the table has 2 rows"),
    ({"k": "5"}, "matters only when the question is about one layer"),
    ({"ask": "edge", "h": "4", "k": "9"}, "the window would not fit into the padded input"),
    ({"ask": "tf", "d": "2"}, "Keras refuses a stride above 1"),
    ({"ask": "tf", "to": "tf", "kind": "transposed", "op": "2"}, "output_padding must stay below the stride"),
    ({"ask": "tf", "to": "tf", "kind": "transposed", "h": "1", "p": "9"}, "crop away all that is stamped"),
]


@pytest.mark.parametrize(("query", "reason"), ILLEGAL, ids=lambda value: str(value)[:40])
def test_a_bad_link_is_explained(query: dict[str, str], reason: str) -> None:
    app = enter(**query)
    assert reason in "\n".join(notices(app))
    assert not notices(visit(PAGE, **address(app)))


NUMBERS = {
    "sizes": ("h", "o", "fk", "fs", "fd", "way", "sort", "many", "row"),
    "same": ("k", "d", "row"),
    "inputs": ("kind", "o", "k", "s", "p", "d"),
    "edge": ("h", "k", "s", "p", "d"),
    "tf": ("to", "kind", "h", "k", "s"),
}


@pytest.mark.parametrize("ask", QUESTIONS)
def test_every_control_at_both_ends(ask: str) -> None:
    app = choose(enter(), "ask", ask)
    for key in NUMBERS[ask]:
        for end in (0, -1):
            param = next(param for param in FindSettingState.params if param.key == key)
            state, _ = decode(FindSettingState, "find_setting", address(app))
            app = choose(app, key, list(param.possible(state).options)[end])
            gave_way = (ask, key, end) == ("edge", "h", 0)  # the kernel, on an input of one row
            assert bool(notices(app)) == gave_way, (key, end)


def test_the_other_size_appears_with_a_switch() -> None:
    app = enter()
    app.toggle[0].set_value(True)
    app = standing(app.run())
    app = choose(app, "w", 20)
    app = choose(app, "o2", 40)
    assert address(app) == {"axes": "independent", "w": "20", "o2": "40", **MARK}
    assert "28 × 20 → 56 × 40" in prose(app)
    assert "= 56 (height), (20 − 1)·2 − 2·1 + 3 + 1 = 40 (width)" in prose(app)
    assert "(1, 32, 56, 40)" in app.code[0].value


def test_a_row_is_seen_and_copied() -> None:
    app = choose(enter(ask="edge"), "row", 3)
    assert address(app) == {"ask": "edge", "row": "3", **MARK}
    assert 'missed"' not in html(app)
    assert "**Row 3:** a convolution with kernel 3, stride 2 and padding 1" in prose(app)
    assert "kernel_size=3, stride=2, padding=1)" in app.code[0].value
    app = choose(app, "h", 30)
    assert address(app) == {"ask": "edge", "h": "30", **MARK}, "another question begins at its first row"


def test_a_row_opens_in_its_lesson() -> None:
    (first, *_) = re.findall(r"\[open\]\((.+?)\)", prose(enter()))
    assert first == "transposed?h=4&p=1&op=1&v=2"
    (first, *_) = re.findall(r"\[open\]\((.+?)\)", prose(enter(ask="edge")))
    assert first == "sliding_window?h=8&s=2&v=2"


@st.composite
def states(draw):
    asked = {"question": draw(st.sampled_from(list(QUESTIONS)))}
    for param in FindSettingState.params[1:]:
        if draw(st.booleans()):
            options = list(param.options)
            near = options[: 12 if param.name in ("height", "width", "output_height", "output_width") else 5]
            asked[param.name] = draw(st.sampled_from([*near, options[-1]]))
    return settle(FindSettingState, asked)[0]


@given(states())
def test_any_question_has_an_answer_that_holds(state) -> None:
    """What the table says of each row is what the layer does, and the link to the state leads back to it."""
    assert decode(FindSettingState, "find_setting", encode(state)) == (state, [])
    found, row = answer_to(state), state.row_on_show
    assert found.sentence
    for one in found.rows:
        made = one.setting.spec(1).output_shape((one.size,))[0]
        assert substituted(one.setting, one.size).endswith(f"= {made:,}")
        if state.question in ("sizes", "inputs") and "another output" not in one.note:
            assert made == state.output_height
        if state.question == "same":
            assert made == one.size
    if row:
        shown = cells_of(row.setting, row.size)
        (axis,) = row.setting.spec(1).resolve((row.size,)).axes
        drawn = {place for place in shown.places if place is not None}
        assert shown.missed == set(axis.unreached()) & drawn
        assert markup(row.setting, row.size).count(" missed") >= len(shown.missed)
        assert len(shown.places) <= 40


def test_a_formula_is_arithmetic_that_holds() -> None:
    """Read as Python, every formula is true."""
    signs = str.maketrans({"−": "-", "·": "*", "⌊": "(", "⌋": ")", "/": "//"})
    for query in ({"fk": "any", "many": "100"}, {"h": "27", "o": "14", "fk": "any", "fd": "any", "many": "100"}):
        for row in answer_to(opened(query)).rows:
            text = substituted(row.setting, row.size).translate(signs)
            left, right = text.split("=")
            assert eval(left) == int(right), text


def test_the_table_and_the_code_stand_for_any_row() -> None:
    for ask in QUESTIONS:
        found = answer_to(opened({"ask": ask}))
        lines = table(found, 1).splitlines()
        assert len(lines) == len(found.rows) + 2
        assert len({line.count("|") for line in lines}) == 1
        for row in found.rows:
            assert lesson_of(row.setting, row.size).address
            assert len(layer_snippets(row.setting.spec(2, 16, 32), (row.size, row.size))) == 2


def test_a_dilated_stride_is_written_as_functions() -> None:
    """Keras has no such layer."""
    app = enter(ask="inputs", d="2")
    assert "F.conv2d" in app.code[0].value


def test_large_sizes_are_answered() -> None:
    assert ConvSpec.of(1, 1, 1, 3, stride=2, padding=1).output_shape((MOST_SIZE,)) == (2048,)
    assert answered(h="4096", o="2048").startswith("4,096 → 2,048: a convolution with kernel 3, stride 2 and padding 1")
