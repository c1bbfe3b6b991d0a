"""What every question is answered with: a sentence, settings as a table, and one of them to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from convviz.solver import Setting


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting on one input.

    Attributes:
        setting: the numbers of the layer along the first axis.
        size: cells of its input along that axis.
        note: what is to be said of it, in a few words.
        name: what it is called in the table; empty: its number.
    """

    setting: Setting
    size: int
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer.

    Attributes:
        found: whether there is what was asked for.
        sentence: the answer, with its numbers.
        rows: settings, the one that the sentence names first.
        remarks: what else is worth knowing here, a sentence each.
        caption: what the table lists.
    """

    found: bool
    sentence: str
    rows: tuple[SettingRow, ...]
    remarks: tuple[str, ...] = ()
    caption: str = ""
