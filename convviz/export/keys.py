"""The keys of the player, read from the one table there is: the array in `player/web/controls/keys.mjs`."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

_TABLE: Final = re.compile(r"^export const KEYS = (\[.*?^\]);$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        key: its name in the browser, as `KeyboardEvent.key` has it.
        shown: its name for people.
        command: what it asks the player for.
        also: other names in the browser that ask for the same.
    """

    key: str
    shown: str
    command: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key, or a pair such as ← →.

    Attributes:
        keys: one or two.
        does: what they do.
        brief: the same in a word or two; empty: not where there is little room.
        where: "present" on a full screen only, "page" everywhere else only; empty: in both.
        when: what the player must have to offer, such as "loops"; empty: nothing.
    """

    keys: tuple[Key, ...]
    does: str
    brief: str = ""
    where: Literal["", "page", "present"] = ""
    when: str = ""


@cache
def key_rows() -> tuple[KeyRow, ...]:
    """The table, in its order."""
    text = files("convviz").joinpath("player", "web", "controls", "keys.mjs").read_text(encoding="utf-8")
    found = _TABLE.search(text)
    assert found, "keys.mjs has no table"
    return tuple(
        KeyRow(
            tuple(Key(key["key"], key["shown"], key["command"], tuple(key.get("also", ()))) for key in row["keys"]),
            row["does"],
            row.get("brief", ""),
            row.get("where", ""),
            row.get("when", ""),
        )
        for row in json.loads(found[1])
    )


def in_brief(offers: Collection[str] = ()) -> str:
    """The keys in one line, such as "Space plays, ← and → step": those there is a word for.

    Args:
        offers: what a player has to offer of what the table names by `when`.
    """
    rows = [row for row in key_rows() if row.brief and (not row.when or row.when in offers)]
    return ", ".join(f"{' and '.join(key.shown for key in row.keys)} {row.brief}" for row in rows)


def as_markdown() -> str:
    """The table as README.md has it."""
    places = {"": "", "page": ", outside Present", "present": ", in Present"}
    lines = [
        f"| {' '.join(f'`{key.shown}`' for key in row.keys)} | {row.does}{places[row.where]} |" for row in key_rows()
    ]
    return "\n".join(["| Key | What it does |", "|---|---|", *lines])
