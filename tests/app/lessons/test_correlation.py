"""The lesson on convolution and cross-correlation: its numbers, against NumPy's functions and plain loops."""

import numpy as np
import pytest

import oracle
from convviz.app.lessons.correlation import text
from convviz.app.lessons.correlation.lesson import CORRELATION
from convviz.app.lessons.correlation.model import CorrelationModel, CorrelationState
from convviz.app.markup import to_plain
from convviz.scene import Decoder
from counts import examples
from prose import numbers
from serving import ROOT
from snippet_cases import run
from states import counters, every_choice, grids, played, put_right, random_states, state_of, typed
from visiting import address, choosing, visit

PLANE = {"dimensions": "2d"}
SIGNAL = [1, 4, 0, 0, 3]


def model(**values: object) -> CorrelationModel:
    return CorrelationModel(state_of(CorrelationState, values))


def outputs(one: CorrelationModel) -> tuple[list[float], list[float]]:
    """The outputs on show: by cross-correlation, by convolution."""
    scene = one.scene("any")
    return played(scene, "0.output"), played(scene, "1.output")


def by_hand(one: CorrelationModel) -> list[list[float]]:
    """Both outputs by plain loops, from the numbers on show."""
    shown = grids(one.scene("any"))
    x, w = (
        np.reshape(grid.values, [axis.held for axis in grid.axes[-one.x.ndim :]]).tolist()
        for grid in (shown["0.input"], shown["0.kernel"])
    )
    spans = [size - 1 for size in oracle.shape(w)]
    pads = {
        "full": [(span, span) for span in spans],
        "same": [(span // 2, span - span // 2) for span in spans],
        "none": [(0, 0) for _ in spans],
    }[one.state.padding]
    ones = (1,) * len(spans)
    times, over = shown["0.kernel"].scale
    both = [oracle.direct([[x]], [[w]], stride=ones, pads=pads, dilation=ones, flip=flip)[0] for flip in (False, True)]
    return [[number * times / over for number in np.ravel(y).tolist()] for y in both]


def assert_honest(one: CorrelationModel) -> None:
    for shown, computed in zip(outputs(one), by_hand(one), strict=True):
        assert shown == pytest.approx(computed, abs=1e-9)


@pytest.mark.parametrize("case", CORRELATION.cases, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"signal": "random", "taps": "random"},
        {**PLANE, "height": 6, "width": 5},
        {**PLANE, "input": "random", "weights": "random", "axes": "independent"},
    ],
    ids=str,
)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(CorrelationState, values):
        assert_honest(CorrelationModel(state))


def test_random_states_are_honest() -> None:
    for state in random_states(CorrelationState, examples(150)):
        assert_honest(CorrelationModel(state))


def test_it_opens_on_an_asymmetric_kernel_in_one_dimension() -> None:
    shown = grids(model().scene("any"))
    for track in "01":
        assert list(shown[f"{track}.input"].values) == SIGNAL
        assert list(shown[f"{track}.kernel"].values) == [1, 2, 3]
    correlated, convolved = outputs(model())
    assert correlated == np.correlate(SIGNAL, [1, 2, 3], mode="full").tolist() == [3, 14, 9, 4, 9, 6, 3]
    assert convolved == np.convolve(SIGNAL, [1, 2, 3]).tolist() == [1, 6, 11, 12, 3, 6, 9]


def test_the_guides_example_in_two_dimensions() -> None:
    correlated, convolved = outputs(model(**PLANE))
    assert correlated == [12, 12, 17, 10, 17, 19, 9, 6, 14]
    assert convolved == [18, 20, 19, 10, 9, 17, 11, 8, 14]


def test_the_counters_count() -> None:
    one, scene = model(), model().scene("any")
    assert counters(scene) == [(3, 0, 21)] * 2
    assert (one.cost.on_padding, one.cost.flops) == (6, 42)
    assert (one.geometry.output_shape, one.geometry.input_shape) == ((7,), (5,))
    assert (len(one.differing), one.correlation.output.size) == (6, 7)
    assert Decoder(scene).multiplications(0) == Decoder(scene).multiplications(1) == 21


@pytest.mark.parametrize(
    ("values", "reads", "rest"),
    [
        ({"taps_length": 2, "padding": "same"}, ["x[r + a]", "x[r − a + 1]"], ["Σ(a = 0 to 1)"]),
        ({}, ["x[r + a − 2]", "x[r − a]"], []),
        (PLANE, ["x[r + a, c + b]", "x[r − a + 2, c − b + 2]"], []),
        ({"taps": "echo"}, [], ["1/4"]),
    ],
    ids=str,
)
def test_the_formulas_have_this_states_numbers(values, reads, rest) -> None:
    plain = to_plain(text.formula(model(**values)).letters)
    assert all(part in plain for part in (*reads, *rest)), plain


