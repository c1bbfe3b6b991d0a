"""The layers networks on pictures are written down with: short spellings of what their papers' tables list."""

from __future__ import annotations

from typing import Any

from convviz.spec.conv import ConvSpec
from convviz.spec.network import NetworkBuilder
from convviz.spec.operations import GlobalPool, Linear, Pool


def conv(read: int, written: int, kernel: int, **options: Any) -> ConvSpec:
    """A convolution on pictures; `options` as in `ConvSpec.of`."""
    return ConvSpec.of(2, read, written, kernel, **options)


def depthwise(channels: int, kernel: int = 3, **options: Any) -> ConvSpec:
    """Every channel under a kernel of its own."""
    return conv(channels, channels, kernel, groups=channels, **options)


def pool(kernel: int, stride: int, padding: Any = 0, **options: Any) -> Pool:
    """A pooling on pictures."""
    return Pool.of(2, kernel, stride=stride, padding=padding, **options)


def classify(builder: NetworkBuilder, classes: int = 1000) -> None:
    """The mean of every channel, then one linear layer: how networks end since ResNet."""
    builder.begin_stage("classifier")
    builder.add("avgpool", GlobalPool())
    builder.add("fc", Linear(builder.channels, classes))
