"""One kernel visits every position of the input."""

from __future__ import annotations

from typing import Any, Final

from convviz.app.deep_links.readable_size import readable
from convviz.app.lessons.sliding_window import text
from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.named_cases import Case
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, pair, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.controls import control, number_pair
from convviz.app.params.groups.image_patch import Source, is_own, is_patch
from convviz.app.params.groups.kernel import KERNEL_CONTROLS, STEP_CONTROLS
from convviz.app.params.groups.padding import BORDER_CONTROLS, PADS
from convviz.app.params.groups.uploaded_image import chooser, held, overview
from convviz.app.params.make import MOST_NUMBERED
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.widgets.size_formula import size_formulas
from convviz.samples.images_and_kernels import KERNELS, PRESETS, Preset, has_kernel
from convviz.spec.conv import Geometry

SHIFTS_WIDTH: Final = 420
Page = PageState[Any]


def _values(preset: Preset) -> dict[str, Value]:
    """The state of one of the guide's named cases."""
    span = preset.dilation * (preset.kernel - 1)
    words = {0: "none", span / 2: "same" if preset.stride == 1 else "custom", span: "full"}
    padding = words.get(preset.padding, "custom")
    custom: dict[str, Value] = {"padding_top": preset.padding} if padding == "custom" else {}
    return {
        "height": preset.input,
        "padding": padding,
        "kernel": preset.kernel,
        "dilation": preset.dilation,
        "stride": preset.stride,
        **custom,
    }


CASES: Final = tuple(
    Case(preset.title.capitalize(), _values(preset), f"{preset.input} → {preset.output}") for preset in PRESETS
)


def _picture(page: Page, model: SlidingWindowModel) -> None:
    """Which part of which picture, and how it is written."""
    state = page.state
    if not is_patch(state):
        number_pair(page, ("height", "width"))
    else:
        if is_own(state):
            chooser(page)
        source = Source(state)
        overview(source)
        if is_own(state) and len(page.options("picture_side")) > 1 and source.picture and not source.stands_in:
            control(page, "picture_side")
        number_pair(page, ("patch_height", "patch_width"))
        if source.picture and not source.stands_in:
            number_pair(page, ("patch_row", "patch_column"))
        control(page, "white")


def _size(page: Page, model: SlidingWindowModel) -> None:
    formulas(size_formulas(model.geometry))
    source_corrections(*text.SIZE_CORRECTIONS)


def _why(page: Page, model: SlidingWindowModel) -> None:
    """What sharing weights saves, and what moving the input by single cells does."""
    sentences(text.why(model))
    number_pair(page, ("shift_down", "shift_right"), width=SHIFTS_WIDTH)
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
    cases_help=text.CASES_HELP,
    panel=(
        "input", _picture, "input_seed", *KERNEL_CONTROLS, *STEP_CONTROLS, *BORDER_CONTROLS, "bias",
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
