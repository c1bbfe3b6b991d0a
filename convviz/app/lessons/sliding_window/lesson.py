"""One kernel visits every position of the input."""

from __future__ import annotations

from typing import Any, Final

from convviz.app.deep_links.readable_size import readable
from convviz.app.lessons.sliding_window import text
from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, pair, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control, control_pair
from convviz.app.params.groups.image_patch import Source, is_own, is_patch
from convviz.app.params.groups.kernel import KERNEL_CONTROLS
from convviz.app.params.groups.padding import ENDS, PADS, tf_same
from convviz.app.params.groups.uploaded_image import chooser, held, overview
from convviz.app.params.make import MOST_NUMBERED
from convviz.app.params.page_state import PageState
from convviz.app.widgets.size_formula import size_formulas
from convviz.samples.images_and_kernels import KERNELS, has_kernel
from convviz.spec.conv import Geometry

SHIFTS_WIDTH: Final = 420
Page = PageState[Any]


CASES: Final = (
    Case(
        "What happens at one stop?", {}, "5 → 3", "stop",
        "Nine pairs are multiplied and added. The sum is one output number.",
        "Dumoulin & Visin: arbitrary input, kernel 3, stride 1, no padding",
    ),
    Case(
        "Where can it stop?", {"height": 4}, "4 → 2", "inside",
        "The window must stay inside: two stops per row fit.",
        "Dumoulin & Visin: no padding",
    ),
    Case(
        "How do I keep the size?", {"padding": "same"}, "5 → 5", "keep",
        "One ring of zeros gives the edge cells a stop of their own.",
        "Dumoulin & Visin: half (same) padding",
    ),
    Case(
        "Can the output grow?", {"padding": "full"}, "5 → 7", "grow",
        "Two rings: every window that touches the input counts.",
        "Dumoulin & Visin: full padding",
    ),
    Case(
        "Padding against stride?", {"padding": "custom", "padding_top": 1, "stride": 2}, "5 → 3", "against",
        "Padding 1 widens 5 × 5 to 7 × 7. Stride 2 then stops at every second position, so 3 × 3 numbers remain.",
        "Dumoulin & Visin: padding and strides",
    ),
    Case(
        "Is every cell read?", {"height": 6, "padding": "custom", "padding_top": 1, "stride": 2}, "6 → 3", "read",
        "The last row and column of zeros are left over: the next stop would stick out.",
        "Dumoulin & Visin: padding and strides, odd",
    ),
    Case(
        "What if the kernel is even?", {"kernel": 4, "padding": "custom", "padding_top": 2}, "5 → 6", "even",
        "With a kernel of 4, equal padding never keeps the size: 1 gives 4, 2 gives 6.",
        "Dumoulin & Visin: arbitrary padding",
    ),
    Case(
        "What does stride skip?", {"stride": 2}, "5 → 2", "skip",
        "Stride 2 keeps every second stop. Every cell is still read.",
        "Dumoulin & Visin: strides",
    ),
    Case(
        "How do I see farther?", {"height": 7, "dilation": 2}, "7 → 3", "farther",
        "Dilation 2 spreads 9 weights over 5 × 5 cells.",
        "Dumoulin & Visin: dilation",
    ),
)  # fmt: skip


def _sizes(page: Page, model: SlidingWindowModel) -> None:
    """The sides of input and kernel, side by side."""
    control_pair(page, ("patch_height" if is_patch(page.state) else "height", "kernel"))


def _picture(page: Page, model: SlidingWindowModel) -> None:
    """Its other side, or which part of which picture, and how it is written."""
    state = page.state
    if not is_patch(state):
        control(page, "width")
    else:
        if is_own(state):
            chooser(page)
        source = Source(state)
        overview(source)
        if is_own(state) and len(page.options("picture_side")) > 1 and source.picture and not source.stands_in:
            control(page, "picture_side")
        control(page, "patch_width")
        if source.picture and not source.stands_in:
            control_pair(page, ("patch_row", "patch_column"))
        control(page, "white")


