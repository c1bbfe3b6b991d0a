"""Layers as one would write them in PyTorch and Keras: the text runs on stand-ins made of NumPy, and gives our numbers.

The stand-ins take what the frameworks take and nothing else: one padding for both ends in PyTorch, a word in Keras.
"""

import contextlib
import doctest
import io
import sys
from itertools import product
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import convviz.codegen
from convviz import ConvError, ConvSpec, convolve
from convviz.codegen import layer_snippets
from convviz.tf import conv2d

IN, OUT = 2, 3


def numbers(*shape: int) -> np.ndarray:
    return np.arange(np.prod(shape)).reshape(shape) ** 2 % 7 - 3


def fake_torch() -> dict[str, ModuleType]:
    """`nn` with convolutions whose weights are `numbers`, and `F.pad`."""
    torch, nn, functional = (ModuleType(name) for name in ("torch", "torch.nn", "torch.nn.functional"))

    def layer(transposed: bool):
        def make(read, written, *, kernel_size, stride=1, padding=0, output_padding=0, dilation=1):
            assert isinstance(padding, (int, tuple)), "PyTorch has no word for it"
            ends = (padding, padding) if isinstance(padding, int) else padding
            spec = ConvSpec.of(
                2, read, written, kernel_size, stride=stride, padding=[(p, p) for p in ends], dilation=dilation,
                output_padding=output_padding, transposed=transposed,
            )  # fmt: skip
            return lambda x: convolve(spec, x, numbers(*spec.weight_shape))

        return make

    def pad(x, ends):
        left, right, top, bottom = ends
        return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))

    torch.randn = numbers
    nn.Conv2d, nn.ConvTranspose2d = layer(False), layer(True)
    functional.pad = pad
    torch.nn, nn.functional = nn, functional
    return {"torch": torch, "torch.nn": nn, "torch.nn.functional": functional}


def fake_keras() -> dict[str, ModuleType]:
    """Channels last, with the same weights."""
    keras, kit = ModuleType("keras"), ModuleType("keras.layers")

    def direct(filters, size, *, strides=1, padding, dilation_rate=1):
        assert padding in ("same", "valid")
        assert strides == 1 or dilation_rate == 1, "Keras refuses both"

        def run(x):
            weight = numbers(filters, x.shape[-1], *(size if isinstance(size, tuple) else (size, size)))
            return conv2d(x, weight.transpose(2, 3, 1, 0), strides, padding.upper(), dilations=dilation_rate)

        return run

    def stamped(filters, size, *, strides=1, padding, output_padding=None):
        steps = np.broadcast_to(strides, 2).tolist()
        taps = np.broadcast_to(size, 2).tolist()
        extra = [max(s - k, 0) for s, k in zip(steps, taps, strict=True)]  # what Keras does by itself
        if output_padding is not None:
            assert padding == "valid"
            extra = np.broadcast_to(output_padding, 2).tolist()
            assert all(a < s for a, s in zip(extra, steps, strict=True))

        def run(x):
            spec = ConvSpec.of(
                2, x.shape[-1], filters, taps, stride=steps, padding=padding, transposed=True,
                output_padding=extra if padding == "valid" else 0,
            )  # fmt: skip
            return convolve(spec, x.transpose(0, 3, 1, 2), numbers(*spec.weight_shape)).transpose(0, 2, 3, 1)

        return run

    def cropping(ends):
        (top, bottom), (left, right) = ends
        return lambda x: x[:, top : x.shape[1] - bottom, left : x.shape[2] - right]

    kit.Conv2D, kit.Conv2DTranspose = direct, stamped
    kit.ZeroPadding2D = lambda ends: lambda x: np.pad(x, ((0, 0), *ends, (0, 0)))
    kit.Cropping2D = cropping
    keras.layers = kit
    # the picture the other stand-in makes, with its channels last
    keras.random = SimpleNamespace(normal=lambda shape: numbers(1, shape[3], shape[1], shape[2]).transpose(0, 2, 3, 1))
    return {"keras": keras, "keras.layers": kit}


def run(code: str, modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, str]:
    """The output, and what is printed."""
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    variables: dict = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, variables)
    return variables["y"], printed.getvalue().strip()


