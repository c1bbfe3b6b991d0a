"""The lesson on convolution and cross-correlation: what it shows, against NumPy's functions and plain loops."""

import contextlib
import io
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import oracle
import visiting
from convviz.app.lessons.correlation.lesson import CORRELATION
from convviz.app.lessons.correlation.model import INPUT_NAMES, PADDINGS, CorrelationModel, CorrelationState
from convviz.app.lessons.correlation.text import LIBRARIES
from convviz.app.markup import as_input, as_kernel, to_streamlit
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.images_and_kernels import KERNELS
from convviz.samples.signals import FILTERS, SIGNALS
from convviz.scene import Decoder
from serving import ROOT
from visiting import address, choosing, grid, notices, press, prose, scene, unfolded

PAGE = ROOT / "pages" / "correlation.py"


def visit(**query: str) -> AppTest:
    return visiting.visit(PAGE, **{"v": "2", **query})


choose = choosing("correlation")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def model_of(**query: str) -> CorrelationModel:
    state, told = decode(CorrelationState, "correlation", linked(**query))
    assert not told
    return CorrelationModel(state)


def figure(app: AppTest, label: str) -> dict[str, str]:
    return next(figure for figure in scene(app)["figures"] if figure["label"].startswith(label))


def pair(app: AppTest) -> CorrelationModel:
    """What the address stands for."""
    return model_of(**address(app))


def outputs(app: AppTest) -> tuple[list[float], list[float]]:
    """The outputs on show: by cross-correlation, by convolution."""
    shown = pair(app).scene(scene(app)["title"])
    values = Decoder(shown).values
    return list(values["0.output"]), list(values["1.output"])


