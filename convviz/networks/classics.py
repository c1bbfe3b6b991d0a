"""AlexNet and VGG-16: convolutions one after the other, then three linear layers that hold most of the weights."""

from __future__ import annotations

from math import prod

from convviz.networks.layers import conv, pool
from convviz.spec.network import Network, NetworkBuilder
from convviz.spec.operations import Linear

HIDDEN = 4096
CLASSES = 1000
VGG16 = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))  # filters and layers of each stage


def alexnet() -> Network:
    """Krizhevsky, Sutskever and Hinton 2012, with its two groups, on 227 × 227.

    The paper says 224, on which its first layer does not come out even; 227 does, and is what its code read.
    """
    builder = NetworkBuilder("AlexNet", (3, 227, 227))
    builder.begin_stage("features")
    builder.add("conv1", conv(3, 96, 11, stride=4, bias=True))
    builder.add("pool1", pool(3, 2))
    builder.add("conv2", conv(96, 256, 5, padding=2, groups=2, bias=True))
    builder.add("pool2", pool(3, 2))
    builder.add("conv3", conv(256, 384, 3, padding=1, bias=True))
    builder.add("conv4", conv(384, 384, 3, padding=1, groups=2, bias=True))
    builder.add("conv5", conv(384, 256, 3, padding=1, groups=2, bias=True))
    builder.add("pool5", pool(3, 2))
    _classifier(builder)
    return builder.network()


def vgg16() -> Network:
    """Simonyan and Zisserman 2014, configuration D: 3 × 3 only, the map halved five times."""
    builder = NetworkBuilder("VGG-16", (3, 224, 224))
    for number, (filters, layers) in enumerate(VGG16, 1):
        builder.begin_stage(f"stage {number}")
        for layer in range(1, layers + 1):
            name = f"features.conv{number}_{layer}"
            builder.add(name, conv(builder.channels, filters, 3, padding=1, bias=True))
        builder.add(f"features.pool{number}", pool(2, 2))
    _classifier(builder)
    return builder.network()


def _classifier(builder: NetworkBuilder) -> None:
    builder.begin_stage("classifier")
    for name, width in (("fc6", HIDDEN), ("fc7", HIDDEN), ("fc8", CLASSES)):
        builder.add(name, Linear(prod(builder.shape), width))
