"""Memory where arithmetic is fastest: at the start of a cache line and, if it is scratch, used again by the next call.

Fresh megabytes cost more in page faults than in arithmetic; vectors that straddle two cache lines cost a third.
"""

from __future__ import annotations

import threading
import weakref
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from convviz.engine.arrays import Array

KEPT_BYTES = 2**24  # by all threads together: a server may run hundreds of them

CACHE_LINE = 64  # bytes; NumPy begins anywhere

Purpose = Literal["border", "columns", "products"]


class _Kept(threading.local):
    """The buffers of one thread, gone when it ends: a server runs the sessions of its users side by side."""

    def __init__(self) -> None:
        self.buffers: dict[Purpose, NDArray[np.uint8]] = {}


class _Account:
    """How many bytes all threads keep; a buffer is booked out when it is gone."""

    def __init__(self) -> None:
        self.kept = 0
        self._lock = threading.RLock()  # a buffer may be collected while another one is booked

    def book(self, count: int) -> bool:
        """Whether `count` more bytes may be kept; if so, they are counted from now on."""
        with self._lock:
            fits = self.kept + count <= KEPT_BYTES
            self.kept += count if fits else 0
            return fits

    def release(self, count: int) -> None:
        """Count `count` bytes less."""
        with self._lock:
            self.kept -= count


_own = _Kept()
_account = _Account()


def scratch(purpose: Purpose, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """An array of unknown contents, this thread's until it asks for the same purpose again.

    Whatever leaves the engine must be copied out of it. What does not fit into `KEPT_BYTES` is made anew each time.

    Args:
        purpose: what it holds; two purposes never share memory.
        shape: sizes.
        dtype: type of the numbers.
    """
    dtype = np.dtype(dtype)
    needed = prod(shape) * dtype.itemsize
    buffer = _own.buffers.get(purpose)
    if buffer is None or buffer.nbytes < needed:
        buffer = None  # the last reference but one: the old buffer must be gone before a larger one is booked
        _own.buffers.pop(purpose, None)
        buffer = aligned((needed,), np.uint8)
        if _account.book(needed):
            weakref.finalize(buffer.base, _account.release, needed).atexit = False
            _own.buffers[purpose] = buffer
    return buffer[:needed].view(dtype).reshape(shape)


def aligned(shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """A new array of unknown contents that begins with a cache line."""
    dtype = np.dtype(dtype)
    needed = prod(shape) * dtype.itemsize
    memory = np.empty(needed + CACHE_LINE, np.uint8)
    skipped = -memory.ctypes.data % CACHE_LINE
    return memory[skipped : skipped + needed].view(dtype).reshape(shape)


def kept_bytes() -> int:
    """What all threads hold between calls."""
    return _account.kept
