"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from convviz.app.lessons.depthwise import map_order
from convviz.app.markup import GAP, as_input, as_kernel, as_output, times
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.costs.layer import cost
from convviz.spec.block import sources_of
from convviz.spec.conv import ConvSpec
from convviz.spec.recipes import depthwise

if TYPE_CHECKING:
    from convviz.app.lessons.depthwise.model import DepthwiseModel

IDEA: Final = (
    "Each channel gets kernels of its own. Nothing is added across channels: follow one colour from left to right."
)

MULTIPLIER_HELP: Final = "Kernels for each channel. Output channels = input channels × multiplier."

ASKED: Final = {"channels": 4, "multiplier": 3, "map": 8}
QUESTION: Final = (
    f"An input has {ASKED['channels']} channels, the channel multiplier is {ASKED['multiplier']}. Which "
    f"channel of the input does map {ASKED['map']} come from?"
)
_LAYER: Final = depthwise(ASKED["channels"], 3, multiplier=ASKED["multiplier"]).convolutions[0]
(_SOURCE,) = sources_of(_LAYER)[ASKED["map"] - 1]
ANSWER: Final = _SOURCE + 1
WHY: Final = (
    f"Each channel writes {ASKED['multiplier']} maps, one after the other: maps 1 to 3 come from channel 1, maps 4 "
    f"to 6 from channel 2, and maps 7 to 9 from channel {ANSWER}. They share its colour."
)

TRY_LIT: Final = (
    "**See the kernels themselves.** In every channel a single 1, all else 0. What does each map show, and which way "
    "round?"
)
TRY_FOUR: Final = (
    "**Turn the multiplier up to 4.** How many maps have the same colour now, and what became of the number of "
    "multiplications?"
)
TRY_SINGLE: Final = "**Take away all channels but one.** Depthwise and regular now cost the same. Why?"

WRONG_SHAPE: Final = "TensorFlow 2.21 answers a depthwise stride together with a dilation by an output of a wrong shape"
WHICH_CHANGE: Final = "For every channel, the maps that change (●) if it is set to zero:"
ARGUMENTS: Final = (
    "`strides` are four, one for each axis in the order of `data_format`; those of batch and channels must be 1. "
    "`dilations` are two. What cannot be is refused, with a reason:"
)
WHY_REFUSED: Final = (
    "**Why not both?** TensorFlow dilates by taking the picture apart: with a dilation of 2 into four pictures, of "
    "every second row and column. Each is convolved with the plain kernel, and the results are put together again. A "
    "stride would leave out cells within each of the four, which are others than those it should leave out of the "
    "whole. So take strides of 1, and keep every second cell of the result."
)

ARTICLE: Final = "The article on depthwise convolution with `tf.nn.depthwise_conv2d`"
INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 10.1"
_SIDE: Final = (15, 15)
_THREE: Final = ConvSpec.of(2, 3, 9, 3, groups=3)
_EIGHT: Final = ConvSpec.of(2, 3, 8, 3)
_ONE_FILTER, _DEPTHWISE, _REGULAR = (
    cost(ConvSpec.of(2, 3, filters, 3, groups=groups), _SIDE).macs for filters, groups in ((1, 1), (3, 3), (3, 1))
)

PRICE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “as many as the normal one”",
        ARTICLE,
        "the normal and the depthwise convolution take the same number of multiplications.",
        f"Only if the normal one has a single filter. On 15 × 15 × 3 with kernels of 3 × 3 that is {_ONE_FILTER:,} for "
        f"both; with as many maps as the depthwise one, the normal one takes {_REGULAR:,} against {_DEPTHWISE:,}.",
    ),
    SourceCorrection(
        "A source: “W·H·C·K·K FLOPs”",
        ARTICLE,
        "a depthwise convolution takes W · H · C · K · K floating point operations.",
        "That many multiplications, each with an addition: twice as many FLOPs. And only if the output keeps the size "
        "of the input and the multiplier is 1.",
    ),
)
DEPTH_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “expanded to k · multiplier”",
        ARTICLE,
        "each channel is expanded to k · channel_multiplier channels.",
        "Each to channel_multiplier; all k channels together to k · channel_multiplier.",
    ),
    SourceCorrection(
        "A source: “in multiples of 3”",
        ARTICLE,
        "the depth of the output comes in multiples of 3.",
        "In multiples of the number of input channels, which in its example happens to be 3.",
    ),
    SourceCorrection(
        "A source: “depthwise keeps the depth”",
        INTUITIVE,
        "a depthwise convolution does not change the number of channels.",
        f"It multiplies it by the channel multiplier: {_THREE.in_channels} channels with 3 kernels each give "
        f"{_THREE.out_channels}.",
    ),
)
SHAPE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “x of shape (1, 3, 2, 1)”",
        ARTICLE,
        "the nine numbers of its worked example are reshaped to (1, 3, 2, 1).",
        "Nine numbers make (1, 3, 3, 1). The output it prints is that of this shape: open "
        "“What does TensorFlow print?”.",
    ),
    SourceCorrection(
        "A source: “(…, 13, 13, 3), padding applied”",
        ARTICLE,
        "conv2d with a filter of (3, 3, 3, 8) gives (…, 13, 13, 3), with padding.",
        f"{_EIGHT.out_channels} filters give {_EIGHT.out_channels} channels: "
        f"{times((*_EIGHT.output_shape(_SIDE), _EIGHT.out_channels))}. And 13 = 15 − 3 + 1 means VALID, without "
        "padding.",
    ),
    SourceCorrection(
        "A source: “the shape of the input”",
        ARTICLE,
        "the output has the shape of the input.",
        "Height and width stay with SAME and strides of 1; the channels are always input channels × multiplier.",
    ),
)


