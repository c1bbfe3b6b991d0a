"""The lesson on the depthwise separable convolution: what it shows, and what each control does to it."""

import json
import random
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.separable.lesson import SEPARABLE
from convviz.app.lessons.separable.model import SeparableModel, SeparableState
from convviz.app.lessons.separable.sample_numbers import KERNELS
from convviz.app.lessons.separable.text import ANSWER, formula, remarks
from convviz.app.markup import TIGHT, to_streamlit
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.small_volumes import INPUTS
from convviz.scene import Clock, Decoder
from serving import ROOT
from snippet_cases import run
from visiting import address, choosing, grid, notices, press, prose, scene, visit

LESSON = ROOT / "pages" / "separable.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("separable")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def state_of(**query: str) -> SeparableState:
    state, faults = decode(SeparableState, "separable", linked(**query))
    assert not faults
    return state


def pair(app: AppTest) -> SeparableModel:
    """What the address stands for."""
    return SeparableModel(state_of(**address(app)))


def figures(app: AppTest) -> dict[str, str]:
    return {figure["label"]: figure["value"] for figure in scene(app)["figures"]}


def totals(app: AppTest) -> tuple[str, str]:
    shown = figures(app)
    return shown["multiplications (MACs), regular"], shown["multiplications (MACs), separable"]


def assert_right(app: AppTest) -> None:
    """Both tracks end in what plain loops make of the regular filters sent to the player."""
    shown = pair(app)
    one, other = shown.traces
    pads = [(low, high) for low, high in one.traces[0].geometry.padding]
    y, *_ = oracle.direct([one.x.tolist()], one.weights[0].tolist(), stride=(1, 1), pads=pads, dilation=(1, 1))
    assert one.output.tolist() == y[0]
    assert np.array_equal(one.output, other.output)
    played = Decoder(shown.scene("any"))
    flat = one.output.ravel().tolist()
    names = ("0.output", "1.output") if shown.state.show == "race" else ("output",)
    assert all(played.values[name] == flat for name in names)


def test_it_opens_on_the_race_of_the_literature() -> None:
    app = enter()
    assert totals(app) == ("86,400", "10,275")
    assert scene(app)["clock"] == "multiplications"
    assert [track["title"] for track in scene(app)["tracks"]] == ["Regular", "Depthwise separable"]
    assert [link["full"] for link in scene(app)["links"]] == [86_400, 675, 9_600]
    text = prose(app)
    assert to_streamlit("$25 · 3² · 3 · 128$ $=$ **86,400**") in text
    assert to_streamlit("$25 · (3² · 3 + 3 · 128)$ $=$ **10,275**") in text
    assert rf"= \frac{{1}}{{128}} + \frac{{1}}{{9}}$ $=${TIGHT}**11.9{TIGHT}%**" in text
    assert "8 of 128 filters" in text
    assert (
        "one of the regular layer for 432, one of the depthwise stage for 9, one of the pointwise stage for 48" in text
    )
    assert grid(app, "1.output")["note"] == "5 × 5 × 8 channels of 128"
    assert_right(app)


@pytest.mark.parametrize(
    ("name", "price", "weights", "share"),
    [
        ("7×7×3 → 5×5×128", ("86,400", "10,275"), ("3,456", "411"), "11.9 %"),
        ("12×12×3 → 8×8×256", ("1,228,800", "53,952"), ("19,200", "843"), "4.4 %"),
        ("128×128×3 → 16", ("7,077,888", "1,228,800"), ("432", "75"), "17.4 %"),
        ("MobileNet: 112×112×32 → 64", ("231,211,008", "29,302,784"), ("18,432", "2,336"), "12.7 %"),
        ("A single filter", ("675", "750"), ("27", "30"), "111.1 %"),
    ],
)
def test_a_named_case_opens_with_one_click(name, price, weights, share) -> None:
    app = choose(enter(k="5", h="20", ker="random"), "preset", name)
    assert not notices(app)
    (case,) = (case for case in SEPARABLE.cases if case.title == name)
    assert address(app) == encode(settle(SeparableState, case.values)[0])
    assert totals(app) == price
    regular, separable = weights
    counter = next(one for one in scene(app)["figures"] if one["label"] == "weights, separable")
    assert (counter["value"], counter["note"]) == (separable, f"regular {regular}")
    assert figures(app)["of the multiplications"] == share
    assert Clock(pair(app).scene("any")).totals == tuple(int(total.replace(",", "")) for total in price)
    assert_right(app)


def test_who_is_finished_first_is_said() -> None:
    assert "**The separable one is finished first**, after 11.9 % of the work, 8.4 times fewer" in prose(enter())
    assert "**Here the separable one is dearer**, 111.1 %" in prose(enter(n="1"))
    assert Clock(pair(enter(n="1")).scene("any")).leader == 1


