"""What has been written so far: the Python half of `Reveal` in `player/web/scene/decode.mjs`."""

from __future__ import annotations

from convviz.scene.decode import Decoder, Writes
from convviz.scene.schema import OUTSIDE


class Reveal:
    """The written grids of one track after a number of steps.

    Attributes:
        shown: per written grid what its held cells show, None where nothing is written yet.
    """

    def __init__(self, decoder: Decoder, track: int) -> None:
        self._decoder = decoder
        self._links = [decoder.links[id] for id in decoder.scene.tracks[track].links]
        self._total = decoder.count(track)
        self._done = 0
        self.shown: dict[str, list[float | None]] = {}
        self._clear()

    def seek(self, done: int) -> None:
        """Show what stands after `done` steps: forward at the cost of the steps between, back from the start."""
        if done < self._done:
            self._clear()
        first = 0
        for link in self._links:
            writes = self._decoder.writes[link.id]
            steps = len(writes.cells) // writes.per_step
            _apply(writes, self.shown[link.write.grid], max(self._done - first, 0), min(done - first, steps))
            first += steps
        self._done = done
        if done == self._total:  # cells that no step writes hold their initial value in the end
            self.shown = {grid: list(self._decoder.values[grid]) for grid in self.shown}

    def _clear(self) -> None:
        grids = dict.fromkeys(link.write.grid for link in self._links)
        self.shown = {grid: [None] * len(self._decoder.values[grid]) for grid in grids}
        self._done = 0


def _apply(writes: Writes, shown: list[float | None], start: int, stop: int) -> None:
    for n in range(start * writes.per_step, stop * writes.per_step):
        if writes.cells[n] != OUTSIDE:
            shown[writes.cells[n]] = writes.values[n]
