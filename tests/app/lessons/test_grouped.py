"""The lesson on grouped convolution: what it shows, and what each control does to it."""

import random
from functools import partial
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.grouped.controls import CASES
from convviz.app.lessons.grouped.layer import Layer
from convviz.app.lessons.grouped.state import CHANNELS, COUNTS, FIELDS, INPUTS, TAPS, possible_groups
from convviz.app.params.param import decode
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
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

LESSON = ROOT / "pages" / "grouped.py"

enter = partial(visit, LESSON)
choose = choosing("grouped")


def layer(app: AppTest) -> Layer:
    """The layer the address stands for."""
    state, faults = decode(FIELDS, address(app))
    assert not faults
    return Layer(state)


def blocks(app: AppTest) -> list[str]:
    """The table of who reads whom, a line of signs for every filter drawn."""
    table = html(app).partition("<tbody>")[2].partition("</tbody>")[0]
    rows = table.split("<tr>")[1:]
    return ["".join("#" if "●" in cell else "." for cell in row.split("<td")[1:]) for row in rows]


def by_hand(one: Layer) -> list[float]:
    """The output by plain loops: every group as a convolution of its own."""
    groups, width, each = one.groups, one.width, one.drawn // one.groups
    maps = []
    for group in range(groups):
        x = [one.x[group * width : (group + 1) * width].tolist()]
        w = one.weights[group * each : (group + 1) * each].tolist()
        y, *_ = oracle.direct(x, w, stride=(1, 1), pads=[(0, 0), (0, 0)], dilation=(1, 1))
        maps += y[0]
    return [float(number) for plane in maps for row in plane for number in row]


def assert_honest(app: AppTest) -> Layer:
    """The player ends in what independent convolutions give, and so does a regular layer with zeros."""
    one = layer(app)
    played = Decoder(one.scene("any"))
    assert list(played.values["0.output" if one.is_race else "output"]) == by_hand(one)
    assert one.agreeing == one.trace.output.size
    sent = grid(app, "0.kernel 1" if one.is_race else "kernel 1")["values"]
    assert sent == one.weights.ravel().tolist()
    return one


def test_it_opens_on_four_channels_in_two_groups() -> None:
    app = enter()
    assert_honest(app)
    assert blocks(app) == ["##..", "##..", "..##", "..##"]
    text = prose(app)
    assert "filters 1 to 64 read channels 1 to 2; filters 65 to 128 read channels 3 to 4" in text
    assert "**Drawn are 4 of the 128 filters**, 2 of each group's 64" in text
    assert "**100 of 100**" in text
    assert grid(app, "input")["hues"] == [[0, 0, 1, 1]]
    assert grid(app, "output")["hues"] == [[0, 0, 1, 1]]


@pytest.mark.parametrize(
    ("groups", "weights", "multiplications", "shown"),
    [
        (1, "4,608", "115,200", ["####"] * 4),
        (2, "2,304", "57,600", ["##..", "##..", "..##", "..##"]),
        (4, "1,152", "28,800", ["#...", ".#..", "..#.", "...#"]),
    ],
)
def test_the_price_falls_by_the_groups(groups, weights, multiplications, shown) -> None:
    app = choose(enter(g="2" if groups != 2 else "1"), "g", groups)
    counters = figures(app)
    assert counters["weights"][0] == weights
    assert counters["multiplications (MACs)"][0] == multiplications
    assert f"= **{weights}** weights, at 25 places: **{multiplications}** multiplications" in prose(app)
    assert blocks(app) == shown
    for line in ("4,608 | 115,200", "2,304 | 57,600", "1,152 | 28,800"):
        assert line in prose(app).replace("*", ""), "the table has all of them whatever the groups"


def test_the_ends_are_regular_and_depthwise() -> None:
    text = prose(enter(g="1"))
    assert "One group is a regular layer:** each filter reads all 4 channels" in text
    assert "with one group nothing yet" in text
    text = prose(enter(g="4"))
    assert "depthwise layer:** each filter reads a single channel" in text
    assert "a channel multiplier of 128 / 4 = 32" in text


