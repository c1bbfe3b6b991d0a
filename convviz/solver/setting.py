"""The numbers of a layer along one axis, and what they make of a size: closed forms, as quick at a million cells."""

from __future__ import annotations

from dataclasses import dataclass

from convviz.spec.conv import ConvSpec


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice of numbers, the same along every axis of a layer.

    Build it with `of`, which refuses what cannot be; the search builds thousands that it knows to be right.

    Attributes:
        kernel: taps.
        stride: cells from one window to the next.
        low: padding before the first cell (direct), or cells cropped there (transposed).
        high: the same after the last cell.
        dilation: cells from one tap to the next.
        output_padding: cells a transposed output has in addition, at the high end.
        transposed: stamp instead of slide.
    """

    kernel: int
    stride: int = 1
    low: int = 0
    high: int = 0
    dilation: int = 1
    output_padding: int = 0
    transposed: bool = False

    @classmethod
    def of(
        cls, kernel: int, *, stride: int = 1, padding: int | tuple[int, int] = 0, dilation: int = 1,
        output_padding: int = 0, transposed: bool = False,
    ) -> Setting:  # fmt: skip
        """Check the numbers as a layer would.

        Args:
            kernel: taps, at least 1.
            stride: at least 1.
            padding: for both ends, or (low, high).
            dilation: at least 1.
            output_padding: below the larger of stride and dilation, and 0 for a direct convolution.
            transposed: which of the two it is.

        Raises:
            ConvError: as `ConvSpec.of`.

        Example:
            >>> Setting.of(3, stride=2, padding=1, output_padding=1, transposed=True).output(28)
            56
        """
        ends = padding if isinstance(padding, int) else (padding,)
        spec = ConvSpec.of(
            1, 1, 1, kernel, stride=stride, padding=ends, dilation=dilation, output_padding=output_padding,
            transposed=transposed,
        )  # fmt: skip
        assert spec.padding != "same"
        (low, high), (k,), (s,), (d,) = spec.padding[0], spec.kernel, spec.stride, spec.dilation
        return cls(k, s, low, high, d, spec.output_padding[0], spec.transposed)

    @property
    def span(self) -> int:
        """Cells from the first to the last tap: dilation * (kernel - 1) + 1."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def padding(self) -> int:
        """Cells of padding (or crop) at both ends together."""
        return self.low + self.high

    @property
    def symmetric(self) -> bool:
        """Whether both ends are padded alike, as PyTorch's `padding=` does."""
        return self.low == self.high

    @property
    def overlaps_evenly(self) -> bool:
        """Whether all cells away from the edges meet equally many taps: if not, a transposed layer leaves a pattern.

        Without dilation, and whenever stride and dilation share no divisor: the kernel is a multiple of the stride.
        """
        met = [0] * min(self.stride, self.kernel + 1)  # with fewer taps than classes of cells, one class meets none
        if len(met) < self.stride:
            return False
        for tap in range(self.kernel):
            met[tap * self.dilation % self.stride] += 1
        return min(met) == max(met)

    def output(self, size: int) -> int | None:
        """Cells that come out of `size`, None where nothing does.

        Direct: floor((size + low + high - span) / stride) + 1.
        Transposed: (size - 1) * stride - low - high + span + output_padding.
        """
        if self.transposed:
            cells = (size - 1) * self.stride - self.padding + self.span + self.output_padding
            return cells if cells > 0 else None
        free = size + self.padding - self.span
        return free // self.stride + 1 if free >= 0 else None

    def missed(self, size: int) -> int:
        """Cells of the big grid no window touches: of the input (direct), or of the output (transposed).

        The same as `len(Axis.unreached())`, in time that depends on the kernel alone.
        """
        out = self.output(size)
        if out is None:
            return 0
        small, big = (size, out) if self.transposed else (out, size)
        if self.dilation == 1 and self.stride <= self.kernel:  # windows that touch each other: all but the ends
            end = (small - 1) * self.stride + self.span - self.low
            return max(0, big - max(0, end)) if self.low >= 0 else big
        return big - self._touched(small, big)

    def _touched(self, small: int, big: int) -> int:
        """Every tap touches a row of cells a stride apart; those of taps in the same rest class may overlap."""
        rows: dict[int, list[int]] = {}
        for tap in range(self.kernel):
            quotient, rest = divmod(tap * self.dilation - self.low, self.stride)
            rows.setdefault(rest, []).append(quotient)
        count = 0
        for rest, firsts in rows.items():
            next_free, end = 0, (big - 1 - rest) // self.stride + 1 if rest < big else 0
            for first in firsts:  # ascending, as the taps are
                start, stop = max(first, next_free), min(first + small, end)
                count += max(0, stop - start)
                next_free = max(next_free, stop)
        return count

    def spec(self, ndim: int = 2, in_channels: int = 1, out_channels: int = 1) -> ConvSpec:
        """The layer with these numbers along every axis."""
        return ConvSpec.of(
            ndim,
            in_channels,
            out_channels,
            self.kernel,
            stride=self.stride,
            padding=((self.low, self.high),) * ndim,
            dilation=self.dilation,
            output_padding=self.output_padding,
            transposed=self.transposed,
        )