def test_what_is_drawn_whole_needs_no_remark() -> None:
    assert "**Drawn:**" not in prose(enter(n="8"))
    assert "8 × 8 of 13 × 13 cells" in prose(enter(h="13", n="8"))
    assert "4 of 5 channels" in prose(enter(c="5"))
    text = prose(enter(h="112", c="32", n="64", pad="same", show="separable"))
    assert "8 of 64 filters, 4 of 32 channels, 8 × 8 of 112 × 112 cells" in text
    assert "one of the depthwise stage for 14,112, one of the pointwise stage for 50,176" in text
    assert "of the regular layer for" not in text


@pytest.mark.parametrize("show", ["race", "separable", "regular"])
def test_one_of_them_can_be_watched_alone(show) -> None:
    app = choose(enter(), "show", show)
    assert len(scene(app)["tracks"]) == (2 if show == "race" else 1)
    assert [figure.get("runs", -1) for figure in scene(app)["figures"][:2]] == {
        "race": [0, 1],
        "separable": [-1, 0],
        "regular": [0, -1],
    }[show]
    assert_right(app)


def test_colours_end_where_channels_are_mixed() -> None:
    app = enter(show="separable")
    assert grid(app, "maps 1")["hues"] == [[0, 1, 2]]
    assert "hues" not in grid(app, "output")


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("weights", KERNELS)
def test_every_input_under_all_weights(name, weights) -> None:
    app = choose(choose(enter(n="2", c="4"), "in", name), "ker", weights)
    assert not notices(app)
    assert_right(app)


@pytest.mark.parametrize("side", range(1, 8))
@pytest.mark.parametrize("padding", ["none", "same"])
def test_every_kernel_side(side, padding) -> None:
    app = choose(choose(enter(n="3"), "pad", padding), "k", side)
    assert not notices(app)
    assert_right(app)
    shown = pair(app)
    assert shown.ratio == pytest.approx(1 / 3 + 1 / side**2)


@pytest.mark.parametrize("query", [{}, {"in": "random", "ker": "random"}])
def test_every_number_at_both_ends(query) -> None:
    for control in enter(**query).number_input:
        key = control.key.removeprefix("separable.")
        for end in () if key == "guess" else (control.min, control.max):
            app = choose(enter(**query), key, int(end))
            shown = pair(app).state
            assert next(shown.values[param.name] for param in shown.params if param.key == key) == end
            assert_right(app)


def test_a_window_that_does_not_fit_is_not_offered_and_by_link_explained() -> None:
    app = enter(h="4", k="6")
    assert notices(app) == [
        "With the side of the kernel at 6, the window would not fit into 4 × 4 cells without padding. It is now 4."
    ]
    assert app.button_group(key="separable.k").options == ["1", "2", "3", "4"]
    assert not notices(enter(h="4", k="6", pad="same"))


