"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.depthwise import map_order
from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.lessons.depthwise.state import is_same
from convviz.app.params.param import number
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT
from convviz.spec.block import sources_of
from convviz.spec.recipes import depthwise

IDEA: Final = (
    f"Split the {INPUT} into its channels, convolve each with a {KERNEL} of its own, and stack the results into the "
    f"{OUTPUT}. Nothing is summed over channels: follow one colour from left to right."
)
ASKED: Final = {"channels": 4, "multiplier": 3, "map": 7}
QUESTION: Final = (
    f"An input has {ASKED['channels']} channels, the channel multiplier is {ASKED['multiplier']}. Counting maps and "
    f"channels from 0: which channel of the input does map {ASKED['map']} come from?"
)
_LAYER: Final = depthwise(ASKED["channels"], 3, multiplier=ASKED["multiplier"]).convolutions[0]
(ANSWER,) = sources_of(_LAYER)[ASKED["map"]]
WHY: Final = (
    f"Map k · {ASKED['multiplier']} + q comes from channel k, and {ASKED['map']} = {ANSWER} · {ASKED['multiplier']} + "
    f"{ASKED['map'] - ANSWER * ASKED['multiplier']}: channel {ANSWER}, the colour that three neighbouring maps share."
)
QUESTION_QUERY: Final = {"c": "4", "m": "3"}
IDEAS: Final = (
    (
        "One pixel lit per channel",
        "**See the kernels themselves.** In every channel a single 1, all else 0. What does each map show, and which "
        "way round?",
        {"in": "onehot", "p": "same"},
    ),
    (
        "Four kernels each",
        "**Turn the multiplier up to 4.** How many maps have the same colour now, and what became of the number of "
        "multiplications?",
        {"m": "4"},
    ),
    (
        "A single channel",
        "**Take away all channels but one.** Depthwise and regular now cost the same. Why?",
        {"c": "1"},
    ),
)


def formula(layer: Layer) -> str:
    """The price of both, with the numbers of this state."""
    height, width, _ = layer.output_shape
    rows, columns = layer.spec.kernel
    channels, each = layer.spec.in_channels, layer.multiplier
    if is_same(layer.state) and number(layer.state, "s") == each == 1:
        named, kernels = r"W \cdot H \cdot C \cdot K \cdot K", ""
    else:
        named, kernels = r"W' \cdot H' \cdot C \cdot m \cdot K_h \cdot K_w", rf" \cdot {each}"
    alone = rf"{width} \cdot {height} \cdot {channels}{kernels} \cdot {rows} \cdot {columns}"
    return (
        f"multiplications ${named}$ $=$ ${alone}$ $=$ **{layer.cost.macs:,}** &emsp; regular "
        rf"${alone} \cdot {channels}$ $=$ **{layer.regular_cost.macs:,}**"
    )


def remarks(layer: Layer) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (map_order.by_channel(layer), _numbering(layer), _single(layer)) if text]


def gained_and_lost(layer: Layer) -> list[str]:
    """Two sentences."""
    price, regular, channels = layer.cost, layer.regular_cost, layer.spec.in_channels
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


def _numbering(layer: Layer) -> str:
    if layer.multiplier == 1:
        return ""
    height, width, maps = layer.output_shape
    return (
        f"**TensorFlow's order:** map k · {layer.multiplier} + q is channel k under its kernel q, all counted from 0. "
        f"{layer.spec.in_channels} · {layer.multiplier} = {maps} maps of {height} × {width}."
    )


def _single(layer: Layer) -> str:
    if layer.spec.in_channels > 1:
        return ""
    return (
        "**A single channel:** depthwise and regular are the same layer here, at the same price. Give the input more "
        "channels, and they part."
    )
