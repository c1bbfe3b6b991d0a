"""The lesson on checkerboard artifacts: its counts, against stamps painted cell by cell."""

import base64
import re
from functools import partial
from io import BytesIO
from itertools import product

import numpy as np
import pytest
from PIL import Image

from convviz.analysis.stamp_overlap import inside
from convviz.app.lessons.checkerboard import equalities, layer_stack, overlap_2d, text, text_gallery
from convviz.app.lessons.checkerboard.cases import CASES, STACKS, UNCROPPED
from convviz.app.lessons.checkerboard.gallery import percent
from convviz.app.lessons.checkerboard.lesson import CHECKERBOARD
from convviz.app.lessons.checkerboard.model import COUNTS, KERNELS, STRIDES, CheckerboardModel, CheckerboardState
from convviz.app.lessons.checkerboard.model import ratio as text_ratio
from convviz.app.lessons.checkerboard.upsampling_methods import UpsamplingMethods
from convviz.app.markup import to_plain
from convviz.app.params.links import encode
from convviz.charts.overlap_surface import surface
from convviz.palette import ROLES
from convviz.player import Edit
from counts import examples
from prose import numbers, says
from serving import ROOT
from states import grids, played, put_right, random_states, sizes, state_of, typed
from visiting import address, html, press, visit

enter = partial(visit, ROOT / "pages" / "checkerboard.py", v="2")


def model(**values: object) -> CheckerboardModel:
    return CheckerboardModel(state_of(CheckerboardState, values))


def counts(one: CheckerboardModel) -> list[float]:
    """What the player ends in."""
    return played(one.scene("any"))


def ratio(one: CheckerboardModel) -> list[float]:
    """Most to least inside."""
    return numbers(text_ratio(one.period))


def by_hand(kernel: int, stride: int, padding: int, cells: int) -> list[int]:
    """Paint cell by cell."""
    painted = [0] * ((cells - 1) * stride + kernel)
    for source, tap in product(range(cells), range(kernel)):
        painted[source * stride + tap] += 1
    return painted[padding : len(painted) - padding]


