"""A filter as three vectors, along channels, height and width."""

from __future__ import annotations

from typing import Any

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
    players=(Player(FlattenedModel.scene, FlattenedModel.edit, title="Flattened convolution"),),
    remarks=text.remarks,
    cases=(
        Case("5×5×2, one filter", {}),
        Case("Three channels", {"channels": 3}),
        Case("The three steps alone", {"show": "flattened"}),
        Case("Another edge in each channel", {"weights": "edges"}),
        Case("Laplacians", {"weights": "laplacian"}),
        Case("Three filters", {"filters": 3}),
        Case("One channel", {"channels": 1}),
    ),
    controls=(
        "show", "weights", "weights_seed", "filters", "kernel", "channels", "input", "input_seed", ("height", "width"),
        "padding",
    ),
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
