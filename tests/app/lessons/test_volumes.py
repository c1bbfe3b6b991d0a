"""The lesson on 3-D convolution: both walks against plain loops, its controls, its laws, its links, its files."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from streamlit.testing.v1 import AppTest

import oracle
from convviz.app.lessons.volumes.cases import CASES, IDEAS, VESSEL
from convviz.app.lessons.volumes.lesson import VOLUMES as LESSON
from convviz.app.lessons.volumes.model import VolumesModel, VolumesState
from convviz.app.page.named_cases import Case
from convviz.app.page.try_this import Idea
from convviz.app.params.cell_edits import merged, read
from convviz.app.params.edit_cells import CellEdit
from convviz.app.params.links import decode, encode
from convviz.app.params.param import settle
from convviz.export.gif import gif
from convviz.export.html import page
from convviz.export.image import png
from convviz.player import Edit
from convviz.samples.volumes import FILTERS, VOLUMES
from convviz.scene import Clock, Decoder
from serving import ROOT
from visiting import address, choosing, grid, notices, press, prose, scene, unfolded
from visiting import visit as visit_page

PAGE = ROOT / "pages" / "volumes.py"
GUIDE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]


def visit(**query: str) -> AppTest:
    return visit_page(PAGE, **{"v": "2", **query})


choose = choosing("volumes")


def linked(**query: str) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, "v": "2"}


def figure(app: AppTest, label: str) -> dict:
    return next(figure for figure in scene(app)["figures"] if figure["label"] == label)


def walks(**query: str) -> VolumesModel:
    """What a link means, which must be all legal."""
    state, told = decode(VolumesState, "volumes", linked(**query))
    assert not told, told
    return VolumesModel(state)


def expected(two: VolumesModel) -> tuple[list, list]:
    """Both outputs by plain loops, from the numbers of the state."""
    outputs = []
    for walk in two.layers:
        spec, geometry = walk.trace.spec, walk.geometry
        y, counted, _ = oracle.direct(
            [walk.trace.x.tolist()],
            walk.trace.weight.tolist(),
            stride=spec.stride,
            pads=geometry.padding,
            dilation=spec.dilation,
        )
        assert counted == walk.cost.macs
        outputs.append(y[0])
    return outputs[0], outputs[1]


def shown(two: VolumesModel, name: str) -> np.ndarray:
    """A grid as the player works it out."""
    decoder = Decoder(two.scene("any"))
    found = decoder.grids[name]
    return np.array(decoder.values[name]).reshape([axis.size for axis in found.axes])


def test_it_opens_on_a_filter_less_deep_than_its_input() -> None:
    app = visit()
    assert address(app) == {}
    assert grid(app, "0.input")["values"][:25] == [number for row in GUIDE for number in row]
    assert [axis["size"] for axis in grid(app, "0.output")["axes"]] == [1, 3, 3, 3]
    assert [axis["size"] for axis in grid(app, "1.output")["axes"]] == [1, 3, 3]
    assert grid(app, "1.input")["values"] == grid(app, "0.input")["values"]
    solid, flat = expected(walks())
    assert shown(walks(), "0.output").tolist() == solid
    assert shown(walks(), "1.output").tolist() == flat


def test_the_counters_and_the_table_count_both() -> None:
    app = visit()
    counted = {name: figure(app, name)["value"] for name in ("weights, 3-D", "weights, 2-D")}
    assert counted == {"weights, 3-D": "18", "weights, 2-D": "36"}
    assert figure(app, "multiplications (MACs), 3-D")["value"] == "486"
    assert figure(app, "multiplications (MACs), 2-D")["value"] == "324"
    assert figure(app, "output, 3-D")["value"] == "3 × 3 × 3"
    assert figure(app, "output, 3-D")["note"] == "a volume; 2-D: a plane of 3 × 3"
    for cell in ("2·3·3 · 1 channel · 1 filter = **18**", "3·3 · 4 channels · 1 filter = **36**", "18 · 27 = **486**"):
        assert cell in prose(app)
    assert "a volume of **3 × 3 × 3** | a plane of **3 × 3**" in prose(app)


def test_the_windows_stand_at_the_same_rows_and_columns_until_the_plane_is_full() -> None:
    picture = walks().scene("any")
    decoder, clock = Decoder(picture), Clock(picture)
    for step in range(9):
        solid, flat = (decoder.step(track, head.step) for track, head in enumerate(clock.heads(step)))
        assert solid.terms[0].write % 9 == flat.terms[0].write
    assert clock.heads(8)[1].done == clock.heads(26)[1].done == 9
    assert clock.heads(26)[0].done == 27
    assert "After 9 of 27 steps the 2-D walk is over" in prose(visit())


def test_the_sums_are_told_slice_by_slice_and_channel_by_channel() -> None:
    links = {link["id"]: link.get("grouped") for link in scene(visit())["links"]}
    assert links == {"0.conv": "tap depth", "1.conv": "tap channel"}
    assert scene(visit(c="2"))["links"][0]["grouped"] == "tap channel"


def test_with_channels_the_filter_covers_them_all_and_still_walks_along_the_depth() -> None:
    app = visit(c="2")
    assert [axis["size"] for axis in grid(app, "0.kernel")["axes"]] == [1, 2, 2, 3, 3]
    assert [axis["size"] for axis in grid(app, "0.output")["axes"]] == [1, 3, 3, 3]
    assert [axis["size"] for axis in grid(app, "1.kernel")["axes"]] == [1, 8, 3, 3]
    assert "all* 2 channels but only 2 of the 4 slices" in prose(app)
    assert "2 · 4 = 8 planes are all just channels" in prose(app)
    two = walks(c="2")
    assert shown(two, "0.output").tolist() == expected(two)[0]


@pytest.mark.parametrize(
    "query", [{"kd": "4"}, {"kd": "4", "c": "2", "n": "3", "ker": "average"}, {"kd": "1", "dep": "1"}]
)
def test_as_deep_as_the_input_both_give_the_same_plane(query) -> None:
    two = walks(**query)
    assert two.coincide
    assert np.allclose(shown(two, "0.output")[:, 0], shown(two, "1.output"))
    of = shown(two, "1.output").size
    assert f"**{of} of {of}** of its numbers equal" in prose(visit(**query))


def test_one_click_makes_the_filter_as_deep() -> None:
    app = press(visit(pad="same"), "Make the filter as deep as the input")
    assert address(app) == linked(kd="4")
    assert "**Here it is so:** 4 of 4 deep." in prose(app)
    assert "but the depth is padded" in prose(visit(kd="4", pad="same"))
    assert "4, and 3 slices come out" in prose(visit())


def test_channels_may_change_places_and_slices_may_not() -> None:
    two, order = walks(), [0, 2, 1, 3]
    x, w = (np.array(part) for part in (two.flat.trace.x, two.flat.trace.weight))
    again, *_ = oracle.direct(
        [x[order].tolist()], w[:, order].tolist(), stride=(1, 1), pads=[(0, 0)] * 2, dilation=(1, 1)
    )
    assert again[0] == expected(two)[1]
    moved, *_ = oracle.direct(
        [two.volume[:, order].tolist()],
        two.solid.trace.weight.tolist(),
        stride=(1, 1, 1),
        pads=[(0, 0)] * 3,
        dilation=(1, 1, 1),
    )
    same = int((np.array(moved[0]) == np.array(expected(two)[0])).sum())
    assert same < 27
    said = prose(visit())
    assert "into the order 0 2 1 3, and with them the kernels of its filters: **9 of 9** numbers" in said
    assert f"into the order 0 2 1 3: **{same} of 27** numbers stay where they were" in said


def test_what_cannot_be_shuffled_is_not_said_to_be() -> None:
    said = prose(visit(dep="2"))
    assert said.count("nothing to shuffle") == 2
    assert "slices are no more than channels" in prose(visit(kd="4"))


def test_a_difference_along_depth_is_zero_where_the_vessel_goes_straight() -> None:
    query = {"in": "scan", "ker": "depth", "k": "1"}
    output = shown(walks(**query), "0.output")[0]
    assert np.count_nonzero(output, axis=(1, 2)).tolist() == [0, 0, 14, 14, 14, 0, 0]
    said = prose(visit())
    assert "all 144 differences are **0**: from slice 0→1, 1→2, 5→6 and 6→7" in said
    assert "from slice 2→3, 14 cells, 3→4, 14 cells and 4→5, 14 cells are not 0" in said
    assert address(press(visit(), "Show it in the player")) == linked(**query)
    assert walks(**query).state == settle(VolumesState, VESSEL.values)[0]


def test_a_scan_is_shown_as_pictures_and_alone_until_the_other_is_asked_for() -> None:
    app = choose(visit(), "in", "scan")
    assert [track["title"] for track in scene(app)["tracks"]] == ["3-D: walks along three axes"]
    assert grid(app, "0.input")["display"] == grid(app, "0.output")["display"] == "pixels"
    assert [axis["size"] for axis in grid(app, "0.input")["axes"]] == [1, 8, 12, 12]
    assert figure(app, "multiplications (MACs), 2-D").get("runs", -1) == -1
    assert len(scene(visit(**{"in": "scan", "show": "both"}))["tracks"]) == 2
    assert choose(app, "in", "ramp").query_params.get("show") is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_named_case_opens_with_one_click(case: Case) -> None:
    app = choose(visit(c="3", s="2", ker="random"), "preset", case.title)
    assert not notices(app)
    assert address(app) == encode(settle(VolumesState, case.values)[0])
    assert app.button_group(key="volumes.preset").value == case.title


@pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea.title)
def test_what_there_is_to_try_opens_and_is_legal(idea: Idea) -> None:
    app = press(visit(), idea.title)
    assert not notices(app)
    state, told = settle(VolumesState, idea.values)
    assert not told
    assert walks(**address(app)).state == state


def test_a_filter_one_deep_never_mixes_slices() -> None:
    two = walks(kd="1")
    for place, slice_ in enumerate(two.volume[0]):
        alone, *_ = oracle.direct(
            [[slice_.tolist()]],
            two.solid.trace.weight[:, :, 0].tolist(),
            stride=(1, 1),
            pads=[(0, 0)] * 2,
            dilation=(1, 1),
        )
        assert shown(two, "0.output")[0, place].tolist() == alone[0][0]
    assert "a 2-D convolution made 4 times over" in prose(visit(kd="1"))


def test_a_stride_may_be_of_one_axis() -> None:
    two = walks(dep="6", axes="independent", s="1", sd="2", sw="1")
    assert two.solid.geometry.output_shape == (3, 3, 3)


@pytest.mark.parametrize(("name", "axis"), [("padd", 0), ("pad", 1), ("padw", 2)])
def test_each_axis_is_padded_by_itself(name, axis) -> None:
    query = {"axes": "independent", "pad": "none", "padd": "none", "padw": "none", "kd": "3", name: "same"}
    state, _ = decode(VolumesState, "volumes", linked(**query))
    padding = VolumesModel(state).solid.geometry.padding
    assert [pair == (1, 1) for pair in padding] == [place == axis for place in range(3)]


CONTROLS = [
    ("c", 3), ("dep", 1), ("dep", 8), ("h", 3), ("h", 8), ("w", 3), ("w", 8), ("n", 3), ("kd", 1), ("kd", 4), ("k", 1),
    ("k", 5), ("s", 3), ("pad", "same"), ("d", 2), ("show", "solid"), ("axes", "independent"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), CONTROLS)
def test_every_control_at_both_ends(key, value) -> None:
    app = choose(visit(), key, value) if key not in ("show", "axes") else visit(**{key: str(value)})
    two = walks(**address(app))
    (name,) = (param.name for param in VolumesState.params if param.key == key)
    assert two.state.values[name] == value
    assert shown(two, "0.output").tolist() == expected(two)[0]


@pytest.mark.parametrize("name", VOLUMES)
def test_every_input(name: str) -> None:
    app = choose(visit(), "in", name)
    assert not notices(app)
    assert address(app) == ({} if name == "worked" else linked(**{"in": name}))


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter(name: str) -> None:
    app = choose(visit(n="2"), "ker", name)
    assert not notices(app)
    two = walks(**address(app))
    assert shown(two, "0.output") == pytest.approx(np.array(expected(two)[0]))


def test_an_average_is_ones_with_a_fraction_in_front() -> None:
    app = visit(ker="average")
    assert set(grid(app, "0.kernel")["values"]) == {1}
    assert (grid(app, "0.kernel")["scale"], grid(app, "1.kernel")["scale"]) == ([1, 18], [1, 36])
    assert r"\frac{1}{18}" in prose(app)


BAD = [
    ({"kd": "9"}, "the filter depth must be a whole number from 1 to 8; at 8, the filter would be deeper than the "
     "input. Instead, it is 4.", {"kd": "4"}),
    ({"dep": "0"}, "the input depth must be a whole number from 1 to 8. Instead, it is 1.", {"dep": "1"}),
    ({"h": "16"}, "the input height at 16, only a scan may have more than 8 cells a side. It is now 8.", {"h": "8"}),
    ({"pad": "full"}, "the padding must be one of none or same. Instead, it is none.", {}),
    ({"sd": "2"}, "`sd=2`, which matters only with independent axes; it was left out.", {}),
    ({"kseed": "2"}, "matters only with `ker=random`; it was left out.", {}),
    ({"ker": "depth", "kd": "1"}, "a difference needs at least 2 cells along the depth", {"ker": "depth"}),
    ({"xe": "0.7.0.0~1"}, "Of the 1 changed numbers of the input, 1 lies outside of it now", {}),
    ({"xe": "1.2~3"}, "must be written as channel.slice.row.column~value", {}),
    ({"kd": "4", "fe": "0.0.0.0.0~1"}, "matters only with a filter less deep than the input", {"kd": "4"}),
    ({"in": "scan", "h": "16", "kd": "8", "k": "5", "c": "3", "n": "3", "pad": "same"}, "more than 500,000", None),
    ({"view": "pile"}, "the view of volumes must be one of", {}),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence", "canonical"), BAD, ids=lambda value: str(value)[:20])
def test_a_bad_link_is_explained_and_the_page_stands(query, sentence, canonical) -> None:
    app = visit(**query)
    assert any(sentence in notice for notice in notices(app)), notices(app)
    if canonical is not None:
        assert address(app) == linked(**canonical)
    assert not notices(visit(**address(app)))


@pytest.mark.parametrize(
    ("query", "edit", "asked"),
    [
        ({}, Edit("0.input", ((27, 9.0),)), {"xe": "0.1.0.2~9"}),
        ({"c": "2"}, Edit("1.input", ((127, 9.0),)), {"xe": "1.1.0.2~9"}),
        ({}, Edit("0.kernel", ((10, -4.0),)), {"ke": "0.0.1.0.1~-4"}),
        ({}, Edit("1.kernel", ((28, 0.5),)), {"fe": "0.0.3.0.1~0.5"}),
        ({"kd": "4"}, Edit("1.kernel", ((28, 7.0),)), {"ke": "0.0.3.0.1~7"}),
    ],
    ids=["volume", "the same volume as channels", "3-D filter", "2-D filter", "one filter for both"],
)
def test_numbers_typed_into_the_player_go_into_the_link(query, edit, asked) -> None:
    two = walks(**query)
    change = two.edit(edit)
    assert isinstance(change, CellEdit)
    assert {VolumesState.param(change.param).key: merged("", change.named, change.cells)} == asked
    ((key, text),) = asked.items()
    changed = walks(**query, **asked)
    (value,) = read(text).values()
    held = shown(changed, edit.grid).ravel()
    assert held[edit.cells[0][0]] == value
    assert (held != shown(two, edit.grid).ravel()).sum() == 1
    assert shown(changed, "0.output").tolist() == expected(changed)[0]
    assert shown(changed, "1.output").tolist() == expected(changed)[1]
    assert f"{key}={text}" in "&".join(f"{k}={v}" for k, v in address(visit(**query, **asked)).items())


def test_changed_numbers_can_be_undone() -> None:
    app = press(visit(xe="0.1.0.2~9", fe="0.0.3.0.1~7"), "Undo the changed numbers")
    assert address(app) == {}


def test_the_question_has_the_right_answer() -> None:
    assert walks(dep="5", h="6", kd="3").solid.trace.output.size == LESSON.quiz.answer
    app = choose(visit(), "guess", 48)
    assert "Yes, 48." in app.success[0].value
    app = choose(visit(), "guess", 16)
    assert "3 · 4 · 4 = 48" in app.info[0].value
    assert address(press(app, "Show me")) == linked(dep="5", h="6", kd="3")


def test_the_sources_are_put_right() -> None:
    said = prose(visit())
    assert "an axis of space or time like the other two. Channels are another axis" in said
    assert "The block of weights has three axes, but it slides along two." in said


def test_the_code_is_there_in_every_dialect_for_both() -> None:
    codes = [block.value for block in unfolded(visit()).code]
    assert len(codes) == 8
    assert "F.conv3d" in codes[0]
    assert "F.conv2d" in codes[4]


def test_the_code_in_numpy_gives_what_the_player_shows() -> None:
    for two in (walks(), walks(c="2", n="2", pad="same", ker="average")):
        for walk in two.layers:
            (code,) = (snippet.code for snippet in walk.code() if snippet.dialect == "numpy")
            names: dict = {}
            exec(re.sub(r"^print.*$", "", code, flags=re.M), names)
            assert np.allclose(names["y"], walk.trace.output)


def test_the_opening_picture_can_be_taken_along(tmp_path: Path) -> None:
    opening = walks().scene("any")
    assert Image.open(io.BytesIO(png(opening, 13))).format == "PNG"
    moving = Image.open(io.BytesIO(gif(opening)))
    assert moving.n_frames >= 9
    assert '"0.output"' in page(opening)


small = {
    "in": st.sampled_from(["worked", "ramp", "random", "scan"]), "seed": st.integers(0, 9), "c": st.integers(1, 3),
    "dep": st.integers(1, 5), "h": st.integers(3, 6), "w": st.integers(3, 6), "n": st.integers(1, 3),
    "ker": st.sampled_from(list(FILTERS)), "kd": st.integers(1, 5), "k": st.integers(1, 3), "kw": st.integers(1, 3),
    "axes": st.sampled_from(["square", "independent"]), "pad": st.sampled_from(["none", "same"]),
    "padd": st.sampled_from(["none", "same"]), "s": st.integers(1, 3), "sd": st.integers(1, 3), "d": st.integers(1, 3),
    "order": st.sampled_from(["filter", "position"]), "show": st.just("both"),
}  # fmt: skip


@settings(
    max_examples=25, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(st.fixed_dictionaries({}, optional=small))
def test_whatever_is_asked_for_both_walks_are_what_plain_loops_compute(query) -> None:
    asked = {"show": "both", **{key: str(value) for key, value in query.items()}}
    state, _ = decode(VolumesState, "volumes", linked(**asked))
    assert decode(VolumesState, "volumes", encode(state)) == (state, [])
    two = VolumesModel(state)
    solid, flat = expected(two)
    assert shown(two, "0.output") == pytest.approx(np.array(solid), rel=1e-12, abs=1e-9)
    assert shown(two, "1.output") == pytest.approx(np.array(flat), rel=1e-12, abs=1e-9)
