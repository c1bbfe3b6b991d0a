"""A convolution layer as geometry: integers, without arrays and without NumPy.

`convviz.spec.axis` has the relation between its two grids, `convviz.spec.parse` reads its arguments. The weight has the
shape `(small_channels, big_channels // groups, *kernel)`, direct and transposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from convviz.errors import ConvError
from convviz.spec.axis import Axis, PaddingMode
from convviz.spec.parse import Ints, Pairs, divisors, entries_of, flag, listed, mode, padding_pairs, per_axis, whole

MAX_NDIM = 3


@dataclass(frozen=True, slots=True)
class ConvSpec:
    """A convolution layer as geometry; hashable and comparable.

    Build it with `ConvSpec.of`, which accepts the usual forms of the arguments; the fields are in canonical form.
    Depthwise, grouped, 1 × 1, dilated and transposed convolutions are values of these fields, not subclasses.

    Attributes:
        in_channels: number of input channels.
        out_channels: number of output channels.
        kernel: kernel size per axis.
        stride: stride per axis, in cells of the big grid.
        padding: `(low, high)` per axis, or "same" until the input size is known.
        dilation: distance between adjacent taps, per axis.
        groups: number of independent convolutions, each on its share of the channels.
        transposed: whether the convolution is transposed.
        output_padding: cells added at the high end of a transposed output, per axis.
        padding_mode: values of the padding: "zeros", "reflect", "replicate" or "circular".
        flip: whether the kernel is reversed along every axis (true convolution).
        bias: whether the layer has a bias per output channel.

    Raises:
        ConvError: two fields contradict each other.
    """

    in_channels: int
    out_channels: int
    kernel: Ints
    stride: Ints
    padding: Pairs | Literal["same"]
    dilation: Ints
    groups: int = 1
    transposed: bool = False
    output_padding: Ints = ()
    padding_mode: PaddingMode = "zeros"
    flip: bool = False
    bias: bool = False

    @classmethod
    def of(
        cls,
        ndim: int,
        in_channels: int,
        out_channels: int,
        kernel: int | Sequence[int],
        *,
        stride: int | Sequence[int] = 1,
        padding: int | str | Sequence[int] | Sequence[Sequence[int]] = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        transposed: bool = False,
        output_padding: int | Sequence[int] = 0,
        padding_mode: str = "zeros",
        flip: bool = False,
        bias: bool = False,
    ) -> ConvSpec:
        """Return a layer from arguments in any of the usual forms.

        Args:
            ndim: number of spatial axes, 1 to 3.
            in_channels: number of input channels.
            out_channels: number of output channels.
            kernel: kernel size, an int or one per axis.
            stride: stride, an int or one per axis.
            padding: an int, an int per axis, a `(low, high)` pair per axis, "valid" (none) or "same" (as in TensorFlow:
                the output has ceil(in / stride) cells, and an odd cell of padding goes to the high end; transposed:
                in * stride cells).
            dilation: dilation, an int or one per axis.
            groups: number of groups; must divide both channel counts.
            transposed: whether the convolution is transposed.
            output_padding: for a transposed convolution, an int or one per axis, less than max(stride, dilation).
            padding_mode: "zeros", "reflect" (without the edge cell), "replicate" or "circular".
            flip: whether the kernel is reversed (true convolution); in deep learning it is not.
            bias: whether the layer has a bias per output channel.

        Raises:
            ConvError: an argument is invalid; the message names it, the rule and the remedy.

        Example:
            >>> spec = ConvSpec.of(2, 3, 8, 3, stride=2, padding="same")
            >>> spec.weight_shape, spec.output_shape((32, 31))
            ((8, 3, 3, 3), (16, 16))
        """
        ndim = whole("ndim", ndim, 1)
        if ndim > MAX_NDIM:
            raise ConvError("ndim", ndim, f"must be 1, 2 or {MAX_NDIM}", "Convolve signals, images or volumes.")
        return cls(
            in_channels=whole("in_channels", in_channels, 1),
            out_channels=whole("out_channels", out_channels, 1),
            kernel=per_axis("kernel", kernel, ndim, 1),
            stride=per_axis("stride", stride, ndim, 1),
            padding=padding_pairs(padding, ndim),
            dilation=per_axis("dilation", dilation, ndim, 1),
            groups=whole("groups", groups, 1),
            transposed=flag("transposed", transposed),
            output_padding=per_axis("output_padding", output_padding, ndim, 0),
            padding_mode=mode(padding_mode),
            flip=flag("flip", flip),
            bias=flag("bias", bias),
        )

    def __post_init__(self) -> None:
        """Check the rules between fields; `of` checks each field's own range."""
        if not self.output_padding:
            object.__setattr__(self, "output_padding", (0,) * self.ndim)
        for name, channels in (("in_channels", self.in_channels), ("out_channels", self.out_channels)):
            if channels % self.groups:
                raise ConvError(
                    "groups",
                    self.groups,
                    f"must divide `{name}` (={channels})",
                    f"Use one of {listed(divisors(self.in_channels, self.out_channels))}.",
                )
        if not self.transposed:
            if any(self.output_padding):
                raise ConvError(
                    "output_padding",
                    self.output_padding,
                    "belongs to transposed convolution only",
                    "Leave it at 0, or set transposed=True.",
                )
            return
        if self.padding_mode != "zeros":
            raise ConvError(
                "padding_mode",
                self.padding_mode,
                'must be "zeros" for a transposed convolution, whose padding crops the output',
                'Use padding_mode="zeros".',
            )
        if self.padding == "same" and any(self.output_padding):
            raise ConvError(
                "output_padding",
                self.output_padding,
                'is decided by padding="same" (the output has in * stride cells)',
                "Leave it at 0, or give the padding as numbers.",
            )
        for extra, stride, dilation in zip(self.output_padding, self.stride, self.dilation, strict=True):
            if extra >= max(stride, dilation):
                raise ConvError(
                    "output_padding",
                    self.output_padding,
                    f"must be smaller than the stride or the dilation (here {max(stride, dilation)})",
                    "Use a smaller one: it only picks between sizes a strided convolution maps to the same output.",
                )

    @property
    def ndim(self) -> int:
        """Number of spatial axes."""
        return len(self.kernel)

    @property
    def span(self) -> Ints:
        """Extent of the dilated kernel per axis, dilation * (kernel - 1) + 1."""
        return tuple(d * (k - 1) + 1 for k, d in zip(self.kernel, self.dilation, strict=True))

    @property
    def small_channels(self) -> int:
        """Channels of the grid with one cell per kernel position."""
        return self.in_channels if self.transposed else self.out_channels

    @property
    def big_channels(self) -> int:
        """Channels of the grid the kernel lies on."""
        return self.out_channels if self.transposed else self.in_channels

    @property
    def weight_shape(self) -> Ints:
        """Shape of the weight, `(small_channels, big_channels // groups, *kernel)`, as in PyTorch."""
        return (self.small_channels, self.big_channels // self.groups, *self.kernel)

    def spatial(self, shape: Sequence[int]) -> Ints:
        """Return the spatial sizes of `shape`, which is `(*spatial)` or `(in_channels, *spatial)`.

        Raises:
            ConvError: the number of axes or channels is wrong, or a size is less than 1.
        """
        entries = entries_of(shape)
        if entries is None or len(entries) not in (self.ndim, self.ndim + 1):
            raise ConvError(
                "shape",
                shape,
                f"must have {self.ndim} spatial sizes, with or without the channels in front",
                f"Give {_pattern(self.ndim)}.",
            )
        sizes = tuple(whole("shape", entry, 1) for entry in entries)
        if len(sizes) > self.ndim:
            if sizes[0] != self.in_channels:
                raise ConvError(
                    "shape",
                    sizes,
                    f"must start with in_channels (={self.in_channels})",
                    "Put the channels first, or build the spec for this many channels.",
                )
            sizes = sizes[1:]
        return sizes

    def resolve(self, shape: Sequence[int]) -> Geometry:
        """Return the geometry of the layer on an input; padding "same" becomes numbers.

        Args:
            shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`.

        Raises:
            ConvError: the kernel does not fit, the padding would copy cells that do not exist, or the output is empty.
        """
        spatial = self.spatial(shape)
        explicit = self if self.padding != "same" else self._with_same(spatial)
        pairs = cast(Pairs, explicit.padding)
        _check_border(explicit.padding_mode, pairs, spatial)
        size_along = explicit._stamped_size if self.transposed else explicit._slid_size
        return Geometry(explicit, spatial, tuple(size_along(axis, size) for axis, size in enumerate(spatial)))

    def output_shape(self, shape: Sequence[int]) -> Ints:
        """Return the shape of the output, with channels if `shape` has them.

        Direct: floor((in + low + high - span) / stride) + 1.
        Transposed: (in - 1) * stride - low - high + span + output_padding.
        (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, relationships 6, 14 and 15.)

        Raises:
            ConvError: as `resolve`.
        """
        spatial = self.resolve(shape).output_shape
        return spatial if len(shape) == self.ndim else (self.out_channels, *spatial)

    def fits(self, shape: Sequence[int]) -> bool:
        """Return whether the layer fits an input of this shape."""
        try:
            self.resolve(shape)
        except ConvError:
            return False
        return True

    def _slid_size(self, axis: int, size: int) -> int:
        """Return the number of kernel positions along an axis of `size` cells."""
        padded = size + sum(cast(Pairs, self.padding)[axis])
        span = self.span[axis]
        if padded < span:
            raise ConvError(
                "kernel",
                self.kernel,
                f"at dilation {self.dilation[axis]} spans {span} cells, but the padded input has {padded}",
                "Use a smaller kernel or dilation, or a larger input or padding.",
            )
        return (padded - span) // self.stride[axis] + 1

    def _stamped_size(self, axis: int, size: int) -> int:
        """Return the number of output cells of a transposed convolution along an axis of `size` cells."""
        stamped = (size - 1) * self.stride[axis] + self.span[axis] + self.output_padding[axis]
        cropped = sum(cast(Pairs, self.padding)[axis])
        if stamped - cropped < 1:
            raise ConvError(
                "padding",
                self.padding,
                f"crops all {stamped} stamped cells away",
                "Use less padding, so that at least one output cell remains.",
            )
        return stamped - cropped

    def _with_same(self, spatial: Ints) -> ConvSpec:
        """Return the layer with TensorFlow's SAME padding in numbers; an odd cell goes to the high end."""
        pairs, extras = [], []
        for size, stride, span in zip(spatial, self.stride, self.span, strict=True):
            covered = size if self.transposed else -(-size // stride)  # cells of the small grid
            big = size * stride if self.transposed else size
            missing = (covered - 1) * stride + span - big
            pairs.append((max(missing, 0) // 2, max(missing, 0) - max(missing, 0) // 2))
            extras.append(max(-missing, 0) if self.transposed else 0)  # a stride wider than the kernel leaves a gap
        return replace(self, padding=tuple(pairs), output_padding=tuple(extras))


@dataclass(frozen=True, slots=True)
class Geometry:
    """A `ConvSpec` on an input of known size.

    Attributes:
        spec: the layer, its padding in numbers.
        input_shape: spatial sizes of the input.
        output_shape: spatial sizes of the output.
    """

    spec: ConvSpec
    input_shape: Ints
    output_shape: Ints

    @property
    def padding(self) -> Pairs:
        """Padding `(low, high)` per axis."""
        return cast(Pairs, self.spec.padding)

    @property
    def output_padding(self) -> Ints:
        """Cells added at the high end of a transposed output, per axis."""
        return self.spec.output_padding

    @property
    def small(self) -> Ints:
        """Sizes of the grid with one cell per kernel position."""
        return self.input_shape if self.spec.transposed else self.output_shape

    @property
    def big(self) -> Ints:
        """Sizes of the grid the kernel lies on, without padding."""
        return self.output_shape if self.spec.transposed else self.input_shape

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The index relation of every axis."""
        spec = self.spec
        along = zip(self.small, self.big, spec.kernel, spec.stride, spec.dilation, self.padding, strict=True)
        return tuple(
            Axis(small, big, kernel, stride, dilation, low, high, spec.padding_mode, spec.flip)
            for small, big, kernel, stride, dilation, (low, high) in along
        )

    def window(self, cell: Sequence[int]) -> tuple[range, ...]:
        """Return the big-grid indices of the taps, per axis, for a cell of the small grid.

        Indices below 0 or beyond the size are padding (direct) or cropped (transposed).

        Example:
            >>> ConvSpec.of(1, 1, 1, 3, stride=2, padding=1).resolve((5,)).window((0,))
            (range(-1, 2),)
        """
        return tuple(axis.window(position) for axis, position in zip(self.axes, cell, strict=True))


def _check_border(mode: str, pairs: Pairs, spatial: Ints) -> None:
    """Check that the padding copies only cells that exist."""
    for pair, size in zip(pairs, spatial, strict=True):
        limit = {"reflect": size - 1, "circular": size}.get(mode)
        if limit is not None and max(pair) > limit:
            raise ConvError(
                "padding",
                pair,
                f'with padding_mode="{mode}" must be at most {limit} for an input of {size}',
                'Pad less, or use padding_mode="replicate" or "zeros".',
            )


def as_spec(value: Any) -> ConvSpec:
    """Return `value`; raise a ConvError if it is no ConvSpec."""
    if not isinstance(value, ConvSpec):
        raise ConvError("spec", value, "must be a ConvSpec", "Build one with ConvSpec.of.")
    return value


def _pattern(ndim: int) -> str:
    names = ("depth", "height", "width")[-ndim:]
    return f"({', '.join(names)}) or (channels, {', '.join(names)})"
