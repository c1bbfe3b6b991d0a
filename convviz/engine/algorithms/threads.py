"""Runs pieces of work on two threads: NumPy releases the interpreter lock while it copies and multiplies.

The threads of OpenBLAS share the products only, not the copies around them. These threads share both and synchronise
once, at the end; a helper thread that has not started by then is not waited for. Every call into NumPy releases and
takes the lock again, which costs as much as a small call: a piece should make few calls on large arrays.
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
    """The second thread, shared by all callers and started on first use."""

    def __init__(self) -> None:
        self.renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.renew)  # fork does not copy threads

    def renew(self) -> None:
        """Forget the thread; the next `submit` starts a new one."""
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run `work` as soon as the thread is free."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # slow to import, and never needed for small inputs

            self._pool = ThreadPoolExecutor(1, "convviz")
        return self._pool.submit(work, *arguments)


_helper = _Helper()


def run_pieces(work: Callable[[Piece], None], pieces: Iterable[Piece]) -> None:
    """Call `work` with every piece; several pieces are shared with the helper thread.

    Exceptions raised by `work` on either thread are raised here.

    Args:
        work: called once per piece; it must not write what it reads for another piece.
        pieces: started in this order.
    """
    left = deque(pieces)

    def carry_on() -> None:
        while left:
            try:
                piece = left.popleft()
            except IndexError:  # the other thread has taken the last one
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
