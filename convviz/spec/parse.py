"""Reads the arguments of a layer: an int, one per axis or a word become tuples of ints."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence, Set
from itertools import islice
from typing import Any, Final, Literal, cast, get_args

from convviz.errors import ConvError
from convviz.spec.axis import PaddingMode

PADDING_MODES: Final[tuple[str, ...]] = get_args(PaddingMode)
LARGEST: Final = 2**63 - 1  # largest size or count: an index of a 64-bit machine
LONGEST: Final = 5  # entries that are read: one more than any list of sizes has

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


def whole(name: str, value: Any, least: int) -> int:
    """Return `value` as an int.

    Raises:
        ConvError: it is no integer (floats and booleans are not), or outside [least, 2^63).
    """
    try:
        number = operator.index(value)
    except TypeError:
        raise ConvError(name, value, "must be a whole number", f"Give an integer of at least {least}.") from None
    if isinstance(value, bool):
        raise ConvError(name, value, "must be a whole number", f"Give an integer of at least {least}.")
    if number < least:
        raise ConvError(name, number, f"must be at least {least}", f"Use {least} or more.")
    if number > LARGEST:
        raise ConvError(name, number, "must fit into 64 signed bits", f"Use {LARGEST:,} or less.")
    return number


def entries_of(value: Any) -> tuple[Any, ...] | None:
    """Return the entries of a list, tuple or array; None for anything else."""
    if isinstance(value, (str, bytes, bytearray, Mapping, Set)) or not hasattr(value, "__len__"):
        return None
    try:
        return tuple(islice(value, LONGEST))
    except TypeError:  # a 0-d array has __len__, which raises
        return None


def per_axis(name: str, value: Any, ndim: int, least: int) -> Ints:
    """Return one int per axis from an int, or from one entry per axis.

    Raises:
        ConvError: the number of entries or an entry is invalid.
    """
    entries = entries_of(value)
    if entries is None:
        return (whole(name, value, least),) * ndim
    if len(entries) != ndim:
        raise _wrong_length(name, value, ndim)
    return tuple(whole(name, entry, least) for entry in entries)


def padding_pairs(value: Any, ndim: int) -> Pairs | Literal["same"]:
    """Return `(low, high)` per axis, or "same", from a word, an int, an int per axis or a pair per axis.

    Raises:
        ConvError: the word, the number of entries or an entry is invalid.
    """
    if isinstance(value, str):
        word = value.lower()
        if word == "same":
            return "same"
        if word == "valid":
            return ((0, 0),) * ndim
        raise ConvError("padding", value, 'must be numbers, "same" or "valid"', "Use one of these two words.")
    entries = entries_of(value)
    if entries is None:
        amount = whole("padding", value, 0)
        return ((amount, amount),) * ndim
    if len(entries) != ndim:
        raise _wrong_length("padding", value, ndim)
    return tuple(_pair(entry) for entry in entries)


def _pair(entry: Any) -> tuple[int, int]:
    ends = entries_of(entry)
    if ends is None:
        amount = whole("padding", entry, 0)
        return amount, amount
    if len(ends) != 2:
        raise ConvError("padding", entry, "must be a (low, high) pair per axis", "Give two numbers for each axis.")
    return whole("padding", ends[0], 0), whole("padding", ends[1], 0)


def _wrong_length(name: str, value: Any, ndim: int) -> ConvError:
    axes = "axis" if ndim == 1 else "axes"
    return ConvError(
        name,
        value,
        f"must be one number or one entry for each of the {ndim} spatial {axes}",
        f"Give {ndim} or a single one.",
    )


def mode(value: Any) -> PaddingMode:
    """Return `value`; raise a ConvError if it is no padding mode."""
    if not isinstance(value, str) or value not in PADDING_MODES:
        raise ConvError("padding_mode", value, f"must be one of {listed(PADDING_MODES)}", 'Use "zeros" if in doubt.')
    return cast(PaddingMode, value)


def flag(name: str, value: Any) -> bool:
    """Return `value` as a bool; raise a ConvError if it is no boolean of Python or NumPy."""
    if type(value).__name__ not in ("bool", "bool_"):  # also NumPy's, without importing NumPy
        raise ConvError(name, value, "must be True or False", "Say which.")
    return bool(value)


def divisors(*numbers: int) -> list[int]:
    """Return the common divisors up to 4096, at most a dozen."""
    found: list[int] = []
    for candidate in range(1, min(numbers) + 1):
        if all(number % candidate == 0 for number in numbers):
            found.append(candidate)
        if len(found) == 12 or candidate > 4096:
            break
    return found


def listed(items: Sequence[object]) -> str:
    """Return the items as a comma-separated list."""
    return ", ".join(str(item) for item in items)
