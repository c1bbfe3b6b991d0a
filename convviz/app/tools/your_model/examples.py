"""Texts to begin with, one of each kind that is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SEQUENTIAL: Final = """\
import torch.nn as nn

model = nn.Sequential(
    nn.Conv2d(3, 32, 3, stride=2, padding=1, bias=False),
    nn.BatchNorm2d(32),
    nn.ReLU(),
    # the next two are one depthwise separable convolution
    nn.Conv2d(32, 32, 3, padding=1, groups=32, bias=False),
    nn.Conv2d(32, 64, 1, bias=False),
    nn.BatchNorm2d(64),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(64, 128, 3, padding="same"),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(128, 10),
)
"""
LAYER: Final = "nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)\n"
KERAS: Final = """\
from keras import layers, Input

inputs = Input(shape=(32, 32, 3))
x = layers.Conv2D(32, 3, padding="same", activation="relu")(inputs)
shortcut = x
x = layers.SeparableConv2D(32, 3, padding="same", use_bias=False)(x)
x = layers.BatchNormalization()(x)
x = layers.ReLU()(x)
x = layers.add([x, shortcut])
x = layers.MaxPooling2D(2)(x)
x = layers.Conv2DTranspose(16, 2, strides=2)(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
"""
CLASS: Final = """\
class Net(nn.Module):
    def __init__(self, width=16, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(width, 2 * width, 5)
        self.attend = MyAttention(2 * width)
        for i in range(3):
            self.extra = nn.Conv2d(2 * width, 2 * width, 3, padding=1)
        self.conv3 = nn.Conv2d(2 * width, 64, 3, strides=2)
        self.fc1 = nn.Linear(32 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, classes)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return self.fc2(F.relu(self.fc1(x)))
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A text to begin with.

    Attributes:
        title: on its button.
        text: what is pasted.
        shape: of its input, as the field has it; "" leaves it to the text.
    """

    title: str
    text: str
    shape: str = ""


def _printed() -> str:
    """`print(torchvision.models.resnet18())`, written out by rule."""
    norm = "BatchNorm2d({}, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"
    lines = ["ResNet(", "  (conv1): Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)"]
    lines += [f"  (bn1): {norm.format(64)}", "  (relu): ReLU(inplace=True)"]
    lines += ["  (maxpool): MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)"]
    channels = 64
    for level, filters in enumerate((64, 128, 256, 512), 1):
        lines.append(f"  (layer{level}): Sequential(")
        for place in range(2):
            step = 2 if filters > channels else 1
            lines += [f"    ({place}): BasicBlock("]
            lines += [f"      {line}" for line in _block(norm, channels, filters, step)]
            lines += ["    )"]
            channels = filters
        lines.append("  )")
    lines += ["  (avgpool): AdaptiveAvgPool2d(output_size=(1, 1))"]
    lines += ["  (fc): Linear(in_features=512, out_features=1000, bias=True)", ")", ""]
    return "\n".join(lines)


def _block(norm: str, channels: int, filters: int, step: int) -> list[str]:
    """The lines within a BasicBlock."""
    conv = "Conv2d({}, {}, kernel_size=(3, 3), stride=({}, {}), padding=(1, 1), bias=False)"
    lines = [f"(conv1): {conv.format(channels, filters, step, step)}", f"(bn1): {norm.format(filters)}"]
    lines += ["(relu): ReLU(inplace=True)", f"(conv2): {conv.format(filters, filters, 1, 1)}"]
    lines += [f"(bn2): {norm.format(filters)}"]
    if channels != filters:
        short = f"Conv2d({channels}, {filters}, kernel_size=(1, 1), stride=({step}, {step}), bias=False)"
        lines += ["(downsample): Sequential(", f"  (0): {short}", f"  (1): {norm.format(filters)}", ")"]
    return lines


EXAMPLES: Final = {
    "torch": Example("PyTorch Sequential", SEQUENTIAL, "3x64x64"),
    "layer": Example("One layer", LAYER, "64x56x56"),
    "keras": Example("Keras, with a shortcut", KERAS),
    "printed": Example("Printed ResNet-18", _printed(), "3x224x224"),
    "class": Example("A class with gaps", CLASS, "3x32x32"),
}
