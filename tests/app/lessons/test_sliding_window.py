"""The lesson on the sliding window: what it shows, and what each control does to it."""

import random

import pytest
from streamlit.testing.v1 import AppTest

from convviz import convolve
from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.params.groups.padding import PADDINGS
from convviz.app.params.links import decode
from convviz.app.params.param import settle
from convviz.samples.images_and_kernels import INPUTS, KERNELS, PRESETS
from convviz.scene import Decoder
from convviz.spec.parse import PADDING_MODES
from visiting import address as whole_address
from visiting import choosing, grid, notices, output_size, press, prose, scene, unfolded
from visiting import visit as visit_by

choose = choosing("sliding_window")


def visit(**query: str) -> AppTest:
    """Open the lesson by a link with today's names."""
    return visit_by(**query, v="2")


def address(app: AppTest) -> dict[str, str]:
    """The query in the address bar, without the mark of today's names."""
    return {key: text for key, text in whole_address(app).items() if key != "v"}


def figure(app: AppTest, label: str) -> dict[str, str]:
    return next(figure for figure in scene(app)["figures"] if figure["label"].startswith(label))


def window(app: AppTest) -> SlidingWindowModel:
    """The convolution the address stands for."""
    state, told = decode(SlidingWindowState, "sliding_window", whole_address(app))
    assert not told
    return SlidingWindowModel(state)


def test_it_opens_on_the_guides_example() -> None:
    app = visit()
    shown = Decoder(window(app).scene(""))
    assert grid(app, "input")["values"][:5] == [3, 3, 2, 1, 0]
    assert grid(app, "kernel")["values"] == [0, 1, 2, 2, 2, 0, 0, 1, 2]
    assert list(shown.values["output"]) == [12, 12, 17, 10, 17, 19, 9, 6, 14]


def test_the_counters_count() -> None:
    app = visit(pad="same", b="1")
    assert figure(app, "weights") == {
        "value": "9",
        "label": "weights",
        "note": "+ 1 bias, the same at all 25 positions",
    }
    assert figure(app, "multiplications")["value"] == "225"
    assert figure(app, "multiplications")["note"] == "of these, 56 multiply padding"
    assert figure(app, "FLOPs")["value"] == "450"
    assert figure(app, "output")["value"] == "5 × 5"
    assert figure(app, "receptive field")["value"] == "3 × 3"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_a_named_case_opens_with_one_click(preset) -> None:
    app = choose(visit(h="9", ker="box", s="3", b="4"), "preset", preset.title.capitalize())
    assert not notices(app)
    assert output_size(app) == (preset.output, preset.output)
    assert window(app).geometry.padding == ((preset.padding, preset.padding),) * 2
    assert app.button_group(key="sliding_window.preset").value == preset.title.capitalize()


def test_the_names_of_the_cases_are_explained() -> None:
    pills = visit().button_group(key="sliding_window.preset")
    assert "Strides · 5 → 2" in pills.options
    assert "* **Dilation**: *i* = 7, *k* = 3, *s* = 1, *p* = 0, *d* = 2 → *o* = 3" in pills.help
    assert "* **Strides**: *i* = 5, *k* = 3, *s* = 2, *p* = 0 → *o* = 2" in pills.help


def test_a_control_changes_the_address() -> None:
    app = choose(choose(visit(), "s", 2), "h", 7)
    assert address(app) == {"h": "7", "w": "5", "s": "2"}
    assert address(choose(choose(app, "s", 1), "h", 5)) == {}


def test_a_value_forced_down_by_another_control_is_announced() -> None:
    app = choose(choose(visit(), "k", 5), "h", 3)
    assert notices(app) == ["With the kernel size at 5, the window would not fit into the padded input. It is now 3."]
    assert address(app) == {"h": "3", "w": "5"}
    assert not notices(choose(app, "s", 2))


def test_the_announcement_stays_while_nothing_of_the_state_changes() -> None:
    app = visit(k="99")
    assert notices(app) == notices(choose(app, "guess", 2))


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    app = choose(visit(), "in", name)
    assert not notices(app)
    assert output_size(app) == ((30, 30) if name == "photo" else (3, 3))


