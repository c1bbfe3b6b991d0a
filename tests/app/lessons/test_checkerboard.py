"""The lesson on checkerboard artifacts: what it shows, counts and claims, and what each control does to it."""

import base64
import re
from functools import partial
from io import BytesIO
from itertools import product

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.checkerboard import equalities, layer_stack, text
from convviz.app.lessons.checkerboard.cases import CASES, IDEAS, STACKS
from convviz.app.lessons.checkerboard.model import KERNELS, STRIDES, CheckerboardModel, CheckerboardState
from convviz.app.lessons.checkerboard.upsampling_methods import UpsamplingMethods
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.charts.overlap_surface import surface
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.palette import ROLES
from convviz.player import Edit
from convviz.scene import Decoder
from serving import ROOT
from visiting import address, choosing, grid, html, notices, press, prose, scene, unfolded, visit

LESSON = ROOT / "pages" / "checkerboard.py"

enter = partial(visit, LESSON, v="2")
choose = choosing("checkerboard")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def state_of(**query: str) -> CheckerboardState:
    state, faults = decode(CheckerboardState, "checkerboard", linked(**query))
    assert not faults
    return state


def model_of(**query: str) -> CheckerboardModel:
    return CheckerboardModel(state_of(**query))


def formulas(app: AppTest) -> str:
    """Everything the page says, with one space where TeX has several."""
    return re.sub(r" +", " ", prose(app))


def counts(app: AppTest) -> list[float]:
    """What the player ends in, worked out from what it was sent."""
    return list(Decoder(model_of(**address(app)).scene("any")).values["output"])


def ratio(app: AppTest) -> str:
    return scene(app)["figures"][0]["value"]


def by_hand(kernel: int, stride: int, padding: int, cells: int) -> list[int]:
    """Paint cell by cell."""
    painted = [0] * ((cells - 1) * stride + kernel)
    for source, tap in product(range(cells), range(kernel)):
        painted[source * stride + tap] += 1
    return painted[padding : len(painted) - padding]


def test_it_opens_on_the_pattern() -> None:
    app = enter()
    assert " ".join(f"{count:g}" for count in counts(app)) == "1 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 1"
    output = grid(app, "output")
    assert (output["title"], output["display"]) == ("times painted", "bars")
    assert ratio(app) == "2 : 1"
    text = prose(app)
    assert "**3 is not divisible by 2: uneven.** Of the :orange[3 taps], 2 and 1 land on the 2 phases" in text
    assert r"\frac{3 - 0}{2} \right\rceil = 2$" in formulas(app)
    assert r"\frac{3 - 1}{2} \right\rceil = 1$" in formulas(app)


@pytest.mark.parametrize(
    ("kernel", "stride", "verdict", "inside"),
    [
        (2, 1, "**Stride 1: even.**", "1 : 1"),
        (3, 1, "**Stride 1: even.**", "1 : 1"),
        (2, 2, "**2 is divisible by 2: even, without overlap.**", "1 : 1"),
        (4, 2, "**4 is divisible by 2: even inside.**", "1 : 1"),
        (3, 2, "**3 is not divisible by 2: uneven.**", "2 : 1"),
        (5, 2, "**5 is not divisible by 2: uneven.**", "3 : 2"),
    ],
)
def test_the_six_cases_of_the_sources(kernel: int, stride: int, verdict: str, inside: str) -> None:
    app = choose(enter(k="7", s="3"), "preset", f"k{kernel} s{stride}")
    assert verdict in prose(app)
    assert ratio(app) == inside
    assert counts(app) == by_hand(kernel, stride, 0, 8)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("stride", STRIDES)
def test_every_kernel_with_every_stride(kernel: int, stride: int) -> None:
    model = model_of(k=str(kernel), s=str(stride), w="10")
    painted = by_hand(kernel, stride, 0, 10)
    assert list(Decoder(model.scene("any")).values["output"]) == painted
    inside = painted[kernel - 1 : 1 - kernel or None]
    said = " ".join(text.remarks(model))
    uneven = len(set(inside)) > 1
    assert ("uneven.**" in said) == uneven == (kernel % stride != 0)
    assert (
        bool(re.search(r"(divisible by \d: even inside|: even, without overlap|Stride 1: even)\.\*\*", said)) != uneven
    )
    assert ("**Holes.**" in said) == (0 in inside) == (kernel < stride)


def test_holes_are_shown_and_said() -> None:
    app = enter(k="1", w="4")
    assert counts(app) == [1, 0, 1, 0, 1, 0, 1]
    assert grid(app, "output")["axes"][1]["unreached"] == [1, 3, 5]
    assert "1 cell of every 2 is never painted, whatever the weights" in prose(app)
    assert ratio(app) == "1 : 0"
    assert counts(enter(k="2", s="3", w="4")) == [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1]


