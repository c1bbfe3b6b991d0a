"""Parameters of a kernel in a plane: which one, how large, how far apart its taps and its steps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any, Final

from convviz.app.params.cell_edits import edited
from convviz.app.params.constraints import fitting
from convviz.app.params.groups.axes import INDEPENDENT, Axes, is_independent, titled_by_axes
from convviz.app.params.make import choice, menu, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.samples.images_and_kernels import KERNELS, SIZES, has_kernel

MOST_TAPS: Final = 7
TAPS: Final = range(1, MOST_TAPS + 1)
DILATIONS: Final = range(1, 5)
STRIDES: Final = range(1, 9)
STRIDE_BUTTONS: Final = (1, 2, 3, 4)

KERNEL_CONTROLS: Final = ("weights", "weights_seed")
STEP_CONTROLS: Final = (
    "kernel", "kernel_width", "stride", "stride_across", "dilation", "dilation_across", "axes",
)  # fmt: skip


def _possible(state: Any) -> Iterable[tuple[int, int]]:
    """Kernel sizes that exist and fit."""
    sizes = product(TAPS, TAPS) if state.independent else ((side, side) for side in TAPS)
    return (size for size in sizes if not state.having(kernel=size[0], kernel_width=size[1]).obstacle)


def _kernels(state: Any) -> Allowed:
    """Kernels of which some size is possible."""
    names = (name for name in KERNELS if any(True for _ in _possible(state.having(weights=name))))
    return Allowed(tuple(names), lambda _: "no size of it fits into the padded input")


def _heights(state: Any) -> Allowed:
    """Kernel heights for which some width is possible."""
    options = tuple(sorted({height for height, _ in _possible(state)}))
    return Allowed(options, lambda value: state.having(kernel=value).obstacle)


def _widths(state: Any) -> Allowed:
    """Kernel widths that are possible with this height."""
    options = tuple(width for height, width in _possible(state) if height == state.kernel)
    return Allowed(options, lambda value: state.having(kernel_width=value).obstacle)


class PlaneKernel(Axes):
    """The kernel by name, its size, and the numbers changed in it."""

    weights = menu(
        "ker", "the kernel", KERNELS, "worked", help=note("kernel", "filter", "channel"), kind=Kind.WEIGHTS,
        allowed=_kernels, resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the kernel", "ker", "weight_edits")
    kernel = choice(
        "k", "the kernel size", TAPS, 3, title=titled_by_axes("Kernel size", "Kernel height"), kind=Kind.KERNEL,
        yields_to=1, allowed=_heights, resets=("weight_edits",),
    )  # fmt: skip
    kernel_width = choice(
        "kw", "the kernel width", TAPS, lambda state: state.kernel, kind=Kind.KERNEL, axis=COLUMNS, yields_to=1,
        allowed=_widths, active_when=is_independent, only=INDEPENDENT, resets=("weight_edits",),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed numbers of the kernel", lambda state: state.kernel_size, (MOST_TAPS, MOST_TAPS)
    )

    @property
    def kernel_size(self) -> tuple[int, int]:
        """Taps down and across."""
        return self.kernel, self.kernel_width

    @property
    def missing_kernel(self) -> str:
        """Why there is no such kernel in this size, as a clause; empty if there is one."""
        exists = has_kernel(self.weights, *self.kernel_size)
        return "" if exists else f"this kernel does not exist: {SIZES[self.weights]}"


class PlaneSteps(Axes):
    """Dilation and stride, down and across."""

    dilation = choice(
        "d", "the dilation", DILATIONS, 1, title=titled_by_axes("Dilation", "Dilation down"),
        unit="distance between weights", help=note("dilation", "tap"), kind=Kind.DILATION, yields_to=1,
        allowed=fitting("dilation", DILATIONS),
    )  # fmt: skip
    dilation_across = choice(
        "dw", "the dilation across", DILATIONS, lambda state: state.dilation, kind=Kind.DILATION, axis=COLUMNS,
        yields_to=1, allowed=fitting("dilation_across", DILATIONS), active_when=is_independent, only=INDEPENDENT,
    )  # fmt: skip
    stride = choice(
        "s", "the stride", STRIDES, 1, title=titled_by_axes("Stride", "Stride down"),
        unit="cells per step", help=note("stride"),
        among=STRIDE_BUTTONS, kind=Kind.STRIDE,
    )  # fmt: skip
    stride_across = choice(
        "sw", "the stride across", STRIDES, lambda state: state.stride, among=STRIDE_BUTTONS, kind=Kind.STRIDE,
        axis=COLUMNS, active_when=is_independent, only=INDEPENDENT,
    )  # fmt: skip

    @property
    def dilations(self) -> tuple[int, int]:
        """Down and across."""
        return self.dilation, self.dilation_across

    @property
    def strides(self) -> tuple[int, int]:
        """Down and across."""
        return self.stride, self.stride_across
