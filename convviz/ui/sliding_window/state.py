"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from convviz.errors import ConvError
from convviz.pictures import Picture
from convviz.samples import INPUTS, KERNELS, MOST_SEED, SIZES, Preset, has_kernel
from convviz.spec import ConvSpec
from convviz.spelling import PADDING_MODES, Pairs
from convviz.ui.changes import MOST, Within
from convviz.ui.fields import Field, Limit, State, Value
from convviz.ui.patch import MOST_PATCH, is_patch, patch_fields

MOST_SIDE: Final = 16  # beyond it numbers no longer fit into cells
MOST_KERNEL: Final = 7
MOST_SHIFT: Final = 8
INPUT_NAMES: Final = {**INPUTS, "own": "own picture"}
PADDINGS: Final = ("none", "same", "full", "custom", "tf")
SHAPING: Final = (  # the fields that decide whether the window fits
    *("in", "h", "w", "ph", "pw"),
    *("ker", "k", "kw", "s", "sw", "d", "dw"),
    *("pad", "pt", "pb", "pl", "pr", "mode", "b"),
)


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    height, width = ("ph", "pw") if is_patch(state) else ("h", "w")
    return number(state, height), number(state, width)


def spec_of(state: State) -> ConvSpec:
    """The convolution a state describes, whether it fits its input or not."""
    pairs = _pairs(state)
    return ConvSpec.of(
        2,
        1,
        1,
        (number(state, "k"), number(state, "kw")),
        stride=(number(state, "s"), number(state, "sw")),
        padding="same" if pairs is None else pairs,
        dilation=(number(state, "d"), number(state, "dw")),
        padding_mode=str(state["mode"]),
        bias=state["b"] != 0,
    )


def preset_query(preset: Preset) -> dict[str, str]:
    """The link to one of the guide's named cases."""
    span = preset.dilation * (preset.kernel - 1)
    words = {0: "none", span / 2: "same" if preset.stride == 1 else "custom", span: "full"}
    pad = words.get(preset.padding, "custom")
    query = {
        "h": preset.input,
        "pad": pad,
        "k": preset.kernel,
        "d": preset.dilation,
        "s": preset.stride,
        **({"pt": preset.padding} if pad == "custom" else {}),
    }
    return {key: str(value) for key, value in query.items()}


def number(state: State, key: str) -> int:
    """The value of a field that holds numbers."""
    return int(state[key])


def is_independent(state: State) -> bool:
    """Whether height and width are chosen separately."""
    return state["axes"] == "independent"


def has_border(state: State) -> bool:
    """Whether there may be a border that something must fill; TensorFlow's SAME is defined with zeros."""
    return state["pad"] not in ("none", "tf")