def test_in_words_convolution_is_cross_correlation_with_the_kernel_flipped() -> None:
    assert numbers(text.formula(model()).words) == [3, 2, 1]
    assert numbers(text.formula(model()).note) == [6, 7]
    assert numbers(text.formula(model(**PLANE)).words) == [2, 1, 0, 0, 2, 2, 2, 1, 0]
    assert numbers(text.formula(model(**PLANE)).note) == [7, 9]
    assert numbers(text.formula(model(taps="average")).note) == [7], "all agree"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("flip", [1, 2, 3, 3, 2, 1]),
        ("impulse", [1, 2, 3, 3, 2, 1]),
        ("echo", [3]),
        ("difference", [1, -1]),
        ("plane", [180]),
    ],
)
def test_a_case_says_the_numbers_of_its_picture(name: str, said: list[float]) -> None:
    (case,) = (case for case in CORRELATION.cases if case.id == name)
    assert numbers(case.sentence) == said
    correlated, convolved = outputs(model(**case.values))
    match name:
        case "impulse":
            assert [number for number in convolved if number] == said[:3]
            assert [number for number in correlated if number] == said[3:]
        case "difference":
            assert [number for number in correlated if number] == said
            assert [number for number in convolved if number] == [-number for number in said]


@pytest.mark.parametrize(
    "values",
    [{}, {"taps_length": 4, "padding": "same"}, PLANE, {**PLANE, "kernel": 4, "padding": "full"}],
    ids=str,
)
def test_the_formulas_mean_what_is_computed(values) -> None:
    """Each output from the places that the formula of convolution names, zero outside."""
    one = model(**values)
    x, w = one.x, one.kernel.weights
    lows = [low for low, _ in one.geometry.padding]
    for place, written in np.ndenumerate(one.convolution.output[0]):
        total = 0
        for tap, weight in np.ndenumerate(w):
            at = tuple(p - a + size - 1 - low for p, a, size, low in zip(place, tap, w.shape, lows, strict=True))
            inside = all(0 <= i < size for i, size in zip(at, x.shape, strict=True))
            total += x[at] * weight if inside else 0
        assert total == written


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, [1, 1, 3, 3, 6, 7, 1, 3, 1]),  # position 1 has 1, position 3 has 3; 6 of 7 differ, the first: 3 and 1
        ({**PLANE, "weights": "laplacian", "weight_edits": "0.1~5"}, [1, 2, 5, 3, 2, 1]),
    ],
    ids=str,
)
def test_the_first_weight_that_is_not_at_its_mirrored_place_is_named(values, said) -> None:
    assert numbers(*text.remarks(model(**values)))[: len(said)] == said


@pytest.mark.parametrize(
    "values",
    [{"taps": "average"}, {"taps_length": 1}, {**PLANE, "weights": "gaussian"}, {**PLANE, "weights": "laplacian"}],
    ids=str,
)
def test_a_kernel_that_is_its_own_flip_makes_the_two_agree(values) -> None:
    one = model(**values)
    assert not one.differing
    correlated, convolved = outputs(one)
    assert correlated == pytest.approx(convolved)
    weights = one.kernel.whole.size
    assert numbers(*text.when(one))[-1] == weights


def test_a_turned_sobel_is_its_own_negative() -> None:
    one = model(**PLANE, weights="sobel_x")
    assert numbers(*text.remarks(one))[-1] == 9
    correlated, convolved = outputs(one)
    assert correlated == [-number for number in convolved]


def test_an_input_that_does_not_show_the_difference_is_said_to() -> None:
    one = model(signal_edits="0~0_1~0_4~0")
    assert numbers(*text.remarks(one))[-1] == 7
    assert len(text.why(one)) == len(text.why(model())) - 1, "nothing can be learned from zeros"


def test_learning_finds_the_kernel_turned_round() -> None:
    assert numbers(text.why(model())[1]) == [7, 3, 2, 1, 1, 2, 3]
    found = [2, 1, 0, 0, 2, 2, 2, 1, 0]
    assert numbers(text.why(model(**PLANE))[1]) == [49, *found, *reversed(found)]


def test_the_laws_are_shown_with_numbers() -> None:
    impulse, swap, mixture = text.laws(model())
    assert numbers(impulse)[-6:] == [1, 2, 3, 3, 2, 1]
    one, other = np.correlate(SIGNAL, [1, 2, 3], mode="full"), np.correlate([1, 2, 3], SIGNAL, mode="full")
    assert other.tolist() == [3, 6, 9, 4, 9, 14, 3]
    assert numbers(swap) == [1, 6, 11, 12, 3, 6, 9, 7, 7, *one, *other, 7, 7]
    mixed = 2 * np.array(SIGNAL) + 3 * np.array([0, 0, 1, 1, 1])
    assert numbers(mixture)[-9:] == [7, 7, *np.convolve(mixed, [1, 2, 3])]
    assert numbers(text.laws(model(**PLANE))[1])[:4] == [49, 49, 3, 49]