def _size(page: Page, model: SlidingWindowModel) -> None:
    formulas(size_formulas(model.geometry))
    source_corrections(*text.SIZE_CORRECTIONS)


def _why(page: Page, model: SlidingWindowModel) -> None:
    """What sharing weights saves, and what moving the input by single cells does."""
    sentences(text.why(model))
    control_pair(page, ("shift_down", "shift_right"), width=SHIFTS_WIDTH)
    pair(text.before_and_after(model))
    source_corrections(*text.WHY_CORRECTIONS)


def _below_code(page: Page, model: SlidingWindowModel) -> None:
    source_corrections(*text.CODE_CORRECTIONS)


def _requested(geometry: Geometry, same: bool) -> Requested:
    """Any layer as one channel under one kernel; a signal is a picture of one row."""
    spec = geometry.spec
    sizes = readable(geometry, range(1, MOST_NUMBERED + 1), MOST_NUMBERED if spec.ndim == 1 else 8)
    ones, zero = (1,) * max(0, 2 - spec.ndim), ((0, 0),) * max(0, 2 - spec.ndim)
    (height, width), (rows, columns) = (*ones, *sizes)[-2:], (*ones, *spec.kernel)[-2:]
    (top, bottom), (left, right) = (*zero, *geometry.padding)[-2:]
    (down, across), (far, wide) = (*ones, *spec.stride)[-2:], (*ones, *spec.dilation)[-2:]
    square = (rows, down, far) == (columns, across, wide)
    padding = "tf" if same else "custom" if top or bottom or left or right else "none"
    ends = {"padding_top": top, "padding_bottom": bottom, "padding_left": left, "padding_right": right}
    return {
        **{"height": height, "width": width, "axes": "square" if square else "independent"},
        "weights": next(name for name in ("worked", *KERNELS) if has_kernel(name, rows, columns)),
        **{"kernel": rows, "kernel_width": columns, "dilation": far, "dilation_across": wide},
        **{"stride": down, "stride_across": across, "padding": padding, "padding_mode": spec.padding_mode},
        **({name: min(end, PADS[-1]) for name, end in ends.items()} if padding == "custom" else {}),
    }


SLIDING_WINDOW = Lesson(
    page="sliding_window",
    title="Sliding window",
    icon=":material/select_all:",
    summary="One kernel visits every position. Size, stride, dilation, padding, and what they do to the output.",
    state=SlidingWindowState,
    model=SlidingWindowModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(SlidingWindowModel.scene, SlidingWindowModel.edit),),
    remarks=text.remarks,
    cases=CASES,
    controls=("input", _sizes, "stride", "padding", "dilation"),
    more_controls=(
        *KERNEL_CONTROLS, "input_seed", _picture, "bias", *ENDS, "padding_mode", tf_same,
        "axes", "kernel_width", "stride_across", "dilation_across",
    ),
    chapters=(
        Chapter("How large is the output?", _size),
        Chapter("Why convolve at all?", _why),
    ),
    code=SlidingWindowModel.code,
    below_code=_below_code,
    quiz=Quiz(
        text.QUESTION, 2, text.WHY,
        {"height": 10, "padding": "custom", "padding_top": 1, "kernel": 4, "dilation": 2, "stride": 3},
    ),
    ideas=(
        Idea("Input 6 × 6, stride 2", text.TRY_STRIDE, {"height": 6, "stride": 2}),
        Idea("Impulse through the worked kernel", text.TRY_IMPULSE, {"input": "impulse", "height": 7}),
        Idea("Sobel x on the photo", text.TRY_SOBEL, {"input": "photo", "weights": "sobel_x"}),
    ),
    upload=held,
    needs_upload=lambda state: is_patch(state) and Source(state).stands_in,
    opens=LayerLink(
        lambda geometry: True,
        _requested,
        lambda state: (SlidingWindowModel(state).spec, state.size),
        order=7,
    ),
)  # fmt: skip