def _pairs(state: State) -> Pairs | None:
    """Padding as (low, high) per axis; None for TensorFlow's SAME, which depends on the input."""
    spans = [number(state, d) * (number(state, k) - 1) for k, d in (("k", "d"), ("kw", "dw"))]
    match state["pad"]:
        case "same":
            return tuple((span // 2, span - span // 2) for span in spans)
        case "full":
            return tuple((span, span) for span in spans)
        case "custom":
            return (number(state, "pt"), number(state, "pb")), (number(state, "pl"), number(state, "pr"))
        case "tf":
            return None
    return ((0, 0), (0, 0))


def _possible(state: State) -> bool:
    return _fits(tuple(state[key] for key in SHAPING))


@lru_cache(maxsize=4096)
def _fits(values: tuple[Value, ...]) -> bool:
    """Remembered, because the options of all controls together make a run ask this some hundred times."""
    state = dict(zip(SHAPING, values, strict=True))
    name, size = str(state["ker"]), (number(state, "k"), number(state, "kw"))
    return has_kernel(name, *size) and spec_of(state).fits(shape_of(state))


def _changed(state: State, key: str, value: Value) -> State:
    """`state` with one value changed, and its twin of the other axis where the two go together."""
    twin = {"k": "kw", "s": "sw", "d": "dw"}.get(key)
    return {**state, key: value, **({twin: value} if twin and not is_independent(state) else {})}


def _among(key: str, options: Iterable[Value]) -> Callable[[State], Limit]:
    """A limit that keeps the options which are possible beside the rest of the state."""
    options = tuple(options)
    return lambda state: Limit(
        tuple(option for option in options if _possible(_changed(state, key, option))),
        lambda value: _why_not(_changed(state, key, value)),
    )


def _sizes(state: State) -> Iterable[tuple[int, int]]:
    """The kernel sizes that are possible beside the rest of the state."""
    heights = range(1, MOST_KERNEL + 1)
    sizes = product(heights, heights) if is_independent(state) else ((side, side) for side in heights)
    return (size for size in sizes if _possible({**state, "k": size[0], "kw": size[1]}))


def _kernels(state: State) -> Limit:
    """Kernels of which some size is possible."""
    names = (name for name in KERNELS if any(True for _ in _sizes({**state, "ker": name})))
    return Limit(tuple(names), lambda _: "no size of it fits into the padded input")


def _heights(state: State) -> Limit:
    """Kernel heights for which some width is possible."""
    options = tuple(sorted({height for height, _ in _sizes(state)}))
    return Limit(options, lambda value: _why_not(_changed(state, "k", value)))


def _widths(state: State) -> Limit:
    options = tuple(width for height, width in _sizes(state) if height == state["k"])
    return Limit(options, lambda value: _why_not({**state, "kw": value}))


def _why_not(state: State) -> str:
    """Why a state is impossible: no such kernel in this size, too few cells for the border, or no room."""
    name = str(state["ker"])
    if not has_kernel(name, number(state, "k"), number(state, "kw")):
        return f"this kernel does not exist: {SIZES[name]}"
    try:
        spec_of(state).resolve(shape_of(state))
    except ConvError as error:
        if error.parameter == "padding":
            return f"the {state['mode']} border would need more cells than the input has"
    return "the window would not fit into the padded input"


def _below_size(axis: int) -> Callable[[State], Limit]:
    """Shifts by less than the size; by the size would be no shift."""

    def limit(state: State) -> Limit:
        most = min(MOST_SHIFT, shape_of(state)[axis] - 1)
        return Limit(range(-most, most + 1), lambda _: "the input would come round to where it was, or beyond")

    return limit


def _is_custom(state: State) -> bool:
    return state["pad"] == "custom"


def _within(size: Callable[[State], tuple[int, int]]) -> Callable[[State], Limit]:
    """Changed numbers must lie in the grid they change."""

    def limit(state: State) -> Limit:
        options = Within(*size(state))
        return Limit(options, lambda _: "some lie outside of it", lambda wanted: options.nearest(str(wanted)))

    return limit


def _kernel_size(state: State) -> tuple[int, int]:
    return number(state, "k"), number(state, "kw")


SPELLING = f"must be written as row.column~value, up to {MOST} of them joined by _"

SIDES = range(1, MOST_SIDE + 1)
SHIFTS = range(-MOST_SHIFT, MOST_SHIFT + 1)
PADS = range(9)
PATCH = Within(MOST_PATCH, MOST_PATCH)
SEEDS = range(MOST_SEED + 1)
TAPS = range(1, MOST_KERNEL + 1)
DILATIONS = range(1, 5)
STRIDES = range(1, 9)


def _pad(key: str, side: str, default: int | Callable[[State], Value]) -> Field:
    return Field(key, f"the padding {side}", PADS, default, gentle=0, limit=_among(key, PADS), active=_is_custom)


def _no_patch(state: State) -> bool:
    return not is_patch(state)


# Earlier fields keep their value, later ones give way: the input comes first, then its border, then the window.
_BEFORE: Final = (
    Field("in", "the input", tuple(INPUT_NAMES), "worked", drops=("res", "ph", "pw", "py", "px", "nums", "xe")),
    Field("seed", "the seed of the input", SEEDS, 1, active=lambda state: state["in"] == "random", drops=("xe",)),
    Field("h", "the input height", SIDES, 5, active=_no_patch),
    Field("w", "the input width", SIDES, lambda state: state["h"], active=_no_patch),
)
_AFTER: Final = (
    Field("xe", "the changed numbers of the input", PATCH, "", limit=_within(shape_of), syntax=SPELLING),
    Field("dy", "the shift down", SHIFTS, 0, limit=_below_size(0)),
    Field("dx", "the shift to the right", SHIFTS, 0, limit=_below_size(1)),
    Field("pad", "the padding", PADDINGS, "none"),
    Field("mode", "the padding mode", PADDING_MODES, "zeros", limit=_among("mode", PADDING_MODES), active=has_border),
    _pad("pt", "at the top", 1),
    _pad("pb", "at the bottom", lambda state: state["pt"]),
    _pad("pl", "on the left", lambda state: state["pt"]),
    _pad("pr", "on the right", lambda state: state["pl"]),
    Field("axes", "the choice of axes", ("square", "independent"), "square"),
    Field("ker", "the kernel", tuple(KERNELS), "worked", limit=_kernels, drops=("ke",)),
    Field("kseed", "the seed of the kernel", SEEDS, 1, active=lambda s: s["ker"] == "random", drops=("ke",)),
    Field("k", "the kernel size", TAPS, 3, gentle=1, limit=_heights, drops=("ke",)),
    Field("kw", "the kernel width", TAPS, lambda s: s["k"], 1, limit=_widths, active=is_independent, drops=("ke",)),
    Field("ke", "the changed numbers of the kernel", PATCH, "", limit=_within(_kernel_size), syntax=SPELLING),
    Field("d", "the dilation", DILATIONS, 1, gentle=1, limit=_among("d", DILATIONS)),
    Field(
        "dw",
        "the dilation across",
        DILATIONS,
        lambda s: s["d"],
        1,
        limit=_among("dw", DILATIONS),
        active=is_independent,
    ),
    Field("s", "the stride", STRIDES, 1),
    Field("sw", "the stride across", STRIDES, lambda s: s["s"], active=is_independent),
    Field("b", "the bias", range(-99, 100), 0),
)


@lru_cache(maxsize=64)
def fields_of(own: Picture | None) -> tuple[Field, ...]:
    """The state of the lesson.

    Args:
        own: the visitor's picture, if there is one.
    """
    return (*_BEFORE, *patch_fields(own), *_AFTER)


FIELDS: Final = fields_of(None)
