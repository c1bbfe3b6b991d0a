"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import dilations, kernel_size, strides
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.image_patch import MOST_PATCH, is_patch, patch_fields
from convviz.app.params.groups.input import seed_field, side_fields
from convviz.app.params.groups.kernel import kernel_fields, missing, step_fields
from convviz.app.params.groups.padding import padding_fields, padding_of
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.image_file import Picture
from convviz.samples.images_and_kernels import INPUTS, Preset
from convviz.spec.conv import ConvSpec

MOST_SHIFT: Final = 8
INPUT_NAMES: Final = {**INPUTS, "own": "own picture"}


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    height, width = ("ph", "pw") if is_patch(state) else ("h", "w")
    return number(state, height), number(state, width)


def spec_of(state: State) -> ConvSpec:
    """The convolution a state describes, whether it fits its input or not."""
    return ConvSpec.of(
        2,
        1,
        1,
        kernel_size(state),
        stride=strides(state),
        padding=padding_of(state),
        dilation=dilations(state),
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


def described(preset: Preset) -> str:
    """One of the guide's named cases in numbers: input, kernel, stride and padding, dilation if any, and output."""
    dilation = f", *d* = {preset.dilation}" if preset.dilation > 1 else ""
    return (
        f"*i* = {preset.input}, *k* = {preset.kernel}, *s* = {preset.stride}, *p* = {preset.padding}{dilation} "
        f"→ *o* = {preset.output}"
    )


def _below_size(axis: int) -> Callable[[State], Limit]:
    """Shifts by less than the size; by the size would be no shift."""

    def limit(state: State) -> Limit:
        most = min(MOST_SHIFT, shape_of(state)[axis] - 1)
        return Limit(range(-most, most + 1), lambda _: "the input would come round to where it was, or beyond")

    return limit


def _no_patch(state: State) -> bool:
    return not is_patch(state)


NO_PATCH: Final = "for an input that is no picture"
SHIFTS: Final = range(-MOST_SHIFT, MOST_SHIFT + 1)
FIT: Final = Fit(
    (
        *("in", "h", "w", "ph", "pw"),
        *("ker", "k", "kw", "s", "sw", "d", "dw"),
        *("pad", "pt", "pb", "pl", "pr", "mode", "b"),
    ),
    spec_of,
    shape_of,
    missing,
)

# Earlier fields keep their value, later ones give way: the input comes first, then its border, then the window.
_BEFORE: Final = (
    Field("in", "the input", tuple(INPUT_NAMES), "worked", drops=("res", "ph", "pw", "py", "px", "nums", "xe")),
    seed_field("seed", "the seed of the input", "in", "xe"),
    *side_fields((("h", "the input height"), ("w", "the input width")), 5, active=_no_patch, matters=NO_PATCH),
)
_AFTER: Final = (
    changes_field("xe", "the changed numbers of the input", shape_of, (MOST_PATCH, MOST_PATCH)),
    Field("dy", "the shift down", SHIFTS, 0, limit=_below_size(0)),
    Field("dx", "the shift to the right", SHIFTS, 0, limit=_below_size(1)),
    *padding_fields(FIT),
    *kernel_fields(FIT),
    *step_fields(FIT),
    Field("b", "the bias", range(-99, 100), 0),
    LOOPS,
)


@lru_cache(maxsize=64)
def fields_of(own: Picture | None) -> tuple[Field, ...]:
    """The state of the lesson.

    Args:
        own: the visitor's picture, if there is one.
    """
    return (*_BEFORE, *patch_fields(own), *_AFTER)


FIELDS: Final = fields_of(None)
