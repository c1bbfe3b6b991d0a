"""Legal states of a page, and what a model made of one shows: its scene, its counters, its numbers."""

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import oracle
from convviz.app.params.cell_edits import merged
from convviz.app.params.edit_cells import CellChange, CellEdit
from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import State, TextPattern, settle
from convviz.engine.trace import Trace
from convviz.player import Edit
from convviz.scene import Clock, Decoder, Grid, Scene
from prose import numbers

FEW = 12  # options that are all tried
S = TypeVar("S", bound=State)


def state_of(kind: type[S], values: Mapping[str, Any]) -> S:
    """The state with these values, which must go together."""
    state, told = settle(kind, values)
    assert not told, told
    return state


def every_choice(kind: type[S], values: Mapping[str, Any] | None = None) -> Iterator[S]:
    """Beside these values, every parameter at each of its options; of more than a few, at the first and the last."""
    states = []
    for param in kind.params:
        if not isinstance(param.options, TextPattern):
            options = list(param.options)
            for option in options if len(options) <= FEW else (options[0], options[-1]):
                states.append(settle(kind, {**(values or {}), param.name: option})[0])
    yield from dict.fromkeys(states)


def random_states(kind: type[S], count: int, **fixed: Any) -> Iterator[S]:
    """The same states in every run; the values in `fixed` are asked for in all of them."""
    chance = random.Random(5)
    for _ in range(count):
        wanted = {param.name: chance.choice(list(param.options)) for param in kind.params}
        yield settle(kind, {**wanted, **fixed})[0]


def put_right(kind: type[State], page: str, query: Mapping[str, str]) -> tuple[list[float], dict[str, str]]:
    """The numbers said of a link that cannot be as it is, and the link that the page makes of it, without its mark."""
    state, told = decode(kind, page, {**query, **MARK})
    assert told, "nothing is wrong with this link"
    left = {key: text for key, text in encode(state).items() if key not in MARK}
    return numbers(*(notice.sentence for notice in told)), left


def typed(edit: Callable[[Edit], CellChange], grid: str, cell: int, number: float = 9) -> tuple[str, str | None]:
    """What a number typed into a cell changes: the parameter, and the changes as a link spells them."""
    change = edit(Edit(grid, ((cell, float(number)),)))
    assert isinstance(change, CellEdit)
    return change.param, merged("", change.named, change.cells)


def grids(scene: Scene) -> dict[str, Grid]:
    """The grids by their names."""
    return {grid.id: grid for grid in scene.grids}


def sizes(grid: Grid) -> list[int]:
    """How many cells are drawn along each axis."""
    return [axis.size for axis in grid.axes]


def played(scene: Scene, grid: str = "output") -> list[float]:
    """What stands in a grid at the end, as the player works it out."""
    return list(Decoder(scene).values[grid])


def by_loops(trace: Trace) -> tuple[list[Any], int]:
    """The output of a layer by plain loops, from its numbers: channels, then space; and how often it multiplied."""
    spec = trace.spec
    y, multiplications, _ = oracle.direct(
        [trace.x.tolist()],
        trace.weight.tolist(),
        None if trace.bias is None else trace.bias.tolist(),
        stride=spec.stride,
        pads=trace.geometry.padding,
        dilation=spec.dilation,
        groups=spec.groups,
        mode=spec.padding_mode,
        flip=spec.flip,
    )
    return y[0], multiplications


def counters(scene: Scene) -> list[tuple[int, int, int]]:
    """Weights, biases and multiplications of every track, as the lines under the picture have them."""
    totals = Clock(scene).totals
    return [(track.weights, track.biases, total) for track, total in zip(scene.tracks, totals, strict=True)]
