"""One spatial axis of a convolution: the index relation that all kinds of convolution share.

    big = small * stride + tap * dilation - low

A direct convolution reads the *big* grid and writes the *small* one; a transposed convolution reads the *small* grid
and writes the *big* one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaddingMode = Literal["zeros", "reflect", "replicate", "circular"]


@dataclass(frozen=True, slots=True)
class Axis:
    """The index relation along one axis.

    Attributes:
        small: size of the grid with one cell per kernel position.
        big: size of the grid the kernel lies on, without padding.
        kernel: number of taps.
        stride: distance between adjacent kernel positions, in cells of the big grid.
        dilation: distance between adjacent taps, in cells of the big grid.
        low: padding before the first cell (direct), or cells cropped there (transposed).
        high: padding after the last cell (direct), or cells cropped there (transposed).
        mode: values of the padding.
        flip: whether the kernel is reversed (true convolution).
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
        """Return the big-grid indices of the taps at `position`; those outside [0, big) are padding or cropped."""
        first = position * self.stride - self.low
        return range(first, first + self.dilation * (self.kernel - 1) + 1, self.dilation)

    def source(self, index: int) -> int | None:
        """Return the cell whose value is read at `index`, which may lie in the padding; None for a zero.

        For the values 1 2 3 4 and two cells of padding at either end: reflect 3 2 [1 2 3 4] 3 2,
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
        """Return the index of the weight at a tap, reversed in a true convolution."""
        return self.kernel - 1 - tap if self.flip else tap

    def unreached(self) -> tuple[int, ...]:
        """Return the cells of the big grid that no tap touches, directly or through a copy in the padding.

        The floor of the size formula leaves cells at the high end; a stride larger than the kernel, or dilation, leaves
        gaps. In a transposed convolution these output cells hold the bias only.
        """
        touched = {self.source(i) for position in range(self.small) for i in self.window(position)}
        return tuple(i for i in range(self.big) if i not in touched)

    def real_taps(self) -> int:
        """Return the number of (position, tap) pairs inside the big grid, outside padding and crop."""
        return self._pairs_below(self.low + self.big) - self._pairs_below(self.low)

    def _pairs_below(self, limit: int) -> int:
        """Return the number of (position, tap) pairs with position * stride + tap * dilation < limit, in closed form.

        Without bounds on position and tap the pairs are the lattice points of a triangle. Inclusion and exclusion
        subtracts the points beyond either bound and adds back those beyond both.
        """

        def in_triangle(limit: int) -> int:
            rows = max(0, -(-limit // self.dilation))
            return _floor_sum(rows, self.dilation, limit - (rows - 1) * self.dilation + self.stride - 1, self.stride)

        end, far = self.small * self.stride, self.kernel * self.dilation
        return in_triangle(limit) - in_triangle(limit - end) - in_triangle(limit - far) + in_triangle(limit - end - far)


def _floor_sum(count: int, slope: int, start: int, divisor: int) -> int:
    """Return the sum of (slope * i + start) // divisor over i < count, in O(log) steps (Euclid's algorithm)."""
    total = 0
    while count:
        total += count * (count - 1) // 2 * (slope // divisor) + count * (start // divisor)
        slope, start = slope % divisor, start % divisor
        count, start = divmod(slope * count + start, divisor)  # the remaining points, counted along the other axis
        slope, divisor = divisor, slope
    return total
