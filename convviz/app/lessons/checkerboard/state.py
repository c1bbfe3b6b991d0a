"""The state of the lesson as a table of fields: one layer, those stacked on it, and the picture it enlarges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from convviz.analysis.stamp_overlap import Upsampling
from convviz.app.lessons.checkerboard.sample_pictures import PICTURES, WEIGHTS
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import MOST_SEED
from convviz.spec.conv import ConvSpec

DIMENSIONS: Final = ("1d", "2d")
KERNELS: Final = range(1, 9)
STRIDES: Final = range(1, 5)
MOST_CELLS: Final = 10
MOST_LAYERS: Final = 3
CROPS: Final = range(KERNELS[-1])
FIGURE: Final = (4, 6)  # inputs down and across in the animation of the Distill article: 9 × 13 come out
NOTHING: Final = "nothing would be left of the output"


def is_plane(state: State) -> bool:
    """Whether the player shows two dimensions."""
    return state["dim"] == "2d"


def is_line(state: State) -> bool:
    """Whether the player shows one dimension."""
    return not is_plane(state)


def input_shape(state: State) -> tuple[int, ...]:
    """Sizes of the player's input."""
    return (number(state, "h"), number(state, "n")) if is_plane(state) else (number(state, "n"),)


def plane_shape(state: State) -> tuple[int, int]:
    """Inputs down and across where two dimensions are shown, in the player or below it."""
    return (number(state, "h"), number(state, "n")) if is_plane(state) else FIGURE


def kernel_shape(state: State) -> tuple[int, ...]:
    """Sizes of the player's kernel, the same along both axes."""
    return (number(state, "k"),) * len(input_shape(state))


def spec_of(state: State) -> ConvSpec:
    """The layer in the player."""
    kernel, upsampling = kernel_shape(state), layers_of(state)[0]
    return ConvSpec.of(len(kernel), 1, 1, kernel, stride=upsampling.stride, padding=upsampling.padding, transposed=True)


def layers_of(state: State) -> tuple[Upsampling, ...]:
    """The stack, the layer in the player first."""
    return tuple(_layer(state, place) for place in range(1, number(state, "l") + 1))


def is_random(state: State) -> bool:
    """Whether the picture's weights are drawn from a seed."""
    return state["wt"] == "random"


def _layer(state: State, place: int) -> Upsampling:
    return Upsampling(*(number(state, _key(name, place)) for name in "ksp"))


def _key(name: str, place: int) -> str:
    return name if place == 1 else f"{name}{place}"


def _crops(place: int) -> Callable[[State], Limit]:
    """Paddings that leave something of the output of a layer of the stack; each of its cells lies under the kernel."""

    def limit(state: State) -> Limit:
        cells = min(input_shape(state)) if place == 1 else number(state, "n")  # the stack is of one dimension
        for before in range(1, place):
            cells = _layer(state, before).size(cells)
        layer = _layer(state, place)
        options = tuple(crop for crop in range(layer.kernel) if layer._replace(padding=crop).size(cells) >= 1)
        return Limit(options, lambda crop: _why_not(layer.kernel, int(crop)))

    return limit


def _why_not(kernel: int, crop: int) -> str:
    return NOTHING if crop < kernel else "the padding is less than the kernel size"


def _stacked(place: int) -> tuple[Field, ...]:
    """The fields of a layer after the first."""

    def active(state: State) -> bool:
        return number(state, "l") >= place

    matters = f"with {place} layers or more" if place < MOST_LAYERS else f"with {place} layers"
    kernel, stride = (3, 2) if place == 2 else (4, 1)
    return (
        Field(f"k{place}", f"the kernel size of layer {place}", KERNELS, kernel, active=active, matters=matters),
        Field(f"s{place}", f"the stride of layer {place}", STRIDES, stride, active=active, matters=matters),
        Field(f"p{place}", f"the padding of layer {place}", CROPS, 0, limit=_crops(place), active=active,
              matters=matters),
    )  # fmt: skip


def _changes(key: str, label: str, shape: Callable[[State], tuple[int, ...]], most: int, plane: bool) -> Field:
    """The numbers changed by hand in a grid, in one dimension or in two: their places are spelled differently."""
    largest, spelled = ((most, most), "row.column") if plane else ((most,), "place")
    field = changes_field(key, label, shape, largest, spelled=spelled)
    right, matters = (is_plane, "in two dimensions") if plane else (is_line, "in one dimension")
    return replace(field, active=right, matters=matters)


CHANGED: Final = ("xs", "xe", "ks", "ke")
_CHANGES: Final = tuple(
    _changes(key, label, shape, most, plane)
    for plane, keys in ((False, ("xs", "ks")), (True, ("xe", "ke")))
    for key, label, shape, most in (
        (keys[0], "the changed numbers of the input", input_shape, MOST_CELLS),
        (keys[1], "the changed weights", kernel_shape, KERNELS[-1]),
    )
)

# Earlier fields keep their value, later ones give way: inputs first, then the kernel, and the padding last.
FIELDS: Final = (
    Field("dim", "the number of dimensions", DIMENSIONS, "1d", drops=CHANGED, leads=("n",)),
    Field("n", "the number of inputs", range(1, MOST_CELLS + 1),
          lambda state: FIGURE[1] if is_plane(state) else 8, drops=("xs", "xe")),
    Field("h", "the number of input rows", range(1, MOST_CELLS + 1), FIGURE[0], active=is_plane,
          matters="in two dimensions", drops=("xs", "xe")),
    Field("k", "the kernel size", KERNELS, 3, drops=("ks", "ke")),
    Field("s", "the stride", STRIDES, 2),
    Field("p", "the padding", CROPS, 0, limit=_crops(1)),
    *_CHANGES,
    Field("map", "the view of the overlap", ("flat", "surface"), "flat"),
    Field("l", "the number of layers", range(1, MOST_LAYERS + 1), 2),
    *_stacked(2),
    *_stacked(3),
    Field("pic", "the picture", tuple(PICTURES), "cat"),
    Field("wt", "the choice of weights", tuple(WEIGHTS), "random"),
    Field("seed", "the seed of the weights", range(MOST_SEED + 1), 1, active=is_random, matters="with `wt=random`"),
)  # fmt: skip
