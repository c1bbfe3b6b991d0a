"""Which lines of a track's code run at a moment, and the values of its loops.

The twin of `player/web/scene/current_line.mjs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convviz.errors import ConvError
from convviz.scene.loop_nest import repetitions, setting_of
from convviz.scene.schema import LoopNest, Scene
from convviz.scene.source_code.schema import Passage, Variable

WINDOW = -1  # the moment in which a step has its place and no term yet


@dataclass(frozen=True, slots=True)
class CurrentLine:
    """What runs.

    Attributes:
        lines: counted from 0; the last of them does it.
        values: for lines of loops the variable and what it is, "row = 1"; one that has run through, "i = 0 … 2".
    """

    lines: tuple[int, ...]
    values: Mapping[int, str]


def current_line(scene: Scene, track: int, step: int, term: int) -> CurrentLine | None:
    """What runs at a term of a step; None where the track has no code.

    Args:
        scene: with code.
        track: its number.
        step: of the track, from 0.
        term: its number; WINDOW before the first one, and the number of terms when all are done.

    Raises:
        ConvError: there is no such step.
    """
    listing = scene.tracks[track].listing
    links = {link.id: link for link in scene.links}
    within = step
    for place, id in enumerate(scene.tracks[track].links):
        count = repetitions(links[id].loops)
        if 0 <= within < count:
            return _current_line(links[id], listing.passages[place], within, term) if listing else None
        within -= count
    raise ConvError("step", step, f"must be from 0 to {step - within - 1}", "Count steps from 0.")


def _current_line(link: LoopNest, passage: Passage, step: int, term: int) -> CurrentLine:
    taps = {counter.name for counter in link.taps}
    outer = [variable for variable in passage.variables if not taps & variable.index.keys()]
    setting, terms = setting_of(link.loops, step), repetitions(link.taps)
    values = {variable.line: f"{variable.name} = {_value(variable, setting)}" for variable in outer}
    if term == WINDOW:
        return CurrentLine((_advanced_loop(link, outer, step),), values)
    for variable in (variable for variable in passage.variables if variable not in outer):
        first, last = (setting_of(link.taps, k) for k in ((0, terms - 1) if term >= terms else (term, term)))
        low, high = _value(variable, first), _value(variable, last)
        values[variable.line] = f"{variable.name} = {low}" + (f" … {high}" if high != low else "")
    return CurrentLine(passage.body, values)


def _advanced_loop(link: LoopNest, outer: Sequence[Variable], step: int) -> int:
    """The line of the outermost loop that has just gone on."""
    now = setting_of(link.loops, step)
    before = setting_of(link.loops, step - 1) if step else {}
    moved = (v.line for v in outer if not before or _value(v, now) != _value(v, before))
    return next(moved, outer[-1].line)


def _value(variable: Variable, setting: Mapping[str, int]) -> int:
    return sum(table[setting[counter]] for counter, table in variable.index.items())
