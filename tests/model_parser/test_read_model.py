"""Layers as people write them, read back: every text against the layer it stands for."""

from dataclasses import replace
from itertools import product

import pytest

from convviz import ConvError, ConvSpec, cost
from convviz.codegen import layer_snippets
from convviz.costs.network import LayerCost
from convviz.model_parser import MOST_CHARACTERS, ParsedModel, input_shape_of, read_model, shape_text
from convviz.spec.operations import GlobalPool, Linear, Pool, Rearrange

of = ConvSpec.of

ONE_LAYER = {
    # PyTorch's documentation and habit
    "nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)": (
        (64, 56, 56),
        of(2, 64, 128, 3, stride=2, padding=1, groups=64, bias=True),
    ),
    "torch.nn.Conv2d(16, 33, 3, stride=2)": ((16, 50, 100), of(2, 16, 33, 3, stride=2, bias=True)),
    "m = nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2))": (
        (16, 50, 100),
        of(2, 16, 33, (3, 5), stride=(2, 1), padding=(4, 2), bias=True),
    ),
    "nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2), dilation=(3, 1)),": (
        (16, 50, 100),
        of(2, 16, 33, (3, 5), stride=(2, 1), padding=(4, 2), dilation=(3, 1), bias=True),
    ),
    "Conv2d(3, 8, kernel_size=3, padding='same', bias=False, padding_mode='reflect')": (
        (3, 9, 9),
        of(2, 3, 8, 3, padding="same", padding_mode="reflect"),
    ),
    "nn.Conv2d(3, 8, 3, padding='valid', device='cuda', dtype=torch.float16)": ((3, 9, 9), of(2, 3, 8, 3, bias=True)),
    "nn.Conv2d(in_channels=3, out_channels=2*4, kernel_size=2**2 - 1)": ((3, 9, 9), of(2, 3, 8, 3, bias=True)),
    "nn.Conv1d(16, 33, 3, stride=2)": ((16, 50), of(1, 16, 33, 3, stride=2, bias=True)),
    "nn.Conv3d(16, 33, (3, 5, 2), stride=(2, 1, 1), padding=(4, 2, 0))": (
        (16, 10, 50, 100),
        of(3, 16, 33, (3, 5, 2), stride=(2, 1, 1), padding=(4, 2, 0), bias=True),
    ),
    "nn.ConvTranspose2d(16, 33, 3, stride=2)": ((16, 6, 6), of(2, 16, 33, 3, stride=2, transposed=True, bias=True)),
    "nn.ConvTranspose2d(16, 16, 3, 2, 1, 1, groups=4, bias=False)": (
        (16, 6, 6),
        of(2, 16, 16, 3, stride=2, padding=1, output_padding=1, groups=4, transposed=True),
    ),
    "nn.ConvTranspose1d(4, 2, 3, stride=2, dilation=2)": (
        (4, 9),
        of(1, 4, 2, 3, stride=2, dilation=2, transposed=True, bias=True),
    ),
    "nn.ConvTranspose3d(4, 2, 2, stride=2)": ((4, 6, 6, 6), of(3, 4, 2, 2, stride=2, transposed=True, bias=True)),
    # Keras
    'Conv2D(32, 3, strides=2, padding="same", activation="relu")': (
        (3, 28, 28),
        of(2, 3, 32, 3, stride=2, padding="same", bias=True),
    ),
    'layers.Conv2D(32, (3, 3), padding="SAME", use_bias=False)': ((3, 28, 28), of(2, 3, 32, 3, padding="same")),
    'tf.keras.layers.Conv2D(filters=8, kernel_size=5, dilation_rate=2, name="look")': (
        (3, 28, 28),
        of(2, 3, 8, 5, dilation=2, bias=True),
    ),
    "keras.layers.Conv2D(8, 3, groups=4, kernel_regularizer=l2(0.01))": (
        (4, 28, 28),
        of(2, 4, 8, 3, groups=4, bias=True),
    ),
    'layers.Conv1D(4, 3, dilation_rate=2, padding="causal")': (
        (2, 20),
        of(1, 2, 4, 3, dilation=2, padding=((4, 0),), bias=True),
    ),
    "layers.Conv3D(4, 3)": ((2, 9, 9, 9), of(3, 2, 4, 3, bias=True)),
    "layers.DepthwiseConv2D(3, depth_multiplier=2)": ((5, 9, 9), of(2, 5, 10, 3, groups=5, bias=True)),
    'layers.Conv2DTranspose(4, 3, strides=2, padding="same")': (
        (8, 7, 7),
        of(2, 8, 4, 3, stride=2, padding="same", transposed=True, bias=True),
    ),
    "layers.Conv2DTranspose(4, 2, strides=3)": (
        (8, 7, 7),
        of(2, 8, 4, 2, stride=3, output_padding=1, transposed=True, bias=True),
    ),
    'layers.Conv2DTranspose(4, 5, strides=2, padding="same", output_padding=1)': (
        (8, 7, 7),
        of(2, 8, 4, 5, stride=2, padding=2, output_padding=1, transposed=True, bias=True),
    ),
}


