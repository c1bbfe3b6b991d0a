"""What a layer does to the map that reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convviz.errors import ConvError
from convviz.model_parser.layer import UnknownValue, Value
from convviz.spec.network import Operation
from convviz.spec.parse import Ints, entries_of, flag, whole


@dataclass(frozen=True, slots=True)
class LayerStep:
    """One thing done.

    Attributes:
        operation: the operation; None if the shape stays as it is and nothing is multiplied.
        name: what it is called within its layer, where that has several steps: "depthwise".
        learns: numbers that a normalisation learns.
        remark: what was assumed, as a sentence, or "".
    """

    operation: Operation | None = None
    name: str = ""
    learns: int = 0
    remark: str = ""


UNCHANGED: Final = (LayerStep(),)


class LayerArguments:
    """The arguments of one layer, asked for one by one; whatever is asked for must be known."""

    def __init__(self, bound: dict[str, Value]) -> None:
        self._bound = bound

    def get(self, name: str, default: Value = None) -> Value:
        """As it was written, or the default.

        Raises:
            ConvError: it was written in a way that is not worked out.
        """
        value = self._bound.get(name, default)
        if isinstance(value, UnknownValue):
            raise ConvError(name, value.text, f"is {value.why}", "Write the number.")
        return value

    def need(self, name: str) -> Value:
        """As it was written.

        Raises:
            ConvError: it is missing, or was written in a way that is not worked out.
        """
        if name not in self._bound:
            raise ConvError(name, "missing", "must be given", "Add it.")
        return self.get(name)

    def count(self, name: str, least: int = 1) -> int:
        """A whole number that must be there."""
        return whole(name, self.need(name), least)

    def truth(self, name: str, default: bool) -> bool:
        """True or False; a None stands for the default."""
        value = self.get(name, default)
        return default if value is None else flag(name, value)

    def sizes(self, name: str, default: Value = None) -> int | Ints:
        """A whole number, or a tuple of them."""
        value = self.need(name) if default is None else self.get(name, default)
        return _numbers(name, value)

    def given(self, name: str) -> bool:
        """Whether it stands there, and is not None."""
        return self._bound.get(name) is not None


def _numbers(name: str, value: Value) -> int | Ints:
    entries = entries_of(value)
    return whole(name, value, 0) if entries is None else tuple(whole(name, entry, 0) for entry in entries)


def spatial(shape: Sequence[int], ndim: int, name: str) -> Ints:
    """The sizes of a map with so many axes.

    Raises:
        ConvError: it has others.
    """
    if len(shape) != ndim + 1:
        raise ConvError(
            name,
            "×".join(map(str, shape)),
            f"needs a map of channels and {ndim} spatial size{'s' if ndim > 1 else ''}",
            "Give the input's shape, or put the layer where the map still has its axes.",
        )
    return tuple(shape[1:])
