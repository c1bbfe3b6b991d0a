"""How a convolution may be spelled: "an int, or one per axis, or a word" becomes tuples of whole numbers, once."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence, Set
from itertools import islice
from typing import Any, Final, Literal, cast, get_args

from convviz.errors import ConvError
from convviz.spec.axis import PaddingMode

PADDING_MODES: Final[tuple[str, ...]] = get_args(PaddingMode)
LARGEST: Final = 2**63 - 1  # of any size or count, as for an index of a 64-bit machine
LONGEST: Final = 5  # entries looked at: one more than any list of sizes has is enough to call it too long

Ints = tuple[int, ...]
Pairs = tuple[tuple[int, int], ...]


def whole(name: str, value: Any, least: int) -> int:
    """`value` as an int of at least `least`; floats, strings and booleans are refused rather than rounded."""
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
    """The entries of a list, tuple or array; None for anything else: a number, a word, a set, a stream."""
    if isinstance(value, (str, bytes, bytearray, Mapping, Set)) or not hasattr(value, "__len__"):
        return None
    try:
        return tuple(islice(value, LONGEST))
    except TypeError:  # an array without axes has a length in name only
        return None


def per_axis(name: str, value: Any, ndim: int, least: int) -> Ints:
    """An int for all axes, or one entry for each."""
    entries = entries_of(value)
    if entries is None:
        return (whole(name, value, least),) * ndim
    if len(entries) != ndim:
        raise _wrong_length(name, value, ndim)
    return tuple(whole(name, entry, least) for entry in entries)


def padding_pairs(value: Any, ndim: int) -> Pairs | Literal["same"]:
    """A word, an int, one int per axis, or one (low, high) pair per axis."""
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
    """One of the padding modes."""
    if not isinstance(value, str) or value not in PADDING_MODES:
        raise ConvError("padding_mode", value, f"must be one of {listed(PADDING_MODES)}", 'Use "zeros" if in doubt.')
    return cast(PaddingMode, value)


def flag(name: str, value: Any) -> bool:
    """True or False, and nothing that only counts as such."""
    if type(value).__name__ not in ("bool", "bool_"):  # NumPy's booleans too, without importing NumPy
        raise ConvError(name, value, "must be True or False", "Say which.")
    return bool(value)


def divisors(*numbers: int) -> list[int]:
    """Common divisors, the first dozen: enough for a hint, and quick at a million channels."""
    found: list[int] = []
    for candidate in range(1, min(numbers) + 1):
        if all(number % candidate == 0 for number in numbers):
            found.append(candidate)
        if len(found) == 12 or candidate > 4096:
            break
    return found


def listed(items: Sequence[object]) -> str:
    """Items as they are enumerated in a sentence."""
    return ", ".join(str(item) for item in items)
