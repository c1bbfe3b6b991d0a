"""Runs of pages that meet take turns, first come, first served.

Python computes one thing at a time. Two runs at once each take twice as long, ten at once ten times: all of a class
waits for the last. One after the other they take the same time together, and most are there sooner. This reaches into
nothing of Streamlit's; it stands here because only its way to serve pages, a thread for each visitor, makes it needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event, Lock
from time import monotonic
from typing import Final

from convviz.app.streamlit_patches.setting import enabled

PATIENCE_S: Final = 0.1  # a few runs of a lesson; what takes longer, such as an animation, goes on beside others


class RunQueue:
    """A queue for one thing that many want.

    Args:
        patience: seconds after which the next one no longer waits for the one whose turn it is.
    """

    def __init__(self, patience: float = PATIENCE_S) -> None:
        self._patience = patience
        self._queue: deque[Event] = deque()  # the first has its turn, and since when
        self._since = 0.0
        self._changing = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and have it."""
        mine = Event()
        with self._changing:
            self._queue.append(mine)
            if len(self._queue) == 1:
                self._begin()
        try:
            while not mine.wait(self._left()):
                self._overtake(mine)
            yield
        finally:
            self._leave(mine)

    def _begin(self) -> None:
        """It is the turn of the first in the queue, if there is one."""
        self._since = monotonic()
        if self._queue:
            self._queue[0].set()

    def _left(self) -> float:
        """Seconds for which the one whose turn it is will be waited for."""
        return max(0.0, self._since + self._patience - monotonic())

    def _overtake(self, mine: Event) -> None:
        """Whose turn it has been for so long goes on beside the next."""
        with self._changing:
            if not mine.is_set() and self._left() == 0:
                self._queue.popleft()
                self._begin()

    def _leave(self, mine: Event) -> None:
        with self._changing:
            had_it = self._queue and self._queue[0] is mine
            if mine in self._queue:
                self._queue.remove(mine)
            if had_it:
                self._begin()


_RUNS: Final = RunQueue()


def in_turn() -> AbstractContextManager[None]:
    """Around the run of a page: wait until those that came before are through."""
    return _RUNS.turn() if enabled() else nullcontext()
