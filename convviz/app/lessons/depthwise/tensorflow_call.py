"""The layer as a call of `tf.nn.depthwise_conv2d`: its arguments, its result, and calls that it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from convviz import tf
from convviz.app.lessons.depthwise.model import DepthwiseModel
from convviz.engine.arrays import Array
from convviz.errors import ConvError

MOST_WRITTEN: Final = 40  # numbers of a result that is still read


def arguments(model: DepthwiseModel) -> dict[str, Any]:
    """The arguments after input and filter, as TensorFlow spells them."""
    state = model.state
    stride, dilation, last = state.stride, state.dilation, state.layout == "NHWC"
    return {
        "strides": [1, stride, stride, 1] if last else [1, 1, stride, stride],
        "padding": "SAME" if state.is_same else "VALID",
        "data_format": state.layout,
        "dilations": [dilation, dilation],
    }


def picture(model: DepthwiseModel) -> Array:
    """The input as the call takes it: a batch of one."""
    x = model.trace.x[np.newaxis]
    return x.transpose(0, 2, 3, 1) if model.state.layout == "NHWC" else x


def result(model: DepthwiseModel) -> Array:
    """What the call gives."""
    return tf.depthwise_conv2d(picture(model), model.filter, **arguments(model))


def code(model: DepthwiseModel) -> str:
    """The call of this state, with the shapes, and with the numbers of a small result."""
    y = result(model)
    spelled = "\n".join(f"    {name}={_written(value)}," for name, value in arguments(model).items())
    lines = [
        f"# x: {picture(model).shape}, filter: {model.filter.shape}",
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
