"""Layers and blocks as code that runs: the same numbers in every dialect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from convviz.codegen import convviz, keras, numpy, pytorch
from convviz.codegen.dialect import Dialect, Snippet
from convviz.codegen.example import CodeExample
from convviz.errors import ConvError
from convviz.spec.block import Block
from convviz.spec.conv import ConvSpec, as_spec

__all__ = ["DIALECTS", "Snippet", "block_snippets", "layer_snippets", "snippets"]

# Every dialect there is. A new one, as JAX, is one file with its writers and one entry here.
DIALECTS: Final = (
    Dialect("pytorch", "PyTorch", pytorch.function_calls, pytorch.layer_object),
    Dialect("keras", "Keras / TensorFlow", keras.function_calls, keras.layer_object),
    Dialect("numpy", "NumPy", numpy.function_calls),
    Dialect("convviz", "convviz", convviz.function_calls),
)


def snippets(
    spec: ConvSpec,
    shape: Sequence[int],
    *,
    x: Any = None,
    weight: Any = None,
    bias: Any = None,
    scale: tuple[int, int] | None = None,
) -> tuple[Snippet, ...]:
    """Write one convolution in every dialect, as function calls.

    Each text runs as pasted, keeps its input in `x`, `w` and `b`, leaves the result in `y` and prints it. All of them
    give what `convviz.convolve` gives, as `(out_channels, *spatial)`: a float64 tensor in PyTorch, a float64 array
    in Keras, and in NumPy and convviz an array that stays integer where the numbers are.

    Args:
        spec: the layer.
        shape: the input, `(*spatial)` or `(in_channels, *spatial)`.
        x: the input's numbers, `(in_channels, *spatial)`, as nested lists or an array. Without them, or with more
            than fit on a page, the code makes numbers of its own, the same in every dialect.
        weight: the weight's numbers, in `spec.weight_shape`, likewise.
        bias: the bias's numbers, `(out_channels,)`. Default: None, no bias.
        scale: `(1, 9)` means that `weight` holds integers which are to be multiplied by 1/9.

    Raises:
        ConvError: the spec does not fit `shape`, or the numbers do not fit the spec.

    Example:
        >>> torch, *_ = snippets(ConvSpec.of(1, 1, 1, 3, padding="same"), (4,), x=[[1, 2, 3, 4]], weight=[[[1, 0, -1]]])
        >>> print(torch.code.splitlines()[-2])
        y = F.conv1d(x, w, padding="same")
    """
    example = CodeExample.of_spec(spec, shape, x, weight, bias, scale or (1, 1))
    return tuple(dialect.snippet(dialect.function_calls(example)) for dialect in DIALECTS)


def block_snippets(
    block: Block, x: Any, weights: Sequence[Any], *, shape: Sequence[int] = ()
) -> tuple[Snippet, ...]:  # fmt: skip
    """Write one block in every dialect, as function calls: each stage is a line or two that ends with its name.

    Each text runs as pasted, keeps its input in `x` and its weights in `w_` with the name of the stage, leaves the
    result, `(out_channels, *spatial)`, in `y` and prints it. No text has a note.

    Args:
        block: direct 2-D convolutions with zero padding, without dilation, bias and flip, and permutations.
        x: the input's numbers, an array `(in_channels, height, width)`. None: the code makes numbers of its own.
        weights: the numbers of each convolution, in `block.weight_shapes`; None for a weight without numbers.
        shape: the input, `(height, width)` or `(in_channels, height, width)`. Read only where `x` is None.

    Raises:
        ConvError: the block has other stages or does not fit the input, or the numbers do not fit the block.

    Example:
        >>> block = Block.of("twice", first=ConvSpec.of(2, 1, 1, 3), second=ConvSpec.of(2, 1, 1, 2, stride=2))
        >>> torch, *_ = block_snippets(block, None, [None, None], shape=(7, 7))
        >>> print(torch.code.splitlines()[-2])
        y = F.conv2d(y, w_second, stride=2)  # second
    """
    example = CodeExample.of_block(block, shape if x is None else x.shape, x, weights)
    made = (dialect.snippet(dialect.function_calls(example)) for dialect in DIALECTS)
    return tuple(replace(snippet, note="") for snippet in made)


def layer_snippets(spec: ConvSpec, shape: Sequence[int]) -> tuple[Snippet, ...]:
    """Write one convolution as a layer of a model, `nn.Conv2d` or `layers.Conv2D`, in every dialect that has layers.

    Each text runs as pasted, on random numbers, leaves the result in `y`, with the batch in front and the channels
    where the library has them, and prints its shape. Given equal weights, all of them compute equal numbers. Where a
    library cannot express the layer in one call, the text does the rest before or after it: PyTorch's `padding=` is
    the same at both ends, and Keras knows only "valid" and "same".

    Args:
        spec: one group, padded with zeros, not flipped; direct or transposed. The padding may be the word "same",
            with TensorFlow's meaning.
        shape: the input, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the spec does not fit `shape`; has groups, another padding mode or a flip; or is a layer that Keras
            refuses: a stride with dilation, or a dilated transposed convolution.

    Example:
        >>> torch, keras = layer_snippets(ConvSpec.of(2, 16, 32, 3, stride=2, padding="same"), (28, 28))
        >>> print(torch.code.splitlines()[6])
        y = conv(F.pad(x, (0, 1, 0, 1)))  # zeros (left, right, top, bottom)
    """
    if as_spec(spec).groups > 1 or spec.flip or spec.padding_mode != "zeros":
        raise ConvError(
            "spec", spec, "must be a plain layer: one group, zeros around it, no flip", "Use `snippets` for the others."
        )
    (stage,) = CodeExample.of_spec(spec, shape).convolutions
    return tuple(dialect.snippet(dialect.layer_object(stage)) for dialect in DIALECTS if dialect.layer_object)