def by_loops(app: AppTest) -> list[list[float]]:
    """Both outputs by plain loops, from the numbers the player was given."""
    shown, weights = grid(app, "0.input"), grid(app, "0.kernel")
    plane = len(shown["axes"]) > 2
    x, w = nested(shown["values"], shown["axes"][1:]), nested(weights["values"], weights["axes"][2:])
    spans = [size - 1 for size in oracle.shape(w)]
    pad = address(app).get("pad", "none" if plane else "full")
    pads = {
        "full": [(span, span) for span in spans],
        "same": [(span // 2, span - span // 2) for span in spans],
        "none": [(0, 0) for _ in spans],
    }[pad]
    ones = (1,) * len(spans)
    scale = weights.get("scale", [1, 1])
    both = [oracle.direct([[x]], [[w]], stride=ones, pads=pads, dilation=ones, flip=flip)[0] for flip in (False, True)]
    return [[number * scale[0] / scale[1] for number in np.ravel(y).tolist()] for y in both]


def nested(values: list[float], axes: list[dict[str, Any]]) -> list[Any]:
    return np.reshape(values, [axis["held"] for axis in axes]).tolist()


def test_it_opens_on_an_asymmetric_kernel_in_one_dimension() -> None:
    app = visit()
    for track in "01":
        assert grid(app, f"{track}.input")["values"] == [1, 4, 0, 0, 3]
        assert grid(app, f"{track}.kernel")["values"] == [1, 2, 3]
    correlated, convolved = outputs(app)
    assert correlated == np.correlate([1, 4, 0, 0, 3], [1, 2, 3], mode="full").tolist() == [3, 14, 9, 4, 9, 6, 3]
    assert convolved == np.convolve([1, 4, 0, 0, 3], [1, 2, 3]).tolist() == [1, 6, 11, 12, 3, 6, 9]


def test_the_guides_example_in_two_dimensions() -> None:
    app = visit(dim="2d")
    correlated, convolved = outputs(app)
    assert correlated == [12, 12, 17, 10, 17, 19, 9, 6, 14]
    assert convolved == by_loops(app)[1] == [18, 20, 19, 10, 9, 17, 11, 8, 14]


def test_the_counters_count() -> None:
    app = visit()
    assert figure(app, "weights")["value"] == "3"
    assert figure(app, "multiplications")["value"] == "21"
    assert figure(app, "multiplications")["note"] == "in each of the two, of these, 6 multiply padding"
    assert figure(app, "FLOPs")["value"] == "42"
    assert figure(app, "output") == {"value": "7", "label": "output", "note": "from 5"}
    assert figure(app, "outputs differ")["value"] == "6 of 7"
    assert Decoder(pair(app).scene("")).multiplications(0) == Decoder(pair(app).scene("")).multiplications(1) == 21


def test_the_formulas_have_this_states_numbers() -> None:
    text = prose(visit(klen="2", pad="same"))
    for read in ("$x[r + a]$", "$x[r − a + 1]$"):
        assert to_streamlit(f"$= sum(a = 0; 1)$ {as_kernel('$w[a]$')} $·$ {as_input(read)}") in text
    assert ":blue[$x[r + a - 2]$]" in prose(visit())
    assert ":blue[$x[r - a]$]" in prose(visit())
    assert r":blue[$x[r - a + 2,\, c - b + 2]$]" in prose(visit(dim="2d"))
    assert r"\frac{1}{4}\sum" in prose(visit(fil="echo"))


@pytest.mark.parametrize(
    "query", [{}, {"klen": "4", "pad": "same"}, {"dim": "2d"}, {"dim": "2d", "k": "4", "pad": "full"}]
)
def test_the_formulas_mean_what_is_computed(query) -> None:
    """Each output from the places that the formula of convolution names, zero outside."""
    now = pair(visit(**query))
    x, w = now.x, now.kernel.weights
    lows = [low for low, _ in now.geometry.padding]
    for place, written in np.ndenumerate(now.convolution.output[0]):
        total = 0
        for tap, weight in np.ndenumerate(w):
            at = tuple(p - a + size - 1 - low for p, a, size, low in zip(place, tap, w.shape, lows, strict=True))
            inside = all(0 <= i < size for i, size in zip(at, x.shape, strict=True))
            total += x[at] * weight if inside else 0
        assert total == written


def test_the_first_weight_that_is_not_at_its_mirrored_place_is_named() -> None:
    text = prose(visit())
    assert ":orange[w[0] = 1], but at its mirrored place stands :orange[w[2] = 3]" in text
    assert "6 of 7 numbers of the :green[**output**] differ; the first is y[0]: :green[3] by cross-correlation" in text
    text = prose(visit(dim="2d", ker="laplacian", ke="0.1~5"))
    assert ":orange[w[0, 1] = 5], but at its mirrored place stands :orange[w[2, 1] = 1]" in text


OWN_FLIP = [{"fil": "average"}, {"klen": "1"}, {"dim": "2d", "ker": "gaussian"}, {"dim": "2d", "ker": "laplacian"}]


@pytest.mark.parametrize("query", OWN_FLIP)
def test_a_kernel_that_is_its_own_flip_makes_the_two_agree(query) -> None:
    app = visit(**query)
    assert "**Here the two agree:**" in prose(app)
    assert figure(app, "outputs differ")["value"].startswith("0 of")
    correlated, convolved = outputs(app)
    assert correlated == pytest.approx(convolved)


def test_a_turned_sobel_is_its_own_negative() -> None:
    app = visit(dim="2d", ker="sobel_x")
    assert "each of the 9 numbers of one :green[**output**] is minus that of the other" in prose(app)
    correlated, convolved = outputs(app)
    assert correlated == [-number for number in convolved]


def test_an_input_that_does_not_show_the_difference_is_said_to() -> None:
    app = visit(xs="0~0_1~0_4~0")
    assert "does not show it: all 7 numbers" in prose(app)
    assert "least squares" not in prose(app), "nothing can be learned from zeros"


def test_learning_finds_the_kernel_turned_round() -> None:
    assert "What is found is :orange[**3, 2, 1**]" in prose(visit())
    assert "What is found is :orange[**2, 1, 0 / 0, 2, 2 / 2, 1, 0**]" in prose(visit(dim="2d"))
    assert "gives the 49 numbers" in prose(visit(dim="2d"))


def test_the_laws_are_shown_with_numbers() -> None:
    text = prose(visit())
    assert "convolution writes :green[1, 2, 3], the" in text
    assert "cross-correlation :green[3, 2, 1], the" in text
    assert "both are :green[1, 6, 11, 12, 3, 6, 9] (7 of 7 numbers agree)" in text
    assert np.correlate([1, 2, 3], [1, 4, 0, 0, 3], mode="full").tolist() == [3, 6, 9, 4, 9, 14, 3]
    swapped = "*x* ⋆ *w* is :green[3, 14, 9, 4, 9, 6, 3], *w* ⋆ *x* is :green[3, 6, 9, 4, 9, 14, 3]"
    assert f"{swapped} (read backwards, 7 of 7 agree)" in text
    mixed = 2 * np.array([1, 4, 0, 0, 3]) + 3 * np.array([0, 0, 1, 1, 1])
    assert f"7 of 7 numbers agree: :green[{', '.join(map(str, np.convolve(mixed, [1, 2, 3])))}]" in text
    assert "49 of 49 numbers agree. For cross-correlation 3 of 49 do" in prose(visit(dim="2d"))


@pytest.mark.parametrize("case", CORRELATION.cases, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(visit(len="9", fil="random", pad="same"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(CorrelationState, case.values)[0])
    assert scene(app)["title"].endswith(case.title)
    assert [list(y) for y in outputs(app)] == [pytest.approx(y) for y in by_loops(app)]


def test_a_case_and_its_note_say_the_same() -> None:
    pills = visit().button_group(key="correlation.preset")
    assert pills.options == [case.title for case in CORRELATION.cases]


@pytest.mark.parametrize(("key", "names"), [("sig", SIGNALS), ("fil", FILTERS), ("pad", PADDINGS)])
def test_every_choice_in_one_dimension(key, names) -> None:
    for name in names:
        app = choose(visit(), key, name)
        assert not notices(app)
        assert [list(y) for y in outputs(app)] == [pytest.approx(y) for y in by_loops(app)]


@pytest.mark.parametrize(("key", "names"), [("in", INPUT_NAMES), ("ker", KERNELS), ("pad", PADDINGS)])
def test_every_choice_in_two_dimensions(key, names) -> None:
    for name in names:
        app = choose(visit(dim="2d", h="6", w="5"), key, name)
        assert not notices(app)
        assert [list(y) for y in outputs(app)] == [pytest.approx(y) for y in by_loops(app)]


SIZES = [({}, "klen"), ({"dim": "2d"}, "k"), ({"dim": "2d", "axes": "independent"}, "kw")]


@pytest.mark.parametrize(("query", "key"), SIZES)
def test_every_kernel_size(query, key) -> None:
    for option in visit(**query).button_group(key=f"correlation.{key}").options:
        app = choose(visit(**query), key, int(option))
        assert not notices(app)
        assert [list(y) for y in outputs(app)] == [pytest.approx(y) for y in by_loops(app)]


@pytest.mark.parametrize("query", [{"sig": "random", "fil": "random"}, {"dim": "2d", "in": "random", "ker": "random"}])
def test_every_number_at_both_ends(query) -> None:
    for control in visit(**query).number_input:
        key = control.key.removeprefix("correlation.")
        for end in () if key == "guess" else (control.min, control.max):
            state = pair(choose(visit(**query), key, int(end))).state
            assert next(state.values[param.name] for param in state.params if param.key == key) == end


def test_the_padding_follows_the_dimension_until_it_is_chosen() -> None:
    assert address(choose(visit(), "dim", "2d")) == linked(dim="2d")
    assert address(choose(visit(pad="same"), "dim", "2d")) == linked(dim="2d", pad="same")


def test_a_kernel_longer_than_the_signal_needs_padding() -> None:
    app = visit(len="4", klen="6")
    assert not notices(app)
    app = choose(app, "pad", "none")
    assert notices(app) == ["With the length of the kernel at 6, the window would not fit into the input. It is now 4."]


@pytest.mark.parametrize("dimension", ["1d", "2d"])
@pytest.mark.parametrize("operation", ["convolution", "correlation"])
def test_code_gives_the_numbers_on_show(operation, dimension) -> None:
    for query in (
        {},
        {"pad": "same", "klen": "4"},
        {"pad": "none", "fil": "echo"},
        {"pad": "same", "len": "4", "klen": "5"},
    ):
        if dimension == "2d":
            query = {key: value for key, value in query.items() if key == "pad"}
        app = unfolded(visit(code=operation, dim=dimension, **query))
        expected = outputs(app)[operation == "convolution"]
        titles = [tab.label for tab in app.tabs]
        runnable = [
            code.value for tab, code in zip(titles, app.code, strict=True) if "numpy" in tab.lower() or tab == "convviz"
        ]
        assert len(runnable) == (3 if dimension == "1d" else 2)
        for text in runnable:
            names: dict[str, Any] = {}
            with contextlib.redirect_stdout(io.StringIO()):
                exec(text, names)
            assert np.ravel(names["y"]).tolist() == pytest.approx(expected)


def test_the_kernel_is_turned_in_the_code_of_frameworks() -> None:
    assert any("w.flip(2)" in code.value for code in unfolded(visit()).code)
    assert not any("flip(2)" in code.value for code in unfolded(visit(code="correlation")).code)


def test_the_table_of_libraries_is_right_about_numpy() -> None:
    rows = {line.split("|")[1].strip(): line for line in LIBRARIES.splitlines() if "numpy" in line}
    x, w = [1, 4, 0, 0, 3], [1, 2, 3]
    assert "turns the kernel" in rows["`numpy.convolve`"]
    assert np.convolve(x, w).tolist() == outputs(visit())[1], "full, if not told"
    assert "full" in rows["`numpy.convolve`"]
    assert "| cross-correlation | valid |" in rows["`numpy.correlate`"]
    assert np.correlate(x, w).tolist() == outputs(visit(pad="none"))[0]


def test_where_a_source_stumbles_the_areas_are_compared() -> None:
    assert (
        "at convolution [3], the 3 products add up to 12; bars of these heights would overlap in an area of 3."
        in prose(visit())
    )


def test_the_prediction_is_revealed_only_after_a_guess() -> None:
    app = visit()
    assert not app.success
    assert "Not 5" in choose(app, "guess", 5).info[0].value
    app = choose(app, "guess", 7)
    assert "Yes, 7" in app.success[0].value
    correlated, convolved = outputs(press(app, "Show me"))
    assert [number for number in correlated if number] == [7, 6, 5]
    assert [number for number in convolved if number] == [5, 6, 7]


@pytest.mark.parametrize("idea", CORRELATION.ideas, ids=lambda idea: idea.title)
def test_each_idea_opens_what_it_promises(idea: Idea) -> None:
    assert address(press(visit(len="9"), idea.title)) == encode(settle(CorrelationState, idea.values)[0])


def test_an_echo_comes_after_the_sound_in_convolution_only() -> None:
    correlated, convolved = outputs(visit(fil="echo"))
    assert convolved[4:] == [3, 1.5, 0.75]
    assert correlated[4:] == [0.75, 1.5, 3]


def test_changed_numbers_travel_in_the_link_and_show_in_both_tracks() -> None:
    app = visit(xs="4~-1.5", ks="0~9")
    assert not notices(app)
    for track in "01":
        assert grid(app, f"{track}.input")["values"] == [1, 4, 0, 0, -1.5]
        assert grid(app, f"{track}.kernel")["values"] == [9, 2, 3]
    assert [list(y) for y in outputs(app)] == by_loops(app)
    assert address(press(app, "Undo the changed numbers")) == {}
    assert grid(visit(dim="2d", xe="1.0~7", ke="2.2~4"), "1.kernel")["values"][-1] == 4


@pytest.mark.parametrize(
    ("query", "grid", "expected"),
    [
        ({}, "0.input", {"xs": "1~9"}),
        ({}, "1.kernel", {"ks": "1~9"}),
        ({"dim": "2d"}, "1.input", {"xe": "0.1~9"}),
        ({"dim": "2d"}, "0.kernel", {"ke": "0.1~9"}),
    ],
)
def test_a_number_typed_into_either_track_changes_the_one_input_or_kernel(query, grid, expected) -> None:
    change = model_of(**query).edit(Edit(grid, ((1, 9.0),)))
    assert isinstance(change, CellEdit)
    assert {CorrelationState.param(change.param).key: merged("", change.named, change.cells)} == expected


BAD = [
    ({"len": "99"}, "the length of the signal must be a whole number from 4 to 16. Instead, it is 16."),
    ({"klen": "0"}, "the length of the kernel must be a whole number from 1 to 7"),
    ({"dim": "3d"}, "the number of dimensions must be one of 1d or 2d. Instead, it is 1d."),
    ({"pad": "reflect"}, "the padding must be one of full, same or none. Instead, it is full."),
    ({"h": "6"}, "The link also gives `h=6`, which matters only in two dimensions; it was left out."),
    ({"dim": "2d", "len": "6"}, "The link also gives `len=6`, which matters only in one dimension; it was left out."),
    ({"xe": "0.0~1"}, "which matters only in two dimensions"),
    ({"seed": "3"}, "which matters only with a random input"),
    ({"xs": "9~1"}, "Of the 1 changed numbers of the signal, 1 lies outside of it now and is forgotten."),
    ({"xs": "0.0~1"}, "changed numbers of the signal"),
    ({"ks": "junk"}, "the changed numbers of the kernel must be written as place~value"),
    ({"fil": "edge", "klen": "1"}, "it compares cells, so it needs at least two of them. It is now 2."),
    ({"dim": "2d", "ker": "sharpen", "k": "2"}, "the Laplacian, so its sides are odd"),
    ({"dim": "2d", "k": "7"}, "the window would not fit into the padded input"),
    ({"code": "x" * 9999}, "the operation shown as code must be one of convolution or correlation"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence"), BAD, ids=lambda value: str(value)[:24])
def test_a_bad_link_is_explained_and_put_right(query, sentence) -> None:
    app = visit(**query)
    assert sentence in "\n".join(notices(app))
    assert not notices(visit(**address(app)))


def test_its_exports() -> None:
    shown = pair(visit()).scene("lesson")
    assert png(shown, 5).startswith(b"\x89PNG")
    assert gif(shown).startswith(b"GIF8")
    assert "0.input" in page(shown)


KEYS = st.sampled_from([param.key for param in CorrelationState.params])
TEXTS = st.integers(-1, 17).map(str) | st.sampled_from(
    ["1d", "2d", *SIGNALS, *FILTERS, *KERNELS, *PADDINGS, "independent", "0~5", "1.1~-2.5", "x", "", "1e400"]
)


@settings(
    max_examples=150, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(st.dictionaries(KEYS, TEXTS, max_size=9))
def test_any_link_is_a_state_whose_numbers_are_those_of_plain_loops(query) -> None:
    state, _ = decode(CorrelationState, "correlation", linked(**query))
    now = CorrelationModel(state)
    values = Decoder(now.scene("")).values
    ones, pads = (1,) * now.x.ndim, list(now.geometry.padding)
    for track, flip in enumerate((False, True)):
        y, *_ = oracle.direct(
            [[now.x.tolist()]], [[now.kernel.whole.tolist()]], stride=ones, pads=pads, dilation=ones, flip=flip
        )
        numerator, denominator = now.kernel.scale
        assert values[f"{track}.output"] == pytest.approx((np.ravel(y) * numerator / denominator).tolist(), abs=1e-9)
