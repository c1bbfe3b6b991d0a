"""Python expressions as text: calls, options and indices, with what equals the default left out."""

from __future__ import annotations

from typing import Final

from convviz.spec.parse import Ints

# The two ends of each spatial axis, in the order of the axes.
ENDS: Final = (("front", "back"), ("top", "bottom"), ("left", "right"))


def call(function: str, *arguments: str) -> str:
    """A call of `function`. Arguments that are "" are left out."""
    return f"{function}({comma_separated(*filter(None, arguments))})"


def option(name: str, entries: Ints, default: int) -> str:
    """`name=value`, or "" where every axis has the default."""
    return "" if set(entries) == {default} else f"{name}={short(entries)}"


def short(entries: Ints) -> str:
    """One number where all axes have the same, else a tuple with one number per axis."""
    return str(entries[0]) if len(set(entries)) == 1 else str(entries)


def every(steps: Ints) -> str:
    """The index that keeps every step-th entry of each axis, as `::2, ::2`."""
    return comma_separated(*(f"::{step}" if step > 1 else ":" for step in steps))


def comma_separated(*items: object) -> str:
    """The items without brackets, as `1, 3, 28, 28`."""
    return ", ".join(map(str, items))


def axis_names(ndim: int) -> str:
    """The names of the spatial axes, as `height, width`."""
    return comma_separated(*("depth", "height", "width")[-ndim:])
