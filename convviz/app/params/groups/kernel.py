"""Fields of a kernel in a plane: which one, how large, how far apart its taps and its steps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import AXES_FIELD, DILATIONS, INDEPENDENT, STRIDES, is_independent, kernel_size
from convviz.app.params.groups.input import seed_field
from convviz.app.params.param import Field, Limit, State
from convviz.samples.images_and_kernels import KERNELS, SIZES, has_kernel

MOST_TAPS: Final = 7
TAPS: Final = range(1, MOST_TAPS + 1)


def kernel_fields(fit: Fit) -> tuple[Field, ...]:
    """Whether the axes go together; the kernel by name; its size; the numbers changed in it."""
    sizes = _Sizes(fit)
    return (
        AXES_FIELD,
        Field("ker", "the kernel", tuple(KERNELS), "worked", limit=sizes.kernels, drops=("ke",)),
        seed_field("kseed", "the seed of the kernel", "ker", "ke"),
        Field("k", "the kernel size", TAPS, 3, gentle=1, limit=sizes.heights, drops=("ke",)),
        Field("kw", "the kernel width", TAPS, lambda state: state["k"], 1, limit=sizes.widths, active=is_independent,
              matters=INDEPENDENT, drops=("ke",)),
        changes_field("ke", "the changed numbers of the kernel", kernel_size, (MOST_TAPS, MOST_TAPS)),
    )  # fmt: skip


def step_fields(fit: Fit) -> tuple[Field, ...]:
    """Dilation and stride, down and across."""
    return (
        Field("d", "the dilation", DILATIONS, 1, gentle=1, limit=fit.among("d", DILATIONS)),
        Field("dw", "the dilation across", DILATIONS, lambda state: state["d"], 1, limit=fit.among("dw", DILATIONS),
              active=is_independent, matters=INDEPENDENT),
        Field("s", "the stride", STRIDES, 1),
        Field("sw", "the stride across", STRIDES, lambda state: state["s"], active=is_independent, matters=INDEPENDENT),
    )  # fmt: skip


def missing(state: State) -> str:
    """Why there is no such kernel in this size, as a clause; empty if there is one."""
    name, (height, width) = str(state["ker"]), kernel_size(state)
    return "" if has_kernel(name, height, width) else f"this kernel does not exist: {SIZES[name]}"


class _Sizes:
    """Limits of the kernel's name and size, which depend on each other as well as on the rest."""

    def __init__(self, fit: Fit) -> None:
        self._fit = fit

    def kernels(self, state: State) -> Limit:
        """Kernels of which some size is possible."""
        names = (name for name in KERNELS if any(True for _ in self._possible({**state, "ker": name})))
        return Limit(tuple(names), lambda _: "no size of it fits into the padded input")

    def heights(self, state: State) -> Limit:
        """Kernel heights for which some width is possible."""
        options = tuple(sorted({height for height, _ in self._possible(state)}))
        return Limit(options, lambda value: self._fit.why_not(self._fit.changed(state, "k", value)))

    def widths(self, state: State) -> Limit:
        """Kernel widths that are possible with this height."""
        options = tuple(width for height, width in self._possible(state) if height == state["k"])
        return Limit(options, lambda value: self._fit.why_not({**state, "kw": value}))

    def _possible(self, state: State) -> Iterable[tuple[int, int]]:
        sizes = product(TAPS, TAPS) if is_independent(state) else ((side, side) for side in TAPS)
        return (size for size in sizes if self._fit.possible({**state, "k": size[0], "kw": size[1]}))