def test_the_race_ends_at_the_true_ratio() -> None:
    app = enter(show="race", g="4")
    raced = scene(app)
    assert raced["clock"] == "multiplications"
    assert [figure["value"] for figure in raced["figures"]] == ["28,800", "115,200"]
    assert "28,800 multiplications against 115,200, and 1,152 weights against 4,608" in prose(app)
    assert "1 / groups = 1 / 4 = 25 %" in prose(app)
    assert "A dead heat" in prose(enter(show="race", g="1"))


def test_what_groups_give_and_take_is_said() -> None:
    text = prose(enter())
    assert "**Gained:** weights and multiplications are divided by 2 (2,304 instead of 4,608" in text
    assert "**Lost:** a filter sees 2 of 4 channels" in text


def test_a_bright_channel_reaches_its_group_only() -> None:
    app = enter(**{"in": "bright", "bc": "3"})
    assert "**Channel 3 reaches maps 3 and 4 only:**" in prose(app)
    reached = [bool(np.any(plane)) for plane in layer(app).trace.output]
    assert reached == [False, False, True, True]
    assert "reaches map 3 only" in prose(enter(**{"in": "bright", "bc": "3", "g": "4"}))
    assert "reaches every map" in prose(enter(**{"in": "bright", "bc": "3", "g": "1"}))


def test_alexnets_halves() -> None:
    text = prose(enter())
    assert "two cards of 3 GB each" in text
    for line in ("614,400 | 307,200", "1,327,104 | 663,552", "884,736 | 442,368"):
        assert line in text


def test_what_a_source_got_wrong_is_said() -> None:
    text = prose(enter())
    assert "2 does not divide 3 channels" in text
    assert "two GTX 580 with 3 GB each" in text
    assert "multiplied by the channel multiplier" in text


@pytest.mark.parametrize("name", CASES)
def test_a_named_case_opens_with_one_click(name: str) -> None:
    app = choose(enter(h="9", fil="random", n="16"), "preset", name)
    assert not notices(app)
    assert address(app) == CASES[name]
    assert app.button_group(key="grouped.preset").value == name
    assert_honest(app)


@pytest.mark.parametrize("name", INPUTS)
def test_every_input(name: str) -> None:
    assert_honest(choose(enter(c="8", n="8", g="4"), "in", name))


@pytest.mark.parametrize(("key", "options"), [("c", CHANNELS), ("n", COUNTS), ("k", TAPS), ("h", range(5, 10))])
def test_every_one_click_choice(key: str, options) -> None:
    for option in options:
        app = choose(enter(g="1"), key, option)
        assert not notices(app)
        assert assert_honest(app).state[key] == option


@pytest.mark.parametrize("key", ["seed", "fseed"])
def test_seeds_at_both_ends(key: str) -> None:
    app = enter(fil="random", **{"in": "random"})
    control = next(one for one in app.number_input if one.key == f"grouped.{key}")
    for end in (control.min, control.max):
        assert assert_honest(choose(app, key, int(end))).state[key] == end


