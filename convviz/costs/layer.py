"""What a convolution costs, in closed form from geometry: exact integers at any size.

Conventions: one multiplication is one MAC; FLOPs = 2 * MACs; a transposed convolution is counted over its *input*
positions (counting output positions, as some tools do, overstates it by stride squared). Multiplications with
padding are counted, as libraries do perform them; `on_padding` says how many they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from convviz.spec.conv import ConvSpec, as_spec


@dataclass(frozen=True, slots=True)
class Cost:
    """The price of one layer for one image.

    Attributes:
        weights: kernel entries to learn.
        biases: bias entries to learn.
        multiplications: one for every (window, tap, channel pair); equals MACs.
        on_padding: those of them that meet a border cell (direct) or are cropped away (transposed).
        inputs: numbers read, in_channels * prod(spatial).
        outputs: numbers written, out_channels * prod(spatial).
    """

    weights: int
    biases: int
    multiplications: int
    on_padding: int
    inputs: int
    outputs: int

    @property
    def params(self) -> int:
        """Weights and biases together."""
        return self.weights + self.biases

    @property
    def macs(self) -> int:
        """Multiply-accumulates: the same number as `multiplications`."""
        return self.multiplications

    @property
    def macs_nonpad(self) -> int:
        """Multiply-accumulates on real cells only, as counted with pencil and paper."""
        return self.multiplications - self.on_padding

    @property
    def flops(self) -> int:
        """2 * MACs, by convention: every multiplication and every addition."""
        return 2 * self.multiplications

    @property
    def activations(self) -> int:
        """Numbers that must be held: inputs and outputs."""
        return self.inputs + self.outputs

    def bytes(self, itemsize: int = 4) -> int:
        """Memory for parameters and activations at `itemsize` bytes a number (4 for float32)."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """Arithmetic intensity: FLOPs for every byte of input, parameters and output, each moved once."""
        return Fraction(self.flops, self.bytes(itemsize))


def additions(spec: ConvSpec, price: Cost) -> int:
    """Additions of a layer, of the same dense count as its multiplications.

    A direct convolution adds up the products of an output, one addition fewer than there are products, and then the
    bias. A transposed one adds every product to what the cell holds already, the bias at first.

    Example:
        >>> layer = ConvSpec.of(2, 3, 128, 3)
        >>> additions(layer, cost(layer, (7, 7)))
        83200
    """
    starts = 0 if spec.transposed or spec.bias else price.outputs
    return price.multiplications - starts


def cost(spec: ConvSpec, shape: Sequence[int]) -> Cost:
    """The cost of `spec` on one image of `shape`, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the spec does not fit the shape.

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
