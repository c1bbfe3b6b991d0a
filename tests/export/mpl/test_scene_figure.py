"""The picture of a scene: everything has its place, and shows what the decoder says."""

from dataclasses import replace
from itertools import combinations
from math import ceil

import pytest
from matplotlib.text import Text

from convviz import ConvSpec, record
from convviz.export.mpl.arithmetic import pieces
from convviz.export.mpl.equation_layout import LineBreaks, equation_layout, equation_lines
from convviz.export.mpl.fonts import MONO_ADVANCE, width
from convviz.export.mpl.frame import changed
from convviz.export.mpl.layout import arrange_separately, arrange_tracks
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.palette import CHANNELS, INK, LINE, PAGE
from convviz.scene import Decoder, counters_lines, scene_of
from convviz.scene.counters import SEPARATOR
from convviz.scene.step_text import bracketed, number
from decoded_scenes import TRACES
from drawn_scenes import SCENES, worked
from player_side import css_colours
from random_layers import integers

ROOM = 872


def grids_of(scene, track):
    links = {link.id: link for link in scene.links}
    used = [links[id] for id in scene.tracks[track].links]
    ids = {reach.grid for link in used for reach in (link.read, link.weight, link.write) if reach}
    ids |= {grid.initial[0] for grid in scene.grids if grid.initial and grid.id in ids}
    return [grid for grid in scene.grids if grid.id in ids]


def tracks_of(scene):
    return [grids_of(scene, track) for track in range(len(scene.tracks))]


@pytest.mark.parametrize("name", SCENES)
def test_no_grid_covers_another_or_leaves_the_picture(name):
    tracks = tracks_of(SCENES[name])
    for grids, picture in zip(tracks, arrange_tracks(tracks, ROOM, form=SCENES[name].form), strict=True):
        boxes = []
        for grid, slot in zip(grids, picture.slots, strict=True):
            label = max(width(grid.title, 16, "bold"), *(width(line, 12.5) for line in slot.note), 0)
            right = slot.x + max(slot.width, label)
            boxes.append((slot.x - slot.sign_width, slot.label_y - 10, right, slot.y + slot.height))
        for left, top, right, bottom in boxes:
            assert left >= -1
            assert top >= -1
            assert right <= ROOM + 1
            assert bottom <= picture.height + 1
        for one, other in combinations(boxes, 2):
            arrange_separately = (
                one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            )
            assert arrange_separately, (one, other)


@pytest.mark.parametrize("name", SCENES)
def test_equations_fit_into_the_room_they_were_given(name):
    scene = SCENES[name]
    decoder = Decoder(scene)
    for track in range(len(scene.tracks)):
        setting = equation_layout(decoder, track, ROOM)
        for k in range(0, decoder.count(track), 7):
            drawn = decoder.step(track, k)
            lines = equation_lines(decoder, drawn, setting.breaks[drawn.link])
            assert len(lines) * setting.size * 1.6 <= setting.height + 1e-6
            for line in lines:
                assert pieces(line, complete=True)[-1].end * setting.size * MONO_ADVANCE <= ROOM


def words_over(figure, step):
    """Every text that a step draws over the cells, with its place."""
    texts = [artist for artist in figure.over(figure.frame(step)) if isinstance(artist, Text)]
    return [(text.get_text(), *text.get_position()) for text in texts]


def height_of(figure):
    """Of the picture, in points."""
    return 72 * figure.sheet.figure.get_size_inches()[1]


def counters_of(figure, step):
    """The lines below the last panel."""
    words = words_over(figure, step)
    last = max(place for place, (text, *_) in enumerate(words) if text.startswith("step "))
    return words[last + 1 :]


@pytest.mark.parametrize("name", SCENES)
def test_the_counters_stand_below_all_panels_and_leave_nothing_out(name):
    scene = SCENES[name]
    figure = SceneFigure(scene, "light", dpi=72, form="tall")
    for step in {0, figure.clock.steps - 1}:
        panels = max(y for text, _, y in words_over(figure, step) if text.startswith("step ")) + 21
        spent = [head.spent for head in figure.clock.heads(step)]
        expected = counters_lines(scene.tracks, spent, figure.clock.totals)
        found = counters_of(figure, step)
        assert SEPARATOR.join(text for text, *_ in found) == SEPARATOR.join(expected)
        for (text, x, y), below in zip(found, [*(y for *_, y in found[1:]), height_of(figure)], strict=False):
            assert x + width(text, 13) <= 940, text
            assert panels < y - 8
            assert y + 10 < below


