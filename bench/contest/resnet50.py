"""The peer's table of ResNet-50: a model of PyTorch's layers, summed up by torchinfo. Prints one line of JSON.

torchinfo runs the model to see its layers; on the device "meta" nothing is computed, which is the fastest it can be.
"""

import json
import time
from importlib.metadata import version

import torch
from torch import nn
from torchinfo import summary

STAGES = ((64, 3), (128, 4), (256, 6), (512, 3))
ROUNDS = 15


class Bottleneck(nn.Module):
    """1 × 1, 3 × 3, 1 × 1, and a shortcut."""

    def __init__(self, read: int, inside: int, stride: int) -> None:
        super().__init__()
        written = 4 * inside
        self.path = nn.Sequential(
            *normed(read, inside, 1), *normed(inside, inside, 3, stride), *normed(inside, written, 1)
        )
        self.downsample = nn.Sequential(*normed(read, written, 1, stride)) if read != written else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Both paths, added."""
        return self.path(x) + self.downsample(x)


def normed(read: int, written: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution and its normalisation."""
    return [nn.Conv2d(read, written, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(written)]


def resnet50() -> nn.Module:
    """The layers of torchvision's, without its non-linearities, which cost and learn nothing."""
    layers, read = [*normed(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, (inside, blocks) in enumerate(STAGES):
        for block in range(blocks):
            layers.append(Bottleneck(read, inside, 2 if stage and not block else 1))
            read = 4 * inside
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(read, 1000))


def table() -> tuple[int, int]:
    """Parameters and multiplications from nothing, as `network` and `network_cost` begin."""
    with torch.device("meta"):
        model = resnet50()
    counted = summary(model, input_size=(1, 3, 224, 224), device="meta", verbose=0)
    str(counted)
    return counted.total_params, counted.total_mult_adds


def main() -> None:
    """Time it, after a first run that loads what is loaded once."""
    params, macs = table()
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        table()
        seconds.append(time.perf_counter() - begun)
    versions = {name: version(name) for name in ("torch", "torchinfo")}
    print(json.dumps({"ms": min(seconds) * 1e3, "params": params, "macs": macs, **versions}))


if __name__ == "__main__":
    main()
