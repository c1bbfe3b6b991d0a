"""A convolution as code that runs: the same numbers in PyTorch, Keras, NumPy and convviz."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convviz.codegen.blocks import block_snippets
from convviz.codegen.convviz import native
from convviz.codegen.example import Case, Snippet
from convviz.codegen.keras import keras
from convviz.codegen.numpy import numpy
from convviz.codegen.pytorch import pytorch
from convviz.spec.conv import ConvSpec

__all__ = ["Snippet", "block_snippets", "snippets"]


def snippets(
    spec: ConvSpec,
    shape: Sequence[int],
    *,
    x: Any = None,
    weight: Any = None,
    bias: Any = None,
    scale: tuple[int, int] | None = None,
) -> tuple[Snippet, ...]:
    """Write one convolution in every dialect: PyTorch, Keras, NumPy, convviz.

    Each text runs as pasted, keeps its input in `x`, `w` and `b`, leaves the result in `y` and prints it. All of them
    give what `convviz.convolve` gives, as `(out_channels, *spatial)`: a float64 tensor in PyTorch, a float64 array
    in Keras, and in NumPy and convviz an array that stays integer where the numbers are.

    Args:
        spec: the layer.
        shape: the input, `(*spatial)` or `(in_channels, *spatial)`.
        x: the input's numbers, `(in_channels, *spatial)`, as nested lists or an array. Without them, or with more
            than fit on a page, the code makes numbers of its own, the same in every dialect.
        weight: likewise, in `spec.weight_shape`.
        bias: `(out_channels,)`; no bias is added without it.
        scale: `(1, 9)` means that `weight` holds integers which are to be multiplied by 1/9.

    Raises:
        ConvError: the spec does not fit `shape`, or the numbers do not fit the spec.

    Example:
        >>> torch, *_ = snippets(ConvSpec.of(1, 1, 1, 3, padding="same"), (4,), x=[[1, 2, 3, 4]], weight=[[[1, 0, -1]]])
        >>> print(torch.code.splitlines()[-2])
        y = F.conv1d(x, w, padding="same")
    """
    case = Case.of(spec, shape, x, weight, bias, scale or (1, 1))
    return pytorch(case), keras(case), numpy(case), native(case)