def test_counters_too_long_for_a_line_go_on_in_the_next_and_stay_there():
    scene = SCENES["the worked example"]
    track = replace(scene.tracks[0], weights=10**15, biases=10**9)
    long = replace(scene, links=(replace(scene.links[0], full=9 * 10**18),), tracks=(track,))
    figure = SceneFigure(long, "light", dpi=72, form="tall")
    for step in (0, 8):
        texts = [text for text, *_ in counters_of(figure, step)]
        assert [text.partition(" ")[0] for text in texts] == ["weights", "FLOPs"]
    assert height_of(figure) > height_of(SceneFigure(scene, "light", dpi=72, form="tall"))


def written(line):
    """A line of an equation as text."""
    return "".join(" " * (piece.column - end) + piece.text for piece, end in spaced(pieces(line, complete=True)))


def spaced(line):
    return zip(line, [0, *(piece.end for piece in line)], strict=False)


@pytest.mark.parametrize("per_line", [4, 5, 9])
def test_a_sum_too_long_for_a_slide_keeps_its_first_and_its_last_row(per_line):
    decoder = Decoder(SCENES["eight channels"])
    drawn = decoder.step(0, 5)
    lines = equation_lines(decoder, drawn, LineBreaks(per_line, 8))
    assert len(lines) == 8
    shown = sum(token.term >= 0 for line in lines for token in line)
    assert written(lines[-2]) == f"+ … {72 - shown} more products …"
    assert lines[0][1].term == 0
    sums = [sum(term.product for term in drawn.terms[i : i + 9]) for i in range(0, 72, 9)]
    signed = [number(value) if i == 0 else bracketed(number(value)) for i, value in enumerate(sums)]
    assert written(lines[-1]) == f"= {' + '.join(signed)} = {number(drawn.sum)}"


def test_of_many_partial_sums_some_are_left_out_and_counted():
    decoder = Decoder(SCENES["eight channels"])
    lines = equation_lines(decoder, decoder.step(0, 5), LineBreaks(9, 2))
    assert len(lines) == 8
    assert written(lines[5]).startswith("= ")
    assert written(lines[6]) == "+ … 4 more sums …"
    assert sum(token.after >= 0 for token in lines[7]) == 2
    assert lines[7][-1].result


@pytest.mark.parametrize("per_line", range(1, 10))
def test_a_bracket_stays_with_the_number_it_opens_or_closes_on(per_line):
    decoder = Decoder(SCENES["2-D, several channels and a bias"])
    lines = equation_lines(decoder, decoder.step(0, 3), LineBreaks(per_line, 3))
    texts = [written(line) for line in lines]
    assert len(texts) == 3 * ceil(6 / min(per_line, 6)) + 1 or len(texts) == 8
    for text in texts:
        assert not text.endswith("(")
        assert not text.startswith(")")


def test_products_stand_in_the_colour_of_their_channel_and_the_sums_are_written_in_it():
    decoder = Decoder(SCENES["2-D, several channels and a bias"])
    rows = [pieces(line, complete=True) for line in equation_lines(decoder, decoder.step(0, 3), LineBreaks(6, 3))]
    for channel, row in enumerate(rows[:3]):
        assert {piece.tint for piece in row if piece.group == channel} == {channel}
        assert {piece.role for piece in row if "·" in piece.text} == {"quiet"}
        assert [piece.hue for piece in row if piece.text in "()"] == [channel, channel]
    assert [piece.hue for piece in rows[3] if piece.hue >= 0] == [0, 1, 2]
    assert all(piece.tint == -1 for piece in rows[3]), "sums are no products"
    half = [pieces(line, complete=False) for line in equation_lines(decoder, decoder.step(0, 3), LineBreaks(6, 3))]
    assert half == [*rows[:3], []], "sums are known when the step is complete"


