"""The layers written for PyTorch and Keras run as pasted and give exactly what convviz gives for their weights."""

import contextlib
import io

import keras
import numpy as np
import pytest

from convviz import ConvSpec, convolve
from convviz.codegen import layer_snippets

pytestmark = [
    # Keras's own variables on PyTorch have not caught up with NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]

UP = {"transposed": True}
SPECS = {
    "no padding": ConvSpec.of(2, 2, 3, 3),
    "SAME, stride 2": ConvSpec.of(2, 2, 3, 3, stride=2, padding="same"),
    "SAME, even kernel": ConvSpec.of(2, 2, 3, 4, padding="same"),
    "SAME, even kernel, stride 2": ConvSpec.of(2, 2, 3, 4, stride=2, padding="same"),
    "SAME, dilated": ConvSpec.of(2, 2, 3, 3, dilation=2, padding="same"),
    "SAME, stride wider than the kernel": ConvSpec.of(2, 2, 3, 2, stride=3, padding="same"),
    "padding 1, stride 2": ConvSpec.of(2, 2, 3, 3, stride=2, padding=1),
    "unequal ends": ConvSpec.of(2, 2, 3, 3, stride=2, padding=((2, 0), (0, 1))),
    "a signal": ConvSpec.of(1, 2, 3, 5, stride=2, padding=2),
    "a volume": ConvSpec.of(3, 2, 3, 2, stride=2, padding="same"),
    "transposed": ConvSpec.of(2, 2, 3, 3, stride=2, **UP),
    "transposed, output_padding": ConvSpec.of(2, 2, 3, 3, stride=2, padding=1, output_padding=1, **UP),
    "transposed, stride wider than the kernel": ConvSpec.of(2, 2, 3, 2, stride=3, **UP),
    "transposed, SAME": ConvSpec.of(2, 2, 3, 3, stride=2, padding="same", **UP),
    "transposed, SAME, even kernel": ConvSpec.of(2, 2, 3, 4, stride=2, padding="same", **UP),
    "transposed, SAME, stride 3": ConvSpec.of(2, 2, 3, 5, stride=3, padding="same", **UP),
    "transposed, SAME, stride wider than the kernel": ConvSpec.of(2, 2, 3, 2, stride=3, padding="same", **UP),
    "transposed, unequal crop": ConvSpec.of(2, 2, 3, 4, stride=2, padding=((2, 0), (0, 1)), **UP),
}


def run(code: str) -> dict:
    variables: dict = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, variables)
    return variables


@pytest.mark.parametrize("name", SPECS)
def test_a_layer_of_pytorch(name: str) -> None:
    spec = SPECS[name]
    made = run(layer_snippets(spec, (9, 8, 7)[: spec.ndim])[0].code)
    conv = made["conv"]
    weight, bias = (one.detach().numpy().astype("float64") for one in (conv.weight, conv.bias))
    expected = convolve(spec, made["x"].numpy().astype("float64"), weight, bias)
    np.testing.assert_allclose(made["y"].detach().numpy(), expected, atol=1e-5)


@pytest.mark.parametrize("name", SPECS)
def test_a_layer_of_keras(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = SPECS[name]
    built: list[keras.layers.Layer] = []
    for kind in ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose"):
        original = getattr(keras.layers, kind)

        def build(*args, original=original, **options):
            built.append(original(*args, **options))
            return built[-1]

        monkeypatch.setattr(keras.layers, kind, build)
    made = run(layer_snippets(spec, (9, 8, 7)[: spec.ndim])[1].code)
    (layer,) = built
    kernel, bias = (keras.ops.convert_to_numpy(one).astype("float64") for one in (layer.kernel, layer.bias))
    weight = np.moveaxis(kernel, (-1, -2), (0, 1))  # Keras: (*taps, in, out), or (*taps, out, in) if transposed
    x = np.moveaxis(keras.ops.convert_to_numpy(made["x"]).astype("float64"), -1, 1)
    y = np.moveaxis(keras.ops.convert_to_numpy(made["y"]), -1, 1)
    np.testing.assert_allclose(y, convolve(spec, x, weight, bias), atol=1e-5)
