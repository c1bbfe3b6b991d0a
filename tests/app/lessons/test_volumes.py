"""The lesson on 3-D convolution: the numbers of both walks, against plain loops."""

from functools import partial

import numpy as np
import pytest

import oracle
from convviz.app.lessons.volumes import text
from convviz.app.lessons.volumes.cases import CASES, VESSEL
from convviz.app.lessons.volumes.lesson import VOLUMES as LESSON
from convviz.app.lessons.volumes.model import VolumesModel, VolumesState
from convviz.app.markup import to_plain
from convviz.app.params.cell_edits import read
from convviz.scene import Clock, Decoder
from counts import examples
from prose import numbers
from serving import ROOT
from snippet_cases import run
from states import by_loops, counters, every_choice, grids, put_right, random_states, sizes, state_of, typed
from visiting import address, press, visit

GUIDE = (3, 3, 2, 1, 0, 0, 0, 1, 3, 1, 3, 1, 2, 2, 3, 2, 0, 0, 2, 2, 2, 0, 0, 0, 1)
FEW = 30_000  # multiplications: plain loops take their time
direct = partial(oracle.direct, stride=(1, 1), pads=[(0, 0)] * 2, dilation=(1, 1))

enter = partial(visit, ROOT / "pages" / "volumes.py", v="2")


def model(**values: object) -> VolumesModel:
    return VolumesModel(state_of(VolumesState, values))


def by_hand(one: VolumesModel) -> tuple[list, list]:
    """Both outputs by plain loops, from the numbers of the state."""
    (solid, volume), (flat, plane) = (by_loops(layer.trace) for layer in one.layers)
    assert (volume, plane) == (one.solid.cost.macs, one.flat.cost.macs)
    return solid, flat


def shown(one: VolumesModel, name: str) -> np.ndarray:
    """A grid as the player works it out."""
    decoder = Decoder(one.scene("any"))
    return np.array(decoder.values[name]).reshape(sizes(decoder.grids[name]))


