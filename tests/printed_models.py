"""What `print(model)` says of torchvision's models, written here without torch: indented as `nn.Module` does it."""

from __future__ import annotations

from collections.abc import Sequence

Entry = tuple[str, "str | Module"]


class Module:
    """A container with its entries."""

    def __init__(self, name: str, *entries: Entry) -> None:
        self.name = name
        self.entries = entries

    def text(self, indent: int = 0) -> str:
        """As `repr` prints it, two blanks a level."""
        if not self.entries:
            return f"{self.name}()"
        inner = " " * (indent + 2)
        lines = [f"{inner}({key}): {e if isinstance(e, str) else e.text(indent + 2)}" for key, e in self.entries]
        return "\n".join([f"{self.name}(", *lines, " " * indent + ")"])


def sequential(*layers: str | Module) -> Module:
    """Numbered entries."""
    return Module("Sequential", *((str(place), layer) for place, layer in enumerate(layers)))


def conv(
    channels: int, filters: int, k: int = 3, s: int = 1, p: int | None = None, *, groups: int = 1, bias: bool = False
) -> str:
    """A convolution as its `extra_repr` has it: what is at its default is left out."""
    pad = k // 2 if p is None else p
    parts = [str(channels), str(filters), f"kernel_size=({k}, {k})", f"stride=({s}, {s})"]
    parts += [f"padding=({pad}, {pad})"] if pad else []
    parts += [f"groups={groups}"] if groups > 1 else []
    parts += [] if bias else ["bias=False"]
    return f"Conv2d({', '.join(parts)})"


def norm(channels: int) -> str:
    """A batch normalisation."""
    return f"BatchNorm2d({channels}, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"


def pool(k: int, s: int, p: int = 0) -> str:
    """A max pooling."""
    return f"MaxPool2d(kernel_size={k}, stride={s}, padding={p}, dilation=1, ceil_mode=False)"


def linear(inputs: int, outputs: int) -> str:
    """A linear layer."""
    return f"Linear(in_features={inputs}, out_features={outputs}, bias=True)"


RELU = "ReLU(inplace=True)"
DROPOUT = "Dropout(p=0.5, inplace=False)"


def vgg16() -> str:
    """torchvision.models.vgg16."""
    layers: list[str | Module] = []
    channels = 3
    for filters in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        layers += [conv(channels, filters, bias=True), RELU] if filters else [pool(2, 2)]
        channels = filters or channels
    head = (linear(25088, 4096), RELU, DROPOUT, linear(4096, 4096), RELU, DROPOUT, linear(4096, 1000))
    mean = "AdaptiveAvgPool2d(output_size=(7, 7))"
    return Module(
        "VGG", ("features", sequential(*layers)), ("avgpool", mean), ("classifier", sequential(*head))
    ).text()  # fmt: skip


def resnet(counts: Sequence[int], *, deep: bool, groups: int = 1, width: int = 64) -> str:
    """The ResNet of torchvision: BasicBlock, or Bottleneck if `deep`, with the stride in its 3 × 3 (v1.5)."""
    entries: list[Entry] = [("conv1", conv(3, 64, 7, 2)), ("bn1", norm(64)), ("relu", RELU), ("maxpool", pool(3, 2, 1))]
    channels = 64
    for level, count in enumerate(counts):
        blocks: list[str | Module] = []
        for place in range(count):
            stride = 2 if level and not place else 1
            make = _bottleneck if deep else _basic
            module, channels = make(channels, 64 * 2**level, stride, groups, width)
            blocks.append(module)
        entries.append((f"layer{level + 1}", sequential(*blocks)))
    entries += [("avgpool", "AdaptiveAvgPool2d(output_size=(1, 1))"), ("fc", linear(channels, 1000))]
    return Module("ResNet", *entries).text()


