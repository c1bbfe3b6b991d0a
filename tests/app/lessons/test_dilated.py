"""The lesson on dilated convolution: one layer and the stack, their controls, numbers, links and files."""

import io
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.dilated.cases import STACKS
from convviz.app.lessons.dilated.field_growth import doubled, plain_layers
from convviz.app.lessons.dilated.footprint import picture
from convviz.app.lessons.dilated.lesson import DILATED
from convviz.app.lessons.dilated.model import DilatedModel, DilatedState
from convviz.app.lessons.dilated.model_stack import DilatedStackModel
from convviz.app.lessons.dilated.stack_in_url import MOST_CELLS, drawn, is_possible, least_cells, read, write
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png, svg
from convviz.player import Edit
from convviz.scene import Decoder
from convviz.spec.receptive_field import AxisLayer
from serving import ROOT
from visiting import address as whole_address
from visiting import choosing, notices, press, prose, scenes, unfolded
from visiting import visit as visit_page

PAGE = ROOT / "pages" / "dilated.py"


def visit(**query: str) -> AppTest:
    """Open the lesson by a link with today's names."""
    return visit_page(PAGE, **query, v="2")


def address(app: AppTest) -> dict[str, str]:
    """The query in the address bar, without the mark of today's names."""
    return {key: text for key, text in whole_address(app).items() if key != "v"}


choose = choosing("dilated")


def layer(**query: str) -> DilatedModel:
    """What a link means, which must be all legal."""
    state, told = decode(DilatedState, "dilated", {**query, "v": "2"})
    assert not told, told
    return DilatedModel(state)


def tower(**query: str) -> DilatedStackModel:
    return layer(**query).stack


def named(title: str) -> DilatedStackModel:
    return tower(layers=STACKS[title].text)


def grid(app: AppTest, player: int, name: str) -> dict:
    return next(grid for grid in scenes(app)[player]["grids"] if grid["id"] == name)


def figures(app: AppTest, player: int) -> dict[str, str]:
    return {figure["label"]: figure["value"] for figure in scenes(app)[player]["figures"]}


def test_it_opens_on_rate_2_and_on_the_rates_1_2_4() -> None:
    app = visit()
    assert address(app) == {}
    assert [axis["size"] for axis in grid(app, 0, "kernel")["axes"][2:]] == [5, 5]
    assert grid(app, 0, "kernel")["axes"][3]["kind"] == "rzrzr"
    assert [axis["size"] for axis in grid(app, 0, "output")["axes"]] == [1, 5, 5]
    assert [each["id"] for each in scenes(app)[1]["grids"]] == ["layer3", "layer2", "layer1", "input"]
    assert figures(app, 1)["receptive field"] == "15"
    assert figures(app, 1)["cells touched"] == "15 of 15"
    assert "2 \\cdot (3 - 1) + 1 =$ **5**" in prose(app)


@pytest.mark.parametrize(("rate", "span"), [("1", 3), ("2", 5), ("3", 7), ("4", 9)])
def test_the_rate_changes_the_span_and_neither_weights_nor_multiplications_of_an_output(rate, span) -> None:
    one = layer(d=rate)
    assert one.span == span
    assert one.cost.weights == 9
    assert one.cost.macs == 9 * one.cost.outputs == one.compact.macs
    app = visit(d=rate)
    assert figures(app, 0)["weights"] == "9"
    assert figures(app, 0)["receptive field"] == f"{span} × {span}"
    assert f"= **{one.cost.macs:,}**" in prose(app)


@pytest.mark.parametrize("query", [{}, {"d": "4"}, {"pad": "same", "d": "3", "h": "6"}, {"k": "2", "s": "2", "d": "5"}])
def test_the_one_layer_is_what_plain_loops_compute(query) -> None:
    one = layer(**query)
    spec = one.spec
    y, *_ = oracle.direct(
        [one.trace.x.tolist()],
        one.trace.weight.tolist(),
        stride=spec.stride,
        pads=one.geometry.padding,
        dilation=spec.dilation,
    )
    assert Decoder(one.scene("")).values["output"] == [number for row in y[0][0] for number in row]