def assert_honest(one: CheckerboardModel) -> None:
    state = one.state
    axes = [by_hand(state.kernel, state.stride, state.padding_cells, cells) for cells in state.size]
    assert list(one.overlaps) == [*map(tuple, axes)]
    if one.counts:
        assert counts(one) == (np.outer(*axes).ravel().tolist() if len(axes) == 2 else axes[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


def test_random_states_are_honest() -> None:
    for state in random_states(CheckerboardState, examples(150)):
        assert_honest(CheckerboardModel(state))


def test_it_opens_on_the_pattern() -> None:
    one = model()
    assert counts(one) == [1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1]
    output = grids(one.scene("any"))["output"]
    assert (output.title, output.display) == (COUNTS, "bars")
    assert ratio(one) == [2, 1]
    assert numbers(text.verdict(one))[:6] == [3, 2, 3, 2, 1, 2]
    assert numbers(text.formula(one).words)[-8:] == [3, 0, 2, 2, 3, 1, 2, 1]


@pytest.mark.parametrize(
    ("kernel", "stride", "said", "inside"),
    [
        (2, 1, [1, 1, 2], [1, 1]),
        (3, 1, [1, 1, 3, 3], [1, 1]),
        (2, 2, [2, 2, 2, 2], [1, 1]),
        (4, 2, [4, 2, 4, 2, 2], [1, 1]),
        (3, 2, [3, 2, 3, 2, 1, 2] + 3 * [2, 1], [2, 1]),
        (5, 2, [5, 2, 5, 3, 2, 2] + 3 * [3, 2], [3, 2]),
    ],
)
def test_the_six_cases_of_the_sources(kernel: int, stride: int, said: list[float], inside: list[float]) -> None:
    one = next(one for one in (model(**case.values) for case in CASES) if one.along[:2] == (kernel, stride))
    assert (one.along.kernel, one.along.stride) == (kernel, stride)
    assert numbers(text.verdict(one)) == said
    assert ratio(one) == inside
    assert one.along.even == (inside == [1, 1])
    assert counts(one) == by_hand(kernel, stride, 0, 8)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("stride", STRIDES)
def test_every_kernel_with_every_stride(kernel: int, stride: int) -> None:
    one = model(kernel=kernel, stride=stride, width=10)
    painted = by_hand(kernel, stride, 0, 10)
    assert counts(one) == painted
    inside = painted[kernel - 1 : 1 - kernel or None]
    assert (len(set(inside)) == 1) == one.along.even == (kernel % stride == 0)
    assert (0 in inside) == (kernel < stride)
    if not one.along.even:
        assert numbers(text.verdict(one))[-3 * stride :] == 3 * [*one.period]
    if kernel < stride:
        assert numbers(text.remarks(one)[1]) == [stride - kernel, stride]


def test_holes_are_shown_and_said() -> None:
    one = model(kernel=1, width=4)
    assert counts(one) == [1, 0, 1, 0, 1, 0, 1]
    assert grids(one.scene("any"))["output"].axes[1].unreached == (1, 3, 5)
    assert numbers(text.remarks(one)[1]) == [1, 2]
    assert ratio(one) == [1, 0]
    assert counts(model(kernel=2, stride=3, width=4)) == [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1]


@pytest.mark.parametrize(
    ("values", "fewer"),
    [
        ({"kernel": 5}, [[3]]),
        ({}, [[1]]),
        ({"padding_cells": 1}, []),  # the low end is cropped
        ({"kernel": 8, "stride": 1, "width": 2}, [[]]),  # all of it is end
    ],
)
def test_the_cells_at_the_ends_that_get_fewer_stamps_are_counted(values, fewer) -> None:
    assert [*map(numbers, text.remarks(model(**values))[1:])] == fewer


def test_padding_crops_and_shifts_the_phases() -> None:
    one = model(padding_cells=2, width=5)
    assert counts(one) == by_hand(3, 2, 2, 5) == [2, 1, 2, 1, 2, 1, 2]
    assert "r = (o + 2) mod 2" in to_plain(text.formula(one).letters)
    assert ratio(one) == ratio(model(padding_cells=2)) == [2, 1]


def test_two_dimensions_multiply() -> None:
    one = model(dimensions="2d")
    output = grids(one.scene("any"))["output"]
    assert (sizes(output), output.display) == ([1, 9, 13], "cells")
    rows, columns = by_hand(3, 2, 0, 4), by_hand(3, 2, 0, 6)
    assert counts(one) == np.outer(rows, columns).ravel().tolist()
    assert set(counts(one)) == {1, 2, 4}
    assert says(text.remarks(one), 1, 2, 4)
    assert numbers(*overlap_2d.says(one)) == [*columns, *rows, 1, 2, 4]
    assert says(text.remarks(model(dimensions="2d", kernel=4)), 4)


@pytest.mark.parametrize(("query", "kernel", "size"), [({}, 3, (4, 6)), ({"h": "3", "w": "5", "k": "5"}, 5, (3, 5))])
def test_the_map_is_the_plane_that_is_played_and_a_surface_comes_when_asked_for(query, kernel, size) -> None:
    app = enter(**query, dim="2d") if query else enter()
    drawn = re.findall(r"<span[^>]*>(\d+)</span>", html(app).split('class="heat"')[1].split("</div>")[0])
    plane = np.outer(*(by_hand(kernel, 2, 0, cells) for cells in size))
    assert list(map(int, drawn)) == plane.ravel().tolist()
    assert not app.get("plotly_chart")
    app.toggle[0].set_value(True).run()
    assert app.get("plotly_chart")
    assert address(app)["map"] == "surface"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_surface_is_as_high_as_the_counts(theme) -> None:
    plane = np.outer(by_hand(3, 2, 0, 4), by_hand(3, 2, 0, 6))
    (chart,) = surface(plane, theme).data
    heights = np.array(chart.z)
    assert np.array_equal(heights[::2, ::2], plane)
    assert np.array_equal(heights[1::2, 1::2], plane)
    rows = np.array(chart.y)
    assert (np.diff(rows) > 0).all()
    assert np.array_equal(np.rint(rows), np.arange(9).repeat(2))
    assert chart.colorscale[1][1] != ROLES["output"][theme].fill, "mixed with the page"


STACKED = {  # after each layer, then what the last one did and what the order does
    "k3 s2 · k3 s2": [[1, 2, 2, 1, 2, 1], [2, 4, 3, 2, 3, 1, 3, 1]],
    "k3 s2 · k4 s2": [[1, 2, 2, 1, 2, 1], [2, 3], [2, 1]],
    "k4 s2 · k3 s2": [[1, 2], [2, 2, 4, 2, 2, 1], [2, 1]],
    "k3 s2 · k2 s1": [[1, 2, 2, 1, 2, 1], [2, 3], [2, 2, 2]],
    "k3 s2 · k3 s1": [[1, 2, 2, 1, 2, 1], [2, 2, 5, 4, 5, 4, 1.25], [2, 1, 5, 4, 2, 3, 3], [2, 1, 5, 4]],
    "k3 s2 · k3 s2 · k4 s1": [[1, 2, 2, 1, 2, 1], [2, 4, 3, 2, 3, 1, 3, 1], [3, 9], [4, 4, 4]],
}


@pytest.mark.parametrize("case", STACKS, ids=lambda case: case.title)
def test_stacks_by_name(case) -> None:
    state = state_of(CheckerboardState, {**UNCROPPED, **case.values})
    lines = "\n".join(layer_stack.says(state)).splitlines()
    assert [*map(numbers, lines)][: len(STACKED[case.title])] == STACKED[case.title]


def test_a_stack_is_one_click_away_from_any_state() -> None:
    app = enter(k="6", p="2", l="3", p3="1")
    for case in STACKS:
        app = press(app, case.title)
        assert address(app) == encode(state_of(CheckerboardState, {**UNCROPPED, **case.values}), CASES)


def test_columns_show_the_counts_after_each_layer() -> None:
    first, second = layer_stack.levels(model(width=5).state)
    assert first.counts == (1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1)
    assert second.counts == (1, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 1, 3, 2, 3, 1, 3, 2, 3, 1, 2, 1, 1)
    assert len(layer_stack.levels(model(layers=1).state)) == 1


def test_a_layer_of_stride_1_of_an_even_size_erases_the_pattern() -> None:
    for size in KERNELS:
        state = model(kernel_2=size, stride_2=1).state
        even = len(inside(state.stack)) == 1
        assert even == (size % 2 == 0), size
        assert (len(numbers(layer_stack.says(state)[0].splitlines()[1])) == 2) == even, "one number for all cells"


def ways(**values: object) -> UpsamplingMethods:
    return UpsamplingMethods(model(**values).state)


def peaks(**values: object) -> list[float]:
    return [way.peak for way in ways(**values).all]


def test_five_ways_to_enlarge_the_picture() -> None:
    page = html(enter())
    coded = re.findall(r"data:image/png;base64,([^\"]+)", page)
    shown = [Image.open(BytesIO(base64.b64decode(one))).size for one in coded]
    assert shown == [(64, 64), (64, 64), (60, 60)] * 5
    assert page.count('class="ring"') == 5 * 8
    assert numbers(*text_gallery.introduction(ways()))[2:6] == [32, 32, 64, 64]
    stamped, nearest, bilinear, plain, icnr = peaks()
    assert stamped > 0.3
    assert plain > 0.1
    assert max(nearest, bilinear, icnr) < 0.01
    assert percent(stamped) == f"{100 * stamped:.0f} %"
    assert f"<b>{percent(stamped)}</b>" in page


@pytest.mark.parametrize("weights", ["random", "ones", "smooth"])
@pytest.mark.parametrize("kernel", [2, 3, 4, 5])
def test_flat_grey_stays_flat_where_it_is_resized_first(weights: str, kernel: int) -> None:
    made = ways(picture="flat", weights=weights, kernel=kernel).all
    for way in (*made[1:3], made[4]):
        assert way.peak == pytest.approx(0, abs=1e-12)
        assert np.ptp(way.image) == pytest.approx(0, abs=1e-9)
        assert way.image.mean() == pytest.approx(128)


def test_equal_weights_leave_the_overlap_alone() -> None:
    assert peaks(picture="flat", weights="ones")[0] == pytest.approx(1 / 3), "2 to 1: (2 - 1) / (2 + 1)"
    assert peaks(picture="flat", weights="ones", kernel=4)[0] == pytest.approx(0, abs=1e-12)
    assert peaks(picture="flat", weights="ones", kernel=5)[0] == pytest.approx(1 / 5), "3 to 2"


def test_smooth_weights_can_make_up_for_uneven_overlap() -> None:
    assert peaks(picture="flat", weights="smooth")[0] == pytest.approx(0, abs=1e-12)


def test_even_overlap_is_not_enough() -> None:
    assert peaks(picture="flat", kernel=4)[0] > 0.05
    stamped, slid = equalities.on_ones(ways(kernel=4))
    assert (len(stamped), len(slid)) == (4, 1)
    assert numbers(*text_gallery.warning(ways(kernel=4))) == [4, 2, 4, *stamped, 3, 3, *slid]


def test_at_stride_1_nothing_is_enlarged() -> None:
    assert numbers(*text_gallery.introduction(ways(stride=1))) == [1]
    assert peaks(stride=1) == [0] * 5


def test_kernels_smaller_than_the_stride_leave_black_pixels() -> None:
    image = ways(kernel=2, stride=3, picture="flat").all[0].image
    assert (image[2::3] == 0).all()
    assert image.shape == (96, 96)
    assert len(text_gallery.findings(ways(kernel=2, stride=3))) == len(text_gallery.findings(ways())) + 1


@pytest.mark.parametrize("stride", STRIDES)
def test_both_equalities_are_worked_out(stride: int) -> None:
    assert equalities.resizing(stride).equal
    assert equalities.shuffling(stride).equal
    for said in (text_gallery.tied(stride), text_gallery.dealt(stride)):
        assert says(said, 4 * stride)


def test_the_equalities_of_the_article() -> None:
    tied, dealt = numbers(*text_gallery.tied(2)), numbers(*text_gallery.dealt(2))
    assert tied[4:7] == [1, 2, 4]
    same = equalities.resizing(2)
    assert (same.kernel.tolist(), same.crop) == ([4, 6, 3, 1], 1)
    assert [4, 6, 3, 1, 2, 1] in [tied[place : place + 6] for place in range(len(tied))]
    same = equalities.shuffling(2)
    assert (same.kernel.tolist(), same.crop) == ([3, 30, 2, 20, 1, 10], 2)
    assert [3, 30, 2, 20, 1, 10, 2, 2] in [dealt[place : place + 8] for place in range(len(dealt))]
    assert numbers(*text_gallery.edge())[-4:] == [4, 6, 9, 9], "corner, edge, inside; mirrored"


def test_a_difference_would_be_said() -> None:
    same = equalities.resizing(2)
    assert not equalities.Equality(same.kernel, same.crop, same.other, same.stamped + 1).equal


def test_the_gradient_of_a_strided_convolution() -> None:
    arrived = [1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1]
    assert numbers(*text_gallery.gradient(model())) == [3, 2, 13, 1, 1, *arrived, 2, 1]
    arrived = by_hand(4, 2, 0, 6)
    assert numbers(*text_gallery.gradient(model(kernel=4))) == [4, 2, 14, 1, 1, *arrived]


@pytest.mark.parametrize(
    ("values", "sums"),
    [
        ({"taps_edits": "1~2"}, [2, 2]),
        ({"taps_edits": "0~5"}, [6, 1]),
        ({"dimensions": "2d", "weight_edits": "0.2~2"}, [5, 2, 2, 1]),
    ],
)
def test_weights_of_ones_own_make_sums_of_counts(values, sums) -> None:
    one = model(**values)
    assert list(one.by_phase) == sums
    assert any(numbers(said) == sums for said in text.remarks(one))
    assert grids(one.scene("any"))["output"].title != COUNTS
    if set(sums) == {2}:
        assert set(counts(one)[1:-1]) == {2}


@pytest.mark.parametrize(
    ("grid", "values", "cell", "param", "changes"),
    [
        ("input", {}, 3, "signal_edits", "3~9"),
        ("kernel", {}, 1, "taps_edits", "1~9"),
        ("input", {"dimensions": "2d"}, 7, "input_edits", "1.1~9"),
        ("kernel", {"dimensions": "2d"}, 5, "weight_edits", "1.2~9"),
    ],
)
def test_a_number_typed_into_the_picture(grid, values, cell, param, changes) -> None:
    assert typed(model(**values).edit, grid, cell) == (param, changes)
    assert model(**values).edit(Edit("output", ((cell, 9.0),))) is None


def test_two_kernel_sizes_are_even_at_stride_3() -> None:
    assert [kernel for kernel in KERNELS if len(model(kernel=kernel, stride=3).period) == 1] == [3, 6]


def test_the_prediction_is_the_count_of_the_model() -> None:
    one = model(**CHECKERBOARD.quiz.values)
    assert max(counts(one)) == CHECKERBOARD.quiz.answer == 3
    assert counts(one)[4:-4] == [3, 2, 3, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"k": "9"}, [9, 1, 8, 8], {"k": "8"}),
        ({"s": "0"}, [0, 1, 4, 1], {"s": "1"}),
        ({"p": "5"}, [5, 2], {"p": "2"}),
        ({"p": "2", "k": "2"}, [2, 1], {"k": "2", "p": "1"}),
        ({"k": "2", "p": "1", "w": "1"}, [1, 0], {"k": "2", "w": "1"}),
        ({"h": "3"}, [3], {}),
        ({"k3": "2"}, [2, 3], {}),
        ({"ker": "ones", "kseed": "3"}, [3], {"ker": "ones"}),
        ({"p2": "4"}, [2, 4, 2], {"p2": "2"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(CheckerboardState, "checkerboard", query) == (said, left)


def test_the_code_is_of_this_state() -> None:
    torch, *others = model(kernel=4).code()
    assert "y = F.conv_transpose1d(x, w, stride=2)" in torch.code
    assert len(others) == 3
    assert "conv_transpose2d" in model(dimensions="2d").code()[0].code
