"""Python's own parser, one text at a time.

Python 3.11 counts how deep it is in a tree in one place for all threads, and fails with "AST constructor recursion
depth mismatch" when two of them parse at once. Streamlit runs a thread a visitor.
"""

from __future__ import annotations

import ast
from threading import Lock
from typing import Final

_ONE_AT_A_TIME: Final = Lock()


def parsed(text: str) -> ast.Module:
    """The tree of a program.

    Raises:
        SyntaxError: it is none. Everything else that `ast.parse` raises.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(text)


def parsed_expression(text: str) -> ast.expr:
    """The tree of a single expression, with the same errors."""
    with _ONE_AT_A_TIME:
        return ast.parse(text, mode="eval").body
