"""Every channel under kernels of its own, and no sum over channels."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.deep_links.readable_size import FEW, readable
from convviz.app.lessons.depthwise import map_order, no_mixing, tensorflow_call, text
from convviz.app.lessons.depthwise.model import SIDES, DepthwiseModel, DepthwiseState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import LayerLink, Requested
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.widgets.bar_list import Bar, bars
from convviz.spec.conv import Geometry

HEADING: Final = "Depthwise convolution"

CASES: Final = (
    Case(
        "Which channel does a map read?", {}, "3 → 6", "which",
        "Two kernels for each channel: 3 channels become 6 maps, and each map keeps the colour of its channel.",
        "5×5×3, two kernels each",
    ),
    Case(
        "What if each has one kernel?", {"multiplier": 1}, "3 → 3", "one",
        "One kernel for each channel: three channels go in, three maps come out.",
        "Split, convolve, stack: one kernel each",
    ),
    Case(
        "How do I keep the size?", {"padding": "tf", "multiplier": 1}, "5 → 5", "keep",
        "SAME keeps 5 × 5. The count is width · height · channels · 3 · 3 = 675 multiplications.",
        "W·H·C·K·K: SAME padding",
    ),
    Case(
        "What does a photo turn into?", {"input": "photo", "padding": "tf", "multiplier": 1}, "3 colours", "photo",
        "Red, green and blue become one map each. No map compares two colours.",
        "Colour photo",
    ),
    Case(
        "Why nine maps?", {"height": 15, "multiplier": 3}, "15×15×3 → 13×13×9", "nine",
        "Three kernels for each of three channels make 9 maps. 15 − 3 + 1 = 13 stops per side.",
        "tf.nn.depthwise_conv2d: 15×15×3 → 13×13×9",
    ),
    Case(
        "What does TensorFlow print?",
        {"input": "count", "height": 3, "channels": 1, "weights": "count", "kernel": 2, "kernel_width": 1},
        "3×3×1 → 2×3×2", "tensorflow",
        "One channel, two kernels of 2 × 1. TensorFlow prints the first cells of both maps together: 13, 18.",
        "tf.nn.depthwise_conv2d: worked example",
    ),
)  # fmt: skip
Page = PageState[Any]


def _price(page: Page, model: DepthwiseModel) -> None:
    one, other = model.cost, model.regular_cost
    bars(
        [
            Bar("regular", (other.macs,), f"{other.macs:,} multiplications, {other.weights:,} weights"),
            Bar("depthwise", (one.macs,), f"{one.macs:,} multiplications, {one.weights:,} weights", now=True),
        ]
    )
    sentences(text.gained_and_lost(model))
    source_corrections(*text.PRICE_CORRECTIONS)


def _no_mixing(page: Page, model: DepthwiseModel) -> None:
    """One channel is set to zero: which maps change?"""
    control(page, "zeroed_channel")
    sentences([no_mixing.sentence(model), text.WHICH_CHANGE])
    sentences([no_mixing.table(model)])


def _order(page: Page, model: DepthwiseModel) -> None:
    sentences(map_order.compared(model))
    sentences([map_order.table(model)])
    source_corrections(*text.DEPTH_CORRECTIONS)


def _tensorflow(page: Page, model: DepthwiseModel) -> None:
    """The call, and calls that are refused."""
    control(page, "layout")
    st.code(tensorflow_call.code(model), language="python", wrap_lines=True)
    sentences(text.arguments(tensorflow_call.refusals()))
    source_corrections(*text.SHAPE_CORRECTIONS)


def _accepts(geometry: Geometry) -> bool:
    spec = geometry.spec
    plane = spec.ndim == 2 and not spec.transposed and spec.padding_mode == "zeros"
    return plane and spec.groups == spec.in_channels > 1 and len({*spec.stride}) == 1


def _requested(geometry: Geometry, same: bool) -> Requested:
    spec = geometry.spec
    height, width = readable(geometry, SIDES, 7)
    return {
        "padding": "tf" if any(map(any, geometry.padding)) else "none",
        "height": height,
        "width": width,
        "kernel": spec.kernel[0],
        "kernel_width": spec.kernel[1],
        "channels": min(spec.in_channels, FEW),
        "multiplier": spec.out_channels // spec.in_channels,
        "stride": spec.stride[0],
        "dilation": spec.dilation[0],
    }


DEPTHWISE = Lesson(
    page="depthwise",
    title="Depthwise",
    icon=":material/stacks:",
    summary="Every channel under kernels of its own: split, convolve, stack, and nothing is mixed.",
    state=DepthwiseState,
    model=DepthwiseModel,
    heading=HEADING,
    idea=text.IDEA,
    wide=True,
    formula=text.formula,
    players=(Player(DepthwiseModel.scene, DepthwiseModel.edit, title=HEADING),),
    remarks=text.remarks,
    cases=CASES,
    controls=("multiplier", "channels", "kernel", "padding", "stride"),
    more_controls=(
        "dilation", "kernel_width", "input", "input_seed", ("height", "width"), "weights", "weights_seed", "order",
    ),
    chapters=(
        Chapter("The price, and what it buys", _price),
        Chapter("No channel hears of another", _no_mixing),
        Chapter("Which map is which: TensorFlow and PyTorch", _order),
        Chapter("TensorFlow's arguments", _tensorflow),
    ),
    code=DepthwiseModel.code,
    quiz=Quiz(
        text.QUESTION,
        text.ANSWER,
        text.WHY,
        {"channels": text.ASKED["channels"], "multiplier": text.ASKED["multiplier"]},
    ),
    ideas=(
        Idea("One pixel lit per channel", text.TRY_LIT, {"input": "onehot", "padding": "tf"}),
        Idea("Four kernels each", text.TRY_FOUR, {"multiplier": 4}),
        Idea("A single channel", text.TRY_SINGLE, {"channels": 1}),
    ),
    opens=LayerLink(_accepts, _requested, lambda state: (DepthwiseModel(state).spec, state.size), order=4),
)  # fmt: skip
