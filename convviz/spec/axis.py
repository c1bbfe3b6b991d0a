"""One spatial axis of a convolution, in integers: the relation the whole family shares.

    big = small * stride + tap * dilation - low

A direct convolution reads *big* and writes *small*; a transposed one reads *small* and stamps *big*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaddingMode = Literal["zeros", "reflect", "replicate", "circular"]


@dataclass(frozen=True, slots=True)
class Axis:
    """What touches what along one axis.

    Attributes:
        small: cells of the grid with one cell per window position.
        big: cells of the grid the window lies on, without padding.
        kernel: taps.
        stride: distance between neighbouring windows, in cells of the big grid.
        dilation: distance between neighbouring taps.
        low: padding before the first cell (direct), or cells cropped there (transposed).
        high: the same after the last cell.
        mode: what border cells hold.
        flip: whether the kernel is met in reverse (true convolution).
    """

    small: int
    big: int
    kernel: int
    stride: int
    dilation: int
    low: int
    high: int
    mode: PaddingMode
    flip: bool

    def window(self, position: int) -> range:
        """Where the taps of the window at `position` lie; outside 0 … big they meet padding, or are cropped."""
        first = position * self.stride - self.low
        return range(first, first + self.dilation * (self.kernel - 1) + 1, self.dilation)

    def source(self, index: int) -> int | None:
        """The cell whose number stands at `index`: itself, the one its border copies, None for a zero.

        Example, for the numbers 1 2 3 4 with two cells of border at either end: reflect 3 2 [1 2 3 4] 3 2,
        replicate 1 1 [1 2 3 4] 4 4, circular 3 4 [1 2 3 4] 1 2, zeros 0 0 [1 2 3 4] 0 0.
        """
        if 0 <= index < self.big:
            return index
        match self.mode:
            case "reflect":
                return -index if index < 0 else 2 * (self.big - 1) - index
            case "replicate":
                return 0 if index < 0 else self.big - 1
            case "circular":
                return index % self.big
        return None

    def weight_tap(self, tap: int) -> int:
        """Which kernel entry a tap meets: itself, or its mirror image in a true convolution."""
        return self.kernel - 1 - tap if self.flip else tap

    def unreached(self) -> tuple[int, ...]:
        """Cells of the big grid that no window touches, be it directly or through a copy in the border.

        The floor of the size formula drops rows at the high end; a stride beyond the kernel, or dilation, leaves gaps.
        Of a transposed convolution they are the output cells no stamp lands on, which hold the bias alone.
        """
        touched = {self.source(i) for position in range(self.small) for i in self.window(position)}
        return tuple(i for i in range(self.big) if i not in touched)

    def real_taps(self) -> int:
        """How many (window, tap) pairs land inside the big grid rather than on padding or crop."""
        return self._pairs_below(self.low + self.big) - self._pairs_below(self.low)

    def _pairs_below(self, limit: int) -> int:
        """How many (window, tap) pairs have window * stride + tap * dilation < limit, in closed form.

        Without an end to windows and taps they are whole points in a triangle; those beyond either end are taken off,
        and those beyond both, taken off twice, are put back.
        """

        def in_triangle(limit: int) -> int:
            rows = max(0, -(-limit // self.dilation))
            return _floor_sum(rows, self.dilation, limit - (rows - 1) * self.dilation + self.stride - 1, self.stride)

        end, far = self.small * self.stride, self.kernel * self.dilation
        return in_triangle(limit) - in_triangle(limit - end) - in_triangle(limit - far) + in_triangle(limit - end - far)


def _floor_sum(count: int, slope: int, start: int, divisor: int) -> int:
    """Sum of (slope * i + start) // divisor over i < count, in as few turns as Euclid's algorithm takes."""
    total = 0
    while count:
        total += count * (count - 1) // 2 * (slope // divisor) + count * (start // divisor)
        slope, start = slope % divisor, start % divisor
        count, start = divmod(slope * count + start, divisor)  # whole points left, counted along the other axis
        slope, divisor = divisor, slope
    return total
