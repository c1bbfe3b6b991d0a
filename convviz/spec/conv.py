"""What a convolution is, in integers only: no arrays, no values, no NumPy.

The relation between its two grids is in `axis`; the spellings it accepts are read in `spelling`. The weight is
`(small_channels, big_channels // groups, *kernel)` for both directions.
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
    """One convolution layer as geometry: hashable, comparable, the same type for the whole family.

    Build it with `ConvSpec.of`, which accepts the usual spellings; the fields are always in their canonical form.
    Depthwise, grouped, 1x1, dilated and transposed convolutions are values of these fields, never subclasses.

    Attributes:
        in_channels: channels read.
        out_channels: channels written.
        kernel: taps per axis.
        stride: distance between neighbouring windows, per axis, in cells of the big grid.
        padding: `(low, high)` per axis, or "same" where it still depends on the input size.
        dilation: distance between neighbouring taps, per axis.
        groups: how many independent convolutions stand side by side.
        transposed: stamp instead of slide.
        output_padding: extra rows on the high side of a transposed output, per axis.
        padding_mode: what border cells hold: "zeros", or a copy ("reflect", "replicate", "circular").
        flip: true convolution, with the kernel reversed along every axis.
        bias: whether a bias per output channel is counted.
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
        """Normalise every accepted spelling once, at the door.

        Args:
            ndim: spatial axes, 1 to 3.
            in_channels: channels of the input.
            out_channels: channels of the output.
            kernel: taps; an int for all axes or one per axis.
            stride: an int or one per axis.
            padding: an int, one int per axis, one `(low, high)` pair per axis, "valid" (none) or "same"
                (TensorFlow's meaning: ceil(in / stride) cells come out, an odd row goes to the high side;
                transposed: in * stride cells).
            dilation: an int or one per axis.
            groups: divides both channel counts.
            transposed: whether this is the adjoint: it reads the small grid and stamps the big one.
            output_padding: for a transposed convolution, 0 <= output_padding < max(stride, dilation).
            padding_mode: "zeros", "reflect" (the edge is not repeated), "replicate" or "circular".
            flip: reverse the kernel (true convolution); deep learning does not.
            bias: count one bias per output channel.

        Raises:
            ConvError: a value breaks a rule; the message names it and the cure.

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
        """Check the rules between fields; each field's own range is checked in `of`."""
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
        """Cells from the first to the last tap, per axis: dilation * (kernel - 1) + 1."""
        return tuple(d * (k - 1) + 1 for k, d in zip(self.kernel, self.dilation, strict=True))

    @property
    def small_channels(self) -> int:
        """Channels of the grid that has one cell per window position."""
        return self.in_channels if self.transposed else self.out_channels

    @property
    def big_channels(self) -> int:
        """Channels of the grid the window lies on."""
        return self.out_channels if self.transposed else self.in_channels

    @property
    def weight_shape(self) -> Ints:
        """`(small_channels, big_channels // groups, *kernel)`, which is PyTorch's layout for both directions."""
        return (self.small_channels, self.big_channels // self.groups, *self.kernel)

    def spatial(self, shape: Sequence[int]) -> Ints:
        """The spatial part of `shape`, given as `(*spatial)` or `(channels, *spatial)`.

        Raises:
            ConvError: wrong number of axes, a size below 1, or channels other than `in_channels`.
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
        """Fix the input size: "same" becomes numbers, and windows can be asked for.

        Args:
            shape: `(*spatial)` or `(in_channels, *spatial)`.

        Raises:
            ConvError: the window does not fit, a border cannot be copied, or nothing would come out.
        """
        spatial = self.spatial(shape)
        explicit = self if self.padding != "same" else self._with_same(spatial)
        pairs = cast(Pairs, explicit.padding)
        _check_border(explicit.padding_mode, pairs, spatial)
        size_along = explicit._stamped_size if self.transposed else explicit._slid_size
        return Geometry(explicit, spatial, tuple(size_along(axis, size) for axis, size in enumerate(spatial)))

    def output_shape(self, shape: Sequence[int]) -> Ints:
        """The output's shape in the form `shape` was given in: `(*spatial)` or `(channels, *spatial)`.

        Direct (guide, relationship 6, dilated form 15): floor((in + low + high - span) / stride) + 1.
        Transposed: (in - 1) * stride - low - high + span + output_padding.

        Raises:
            ConvError: as `resolve`.
        """
        spatial = self.resolve(shape).output_shape
        return spatial if len(shape) == self.ndim else (self.out_channels, *spatial)

    def fits(self, shape: Sequence[int]) -> bool:
        """Whether an input of this shape can be convolved: what the bounds of controls are derived from."""
        try:
            self.resolve(shape)
        except ConvError:
            return False
        return True

    def _slid_size(self, axis: int, size: int) -> int:
        """Window positions along `axis` over `size` cells and their padding."""
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
        """Cells that `size` stamps cover along `axis`, less the crop."""
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
        """TensorFlow's SAME as explicit pairs: half of the padding low, the odd row high."""
        pairs, extras = [], []
        for size, stride, span in zip(spatial, self.stride, self.span, strict=True):
            covered = size if self.transposed else -(-size // stride)  # cells on the small grid
            big = size * stride if self.transposed else size
            missing = (covered - 1) * stride + span - big
            pairs.append((max(missing, 0) // 2, max(missing, 0) - max(missing, 0) // 2))
            extras.append(max(-missing, 0) if self.transposed else 0)  # a stride wider than the kernel leaves a gap
        return replace(self, padding=tuple(pairs), output_padding=tuple(extras))


@dataclass(frozen=True, slots=True)
class Geometry:
    """A `ConvSpec` on an input of known size: what touches what, in integers.

    Attributes:
        spec: the spec with its padding as numbers.
        input_shape: `(*spatial)` of the input.
        output_shape: `(*spatial)` of the output.
    """

    spec: ConvSpec
    input_shape: Ints
    output_shape: Ints

    @property
    def padding(self) -> Pairs:
        """`(low, high)` per axis."""
        return cast(Pairs, self.spec.padding)

    @property
    def output_padding(self) -> Ints:
        """Extra cells on the high side of a transposed output, per axis."""
        return self.spec.output_padding

    @property
    def small(self) -> Ints:
        """Sizes of the grid with one cell per window position."""
        return self.input_shape if self.spec.transposed else self.output_shape

    @property
    def big(self) -> Ints:
        """Sizes of the grid the window lies on, without padding."""
        return self.output_shape if self.spec.transposed else self.input_shape

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The relation along every axis."""
        spec = self.spec
        along = zip(self.small, self.big, spec.kernel, spec.stride, spec.dilation, self.padding, strict=True)
        return tuple(
            Axis(small, big, kernel, stride, dilation, low, high, spec.padding_mode, spec.flip)
            for small, big, kernel, stride, dilation, (low, high) in along
        )

    def window(self, cell: Sequence[int]) -> tuple[range, ...]:
        """Where the taps of the window at `cell` (of the small grid) lie on the big grid, per axis.

        Indices below 0 or beyond the size lie on the padding (direct) or are cropped away (transposed).

        Example:
            >>> ConvSpec.of(1, 1, 1, 3, stride=2, padding=1).resolve((5,)).window((0,))
            (range(-1, 2),)
        """
        return tuple(axis.window(position) for axis, position in zip(self.axes, cell, strict=True))


def _check_border(mode: str, pairs: Pairs, spatial: Ints) -> None:
    """A border can only copy cells that are there."""
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
    """`value` if it is a spec: the functions that take one start here, for a notebook checks no types."""
    if not isinstance(value, ConvSpec):
        raise ConvError("spec", value, "must be a ConvSpec", "Build one with ConvSpec.of.")
    return value


def _pattern(ndim: int) -> str:
    names = ("depth", "height", "width")[-ndim:]
    return f"({', '.join(names)}) or (channels, {', '.join(names)})"
