"""The lesson on channels and filters: what it shows, and what each control does to it."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.channels.lesson import CHANNELS
from convviz.app.lessons.channels.model import ChannelsModel, ChannelsState
from convviz.app.lessons.channels.shapes import permuting, shapes_of
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page as standalone
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.filter_banks import FILTERS, INPUTS
from convviz.samples.images_and_kernels import COLOUR_SIDE, colour_photo
from convviz.scene import Decoder
from serving import ROOT
from visiting import address, choosing, grid, notices, output_size, press, prose, scene, unfolded
from visiting import visit as visit_page

PAGE = ROOT / "pages" / "channels.py"
FOUR = {"h": "8", "pad": "tf", "n": "4", "show": "once"}


def visit(**query: str) -> AppTest:
    return visit_page(PAGE, **{"v": "2", **query})


choose = choosing("channels")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def figure(app: AppTest, label: str) -> str:
    return next(figure for figure in scene(app)["figures"] if figure["label"].startswith(label))["value"]


def layer(app: AppTest) -> ChannelsModel:
    """The layer the address stands for."""
    state, told = decode(ChannelsState, "channels", address(app))
    assert not told
    return ChannelsModel(state)


def expected(shown: dict, state: ChannelsState) -> list:
    """The output by plain loops, of the numbers on show: filter, row, column."""
    channels, height, width = (axis["held"] for axis in shown["input"]["axes"])
    filters, _, k, _ = (axis["size"] for axis in shown["kernel"]["axes"])
    x = np.reshape(shown["input"]["values"], (1, channels, height, width)).tolist()
    w = np.reshape(shown["kernel"]["values"], (filters, channels, k, k)).tolist()
    stride = (state.stride,) * 2
    pads = [(state.padding_cells,) * 2] * 2 if state.padding == "custom" else [(0, 0)] * 2
    if state.padding == "tf":
        pads = oracle.same_pads((height, width), (k, k), stride, (1, 1))
    y, *_ = oracle.direct(x, w, stride=stride, pads=pads, dilation=(1, 1))
    scale = Fraction(*shown["kernel"].get("scale", (1, 1)))
    bias = shown["bias"]["values"] if "bias" in shown else [0] * filters
    return (np.array(y[0]) * float(scale) + np.reshape(bias, (-1, 1, 1))).tolist()


def check_numbers(app: AppTest) -> None:
    now = layer(app)
    shown = {grid["id"]: grid for grid in scene(app)["grids"]}
    played = Decoder(now.scene("any")).values["output"]
    assert list(played) == pytest.approx(np.ravel(expected(shown, now.state)).tolist(), rel=1e-9, abs=1e-9)


def test_it_opens_on_five_by_five_by_three_and_one_filter_map_by_map() -> None:
    app = visit()
    played = Decoder(layer(app).scene("any")).values
    assert [axis["size"] for axis in grid(app, "input")["axes"]] == [3, 5, 5]
    assert [axis["size"] for axis in grid(app, "kernel")["axes"]] == [1, 3, 3, 3]
    assert [axis["size"] for axis in grid(app, "maps")["axes"]] == [3, 3, 3]
    assert played["maps"][:9] == [12, 12, 17, 10, 17, 19, 9, 6, 14], "the guide's example is the first channel"
    sums = np.reshape(played["maps"], (3, 9)).sum(axis=0)
    assert list(played["output"]) == sums.tolist()
    check_numbers(app)


def test_the_figures_of_the_sources_for_one_filter() -> None:
    app = visit()
    assert figure(app, "weights") == "27"
    assert figure(app, "multiplications an output number") == "27"
    assert figure(app, "multiplications (MACs)") == "243"
    assert figure(app, "FLOPs = 2 × MACs") == "486"
    assert figure(app, "output") == "3 × 3 × 1"


def test_the_figures_of_the_sources_for_four_filters() -> None:
    app = visit(**FOUR)
    assert output_size(app) == (8, 8)
    assert figure(app, "weights") == "108"
    assert figure(app, "multiplications an output number") == "27"
    assert figure(app, "multiplications (MACs)") == "6,912"
    assert figure(app, "output") == "8 × 8 × 4"
    text = prose(app)
    assert "$3 \\cdot 3 \\cdot 3 = 27$ products an" in re.sub(" +", " ", text)
    assert "| weights of the layer | *k* · *k* · *C* · *N* | 27 · 4 | **108** |" in text
    assert "| multiplications (MACs) in all | the two above | 256 · 27 | **6,912** |" in text
    check_numbers(app)


def test_the_four_words_count_what_is_on_show() -> None:
    text = prose(visit(c="4", n="2", k="2"))
    assert "* **Channel**: one plane of numbers. This :blue[**input**] has 4, each 5 × 5." in text
    assert "* **Kernel**: one plane of weights, 2 × 2 = 4 of them." in text
    assert "4 kernels = 16 weights. This layer has 2 filters." in text
    assert "* **Feature map**: what one filter writes, 4 × 4 here. 2 filters give" in text
    assert "so each filter needs 4 kernels" in text


CAPTIONS = [
    ({}, "input", "3 channels of 5 × 5"),
    ({}, "kernel", "1 filter = 3 kernels of 3 × 3"),
    ({}, "maps", "3 kernels, 3 maps of 3 × 3"),
    ({}, "output", "1 feature map = sum of 3 maps"),
    ({"c": "1"}, "kernel", "1 filter = 1 kernel of 3 × 3"),
    ({"c": "1"}, "output", "1 feature map of 3 × 3"),
    ({"n": "4", "f": "2"}, "kernel", "filter 2 of 4 = 3 kernels of 3 × 3"),
    (FOUR, "input", "3 channels of 8 × 8, zero padding 1"),
    (FOUR, "kernel", "4 filters, each 3 kernels of 3 × 3"),
    (FOUR, "output", "4 feature maps of 8 × 8"),
    ({"s": "2"}, "kernel", "1 filter = 3 kernels of 3 × 3, stride 2"),
    ({"in": "photo"}, "input", "3 channels (red, green and blue) of 32 × 32"),
]


@pytest.mark.parametrize(("query", "name", "caption"), CAPTIONS, ids=str)
def test_each_grid_says_which_of_the_words_it_shows(query, name, caption) -> None:
    assert grid(visit(**query), name)["note"] == caption


def test_both_ways_of_showing_give_the_same_numbers() -> None:
    outputs = []
    for filter in range(1, 4):
        app = visit(n="3", f=str(filter)) if filter > 1 else visit(n="3")
        outputs += Decoder(layer(app).scene("any")).values["output"]
        assert f"of filter {filter}; 729 for all 3" in str(scene(app)["figures"])
    whole = Decoder(layer(visit(n="3", show="once")).scene("any"))
    assert outputs == list(whole.values["output"])


@pytest.mark.parametrize("order", ["filter", "position"])
def test_the_order_of_the_steps_is_another_and_the_numbers_the_same(order) -> None:
    app = choose(visit(n="2", show="once"), "order", order)
    (link,) = scene(app)["links"]
    assert (link["loops"][0]["name"] == "channel") == (order == "filter")
    check_numbers(app)


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    app = choose(visit(), "in", name)
    assert not notices(app)
    check_numbers(app)


@pytest.mark.parametrize("name", FILTERS)
def test_every_kind_of_filters(name: str) -> None:
    app = choose(visit(n="3", show="once"), "ker", name)
    assert not notices(app)
    check_numbers(app)


def test_averaging_a_photo_gives_grey_and_a_difference_what_is_red() -> None:
    app = visit(**{"in": "photo", "ker": "average", "pad": "tf"})
    now = layer(app)
    top, left = now.state.corner
    patch = colour_photo()[:, top : top + 32, left : left + 32]
    assert np.array(grid(app, "input")["values"]).reshape(patch.shape).tolist() == patch.tolist()
    grey = Decoder(now.scene("any")).values["output"]
    assert list(grey) == pytest.approx((patch.sum(axis=0) / 3).ravel().tolist())
    red = Decoder(layer(visit(**{"in": "photo", "ker": "difference", "pad": "tf"})).scene("any")).values["output"]
    assert list(red) == (patch[0] - patch[1]).ravel().tolist()
    assert "**Red, green and blue averaged give grey**" in prose(app)
    assert "**Filter 2 is green − blue**" in prose(visit(**{"in": "photo", "ker": "difference", "n": "3", "f": "2"}))


def test_a_dark_channel_has_an_empty_map() -> None:
    app = visit(**{"in": "bright", "bc": "2"})
    maps = np.reshape(Decoder(layer(app).scene("any")).values["maps"], (3, 9))
    assert not maps[[0, 2]].any()
    assert maps[1].any()


@pytest.mark.parametrize("case", CHANNELS.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(visit(c="2", n="7", ker="random", s="3", b="on"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(ChannelsState, case.values)[0])
    assert app.button_group(key="channels.preset").value == case.title


@pytest.mark.parametrize(
    "query",
    [{}, {"in": "photo"}, {"in": "random", "ker": "random", "pad": "custom"}, {"in": "bright", "n": "8", "b": "on"}],
    ids=str,
)
def test_every_control_at_both_ends(query) -> None:
    params = {param.key: param for param in ChannelsState.params}
    app = visit(**query)
    for key in [control.key.removeprefix("channels.") for control in (*app.number_input, *app.button_group)]:
        for end in (0, -1) if key in params else ():
            param, now = params[key], layer(app).state
            value = param.possible(now).options[end]
            changed = choose(app, key, value)
            assert layer(changed).state.values[param.name] == value
            if not layer(changed).state.is_photo:  # plain loops would take their time
                check_numbers(changed)
            app = choose(changed, key, now.values[param.name])


def test_numbers_typed_into_the_picture_become_the_link() -> None:
    """Of a single filter on show the cells are counted as if there were no other."""
    state, _ = settle(ChannelsState, {"filters": 3, "shown_filter": 2, "bias": "on"})
    changed = {}
    for grid_id, cell, value in (("input", 25, 7.0), ("kernel", 9, -4.0), ("bias", 0, 5.0)):
        change = ChannelsModel(state).edit(Edit(grid_id, ((cell, value),)))
        assert isinstance(change, CellEdit)
        changed[ChannelsState.param(change.param).key] = merged("", change.named, change.cells)
    assert changed == {"xe": "1.0.0~7", "ke": "1.1.0.0~-4", "be": "1~5"}
    app = visit(n="3", f="2", b="on", **changed)
    assert grid(app, "input")["values"][25] == 7
    assert grid(app, "kernel")["values"][9] == -4
    assert grid(app, "bias")["values"] == [5]
    check_numbers(app)
    assert address(press(app, "Undo the changed numbers")) == linked(n="3", f="2", b="on")


BAD = [
    ({"c": "9"}, "the number of channels must be a whole number from 1 to 8. Instead, it is 8.", {"c": "8"}),
    ({"h": "11"}, "the input height must be a whole number from 3 to 10. Instead, it is 10.", {"h": "10"}),
    ({"h": "3", "k": "5"}, "With the kernel size at 5, the window would not fit into the padded input. It is now 3.",
     {"h": "3"}),
    ({"in": "photo", "c": "4"}, "With the number of channels at 4, the picture has red, green and blue. It is now 3.",
     {"in": "photo"}),
    ({"c": "1", "ker": "difference"}, "With the filters at difference, there is no second channel to subtract. It is "
     "now worked.", {"c": "1"}),
    ({"ker": "edges", "k": "1"}, "With the kernel size at 1, an edge lies between cells, so these kernels need at "
     "least two a side. It is now 2.", {"ker": "edges", "k": "2"}),
    ({"n": "2", "f": "3"}, "With the filter on show at 3, there are 2. It is now 2.", {"n": "2", "f": "2"}),
    ({"f": "2"}, "which matters only map by map, with several filters; it was left out.", {}),
    ({"in": "photo", "py": "40"}, "With the first row of the patch at 40, the patch would leave the picture.",
     {"in": "photo", "py": "16"}),
    ({"layout": "nchw"}, "the order of the axes must be one of NHWC or NCHW. Instead, it is NHWC.", {}),
    ({"batch": "1e400"}, "the number of images must be a whole number from 1 to 64. Instead, it is 64.",
     {"batch": "64"}),
    ({"xe": "0.7.0~1"}, "lies outside of it now and is forgotten.", {}),
    ({"be": "0~1"}, "which matters only with a bias; it was left out.", {}),
    ({"order": "x"}, "the order of the steps must be one of filter or position.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence", "canonical"), BAD, ids=str)
def test_a_bad_link_is_explained_and_put_right(query, sentence, canonical) -> None:
    app = visit(**query)
    assert sentence in "\n".join(notices(app))
    assert address(app) == linked(**canonical)
    assert not notices(visit(**canonical))


def test_the_order_of_the_axes_changes_the_shapes_and_not_the_numbers() -> None:
    last, first = visit(), choose(visit(), "layout", "NCHW")
    for text in ("`(1, 5, 5, 3)`", "HWIO | `(3, 3, 3, 1)`", "`(1, 3, 3, 1)`"):
        assert text in prose(last)
    for text in ("`(1, 3, 5, 5)`", "OIHW | `(1, 3, 3, 3)`", "`(1, 1, 3, 3)`"):
        assert text in prose(first)
    assert scene(last)["grids"] == scene(first)["grids"]
    assert r"y[i,\, j,\, n]" in prose(last)
    assert r"y[n,\, i,\, j]" in prose(first)
    assert next(tab.label for tab in unfolded(last).tabs).startswith("Keras")
    assert next(tab.label for tab in unfolded(first).tabs).startswith("PyTorch")


@pytest.mark.parametrize("order", ["NHWC", "NCHW"])
def test_the_permutations_are_right(order: str) -> None:
    other = "NCHW" if order == "NHWC" else "NHWC"
    now = layer(visit(h="6", w="7", c="4", n="5", k="2", batch="3", layout=order))
    code = permuting(now)
    names: dict = {}
    exec(code, names)
    assert names["x"].shape == shapes_of(now, other).input
    assert names["w"].shape == shapes_of(now, other).weights
    numbers = np.arange(3 * 4 * 6 * 7).reshape(3, 4, 6, 7)
    assert (numbers.transpose(0, 2, 3, 1).transpose(0, 3, 1, 2) == numbers).all()


def test_a_batch_multiplies_the_work_and_not_the_weights() -> None:
    app = visit(**FOUR, batch="32")
    assert figure(app, "weights") == "108"
    assert figure(app, "multiplications (MACs)") == "6,912", "the picture shows one image"
    assert "221,184 for 32 images" in str(scene(app)["figures"])
    assert figure(app, "FLOPs") == "442,368"
    assert "`(32, 8, 8, 3)`" in prose(app)
    assert "**A batch is the same, 32 times.** 32 images go through the same 108 weights" in prose(app)


def test_the_shape_that_a_source_gets_wrong() -> None:
    app = press(visit(), "15 × 15 × 3 with 8 filters")
    assert figure(app, "output") == "13 × 13 × 8"
    assert "`(3, 3, 3, 8)`" in prose(app)
    assert "(_, 13, 13, **8**)" in prose(app)
    assert "There it has 5 − 3 + 1 = 3 each way." in prose(app)


def test_the_picture_is_shown_in_colour_with_the_patch_in_it() -> None:
    assert not visit().get("image")
    assert "the patch is rows 2 to 33, columns 4 to 35" in str(visit(**{"in": "photo"}).get("image")[0].proto)


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = visit()
    assert not app.success
    assert "Not 800" in choose(app, "guess", 800).info[0].value
    app = choose(app, "guess", 12_800)
    assert "Yes, 12800" in app.success[0].value
    shown = press(app, "Show me")
    assert address(shown) == linked(h="6", c="8", n="8", k="5", show="once")
    assert figure(shown, "weights") == "1,600"


@pytest.mark.parametrize("idea", CHANNELS.ideas, ids=lambda idea: idea.title)
def test_each_idea_opens_what_it_promises(idea: Idea) -> None:
    app = press(visit(), idea.title)
    assert address(app) == encode(settle(ChannelsState, idea.values)[0])
    assert not notices(app)


def test_filters_that_are_the_same_are_told() -> None:
    assert "All 3 filters have the same weights" in prose(visit(ker="average", n="3"))
    assert "have the same weights" not in prose(visit(n="8"))


def test_the_worked_channels_and_filters_all_differ() -> None:
    now = layer(visit(c="8", n="8"))
    assert len({plane.tobytes() for plane in now.named_input}) == 8
    assert now.filters.alike == 0
    assert len({plane.tobytes() for plane in layer(visit(c="8", **{"in": "ramp"})).named_input}) == 8


def test_the_picture_in_colour() -> None:
    picture = colour_photo()
    assert picture.shape == (3, COLOUR_SIDE, COLOUR_SIDE)
    assert picture.min() >= 0
    assert picture.max() <= 255
    assert (ROOT / "assets" / "parrot.png").stat().st_size < 5_000


def test_the_opening_picture_can_be_taken_along(tmp_path: Path) -> None:
    opening = layer(visit()).scene("any")
    assert png(opening, 30)[:4] == b"\x89PNG"
    assert gif(opening)[:3] == b"GIF"
    assert "maps" in standalone(opening)


NUMBERS = st.integers(-1, 12).map(str) | st.sampled_from(["", "x", "1e9", "nan", "64"])
PARAMS = ChannelsState.params
WORDS = st.sampled_from([str(option) for param in PARAMS if not param.numeric for option in param.options])


@settings(
    max_examples=40, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(st.sampled_from([param.key for param in PARAMS]), NUMBERS | WORDS, max_size=9))
def test_whatever_a_link_asks_for_the_numbers_are_what_plain_loops_compute(query) -> None:
    state, _ = decode(ChannelsState, "channels", linked(**query))
    assert decode(ChannelsState, "channels", encode(state)) == (state, [])
    now = ChannelsModel(state)
    shown = now.scene("any")
    sent = {grid.id: {"axes": [{"size": a.size, "held": a.held} for a in grid.axes], "values": grid.values,
                      "scale": grid.scale} for grid in shown.grids}  # fmt: skip
    played = Decoder(shown).values["output"]
    assert list(played) == pytest.approx(np.ravel(expected(sent, state)).tolist(), rel=1e-9, abs=1e-9)
