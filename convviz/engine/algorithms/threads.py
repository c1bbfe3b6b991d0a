"""Work in pieces, done on two threads: NumPy lets go of Python's lock while it copies and multiplies.

The threads of the matrix product's own library share its products only, not the copying around them. These here share
both, meet once, and a helper that has not begun by then is not waited for. Each call into NumPy gives Python's lock
back and asks for it again, which takes as long as a small call: a piece must be few calls with much to do.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Piece = TypeVar("Piece")


class _Helper:
    """The second thread of all callers; started when it is first needed."""

    def __init__(self) -> None:
        self.renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.renew)  # threads are not copied

    def renew(self) -> None:
        """Begin without a thread."""
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Have `work` done as soon as the thread is free."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # slow to import, and small numbers never need it

            self._pool = ThreadPoolExecutor(1, "convviz")
        return self._pool.submit(work, *arguments)


_helper = _Helper()


def run_pieces(work: Callable[[Piece], None], pieces: Iterable[Piece]) -> None:
    """Call `work` with every piece; with several of them, on this thread and a helper's, whoever is free.

    Args:
        work: must write nothing that it reads for another piece.
        pieces: in the order in which they are begun.
    """
    left = deque(pieces)

    def carry_on() -> None:
        while left:
            try:
                piece = left.popleft()
            except IndexError:  # the other one has just taken the last
                return
            work(piece)

    if len(left) < 2 or os.cpu_count() == 1:
        carry_on()
        return
    helping = _helper.submit(carry_on)
    try:
        carry_on()
    finally:
        if not helping.cancel():
            helping.result()