@pytest.mark.parametrize(
    "query",
    [
        {"h": "0"}, {"h": "1e400"}, {"k": "9"}, {"n": "4096"}, {"c": "-1"}, {"pad": "full"}, {"show": "both"},
        {"in": "cat"}, {"ker": "sobel"}, {"seed": "3"}, {"kseed": "3"}, {"xe": "9.9.9~1"}, {"ke": "0.3.0~1"},
        {"pe": "x"}, {"pe": "8.0~1"}, {"surf": "yes"},
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_link_is_explained(query) -> None:
    app = enter(**query)
    assert notices(app)
    assert next(iter(query.values())) in notices(app)[0] or "lies outside" in notices(app)[0]
    assert_right(app)


def test_changed_numbers_travel_in_the_link_and_change_both() -> None:
    app = enter(xe="1.0.2~9", ke="2.1.1~-3", pe="7.0~5")
    assert not notices(app)
    assert grid(app, "0.input")["values"] == grid(app, "1.input")["values"]
    assert grid(app, "1.input")["values"][49 + 2] == 9
    assert grid(app, "1.kernel 1")["values"][2 * 9 + 4] == -3
    assert grid(app, "1.kernel 2")["values"][21] == 5
    assert_right(app)
    assert address(press(app, "Undo the changed numbers")) == {}


@pytest.mark.parametrize(
    ("show", "name", "cell", "key", "expected"),
    [
        ("race", "0.input", 51, "xe", "1.0.2~9"),
        ("race", "1.input", 51, "xe", "1.0.2~9"),
        ("race", "1.kernel 1", 22, "ke", "2.1.1~9"),
        ("race", "1.kernel 2", 21, "pe", "7.0~9"),
        ("separable", "input", 51, "xe", "1.0.2~9"),
        ("separable", "kernel 1", 22, "ke", "2.1.1~9"),
        ("separable", "kernel 2", 21, "pe", "7.0~9"),
        ("regular", "input", 51, "xe", "1.0.2~9"),
    ],
)
def test_a_number_typed_into_the_picture(show, name, cell, key, expected) -> None:
    change = SeparableModel(state_of(show=show)).edit(Edit(name, ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert SeparableState.param(change.param).key == key
    assert merged("", change.named, change.cells) == expected


@pytest.mark.parametrize(("show", "name"), [("race", "0.kernel 1"), ("regular", "kernel 1")])
def test_the_regular_filters_cannot_be_changed(show, name) -> None:
    change = SeparableModel(state_of(show=show)).edit(Edit(name, ((0, 9.0),)))
    assert isinstance(change, RejectedEdit)
    assert SeparableState.param(change.param).key == "ke"
    assert "follow from the separable ones" in change.sentence


def test_gained_and_lost_are_in_numbers() -> None:
    text = prose(enter())
    assert "10,275 multiplications instead of 86,400, and only 411 weights instead of 3,456" in text
    assert "3 · 128 = 384 kernels of 3 × 3 to choose; here there are 3 kernels" in text
    assert "writes the 75 numbers between its stages" in text
    assert "even 30 weights instead of 27" in prose(enter(n="1"))


def test_the_table_of_shares_has_this_state_in_bold() -> None:
    text = prose(enter())
    assert "| filters N | 1 × 1 | 2 × 2 | 3 × 3 | 5 × 5 | 7 × 7 |" in text
    assert "| 128 | 100.8 % | 25.8 % | **11.9 %** | 4.8 % | 2.8 % |" in text
    assert "| 49 |" in prose(enter(h="12", k="7", n="49"))
    assert "**4.1 %**" in prose(enter(h="12", k="7", n="49")), "2/49, where a source says 1/49"


def test_the_surface_is_drawn_for_who_asks_for_it() -> None:
    app = enter()
    assert not app.get("plotly_chart")
    app = choose(app, "surf.switch", True)
    assert address(app) == linked(surf="show")
    (chart,) = app.get("plotly_chart")
    drawn = json.loads(chart.proto.spec)["data"]
    assert drawn[1]["z"] == [pytest.approx(100 * 10_275 / 86_400)]
    assert (drawn[1]["x"], drawn[1]["y"]) == ([3], [128])
    assert not choose(app, "surf.switch", False).get("plotly_chart")


def test_prices_are_bars_of_both_stages() -> None:
    html = "\n".join(element.proto.body for element in enter().get("html"))
    assert "675 + 9,600 = 10,275" in html
    assert "27 + 384 = 411" in html


@pytest.mark.parametrize("query", [{}, {"pad": "same", "k": "4", "h": "6", "n": "3"}, {"c": "1", "n": "1"}])
def test_the_code_gives_what_is_drawn(query) -> None:
    made = {snippet.dialect: snippet for snippet in pair(enter(**query)).code()}
    assert list(made) == ["pytorch", "keras", "numpy", "convviz"]
    for dialect in ("numpy", "convviz"):
        assert np.array_equal(run(made[dialect])["y"], pair(enter(**query)).traces[1].output)


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    assert ANSWER == 10_496
    app = enter()
    assert not app.success
    assert "Yes, 10496" in choose(app, "guess", 10_496).success[0].value
    app = press(choose(app, "guess", 3), "Show me")
    assert totals(app)[1] == "10,496"


@pytest.mark.parametrize("idea", SEPARABLE.ideas, ids=lambda idea: idea.title)
def test_each_idea_opens_what_it_promises(idea: Idea) -> None:
    app = press(enter(), idea.title)
    assert address(app) == encode(settle(SeparableState, idea.values)[0])
    assert_right(app)


def test_the_race_can_be_taken_along() -> None:
    drawn = pair(enter(n="2", h="4", c="2")).scene("race")
    assert png(drawn, 3, theme="dark").startswith(b"\x89PNG")
    assert "Depthwise separable" in page(drawn)


def test_a_walk_through_random_states_never_fails() -> None:
    chance = random.Random(7)
    for _ in range(25):
        query = {
            "h": str(chance.randint(1, 30)),
            "k": str(chance.randint(1, 7)),
            "c": str(chance.randint(1, 9)),
            "n": str(chance.randint(1, 300)),
            "pad": chance.choice(["same", "none"]),
            "show": chance.choice(["race", "separable", "regular"]),
        }
        state, _ = decode(SeparableState, "separable", linked(**query))
        shown = SeparableModel(state)
        assert shown.agree
        assert formula(shown)
        assert remarks(shown)