def test_the_ends() -> None:
    assert "At each end 3 cells get fewer stamps" in prose(enter(k="5"))
    assert "At each end 1 cell gets fewer stamps" in prose(enter())
    assert "At each end" not in prose(enter(p="1")), "the low end is cropped"
    assert "**All of it is end.**" in prose(enter(k="8", s="1", w="2"))


def test_padding_crops_and_shifts_the_phases() -> None:
    app = enter(p="2", w="5")
    assert counts(app) == by_hand(3, 2, 2, 5) == [2, 1, 2, 1, 2, 1, 2]
    assert r"r = (o + 2) \bmod 2" in prose(app)
    assert ratio(app) == "2 : 1"


def test_two_dimensions_multiply() -> None:
    app = enter(dim="2d")
    output = grid(app, "output")
    assert [axis["size"] for axis in output["axes"]] == [1, 9, 13]
    assert output.get("display", "cells") == "cells"
    rows, columns = by_hand(3, 2, 0, 4), by_hand(3, 2, 0, 6)
    assert counts(app) == np.outer(rows, columns).ravel().tolist()
    assert set(counts(app)) == {1, 2, 4}
    text = prose(app)
    assert "**In two dimensions the counts of row and column multiply:** 1, 2 and 4 inside." in text
    assert "`1 1 2 1 2 1 2 1 2 1 2 1 1`, along the rows `1 1 2 1 2 1 2 1 1`" in text
    assert "inside, 4 times for each cell" in prose(enter(dim="2d", k="4"))


def test_the_map_is_the_plane_that_is_played() -> None:
    for query in ({}, {"dim": "2d", "h": "3", "w": "5", "k": "5"}):
        app = enter(**query)
        shown = re.findall(r"<span[^>]*>(\d+)</span>", html(app).split('class="heat"')[1].split("</div>")[0])
        rows, columns = (3, 5) if query else (4, 6)
        kernel = 5 if query else 3
        expected = np.outer(by_hand(kernel, 2, 0, rows), by_hand(kernel, 2, 0, columns))
        assert list(map(int, shown)) == expected.ravel().tolist()


def test_the_surface_comes_when_asked_for() -> None:
    app = enter()
    assert not app.get("plotly_chart")
    app.toggle[0].set_value(True).run()
    assert app.get("plotly_chart")
    assert address(app) == linked(map="surface")


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


STACKED = {
    "k3 s2 · k3 s2": [
        "period **2**, `2 1`; most to least **2 : 1**",
        "period **4**, `3 2 3 1`; most to least **3 : 1**",
    ],
    "k3 s2 · k4 s2": ["**2 : 1**", "**even**, every cell inside has 3", "other way round end 2 : 1, these even"],
    "k4 s2 · k3 s2": ["**even**, every cell inside has 2", "period **2**, `4 2`", "end even, these 2 : 1"],
    "k3 s2 · k2 s1": ["**even**, every cell inside has 3", "**The last layer erases the pattern.**"],
    "k3 s2 · k3 s1": [
        "period **2**, `5 4`; most to least **5 : 4** = 1.25",
        "dampens the pattern**, from 2 : 1 to 5 : 4",
    ],
    "k3 s2 · k3 s2 · k4 s1": ["After layer 3: **even**, every cell inside has 9", "erases the pattern"],
}


@pytest.mark.parametrize("case", STACKS, ids=lambda case: case.title)
def test_stacks_by_name(case: Case) -> None:
    app = press(enter(k="6", p="2", l="3", p3="1"), case.title)
    assert not notices(app)
    for said in STACKED[case.title]:
        assert said in prose(app), said


def test_columns_show_the_counts_after_each_layer() -> None:
    shown = html(enter(w="5"))
    assert "Counts: 1 1 2 1 2 1 2 1 2 1 1" in shown
    assert "Counts: 1 1 2 1 3 2 3 1 3 2 3 1 3 2 3 1 3 2 3 1 2 1 1" in shown
    assert html(enter(l="1")).count('class="columns"') == 1


def test_a_layer_of_stride_1_of_size_2_or_4_erases_the_pattern() -> None:
    for size in KERNELS:
        text = " ".join(layer_stack.says(state_of(k2=str(size), s2="1")))
        assert ("erases the pattern" in text) == (size % 2 == 0), size


def images(app: AppTest) -> list[np.ndarray]:
    coded = re.findall(r"data:image/png;base64,([^\"]+)", html(app))
    return [np.asarray(Image.open(BytesIO(base64.b64decode(one)))) for one in coded]


def peaks(**query: str) -> list[float]:
    return [way.peak for way in UpsamplingMethods(state_of(**query)).all]


