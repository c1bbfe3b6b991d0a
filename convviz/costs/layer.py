"""Cost of a convolution in closed form from its geometry, as exact integers.

Conventions:

- one multiplication is one MAC, and FLOPs = 2 · MACs;
- a transposed convolution is counted over the positions of its *input*: counting output positions, as some tools do,
  overstates it by the product of the strides;
- multiplications by padding are counted, because libraries perform them; `Cost.on_padding` is their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from convviz.spec.conv import ConvSpec, as_spec


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a layer for one image.

    Attributes:
        weights: number of weights.
        biases: number of biases.
        multiplications: one per kernel position, tap and pair of channels; equal to MACs.
        on_padding: multiplications by padding cells (direct) or whose product is cropped (transposed).
        inputs: number of input values, in_channels · prod(spatial).
        outputs: number of output values, out_channels · prod(spatial).
    """

    weights: int
    biases: int
    multiplications: int
    on_padding: int
    inputs: int
    outputs: int

    @property
    def params(self) -> int:
        """Number of weights and biases."""
        return self.weights + self.biases

    @property
    def macs(self) -> int:
        """Multiply-accumulate operations, equal to `multiplications`."""
        return self.multiplications

    @property
    def macs_nonpad(self) -> int:
        """Multiply-accumulate operations without those on padding."""
        return self.multiplications - self.on_padding

    @property
    def flops(self) -> int:
        """FLOPs, 2 · MACs: one multiplication and one addition each."""
        return 2 * self.multiplications

    @property
    def activations(self) -> int:
        """Number of input and output values."""
        return self.inputs + self.outputs

    def bytes(self, itemsize: int = 4) -> int:
        """Return the size of parameters and activations, in bytes, at `itemsize` bytes per value."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """Return the arithmetic intensity in FLOPs per byte, with input, parameters and output moved once."""
        return Fraction(self.flops, self.bytes(itemsize))


def additions(spec: ConvSpec, price: Cost) -> int:
    """Return the number of additions of a layer, padding included.

    A direct convolution sums n products of an output cell with n - 1 additions, and adds the bias. A transposed
    convolution adds every product to its output cell, which starts with the bias or with 0.

    Args:
        spec: the layer.
        price: its cost.

    Example:
        >>> layer = ConvSpec.of(2, 3, 128, 3)
        >>> additions(layer, cost(layer, (7, 7)))
        83200
    """
    starts = 0 if spec.transposed or spec.bias else price.outputs
    return price.multiplications - starts


def cost(spec: ConvSpec, shape: Sequence[int]) -> Cost:
    """Return the cost of a layer on one image.

    Args:
        spec: the layer.
        shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the layer does not fit the shape.

    Example:
        >>> cost(ConvSpec.of(2, 3, 128, 3), (7, 7)).multiplications
        86400
    """
    geometry = as_spec(spec).resolve(shape)
    weights = prod(spec.weight_shape)
    channel_pairs = spec.small_channels * (spec.big_channels // spec.groups)
    multiplications = weights * prod(geometry.small)
    real = channel_pairs * prod(axis.real_taps() for axis in geometry.axes)
    return Cost(
        weights=weights,
        biases=spec.out_channels if spec.bias else 0,
        multiplications=multiplications,
        on_padding=multiplications - real,
        inputs=spec.in_channels * prod(geometry.input_shape),
        outputs=spec.out_channels * prod(geometry.output_shape),
    )
