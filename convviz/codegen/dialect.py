"""A dialect: a library and the functions that write code for it. Their common result is a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from convviz.codegen.example import CodeExample, ConvStage


@dataclass(frozen=True)
class Snippet:
    """A layer or a block as text in one dialect.

    Attributes:
        dialect: the name of the dialect in code, as "pytorch".
        title: the name as people write it, as "PyTorch".
        code: the text. It runs as it is and leaves the result in `y`.
        note: one sentence on what this dialect cannot express in one call, or "".
    """

    dialect: str
    title: str
    code: str
    note: str


class Draft:
    """Code while it is written: its lines, and the reasons why it takes more than one call."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.reasons: list[str] = []

    def add(self, *lines: str) -> None:
        """Append lines of code."""
        self.lines += lines

    def why(self, reason: str) -> None:
        """Append a reason, as what the dialect does: "cross-correlates, so …"."""
        self.reasons.append(reason)


@dataclass(frozen=True)
class Dialect:
    """A library that code is written for.

    Attributes:
        name: the name in code, as "pytorch".
        title: the name as people write it, as "PyTorch".
        function_calls: writes a chain as function calls. The code leaves the output, `(out_channels, *spatial)`,
            in `y`.
        layer_object: writes one convolution as a layer of a model, or None if the library has no layers. It may
            raise a `ConvError` where the library has no such layer.
    """

    name: str
    title: str
    function_calls: Callable[[CodeExample], Draft]
    layer_object: Callable[[ConvStage], Draft] | None = None

    def snippet(self, draft: Draft) -> Snippet:
        """The finished text. The reasons become one sentence, with the library as its subject."""
        library = self.title.partition(" ")[0]
        note = f"{library} {'; it '.join(draft.reasons)}." if draft.reasons else ""
        return Snippet(self.name, self.title, "\n".join([*draft.lines, ""]), note)
