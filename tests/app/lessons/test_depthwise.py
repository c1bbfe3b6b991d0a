"""The lesson on the depthwise convolution: what it shows, and what each control does to it."""

import random
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import oracle
from convviz import tf
from convviz.app.lessons.depthwise import no_mixing, tensorflow_call
from convviz.app.lessons.depthwise.lesson import DEPTHWISE
from convviz.app.lessons.depthwise.model import LAYOUTS, DepthwiseModel, DepthwiseState
from convviz.app.lessons.depthwise.sample_numbers import INPUTS, KERNELS
from convviz.app.lessons.depthwise.text import ANSWER, formula, remarks
from convviz.app.markup import to_streamlit
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.engine import loops
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.scene.source_code.listings import BORDER, code
from serving import ROOT
from snippet_cases import run
from visiting import address, choosing, grid, notices, press, prose, scene, visit

LESSON = ROOT / "pages" / "depthwise.py"
SHORT = {"h": "3", "k": "2"}
TENSORFLOW = {"in": "count", "h": "3", "c": "1", "ker": "count", "k": "2", "kw": "1"}

enter = partial(visit, LESSON, v="2")
choose = choosing("depthwise")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def state_of(**query: str) -> DepthwiseState:
    state, faults = decode(DepthwiseState, "depthwise", linked(**query))
    assert not faults
    return state


def layer(app: AppTest) -> DepthwiseModel:
    """What the address stands for."""
    return DepthwiseModel(state_of(**address(app)))


def figures(app: AppTest) -> dict[str, tuple[str, str]]:
    return {figure["label"]: (figure["value"], figure.get("note", "")) for figure in scene(app)["figures"]}


def codes(app: AppTest) -> str:
    return "\n".join(element.value for element in app.code)