def _bottleneck(channels: int, planes: int, stride: int, groups: int, width: int) -> tuple[Module, int]:
    inside, outside = planes * width // 64 * groups, 4 * planes
    entries: list[Entry] = [
        ("conv1", conv(channels, inside, 1)), ("bn1", norm(inside)),
        ("conv2", conv(inside, inside, 3, stride, groups=groups)), ("bn2", norm(inside)),
        ("conv3", conv(inside, outside, 1)), ("bn3", norm(outside)), ("relu", RELU),
    ]  # fmt: skip
    return Module("Bottleneck", *entries, *_downsample(channels, outside, stride)), outside


def _basic(channels: int, planes: int, stride: int, groups: int, width: int) -> tuple[Module, int]:
    entries: list[Entry] = [
        ("conv1", conv(channels, planes, 3, stride)), ("bn1", norm(planes)), ("relu", RELU),
        ("conv2", conv(planes, planes)), ("bn2", norm(planes)),
    ]  # fmt: skip
    return Module("BasicBlock", *entries, *_downsample(channels, planes, stride)), planes


def _downsample(channels: int, filters: int, stride: int) -> list[Entry]:
    if stride == 1 and channels == filters:
        return []
    return [("downsample", sequential(conv(channels, filters, 1, stride), norm(filters)))]


def mobilenet_v2() -> str:
    """torchvision.models.mobilenet_v2; the mean over the map is in its `forward`, so it is not printed."""
    layers: list[str | Module] = [_activated(3, 32, 3, 2)]
    channels = 32
    plan = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
    for expand, filters, count, first in plan:
        for place in range(count):
            layers.append(_inverted(channels, filters, first if not place else 1, expand))
            channels = filters
    layers.append(_activated(channels, 1280, 1, 1))
    head = sequential("Dropout(p=0.2, inplace=False)", linear(1280, 1000))
    return Module("MobileNetV2", ("features", sequential(*layers)), ("classifier", head)).text()


def _activated(channels: int, filters: int, k: int, s: int, groups: int = 1) -> Module:
    layers = (conv(channels, filters, k, s, groups=groups), norm(filters), "ReLU6(inplace=True)")
    return Module("Conv2dNormActivation", *((str(place), layer) for place, layer in enumerate(layers)))


def _inverted(channels: int, filters: int, stride: int, expand: int) -> Module:
    inside = channels * expand
    layers: list[str | Module] = [_activated(channels, inside, 1, 1)] if expand > 1 else []
    layers += [_activated(inside, inside, 3, stride, inside), conv(inside, filters, 1), norm(filters)]
    return Module("InvertedResidual", ("conv", sequential(*layers)))


def densenet121() -> str:
    """torchvision.models.densenet121."""
    stem = (conv(3, 64, 7, 2), norm(64), RELU, pool(3, 2, 1))
    features: list[Entry] = [*zip(("conv0", "norm0", "relu0", "pool0"), stem, strict=True)]
    channels = 64
    for level, count in enumerate((6, 12, 24, 16), 1):
        dense: list[Entry] = []
        for place in range(1, count + 1):
            inside: list[Entry] = [
                ("norm1", norm(channels)), ("relu1", RELU), ("conv1", conv(channels, 128, 1)),
                ("norm2", norm(128)), ("relu2", RELU), ("conv2", conv(128, 32)),
            ]  # fmt: skip
            dense.append((f"denselayer{place}", Module("_DenseLayer", *inside)))
            channels += 32
        features.append((f"denseblock{level}", Module("_DenseBlock", *dense)))
        if level < 4:
            mean = "AvgPool2d(kernel_size=2, stride=2, padding=0)"
            step = (norm(channels), RELU, conv(channels, channels // 2, 1), mean)
            parts = zip(("norm", "relu", "conv", "pool"), step, strict=True)
            channels //= 2
            features.append((f"transition{level}", Module("_Transition", *parts)))
    features.append(("norm5", norm(channels)))
    return Module("DenseNet", ("features", Module("Sequential", *features)), ("classifier", linear(1024, 1000))).text()
