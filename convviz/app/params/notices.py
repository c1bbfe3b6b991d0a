"""What a page says about values that were asked for and could not be, or were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convviz.errors import shown


@dataclass(frozen=True, slots=True)
class Notice:
    """A value that could not be taken.

    Attributes:
        key: the parameter's name in a link, as the link that asked spelled it.
        sentence: which value, which rule, what is used instead.
        wanted: the value; empty where the sentence alone says it.
        rule: what it breaks, as a clause ("must be 1, 2 or 3").
        instead: what is used; None where the value is left out.
    """

    key: str
    sentence: str
    wanted: int | str = ""
    rule: str = ""
    instead: int | str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A value that gave way to the rest of the state.

    Attributes:
        key: the parameter's name in a link.
        label: its name in a sentence.
        wanted: the value that was asked for.
        why: why it is impossible, as a clause.
        value: what is used instead.
        message: what to say where "with this value, that is impossible" would not say it; empty if it does.
    """

    key: str
    label: str
    wanted: int | str
    why: str
    value: int | str
    message: str = ""

    def notice(self) -> Notice:
        """The adjustment in a sentence."""
        if self.message:
            return Notice(self.key, self.message)
        sentence = f"With {self.label} at {in_words(self.wanted)}, {self.why}. It is now {in_words(self.value)}."
        return Notice(self.key, sentence, self.wanted, f"cannot be: {self.why}", self.value)


def illegal(
    key: str, text: str, label: str, rule: str, value: int | str, adjustment: Adjustment | None
) -> Notice:  # fmt: skip
    """A link spells no value of the parameter; where even the nearest one gave way to others, that too is said."""
    why = f"; at {in_words(adjustment.wanted)}, {adjustment.why}" if adjustment else ""
    sentence = f"The link asks for {_quoted(key, text)}, but {label} {rule}{why}. Instead, it is {in_words(value)}."
    return Notice(key, sentence, text, f"{rule}{why}", value)


def left_out(key: str, text: str, only: str) -> Notice:
    """A link gives a value that means nothing beside the others."""
    sentence = f"The link also gives {_quoted(key, text)}, which matters only {only}; it was left out."
    return Notice(key, sentence, text, f"matters only {only}")


def no_case(name: str, ids: Sequence[str]) -> Notice:
    """A link names a state that the page does not have."""
    sentence = f"The link asks for {_quoted('case', name)}, which is no case here. Choose one above: {', '.join(ids)}."
    return Notice("case", sentence, name, f"must be one of {', '.join(ids)}")


def repeated(key: str, texts: Sequence[str]) -> Notice:
    """A link gives several values of which one is taken."""
    several = "twice" if len(texts) == 2 else f"{len(texts)} times"
    return Notice(key, f"The link gives `{key}` {several}; the last, {_quoted(key, texts[-1])}, was taken.")


def in_words(value: int | str) -> str:
    """A value in a sentence."""
    if isinstance(value, int):
        return shown(value).replace("-", "−")
    return shown(value) if value else "empty"


def _quoted(key: str, text: str) -> str:
    """`key=text` as inline code, short and unable to end the code span."""
    return f"`{key}={shown(text).replace('`', 'ʹ')}`"
