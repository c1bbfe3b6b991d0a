"""The two meanings of "same": the size stays at stride 1, and TensorFlow's ceil(size / stride)."""

from __future__ import annotations

from dataclasses import dataclass

from convviz.solver.setting import Setting
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import whole


@dataclass(frozen=True, slots=True)
class SamePadding:
    """TensorFlow's SAME on an input of known size, as explicit numbers.

    Attributes:
        setting: with SAME's padding (direct) or crop (transposed) as `low` and `high`; a transposed one whose stride is
            wider than the kernel has an output_padding.
        symmetric: the setting with equal ends that gives the same size, what one would write in PyTorch; None: there is
            none, as for an even span at stride 1.
        output: cells that come out.
    """

    setting: Setting
    symmetric: Setting | None
    output: int

    @property
    def exact(self) -> bool:
        """Whether equal ends give the same numbers, and not only the same size."""
        return self.symmetric == self.setting


def same_size(kernel: int, dilation: int = 1) -> Setting:
    """The padding that keeps the size at stride 1: span - 1 cells, the odd one at the high end.

    Raises:
        ConvError: a number below 1.

    Example:
        >>> same_size(3, 2).low, same_size(4).low, same_size(4).high
        (2, 1, 2)
    """
    total = whole("dilation", dilation, 1) * (whole("kernel", kernel, 1) - 1)
    return Setting.of(kernel, padding=(total // 2, total - total // 2), dilation=dilation)


def tf_same(size: int, kernel: int, stride: int = 1, dilation: int = 1, *, transposed: bool = False) -> SamePadding:
    """What TensorFlow's SAME does along an axis of `size` cells.

    Direct: total = max((ceil(size / stride) - 1) * stride + span - size, 0) zeros, half of them low, the odd one high.
    Transposed: size * stride cells come out, and as many stamped cells as are too many are cropped in the same halves.

    Raises:
        ConvError: a number below 1.

    Example:
        >>> same = tf_same(28, 3, 2)
        >>> same.output, (same.setting.low, same.setting.high), same.symmetric.low, same.exact
        (14, (0, 1), 1, False)
    """
    size = whole("size", size, 1)
    layer = ConvSpec.of(1, 1, 1, kernel, stride=stride, padding="same", dilation=dilation, transposed=transposed)
    geometry = layer.resolve((size,))
    setting = Setting.of(
        kernel, stride=stride, padding=geometry.padding[0], dilation=dilation,
        output_padding=geometry.output_padding[0], transposed=transposed,
    )  # fmt: skip
    return SamePadding(setting, _symmetric(setting, size), geometry.output_shape[0])


def _symmetric(setting: Setting, size: int) -> Setting | None:
    """The one with equal ends and the same output: SAME's own, else the least padding that will do."""
    if setting.symmetric:
        return setting
    up = -(-setting.padding // 2)
    extra = 2 * up - setting.padding
    if setting.transposed:
        fits = extra < max(setting.stride, setting.dilation)
        return _with(setting, up, extra) if fits else None
    even = _with(setting, up, 0)
    return even if even.output(size) == setting.output(size) else None


def _with(setting: Setting, padding: int, extra: int) -> Setting:
    return Setting(
        setting.kernel, setting.stride, padding, padding, setting.dilation, extra, setting.transposed
    )  # fmt: skip
