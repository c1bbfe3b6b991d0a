"""The state of the lesson as a table of fields."""

from __future__ import annotations

from typing import Final

from convviz.analysis.separability import rank
from convviz.app.lessons.spatial.sample_numbers import KERNELS, has, named
from convviz.app.params.cell_edits import apply, changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import INPUTS as NAMED_INPUTS
from convviz.samples.images_and_kernels import SIZES, Numbers
from convviz.spec.conv import ConvSpec

INPUTS: Final = {name: title for name, title in NAMED_INPUTS.items() if name != "photo"}
SIDES: Final = range(2, 9)
TAPS: Final = range(2, 6)
PADDINGS: Final = ("valid", "same")


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return number(state, "h"), number(state, "w")


def taps_of(state: State) -> tuple[int, int]:
    """Height and width of the kernel."""
    return number(state, "k"), number(state, "k")


def padding_of(state: State) -> int | str:
    """As a spec spells it."""
    return "same" if state["pad"] == "same" else 0


def named_kernel(state: State) -> Numbers:
    """The kernel before any number was changed by hand."""
    return named(str(state["ker"]), number(state, "k"), seed=number(state, "kseed"))


def kernel_of(state: State) -> Numbers:
    """The kernel, `(k, k)`."""
    return apply(named_kernel(state), str(state["ke"]))


def _spec(state: State) -> ConvSpec:
    return ConvSpec.of(2, 1, 1, number(state, "k"), padding=padding_of(state))


def _missing(state: State) -> str:
    name = str(state["ker"])
    return "" if has(name, number(state, "k")) else f"this kernel does not exist: {SIZES[name]}"


def _kernels(state: State) -> Limit:
    names = (name for name in KERNELS if any(FIT.possible({**state, "ker": name, "k": k}) for k in TAPS))
    return Limit(tuple(names), lambda _: "no size of it fits into the input")


def _sizes(state: State) -> Limit:
    options = tuple(k for k in TAPS if FIT.possible({**state, "k": k}))
    return Limit(options, lambda value: FIT.why_not({**state, "k": value}))


def _terms(state: State) -> Limit:
    most = max(1, rank(kernel_of(state)))
    return Limit(range(1, most + 1), lambda _: f"of rank {most} it needs no more than {most}")


FIT: Final = Fit(("h", "w", "pad", "ker", "k"), _spec, shape_of, _missing)
FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("h", "the input height", SIDES, 5),
    Field("w", "the input width", SIDES, lambda state: state["h"]),
    changes_field("xe", "the changed numbers of the input", shape_of, (SIDES[-1],) * 2),
    Field("pad", "the padding", PADDINGS, "valid"),
    Field("ker", "the kernel", tuple(KERNELS), "sobel_x", limit=_kernels, drops=("ke", "t")),
    seed_field("kseed", "the seed of the kernel", "ker", "ke"),
    Field("k", "the kernel size", TAPS, 3, gentle=2, limit=_sizes, drops=("ke", "t")),
    changes_field("ke", "the changed numbers of the kernel", taps_of, (TAPS[-1],) * 2),
    Field("t", "the number of products", range(1, TAPS[-1] + 1), 1, gentle=1, limit=_terms),
    LOOPS,
)
