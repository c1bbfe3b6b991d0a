"""The words round the grids: titles and notes, the operators between them, and what hatching and dashes mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.artists import Box, boxes, falling_hatching, hatching, label, lines
from convviz.export.mpl.cells import BETWEEN_STRIPES, STRONGEST, text_of
from convviz.export.mpl.fonts import DIGIT_HEIGHT, width, wrapped
from convviz.export.mpl.lines import FRACTION_SIZE, NOTE_LINE, NOTE_SIZE, SIGN_SIZE, TITLE_SIZE, Slot
from convviz.export.mpl.margin_texts import draw_margins
from convviz.palette import PAGE, ROLES, Theme, blended
from convviz.scene import Grid

KEY_LINE: Final = 21.0
_PATCH = 13.0  # side of a sample of the legend
_KEY_GAP = 24.0
_NOTE_BELOW = 19.5  # from the middle of a title to that of the note below it
_BASELINES = (TITLE_SIZE - NOTE_SIZE) * DIGIT_HEIGHT / 2  # and of one beside it: both stand on one line

Key = tuple[str, str]  # "padding", "inserted", "cut", "negative" or "unreached", and what that means; "": words alone


def caption(grid: Grid, slot: Slot, theme: Theme) -> Iterator[Artist]:
    """Title and note above a grid, names and numbers round it, and the operator that leads to it."""
    x = slot.x - slot.beside
    yield label(grid.title, x, slot.label_y, TITLE_SIZE, text_of(grid.role, theme), "bold")
    below = _BASELINES if slot.note_x else _NOTE_BELOW
    for i, line in enumerate(slot.note):
        y = slot.label_y + below + i * NOTE_LINE
        yield label(line, x + slot.note_x, y, NOTE_SIZE, ROLES["padding"][theme].text)
    yield from draw_margins(grid, slot, theme)
    if slot.sign:
        yield from _sign(grid, slot, theme)


def _sign(grid: Grid, slot: Slot, theme: Theme) -> Iterator[Artist]:
    """The operator in front of a grid, and the fraction in front of a kernel that has one."""
    middle, left = slot.y + slot.height / 2, slot.x - slot.lead
    numerator, denominator = grid.scale
    yield label(slot.sign, left + 15, middle, SIGN_SIZE, ROLES["padding"][theme].text, align="center")
    if numerator != denominator:
        colour, x = text_of("kernel", theme), left + (slot.sign_width + 22) / 2
        half = width(str(max(numerator, denominator)), FRACTION_SIZE, "bold") / 2 + 1
        yield label(str(numerator), x, middle - 11, FRACTION_SIZE, colour, "bold", "center")
        yield label(str(denominator), x, middle + 11, FRACTION_SIZE, colour, "bold", "center")
        yield lines([((x - half, middle), (x + half, middle))], colour, 1.5)


def legend_lines(keys: Sequence[Key], room: float) -> list[list[Key]]:
    """The entries of a legend in lines."""
    rows: list[list[Key]] = []
    for key in (part for each in keys for part in _wrapped(each, room)):
        if not rows or legend_width([*rows[-1], key]) > room:
            rows.append([])
        rows[-1].append(key)
    return rows


def _wrapped(key: Key, room: float) -> list[Key]:
    """An entry longer than a line in several: the sample stands before the first."""
    kind, words = key
    first, *others = wrapped(words, NOTE_SIZE, room - _PATCH - 7)
    return [(kind, first), *(("", other) for other in others)]


def draw_legend(rows: Sequence[Sequence[Key]], left: float, top: float, theme: Theme) -> Iterator[Artist]:
    """Every entry with a sample of what it means."""
    quiet = ROLES["padding"][theme].text
    for i, row in enumerate(rows):
        x, middle = left, top + (i + 0.5) * KEY_LINE
        for kind, words in row:
            patch = Box(x, middle - _PATCH / 2, _PATCH, _PATCH, 2)
            match kind:
                case "padding":
                    yield lines(hatching(patch, 4), quiet, 0.8)
                case "cut":
                    yield lines([*hatching(patch, 4), *falling_hatching(patch, 4)], quiet, 0.8)
                case "negative":
                    panel = PAGE[theme][1]
                    yield boxes([replace(patch, face=blended(quiet, panel, STRONGEST * BETWEEN_STRIPES))])
                    stripes = falling_hatching(patch.inset(1), 6)
                    yield lines(stripes, blended(quiet, panel, STRONGEST), 2)
                case "inserted":
                    yield boxes([replace(patch, edge=quiet, dashes=(1.5, 2))])
                case "unreached":
                    yield boxes([replace(patch, edge=quiet, dashes=(3, 2))])
            yield label(words, x + (_PATCH + 7 if kind else 0), middle, NOTE_SIZE, quiet)
            x += _key_width((kind, words))


def legend_width(row: Sequence[Key]) -> float:
    """Of a line of a legend."""
    return sum(map(_key_width, row)) - _KEY_GAP


def _key_width(key: Key) -> float:
    kind, words = key
    return (_PATCH + 7 if kind else 0) + width(words, NOTE_SIZE) + _KEY_GAP
