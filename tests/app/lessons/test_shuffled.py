"""The lesson on shuffled grouped convolution: what it shows, and what each control does to it."""

import random
from contextlib import redirect_stdout
from functools import partial
from io import BytesIO, StringIO

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.shuffled.cost import UNIT_GROUPS
from convviz.app.lessons.shuffled.lesson import SHUFFLED
from convviz.app.lessons.shuffled.model import CHANNELS, INPUTS, ShuffledModel, ShuffledState
from convviz.app.page.named_cases import Case
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.player import Edit
from convviz.scene import Decoder
from serving import ROOT
from visiting import address, choosing, figures, grid, notices, press, prose, scene, standing, unfolded, visit

LESSON = ROOT / "pages" / "shuffled.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("shuffled")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def state_of(**query: str) -> ShuffledState:
    state, faults = decode(ShuffledState, "shuffled", linked(**query))
    assert not faults
    return state


def layers(app: AppTest) -> ShuffledModel:
    """The layers the address stands for."""
    return ShuffledModel(state_of(**address(app)))


def matrices(app: AppTest) -> list[list[str]]:
    """The tables of who sees whom, without and with the shuffle."""
    tables = "\n".join(element.proto.body for element in app.get("html")).split("<tbody>")[1:]
    rows = [table.partition("</tbody>")[0].split("<tr>")[1:] for table in tables]
    return [["".join("#" if "●" in cell else "." for cell in row.split("<td")[1:]) for row in each] for each in rows]


