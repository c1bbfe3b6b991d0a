"""A kernel that is a column times a row is two thin convolutions."""

from __future__ import annotations

from typing import Any, Final

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

HEADING: Final = "Spatially separable convolution"
Page = PageState[Any]

CASES: Final = (
    Case(
        "Who needs less work?", {}, "81 → 72", "work",
        "Sobel x is a column times a row. At once it takes 9 · 9 = 81 multiplications, in two steps 45 + 27 = 72.",
        "Sobel on 5 × 5: 81 against 72",
    ),
    Case(
        "What if the input is 4 × 4?", {"height": 4}, "36 → 36", "four",
        "The column writes 2 × 4 numbers for 24 multiplications, the row takes 12 more: 36 either way.",
        "4 × 4: no saving",
    ),
    Case(
        "Can two steps cost more?", {"height": 3}, "9 → 12", "more",
        "On 3 × 3 the kernel has one stop. The column takes 9 multiplications and the row 3 more.",
        "3 × 3: dearer",
    ),
    Case(
        "How do I keep the size?", {"padding": "same"}, "5 → 5", "keep",
        "A ring of zeros keeps 5 × 5: 6 multiplications per output number instead of 9.",
        "Padded",
    ),
    Case(
        "What if the kernel is larger?", {"height": 8, "weights": "gaussian", "kernel": 5}, "400 → 240", "larger",
        "The 5 × 5 Gaussian is a column times a row: 160 + 80 = 240 multiplications instead of 400.",
        "Gaussian, 5 taps",
    ),
    Case(
        "Does the Laplacian separate?", {"weights": "laplacian"}, "rank 2", "laplacian",
        "It is no column times a row. The closest one misses 10 % of the kernel, and all 9 outputs differ.",
        "Laplacian: no product",
    ),
    Case(
        "What if two products add up?", {"weights": "laplacian", "terms": 2}, "81 → 144", "two",
        "Two columns and two rows give the Laplacian exactly, for 144 multiplications instead of 81.",
        "Laplacian: two products",
    ),
    Case(
        "Does a diagonal separate?", {"weights": "diagonal"}, "rank 3", "diagonal",
        "A diagonal needs 3 products. The closest single one misses 82 % of it, and 7 of 9 outputs differ.",
        "Diagonal line",
    ),
)  # fmt: skip


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
    wide=True,
    formula=text.formula,
    heading=HEADING,
    players=(Player(SpatialModel.scene, SpatialModel.edit, title=HEADING, lines=4, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("weights", "kernel", "terms", "height", "padding"),
    more_controls=("width", "weights_seed", "input", "input_seed"),
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