def assert_right(shown: DepthwiseModel) -> None:
    """Each map is what plain loops make of one channel, and TensorFlow's call gives the same."""
    geometry, each = shown.geometry, shown.state.multiplier
    options = {"stride": shown.spec.stride, "pads": list(geometry.padding), "dilation": shown.spec.dilation}
    for place, kernel in enumerate(shown.trace.weight[:, 0].tolist()):
        x = shown.trace.x[place // each].tolist()
        y, *_ = oracle.direct([[x]], [[kernel]], **options)
        assert shown.trace.output[place].tolist() == y[0][0]
    axis = 3 if shown.state.layout == "NHWC" else 1
    assert np.array_equal(np.moveaxis(tensorflow_call.result(shown)[0], axis - 1, 0), shown.trace.output)
    assert Decoder(shown.scene("any")).values["output"] == shown.trace.output.ravel().tolist()


def test_it_opens_with_every_map_in_the_colour_of_its_channel() -> None:
    app = enter()
    assert not notices(app)
    assert grid(app, "input")["hues"] == [[0, 1, 2]]
    assert grid(app, "kernel")["hues"][0] == [0, 0, 1, 1, 2, 2]
    assert grid(app, "output")["hues"] == [[0, 0, 1, 1, 2, 2]]
    assert "map k·2 + q from channel k" in grid(app, "output")["note"]
    assert figures(app)["multiplications (MACs)"] == ("486", "regular 1,458")
    assert figures(app)["weights"] == ("54", "regular 162")
    assert figures(app)["output"][0] == "3 × 3 × 6"
    assert "maps 0 and 1 from channel 0, maps 2 and 3 from channel 1 and maps 4 and 5 from channel 2" in prose(app)
    assert_right(layer(app))


def test_all_kernels_are_on_show_however_many() -> None:
    for query in ({}, {"m": "3"}, {"c": "4", "m": "4"}):
        assert "page" not in [axis["role"] for axis in grid(enter(**query), "kernel")["axes"]]


def test_the_worked_example_of_tensorflow() -> None:
    app = choose(enter(), "preset", "TensorFlow's example")
    assert address(app) == linked(**TENSORFLOW)
    shown = layer(app)
    assert tensorflow_call.picture(shown).shape == (1, 3, 3, 1)
    assert shown.filter.tolist() == [[[[1, 2]]], [[[3, 4]]]]
    rows = [[[13, 18], [17, 24], [21, 30]], [[25, 36], [29, 42], [33, 48]]]
    assert tensorflow_call.result(shown).tolist() == [rows]
    text = codes(app)
    assert "# x: (1, 3, 3, 1), filter: (2, 1, 1, 2)" in text
    assert "# y: (1, 2, 3, 2)\n# [[13, 18], [17, 24], [21, 30]]\n# [[25, 36], [29, 42], [33, 48]]" in text
    assert_right(shown)


@pytest.mark.parametrize(
    ("name", "output", "price", "regular"),
    [
        ("5×5×3, two kernels each", "3 × 3 × 6", "486", "1,458"),
        ("One kernel each", "3 × 3 × 3", "243", "729"),
        ("SAME: W·H·C·K·K", "5 × 5 × 3", "675", "2,025"),
        ("TensorFlow's example", "2 × 3 × 2", "24", "24"),
        ("15×15×3 → 13×13×9", "13 × 13 × 9", "13,689", "41,067"),
        ("Colour photo", "48 × 48 × 3", "62,208", "186,624"),
    ],
)
def test_a_named_case_opens_with_one_click(name, output, price, regular) -> None:
    app = choose(enter(m="4", pad="tf", ker="random"), "preset", name)
    assert not notices(app)
    (case,) = (case for case in DEPTHWISE.cases if case.title == name)
    assert address(app) == encode(settle(DepthwiseState, case.values)[0])
    assert figures(app)["output"][0] == output
    assert figures(app)["multiplications (MACs)"] == (price, f"regular {regular}")
    assert f"**{price}**" in prose(app)
    assert_right(layer(app))


def test_the_formula_of_the_literature_is_named_where_it_holds() -> None:
    named = to_streamlit("$W · H · C · K · K$ $=$ $5 · 5 · 3 · 3 · 3$ $=$ **675**")
    assert named in prose(enter(pad="tf", m="1"))
    general = to_streamlit("$W′ · H′ · C · m · K_h · K_w$ $=$ $3 · 3 · 3 · 2 · 3 · 3$")
    assert general in prose(enter())
    short = to_streamlit("$W · H$").removesuffix("$")
    assert short in prose(enter(pad="tf", m="1"))
    assert short not in prose(enter(m="1"))
    assert short not in prose(enter(pad="tf", s="2", m="1"))


@pytest.mark.parametrize("multiplier", range(1, 5))
def test_the_multiplier_is_one_click(multiplier) -> None:
    shown = layer(choose(enter(m="3" if multiplier != 3 else "1"), "m", multiplier))
    assert shown.spec.out_channels == 3 * multiplier
    assert_right(shown)


def test_one_channel_changes_its_own_maps_only() -> None:
    app = choose(enter(), "ch", 1)
    assert "**Channel 1 set to zero:** maps 2 and 3 change; the other 4 stay as they are." in prose(app)
    assert "6 of 6 maps change" in prose(app)
    assert "| **2** | · | ● | · |" in prose(app)
    shown = layer(app)
    assert no_mixing.depthwise_and_regular(shown, 1) == ((False, False, True, True, False, False), (True,) * 6)
    zeros = "_".join(f"1.{row}.{column}~0" for row in range(5) for column in range(5))
    assert "Channel 1 is zero already" in prose(enter(ch="1", xe=zeros))


def test_the_order_of_the_maps_in_both_frameworks() -> None:
    text = prose(enter())
    assert "| 3\u00a0=\u00a01·2\u00a0+\u00a01 | `filter[:,:,1,1]` | `weight[3,0]` |" in text
    assert "kernel 1 were that of channel 1 (q = 0), while map 1 reads channel 0" in text
    assert "transpose(3, 2, 0, 1)" not in prose(enter(m="1"))
    shown = layer(enter(ker="random"))
    assert np.array_equal(shown.filter.transpose(2, 3, 0, 1).reshape(6, 1, 3, 3), shown.trace.weight)


def test_the_call_follows_the_state() -> None:
    text = codes(enter(layout="NCHW", s="2", pad="tf"))
    assert 'strides=[1, 1, 2, 2],\n    padding="SAME",\n    data_format="NCHW",\n    dilations=[1, 1]' in text
    assert "# x: (1, 3, 5, 5)" in text
    assert "# y: (1, 6, 3, 3)" in text
    assert "dilations=[2, 2]" in codes(enter(d="2"))


def test_calls_that_are_refused_say_why() -> None:
    text = prose(enter())
    for asked, answer in tensorflow_call.refusals():
        assert f"* `{asked}`: {answer}" in text
    assert "wrong shape" in dict(tensorflow_call.refusals())["strides=[1, 2, 2, 1], dilations=[2, 2]"]


def test_stride_with_dilation_is_not_offered_and_by_link_explained() -> None:
    app = enter(s="2", d="2")
    (told,) = notices(app)
    assert "wrong shape" in told
    assert told.endswith("It is now 1.")
    assert app.button_group(key="depthwise.d").options == ["1"]
    assert_right(layer(app))


def test_the_loops_are_those_of_the_reference() -> None:
    (track,) = scene(enter())["tracks"]
    assert track["listing"]["lines"] == [*code(loops.depthwise)]
    (other,) = scene(enter(order="position", pad="tf"))["tracks"]
    assert sorted(map(str.strip, other["listing"]["lines"])) == sorted(map(str.strip, track["listing"]["lines"]))
    names = [variable["name"] for variable in other["listing"]["passages"][0]["variables"]]
    assert names == ["row", "column", "channel", "q", "i", "j"]
    assert other["listing"]["note"] == BORDER


def test_a_link_opens_the_loops() -> None:
    assert "code_panel" not in scene(enter())
    assert scene(enter(loops="open"))["code_panel"] == "open"
    assert scene(enter(loops="shut"))["code_panel"] == "shut"


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("weights", KERNELS)
def test_every_input_under_all_kernels(name, weights) -> None:
    assert_right(DepthwiseModel(state_of(**{"in": name, "ker": weights, "k": "2"})))


def test_every_number_at_both_ends() -> None:
    for control in enter(**{"in": "random", "ker": "random"}).number_input:
        key = control.key.removeprefix("depthwise.")
        for end in () if key == "guess" else (control.min, control.max):
            app = choose(enter(**{"in": "random", "ker": "random"}), key, int(end))
            state = layer(app).state
            assert next(state.values[param.name] for param in state.params if param.key == key) == end
            assert_right(layer(app))


@pytest.mark.parametrize(
    "query",
    [
        {"h": "0"}, {"h": "1e400"}, {"k": "6"}, {"m": "5"}, {"m": "0"}, {"c": "9"}, {"pad": "full"}, {"d": "9"},
        {"in": "cat"}, {"ker": "sobel"}, {"seed": "3"}, {"xe": "9.9.9~1"}, {"ke": "6.0.0~1"}, {"ch": "3"},
        {"layout": "CHWN"}, {"in": "photo", "c": "4"}, {"in": "photo", "h": "4"}, {"h": "2", "k": "3"},
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_link_is_explained(query) -> None:
    app = enter(**query)
    assert notices(app)
    assert_right(layer(app))


def test_changed_numbers_travel_in_the_link() -> None:
    app = enter(xe="1.0.2~9", ke="3.1.1~-3")
    assert not notices(app)
    assert grid(app, "input")["values"][25 + 2] == 9
    assert grid(app, "kernel")["values"][3 * 9 + 4] == -3
    assert_right(layer(app))
    assert address(press(app, "Undo the changed numbers")) == {}


@pytest.mark.parametrize(
    ("name", "cell", "key", "expected"), [("input", 27, "xe", "1.0.2~9"), ("kernel", 31, "ke", "3.1.1~9")]
)
def test_a_number_typed_into_the_picture(name, cell, key, expected) -> None:
    change = DepthwiseModel(state_of()).edit(Edit(name, ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert DepthwiseState.param(change.param).key == key
    assert merged("", change.named, change.cells) == expected


def test_results_cannot_be_typed_over() -> None:
    assert DepthwiseModel(state_of()).edit(Edit("output", ((0, 9.0),))) is None


def test_gained_and_lost_are_in_numbers() -> None:
    assert "486 multiplications instead of 1,458, and 54 weights instead of 162" in prose(enter())
    assert "Gained and lost: nothing" in prose(enter(c="1"))


@pytest.mark.parametrize("query", [{}, {"pad": "tf", "s": "2", "kw": "2"}, TENSORFLOW])
def test_the_code_gives_what_is_drawn(query) -> None:
    shown = layer(enter(**query))
    made = {snippet.dialect: snippet for snippet in shown.code()}
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for dialect in ("numpy", "convviz"):
        assert np.array_equal(run(made[dialect])["y"], shown.trace.output)


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    assert ANSWER == 2
    app = enter()
    assert not app.success
    assert "Yes, 2" in choose(app, "guess", 2).success[0].value
    shown = layer(press(choose(app, "guess", 3), "Show me"))
    assert shown.spec.out_channels == 12


@pytest.mark.parametrize("idea", DEPTHWISE.ideas, ids=lambda idea: idea.title)
def test_each_idea_opens_what_it_promises(idea: Idea) -> None:
    app = press(enter(), idea.title)
    assert address(app) == encode(settle(DepthwiseState, idea.values)[0])
    assert_right(layer(app))


def test_it_can_be_taken_along() -> None:
    drawn = layer(enter(**SHORT)).scene("depthwise")
    assert png(drawn, 3, theme="dark").startswith(b"\x89PNG")
    assert "map k·2 + q" in page(drawn)


def test_a_walk_through_random_states_never_fails() -> None:
    chance = random.Random(7)
    for _ in range(25):
        query = {
            **{key: str(chance.randint(1, 9)) for key in ("h", "w")},
            **{key: str(chance.randint(1, 4)) for key in ("c", "m", "k", "kw", "ch")},
            **{key: str(chance.randint(1, 3)) for key in ("s", "d")},
            "pad": chance.choice(["tf", "none"]),
            "layout": chance.choice(["NHWC", "NCHW"]),
            "in": chance.choice(["ramp", "random", "count"]),
        }
        shown = DepthwiseModel(decode(DepthwiseState, "depthwise", linked(**query))[0])
        assert_right(shown)
        assert formula(shown)
        assert remarks(shown)
        assert 1 in (shown.state.stride, shown.state.dilation)
    assert LAYOUTS == tf.FORMATS