def test_five_ways_to_enlarge_the_picture() -> None:
    app = enter()
    shown = images(app)
    assert [image.shape for image in shown] == [(64, 64), (64, 64), (60, 60)] * 5
    assert html(app).count('class="ring"') == 5 * 8
    assert "makes 32 × 32 pixels into 64 × 64" in prose(app)
    stamped, nearest, bilinear, plain, icnr = peaks()
    assert stamped > 0.3
    assert plain > 0.1
    assert max(nearest, bilinear, icnr) < 0.01
    assert f"<b>{100 * stamped:.0f} %</b> peak" in html(app)


@pytest.mark.parametrize("weights", ["random", "ones", "smooth"])
@pytest.mark.parametrize("size", ["2", "3", "4", "5"])
def test_flat_grey_stays_flat_where_it_is_resized_first(weights: str, size: str) -> None:
    ways = UpsamplingMethods(state_of(pic="flat", ker=weights, k=size)).all
    for way in (*ways[1:3], ways[4]):
        assert way.peak == pytest.approx(0, abs=1e-12)
        assert np.ptp(way.image) == pytest.approx(0, abs=1e-9)
        assert way.image.mean() == pytest.approx(128)


def test_equal_weights_leave_the_overlap_alone() -> None:
    assert peaks(pic="flat", ker="ones")[0] == pytest.approx(1 / 3), "2 to 1: (2 - 1) / (2 + 1)"
    assert peaks(pic="flat", ker="ones", k="4")[0] == pytest.approx(0, abs=1e-12)
    assert peaks(pic="flat", ker="ones", k="5")[0] == pytest.approx(1 / 5), "3 to 2"


def test_smooth_weights_can_make_up_for_uneven_overlap() -> None:
    assert peaks(pic="flat", ker="smooth")[0] == pytest.approx(0, abs=1e-12)
    assert "Smooth weights happen to make up" in prose(enter(ker="smooth", pic="flat"))


def test_even_overlap_is_not_enough() -> None:
    assert peaks(pic="flat", k="4")[0] > 0.05
    text = prose(enter(k="4"))
    assert "The overlap is even, the weights are not." in text
    assert re.search(r"Here the overlap is even; .* kernel 4 and stride 2 give 4 values inside: \d+", text)
    assert re.search(r"a 3 × 3 kernel gives one value: \d+", text)


def test_at_stride_1_nothing_is_enlarged() -> None:
    assert "**At stride 1 nothing is enlarged**" in prose(enter(s="1"))
    assert peaks(s="1") == [0] * 5


def test_kernels_smaller_than_the_stride_leave_black_pixels() -> None:
    assert "black pixels that no stamp reaches" in prose(enter(k="2", s="3"))
    image = UpsamplingMethods(state_of(k="2", s="3", pic="flat")).all[0].image
    assert (image[2::3] == 0).all()
    assert image.shape == (96, 96)


@pytest.mark.parametrize("stride", STRIDES)
def test_both_equalities_are_worked_out(stride: int) -> None:
    assert equalities.resizing(stride).equal
    assert equalities.shuffling(stride).equal
    assert prose(enter(s=str(stride))).count(f"**All {4 * stride} numbers agree.**") == 2


def test_the_equalities_of_the_article() -> None:
    text = prose(enter())
    assert r"slide :orange[\[1 2 4\]]" in text
    assert r"Stamp :orange[\[4 6 3 1\]] with stride 2 and crop 1" in text
    assert r"stamp :orange[\[3 30 2 20 1 10\]] with stride 2 and crop 2" in text
    assert "the corner is 4, the edge 6, the inside 9. Mirrored, every number is 9." in text


def test_a_difference_would_be_said() -> None:
    same = equalities.resizing(2)
    assert not equalities.Equality(same.kernel, same.crop, same.other, same.stamped + 1).equal


def test_the_gradient_of_a_strided_convolution() -> None:
    text = prose(enter())
    assert "on 13 inputs" in text
    assert "The gradient at the inputs is `1 1 2 1 2 1 2 1 2 1 2 1 1`: 2 1, again and again, inside." in text
    assert "all alike inside" in prose(enter(k="4"))


def test_weights_of_ones_own_make_sums_of_counts() -> None:
    app = press(enter(), "Weights 1 2 1")
    assert set(counts(app)[1:-1]) == {2}
    assert grid(app, "output")["title"] == "output"
    assert "The weights of each phase add up to 2 2. The same for all" in prose(app)
    assert "add up to 6 1. They differ" in prose(enter(ks="0~5"))
    assert "add up to 5 2 2 1. They differ" in prose(enter(dim="2d", ke="0.2~2"))
    assert address(press(app, "Undo the changed numbers")) == {}


