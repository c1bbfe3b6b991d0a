"""How often the cells of a transposed convolution are painted: the cause of checkerboards, counted along one axis.

In two dimensions the counts of the axes multiply. See Odena, Dumoulin and Olah, *Deconvolution and Checkerboard
Artifacts*, Distill 2016.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convviz.spec.parse import whole


class Upsampling(NamedTuple):
    """One transposed layer along one axis; at stride 1 it is an ordinary convolution, turned round.

    Attributes:
        kernel: taps.
        stride: output cells from one stamp to the next.
        padding: cells cropped at either end.
        dilation: output cells from one tap to the next.
        output_padding: cells added at the high end.
    """

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    output_padding: int = 0

    def size(self, cells: int) -> int:
        """Cells that come out of so many."""
        span = self.dilation * (self.kernel - 1) + 1
        return (cells - 1) * self.stride + span - 2 * self.padding + self.output_padding

    @property
    def even(self) -> bool:
        """Whether all phases of the stride have the same number of taps, so that cells far from the ends count alike.

        Without dilation: whether the stride divides the kernel.
        """
        return len(set(self.per_phase)) == 1

    @property
    def per_phase(self) -> tuple[int, ...]:
        """Taps that land on each phase of the stride: ceil((kernel - phase) / stride) without dilation."""
        landed = [tap * self.dilation % self.stride for tap in range(self.kernel)]
        return tuple(landed.count(phase) for phase in range(self.stride))


def overlap(layers: Sequence[Upsampling], cells: int) -> tuple[int, ...]:
    """How many paths lead from the input to each output cell: what weights of one make of an input of ones.

    Args:
        layers: from the input to the output.
        cells: of the input.

    Raises:
        ConvError: there are no cells.

    Example:
        >>> overlap([Upsampling(kernel=3, stride=2)], 4)
        (1, 1, 2, 1, 2, 1, 2, 1, 1)
    """
    counts: tuple[int, ...] = (1,) * whole("cells", cells, 1)
    for layer in layers:
        counts = tuple(
            sum(counts[source] for source in stamping_cells(layer, cell, len(counts)))
            for cell in range(layer.size(len(counts)))
        )
    return counts


def inside(layers: Sequence[Upsampling]) -> tuple[int, ...]:
    """One period of the counts far from the ends, beginning at a phase of 0 where nothing is cropped.

    Cell `o` of a layer is painted by cells from (o - span + 1) / stride on, so what an end touches reaches `span - 1`
    cells further than `stride` times as far as before. The period divides the product of the strides.

    Args:
        layers: from the input to the output; their cropping only shifts what is found.

    Example:
        >>> inside([Upsampling(3, 2), Upsampling(3, 2)])
        (3, 2, 3, 1)
    """
    bare = [layer._replace(padding=0, output_padding=0) for layer in layers]
    reach, period = 0, 1
    for layer in bare:
        reach = reach * layer.stride + layer.dilation * (layer.kernel - 1)
        period *= layer.stride
    before = -(-reach // period)  # whole periods that an end touches
    counts = overlap(bare, 2 * before + 2)
    found = counts[before * period : (before + 1) * period]
    return next(
        found[:size] for size in range(1, period + 1) if period % size == 0 and found == found[:size] * (period // size)
    )


def stamping_cells(layer: Upsampling, cell: int, cells: int) -> tuple[int, ...]:
    """Which of so many input cells stamp this output cell, in order.

    Without dilation they are those from ceil((cell + padding - kernel + 1) / stride) to
    floor((cell + padding) / stride), as far as they are there.
    """
    found = []
    for tap in reversed(range(layer.kernel)):
        source, rest = divmod(cell + layer.padding - tap * layer.dilation, layer.stride)
        if rest == 0 and 0 <= source < cells:
            found.append(source)
    return tuple(found)
