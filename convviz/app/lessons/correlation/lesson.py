"""True convolution turns the kernel round, deep learning does not."""

from __future__ import annotations

from typing import Any

from convviz.app.lessons.correlation import text
from convviz.app.lessons.correlation.model import CorrelationModel, CorrelationState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState

Page = PageState[Any]


def _when(page: Page, model: CorrelationModel) -> None:
    sentences(text.when(model))
    source_corrections(text.area_correction(model))


def _why(page: Page, model: CorrelationModel) -> None:
    sentences(text.why(model))


def _laws(page: Page, model: CorrelationModel) -> None:
    sentences(text.laws(model))


def _libraries(page: Page, model: CorrelationModel) -> None:
    sentences([text.LIBRARIES])


CORRELATION = Lesson(
    page="correlation",
    title="Convolution vs cross-correlation",
    icon=":material/flip:",
    summary="Mathematics turns the kernel round, deep learning does not. When does it matter?",
    state=CorrelationState,
    model=CorrelationModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(CorrelationModel.scene, CorrelationModel.edit),),
    remarks=text.remarks,
    cases=(
        Case("Worked example", {}),
        Case("Impulse", {"signal": "impulse"}),
        Case("Echo", {"taps": "echo"}),
        Case("Difference of a step", {"signal": "step", "taps": "difference"}),
        Case("Average", {"signal": "step", "taps": "average"}),
        Case("2-D worked example", {"dimensions": "2d"}),
        Case("2-D Sobel x", {"dimensions": "2d", "weights": "sobel_x"}),
        Case("2-D Gaussian", {"dimensions": "2d", "weights": "gaussian"}),
    ),
    controls=(  # those of a signal and those of a plane: only the ones that matter are shown
        "dimensions", "signal", "input", "input_seed",
        "length", "taps", "taps_seed", "taps_length",
        ("height", "width"), "weights", "weights_seed", "kernel", "kernel_width", "axes",
        "padding",
    ),
    chapters=(
        Chapter("When do the two agree?", _when),
        Chapter("Why deep learning does not turn the kernel", _why),
        Chapter("What the turn is good for", _laws),
    ),
    code=CorrelationModel.code,
    code_controls=("operation",),
    below_code=_libraries,
    quiz=Quiz(text.QUESTION, 7, text.WHY, {"signal": "impulse", "taps_edits": "0~5_1~6_2~7"}),
    ideas=(
        Idea("Echo", text.TRY_ECHO, {"taps": "echo"}),
        Idea("Average", text.TRY_AVERAGE, {"taps": "average"}),
        Idea("Sobel x in 2-D", text.TRY_SOBEL, {"dimensions": "2d", "weights": "sobel_x"}),
    ),
)  # fmt: skip
