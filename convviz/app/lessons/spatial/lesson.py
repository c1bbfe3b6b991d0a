"""A kernel that is a column times a row is two thin convolutions."""

from __future__ import annotations

from typing import Any

from convviz.app.lessons.spatial import cost, on_picture, separability, text
from convviz.app.lessons.spatial.model import SpatialModel, SpatialState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import BlockLink, pads_as_same
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.costs.alternatives import Task

Page = PageState[Any]


def _rank(page: Page, model: SpatialModel) -> None:
    sentences(separability.verdict(model))
    sentences([part for part in (separability.ladder(model), separability.in_use(model)) if part])


def _picture(page: Page, model: SpatialModel) -> None:
    on_picture.show(model)
    sentences(on_picture.says(model))


def _survey(page: Page, model: SpatialModel) -> None:
    size = model.state.kernel
    sentences([f"The named kernels of {size} × {size}:\n\n{separability.survey(size)}"])
    source_corrections(*text.KERNEL_CORRECTIONS)


def _price(page: Page, model: SpatialModel) -> None:
    sentences([*cost.of_this(model), *cost.in_general()])
    cost.chart(model, page.entry("chart"))
    source_corrections(*text.price_corrections({size: cost.each_output(size) for size in (5, 4, 3)}))


def _trade(page: Page, model: SpatialModel) -> None:
    sentences([text.GAINED, text.LOST])


def _requested(task: Task) -> tuple[tuple[str, str, Value], ...]:
    height, width = task.size
    return (
        ("height", "height", height),
        ("width", "width", width),
        ("padding", "padding", "same" if pads_as_same(task) else "none"),
        ("kernel", "kernel", task.kernel),
    )


SPATIAL = Lesson(
    page="spatial",
    title="Spatially separable",
    icon=":material/splitscreen:",
    summary="A kernel that is a column times a row: two thin convolutions race the whole. Which kernels are?",
    state=SpatialState,
    model=SpatialModel,
    idea=text.IDEA,
    formula=text.formula,
    heading="Spatially separable convolution",
    players=(Player(SpatialModel.scene, SpatialModel.edit, title="Spatially separable convolution"),),
    remarks=text.remarks,
    cases=(
        Case("Sobel, 5 × 5", {}),
        Case("4 × 4: no saving", {"height": 4}),
        Case("3 × 3: dearer", {"height": 3}),
        Case("Padded", {"padding": "same"}),
        Case("Gaussian, 5 taps", {"height": 8, "weights": "gaussian", "kernel": 5}),
        Case("Laplacian: no product", {"weights": "laplacian"}),
        Case("Laplacian: two products", {"weights": "laplacian", "terms": 2}),
        Case("Diagonal line", {"weights": "diagonal"}),
    ),
    controls=("weights", "weights_seed", "kernel", "terms", "input", "input_seed", ("height", "width"), "padding"),
    chapters=(
        Chapter("Does this kernel separate?", _rank),
        Chapter("Both on a picture", _picture),
        Chapter("Not every kernel separates", _survey),
        Chapter("What it saves", _price),
        Chapter("Gained and lost", _trade),
    ),
    code=SpatialModel.code,
    quiz=Quiz(text.QUESTION, 240, text.WHY, {"height": 8, "weights": "gaussian", "kernel": 5}),
    ideas=(
        Idea("The smallest input", text.TRY_SMALLEST, {"height": 3}),
        Idea("Two products", text.TRY_TWO, {"weights": "laplacian", "terms": 2}),
        Idea("Your own kernel", text.TRY_OWN, {"weights": "box"}),
    ),
    blocks={
        "spatial": BlockLink(_requested, "one channel", frozenset({"padding"})),
        "column_row": BlockLink(
            _requested, "column and row on one channel, so without mixing", frozenset({"padding"})
        ),
    },
)  # fmt: skip
