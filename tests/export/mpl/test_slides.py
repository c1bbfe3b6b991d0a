"""A slide of anything: 16 : 9, all of it inside, nothing too small, and no text on another or on a grid."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from matplotlib.text import Text

from convviz.app.params.param import settle
from convviz.cli.render import PICTURES
from convviz.export.mpl.lines import numberable
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.scene import Scene
from counts import examples, sample
from drawn_scenes import SCENES, in_a_theme
from states import random_states

from .measuring import Words, artists_of, extents, on_cells, overlapping, words_of
from .volumes import VOLUMES

SMALLEST = 11
EDGE = 8  # of the slide, that stays free
CASES = [(name, case.id) for name, (lesson, player) in PICTURES.items() for case in lesson.cases_of(player) if case.id]
REMARK = "120 of 4,096 steps shown"


def scene_of_case(name: str, id: str) -> tuple[Scene, str]:
    """What a lesson shows in a named case, and its sentence."""
    lesson, player = PICTURES[name]
    case = next(case for case in lesson.cases_of(player) if case.id == id)
    return lesson.scene(settle(lesson.state, case.values)[0], player), case.sentence


def measured(scene: Scene, sentence: str = "", theme: str = "light") -> SceneFigure:
    """The slide of a scene, in which everything is in order at its first, its middle and its last step."""
    figure = SceneFigure(scene, theme, dpi=72, sentence=sentence, remark=REMARK)
    wide, high = figure.sheet.figure.get_size_inches() * 72
    assert (wide, high) == pytest.approx((960, 540), abs=1e-6)
    steps = figure.clock.steps
    for step in sorted({0, steps // 2, steps - 1}):
        background, cells, over = artists_of(figure, step)
        words = words_of([*background, *cells, *over])
        assert min(each.size for each in words) >= SMALLEST - 1e-6, min(words, key=lambda each: each.size)
        for left, top, right, bottom in extents([*background, *cells, *over]):
            assert left >= EDGE
            assert top >= EDGE
            assert right <= wide - EDGE
            assert bottom <= high - EDGE
        assert overlapping(words) == []
        around = words_of([*background, *over])
        assert sentence in " ".join(each.text for each in around)
        assert [each for each in words_of(background) if on_cells(figure, each)] == []
        in_panels(figure, around)
    said = " ".join(words for panel in figure._plan.panels for row in panel.keys for _, words in row)
    for grid, slot in places(figure):
        assert slot.numbered or not numberable(grid) or "too small for numbers" in said
    return figure


def places(figure: SceneFigure) -> Iterator:
    """Every grid and where it is."""
    return ((view.grid, view.slot) for band in figure._bands for view in band.views.values())


def in_panels(figure: SceneFigure, words: list[Words]) -> None:
    """Below the heading every text is in a panel, and every grid above the bar of its own."""
    boxes = [panel.box for panel in figure._plan.panels]
    for text in words:
        assert text.bottom < boxes[0].y or any(
            box.x + 4 <= text.left
            and text.right <= box.x + box.width - 4
            and box.y <= text.top
            and text.bottom <= box.y + box.height
            for box in boxes
        ), text
    for panel in figure._plan.panels:
        for slot in panel.slots:
            assert panel.left - 1 <= slot.x
            assert slot.x + slot.width <= panel.left + panel.room + 1
            assert slot.y + slot.height <= panel.foot.y - 7


@pytest.mark.parametrize(("name", "id"), sample(CASES, 8))
def test_of_every_named_case(name: str, id: str) -> None:
    scene, sentence = scene_of_case(name, id)
    measured(scene, sentence)


@pytest.mark.parametrize(("name", "theme"), sample(in_a_theme([*SCENES]), 4))
def test_of_every_kind_of_scene(name: str, theme: str) -> None:
    measured(SCENES[name], theme=theme)


@pytest.mark.parametrize("name", sample([*VOLUMES], 3))
def test_of_volumes_stacked_and_spread(name: str) -> None:
    measured(VOLUMES[name])


@pytest.mark.parametrize("name", sample([*PICTURES], 3))
def test_of_any_state(name: str) -> None:
    lesson, player = PICTURES[name]
    for state in random_states(lesson.state, examples(10)):
        if not lesson.needs_upload(state) and lesson.players[lesson.on_board(state)] is player:
            scene = lesson.scene(state, player)
            measured(scene)


def test_a_title_too_long_for_its_line_is_set_smaller_and_then_in_several() -> None:
    plain = SCENES["the worked example"]
    sizes = []
    for title in ("Short", "A title of the length that some teachers give " * 2, "One that goes on and on " * 9):
        figure = measured(replace(plain, title=title.strip()), "Look at the corner of the window.")
        words = [text for text in figure.background() if isinstance(text, Text) and text.get_text() in title]
        sizes.append((words[0].get_fontsize(), len(words)))
    assert sizes[0] == (22, 1)
    assert sizes[1][0] < 22
    assert sizes[1][1] == 1
    assert sizes[2][1] > 1


def test_a_race_has_its_runners_side_by_side_where_their_cells_are_larger_so() -> None:
    tops = {}
    for case in (("correlation", "flip"), ("grouped", "work")):
        first, second = (panel.box for panel in measured(*scene_of_case(*case))._plan.panels)
        tops[case] = first.y == second.y
    assert all(tops.values())


def test_the_counters_of_a_panel_do_not_repeat_its_title() -> None:
    scene, sentence = scene_of_case("spatial", "work")
    figure = measured(scene, sentence)
    counters = [words.text for words in words_of(list(figure.over(figure.frame(0)))) if "multiplications" in words.text]
    assert [text.split()[0] for text in counters] == ["weights", "weights"]


def test_cells_too_small_for_numbers_show_none_and_the_legend_says_so() -> None:
    figure = measured(*scene_of_case("separable", "work"))
    assert not any(slot.numbered for _, slot in places(figure))
    tall = SceneFigure(scene_of_case("separable", "work")[0], "light", dpi=72, form="tall")
    assert all(slot.numbered for _, slot in places(tall))


def test_and_below_each_other_where_they_are_larger_so() -> None:
    lesson, player = PICTURES["correlation"]
    state = settle(lesson.state, {"signal": "random", "length": 16, "taps_length": 2})[0]
    first, second = (panel.box for panel in measured(lesson.scene(state, player))._plan.panels)
    assert first.x == second.x
    assert second.y > first.y + first.height
