"""What stands above the pictures of a slide: the question, where to look, and in the corner a remark."""

from __future__ import annotations

from typing import Final

from convviz.export.mpl.figure_plan import WIDTH, PlacedText
from convviz.export.mpl.fonts import DIGIT_HEIGHT, width, wrapped

_LEFT: Final = 18.0
_ROOM: Final = WIDTH - 2 * _LEFT
_FIRST_BASELINE: Final = 35.0
_SIZES: Final = (22.0, 20.0, 18.0, 16.0)  # of the title: the largest in which it is a line
_SENTENCE_SIZE: Final = 14.5
_REMARK_SIZE: Final = 13.0
_LEADING: Final = 1.4
_GAP: Final = 16.0  # between what stands on one line
_BELOW: Final = 13.0  # the last baseline


def slide_heading(title: str, sentence: str, remark: str) -> tuple[list[PlacedText], float]:
    """The texts, and where what is below them may begin.

    Args:
        title: of the picture.
        sentence: behind it, or where there is no room below it; may be empty.
        remark: in the upper right corner; may be empty.
    """
    corner = width(remark, _REMARK_SIZE) + _GAP if remark else 0.0
    room = _ROOM - corner
    size = next((size for size in _SIZES if width(title, size, "bold") <= room), _SIZES[-1])
    baseline, lines = _FIRST_BASELINE, wrapped(title, size, room, "bold")
    texts = [_standing(remark, _LEFT + room + _GAP, baseline, _REMARK_SIZE, quiet=True)] if remark else []
    for i, line in enumerate(lines):
        baseline = _FIRST_BASELINE + i * size * _LEADING
        texts.append(_standing(line, _LEFT, baseline, size, bold=True))
    behind = width(title, size, "bold") + _GAP
    if sentence and len(lines) == 1 and behind + width(sentence, _SENTENCE_SIZE) <= room:
        texts.append(_standing(sentence, _LEFT + behind, baseline, _SENTENCE_SIZE))
    else:
        for line in wrapped(sentence, _SENTENCE_SIZE, _ROOM):
            baseline += _SENTENCE_SIZE * _LEADING + 1
            texts.append(_standing(line, _LEFT, baseline, _SENTENCE_SIZE))
    return texts, baseline + _BELOW


def _standing(
    text: str, x: float, baseline: float, size: float, *, bold: bool = False, quiet: bool = False
) -> PlacedText:  # fmt: skip
    """A text on a baseline."""
    return PlacedText(text, x, baseline - size * DIGIT_HEIGHT / 2, size, "bold" if bold else "plain", quiet)
