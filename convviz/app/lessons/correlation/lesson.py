"""True convolution turns the kernel round, deep learning does not."""

from __future__ import annotations

from typing import Any, Final

from convviz.app.lessons.correlation import text
from convviz.app.lessons.correlation.model import CorrelationModel, CorrelationState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control_pair
from convviz.app.params.page_state import PageState

Page = PageState[Any]


CASES: Final = (
    Case(
        "What does the flip change?", {}, "1 2 3 → 3 2 1", "flip",
        "Convolution flips the kernel 1, 2, 3 to 3, 2, 1 before it slides. Six of the seven outputs differ.",
        "1-D worked example",
    ),
    Case(
        "What does a single 1 show?", {"signal": "impulse"}, "0 0 1 0 0", "impulse",
        "Convolution writes the kernel as it is: 1, 2, 3. Cross-correlation writes it flipped: 3, 2, 1.",
        "Impulse response",
    ),
    Case(
        "When does nothing change?", {"signal": "step", "taps": "average"}, "1 1 1 → 1 1 1", "average",
        "An average reads the same from both ends. Its flip is itself, so both outputs agree.",
        "Moving average",
    ),
    Case(
        "Which echo comes too early?", {"taps": "echo"}, "4 2 1 → 1 2 4", "echo",
        "Look at the last 3. Convolution writes its echoes after it, cross-correlation before it.",
        "Echo",
    ),
    Case(
        "Why does the sign turn?", {"signal": "step", "taps": "difference"}, "−1 1 0 → 0 1 −1", "difference",
        "At the rise cross-correlation writes 1, convolution −1. At the end, where zeros follow, it is reversed.",
        "Difference of a step",
    ),
    Case(
        "What is a flip in 2-D?", {"dimensions": "2d"}, "180°", "plane",
        "The kernel turns by 180°, so its last weight comes first. Seven of the nine outputs differ.",
        "Dumoulin & Visin: the worked example in 2-D",
    ),
    Case(
        "What if the flip is minus?", {"dimensions": "2d", "weights": "sobel_x"}, "Sobel x → −Sobel x", "sobel",
        "Turned by 180°, Sobel x is its own negative. Every output number changes its sign and nothing else.",
        "Sobel x",
    ),
    Case(
        "Does a blur care?", {"dimensions": "2d", "weights": "gaussian"}, "Gaussian", "gaussian",
        "The Gaussian looks the same after the turn, so all nine outputs agree.",
        "Gaussian",
    ),
)  # fmt: skip


def _sizes(page: Page, model: CorrelationModel) -> None:
    """The sides of input and kernel, side by side."""
    control_pair(page, ("height", "kernel") if page.state.is_plane else ("length", "taps_length"))


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
    players=(Player(CorrelationModel.scene, CorrelationModel.edit, lines=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("dimensions", "signal", "input", "taps", "weights", _sizes, "padding"),  # a signal's or a plane's
    more_controls=("input_seed", "width", "taps_seed", "weights_seed", "axes", "kernel_width"),
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
