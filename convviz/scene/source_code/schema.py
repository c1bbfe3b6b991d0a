"""Code beside a picture: the lines of a program, and which of them run at each step of a track."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """A loop variable.

    Attributes:
        name: in the code.
        line: of its loop's header, counted from 0.
        index: its value, looked up as an index of a grid is: the sum of `table[counter]` over the named counters of
            the link; of its loops alone or of its taps alone.
    """

    name: str
    line: int
    index: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a link runs.

    Attributes:
        variables: of the loops it runs through, outermost first.
        body: the lines that every term of it runs; the last one writes.
    """

    variables: tuple[Variable, ...]
    body: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The code of one track.

    Attributes:
        lines: as in the file, without line ends.
        passages: one for each link of the track, in playing order.
        note: what one must know to read it, in a sentence.
    """

    lines: tuple[str, ...]
    passages: tuple[Passage, ...]
    note: str = ""
