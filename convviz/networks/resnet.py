"""ResNet-50 and ResNeXt-50: bottlenecks with a shortcut past each (He et al. 2015; Xie et al. 2016)."""

from __future__ import annotations

from convviz.networks.layers import classify, conv, pool
from convviz.spec.network import Network, NetworkBuilder
from convviz.spec.operations import Add

BLOCKS = (3, 4, 6, 3)
STEM = 64
EXPANSION = 4  # channels a block writes, for each one of its stage's base


def resnet50(version: str, resolution: int) -> Network:
    """Names as in torchvision. Version "v1" strides in a block's first 1 × 1, as the paper; "v1.5" in its 3 × 3."""
    return _network(f"ResNet-50 {version}", resolution, groups=1, each=STEM, early=version == "v1")


def resnext50_32x4d(resolution: int) -> Network:
    """The 3 × 3 in 32 groups of 4 channels (of 8, 16, 32 further on), and twice as wide as ResNet-50's."""
    return _network("ResNeXt-50 (32×4d)", resolution, groups=32, each=4, early=False)


def _network(name: str, resolution: int, *, groups: int, each: int, early: bool) -> Network:
    """`each`: channels of a group in the first stage; they double from stage to stage."""
    builder = NetworkBuilder(name, (3, resolution, resolution))
    builder.begin_stage("stem")
    builder.add("conv1", conv(3, STEM, 7, stride=2, padding=3), norm=True)
    builder.add("maxpool", pool(3, 2, 1))
    for stage, blocks in enumerate(BLOCKS):
        builder.begin_stage(f"layer{stage + 1}")
        for block in range(blocks):
            strides = 2 if stage and not block else 1
            written = EXPANSION * STEM * 2**stage
            _block(builder, f"layer{stage + 1}.{block}", groups * each * 2**stage, written, groups, strides, early)
    classify(builder)
    return builder.network()


def _block(
    builder: NetworkBuilder, name: str, inside: int, written: int, groups: int, stride: int, early: bool
) -> None:
    """1 × 1, 3 × 3, 1 × 1, and the sum with what went in, by a 1 × 1 of its own where the shapes differ."""
    entry, read = builder.last, builder.channels
    first, second = (stride, 1) if early else (1, stride)
    builder.add(f"{name}.conv1", conv(read, inside, 1, stride=first), norm=True)
    builder.add(f"{name}.conv2", conv(inside, inside, 3, stride=second, padding=1, groups=groups), norm=True)
    around = builder.add(f"{name}.conv3", conv(inside, written, 1), norm=True)
    if stride > 1 or read != written:
        entry = builder.add(f"{name}.downsample", conv(read, written, 1, stride=stride), entry, norm=True)
    builder.add(f"{name}.add", Add(), around, entry)
