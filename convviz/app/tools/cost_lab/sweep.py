"""One parameter along x, everything else as it is: what every block counts at each place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from convviz.app.params.param import listed
from convviz.app.tools.cost_lab.counts import COUNTS, Number
from convviz.app.tools.cost_lab.model import CostLabModel
from convviz.app.tools.cost_lab.state import CHANNELS, DILATIONS, STRIDES, SWEPT, TAPS, common_divisors
from convviz.costs.alternatives import ALTERNATIVES, Task
from convviz.errors import ConvError

POWERS: Final = tuple(sorted({*(2**p for p in range(13)), *(3 * 2**p for p in range(1, 11))}))  # 1, 2, 4, 6, 8, 12 …
HEIGHTS: Final = (4, 7, 8, 14, 16, 28, 32, 56, 64, 112, 128, 224, 256, 512)
FIELDS: Final = {"c": "in_channels", "n": "out_channels", "k": "kernel", "s": "stride", "g": "groups", "d": "dilation"}


@dataclass(frozen=True, slots=True)
class Sweep:
    """What came out.

    Attributes:
        key: what runs along x.
        here: where the state is.
        places: along x, ascending; those where the window has no room are left out.
        no_room: those.
        values: for each block one value a place; None where the block cannot do it. Blocks that never can are left out.
    """

    key: str
    here: int
    places: tuple[int, ...]
    no_room: tuple[int, ...]
    values: dict[str, tuple[Number | None, ...]]


def sweep_of(model: CostLabModel) -> Sweep:
    """The sweep a state asks for."""
    task, state = model.task, model.state
    key = state.sweep
    return _sweep(_without(task, key), key, _here(task, key), state.sweep_count, state.itemsize)


@lru_cache(maxsize=128)
def _sweep(rest: Task, key: str, here: int, count: str, size: int) -> Sweep:
    """The sweep; cached, because many controls of the page leave it as it is."""
    tasks = {place: _at(rest, key, place) for place in _places(rest, key, here)}
    room = {place: task for place, task in tasks.items() if _has_room(task)}
    lines: dict[str, list[Number | None]] = {way.key: [] for way in ALTERNATIVES}
    of = COUNTS[count].of
    for task in room.values():
        regular = ALTERNATIVES[0].totals(task)
        for way in ALTERNATIVES:
            lines[way.key].append(None if way.obstacle(task) else of(way.totals(task), size, regular))
    return Sweep(
        key,
        here,
        tuple(room),
        tuple(place for place in tasks if place not in room),
        {key: tuple(values) for key, values in lines.items() if any(value is not None for value in values)},
    )


def _has_room(task: Task) -> bool:
    try:
        return min(task.places) > 0  # asked for once and kept
    except ConvError:
        return False


def _places(task: Task, key: str, here: int) -> tuple[int, ...]:
    """Where to look: the places a network might have, and where the state is."""
    if key == "g":
        return common_divisors(task.in_channels, task.out_channels)
    if key in ("c", "n"):
        return tuple(sorted({*(power for power in POWERS if power in CHANNELS), here}))
    if key == "size":
        return tuple(sorted({*HEIGHTS, here}))
    every = {"k": TAPS, "s": STRIDES, "d": DILATIONS}[key]
    return tuple(every)


def _here(task: Task, key: str) -> int:
    return task.size[0] if key == "size" else int(getattr(task, FIELDS[key]))


def _without(task: Task, key: str) -> Task:
    """The task with what is swept at a value of no meaning, so that it is known again."""
    return _at(task, key, 1)


def _at(task: Task, key: str, place: int) -> Task:
    values: dict[str, Any] = {"size": (place, place)} if key == "size" else {FIELDS[key]: place}
    return replace(task, **values)


def left_out(sweep: Sweep) -> list[str]:
    """What of the sweep is not there, and why."""
    total, name = len(sweep.places), SWEPT[sweep.key]
    broken = {
        way.name: sum(value is None for value in sweep.values[way.key])
        for way in ALTERNATIVES
        if way.key in sweep.values and None in sweep.values[way.key]
    }
    said = []
    if sweep.no_room:
        said.append(f"Left out: {name} of {listed(sweep.no_room, 'and')}, where the window has no room.")
    if broken:
        gaps = ", ".join(f"{name} at {missing}" for name, missing in broken.items())
        said.append(
            f"Of the {total} values of {name}, some are impossible for some blocks (most often, groups must divide the "
            f"channels); their marks are missing: {gaps}."
        )
    if never := [way.name for way in ALTERNATIVES if way.key not in sweep.values]:
        said.append(f"No line: {listed(never, 'and')}, possible at none of these values.")
    return said
