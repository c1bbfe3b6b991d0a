"""Where a block opens: a legal link to a lesson, and a true word on what was scaled and what the lesson leaves out."""

from dataclasses import replace

import pytest

from convviz.app.deep_links.block_to_lesson import TAKEN, block_link
from convviz.app.deep_links.layer_to_lesson import LessonLink, layer_link
from convviz.app.params.links import decode
from convviz.costs.alternatives import ALTERNATIVES, Task

TASK = Task(64, 128, (56, 56), groups=4, inside=32)


def link_of(block: str, task: Task = TASK) -> LessonLink:
    """The link, by which the lesson must open without a complaint."""
    link = block_link(block, task)
    assert link
    assert not decode(link.lesson.state, link.lesson.page, link.query)[1]
    return link


def test_lessons_take_blocks_that_there_are() -> None:
    assert TAKEN.keys() <= {way.key for way in ALTERNATIVES}
    assert {block: lesson.page for block, (lesson, _) in TAKEN.items()} == {
        "bottleneck": "pointwise",
        "column_row": "spatial",
        "flattened": "flattened",
        "separable": "separable",
        "shuffle_unit": "shuffled",
        "shuffled": "shuffled",
        "spatial": "spatial",
    }


@pytest.mark.parametrize("block", TAKEN)
def test_every_number_that_was_scaled_is_said(block: str) -> None:
    task = replace(TASK, kernel=7, groups=32, inside=640, size=(57, 57))
    lesson, declared = TAKEN[block]
    link = link_of(block, task)
    state, _ = decode(lesson.state, lesson.page, link.query)
    for name, label, value in declared.requested(task):
        got = state.values[name]
        assert value == got or isinstance(value, str) or f"{label} " in link.sentence
        if f"{label} " in link.sentence.partition("Scaled")[2]:
            assert f" → {got:,}" in link.sentence


def test_what_was_scaled_and_what_is_left_out_is_said() -> None:
    task = replace(TASK, groups=32, kernel=5, stride=2)
    assert "channels 64 → 12, groups 32 → 4, kernel 5 → 3" in link_of("shuffled", task).sentence
    assert "Without its stride" in link_of("separable", task).sentence
    assert "Without its stride and padding, which the lesson does not have." in link_of("shuffled", task).sentence
    assert "Without its own width" in link_of("separable", replace(TASK, size=(56, 28))).sentence
    assert "own width" not in link_of("flattened", replace(TASK, size=(56, 28))).sentence
    assert "padding" not in link_of("bottleneck", task).sentence, "a 1 × 1 window has no border"
    assert link_of("separable").address == "separable?pad=same&h=56&c=64&v=2"


def test_a_block_of_one_layer_opens_where_the_layer_does() -> None:
    assert link_of("regular").lesson.page == "channels"
    assert "Shown on 7 × 7 instead of 56 × 56" in link_of("regular").sentence
    assert link_of("depthwise").lesson.page == "depthwise"
    window = next(way for way in ALTERNATIVES if way.key == "resnext").block(TASK).convolutions[1]
    assert link_of("resnext").query == layer_link(window, (32, 56, 56)).query
    assert ": the layer in its middle. " in link_of("resnext").sentence


@pytest.mark.parametrize(
    ("block", "task"),
    [
        ("depthwise", Task(192, 32, (56, 56), groups=4, inside=8)),
        ("resnext", replace(TASK, inside=30)),
        ("grouped", replace(TASK, groups=1)),
        ("pointwise", replace(TASK, padding=0)),
    ],
)
def test_a_block_that_refuses_the_task_opens_nowhere(block: str, task: Task) -> None:
    assert next(way for way in ALTERNATIVES if way.key == block).obstacle(task)
    assert block_link(block, task) is None


def test_a_lesson_that_shows_a_block_in_a_size_of_its_own_does_so_for_any_task() -> None:
    assert next(way for way in ALTERNATIVES if way.key == "spatial").obstacle(TASK)
    assert link_of("spatial").sentence.startswith("Opens in “Spatially separable”: one channel.")
