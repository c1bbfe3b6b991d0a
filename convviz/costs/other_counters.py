"""Counts that other tools report for the same layers, as measured, for comparison with `cost`.

Measured with torch 2.13.0, torchinfo 1.8.0, fvcore 0.1.5, thop 0.1.1, ptflops 0.7.5 (its PyTorch backend), calflops
0.3.2 and TensorFlow 2.21.0, every tool in its default setting on one processor. A report is written symbolically where
it is right: M stands for the multiplications, b for one addition per bias. Wrong counts are numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints

Reason = Literal["outputs", "same", "row", "batch", "planes", "modules", "groups", "bias"]


@dataclass(frozen=True, slots=True)
class CounterReport:
    """The report of one counter for one layer.

    Attributes:
        reported: "M", "M + b", "2M", "2M + b", two of them around a slash (FLOPs / MACs), or numbers.
        error: a key of `REASONS` if the count is wrong, else None.
    """

    reported: str
    error: Reason | None = None


@dataclass(frozen=True, slots=True)
class MeasuredLayer:
    """One layer and the reports of all counters.

    Attributes:
        name: what distinguishes the layer.
        spec: the layer.
        size: spatial size of the input.
        times: number of applications: images of a batch, or calls of one module.
        reports: one report per entry of `COUNTERS`.
    """

    name: str
    spec: ConvSpec
    size: Ints
    times: int
    reports: tuple[CounterReport, ...]


COUNTERS: Final = (
    "torchinfo 1.8.0",
    "fvcore 0.1.5",
    "thop 0.1.1",
    "ptflops 0.7.5",
    "calflops 0.3.2",
    "torch 2.13.0 FlopCounterMode",
    "torch 2.13.0 profiler",
)
SIMPLE: Final = ("M", "M", "M", "M", "2M / M", "2M", "2M")  # reports of a layer that every counter counts right
REASONS: Final[dict[Reason, str]] = {
    "outputs": "counts a transposed convolution at the positions of the output, where the kernel is stamped once for "
    "each position of the input: stride² too many in the limit.",
    "same": 'does not know the operation that PyTorch runs for padding="same", and counts nothing.',
    "row": "takes one row and one column too few for an even kernel with SAME padding.",
    "batch": "is given the shape of the input without the batch, so it always answers for one image.",
    "planes": "knows the direct convolution on pictures only: signals, volumes and transposed layers count nothing.",
    "modules": "looks at modules, and does not see a function that is called directly.",
    "groups": "divides by the groups twice, and rounds down.",
    "bias": "has the right MACs, but too few additions of the bias in its FLOPs.",
}


def _case(
    name: str, spec: ConvSpec, *size: int, times: int = 1, bias: bool = False, **special: str | tuple[str, Reason]
) -> MeasuredLayer:  # fmt: skip
    """Return a layer with the reports `SIMPLE`, except those given by the first word of the counter's name."""
    keys = ("torchinfo", "fvcore", "thop", "ptflops", "calflops", "counter", "profiler")
    biased = ("M + b", "M", "M", "M + b", "2M + b / M", "2M", "2M") if bias else SIMPLE
    reports = []
    for key, usual in zip(keys, biased, strict=True):
        says = special.get(key, usual)
        reports.append(CounterReport(says) if isinstance(says, str) else CounterReport(*says))
    return MeasuredLayer(name, spec, size, times, tuple(reports))


_SILENT: Final = ("0", "planes")
_UNSEEN: Final = ("0", "modules")
_conv = ConvSpec.of