@pytest.mark.parametrize("name", TRACES)
def test_only_what_is_written_is_shown(name):
    trace, scene = TRACES[name], SCENES[name]
    scene_figure, decoder = SceneFigure(scene, "light", dpi=72), Decoder(scene)
    for step in {0, len(trace) // 2, len(trace) - 1}:
        shown = scene_figure.frame(step).shown[0, "output"].values
        if not trace.spec.transposed:
            assert shown[: step + 1] == pytest.approx(trace.output.ravel()[: step + 1].tolist())
            assert shown[step + 1 :] == [None] * (len(shown) - step - 1)
        written = {t.write for k in range(step + 1) for t in decoder.step(0, k).terms} - {-1}
        complete = step == len(trace) - 1
        assert {cell for cell, value in enumerate(shown) if value is not None} == (
            set(range(len(shown))) if complete else written
        )
    assert scene_figure.frame(len(trace) - 1).shown[0, "output"].values == pytest.approx(trace.output.ravel().tolist())


def test_a_step_before_can_be_shown_after_a_later_one():
    scene_figure = SceneFigure(SCENES["the worked example"], "light", dpi=72)
    early = scene_figure.frame(1).shown
    scene_figure.frame(8)
    assert scene_figure.frame(1).shown == early
    assert early[0, "output"].values == [*worked().output.ravel()[:2].tolist(), *[None] * 7]


def test_a_page_is_turned_to_the_filter_of_the_step():
    name = "3-D with pages of filters and reflection"
    trace, scene_figure = TRACES[name], SceneFigure(SCENES[name], "light", dpi=72)
    for step in (0, len(trace) - 1):
        assert scene_figure.frame(step).shown[0, "kernel"].values == trace.weight[trace[step].cell[0]].ravel().tolist()


def test_a_page_has_the_colours_of_its_own_channels():
    spec = ConvSpec.of(2, 9, 9, 2, groups=9)
    trace = record(spec, integers(1, 9, 3, 3, most=9) + 1, integers(2, *spec.weight_shape, most=9) + 1)
    plain = scene_of(trace)
    grids = tuple(replace(grid, hues=(tuple(range(9)),)) if grid.id == "kernel" else grid for grid in plain.grids)
    scene_figure = SceneFigure(replace(plain, grids=grids), "light", dpi=72)
    (kernel,) = (band.views["kernel"] for band in scene_figure._bands)
    first, fourth = (scene_figure.frame(step).shown[0, "kernel"] for step in (0, 3 * 4))
    assert (first.page, fourth.page) == (0, 3)
    faces = [{box.face for box in drawn(kernel, state)} for state in (first, fourth)]
    same = replace(fourth, values=first.values, lit=first.lit)
    assert not faces[0] & faces[1]
    assert len(changed(kernel, same, first)) == kernel.cells, "another colour is another look"
    assert kernel.hue(0, 3) == CHANNELS["light"][3]


def drawn(view, state):
    """The squares of its cells."""
    return [view._square(cell, value, False, state.page) for cell, value in enumerate(state.values)]


def test_neutral_colours_are_those_of_the_player():
    colours = css_colours()
    for theme, index in (("light", 0), ("dark", 1)):
        assert LINE[theme] == colours["line"][index]
        assert PAGE[theme] == (colours["surface"][index], colours["raised"][index])
        assert len(set(CHANNELS[theme])) == 8
    assert set(INK) == {"light", "dark"}


def test_tracks_of_different_kinds_have_a_scale_each():
    tracks = tracks_of(SCENES["three views of a transposed convolution"])
    together = {slot.cell for picture in arrange_tracks(tracks, ROOM) for slot in picture.slots}
    paint, _, multiply = ([slot.cell for slot in picture.slots] for picture in arrange_separately(tracks, ROOM))
    assert len(together) == 1
    assert paint[0] > multiply[0]
    assert len(set(multiply)) == 1, "beside a large matrix all is as large"


def test_an_entry_that_a_matrix_does_not_have_shows_no_number():
    scene = SCENES["a matrix"]
    scene_figure = SceneFigure(scene, "light", dpi=72)
    matrix = next(grid for grid in scene.grids if grid.id == "kernel")
    view = scene_figure._bands[0].views["kernel"]
    values = list(matrix.values)
    shown = {cell for cell in range(len(values)) if len(list(view.paint([cell], values))) > 1}
    assert shown == set(range(len(values))) - set(matrix.gaps)