def formula(model: DepthwiseModel) -> Formula:
    """The price of both, with the numbers of this state."""
    state = model.state
    height, width, _ = model.output_shape
    rows, columns = state.kernel_size
    kernels = f"{state.channels * state.multiplier} {'kernels' if state.channels * state.multiplier > 1 else 'kernel'}"
    places = as_output(f"positions ${height} · {width}$")
    alone = f"{places} $·$ {as_kernel(f'{kernels} of ${rows} · {columns}$')} $=$ **{model.cost.macs:,}**"
    channels = as_input(f"${state.channels}$ {'channels' if state.channels > 1 else 'channel'}")
    regular = f"${model.cost.macs:,}$ $·$ {channels} $=$ **{model.regular_cost.macs:,}**"
    return Formula(f"Multiplications: {alone} {GAP} regular, where every map reads all: {regular}", _letters(model))


def _letters(model: DepthwiseModel) -> str:
    state = model.state
    if state.is_same and state.stride == state.multiplier == 1:
        named, kernels = "W · H · C · K · K", ""
    else:
        named, kernels = "W′ · H′ · C · m · K_h · K_w", f" · {state.multiplier}"
    height, width, _ = model.output_shape
    rows, columns = state.kernel_size
    alone = f"{width} · {height} · {state.channels}{kernels} · {rows} · {columns}"
    return (
        f"multiplications ${named}$ $=$ ${alone}$ $=$ **{model.cost.macs:,}** {GAP} regular "
        f"${alone} · {state.channels}$ $=$ **{model.regular_cost.macs:,}**"
    )


def remarks(model: DepthwiseModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (map_order.by_channel(model), _numbering(model), _single(model)) if text]


def _numbering(model: DepthwiseModel) -> str:
    state = model.state
    if state.multiplier == 1:
        return ""
    height, width, maps = model.output_shape
    first = f"the first {state.multiplier} maps are those of channel 1"
    order = f"{first}, the next {state.multiplier} those of channel 2" if state.channels > 1 else first
    return (
        f"**TensorFlow's order:** {order}, each in the order of its kernels. {state.channels} · {state.multiplier} = "
        f"{maps} maps of {height} × {width}."
    )


def _single(model: DepthwiseModel) -> str:
    if model.state.channels > 1:
        return ""
    return (
        "**A single channel:** depthwise and regular are the same layer here, at the same price. Give the input more "
        "channels, and they part."
    )


def gained_and_lost(model: DepthwiseModel) -> list[str]:
    """Two sentences."""
    price, regular, channels = model.cost, model.regular_cost, model.state.channels
    if channels == 1:
        return [
            "**Gained and lost: nothing.** With a single channel there is nothing to keep apart; the depthwise layer "
            "is the regular one."
        ]
    return [
        f"**Gained:** {price.macs:,} multiplications instead of {regular.macs:,}, and {price.weights:,} weights "
        f"instead of {regular.weights:,}: both divided by the {channels} channels that a map no longer reads.",
        "**Lost:** the mixing of channels, so no map can compare red with green; this is why a 1 × 1 convolution "
        "usually follows, as the next lesson shows.",
    ]


def arguments(refusals: Iterable[tuple[str, str]]) -> list[str]:
    """What TensorFlow's arguments must be, with calls that are refused and what is said to each."""
    return [ARGUMENTS, *(f"* `{call}`: {answer}" for call, answer in refusals), WHY_REFUSED]
