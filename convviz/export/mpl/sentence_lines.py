"""What a step says in words instead of an equation, in lines: where a number goes, or how many paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convviz.scene import LoopNest
from convviz.scene.step_text import Token, carries_paths


def is_sentence(link: LoopNest) -> bool:
    """Whether a link's steps are told in words: it multiplies nothing."""
    return link.operation == "move" or carries_paths(link)


def wrapped_sentence(row: Sequence[Token], columns: int) -> list[list[Token]]:
    """A row of words in lines of so many letters; a longer word stays whole.

    Example:
        >>> said = wrapped_sentence([Token(text="kernel 3"), Token("→", "as it is")], 12)
        >>> [[token.text for token in line] for line in said]
        [['kernel 3'], ['as it is']]
    """
    lines: list[list[Token]] = [[]]
    used = 0
    for token in row:
        for place, word in enumerate(token.text.split(" ")):
            sign = token.sign if place == 0 else ""
            letters = len(word) + (len(sign) + 1 if sign else 0) + bool(lines[-1])
            if lines[-1] and used + letters > columns:
                lines.append([])
                used, letters = 0, letters - 1
            if place == 0 or not lines[-1]:
                lines[-1].append(replace(token, text=word, sign=sign))
            else:
                lines[-1][-1] = replace(lines[-1][-1], text=f"{lines[-1][-1].text} {word}")
            used += letters
    return lines