@pytest.mark.parametrize(
    ("name", "query", "cell", "key", "text"),
    [
        ("input", {}, 3, "xs", "3~9"),
        ("kernel", {}, 1, "ks", "1~9"),
        ("input", {"dim": "2d"}, 7, "xe", "1.1~9"),
        ("kernel", {"dim": "2d"}, 5, "ke", "1.2~9"),
    ],
)
def test_a_number_typed_into_the_picture(name, query, cell, key, text) -> None:
    change = model_of(**query).edit(Edit(name, ((cell, 9.0),)))
    assert isinstance(change, CellEdit)
    assert CheckerboardState.param(change.param).key == key
    assert merged("", change.named, change.cells) == text
    assert model_of(**query).edit(Edit("output", ((cell, 9.0),))) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(enter(w="3", p="1", k="6"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(CheckerboardState, case.values)[0])
    assert app.button_group(key="checkerboard.preset").value == case.title


@pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea.title)
def test_each_idea_opens_what_it_promises(idea: Idea) -> None:
    app = press(enter(), idea.title)
    assert not notices(app)
    assert address(app) == encode(settle(CheckerboardState, idea.values)[0])
    assert ratio(enter(p="2")) == "2 : 1"


def test_two_kernel_sizes_are_even_at_stride_3() -> None:
    models = {k: model_of(k=str(k), s="3") for k in KERNELS}
    assert [k for k, model in models.items() if len(model.period) == 1] == [3, 6]


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = enter()
    assert not app.success
    assert "Yes, 3" in choose(app, "guess", 3).success[0].value
    app = press(choose(app, "guess", 2), "Show me")
    assert max(counts(app)) == 3
    assert counts(app)[4:-4] == [3, 2, 3, 2, 3, 2, 3]


@pytest.mark.parametrize("query", [{}, {"dim": "2d"}, {"l": "3", "k": "8", "k2": "8", "k3": "8"}])
def test_every_control_at_both_ends(query: dict[str, str]) -> None:
    for control in enter(**query).button_group:
        for end in (control.options[0], control.options[-1]) if control.key != "checkerboard.preset" else ():
            choose(enter(**query), control.key.removeprefix("checkerboard."), _value(end))
    for control in enter(**query).number_input:
        key = control.key.removeprefix("checkerboard.")
        for end in () if key == "guess" else (control.min, control.max):
            name = next(param.name for param in CheckerboardState.params if param.key == key)
            assert getattr(state_of(**address(choose(enter(**query), key, int(end)))), name) == end


def _value(option) -> object:
    """What a button stands for; AppTest tells its words."""
    words = {"1-D": "1d", "2-D": "2d", "flat grey": "flat", "all alike": "ones"}
    text = getattr(option, "content", option)
    return int(text) if str(text).isdigit() else words.get(text, text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"k": "9"}, "`k=9`"),
        ({"s": "0"}, "`s=0`"),
        ({"p": "5"}, "the padding is less than the kernel size"),
        ({"k": "2", "p": "1", "w": "1"}, "nothing would be left of the output"),
        ({"h": "3"}, "in two dimensions"),
        ({"k3": "2"}, "with 3 layers"),
        ({"ker": "ones", "kseed": "3"}, "with `ker=random`"),
        ({"ks": "5~9"}, "outside"),
        ({"xe": "0.0~4"}, "in two dimensions"),
        ({"dim": "3d"}, "`dim=3d`"),
        ({"pic": "dog"}, "`pic=dog`"),
        ({"w": "1e400"}, "`w=1e400`"),
        ({"p2": "4"}, "the padding is less than the kernel size"),
    ],
)
def test_a_bad_link_is_explained(query: dict[str, str], said: str) -> None:
    app = enter(**query)
    assert any(said in notice for notice in notices(app)), notices(app)
    assert not notices(visit(LESSON, **address(app)))


def test_padding_gives_way_to_a_smaller_kernel() -> None:
    app = choose(enter(p="2"), "k", 2)
    assert address(app) == linked(k="2", p="1")
    assert "padding" in notices(app)[0]


def test_the_code_is_of_this_state() -> None:
    tabs = unfolded(enter(k="4")).code
    assert len(tabs) == 4
    assert "y = F.conv_transpose1d(x, w, stride=2)" in tabs[0].value
    assert "conv_transpose2d" in unfolded(enter(dim="2d")).code[0].value


@pytest.mark.parametrize("query", [{}, {"dim": "2d"}, {"k": "2", "s": "3"}, {"w": "10", "s": "4", "k": "8"}])
def test_the_scene_leaves_the_app(query: dict[str, str]) -> None:
    shown = model_of(**query).scene("Checkerboard artifacts")
    assert png(shown, 1, dpi=72).startswith(b"\x89PNG")
    assert gif(shown).startswith(b"GIF8")
    assert "bars.mjs" in page(shown)