@pytest.mark.parametrize(
    ("title", "receptive"),
    [
        ("Rates 1, 2, 4", [3, 7, 15]),
        ("Three plain 3", [3, 5, 7]),
        ("Three plain 7", [7, 13, 19]),
        ("Rates 2, 2, 2", [5, 9, 13]),
        ("Rates 1, 2, 5", [3, 7, 17]),
        ("Context module", [3, 5, 9, 17, 33, 65, 67, 67]),
        ("WaveNet block", [2, 4, 8, 16]),
        ("Padded", [3, 7, 15]),
        ("Strided stem", [7, 11]),
    ],
)
def test_the_named_stacks_see_what_the_literature_says(title, receptive) -> None:
    stack = named(title)
    assert [field.receptive for field in stack.fields] == receptive
    said = prose(visit(layers=STACKS[title].text))
    assert f"sees {receptive[-1]} cells" in said
    for field in receptive:
        assert f"| **{field}** |" in said
    assert set(STACKS) == {"Rates 1, 2, 4", "Three plain 3", "Three plain 7", "Rates 2, 2, 2", "Rates 1, 2, 5",
                          "Context module", "WaveNet block", "Padded", "Strided stem"}  # fmt: skip


def test_holes_are_counted() -> None:
    assert (named("Rates 2, 2, 2").touched, named("Rates 2, 2, 2").field.receptive) == (7, 13)
    assert (named("Rates 1, 2, 5").touched, named("Rates 1, 2, 5").field.receptive) == (17, 17)
    assert named("Context module").touched == 67
    assert named("Rates 2, 2, 2").free == [1, 0, 3, 0, 6, 0, 7, 0, 6, 0, 3, 0, 1]
    assert named("Three plain 3").free == [1, 3, 6, 7, 6, 3, 1]
    app = visit(layers=STACKS["Rates 2, 2, 2"].text)
    assert figures(app, 1)["cells touched"] == "7 of 13"
    said = prose(app)
    assert "**7 of 13**. All taps stand a multiple of 2 cells apart" in said
    assert "**49** are touched. The 120 empty cells are the holes" in said


def test_the_middle_weighs_more_where_it_does() -> None:
    assert "Of 27 paths, 7 lead to the middle and 1 to either end" in prose(visit(layers=STACKS["Three plain 3"].text))
    assert "The middle weighs more" not in prose(visit()), "of rates 1, 2, 4 the middle has a single path"
    assert "No cell counts more" in prose(visit(layers=STACKS["WaveNet block"].text))


def test_paths_that_end_on_padding_are_counted() -> None:
    assert tower(layers="3.1.1.1", cells="4", u="0").ending == 1
    assert tower(layers="3.1.1.1", cells="4", u="1").ending == 0
    assert "Of unit 0, 1 path ends so" in prose(visit(layers="3.1.1.1", cells="4", u="0"))
    assert "At the border" not in prose(visit())


def test_the_recurrence_is_told_with_the_numbers_of_the_chosen_layer() -> None:
    app = visit(layers=STACKS["Strided stem"].text, at="2")
    assert "**Layer 2:** field $r \\leftarrow r + d\\,(k - 1)\\,j = 7 + 1 \\cdot 2 \\cdot 2 =$ **11**" in prose(app)
    assert "= 2 \\cdot 2 =$ **4**" in prose(app)
    assert "| **2** | 3 | 2 | 1 | 1 | 3 | 4 | **11** | 0 |" in prose(app)
    assert "| 2 | 2 | 1 | 0 | 2 | 13 | 1 | **4** | 1½ |" in prose(visit(layers=STACKS["WaveNet block"].text))


def test_fields_double_while_weights_grow_evenly() -> None:
    assert [doubled(count) for count in range(1, 7)] == [2 ** (count + 1) - 1 for count in range(1, 7)]
    assert [plain_layers(doubled(count)) for count in (1, 2, 3, 4)] == [1, 3, 7, 15]
    assert "| 3 | 1, 2, 4 | **15** | 27 | 7 | 63 |" in prose(visit())


