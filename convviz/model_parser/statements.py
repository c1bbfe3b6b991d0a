"""Python text as statements, cut apart and found harmless before any parser sees it.

Deep brackets, endless chains of operators and numbers of thousands of digits exhaust a parser's stack or its memory;
so brackets, chains and digits are counted first, in one pass over the text. Each statement stands alone: what is wrong
with one leaves the others as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from convviz.model_parser.layer import Refusal, one_line

DEEPEST: Final = 24  # brackets within brackets; a ResNet written out has 8
LONGEST_CHAIN: Final = 60  # words and signs between two commas or brackets
LONGEST_NUMBER: Final = 20  # characters: 64-bit whole numbers have 19

TOKEN: Final = re.compile(
    r"""(?P<blank>[ \t\r\f]+)|(?P<comment>\#[^\n]*)|(?P<line>\n)|(?P<goes_on>\\[ \t\r]*\n)
    |(?P<string>[A-Za-z]{0,2}(?:'''(?:(?!''').)*'''|\"\"\"(?:(?!\"\"\").)*\"\"\"|'[^'\n]*'|\"[^\"\n]*\"))
    |(?P<number>\.?\d[\w.]*(?:(?<=[eE])[-+]\d+)?)|(?P<word>\w+)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)
    |(?P<end>;)|(?P<sign>\*\*|//|->|:=|[-+*/%@&|^~<>=!.:])|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
NUMBER: Final = re.compile(r"\d+(?:_\d+)*|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d{1,4})?", re.ASCII)
PLAIN_PREFIXES: Final = ("", "r", "u", "b", "R", "U", "B")
CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement.

    Attributes:
        line: of its first word, from 1.
        indent: blanks before it.
        text: without what stands before and after it, and without its comments.
        trouble: why it must not be parsed; "" if it may be.
    """

    line: int
    indent: int
    text: str
    trouble: str = ""

    def refused(self, reason: str, cure: str = "") -> Refusal:
        """It is not read, for this reason."""
        return Refusal(self.line, one_line(self.text), reason, cure)


class _Draft:
    """A statement while its tokens come in."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.line = 0
        self.indent = 0
        self.trouble = ""
        self.brackets: list[str] = []
        self.chains = [0]  # words and signs since the last comma, for each bracket that is open

    def take(self, kind: str, text: str, line: int, column: int) -> None:
        """Add one token, and count."""
        if not self.line:
            self.line, self.indent = line, column
        self.pieces.append(text)
        if kind == "open":
            self.brackets.append(text)
            self.chains.append(0)
            if len(self.brackets) > DEEPEST:
                self.object_to(f"Its brackets are more than {DEEPEST} deep.")
        elif kind == "close":
            self._close(text)
        elif kind == "comma":
            self.chains[-1] = 0
        else:
            self._count(kind, text)

    def _close(self, text: str) -> None:
        if not self.brackets or CLOSING[self.brackets.pop()] != text:
            self.brackets.clear()
            self.object_to(f"A bracket `{text}` closes none that is open.")
        if len(self.chains) > 1:
            self.chains.pop()
        self._count("close", text)

    def _count(self, kind: str, text: str) -> None:
        self.chains[-1] += 1
        if self.chains[-1] > LONGEST_CHAIN:
            self.object_to(f"It strings more than {LONGEST_CHAIN} words and signs together without a comma.")
        if kind == "number":
            if len(text) > LONGEST_NUMBER:
                self.object_to(f"It has a number of {len(text)} characters.")
            elif not NUMBER.fullmatch(text):
                self.object_to(f"`{text}` is no number.")
        elif kind == "string":
            prefix = text[: min(text.index(quote) for quote in "'\"" if quote in text)]
            if prefix not in PLAIN_PREFIXES:
                kind_of = "an f-string, which would have to be run" if "f" in prefix.lower() else "a string of odd kind"
                self.object_to(f"It has {kind_of}.")
            elif "\\" in text:
                self.object_to("It has a string with a backslash.")
        elif kind == "other":
            self.object_to(f"The sign `{one_line(text)}` has no place in Python.")

    def object_to(self, trouble: str) -> None:
        """Note the first reason why this must not be parsed."""
        self.trouble = self.trouble or trouble

    def finish(self) -> Statement:
        """What came in."""
        if self.brackets:
            self.object_to(f"A bracket `{self.brackets[-1]}` is never closed.")
        return Statement(self.line, self.indent, "".join(self.pieces).strip(), self.trouble)


def statements(text: str) -> Iterator[Statement]:
    r"""Cut Python text apart.

    Example:
        >>> [(found.line, found.text) for found in statements("a = 1 # one\nf(2,\n  3); b")]
        [(1, 'a = 1'), (2, 'f(2,\n 3)'), (3, 'b')]
    """
    draft, line, start = _Draft(), 1, 0
    for match in TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match.group()
        if kind in ("blank", "line", "goes_on") and draft.line and (kind == "blank" or draft.brackets):
            draft.pieces.append("\n" if kind != "blank" else " ")
        elif (kind == "line" and not draft.brackets) or (kind == "end" and not draft.brackets):
            if draft.line:
                yield draft.finish()
            draft = _Draft()
        elif kind not in ("blank", "comment", "line", "goes_on"):
            draft.take(kind, token, line, match.start() - start)
        if "\n" in token:
            line += token.count("\n")
            start = match.end()
    if draft.line:
        yield draft.finish()