def assert_honest(one: VolumesModel) -> None:
    solid, flat = by_hand(one)
    assert shown(one, "0.output") == pytest.approx(np.array(solid), rel=1e-12, abs=1e-9)
    if one.state.show == "both":
        assert shown(one, "1.output") == pytest.approx(np.array(flat), rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_named_case_is_honest(case) -> None:
    assert_honest(model(**case.values))


@pytest.mark.parametrize("values", [{}, {"filters": 2}, {"axes": "independent", "show": "solid"}], ids=str)
def test_every_choice_is_honest(values) -> None:
    for state in every_choice(VolumesState, values):
        one = VolumesModel(state)
        if one.solid.cost.macs <= FEW:
            assert_honest(one)


def test_random_states_are_honest() -> None:
    tried = 0
    for state in random_states(VolumesState, examples(180), height=4, width=5, show="both"):
        one = VolumesModel(state)
        if one.solid.cost.macs + one.flat.cost.macs <= FEW:
            assert_honest(one)
            tried += 1
    assert tried >= examples(120)


def test_it_opens_on_a_filter_less_deep_than_its_input() -> None:
    grid = grids(model().scene("any"))
    assert grid["0.input"].values[:25] == GUIDE
    assert grid["1.input"].values == grid["0.input"].values
    assert sizes(grid["0.output"]) == [1, 3, 3, 3]
    assert sizes(grid["1.output"]) == [1, 3, 3]


def test_the_counters_and_the_table_count_both() -> None:
    one = model()
    assert counters(one.scene("any")) == [(18, 0, 486), (36, 0, 324)]
    shown = grids(one.scene("any"))
    assert [sizes(shown[name])[1:] for name in ("0.output", "1.output")] == [[3, 3, 3], [3, 3]]
    weights, _, positions, macs, output = map(numbers, text.table(one).splitlines()[2:])
    assert weights == [2, 3, 3, 1, 1, 18, 3, 3, 4, 1, 36]
    assert positions == [3, 3, 3, 27, 3, 3, 9]
    assert macs == [18, 27, 486, 36, 9, 324]
    assert output == [3, 3, 3, 3, 3]


def test_the_windows_stand_at_the_same_rows_and_columns_until_the_plane_is_full() -> None:
    picture = model().scene("any")
    decoder, clock = Decoder(picture), Clock(picture)
    for step in range(9):
        solid, flat = (decoder.step(track, head.step) for track, head in enumerate(clock.heads(step)))
        assert solid.terms[0].write % 9 == flat.terms[0].write
    assert clock.heads(8)[1].done == clock.heads(26)[1].done == 9
    assert clock.heads(26)[0].done == 27
    assert numbers(text.remarks(model())[0])[:2] == [9, 27]


def test_the_sums_are_told_slice_by_slice_and_channel_by_channel() -> None:
    links = {link.id: link.grouped for link in model().scene("any").links}
    assert links == {"0.conv": "tap depth", "1.conv": "tap channel"}
    assert model(channels=2).scene("any").links[0].grouped == "tap channel"


def test_with_channels_the_filter_covers_them_all_and_still_walks_along_the_depth() -> None:
    one = model(channels=2)
    grid = grids(one.scene("any"))
    assert sizes(grid["0.kernel"]) == [1, 2, 2, 3, 3]
    assert sizes(grid["0.output"]) == [1, 3, 3, 3]
    assert sizes(grid["1.kernel"]) == [1, 8, 3, 3]
    assert numbers(text.remarks(one)[-1]) == [2, 4, 3, 2, 2, 4, 2, 2, 4, 8]


@pytest.mark.parametrize(
    "values",
    [
        {"kernel_depth": 4},
        {"kernel_depth": 4, "channels": 2, "filters": 3, "weights": "average"},
        {"kernel_depth": 1, "depth": 1},
    ],
    ids=str,
)
def test_as_deep_as_the_input_both_give_the_same_plane(values) -> None:
    one = model(**values)
    assert one.coincide
    assert np.allclose(shown(one, "0.output")[:, 0], shown(one, "1.output"))
    of, depth = shown(one, "1.output").size, one.state.depth
    assert numbers(text.coincide(one)[1]) == [depth, depth, 3, of, of, 2], "deep; all numbers of 3-D equal those of 2-D"


def test_one_click_makes_the_filter_as_deep() -> None:
    app = press(enter(pad="same"), "Make the filter as deep as the input")
    assert address(app) == {"case": "deep", "v": "2"}
    assert not model(kernel_depth=4, padding="same").coincide
    assert numbers(text.coincide(model())[1]) == [2, 4, 3], "2 deep, of 4, and 3 slices come out"


def test_channels_may_change_places_and_slices_may_not() -> None:
    one, order = model(), [0, 2, 1, 3]
    solid, flat = by_hand(one)
    again, *_ = direct([one.flat.trace.x[order].tolist()], one.flat.trace.weight[:, order].tolist())
    assert again[0] == flat
    moved, *_ = oracle.direct(
        [one.volume[:, order].tolist()],
        one.solid.trace.weight.tolist(),
        stride=(1, 1, 1),
        pads=[(0, 0)] * 3,
        dilation=(1, 1, 1),
    )
    same = int((np.array(moved[0]) == np.array(solid)).sum())
    assert same < 27
    _, channels, slices = text.order(one)
    assert numbers(channels) == [2, *(place + 1 for place in order), 9, 9]
    assert numbers(slices) == [3, *(place + 1 for place in order), same, 27]
    assert [*map(numbers, text.order(model(depth=2))[1:])] == [[2], [2]], "nothing to shuffle"


def test_a_difference_along_depth_is_zero_where_the_vessel_goes_straight() -> None:
    one = model(**VESSEL.values)
    assert np.count_nonzero(shown(one, "0.output")[0], axis=(1, 2)).tolist() == [0, 0, 14, 14, 14, 0, 0]
    straight, bends = [1, 2, 2, 3, 6, 7, 7, 8], [3, 4, 14, 4, 5, 14, 5, 6, 14]
    assert numbers(text.uses()[-1]) == [8, 12, 12, -1, 1, 144, 0, *straight, *bends, 0]
    assert address(press(enter(), "Show it in the player")) == {"case": VESSEL.id, "v": "2"}


def test_a_scan_is_shown_as_pictures_and_alone_until_the_other_is_asked_for() -> None:
    scene = model(input="scan").scene("any")
    grid = grids(scene)
    assert len(scene.tracks) == 1
    assert grid["0.input"].display == grid["0.output"].display == "pixels"
    assert sizes(grid["0.input"]) == [1, 8, 12, 12]
    assert len(model(input="scan", show="both").scene("any").tracks) == 2


def test_a_filter_one_deep_never_mixes_slices() -> None:
    one = model(kernel_depth=1)
    for place, slice_ in enumerate(one.volume[0]):
        alone, *_ = direct([[slice_.tolist()]], one.solid.trace.weight[:, :, 0].tolist())
        assert shown(one, "0.output")[0, place].tolist() == alone[0][0]
    assert numbers(text.remarks(one)[-1]) == [1, 3, 2, 4], "1 deep; a 2-D convolution made 4 times over"


def test_a_stride_may_be_of_one_axis() -> None:
    one = model(depth=6, axes="independent", stride=1, stride_depth=2, stride_across=1)
    assert one.solid.geometry.output_shape == (3, 3, 3)


@pytest.mark.parametrize(("name", "axis"), [("padding_depth", 0), ("padding", 1), ("padding_across", 2)])
def test_each_axis_is_padded_by_itself(name, axis) -> None:
    none = dict.fromkeys(("padding", "padding_depth", "padding_across"), "none")
    one = model(**{"axes": "independent", "kernel_depth": 3, **none, name: "same"})
    assert [pair == (1, 1) for pair in one.solid.geometry.padding] == [place == axis for place in range(3)]


def test_an_average_is_ones_with_a_fraction_in_front() -> None:
    one = model(weights="average")
    grid = grids(one.scene("any"))
    assert set(grid["0.kernel"].values) == {1}
    assert (grid["0.kernel"].scale, grid["1.kernel"].scale) == ((1, 18), (1, 36))
    assert "1/18" in to_plain(text.formula(one).letters)


@pytest.mark.parametrize(
    ("query", "said", "left"),
    [
        ({"kd": "9"}, [9, 1, 8, 8, 4], {"kd": "4"}),
        ({"dep": "0"}, [0, 1, 8, 1], {"dep": "1"}),
        ({"h": "16"}, [16, 8, 8], {"h": "8"}),
        ({"sd": "2"}, [2], {}),
        ({"kseed": "2"}, [2], {}),
        ({"ker": "depth", "kd": "1"}, [1, 2, 2], {"ker": "depth"}),
        ({"xe": "0.7.0.0~1"}, [1, 1], {}),
        ({"kd": "4", "fe": "0.0.0.0.0~1"}, [0, 1], {"kd": "4"}),
    ],
    ids=str,
)
def test_what_does_not_go_together_gives_way(query, said, left) -> None:
    assert put_right(VolumesState, "volumes", query) == (said, left)


def test_what_would_take_too_long_gives_way() -> None:
    large = {"in": "scan", "h": "16", "kd": "8", "k": "5", "c": "3", "n": "3", "pad": "same"}
    said, left = put_right(VolumesState, "volumes", large)
    assert 500_000 in said
    assert left != large


@pytest.mark.parametrize(
    ("values", "grid", "cell", "value", "param", "changes"),
    [
        ({}, "0.input", 27, 9, "input_edits", "0.1.0.2~9"),
        ({"channels": 2}, "1.input", 127, 9, "input_edits", "1.1.0.2~9"),  # the same volume as channels
        ({}, "0.kernel", 10, -4, "weight_edits", "0.0.1.0.1~-4"),
        ({}, "1.kernel", 28, 0.5, "flat_edits", "0.0.3.0.1~0.5"),
        ({"kernel_depth": 4}, "1.kernel", 28, 7, "weight_edits", "0.0.3.0.1~7"),  # one filter for both
    ],
)
def test_numbers_typed_into_the_player_are_computed_with(values, grid, cell, value, param, changes) -> None:
    assert typed(model(**values).edit, grid, cell, value) == (param, changes)
    assert [*read(changes).values()] == [value]
    changed = model(**values, **{param: changes})
    held = shown(changed, grid).ravel()
    assert held[cell] == value
    assert (held != shown(model(**values), grid).ravel()).sum() == 1
    assert_honest(changed)


def test_the_question_has_the_right_answer() -> None:
    assert model(**LESSON.quiz.values).solid.trace.output.size == LESSON.quiz.answer == 48
    assert {3, 4, 48} <= set(numbers(LESSON.quiz.why))


def test_the_code_is_there_in_every_dialect_for_both() -> None:
    codes = [snippet.code for snippet in model().code()]
    assert len(codes) == 8
    assert "F.conv3d" in codes[0]
    assert "F.conv2d" in codes[4]


def test_the_code_in_numpy_gives_what_the_player_shows() -> None:
    for one in (model(), model(channels=2, filters=2, padding="same", weights="average")):
        for walk in one.layers:
            (snippet,) = (snippet for snippet in walk.code() if snippet.dialect == "numpy")
            assert np.allclose(run(snippet)["y"], walk.trace.output)