def read(text: str, shape: tuple[int, ...] | None = None) -> ParsedModel:
    """A text of which everything is read."""
    reading = read_model(text, shape)
    assert not reading.refusals, [str(refusal) for refusal in reading.refusals]
    assert len(reading.networks) == 1
    return reading


def only(reading: ParsedModel) -> LayerCost:
    (row,) = reading.rows
    return row


@pytest.mark.parametrize("text", ONE_LAYER)
def test_a_layer_is_the_spec_it_stands_for(text: str) -> None:
    shape, spec = ONE_LAYER[text]
    row = only(read(text, shape))
    assert row.operation == spec
    assert row.cost == cost(spec, shape)


def test_the_example_of_the_command_line() -> None:
    reading = read("nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)", (64, 56, 56))
    assert (reading.macs, reading.params, reading.output_shape) == (903_168, 1_280, (128, 28, 28))


def test_keras_separable_is_two_convolutions() -> None:
    reading = read('layers.SeparableConv2D(64, 3, padding="same", depth_multiplier=2)', (16, 10, 10))
    depthwise, pointwise = reading.rows
    assert depthwise.operation == of(2, 16, 32, 3, padding="same", groups=16)
    assert pointwise.operation == of(2, 32, 64, 1, bias=True)
    assert reading.params == 16 * 2 * 9 + 32 * 64 + 64


def test_keras_valid_transposed_has_the_size_keras_gives() -> None:
    for size, kernel, stride in product((4, 7), (1, 2, 3, 5), (1, 2, 3, 4)):
        row = only(read(f"layers.Conv2DTranspose(2, {kernel}, strides={stride})", (1, size, size)))
        assert row.out_shape[1] == size * stride + max(kernel - stride, 0)