@pytest.mark.parametrize("name", KERNELS)
def test_every_kernel(name: str) -> None:
    app = choose(visit(), "ker", name)
    assert not notices(app)
    assert output_size(app) == (3, 3)


def test_box_and_gaussian_are_whole_numbers_with_a_fraction_in_front() -> None:
    for name, fraction in (("box", [1, 9]), ("gaussian", [1, 16])):
        kernel = grid(visit(ker=name), "kernel")
        assert kernel["scale"] == fraction
        assert sum(kernel["values"]) == fraction[1]


@pytest.mark.parametrize("mode", PADDING_MODES)
@pytest.mark.parametrize("padding", PADDINGS)
def test_every_padding(padding: str, mode: str) -> None:
    app = choose(visit(), "pad", padding)
    if padding not in ("none", "tf"):
        app = choose(app, "mode", mode)
    sizes = {"none": (3, 3), "same": (5, 5), "full": (7, 7), "custom": (5, 5), "tf": (5, 5)}
    assert output_size(app) == sizes[padding]


def test_the_two_readings_of_same_are_told_apart_where_they_part() -> None:
    assert "TensorFlow's SAME" not in prose(visit(pad="same"))
    assert "TensorFlow's SAME would pad 0 at the top, 1 at the bottom" in prose(visit(pad="same", h="6", s="2"))
    text = prose(visit(pad="tf", h="6", s="2"))
    assert "an :green[**output**] of ⌈6 / 2⌉ × ⌈6 / 2⌉ = 3 × 3. PyTorch refuses" in text


@pytest.mark.parametrize("key", ["k", "kw", "s", "sw", "d", "dw"])
def test_every_one_click_choice_at_independent_axes(key: str) -> None:
    app = choose(visit(h="9"), "axes.switch", True)
    for option in app.button_group(key=f"sliding_window.{key}").options:
        assert address(choose(app, key, int(option))).get(key, option) == option


@pytest.mark.parametrize("query", [{}, {"in": "photo"}, {"in": "random", "ker": "random"}, {"pad": "custom"}])
def test_every_number_at_both_ends(query) -> None:
    app = visit(**query)
    for control in app.number_input:
        key = control.key.removeprefix("sliding_window.")
        if key == "guess":
            continue
        for end in (control.min, control.max):
            changed = choose(visit(**query), key, int(end))
            values = {param.key: window(changed).state.values[param.name] for param in SlidingWindowState.params}
            assert values[key] == end


def test_the_floor_and_the_cells_it_loses_are_in_the_open() -> None:
    text = prose(visit(h="6", s="2"))
    assert r"\left\lfloor 1.5 \right\rfloor + 1 = 2" in text
    assert [axis["unreached"] for axis in grid(visit(h="6", s="2"), "input")["axes"][1:]] == [[5], [5]]
    assert "Never read" not in text, "the player's legend says it"
    assert r"\left\lfloor 1.66\ldots \right\rfloor + 1 = 2" in prose(visit(h="8", s="3"))


def test_each_axis_has_its_own_formula_where_they_differ() -> None:
    assert "**Height and width**" in prose(visit())
    text = prose(visit(h="9", axes="independent", k="5", kw="3", dw="2", pad="custom", pt="1", pb="2"))
    assert "**Height**" in text
    assert "**Width**" in text
    assert r"\frac{9 + 1 + 2 - 5}{1}" in text
    assert r"\frac{9 + 2 \cdot 1 - 2 \cdot 2 - 1}{1}" in text


def test_sharing_weights_is_priced() -> None:
    text = prose(visit())
    assert "to 9 :green[**output**] numbers has a weight for every pair: 25 × 9 = **225**" in text
    assert "has **9**, used again at every position: 25 times fewer." in text
    text = prose(visit(h="3"))
    assert "to 1 :green[**output**] number has a weight for every pair: 9 × 1 = **9**" in text
    assert "has **9**, used once." in text


