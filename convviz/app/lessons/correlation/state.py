"""The state of the lesson as a table of fields, in one dimension and in two."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import kernel_size
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.kernel import kernel_fields, missing
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import INPUTS
from convviz.samples.signals import FILTERS, SIGNALS, TWO_TAPS, has_taps
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Pairs

DIMENSIONS: Final = ("1d", "2d")
PADDINGS: Final = ("full", "same", "valid")
OPERATIONS: Final = ("convolution", "correlation")
LENGTHS: Final = range(4, 17)
TAPS: Final = range(1, 8)
SIDES: Final = range(5, 9)
INPUT_NAMES: Final = {name: title for name, title in INPUTS.items() if name != "photo"}


def is_plane(state: State) -> bool:
    """Whether the state is of two dimensions."""
    return state["dim"] == "2d"


def is_signal(state: State) -> bool:
    """Whether the state is of one dimension."""
    return not is_plane(state)


def input_shape(state: State) -> tuple[int, ...]:
    """Sizes of the input."""
    return (number(state, "h"), number(state, "w")) if is_plane(state) else (number(state, "n"),)


def taps_shape(state: State) -> tuple[int, ...]:
    """Sizes of the kernel."""
    return kernel_size(state) if is_plane(state) else (number(state, "m"),)


def spec_of(state: State, *, flip: bool = False) -> ConvSpec:
    """The layer of the state, as a cross-correlation or, with the kernel turned round, as a true convolution."""
    taps = taps_shape(state)
    return ConvSpec.of(len(taps), 1, 1, taps, padding=_padding(str(state["pad"]), taps), flip=flip)


def _padding(name: str, taps: tuple[int, ...]) -> Pairs:
    """Cells before and after along each axis; of "same" an odd one after, as in PyTorch and TensorFlow."""
    spans = [size - 1 for size in taps]
    match name:
        case "full":
            return tuple((span, span) for span in spans)
        case "same":
            return tuple((span // 2, span - span // 2) for span in spans)
    return ((0, 0),) * len(spans)


def _usual(state: State) -> str:
    """Mathematics lets a signal and a filter meet wherever they touch; a layer mostly stays inside its input."""
    return "valid" if is_plane(state) else "full"


def _lengths(state: State) -> Limit:
    name, size = str(state["fil"]), number(state, "n")
    options = tuple(m for m in TAPS if has_taps(name, m) and (m <= size or state["pad"] != "valid"))
    return Limit(options, lambda value: TWO_TAPS if not has_taps(name, int(value)) else NO_ROOM)


def _only(field: Field, dimensions: str) -> Field:
    """A field that says something in one dimension, or in two, and nothing in the other."""
    others = field.active or _always
    right = is_plane if dimensions == IN_2D else is_signal
    return replace(field, active=lambda state: right(state) and others(state), matters=field.matters or dimensions)


def _always(state: State) -> bool:
    return True


IN_1D: Final = "in one dimension"
IN_2D: Final = "in two dimensions"
NO_ROOM: Final = "the window would not fit into the input"
FIT: Final = Fit(("dim", "n", "m", "h", "w", "ker", "k", "kw", "pad"), spec_of, input_shape, missing)


_SEED: Final = replace(
    seed_field("seed", "the seed of the input", "in", "xe"),
    active=lambda state: state["in" if is_plane(state) else "sig"] == "random",
    matters="with a random input",
    drops=("xs", "xe"),
)
_INPUT: Final = (
    _only(Field("sig", "the signal", tuple(SIGNALS), "worked", drops=("xs",)), IN_1D),
    _only(Field("n", "the length of the signal", LENGTHS, 5), IN_1D),
    _only(Field("in", "the input", tuple(INPUT_NAMES), "worked", drops=("xe",)), IN_2D),
    _only(Field("h", "the input height", SIDES, 5), IN_2D),
    _only(Field("w", "the input width", SIDES, lambda state: state["h"]), IN_2D),
    _SEED,
    _only(
        changes_field("xs", "the changed numbers of the signal", input_shape, (LENGTHS[-1],), spelled="place"), IN_1D
    ),
    _only(changes_field("xe", "the changed numbers of the input", input_shape, (SIDES[-1],) * 2), IN_2D),
)
_FILTER: Final = (
    Field("fil", "the kernel", tuple(FILTERS), "worked", drops=("ks",)),
    seed_field("fseed", "the seed of the kernel", "fil", "ks"),
    Field("m", "the length of the kernel", TAPS, 3, gentle=2, limit=_lengths, drops=("ks",)),
    changes_field("ks", "the changed numbers of the kernel", taps_shape, (TAPS[-1],), spelled="place"),
)

# Earlier fields keep their value, later ones give way: the input comes first, then its border, then the kernel.
FIELDS: Final = (
    Field("dim", "the number of dimensions", DIMENSIONS, "1d", leads=("pad",)),
    *_INPUT,
    Field("pad", "the padding", PADDINGS, _usual),
    *(_only(field, IN_1D) for field in _FILTER),
    *(_only(field, IN_2D) for field in kernel_fields(FIT)),
    Field("code", "the operation shown as code", OPERATIONS, "convolution"),
)