@pytest.mark.parametrize(
    ("text", "shape", "operation"),
    [
        ("nn.MaxPool2d(3, stride=2, padding=1)", (8, 112, 112), Pool.of(2, 3, stride=2, padding=1)),
        ("nn.MaxPool2d(2, 2, ceil_mode=True)", (8, 7, 7), Pool.of(2, 2, ceil=True)),
        ("nn.AvgPool2d(2)", (8, 8, 8), Pool.of(2, 2, kind="average")),
        ("nn.MaxPool1d(3)", (8, 9), Pool.of(1, 3)),
        ("nn.AdaptiveAvgPool2d(1)", (8, 7, 7), GlobalPool()),
        ("nn.AdaptiveAvgPool2d((1, 1))", (8, 7, 7), GlobalPool()),
        ("nn.AdaptiveAvgPool2d((None, 2))", (8, 3, 8), Pool.of(2, (1, 4), kind="average")),
        ("layers.MaxPooling2D()", (8, 9, 9), Pool.of(2, 2)),
        ('layers.MaxPool2D(3, 2, padding="same")', (8, 8, 8), Pool.of(2, 3, stride=2, padding=((0, 1), (0, 1)))),
        ("layers.AveragePooling2D((2, 3))", (8, 8, 9), Pool.of(2, (2, 3), kind="average")),
        ("nn.Linear(12, 4, bias=False)", (12,), Linear(12, 4, bias=False)),
        ("layers.Dense(4)", (12,), Linear(12, 4)),
        ("layers.Dense(4)", (12, 3, 3), of(2, 12, 4, 1, bias=True)),
        ("nn.Upsample(scale_factor=2, mode='nearest')", (8, 4, 5), Rearrange("upsample", (8, 4, 5), (8, 8, 10))),
        ("layers.UpSampling2D((2, 3))", (8, 4, 5), Rearrange("upsample", (8, 4, 5), (8, 8, 15))),
        ("nn.Unflatten(1, (3, 4, 4))", (48,), Rearrange("reshape", (48,), (3, 4, 4))),
        ("nn.PixelShuffle(2)", (8, 4, 5), Rearrange("pixel shuffle", (8, 4, 5), (2, 8, 10))),
        ("nn.ZeroPad2d((1, 2, 3, 4))", (8, 4, 5), Rearrange("pad", (8, 4, 5), (8, 11, 8))),
        ("layers.ZeroPadding2D(((1, 0), (2, 2)))", (8, 4, 5), Rearrange("pad", (8, 4, 5), (8, 5, 9))),
        ("layers.Cropping2D(1)", (8, 4, 5), Rearrange("crop", (8, 4, 5), (8, 2, 3))),
        ("layers.Reshape((4, 4, 3))", (48,), Rearrange("reshape", (48,), (3, 4, 4))),
        ("layers.Reshape((-1, 3))", (48,), Rearrange("reshape", (48,), (3, 16))),
    ],
)
def test_what_is_no_convolution(text: str, shape: tuple[int, ...], operation: object) -> None:
    assert only(read(text, shape)).operation == operation


def test_a_channel_shuffle_is_priced_at_nothing() -> None:
    row = only(read("nn.ChannelShuffle(2)", (4, 3, 3)))
    assert (row.kind, row.cost.multiplications) == ("shuffle", 0)


