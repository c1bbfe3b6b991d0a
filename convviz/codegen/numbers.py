"""Arrays as text a person can read: one row of numbers a line, in columns."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, prod
from typing import Any, Final

from convviz.errors import ConvError
from convviz.spec.parse import Ints

MOST_A_PLANE: Final = 256  # numbers of one channel or filter that are still read: 16 × 16
MOST_WRITTEN: Final = 1024  # numbers of one array
LINE: Final = 100
STAND_IN: Final = 11  # period of made-up numbers; a prime that is rarely a width, so that rows differ


@dataclass(frozen=True)
class Style:
    """How a dialect writes an array."""

    array: str = "np.array"
    arange: str = "np.arange"
    dtype: str = ""


@dataclass(frozen=True)
class Numbers:
    """An array by name: its numbers as nested lists, or None where the code is to make them up.

    Attributes:
        name: the variable.
        shape: the array's shape.
        layout: what the axes mean, for the comment.
        values: nested lists or None.
        scale: what all of them are multiplied by, as a fraction.
    """

    name: str
    shape: Ints
    layout: str
    values: list[Any] | None
    scale: tuple[int, int] = (1, 1)

    def lines(self, style: Style) -> list[str]:
        """The assignment in `style`, with its layout as a comment above."""
        times, over = self.scale
        factor = (f" * {times}" if times != 1 else "") + (f" / {over}" if over != 1 else "")
        if self.values is None:
            return [
                f"# {self.layout}; made-up numbers, put yours here",
                f"{self.name} = {self._made_up(style, factor)}",
            ]
        head = f"{self.name} = {style.array}("
        return [f"# {self.layout}", f"{head}{rows(self.values, len(head))}{style.dtype}){factor}"]

    def _made_up(self, style: Style, factor: str) -> str:
        text = f"{style.arange}({prod(self.shape)}{style.dtype}).reshape{self.shape} % {STAND_IN}"
        text += f" - {STAND_IN // 2}" if self.name != "x" else ""  # weights of both signs
        return f"({text}){factor}" if factor else text


def rows(values: list[Any], indent: int) -> str:
    """Nested lists as text, one row of numbers a line, in columns, wrapped where a row is longer than a line."""
    width = max(map(len, _texts(values)))

    def laid_out(entry: Any, column: int) -> str:
        if not all(_is_one_number(item) for item in entry):
            return "[" + f",\n{' ' * (column + 1)}".join(laid_out(item, column + 1) for item in entry) + "]"
        texts = [_in_brackets(item, width) for item in entry]
        count = max(1, (LINE - column) // (len(texts[0]) + 2))
        lines = [", ".join(texts[first : first + count]) for first in range(0, len(texts), count)]
        return "[" + f",\n{' ' * (column + 1)}".join(lines) + "]"

    return laid_out(values, indent)


def _is_one_number(entry: Any) -> bool:
    """Whether it is a number, or lists around a single one: a 1 × 1 kernel needs no line of its own."""
    return not isinstance(entry, list) or (len(entry) == 1 and _is_one_number(entry[0]))


def _in_brackets(entry: Any, width: int) -> str:
    return f"[{_in_brackets(entry[0], width)}]" if isinstance(entry, list) else repr(entry).rjust(width)


def _texts(entry: Any) -> list[str]:
    return [text for item in entry for text in _texts(item)] if isinstance(entry, list) else [repr(entry)]


def written(name: str, values: Any, shape: Ints) -> list[Any] | None:
    """The numbers as nested lists, or None where there are none or too many to read.

    Raises:
        ConvError: not finite numbers of this shape.
    """
    if values is None or prod(shape) > MOST_WRITTEN or prod(shape[1:]) > MOST_A_PLANE:
        return None
    nested: list[Any] = _nested(name, values, shape)
    return nested


def _nested(name: str, values: Any, shape: Ints) -> Any:
    """`values` as nested lists of Python numbers, checked against `shape` on the way."""
    plain = values.tolist() if hasattr(values, "tolist") else values
    if not shape:
        if not isinstance(plain, int | float) or not isfinite(plain):
            raise ConvError(name, plain, "must hold finite real numbers", "Replace it by a number.")
        return plain if isinstance(plain, float) else int(plain)  # True is 1 in every dialect
    if not isinstance(plain, list | tuple) or len(plain) != shape[0]:
        raise ConvError(
            name, plain, f"must have {shape[0]} entries along this axis", "Give the shape that the spec says."
        )
    return [_nested(name, entry, shape[1:]) for entry in plain]
