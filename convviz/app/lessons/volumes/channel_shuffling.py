"""Channels have no order, slices have one: compared number by number, not claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from convviz.engine.arrays import Array
from convviz.samples.images_and_kernels import Kernel

if TYPE_CHECKING:
    from convviz.app.lessons.volumes.model import VolumesModel


@dataclass(frozen=True, slots=True)
class Alike:
    """A comparison of two outputs, place by place.

    Attributes:
        equal: how many numbers are the same.
        of: how many there are.
    """

    equal: int
    of: int

    @property
    def all(self) -> bool:
        """Whether nothing differs."""
        return self.equal == self.of


def alike(one: Array, other: Array) -> Alike:
    """Compare two outputs of one shape."""
    return Alike(int(np.isclose(one, other, rtol=1e-9, atol=1e-9).sum()), one.size)


def new_order(count: int) -> tuple[int, ...]:
    """Every second one first, then the others: 0 2 1 3."""
    return (*range(0, count, 2), *range(1, count, 2))


def channels_shuffled(model: VolumesModel) -> Alike:
    """The 2-D output before and after its channels, and with them the planes of its filters, changed places."""
    flat = model.flat
    order = list(new_order(len(model.planes)))
    kernel = Kernel(flat.kernel.whole[:, order], flat.kernel.scale)
    return alike(flat.trace.output, flat.on(model.planes[order], kernel).output)


def slices_shuffled(model: VolumesModel) -> Alike:
    """The 3-D output before and after the slices of its input changed places; a shallow filter cannot follow them."""
    order = list(new_order(model.volume.shape[1]))
    return alike(model.solid.trace.output, model.solid.on(model.volume[:, order]).output)


def both(model: VolumesModel) -> Alike:
    """The one output slice of the 3-D layer beside the output of the 2-D layer; only where they coincide."""
    return alike(model.solid.trace.output[:, 0], model.flat.trace.output)