def test_the_picture_in_the_plane_has_a_shape_for_each_number_of_paths() -> None:
    shapes = picture([1, 0, 2])
    assert shapes.count("<path") == 4, "0, 1, 2 and 4 paths"
    assert shapes.count("M") == 9
    assert shapes.count("stroke-opacity") == 1
    assert 'fill-opacity="1.000" d="M2.04 2.04h' in shapes


def test_what_the_sources_say_is_put_right() -> None:
    said = prose(visit())
    assert "15 after the *third layer* of the rates 1, 2, 4; the fields on the way are 3, 7, 15" in said
    assert "spans only 5 cells at rate 2 and 9 cells at rate 4" in said
    assert "7 takes 2 layers with 18 weights and 15 takes 3 layers with 27 weights" in said
    assert "its nine taps on the input" in said
    assert "see 1,024 of them" in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("d", rate) for rate in (1, 4)), *(("k", taps) for taps in (2, 5)), *(("s", stride) for stride in (1, 3)),
        ("h", 5), ("h", 16), ("pad", "same"), ("in", "random"), ("ker", "random"), ("cells", 15), ("cells", 99),
        ("at", 3),
        ("layer-kernel", 1), ("layer-kernel", 7), ("layer-stride", 4), ("layer-padding", 16), ("layer-dilation", 16),
    ],
)  # fmt: skip
def test_every_control_at_both_ends(key, value) -> None:
    app = choose(visit(), key, value)
    assert not notices(app)
    assert not notices(visit(**address(app)))


def test_where_an_input_becomes_too_small_the_page_says_what_gave_way() -> None:
    app = choose(visit(), "h", 2)
    assert address(app) == {"h": "2", "k": "2", "d": "1"}
    assert "the kernel would span 3 cells. It is now 1." in notices(app)[1]


def test_the_stack_is_changed_layer_by_layer() -> None:
    app = choose(visit(), "at", 2)
    app = choose(app, "layer-dilation", 3)
    assert address(app) == {"layers": "3.1.0.1_3.1.0.3_3.1.0.4", "at": "2"}
    app = press(app, "Remove it")
    assert address(app) == {"layers": "3.1.0.1_3.1.0.4"}
    app = press(app, "Add a layer")
    assert address(app) == {"layers": "3.1.0.1_3.1.0.4_3.1.0.4", "at": "3"}
    assert figures(app, 1)["receptive field"] == "19"


def test_the_next_case_in_class_is_the_next_stack_and_the_next_rate() -> None:
    page = Asked(settle(DilatedState, {"stack": STACKS["Context module"].text, "chosen_layer": 8, "dilation": 4})[0])
    upper, lower = (player.next(page) for player in DILATED.players)
    lower()
    assert page.asked == {"stack": STACKS["WaveNet block"].text, "chosen_layer": 1}
    upper()
    assert page.asked == {"dilation": 1}, "after the last that fits comes the first"


def test_controls_cannot_leave_what_can_be_drawn() -> None:
    app = visit(layers=STACKS["Context module"].text)
    assert next(button for button in app.button if button.label == "Add a layer").disabled, "eight are the most"
    kernel = next(control for control in app.number_input if control.key == "dilated.layer-kernel")
    kernel.set_value(int(kernel.max)).run()
    assert not app.exception
    assert not notices(app)
    app = visit(layers="3.1.0.1")
    assert next(button for button in app.button if button.label == "Remove it").disabled


def test_named_stacks_are_one_click_each_and_keep_the_one_layer() -> None:
    app = visit(d="3", layers="3.1.0.3", cells="20")
    for title, stack in STACKS.items():
        app = choose(app, "stack", title)
        expected = {"d": "3"} | ({"layers": stack.text} if title != "Rates 1, 2, 4" else {})
        assert address(app) == expected
        assert scenes(app)[1]["title"].endswith(title)


