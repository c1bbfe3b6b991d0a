"""What a network can be asked for, and the rules of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from convviz.errors import ConvError
from convviz.spec.parse import listed, whole

SMALLEST: Final = 32  # five halvings leave one cell
LARGEST: Final = 4096
NARROWEST, WIDEST = Fraction(1, 10), 16


@dataclass(frozen=True, slots=True)
class NetworkOption:
    """One argument of a network.

    Attributes:
        name: as it is spelled.
        default: the network of the paper's main table.
        offered: the values that papers or libraries give figures for, in order.
        only: whether there are no others.
    """

    name: str
    default: Any
    offered: tuple[Any, ...]
    only: bool = False

    def check(self, value: Any) -> Any:
        """The value in its canonical form.

        Raises:
            ConvError: it is none that this option can have.
        """
        if self.only:
            if value not in self.offered or isinstance(value, bool):
                raise ConvError(
                    self.name, value, f"must be one of {listed(self.offered)}", f"Use {self.default!r} if in doubt."
                )
            return self.offered[self.offered.index(value)]
        return as_width(value) if self.name == "width" else as_resolution(value)


def as_width(value: Any) -> Fraction:
    """A width multiplier as the exact number that was meant: 0.35 is 7/20.

    Raises:
        ConvError: no number, too little to leave a channel, or beyond what anybody builds.
    """
    try:
        width = Fraction(str(value)[:20])
    except (ValueError, ZeroDivisionError):
        raise ConvError("width", value, "must be a number", "Use 1 for the paper's network.") from None
    if not NARROWEST <= width <= WIDEST:
        raise ConvError(
            "width", value, f"must be from {float(NARROWEST)} to {WIDEST}", "Use 1 for the paper's network."
        )
    return width


def as_resolution(value: Any) -> int:
    """Rows and columns of a square picture.

    Raises:
        ConvError: too small to be halved five times, or beyond what anybody builds.
    """
    size = whole("resolution", value, SMALLEST)
    if size > LARGEST:
        raise ConvError("resolution", size, f"must be at most {LARGEST}", f"Use {LARGEST} or less.")
    return size


def checked(known: tuple[NetworkOption, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Every option with its value, given or default.

    Raises:
        ConvError: an option this network does not have, or a value it cannot have.
    """
    names = [option.name for option in known]
    if strange := [name for name in given if name not in names]:
        cure = f"It has {listed(names)}." if names else "Leave it out: this network has no options."
        raise ConvError(strange[0], given[strange[0]], "is no option of this network", cure)
    return {option.name: option.check(given.get(option.name, option.default)) for option in known}


RESOLUTION: Final = NetworkOption("resolution", 224, (128, 160, 192, 224))