def specs():
    ends = ["same", 0, 1, 2, ((0, 1), (0, 1)), ((1, 2), (0, 0)), ((2, 0), (1, 1))]
    for k, s, padding, transposed in product((1, 2, 3, (4, 3)), (1, 2, 3), ends, (False, True)):
        for a in range(s if transposed and padding != "same" else 1):
            yield ConvSpec.of(
                2, IN, OUT, k, stride=s, padding=padding, transposed=transposed, output_padding=a
            )  # fmt: skip
    for k, padding in product((2, 3), ends):
        yield ConvSpec.of(2, IN, OUT, k, padding=padding, dilation=2)


def test_the_text_gives_what_convviz_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = 0
    for spec in specs():
        for shape in ((5, 6), (8, 7)):
            if not spec.fits(shape):
                continue
            expected = convolve(spec, numbers(1, IN, *shape), numbers(*spec.weight_shape))
            torch, keras = layer_snippets(spec, shape)
            y, printed = run(torch.code, fake_torch(), monkeypatch)
            np.testing.assert_array_equal(y, expected, err_msg=torch.code)
            assert f"# {printed}\n" in torch.code.replace("print(y.shape)  ", "")
            y, printed = run(keras.code, fake_keras(), monkeypatch)
            np.testing.assert_array_equal(y.transpose(0, 3, 1, 2), expected, err_msg=keras.code)
            assert f"# {printed}\n" in keras.code.replace("print(y.shape)  ", "")
            ran += 1
    assert ran > 300


def test_same_at_a_stride_is_padded_first_in_pytorch_and_a_word_in_keras() -> None:
    torch, keras = layer_snippets(ConvSpec.of(2, IN, OUT, 3, stride=2, padding="same"), (28, 28))
    assert "conv(F.pad(x, (0, 1, 0, 1)))  # zeros (left, right, top, bottom)" in torch.code
    assert 'strides=2, padding="same")' in keras.code
    assert (torch.note[:7], keras.note) == ("PyTorch", "")


def test_numbers_at_both_ends_are_a_layer_of_their_own_in_keras() -> None:
    torch, keras = layer_snippets(ConvSpec.of(2, IN, OUT, 3, stride=2, padding=1), (28, 28))
    assert "stride=2, padding=1)" in torch.code
    assert "F.pad" not in torch.code
    assert "layers.ZeroPadding2D(((1, 1), (1, 1)))" in keras.code
    assert 'padding="valid"' in keras.code


def test_lines_and_volumes_are_written_as_such() -> None:
    torch, keras = layer_snippets(ConvSpec.of(1, IN, OUT, 4, stride=2, padding="same"), (9,))
    assert "nn.Conv1d" in torch.code
    assert "# zeros (left, right)" in torch.code
    assert "layers.Conv1D" in keras.code
    _, keras = layer_snippets(ConvSpec.of(1, IN, OUT, 3, stride=2, padding=2), (9,))
    assert "layers.ZeroPadding1D((2, 2))" in keras.code
    torch, keras = layer_snippets(ConvSpec.of(3, IN, OUT, 3, stride=2, padding=1, transposed=True), (4, 4, 4))
    assert "nn.ConvTranspose3d" in torch.code
    assert "layers.Cropping3D(((1, 1), (1, 1), (1, 1)))" in keras.code


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"groups": 2}, "spec"),
        ({"flip": True}, "spec"),
        ({"padding_mode": "reflect", "padding": 1}, "spec"),
        ({"dilation": 2, "stride": 2}, "dilation"),
        ({"dilation": 2, "transposed": True}, "dilation"),
        ({"kernel": 9}, "kernel"),
    ],
)
def test_what_no_layer_can_be_is_refused(options: dict[str, object], parameter: str) -> None:
    with pytest.raises(ConvError) as refused:
        layer_snippets(ConvSpec.of(**{"ndim": 2, "in_channels": 2, "out_channels": 2, "kernel": 3, **options}), (6, 6))
    assert refused.value.parameter == parameter


def test_the_example_in_the_docstring() -> None:
    (examples,) = doctest.DocTestFinder(recurse=False).find(layer_snippets, globs=vars(convviz.codegen).copy())
    assert doctest.DocTestRunner().run(examples) == (0, 2)
