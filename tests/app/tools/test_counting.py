"""How to count: what the page shows, and what each control does to it."""

import random
import re

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import settle
from convviz.app.tools.counting.model import CountingModel
from convviz.app.tools.counting.page import CASES
from convviz.app.tools.counting.state import CountingState
from convviz.costs.other_counters import COUNTERS, MEASURED, PROFILED, REASONS
from serving import ROOT
from visiting import address, choosing, html, notices, prose, standing, visit

PAGE = ROOT / "pages" / "counting.py"

choose = choosing("counting")

LAYERS = {case.title: encode(settle(CountingState, case.values)[0]) for case in CASES}


def enter(**query: str) -> AppTest:
    """Open the page by a link."""
    return visit(PAGE, **{**query, **MARK})


def definitions(app: AppTest) -> dict[str, str]:
    """The result in every line of the definitions."""
    lines = html(app).partition('<dl class="definitions">')[2].partition("</dl>")[0].split('<div class="count">')[1:]
    results = [re.findall(r"<strong>(.*?)</strong>", line) for line in lines]
    return {name: value.strip() for name, value in results}


def assert_honest(app: AppTest) -> CountingModel:
    """The definitions agree with counting window by window and tap by tap."""
    state, told = decode(CountingState, "counting", address(app))
    assert not told
    one = CountingModel(state)
    spec, (rows, columns) = one.spec, one.geometry.axes
    pairs = spec.small_channels * (spec.big_channels // spec.groups)
    dense = pairs * rows.small * rows.kernel * columns.small * columns.kernel
    real = pairs
    for axis in (rows, columns):
        real *= sum(0 <= i < axis.big for position in range(axis.small) for i in axis.window(position))
    outputs = spec.out_channels * one.geometry.output_shape[0] * one.geometry.output_shape[1]
    adds = dense if spec.transposed or spec.bias else dense - outputs
    assert definitions(app) == {
        "weights": f"{pairs * rows.kernel * columns.kernel:,}",
        "biases": f"{spec.out_channels if spec.bias else 0:,}",
        "multiplications = MACs": f"{dense:,}",
        "additions": f"{adds:,}",
        "FLOPs = 2 × MACs": f"{2 * dense:,}",
        "MACs on real cells": f"{real:,}",
    }
    return one


def test_it_opens_on_a_layer_with_every_definition() -> None:
    app = enter()
    assert_honest(app)
    assert definitions(app)["multiplications = MACs"] == "231,211,008"
    assert definitions(app)["MACs on real cells"] == "225,738,752"
    text = prose(app)
    assert "at stride 2 this layer would take 57,802,752 multiplications, 4 times fewer" in text
    assert "2,703,872 bytes at 4 bytes a number" in text
    assert "on 112 × 112 this layer has the same 73,728 weights and 924,844,032 multiplications" in text
    assert "[See how it grows in a stack](dilated)" in text
    assert "fewer parameters mean fewer operations, and so a faster layer" in text


def test_flops_are_never_bare() -> None:
    app = enter()
    for line in html(app).partition("<dl")[2].partition("</dl>")[0].split("<div"):
        assert "FLOPs" not in line or "FLOPs = 2 × MACs" in line


@pytest.mark.parametrize("name", LAYERS)
def test_a_named_layer_opens_with_one_click(name: str) -> None:
    app = choose(enter(c="6", n="6", g="3", k="2"), "preset", name)
    assert not notices(app)
    assert address(app) == LAYERS[name]
    assert_honest(app)


def test_the_named_layers_are_those_of_the_reports() -> None:
    true = {"stride 2": 118_013_952, "dilation 2": 7_225_344, "32 groups": 14_450_688, "depthwise": 1_806_336,
            "transposed": 25_690_112}  # fmt: skip
    for name, macs in true.items():
        assert definitions(enter(**LAYERS[name]))["multiplications = MACs"] == f"{macs:,}"


def test_a_transposed_layer_is_counted_over_its_input() -> None:
    app = enter(**LAYERS["transposed"])
    text = prose(app)
    assert "every one of the 784 input positions stamps the kernel once" in text
    assert "102,760,448: 4 times as many, in the limit stride² = 4" in text
    assert "**Stride** does not appear" in text
    assert "[See it in the lesson](transposed)" in text
    assert_honest(choose(app, "op", 1))


def test_groups_and_bias_are_said() -> None:
    text = prose(enter(**LAYERS["32 groups"]))
    assert "462,422,016 / 32 = 14,450,688 multiplications" in text
    app = choose(enter(), "b.switch", False)
    assert "231,211,008 − 401,408 = <strong> 230,809,600</strong>" in html(app)
    assert "exactly, multiplications + additions = 462,020,608" in html(app)


def test_the_reports_stand_beside_the_truth() -> None:
    text = html(enter()).partition('class="counters"')[2]
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert len(rows) == len(MEASURED)
    for row, measured in zip(rows, MEASURED, strict=True):
        cells = re.findall(r"<td.*?>(.*?)</td>", row)
        assert len(cells) == 3 + len(COUNTERS)
        for cell, report in zip(cells[3:], measured.reports, strict=True):
            assert ("✗" in cell) == (report.error is not None), "not by colour alone"
    assert "<td>231,211,008</td><td>225,738,752</td><td>401,408</td>" in rows[1]
    for reason in REASONS.values():
        assert reason[1:] in prose(enter())
    assert all(peer in text for peer in COUNTERS)
    assert text.count("✗") == sum(r.error is not None for m in MEASURED for r in m.reports) + len(PROFILED) - 1
    assert "✗ 6 with 4 groups, 66 with depthwise, 64 channels" in prose(enter())


@pytest.mark.parametrize(
    ("query", "sentence", "left"),
    [
        ({"g": "3"}, "64 channels in cannot be dealt out to 3 groups evenly", {"g": "2"}),
        ({"kind": "sideways"}, "the kind of layer must be one of direct or transposed", {}),
        ({"op": "1"}, "which matters only for a transposed layer; it was left out", {}),
        ({"h": "1", "k": "11", "d": "4"}, "the window would not fit", {"h": "1", "k": "11"}),
        ({"kind": "transposed", "h": "1", "k": "1", "p": "7"}, "is now 0",
         {"kind": "transposed", "h": "1", "k": "1", "p": "0"}),
        ({"kind": "transposed", "op": "3"}, "it must be smaller than the stride or the dilation",
         {"kind": "transposed"}),
        ({"k": "many"}, "the kernel size must be", {}),
        ({"c": "1e400"}, "Instead, it is 2048.", {"c": "2048"}),
    ],
)  # fmt: skip
def test_a_bad_link_gives_a_sentence_and_the_page_stands(query, sentence, left) -> None:
    app = enter(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    assert {key: value for key, value in address(app).items() if key in query} == {
        key: value for key, value in left.items() if key in query
    }
    assert_honest(app)


def test_every_typed_number_at_both_ends() -> None:
    for query in ({}, {"kind": "transposed"}):
        for place in range(len(enter(**query).number_input)):
            for end in ("min", "max"):
                app = enter(**query)
                control = app.number_input[place]
                control.set_value(int(getattr(control, end)))
                assert_honest(standing(app.run()))


def test_a_random_walk_never_falls_and_never_lies() -> None:
    chance, app = random.Random(2), enter()
    for _ in range(40):
        control = chance.choice([*app.number_input, *app.button_group, *app.selectbox])
        if hasattr(control, "options"):
            control.set_value(chance.choice(control.options))
        else:
            control.set_value(chance.randint(int(control.min), min(40, int(control.max))))
        assert_honest(standing(app.run()))
