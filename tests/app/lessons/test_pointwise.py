"""The lesson on the 1 × 1 convolution: what it shows, and what each control does to it."""

import random
import re
from fractions import Fraction
from functools import partial
from io import BytesIO

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.pointwise.bottleneck import bottleneck, break_even
from convviz.app.lessons.pointwise.lesson import POINTWISE
from convviz.app.lessons.pointwise.model import PointwiseModel, PointwiseState
from convviz.app.lessons.pointwise.sample_numbers import FILTERS
from convviz.app.lessons.pointwise.second_layer import SecondLayer
from convviz.app.page.named_cases import Case
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.small_volumes import INPUTS
from convviz.scene import Decoder
from serving import ROOT
from visiting import (
    address,
    choosing,
    figures,
    grid,
    html,
    notices,
    press,
    prose,
    scene,
    standing,
    unfolded,
    visit,
)

LESSON = ROOT / "pages" / "pointwise.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("pointwise")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def layer(app: AppTest) -> PointwiseModel:
    """The layer the address stands for."""
    state, told = decode(PointwiseState, "pointwise", address(app))
    assert not told
    return PointwiseModel(state)


def formulas(app: AppTest) -> str:
    """Everything the page says, without spaces that TeX ignores."""
    return re.sub(r"(\\[a-z]+) \$", r"\1$", re.sub(r" +", " ", prose(app)))


def outputs(app: AppTest) -> list[list[float]]:
    """What either track ends in, as the player works it out."""
    decoder = Decoder(layer(app).scene("either"))
    return [list(decoder.values[name]) for name in ("0.output", "1.output")]


def numbers(app: AppTest, name: str, track: int = 0) -> list[float]:
    """What was sent to the player for one grid."""
    return grid(app, f"{track}.{name}")["values"]


def expected(app: AppTest) -> list[float]:
    """The output by plain loops, from the numbers sent to the player for the convolution."""
    sent = grid(app, "0.input")
    depth, height, width = (axis["size"] for axis in sent["axes"])
    weights = grid(app, "0.kernel")
    count = weights["axes"][0]["size"]
    rest = iter(sent["values"])
    x = [[[[next(rest) for _ in range(width)] for _ in range(height)] for _ in range(depth)]]
    rest = iter(weights["values"])
    w = [[[[next(rest)]] for _ in range(depth)] for _ in range(count)]
    y, *_ = oracle.direct(x, w, stride=(1, 1), pads=[(0, 0), (0, 0)], dilation=(1, 1))
    scale = Fraction(*weights.get("scale", (1, 1)))
    added = numbers(app, "bias") if "0.bias" in {one["id"] for one in scene(app)["grids"]} else [0] * count
    flat = [(added[place], number) for place, plane in enumerate(y[0]) for row in plane for number in row]
    return [float(scale * Fraction(number)) + bias for bias, number in flat]


def test_it_opens_on_three_channels_and_two_filters() -> None:
    app = enter()
    assert numbers(app, "input")[:4] == [3, 3, 2, 1], "the guide's example is the first channel"
    assert numbers(app, "kernel") == [1, 2, -1, 1, -2, 1]
    slid, multiplied = outputs(app)
    by_hand = [2, 6, 3, -1, 2, 2, 7, 9, 2, 3, 6, 6, 4, 0, 1, 3, -2, -2, -5, -3, 4, -1, -2, -2]
    assert slid == multiplied == expected(app) == by_hand
    assert numbers(app, "input", 1) == numbers(app, "input")
    assert numbers(app, "kernel", 1) == numbers(app, "kernel")
    assert [track["title"] for track in scene(app)["tracks"]] == ["As a convolution", "As a matrix product"]
    assert r"\begin{pmatrix} 3 \\ 1 \\ 3 \end{pmatrix}$] $=$ :green[$\begin{pmatrix} 2 \\ 4 \end{pmatrix}$]" in prose(
        app
    )


def test_the_formula_has_the_numbers_of_this_state() -> None:
    text = formulas(enter(c="5", n="4", b="2"))
    assert r"\sum_{k = 0}^{4}" in text
    assert r":orange[$4 \times 5$] $\cdot$ :blue[$5 \times 12$] $=$ :green[$4 \times 12$]" in text
    assert r"$+ b_n$" in text
    assert r"\sum" not in prose(enter(c="1"))


def test_pixels_come_first_and_the_link_can_say_otherwise() -> None:
    loops = [[loop["name"] for loop in link["loops"]] for link in scene(enter())["links"]]
    assert loops == [["row", "column", "channel"], ["row", "column", "filter"]]
    app = choose(enter(), "order", "filter")
    assert address(app) == linked(order="filter")
    assert scene(app)["links"][1]["loops"][0]["name"] == "filter"


