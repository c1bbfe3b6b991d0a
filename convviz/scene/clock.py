"""Where the tracks of a scene stand: the Python half of `tracksAt` in `player/web/scene/clock.mjs`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from convviz.errors import ConvError
from convviz.scene.loop_nest import repetitions
from convviz.scene.schema import LoopNest, Scene


@dataclass(frozen=True, slots=True)
class Playhead:
    """The place of one track.

    Attributes:
        step: the step on show.
        complete: whether it has written its result; a track that does not lead may stand in the middle of a step.
        spent: multiplications so far, as many as each link stands for where it says so.
    """

    step: int
    complete: bool
    spent: int

    @property
    def done(self) -> int:
        """How many steps are complete."""
        return self.step + self.complete


class Clock:
    """Keeps the tracks of a scene together.

    Attributes:
        steps: how many there are to show: those of the leading track.
        leader: its number. It is the dearest in a race, else the longest.
        totals: multiplications of every track, counted as `Playhead.spent` is.
    """

    def __init__(self, scene: Scene) -> None:
        self._clock = scene.clock
        links = {link.id: link for link in scene.links}
        self._paces = [_Pace([links[id] for id in track.links]) for track in scene.tracks]
        tracks = range(len(scene.tracks))
        self.leader = max(tracks, key=lambda t: self._paces[t].cost if self._races else self._paces[t].steps)
        self.steps = self._paces[self.leader].steps
        self.totals = tuple(round(pace.cost) for pace in self._paces)

    def heads(self, step: int) -> tuple[Playhead, ...]:
        """Where every track stands when step `step` of the leader is complete.

        Raises:
            ConvError: there is no such step.
        """
        if not 0 <= step < self.steps:
            raise ConvError("step", step, f"must be from 0 to {self.steps - 1}", "Count steps from 0.")
        spent = self._paces[self.leader].cost_at(Fraction(step + 1))
        return tuple(self._head(track, Fraction(step + 1), spent) for track in range(len(self._paces)))

    @property
    def _races(self) -> bool:
        return self._clock == "multiplications"

    def _head(self, track: int, position: Fraction, spent: Fraction) -> Playhead:
        pace = self._paces[track]
        if track != self.leader and self._clock == "progress":
            position = position / self.steps * pace.steps
        elif track != self.leader and self._races:
            position = pace.position_at(spent)
        position = min(position, Fraction(pace.steps))
        done = int(position)
        complete = position == done > 0
        return Playhead(done - 1 if complete else done, complete, round(pace.cost_at(position)))


class _Pace:
    """What the steps of a track cost."""

    def __init__(self, links: list[LoopNest]) -> None:
        self._legs = [_leg(link) for link in links]
        self.steps = sum(steps for steps, _ in self._legs)
        self.cost = self.cost_at(Fraction(self.steps))

    def cost_at(self, position: Fraction) -> Fraction:
        cost = Fraction(0)
        for steps, each in self._legs:
            cost += each * min(position, Fraction(steps))
            position = max(position - steps, Fraction(0))
        return cost

    def position_at(self, spent: Fraction) -> Fraction:
        """How far a number of multiplications reaches; steps that multiply nothing are passed at once."""
        passed = 0
        for steps, each in self._legs:
            if spent < each * steps:
                return passed + spent / each
            spent -= each * steps
            passed += steps
        return Fraction(passed)


def _leg(link: LoopNest) -> tuple[int, Fraction]:
    """Steps of a link, and multiplications of one."""
    steps = repetitions(link.loops)
    if link.full:
        return steps, Fraction(link.full, steps)
    return steps, Fraction(repetitions(link.taps) if link.weight else 0)
