"""A filter as three vectors, along channels, height and width."""

from __future__ import annotations

from typing import Any, Final

from convviz.app.lessons.flattened import cost, on_picture, separability, text
from convviz.app.lessons.flattened.model import FlattenedModel, FlattenedState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import BlockLink, pads_as_same
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.widgets.bar_list import bars
from convviz.costs.alternatives import Task

Page = PageState[Any]


def _survivors(page: Page, model: FlattenedModel) -> None:
    sentences(separability.verdict(model))
    source_corrections(*text.CORRECTIONS)


def _picture(page: Page, model: FlattenedModel) -> None:
    on_picture.show(model)
    sentences(on_picture.says(model))


def _price(page: Page, model: FlattenedModel) -> None:
    sentences(cost.of_this(model))
    bars(cost.weights())


def _trained(page: Page, model: FlattenedModel) -> None:
    sentences([text.TRAINED, separability.random_ones(model), separability.survey(model)])


def _trade(page: Page, model: FlattenedModel) -> None:
    sentences([text.GAINED, text.LOST])


def _requested(task: Task) -> tuple[tuple[str, str, Value], ...]:
    height, width = task.size
    return (
        ("height", "height", height),
        ("width", "width", width),
        ("padding", "padding", "same" if pads_as_same(task) else "none"),
        ("kernel", "kernel", task.kernel),
        ("channels", "channels in", task.in_channels),
        ("filters", "channels out", task.out_channels),
    )


CASES: Final = (
    Case(
        "What are the three steps?", {}, "18 → 8 weights", "steps",
        "Along the channels, then down, then across: each step reads the maps before it.",
        "Jin et al.: flattened convolution",
    ),
    Case(
        "Is it the same output?", {"show": "race"}, "162 → 122", "race",
        "The whole filter is the product of the three vectors, so both end in the same 9 numbers.",
        "5×5×2, one filter, raced",
    ),
    Case(
        "What if there are 3 channels?", {"channels": 3}, "27 → 9 weights", "three",
        "One more channel adds 9 weights to a whole filter, and a single one to the first vector.",
        "Three channels",
    ),
    Case(
        "Can channels look differently?", {"show": "race", "weights": "edges"}, "8 of 9 differ", "edges",
        "Each channel wants another edge, but all channels share one column and one row.",
        "Another edge in each channel",
    ),
    Case(
        "Does a Laplacian survive?", {"show": "race", "weights": "laplacian"}, "9 of 9 differ", "laplacian",
        "The channels are alike, but a Laplacian is no column times a row.",
        "Laplacians",
    ),
    Case(
        "What if there are 3 filters?", {"filters": 3}, "54 → 24 weights", "filters",
        "Every filter has three vectors of its own.",
        "Three filters",
    ),
    Case(
        "What if there is 1 channel?", {"channels": 1}, "9 → 7 weights", "one",
        "The first step only multiplies by a number. The other two are a spatially separable kernel.",
        "One channel",
    ),
)  # fmt: skip

FLATTENED = Lesson(
    page="flattened",
    title="Flattened",
    icon=":material/compress:",
    summary="A filter as three vectors, along channels, height and width. Which filters survive it?",
    state=FlattenedState,
    model=FlattenedModel,
    idea=text.IDEA,
    formula=text.formula,
    heading="Flattened convolution",
    players=(Player(FlattenedModel.scene, FlattenedModel.edit, title="Flattened convolution", lines=2, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("show", "weights", "channels", "kernel", "filters", "padding"),
    more_controls=("weights_seed", "input", "input_seed", ("height", "width")),
    chapters=(
        Chapter("Which filters survive?", _survivors),
        Chapter("Both on a picture", _picture),
        Chapter("What it saves", _price),
        Chapter("Trained flat, not flattened afterwards", _trained),
        Chapter("Gained and lost", _trade),
    ),
    code=FlattenedModel.code,
    quiz=Quiz(text.QUESTION, 30, text.WHY, {"channels": 4, "filters": 3}),
    ideas=(
        Idea("An edge for each channel", text.TRY_EDGES, {"weights": "edges"}),
        Idea("Change one vector", text.TRY_CHANGE, {"weights": "average"}),
        Idea("One channel", text.TRY_ONE, {"channels": 1}),
    ),
    blocks={"flattened": BlockLink(_requested, has=frozenset({"padding"}))},
)  # fmt: skip