def by_hand(one: ShuffledModel) -> np.ndarray:
    """Two grouped layers by plain loops over filters; the border of a 3 × 3 is padded with zeros."""
    x = one.trace.x
    for place, weight in enumerate(one.trace.weights):
        deep, side = weight.shape[1], weight.shape[2]
        padded = np.pad(x, ((0, 0), *[(side // 2, side // 2)] * 2))
        y = np.zeros(x.shape)
        for n in range(len(weight)):
            first = n // deep * deep
            for (c, a, b), w in np.ndenumerate(weight[n]):
                y[n] += w * padded[first + c, a : a + x.shape[1], b : b + x.shape[2]]
        x = y
        if place == 0 and one.state.is_shuffled:
            x = y.reshape(one.state.groups, one.each, *y.shape[1:]).swapaxes(0, 1).reshape(y.shape)
    return x


def assert_honest(app: AppTest) -> ShuffledModel:
    """The player ends in what plain loops give, or in the channels the block reads."""
    one = layers(app)
    played = Decoder(one.scene("any")).values
    if one.state.is_flow:
        assert [channel for channel, count in enumerate(played["input"]) if count] == list(one.sees)
    else:
        assert played["0.output" if one.state.is_race else "output"] == by_hand(one).ravel().tolist()
    if one.state.is_race:
        return one
    assert figures(app)["input channels seen"][0] == f"{len(one.sees)} of {one.state.channels}"
    return one


def test_it_opens_on_nine_channels_in_three_groups() -> None:
    app = enter()
    assert_honest(app)
    assert "1 2 3 · 4 5 6 · 7 8 9 → **1 4 7 · 2 5 8 · 3 6 9**" in prose(app)
    assert "".join(grid(app, "row 2")["axes"][0]["names"]) == "147258369"
    assert scene(app)["form"] == "wiring"
    assert "**Output 1 sees all 9 channels**" in prose(app)
    without, with_it = matrices(app)
    assert without == ["###......"] * 3 + ["...###..."] * 3 + ["......###"] * 3
    assert with_it == ["#########"] * 9


def test_without_the_shuffle_a_group_stays_alone() -> None:
    app = enter(sh="off", trace="5")
    assert_honest(app)
    assert "**Output 5 sees 3 of 9 channels:** 4, 5 and 6, its own group" in prose(app)
    assert "these are 3 separate nets" in prose(app)
    assert {one["id"] for one in scene(app)["grids"]} == {"output", "row 1", "input"}


def test_the_switch_takes_the_shuffle_out_and_in() -> None:
    app = enter()
    toggle = next(one for one in app.toggle if one.key == "shuffled.sh.switch")
    toggle.set_value(False)
    app = standing(app.run())
    assert address(app) == linked(sh="off")
    assert_honest(app)


def test_too_few_channels_a_group_do_not_reach_all() -> None:
    text = prose(enter(c="8", g="4"))
    assert "**Output 1 sees 4 of 8 channels:** 1, 2, 3 and 4" in text
    assert "here 2 a group are fewer than 4 groups, so no output sees every input" in text
    assert "| **4** | **2** | **2** | **4** | **no** |" in text
    assert "| 2 | 4 | 4 | 8 | yes |" in text
    assert "9 of 12" in figures(enter(c="12", g="4"))["input channels seen"][0]


def test_a_shuffle_can_change_nothing() -> None:
    assert "changes nothing:** each group has a single channel" in prose(enter(c="4", g="4"))
    assert "changes nothing:** there is a single group" in prose(enter(g="1"))
    assert "changes nothing" not in prose(enter())


def test_shufflenets_unit_is_priced_stage_by_stage() -> None:
    text = prose(enter())
    assert "| Bottleneck | 11,289,600 | – | 25,401,600 | 11,289,600 | **47,980,800** |" in text
    assert "| ResNeXt's block, 3 × 3 in 3 groups | 11,289,600 | – | 8,467,200 | 11,289,600 | **31,046,400** |" in text
    assert "| ShuffleNet's unit, 3 groups | 3,763,200 | 0 | 423,360 | 3,763,200 | **7,949,760** |" in text
    assert "**7,949,760** multiplications, 16.6 % of the bottleneck's 47,980,800" in text
    assert "22,579,200 of 31,046,400, **72.7 %**" in text
    assert "40 to 140 million multiply-adds" in text
    for groups in UNIT_GROUPS:
        both = 2 * 28 * 28 * 240 * 60 // groups + 28 * 28 * 9 * 60
        assert f"**{both:,}**" in prose(choose(enter(), "ug", groups))


def test_the_race_ends_at_one_by_the_groups() -> None:
    app = enter(show="race")
    assert_honest(app)
    raced = scene(app)
    assert raced["clock"] == "multiplications"
    assert [track["title"] for track in raced["tracks"]] == ["In 3 groups, shuffled", "Two regular layers"]
    assert [figure["value"] for figure in raced["figures"]] == ["486", "1,458"]
    assert "486 multiplications against 1,458, and 54 weights against 162: 1 / groups = 1 / 3 of both" in prose(app)


def test_what_is_gained_and_lost_is_said() -> None:
    text = prose(enter())
    assert "**Gained:** groups keep the price at 1/3" in text
    assert "**Lost:** each filter still reads its group only" in text
    assert "(implied) after a shuffle every output sees every input" in text


def test_a_bright_channel_spreads() -> None:
    text = prose(enter(show="numbers", **{"in": "bright"}))
    assert "**Channel 1 is lit:** after the first layer 1, 2 and 3 of the maps, at the end all 9." in text
    text = prose(enter(show="numbers", sh="off", bc="5", **{"in": "bright"}))
    assert "after the first layer 4, 5 and 6 of the maps, at the end 4, 5 and 6." in text


@pytest.mark.parametrize("case", SHUFFLED.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(h="5", k="3", trace="2"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(ShuffledState, case.values)[0])
    assert_honest(app)


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("kernel", ["1", "3"])
def test_every_input(name: str, kernel: str) -> None:
    assert_honest(choose(enter(show="numbers", k=kernel), "in", name))


@pytest.mark.parametrize(("key", "options"), [("c", CHANNELS), ("h", range(2, 6)), ("trace", (1, 9)), ("k", (1, 3))])
@pytest.mark.parametrize("show", ["flow", "numbers"])
def test_every_one_click_choice(show: str, key: str, options) -> None:
    for option in options:
        app = choose(enter(show=show, g="1"), key, option)
        assert not notices(app)
        state = assert_honest(app).state
        assert next(state.values[param.name] for param in state.params if param.key == key) == option


@pytest.mark.parametrize("channels", CHANNELS)
def test_only_groups_that_divide_are_offered(channels: int) -> None:
    app = enter(c=str(channels), g="1")
    offered = [int(option) for option in app.button_group(key="shuffled.g").options]
    assert offered == [groups for groups in range(1, channels + 1) if channels % groups == 0]
    for groups in offered:
        assert assert_honest(choose(app, "g", groups)).state.groups == groups


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        (
            {"g": "2"},
            "9 channels cannot be dealt out to 2 groups evenly; it must be 1, 3 or 9. It is now 1.",
            {"g": "1"},
        ),
        ({"g": "99"}, "the number of groups must be a whole number from 1 to 12", {"g": "9"}),
        ({"c": "7"}, "the number of channels must be one of 4, 6, 8, 9 or 12", {"c": "6"}),
        ({"trace": "10"}, "there are 9 channels", {"trace": "9"}),
        ({"sh": "maybe"}, "the shuffle must be one of on or off. Instead, it is on.", {}),
        ({"ug": "7"}, "groups of the unit must be a whole number from 1 to 6", {"ug": "6"}),
        ({"in": "bright"}, "which matters only with `show=numbers` or `show=race`; it was left out.", {}),
        ({"show": "numbers", "ke": "0.5.0.0~1"}, "lies outside of it now and is forgotten", {"show": "numbers"}),
        ({"h": "1e400"}, "the height and width must be a whole number from 2 to 5. Instead, it is 5.", {"h": "5"}),
        ({"show": "numbers", "bc": "2"}, "which matters only with `in=bright`; it was left out.", {"show": "numbers"}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert_honest(app)
    assert address(app) == linked(**left)


@pytest.mark.parametrize(
    ("query", "name", "cell", "key", "text"),
    [
        ({}, "input", 14, "xe", "1.1.2~9"),
        ({}, "kernel 1", 4, "ke", "1.1.0.0~9"),
        ({}, "kernel 3", 4, "ke2", "1.1.0.0~9"),  # the shuffle is stage 2
        ({"sh": "off"}, "kernel 2", 4, "ke2", "1.1.0.0~9"),
        ({"show": "race"}, "0.kernel 3", 4, "ke2", "1.1.0.0~9"),
        ({"show": "race"}, "1.input", 14, "xe", "1.1.2~9"),
    ],
)
def test_typed_numbers_go_where_they_belong(query, name, cell, key, text) -> None:
    model = ShuffledModel(state_of(**{"show": "numbers", **query}))
    assert name in {one.id for one in model.scene("any").grids}
    change = model.edit(Edit(name, ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert ShuffledState.param(change.param).key == key
    assert merged("", change.named, change.cells) == text


def test_the_weights_of_the_regular_layers_are_fixed() -> None:
    change = ShuffledModel(state_of(show="race")).edit(Edit("1.kernel 1", ((4, 9.0),)))
    assert isinstance(change, RejectedEdit)
    assert "those of the groups can be changed" in change.sentence


def test_changed_numbers_travel_in_the_link() -> None:
    app = enter(show="numbers", xe="1.1.2~9", ke="1.1.0.0~-3", ke2="8.2.0.0~7")
    assert not notices(app)
    assert grid(app, "input")["values"][14] == 9
    assert grid(app, "kernel 3")["values"][26] == 7
    assert_honest(app)
    assert address(press(app, "Undo the changed numbers")) == linked(show="numbers")


def test_the_code_computes_what_the_page_shows() -> None:
    app = unfolded(enter(c="6", g="2", k="3"))
    assert len(app.code) == 4
    for tab in app.code[2:]:  # NumPy and convviz; the others are run where they are installed
        names: dict = {}
        with redirect_stdout(StringIO()):
            exec(tab.value, names)
        assert np.array_equal(names["y"], by_hand(layers(app)))
    assert "groups=2" in app.code[0].value


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = enter()
    assert not app.success
    assert "Yes, 9" in choose(app, "guess", 9).success[0].value
    app = press(choose(app, "guess", 12), "Show me")
    assert figures(app)["input channels seen"][0] == "9 of 12"


def test_each_idea_opens_what_it_promises() -> None:
    assert address(press(enter(), "Without the shuffle")) == linked(sh="off")
    assert address(press(enter(), "One bright channel")) == linked(show="numbers", **{"in": "bright"})
    assert address(press(enter(), "4 channels in 4 groups")) == linked(c="4", g="4")


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(7), enter()
    for _ in range(25):
        controls = [*app.number_input, *app.button_group, *app.selectbox]
        control = chance.choice([one for one in controls if one.key != "shuffled.guess"])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), int(control.max)))
        standing(app.run())
        assert_honest(app)


@pytest.mark.parametrize("show", ["flow", "numbers"])
def test_the_picture_can_be_taken_along(show: str) -> None:
    whole = layers(enter(show=show, c="4", g="2", h="2")).scene("Shuffled")
    assert "Shuffled" in page(whole)
    if show == "flow":
        assert Image.open(BytesIO(gif(whole))).format == "GIF"
