"""The state of a lesson that was asked for on the command line: taken exactly, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from convviz.app.params.notices import Fault, told
from convviz.app.params.param import Field, State, decode
from convviz.cli.option_names import PADDING, Word, padded
from convviz.cli.parser import UsageError, unknown
from convviz.errors import ConvError

INDEPENDENT: Final = {"axes": "independent"}
NOTHING: Final = {"none": "valid", "valid": "none"}  # two words for no padding; a lesson knows one


@dataclass(frozen=True, slots=True)
class Asked:
    """One option as it was typed.

    Attributes:
        option: "--stride", or a field's name in a link.
        text: its value.
    """

    option: str
    text: str


class Wish:
    """What was asked for, field by field.

    Args:
        fields: the table of the lesson's state.
        listing: the command that says what there is.
    """

    def __init__(self, fields: Sequence[Field], listing: str) -> None:
        self._fields = fields
        self._listing = listing
        self._asked: dict[str, Asked] = {}

    def link(self, query: Sequence[tuple[str, str]]) -> None:
        """Ask for what a link asks for, before any option does.

        Raises:
            UsageError: it names what the lesson does not have, or gives something twice.
        """
        keys = [field.key for field in self._fields]
        for key, text in query:
            if key.startswith("embed"):
                continue  # how a course page shows the app
            if key not in keys:
                raise unknown("parameter", key, keys, self._listing)
            if key in self._asked and self._asked[key].text != text:
                raise UsageError(f"The link gives {key!r} twice; give it once.")
            self._asked[key] = Asked(key, text)

    def options(self, fields: Mapping[str, Asked], words: Mapping[Word, Asked]) -> None:
        """Ask for what options ask for; they go before a link.

        Args:
            fields: by the name of the field in a link.
            words: by a word for several.

        Raises:
            UsageError: two options give one field different values.
            ConvError: a word takes another number of values.
        """
        given: dict[str, Asked] = {}
        for key, asked in fields.items():
            self._give(given, key, asked)
        for word, asked in words.items():
            for key, text in self._meant(word, asked).items():
                self._give(given, key, Asked(asked.option, text))

    def state(self) -> State:
        """The state with these values.

        Raises:
            ConvError: there is none; the sentence is about the first that cannot be.
        """
        state, faults = decode(self._fields, self._query)
        if faults:
            raise self._refusal(faults[0])
        return state

    @property
    def _query(self) -> dict[str, str]:
        return {key: asked.text for key, asked in self._asked.items()}

    def _give(self, given: dict[str, Asked], key: str, asked: Asked) -> None:
        before = given.setdefault(key, asked)
        if before.text != asked.text:
            raise UsageError(f"{before.option} and {asked.option} both set the same; give one of them.")
        self._asked[key] = asked  # what else matters may follow from it

    def _meant(self, word: Word, asked: Asked) -> dict[str, str]:
        """The values of fields that a word stands for."""
        if word.only and word.only.label == PADDING and not word.only.numeric:
            return self._padding(word.only, asked)
        if not word.sized:
            return {self._mattering(word)[0].key: asked.text}
        values = asked.text.replace("×", "x").replace(",", "x").split("x")
        fields = self._mattering(word)
        if 1 < len(values) != len(fields) and "axes" in {field.key for field in self._fields}:
            self._asked.update({key: Asked(asked.option, text) for key, text in INDEPENDENT.items()})
            fields = self._mattering(word)
        if len(values) == 1:
            values *= len(fields)
        if len(values) != len(fields):
            several = " or ".join(["one number", *([f"{len(fields)} joined by x"] if len(fields) > 1 else [])])
            raise ConvError(
                asked.option, asked.text, f"must be {several}", f"Use {'x'.join(values[:1] * len(fields))}."
            )
        return {field.key: text for field, text in zip(fields, values, strict=True)}

    def _mattering(self, word: Word) -> list[Field]:
        """Along each axis the field that matters beside what is asked for so far; the first if none does."""
        state, _ = decode(self._fields, self._query)
        active = [next((field for field in axis if field.is_active(state)), None) for axis in word.axes]
        return [field for field in active if field] or [word.axes[0][0]]

    def _padding(self, field: Field, asked: Asked) -> dict[str, str]:
        """A kind of padding by its name, or cells: everywhere, or along each axis, joined by x."""
        text, options = asked.text, [str(option) for option in field.options]
        plain = "none" if text.strip("0x") == "" and text else text
        plain = NOTHING.get(plain, plain) if plain not in options else plain
        cells = padded(self._fields)
        if plain in options or not cells or "custom" not in options:
            return {field.key: plain if plain in options else text}
        values = text.replace("×", "x").replace(",", "x").split("x")
        if not all(value.isdecimal() for value in values) or len(values) > len(cells):
            return {field.key: text}
        return {field.key: "custom", **{axis[0].key: value for axis, value in zip(cells, values, strict=False)}}

    def _refusal(self, fault: Fault) -> ConvError:
        asked = self._asked.get(fault.key, Asked(f"--{fault.key}", told(fault.wanted)))
        if not fault.rule:
            return ConvError(asked.option, asked.text, "cannot be taken as it is", fault.sentence)
        if fault.instead is None:
            return ConvError(asked.option, fault.wanted, fault.rule, "Leave it out.")
        option = f"{asked.option} " if asked.option.startswith("-") else ""
        return ConvError(asked.option, fault.wanted, fault.rule, f"Use {option}{told(fault.instead)}.")