SIZES = list(product((1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (1, 2), (False, True)))


@pytest.mark.parametrize("dialect", ["pytorch", "keras"])
def test_our_own_snippets_are_read_back(dialect: str) -> None:
    """Whatever `layer_snippets` writes; where it needs a step before or after the layer, that is no layer."""
    read_back = 0
    for kernel, stride, padding, dilation, transposed in SIZES:
        spec = of(2, 3, 5, kernel, stride=stride, padding=padding, dilation=dilation, transposed=transposed)
        shape = (3, 9, 8)
        try:
            snippet = next(s for s in layer_snippets(spec, shape) if s.dialect == dialect)
        except ConvError:
            continue
        if "F.pad" in snippet.code or "]" in snippet.code or "Cropping" in snippet.code:
            continue
        reading = read(snippet.code)
        assert reading.input_shape == shape
        rows = [row for row in reading.rows if isinstance(row.operation, ConvSpec)]
        assert reading.output_shape == spec.output_shape(shape), snippet.code
        assert rows[0].cost.multiplications == cost(spec, shape).multiplications
        if len(reading.rows) == 1:
            was = rows[0].operation
            assert isinstance(was, ConvSpec)
            assert replace(was, bias=False).resolve(shape[1:]) == spec.resolve(shape)
            read_back += 1
    assert read_back > 30


def test_a_sequential_numbers_its_layers_and_counts_its_norms() -> None:
    text = """
    model = nn.Sequential(
        nn.Conv2d(3, 8, 3, bias=False),  # a comment, with (brackets
        nn.BatchNorm2d(8), nn.ReLU(inplace=True),
        nn.Sequential(OrderedDict([("a", nn.Conv2d(8, 4, 1)), ("b", nn.Conv2d(4, 4, 1))])),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.5), nn.Linear(4, 10))
    """
    reading = read(text, (3, 8, 8))
    assert [row.name for row in reading.layers] == ["model.0", "model.3.a", "model.3.b", "model.4", "model.7"]
    assert (reading.norm_params, reading.unchanged, reading.lines["model.3.b"]) == (16, 2, 5)
    assert reading.params == 216 + 36 + 20 + 50


def test_lines_that_add_layers_one_by_one() -> None:
    lines = ["Input((28, 28, 1))", "Conv2D(4, 3)", "layers.Flatten()", "Dense(2)"]
    reading = read("\n".join(["model = Sequential()", *(f"model.add({line})" for line in lines)]))
    assert [row.kind for row in reading.layers] == ["conv", "fc"]
    assert (reading.input_shape, reading.output_shape) == ((1, 28, 28), (2,))
    grown = read(
        "parts = []\nparts.append(nn.Conv2d(1, 2, 3))\n"
        "parts += [nn.ReLU(), nn.Conv2d(2, 2, 3)]\nnet = nn.Sequential(*parts)"
    )
    assert grown.params == 20 + 38


def test_the_shape_that_a_first_layer_gives() -> None:
    assert read("keras.Sequential([layers.Conv2D(4, 3, input_shape=(9, 8, 3))])").input_shape == (3, 9, 8)
    assert read("Sequential([Dense(4, input_dim=7)])").input_shape == (7,)
    assert read("net = nn.Conv2d(5, 1, 3)\nnet(torch.randn(1, 5, 20, 30))").input_shape == (5, 20, 30)
    assert read("nn.Conv2d(5, 1, 3)").input_shape == (5, 224, 224)


def test_the_shape_asked_for_goes_before_the_text() -> None:
    assert read("Sequential([Input((9, 8, 3)), Conv2D(4, 3)])", (2, 20, 20)).input_shape == (2, 20, 20)


def test_keras_applied_to_variables_is_a_graph() -> None:
    text = """
inputs = keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(16, 3, padding="same")(inputs)
side = layers.Conv2D(8, 1)(x)
x = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(16, 3, padding="same")(x)))
y = layers.concatenate([x, side])
y = layers.Add()([y, y])
z = y + y
out = layers.Dense(10)(layers.GlobalAveragePooling2D()(z))
model = keras.Model(inputs, out)
"""
    reading = read(text)
    assert [row.kind for row in reading.rows] == [
        "conv", "pwconv", "conv", "concat", "add", "add", "gap", "flatten", "fc",
    ]  # fmt: skip
    network = reading.network
    assert network is not None
    reads = {node.name: node.reads for node in network.nodes}
    assert reads["conv2d_2"] == reads["conv2d_3"] == ("conv2d",)
    assert reads["concatenate"] == ("conv2d_3", "conv2d_2")
    assert (reading.output_shape, reading.norm_params) == ((10,), 32)


def test_a_class_is_read_in_the_order_of_its_assignments_and_says_so() -> None:
    text = """
import torch
class Net(nn.Module):
    '''Docs.'''
    def __init__(self, width=8, *, classes=10):
        super().__init__()
        self.width = 2 * width
        self.conv = nn.Conv2d(3, width, 3, padding=1)
        self.more = nn.Conv2d(width, self.width, 3, padding=1)
        self.fc = nn.Linear(self.width, classes)

    def forward(self, x):
        x = F.relu(self.conv(x))
        for i in range(3):
            x = self.more(x)
        return self.fc(x.mean((2, 3)))
"""
    reading = read(text, (3, 8, 8))
    assert [row.name for row in reading.layers] == ["conv", "more", "mean", "fc"]
    assert any("forward" in remark for remark in reading.remarks)
    assert any("`width = 8`" in remark and "`classes = 10`" in remark for remark in reading.remarks)


def test_norms_without_a_convolution_before_them_count_too() -> None:
    assert (
        read("nn.BatchNorm2d(8)\nnn.Conv2d(8, 8, 1)\nnn.ReLU()\nnn.LayerNorm([8, 4, 4])", (8, 4, 4)).norm_params
        == 16 + 256
    )


def test_what_arrives_is_not_what_is_read() -> None:
    """The layer is priced on a map of its own, and that is said."""
    reading = read_model("nn.Conv2d(3, 8, 3)\nMystery(8)\nnn.Conv2d(64, 8, 3)\nnn.Linear(7, 2)", (3, 10, 10))
    assert [refusal.line for refusal in reading.refusals] == [2]
    assert [network.input_shape for network in reading.networks] == [(3, 10, 10), (64, 8, 8), (7,)]
    assert sum("something before it was not read" in remark for remark in reading.remarks) == 2
    assert reading.weights == 216 + 64 * 8 * 9 + 14


@pytest.mark.parametrize(
    ("text", "shape"),
    [("3x224x224", (3, 224, 224)), ("(64, 56, 56)", (64, 56, 56)), ("1×28×28", (1, 28, 28)), ("7", (7,))],
)
def test_shapes_as_text(text: str, shape: tuple[int, ...]) -> None:
    assert input_shape_of(text) == shape
    assert input_shape_of(shape_text(shape)) == shape


@pytest.mark.parametrize("text", ["", "x", "3x", "0x3x3", "3x-1", "3.5x2", "1x2x3x4x5", "9999999x2", "3x3\n;", "٣x٣"])
def test_what_is_no_shape(text: str) -> None:
    with pytest.raises(ConvError):
        input_shape_of(text)


@pytest.mark.parametrize("shape", [(0, 3, 3), (3.5, 2, 2), ("3", 2, 2), (True, 2, 2)])
def test_a_shape_that_is_none_is_the_callers_mistake(shape: tuple[object, ...]) -> None:
    with pytest.raises(ConvError):
        read_model("nn.ReLU()", shape)  # type: ignore[arg-type]


def test_the_longest_text() -> None:
    text = "nn.Conv2d(1, 1, 1)\n" + "#" * (MOST_CHARACTERS - 19)
    assert len(text) == MOST_CHARACTERS
    assert read(text).params == 2
    assert "characters" in read_model(text + "#").refusals[0].reason


def test_a_table_of_shapes_says_too_little() -> None:
    table = (
        " Layer (type)                Output Shape              Param #\n==\n conv2d (Conv2D)  (None, 26, 26, 32)  320"
    )
    (refusal,) = read_model(table).refusals
    assert "kernels" in refusal.reason


def test_a_class_of_the_text_is_read_once_and_its_uses_are_refused() -> None:
    text = """
class Block(nn.Module):
    def __init__(self, n=3):
        self.conv = nn.Conv2d(n, 3, 3, padding=1)

class Net(nn.Module):
    def __init__(self):
        self.one = Block()
"""
    reading = read_model(text, (3, 8, 8))
    assert [row.name for row in reading.rows] == ["conv"]
    (refusal,) = reading.refusals
    assert (refusal.line, "class of the text" in refusal.reason) == (8, True)


LENET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2, 2)
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.skip = nn.Conv2d(6, 16, 5, bias=False)
        self.fc = nn.Linear(16 * 5 * 5, 10)

    def forward(self, x):
        '''Twice the same pooling.'''
        x = self.pool(F.relu(self.conv1(x)))
        side = self.skip(x)
        x = self.conv2(x)
        x += side
        x = F.max_pool2d(x, 2)
        x = x.view(-1, 16 * 5 * 5)
        return F.log_softmax(self.fc(x), dim=1)