def test_what_moves_in_the_input_moves_in_the_output() -> None:
    app = choose(visit(pad="same", mode="circular"), "dx", 1)
    assert address(app) == {"dx": "1", "pad": "same", "mode": "circular"}
    assert "all 25 numbers of the :green[**output**] moved with it, 1 to the right" in prose(app)
    assert address(choose(app, "dx", 0)) == {"pad": "same", "mode": "circular"}


def test_at_the_edge_not_all_of_it_moves() -> None:
    assert "6 of 9 numbers are found again 1 to the right" in prose(visit(dx="1", **{"in": "random"}))


def test_a_shift_by_less_than_a_stride_is_no_shift_of_the_output() -> None:
    assert "not a whole number of strides (2 × 2)" in prose(visit(dx="1", s="2"))


def test_the_code_is_of_this_state() -> None:
    tabs = unfolded(visit(s="2", pad="tf", h="6")).code
    assert len(tabs) == 4
    assert any("stride=2" in tab.value for tab in tabs)


def test_each_idea_opens_what_it_promises() -> None:
    app = press(visit(), "Impulse through the worked kernel")
    output = list(Decoder(window(app).scene("")).values["output"])
    turned = [*reversed(grid(app, "kernel")["values"])]
    assert [number for number in output if number] == [number for number in turned if number]
    assert address(press(app, "Sobel x on the photo")) == {"in": "photo", "ker": "sobel_x"}


def test_changed_numbers_travel_in_the_link() -> None:
    app = visit(xe="0.0~9_4.4~-1.5", ke="1.1~0")
    assert not notices(app)
    assert grid(app, "input")["values"][0] == 9
    assert grid(app, "input")["values"][-1] == -1.5
    assert grid(app, "kernel")["values"] == [0, 1, 2, 2, 0, 0, 0, 1, 2]
    assert address(press(app, "Undo the changed numbers")) == {}


def test_changed_numbers_move_with_the_input() -> None:
    values = grid(visit(xe="0.0~9", dx="1", dy="2"), "input")["values"]
    assert values[2 * 5 + 1] == 9


def test_changed_numbers_of_a_box_are_shown_before_its_fraction() -> None:
    app = visit(ker="box", ke="0.0~10")
    assert grid(app, "kernel")["values"] == [10, *[1] * 8]
    assert grid(app, "kernel")["scale"] == [1, 9]


def test_another_kernel_forgets_what_was_changed_in_the_last_one() -> None:
    app = choose(visit(xe="0.0~9", ke="0.0~10"), "ker", "sharpen")
    assert address(app) == {"xe": "0.0~9", "ker": "sharpen"}


def test_a_smaller_input_keeps_the_changes_that_still_lie_in_it() -> None:
    app = choose(visit(xe="0.0~9_4.4~1"), "h", 4)
    assert address(app) == {"h": "4", "w": "5", "xe": "0.0~9"}
    assert notices(app) == ["Of the 2 changed numbers of the input, 1 lies outside of it now and is forgotten."]


def test_a_number_field_made_empty_keeps_its_number() -> None:
    app = choose(choose(visit(), "h", 7), "h", None)
    assert app.number_input(key="sliding_window.h").value == 7
    assert address(app) == {"h": "7", "w": "5"}


@pytest.mark.parametrize("text", ["junk", "0.0~", "0.0~1e400", "9" * 400, "0.0~nan", "0.0~1__0.1~2"])
def test_changed_numbers_that_cannot_be_read_are_explained(text: str) -> None:
    app = visit(xe=text)
    (notice,) = notices(app)
    assert "the changed numbers of the input must be written as row.column~value" in notice
    assert notice.endswith("Instead, it is empty.")
    assert grid(app, "input")["values"][0] == 3


def test_random_states_are_what_the_engine_computes() -> None:
    chance = random.Random(3)
    for _ in range(60):
        wanted = {
            param.name: chance.choice(list(param.options)) for param in chance.sample(SlidingWindowState.params, 12)
        }
        state, _ = settle(SlidingWindowState, wanted)
        now = SlidingWindowModel(state)
        expected = convolve(now.spec, now.trace.x, now.trace.weight, now.trace.bias)
        assert list(Decoder(now.scene("")).values["output"]) == pytest.approx(expected.ravel().tolist())