def test_the_counters_count() -> None:
    shown = figures(enter(b="1"))
    assert shown["weights"] == ("6", "+ 2 bias, the same at all 12 positions")
    assert shown["multiplications (MACs)"] == ("72", "3 for each of 24 output numbers")
    assert shown["FLOPs = 2 × MACs"][0] == "144"
    assert shown["output"] == ("3 × 4 × 2", "from 3 × 4 × 3")
    assert shown["receptive field"] == ("1 × 1", "one pixel, no neighbours")


@pytest.mark.parametrize("case", POINTWISE.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(h="7", ker="random", b="4"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(PointwiseState, case.values)[0])
    assert app.button_group(key="pointwise.preset").value == case.title
    assert outputs(app)[0] == pytest.approx(expected(app))


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    app = choose(enter(c="8", h="2", w="3"), "in", name)
    assert not notices(app)
    slid, multiplied = outputs(app)
    assert slid == multiplied == pytest.approx(expected(app))


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("count", ["1", "8"])
def test_all_filters(name: str, count: str) -> None:
    app = choose(enter(n=count), "ker", name)
    assert not notices(app)
    slid, multiplied = outputs(app)
    assert slid == multiplied == pytest.approx(expected(app))


def test_the_average_is_whole_numbers_with_a_fraction_in_front() -> None:
    app = enter(n="1", ker="average")
    assert numbers(app, "kernel") == [1, 1, 1]
    assert [grid(app, f"{track}.kernel")["scale"] for track in (0, 1)] == [[1, 3], [1, 3]]
    assert r"\frac{1}{3}\begin{pmatrix} 1 & 1 & 1 \end{pmatrix}" in prose(app)
    assert r"$\approx$ :green[$\begin{pmatrix} 2.33 \end{pmatrix}$]" in formulas(app)


def test_a_lit_pixel_per_channel_shows_the_matrix() -> None:
    app = enter(**{"in": "onehot"})
    assert [number for number in outputs(app)[0] if number] == numbers(app, "kernel")


def test_a_matrix_of_single_ones_only_chooses() -> None:
    assert "only puts the channels in another order:** the maps are channels 2, 1, 0" in prose(
        enter(n="3", ker="reverse")
    )
    assert "leaves the channels as they are" in prose(enter(n="3", ker="identity"))
    assert "copies of channels 0, 1, 2, 0." in prose(enter(n="4", ker="identity"))
    assert "copies channel 0." in prose(enter(n="1", ker="identity"))
    reordered = outputs(enter(n="3", ker="reverse", **{"in": "ramp"}))[0]
    assert [reordered[first] for first in (0, 12, 24)] == [20, 10, 0]


def test_a_difference_needs_two_channels() -> None:
    app = choose(enter(ker="difference"), "c", 1)
    assert notices(app) == [
        "With the choice of filters at difference, a difference would need two channels. It is now worked."
    ]
    assert "difference of neighbouring channels" not in app.selectbox(key="pointwise.ker").options


def test_expanding_gives_maps_that_are_all_different() -> None:
    weights = numbers(enter(c="2", n="6", ker="expand"), "kernel")
    assert weights == [1, 0, 0, 1, 1, 2, 2, 1, 1, -1, -1, 1]


@pytest.mark.parametrize("name", ["channels", "filters", "second_filters"])
def test_every_one_click_choice(name: str) -> None:
    for option in range(1, 9):
        app = choose(enter(), PointwiseState.param(name).key, option)
        assert layer(app).state.values[name] == option
        assert outputs(app)[1] == pytest.approx(expected(app))


@pytest.mark.parametrize("query", [{}, {"in": "random", "ker": "random"}])
def test_every_number_at_both_ends(query) -> None:
    names = {param.key: param.name for param in PointwiseState.params}
    for control in enter(**query).number_input:
        key = control.key.removeprefix("pointwise.")
        for end in () if key == "guess" else (control.min, control.max):
            assert layer(choose(enter(**query), key, int(end))).state.values[names[key]] == end


def test_what_the_relu_cuts_is_named() -> None:
    text = prose(enter())
    assert "numbers 8 become 0 ([map, row, column]): −1 at [0, 0, 3], −2 at [1, 1, 0]," in text
    assert "and 2 more." in text
    assert "**Map 1, after ReLU**" in text
    assert r"4 & 0 & 1 & 3 \\ \mathbf{0} & \mathbf{0} & \mathbf{0} & \mathbf{0} \\ 4 & \mathbf{0}" in text
    assert "none is negative" in prose(enter(ker="average"))
    assert "after ReLU" not in prose(enter(ker="average"))
    app = choose(enter(), "act", "none")
    assert "No non-linearity" in prose(app)
    assert "With the ReLU between" not in prose(app)


def test_two_layers_with_nothing_between_them_are_one() -> None:
    text = formulas(enter())
    assert r":orange[$\begin{pmatrix} -1 & 2 \\ -2 & 1 \end{pmatrix}$] $\cdot$ :orange[$\begin{pmatrix} 1 & 2" in text
    assert r":orange[$\begin{pmatrix} 1 & -6 & 3 \\ -1 & -6 & 3 \end{pmatrix}$]" in text, "worked out by hand"
    assert "All 24 numbers come out the same" in text
    assert r"at pixel [0, 0] :green[$\begin{pmatrix} 6 \\ 0 \end{pmatrix}$]" in text


def test_with_a_relu_between_them_they_stay_two() -> None:
    text = prose(enter())
    assert "At 8 of 12 pixels the result differs: at [0, 3] it is" in text
    assert (
        r":green[$\begin{pmatrix} 6 \\ 3 \end{pmatrix}$] instead of :green[$\begin{pmatrix} 7 \\ 5 \end{pmatrix}$]"
        in text
    )
    assert "nothing differs here" in prose(enter(ker="average"))
    assert "At the only pixel" in prose(enter(h="1", w="1", c="6", n="4"))


@pytest.mark.parametrize(
    "query", [{"b": "3"}, {"ker": "average", "b": "-2", "n2": "5"}, {"n2": "1", "n": "1", "h": "2"}]
)
def test_the_merged_layer_has_a_merged_bias(query) -> None:
    second = SecondLayer(layer(enter(**query)))
    assert second.agreeing == second.at_once.size
    if "b" in query:
        assert "and its bias is W₂·b" in prose(enter(**query))


def test_a_single_pixel_is_a_dense_layer() -> None:
    text = prose(enter(h="1", w="1", c="6", n="4"))
    assert "a fully connected (dense) layer from 6 to 4, with all 6 · 4 = **24** weights" in text
    assert "LeCun" in text
    assert "At each of the 12 pixels stands the same dense layer** from 3 to 2, with 3 · 2 = **6**" in prose(enter())


def test_a_dense_layer_on_everything_is_a_convolution_as_large_as_the_input() -> None:
    text = prose(enter())
    assert "all 3·4·3 = 36 :blue[**input**] numbers to 2" in text
    assert "With 2·36 = **72** random weights, 12 times as many" in text
    assert "they agree" in text
    assert "4 × 5 pixels give 2 × 2 answers" in text


def test_few_channels_from_two_hundred() -> None:
    shown = html(enter(h="7", w="7"))
    for count, weights, multiplications, left in (
        ("1 channel", "200", "9,800", "49"),
        ("8 channels", "1,600", "78,400", "392"),
        ("32 channels", "6,400", "313,600", "1,568"),
        ("64 channels", "12,800", "627,200", "3,136"),
    ):
        assert f"200 → {count}</span>" in shown
        assert f"{weights} weights, {multiplications} multiplications (MACs), {left} numbers left" in shown
    assert "200 · 49 = **9,800**" in prose(enter(h="7", w="7"))


def test_inceptions_bottleneck_is_priced() -> None:
    text = prose(enter())
    assert "28² · 5² · 192 · 32 = **120,422,400** multiplications and 153,600 weights" in text
    assert "the 1 × 1 takes 28² · 192 · 16 = 2,408,448" in text
    assert "28² · 5² · 16 · 32 = 10,035,200, together **12,443,648**: **10.3 %** of it" in text
    assert "3,072 + 12,800 = 15,872" in text


def test_the_bottleneck_pays_up_to_154_channels() -> None:
    direct = 28 * 28 * 25 * 192 * 32
    spent = [28 * 28 * channels * (192 + 25 * 32) for channels in range(1, 193)]
    assert [bottleneck(channels).multiplications for channels in range(1, 193)] == spent
    assert bottleneck(1).direct.multiplications == direct
    assert break_even() == sum(one < direct for one in spent) == 154
    assert "It pays up to **154** channels" in prose(enter())
    assert "**1.24 times** as many" in prose(choose(enter(), "mid", 192))
    assert "through 100 channels" in html(enter(mid="100"))


def test_the_code_is_of_this_state() -> None:
    tabs = unfolded(enter(c="2", n="3", b="1")).code
    assert len(tabs) == 4
    assert "y = F.conv2d(x, w, b)" in tabs[0].value


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = enter()
    assert not app.success
    assert "Yes, 32" in choose(app, "guess", 32).success[0].value
    app = press(choose(app, "guess", 3), "Show me")
    assert figures(app)["weights"][0] == "32"
    assert figures(app)["multiplications (MACs)"][0] == "1,344"


def test_each_idea_opens_what_it_promises() -> None:
    assert address(press(enter(), "One lit pixel per channel")) == linked(**{"in": "onehot"}, n="3")
    assert address(press(enter(), "Difference of the channels")) == linked(**{"in": "ramp"}, ker="difference", n="3")
    assert numbers(press(enter(), "One channel in, eight out"), "kernel") == list(range(1, 9))


def test_changed_numbers_travel_in_the_link_and_show_in_both_tracks() -> None:
    app = enter(xe="2.1.3~9", ke="1.0~-1.5", be="1~4")
    assert not notices(app)
    for track in (0, 1):
        assert numbers(app, "input", track)[2 * 12 + 1 * 4 + 3] == 9
        assert numbers(app, "kernel", track)[3] == -1.5
        assert numbers(app, "bias", track) == [0, 4]
    assert outputs(app)[0] == outputs(app)[1] == pytest.approx(expected(app))
    assert address(press(app, "Undo the changed numbers")) == {}


@pytest.mark.parametrize(
    ("name", "cell", "key", "text"),
    [("input", 31, "xe", "2.1.3~9"), ("kernel", 3, "ke", "1.0~9"), ("bias", 1, "be", "1~9")],
)
@pytest.mark.parametrize("track", [0, 1])
def test_a_number_typed_into_either_track_is_the_same_number(track, name, cell, key, text) -> None:
    change = layer(enter(b="1")).edit(Edit(f"{track}.{name}", ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert PointwiseState.param(change.param).key == key
    assert merged("", change.named, change.cells) == text


def test_other_filters_forget_what_was_changed_in_the_last_ones() -> None:
    assert address(choose(enter(xe="0.0.0~9", ke="0.0~10"), "ker", "identity")) == linked(xe="0.0.0~9", ker="identity")


def test_a_smaller_input_keeps_the_changes_that_still_lie_in_it() -> None:
    app = choose(enter(xe="0.0.0~9_2.2.3~1"), "h", 2)
    assert notices(app) == ["Of the 2 changed numbers of the input, 1 lies outside of it now and is forgotten."]
    assert address(app) == linked(h="2", xe="0.0.0~9")


@pytest.mark.parametrize(
    ("key", "text", "sentence", "left"),
    [
        ("h", "9", "the height must be a whole number from 1 to 8. Instead, it is 8.", {"h": "8"}),
        ("c", "0", "the number of channels must be a whole number from 1 to 8. Instead, it is 1.", {"c": "1"}),
        ("n", "1e400", "the number of filters must be a whole number from 1 to 8. Instead, it is 8.", {"n": "8"}),
        ("mid", "-5", "bottleneck channels must be a whole number from 1 to 192. Instead, it is 1.", {"mid": "1"}),
        ("act", "tanh", "the non-linearity must be one of relu or none. Instead, it is relu.", {}),
        ("ker", "`x", "Instead, it is worked.", {}),
        ("xe", "0.0~1", "must be written as channel.row.column~value", {}),
        ("ke", "9.9~1", "must be written as filter.channel~value", {}),
        ("be", "1.1~1", "must be written as filter~value", {}),
        ("seed", "4", "which matters only with `in=random`; it was left out.", {}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(key, text, sentence, left) -> None:
    app = enter(**{key: text})
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert address(app) == linked(**left)
    assert outputs(app)[1] == pytest.approx(expected(app))


@pytest.mark.parametrize("seed", range(2))
def test_a_random_walk_never_falls_and_never_lies(seed: int) -> None:
    chance, app = random.Random(seed), enter()
    for _ in range(25):
        controls = [*app.number_input, *app.button_group, *app.selectbox]
        control = chance.choice([one for one in controls if one.key != "pointwise.guess"])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), int(control.max)))
        standing(app.run())
        slid, multiplied = outputs(app)
        assert slid == multiplied
        assert slid == pytest.approx(expected(app))
        second = SecondLayer(layer(app))
        assert second.agreeing == second.at_once.size


def test_the_picture_can_be_taken_along() -> None:
    whole = layer(enter()).scene("1×1 convolution")
    assert Image.open(BytesIO(png(whole, 7, dpi=40))).format == "PNG"
    assert Image.open(BytesIO(gif(layer(enter(h="1", w="2")).scene("1×1 convolution")))).format == "GIF"
    assert "As a matrix product" in page(whole)


def test_the_next_lesson_is_a_click_away() -> None:
    links = [link.proto.label for link in enter().get("page_link")]
    assert "**Next: 3-D convolution**" in links
