"""What a text says, before anybody asks whether it fits: layers with their arguments, and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from convviz.errors import ConvError, shown

Value = object  # int, float, str, bool, None, a tuple of these, or an Unknown
NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """An argument that was not worked out; it matters only to a layer that needs it.

    Attributes:
        text: as it stands.
        why: what it is, as the end of a sentence: "a function, which is never run here".
    """

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be read.

    Attributes:
        line: where it begins, from 1; 0 if it is the whole text.
        text: as it stands, in one short line.
        reason: a sentence.
        cure: what to write instead, as a sentence, or "".
    """

    line: int
    text: str
    reason: str
    cure: str = ""

    def __str__(self) -> str:
        place = f"line {self.line}: {self.text.rstrip(':')}: " if self.line else ""
        return f"{place}{self.reason} {self.cure}".strip()


@dataclass(frozen=True, slots=True)
class ParsedLayer:
    """One layer, or several in a container, as the text names them.

    Attributes:
        name: its class without what stands before the last dot: "Conv2d".
        line: where it stands, from 1.
        text: as it stands, in one short line.
        args: what is given by position.
        options: what is given by name.
        label: what the model calls it: "conv1"; "" if it has no name.
        inside: of a container its layers, in order; None for a layer.
        reads: the variables it is applied to, where the text says so.
        writes: the variable its result is given to, where the text says so.
    """

    name: str
    line: int
    text: str
    args: tuple[Value, ...] = ()
    options: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    label: str = ""
    inside: tuple[ParsedLayer, ...] | None = None
    reads: tuple[str, ...] = ()
    writes: str = ""

    def bound(self, names: Sequence[str]) -> dict[str, Value]:
        """The arguments by name.

        Args:
            names: what the class calls its arguments, in order; after "*" those given by name only.

        Raises:
            ConvError: too many, one that the class does not have, or one given twice.
        """
        ordered = names[: names.index("*")] if "*" in names else names
        if len(self.args) > len(ordered):
            raise ConvError(
                self.name,
                f"{len(self.args)} arguments by position",
                f"must have at most {len(ordered)}",
                f"They are {', '.join(ordered)}." if ordered else "It takes none by position.",
            )
        found = dict(zip(ordered, self.args, strict=False))
        for name, value in self.options.items():
            if name not in names:
                known = ", ".join(known for known in names if known != "*")
                raise ConvError(name, _plain(value), f"must be an argument of {self.name}", f"It has {known}.")
            if name in found:
                raise ConvError(name, _plain(value), "must be given once", "Leave one of them out.")
            found[name] = value
        return found


MOST_LAYERS: Final = 3000  # DenseNet-201 has 708, activations and all
MOST_REFUSALS: Final = 200


@dataclass(slots=True)
class ParsedText:
    """What was found in a text.

    Attributes:
        layers: in order.
        refusals: what could not be read.
        remarks: what was assumed.
        made: layers so far, those within others as well.
    """

    layers: list[ParsedLayer] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    made: int = 0

    def remark(self, sentence: str) -> None:
        """Say it, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def refuse(self, refusal: Refusal) -> None:
        """List something that is not read, unless there is too much of it already."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(refusal)

    def enough(self, line: int) -> bool:
        """Whether no more is to be read, which is said once."""
        if len(self.refusals) >= MOST_REFUSALS:
            self.remark(
                f"More than {MOST_REFUSALS} things could not be read; from line {line} on the text was left out."
            )
            return True
        if self.made >= MOST_LAYERS:
            self.remark(f"Up to {MOST_LAYERS:,} layers are read; from line {line} on the text was left out.")
            return True
        return False


def one_line(text: str) -> str:
    """A piece of text as it is shown in a list, unable to end a code span."""
    return shown(" ".join(text.replace("`", "ʹ").split()))


def _plain(value: Value) -> object:
    return value.text if isinstance(value, UnknownValue) else value