def test_only_groups_that_divide_are_offered() -> None:
    for channels in CHANNELS:
        for filters in COUNTS:
            state, _ = decode(FIELDS, {"c": str(channels), "n": str(filters)})
            offered = possible_groups(state)
            assert offered[0] == 1
            assert all(channels % groups == filters % groups == 0 for groups in offered)
            assert not any(
                channels % groups == filters % groups == 0
                for groups in set(range(1, 9)) - set(offered)
                if filters <= 8 or channels % groups
            )
    assert [str(option) for option in enter(c="6", n="6").button_group(key="grouped.g").options] == ["1", "2", "3", "6"]


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ({"g": "3"}, "4 channels cannot be dealt out to 3 groups evenly; it must be 1, 2 or 4. It is now 2.", {}),
        ({"c": "8", "n": "6", "g": "4"}, "6 filters cannot be dealt out to 4 groups evenly", {"c": "8", "n": "6"}),
        ({"g": "99"}, "the number of groups must be a whole number from 1 to 8", {"g": "4"}),
        ({"g": "two"}, "the number of groups must be a whole number from 1 to 8. Instead, it is 2.", {}),
        ({"c": "5"}, "the number of channels must be one of 2, 3, 4, 6 or 8. Instead, it is 4.", {}),
        ({"k": "0"}, "the kernel size must be one of 1, 2, 3 or 5. Instead, it is 1.", {"k": "1"}),
        ({"h": "1e400"}, "the height and width must be a whole number from 5 to 9. Instead, it is 9.", {"h": "9"}),
        ({"bc": "2"}, "which matters only with `in=bright`; it was left out.", {}),
        ({"in": "bright", "bc": "7"}, "the input has 4 channels", {"in": "bright", "bc": "4"}),
        ({"we": "9.0.0.0~1"}, "filter.channel.row.column~value", {}),
        ({"show": "`x"}, "must be one of layer or race", {}),
    ],
)
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert address(app) == left
    assert_honest(app)


@pytest.mark.parametrize(
    ("query", "name", "cell", "key", "text"),
    [
        ({}, "input", 60, "xe", "1.1.4~9"),
        ({}, "kernel 1", 36, "we", "2.2.0.0~9"),  # the first weight of filter 3, which reads channels 3 and 4
        ({"show": "race"}, "0.kernel 1", 36, "we", "2.2.0.0~9"),
        ({"show": "race"}, "1.kernel 1", 90, "we", "2.2.0.0~9"),
        ({"show": "race"}, "1.input", 60, "xe", "1.1.4~9"),
    ],
)
def test_a_number_typed_into_either_picture_is_the_same_number(monkeypatch, query, name, cell, key, text) -> None:
    taken = {}

    def show(board, scene, filename, on_edit, on_next) -> None:
        taken.update(edit=on_edit)

    monkeypatch.setattr("convviz.app.page.player_panel.show", show)
    asked = []
    monkeypatch.setattr("convviz.app.params.url_state.Board.latest", lambda board: board.state)
    monkeypatch.setattr("convviz.app.params.url_state.Board.ask", lambda board, values: asked.append(values))
    enter(**query)
    taken["edit"](Edit(name, ((cell, 9.0),)))
    assert asked == [{key: text}]


def test_changed_numbers_travel_in_the_link() -> None:
    app = enter(xe="1.1.4~9", we="2.2.0.0~-7")
    assert not notices(app)
    assert grid(app, "input")["values"][60] == 9
    assert grid(app, "kernel 1")["values"][36] == -7
    assert_honest(app)
    assert address(press(app, "Undo the changed numbers")) == {}


def test_the_code_is_of_this_state() -> None:
    tabs = unfolded(enter()).code
    assert len(tabs) == 4
    assert "groups=2" in tabs[0].value


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = enter()
    assert not app.success
    assert "Yes, 1600" in choose(app, "guess", 1_600).success[0].value
    app = press(choose(app, "guess", 3), "Show me")
    assert figures(app)["weights"][0] == "1,600"


def test_each_idea_opens_what_it_promises() -> None:
    assert address(press(enter(g="1"), "One bright channel")) == {"in": "bright"}
    assert address(press(enter(), "Race with 4 groups")) == {"g": "4", "show": "race"}
    app = press(enter(), "3 channels")
    assert [str(option) for option in app.button_group(key="grouped.g").options] == ["1", "3"]


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(5), enter()
    for _ in range(25):
        controls = [*app.number_input, *app.button_group, *app.selectbox]
        control = chance.choice([one for one in controls if one.key != "grouped.guess"])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), int(control.max)))
        standing(app.run())
        assert_honest(app)


@pytest.mark.parametrize("query", [{"h": "5"}, {"h": "5", "show": "race"}])
def test_the_picture_can_be_taken_along(query) -> None:
    whole = layer(enter(**query)).scene("Grouped convolution")
    assert Image.open(BytesIO(png(whole, 7, dpi=40))).format == "PNG"
    assert "Grouped convolution" in page(whole)
