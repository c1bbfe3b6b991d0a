"""Aligned arrays, and scratch memory that each thread reuses from call to call.

New memory costs more in page faults than the arithmetic on it; vectors that cross a cache line take a third longer.
"""

from __future__ import annotations

import threading
import weakref
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from convviz.engine.arrays import Array

KEPT_BYTES = 2**24  # limit for all threads together: a server may run hundreds of them

CACHE_LINE = 64  # bytes; NumPy does not align to it

Purpose = Literal["padding", "columns", "products"]


class _ThreadBuffers(threading.local):
    """The buffers of one thread, freed when it ends."""

    def __init__(self) -> None:
        self.buffers: dict[Purpose, NDArray[np.uint8]] = {}


class _Budget:
    """Counts the bytes that all threads keep."""

    def __init__(self) -> None:
        self.kept = 0
        self._lock = threading.RLock()  # a buffer may be collected while another is reserved

    def reserve(self, count: int) -> bool:
        """Count `count` more bytes; return False, and count nothing, if they exceed `KEPT_BYTES`."""
        with self._lock:
            fits = self.kept + count <= KEPT_BYTES
            self.kept += count if fits else 0
            return fits

    def release(self, count: int) -> None:
        """Subtract `count` bytes."""
        with self._lock:
            self.kept -= count


_own = _ThreadBuffers()
_budget = _Budget()


def scratch(purpose: Purpose, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """Return an uninitialised array that belongs to this thread until its next call with the same purpose.

    Results must be copied out of it. Memory beyond `KEPT_BYTES` is allocated anew at each call.

    Args:
        purpose: what the array holds; two purposes never share memory.
        shape: its shape.
        dtype: its type.
    """
    dtype = np.dtype(dtype)
    needed = prod(shape) * dtype.itemsize
    buffer = _own.buffers.get(purpose)
    if buffer is None or buffer.nbytes < needed:
        buffer = None  # free the old buffer before a larger one is reserved
        _own.buffers.pop(purpose, None)
        buffer = aligned((needed,), np.uint8)
        if _budget.reserve(needed):
            weakref.finalize(buffer.base, _budget.release, needed).atexit = False
            _own.buffers[purpose] = buffer
    return buffer[:needed].view(dtype).reshape(shape)


def aligned(shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """Return a new uninitialised array that starts at a cache line."""
    dtype = np.dtype(dtype)
    needed = prod(shape) * dtype.itemsize
    memory = np.empty(needed + CACHE_LINE, np.uint8)
    skipped = -memory.ctypes.data % CACHE_LINE
    return memory[skipped : skipped + needed].view(dtype).reshape(shape)


def kept_bytes() -> int:
    """Return the bytes that all threads keep between calls."""
    return _budget.kept