MEASURED: Final = (
    _case("regular", _conv(2, 64, 128, 3, padding=1), 56, 56),
    _case("regular with bias", _conv(2, 64, 128, 3, padding=1, bias=True), 56, 56, bias=True),
    _case("batch of 4", _conv(2, 64, 128, 3, padding=1), 56, 56, times=4, ptflops=("231,211,008", "batch")),
    _case("stride 2", _conv(2, 3, 64, 7, stride=2, padding=3), 224, 224),
    _case("dilation 2", _conv(2, 32, 32, 3, dilation=2, padding=2), 28, 28),
    _case(
        'even kernel, padding="same"', _conv(2, 8, 16, 4, padding="same"), 20, 20,
        fvcore=("0", "same"), calflops=("1,478,656 / 739,328", "row"), profiler=("0", "same"),
    ),
    _case("32 groups", _conv(2, 128, 128, 3, padding=1, groups=32), 56, 56),
    _case("depthwise", _conv(2, 64, 64, 3, padding=1, groups=64), 56, 56),
    _case("depthwise, multiplier 2, stride 2, bias",
          _conv(2, 16, 32, 3, stride=2, padding=1, groups=16, bias=True), 32, 32, bias=True),
    _case("pointwise (1 × 1)", _conv(2, 64, 128, 1), 56, 56),
    _case("1-D, dilation 4", _conv(1, 16, 32, 3, dilation=4, padding=8), 100, profiler=_SILENT),
    _case("3-D", _conv(3, 4, 8, 3, padding=1), 8, 16, 16, profiler=_SILENT),
    _case("transposed, kernel 4, stride 2", _conv(2, 64, 32, 4, stride=2, padding=1, transposed=True), 28, 28,
          torchinfo=("102,760,448", "outputs"), thop=("102,760,448", "outputs"), profiler=_SILENT),
    _case("transposed, kernel 3, output_padding 1, bias",
          _conv(2, 64, 32, 3, stride=2, padding=1, output_padding=1, transposed=True, bias=True), 28, 28, bias=True,
          torchinfo=("57,903,104", "outputs"), thop=("57,802,752", "outputs"),
          calflops=("28,907,648 / 14,450,688", "bias"), profiler=_SILENT),
    _case("transposed, 4 groups",
          _conv(2, 8, 8, 3, stride=2, padding=1, output_padding=1, groups=4, transposed=True), 14, 14,
          torchinfo=("112,896", "outputs"), thop=("112,896", "outputs"), calflops=("0 / 0", "groups"),
          profiler=_SILENT),
    _case("3-D transposed", _conv(3, 4, 2, 2, stride=2, transposed=True), 6, 6, 6,
          torchinfo=("110,592", "outputs"), thop=("110,592", "outputs"), profiler=_SILENT),
    _case("function, not a module", _conv(2, 8, 16, 3, padding=1), 20, 20,
          torchinfo=_UNSEEN, thop=_UNSEEN, ptflops=_UNSEEN),
    _case("one module applied twice", _conv(2, 8, 8, 3, padding=1), 20, 20, times=2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProfiledLayer:
    """One layer and the floating-point operations that TensorFlow's profiler reports.

    Attributes:
        name: what distinguishes the layer.
        spec: the layer.
        size: spatial size of the input.
        reported: number of floating-point operations.
        reason: why the number is wrong, or "".
    """

    name: str
    spec: ConvSpec
    size: Ints
    reported: int
    reason: str


_SPACE: Final = "runs as a batch of smaller pictures, whose padding is counted, too"
PROFILED: Final = (
    ProfiledLayer("32 groups", _conv(2, 128, 128, 3, padding="same", groups=32), (56, 56), 0,
             "is hidden in a call that the profiler does not look into"),
    ProfiledLayer("dilation 2, SAME, 27 × 27", _conv(2, 32, 32, 3, dilation=2, padding="same"), (27, 27), 14_450_688,
             _SPACE),
    ProfiledLayer("dilation 3, SAME", _conv(2, 32, 32, 3, dilation=3, padding="same"), (28, 28), 16_588_800, _SPACE),
    ProfiledLayer("dilation 5, SAME", _conv(2, 32, 32, 3, dilation=5, padding="same"), (28, 28), 16_588_800, _SPACE),
    ProfiledLayer("transposed, kernel 4, stride 2, SAME",
             _conv(2, 64, 32, 4, stride=2, padding="same", transposed=True), (28, 28), 51_380_224, ""),
    ProfiledLayer("transposed, kernel 3, stride 2, VALID", _conv(2, 64, 32, 3, stride=2, transposed=True), (28, 28),
             29_942_784, "divides the output by stride², which is exact with SAME only"),
    ProfiledLayer("3-D transposed", _conv(3, 4, 2, 2, stride=2, transposed=True), (6, 6, 6), 0,
             "has no counter for this operation"),
)  # fmt: skip

# Cost of forward and backward pass over that of the forward pass, by torch 2.13.0's FlopCounterMode; in truth it is 3.
TRAINING: Final = {"regular": 3, "4 groups": 6, "depthwise, 64 channels": 66}
TRUE_TRAINING: Final = 3