@pytest.mark.parametrize(
    "query",
    [
        {"layers": "x"}, {"layers": ""}, {"layers": "3.1.0"}, {"layers": "8.1.0.1"}, {"layers": "3.0.0.1"},
        {"layers": "3.1.0.1_"}, {"layers": "_".join(["3.1.0.1"] * 9)}, {"layers": "7.1.0.16_7.1.0.16"},
        {"layers": "03.1.0.1"}, {"layers": "9" * 5000}, {"cells": "0"}, {"cells": "14"}, {"cells": "100"},
        {"u": "1"}, {"at": "4"},
        {"d": "5"}, {"d": "0"}, {"d": "x"}, {"k": "1"}, {"h": "99"}, {"s": "%"}, {"pad": "full"},
    ],
)  # fmt: skip
def test_an_impossible_link_is_explained_and_the_page_stands(query) -> None:
    app = visit(**query)
    (line,) = notices(app)
    assert next(iter(query)) in line or "With the" in line
    assert not notices(visit(**address(app)))


class Asked:
    """The state of a page that only notes what it is asked for."""

    def __init__(self, state: DilatedState) -> None:
        self.state, self.asked = state, {}

    def options(self, name: str) -> list:
        return self.state.param(name).possible(self.state).options

    def update(self, values: dict) -> None:
        self.asked = values


@pytest.mark.parametrize(
    ("edit", "param", "text"),
    [(Edit("input", ((10, 9.0),)), "input_edits", "1.1~9"), (Edit("kernel", ((5, -4.0),)), "weight_edits", "1.2~-4")],
)
def test_numbers_typed_into_the_picture_go_into_the_link(edit, param, text) -> None:
    change = layer().edit(edit)
    assert isinstance(change, CellEdit)
    assert (change.param, merged("", change.named, change.cells)) == (param, text)
    changed = Decoder(layer(**{DilatedState.param(param).key: text}).scene(""))
    assert changed.values[edit.grid][edit.cells[0][0]] == edit.cells[0][1]


def test_the_question_has_the_right_answer() -> None:
    asked = settle(DilatedState, DILATED.quiz.values)[0]
    assert DilatedStackModel(asked).field.receptive == DILATED.quiz.answer
    assert DilatedStackModel(asked).free == [1] * 27


def test_the_code_in_numpy_gives_what_the_player_shows() -> None:
    shown = unfolded(visit())
    assert len(shown.code) == 4
    assert "dilation=2" in shown.code[0].value
    for one in (layer(), layer(d="3", pad="same", s="2")):
        (code,) = (snippet.code for snippet in one.code() if snippet.dialect == "numpy")
        names: dict = {}
        exec(re.sub(r"^print.*$", "", code, flags=re.M), names)
        assert np.allclose(names["y"], one.trace.output)


@pytest.mark.parametrize("title", ["Rates 1, 2, 4", "Padded", "Strided stem", "Context module"])
def test_the_cone_can_be_taken_along(title) -> None:
    scene = named(title).scene(title)
    assert Image.open(io.BytesIO(png(scene, 2, theme="dark"))).format == "PNG"
    assert b"layer" in svg(scene, 0)
    assert '"form":"tower"' in page(scene)


def test_the_cone_moves() -> None:
    assert Image.open(io.BytesIO(gif(named("Three plain 3").scene("")))).n_frames >= 9


kernels = st.builds(AxisLayer, st.integers(1, 7), st.integers(1, 4), st.integers(0, 16), st.integers(1, 16))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(kernels, min_size=1, max_size=8).map(tuple))
def test_any_stack_is_spelled_and_drawn_or_refused(layers) -> None:
    text = write(layers)
    assert read(text) == (layers if is_possible(layers) else None)
    if not is_possible(layers):
        return
    assert drawn(layers, least_cells(layers)) <= MOST_CELLS
    state, told = decode(DilatedState, "dilated", {"layers": text, "v": "2"})
    assert not told
    assert decode(DilatedState, "dilated", encode(state)) == (state, [])
    stack = DilatedStackModel(state)
    assert min(stack.sizes) >= 1
    assert len(stack.free) == stack.field.receptive
    left = min(grid.axes[0].first for grid in stack.scene("").grids)
    right = max(grid.axes[0].first + (grid.axes[0].size - 1) * grid.axes[0].pitch for grid in stack.scene("").grids) + 1
    assert right - left == drawn(layers, stack.sizes[0]) <= MOST_CELLS