net = Net()
"""


def test_a_forward_that_only_applies_layers_is_followed() -> None:
    reading = read_model(LENET, (3, 32, 32))
    assert [(row.name, row.out_shape) for row in reading.rows] == [
        ("conv1", (6, 28, 28)), ("pool", (6, 14, 14)), ("skip", (16, 10, 10)), ("conv2", (16, 10, 10)),
        ("add", (16, 10, 10)), ("maxpool2d", (16, 5, 5)), ("flatten", (400,)), ("fc", (10,)),
    ]  # fmt: skip
    assert any("as `forward` applies them" in remark for remark in reading.remarks)
    assert len(reading.networks) == 1


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("side = self.skip(x)", "side = self.skip(x) if self.training else x"),
        ("x = self.conv2(x)", "x = self.conv2(self.conv2(x))"),
        ("x += side", "x = mystery(x, side)"),
        ("forward(self, x)", "forward(self, x, y)"),
        ("return F", "for i in range(3):\n            x = self.pool(x)\n        return F"),
    ],
)
def test_a_forward_that_does_more_is_not(was: str, becomes: str) -> None:
    reading = read_model(LENET.replace(was, becomes), (3, 32, 32))
    assert any("not followed" in remark for remark in reading.remarks)
    assert reading.rows[0].name == "pool"
