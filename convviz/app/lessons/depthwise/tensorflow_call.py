"""The layer as a call of `tf.nn.depthwise_conv2d`: its arguments, its result, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from convviz import tf
from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.lessons.depthwise.state import is_same
from convviz.app.params.param import number
from convviz.engine.arrays import Array
from convviz.errors import ConvError

MOST_WRITTEN: Final = 40  # numbers of a result that is still read
WHY_REFUSED: Final = (
    "**Why not both?** TensorFlow dilates by taking the picture apart: with a dilation of 2 into four pictures, of "
    "every second row and column. Each is convolved with the plain kernel, and the results are put together again. A "
    "stride would leave out cells within each of the four, which are others than those it should leave out of the "
    "whole. So take strides of 1, and keep every second cell of the result."
)


def arguments(layer: Layer) -> dict[str, Any]:
    """The arguments after input and filter, as TensorFlow spells them."""
    stride, dilation = number(layer.state, "s"), number(layer.state, "d")
    last = layer.state["fmt"] == "NHWC"
    return {
        "strides": [1, stride, stride, 1] if last else [1, 1, stride, stride],
        "padding": "SAME" if is_same(layer.state) else "VALID",
        "data_format": str(layer.state["fmt"]),
        "dilations": [dilation, dilation],
    }


def picture(layer: Layer) -> Array:
    """The input as the call takes it: a batch of one."""
    x = layer.trace.x[np.newaxis]
    return x.transpose(0, 2, 3, 1) if layer.state["fmt"] == "NHWC" else x


def result(layer: Layer) -> Array:
    """What the call gives."""
    return tf.depthwise_conv2d(picture(layer), layer.filter, **arguments(layer))


def code(layer: Layer) -> str:
    """The call of this state, with the shapes, and with the numbers of a small result."""
    y = result(layer)
    spelled = "\n".join(f"    {name}={_written(value)}," for name, value in arguments(layer).items())
    lines = [
        f"# x: {picture(layer).shape}, filter: {layer.filter.shape}",
        f"y = tf.nn.depthwise_conv2d(\n    x, filter,\n{spelled}\n)",
        f"# y: {y.shape}",
    ]
    if y.size <= MOST_WRITTEN:
        lines += [f"# {row.tolist()}" for row in y[0]]
    return "\n".join(lines)


def refusals() -> list[tuple[str, str]]:
    """Calls that cannot be, and what is said to each."""
    x, filter = np.ones((1, 5, 5, 3)), np.ones((3, 3, 3, 2))

    def asked(strides: list[int], dilations: list[int]) -> Callable[[], Array]:
        return lambda: tf.depthwise_conv2d(x, filter, strides, "VALID", dilations=dilations)

    calls = {
        "strides=[1, 2, 2, 1], dilations=[2, 2]": asked([1, 2, 2, 1], [2, 2]),
        "strides=[1, 1, 2, 1]": asked([1, 1, 2, 1], [1, 1]),
        "strides=[2, 2]": asked([2, 2], [1, 1]),
        "strides=[2, 1, 1, 1]": asked([2, 1, 1, 1], [1, 1]),
    }
    return [(call, _refusal(attempt)) for call, attempt in calls.items()]


def _refusal(attempt: Callable[[], Array]) -> str:
    try:
        attempt()
    except ConvError as error:
        return f"{error.parameter} {error.rule}. {error.cure}"
    raise AssertionError("this call is refused")


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