def test_the_padding_follows_the_dimension_until_it_is_chosen() -> None:
    choose, page = choosing("correlation"), ROOT / "pages" / "correlation.py"
    assert address(choose(visit(page), "dim", "2d")) == {"case": "plane", "v": "2"}
    assert address(choose(visit(page, pad="same", v="2"), "dim", "2d")) == {"dim": "2d", "pad": "same", "v": "2"}


@pytest.mark.parametrize("dimensions", ["1d", "2d"])
@pytest.mark.parametrize("operation", ["convolution", "correlation"])
def test_code_gives_the_numbers_on_show(operation, dimensions) -> None:
    on_a_line = dimensions == "1d"
    for values in (
        {},
        {"padding": "same", "taps_length": 4},
        {"padding": "none", "taps": "echo"},
        {"padding": "same", "length": 4, "taps_length": 5},
    ):
        wanted = {name: value for name, value in values.items() if on_a_line or name == "padding"}
        one = model(dimensions=dimensions, operation=operation, **wanted)
        runnable = [snippet for snippet in one.code() if snippet.dialect in ("numpy", "convviz")]
        assert len(runnable) == (3 if on_a_line else 2)
        for snippet in runnable:
            assert np.ravel(run(snippet)["y"]).tolist() == pytest.approx(outputs(one)[operation == "convolution"])


def test_the_kernel_is_turned_in_the_code_of_frameworks() -> None:
    assert any("w.flip(2)" in snippet.code for snippet in model().code())
    assert not any("flip(2)" in snippet.code for snippet in model(operation="correlation").code())


def test_the_table_of_libraries_is_right_about_numpy() -> None:
    rows = {line.split("|")[1].strip(): line.split("|")[3].strip() for line in text.LIBRARIES.strip().splitlines()}
    assert rows["`numpy.convolve`"] == "full"
    assert np.convolve(SIGNAL, [1, 2, 3]).tolist() == outputs(model())[1]
    assert rows["`numpy.correlate`"] == "valid"
    assert np.correlate(SIGNAL, [1, 2, 3]).tolist() == outputs(model(padding="none"))[0]


def test_where_a_source_stumbles_the_areas_are_compared() -> None:
    assert numbers(text.area_correction(model()).right) == [4, 3, 12, 3], "place, products, their sum, area"


def test_the_prediction_is_the_first_number_of_cross_correlation() -> None:
    correlated, convolved = outputs(model(**CORRELATION.quiz.values))
    assert [number for number in correlated if number] == [7, 6, 5]
    assert [number for number in convolved if number] == [5, 6, 7]
    assert CORRELATION.quiz.answer == 7


def test_an_echo_comes_after_the_sound_in_convolution_only() -> None:
    correlated, convolved = outputs(model(taps="echo"))
    assert convolved[4:] == [3, 1.5, 0.75]
    assert correlated[4:] == [0.75, 1.5, 3]


def test_changed_numbers_show_in_both_tracks() -> None:
    one = model(signal_edits="4~-1.5", taps_edits="0~9")
    for track in "01":
        assert list(grids(one.scene("any"))[f"{track}.input"].values) == [1, 4, 0, 0, -1.5]
        assert list(grids(one.scene("any"))[f"{track}.kernel"].values) == [9, 2, 3]
    assert_honest(one)
    plane = model(**PLANE, input_edits="1.0~7", weight_edits="2.2~4")
    assert grids(plane.scene("any"))["1.kernel"].values[-1] == 4
    assert_honest(plane)


@pytest.mark.parametrize(
    ("values", "grid", "param", "changes"),
    [
        ({}, "0.input", "signal_edits", "1~9"),
        ({}, "1.kernel", "taps_edits", "1~9"),
        (PLANE, "1.input", "input_edits", "0.1~9"),
        (PLANE, "0.kernel", "weight_edits", "0.1~9"),
    ],
)
def test_a_number_typed_into_either_track_changes_the_one_input_or_kernel(values, grid, param, changes) -> None:
    assert typed(model(**values).edit, grid, 1) == (param, changes)


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"len": "99"}, [99, 4, 16, 16], {"len": "16"}),
        ({"klen": "0"}, [0, 1, 7, 1], {"klen": "1"}),
        ({"len": "4", "klen": "6", "pad": "none"}, [6, 4], {"len": "4", "klen": "4", "pad": "none"}),
        ({"h": "6"}, [6], {}),
        ({"dim": "2d", "len": "6"}, [6], {"dim": "2d"}),
        ({"seed": "3"}, [3], {}),
        ({"xs": "9~1"}, [1, 1], {}),
        ({"fil": "edge", "klen": "1"}, [1, 2], {"fil": "edge", "klen": "2"}),
        ({"dim": "2d", "ker": "sharpen", "k": "2"}, [2, 3], {"dim": "2d", "ker": "sharpen"}),
        ({"dim": "2d", "k": "7"}, [7, 5], {"dim": "2d", "k": "5"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(CorrelationState, "correlation", query) == (said, left)
