"""How a scene is laid out: the twin of `player/web/picture/layout.mjs` for pictures of one width.

Of all ways to break grids into lines, and to spread or stack the planes of volumes, the one with the largest cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import inf

from convviz.export.mpl.lines import (
    TALL_LABELS,
    GridItem,
    GridLayout,
    LabelStyle,
    Line,
    Slot,
    fits_across,
    height_of,
    most_cell,
    numberable,
    placed,
    sized,
)
from convviz.export.mpl.margins import NOTHING, SMALLEST_NUMBERED, SMALLEST_RULED, Asked
from convviz.export.mpl.planes import in_file, is_volume
from convviz.export.mpl.tower import tower
from convviz.scene import Grid, View
from convviz.scene.schema import Form

# A cell lower than this makes the picture taller rather than the numbers smaller.
_READABLE = 20.0
_READABLE_SHEET = 36.0  # so wide must a cell be that a number can be read in one that lies flat
_HEIGHTS = (460.0, 700.0, 1000.0)
_WRAPS = (1, 2, 3, 4, 8)  # planes side by side, where they are spread
_WORTH_RULERS = 0.84  # so much of its size must a cell keep beside rulers,
_WORTH_NAMES = 0.8  # and so much beside names of planes, without which a volume cannot be read
_WORTHWHILE = 1.12  # cells must grow by so much to be worth another line
# Of cells, to be tried in turn.
_SIDES = [*map(float, range(56, 24, -1)), *(half / 2 for half in range(48, 4, -1)), 2.0, 1.75, 1.5, 1.25, 1.0]


def arrange_separately(
    tracks: Sequence[Sequence[Grid]], room: float, view: View = "", form: Form = ""
) -> list[GridLayout]:
    """Each track at a scale of its own: for tracks of different kinds, whose sizes need not be compared."""
    return [picture for grids in tracks for picture in arrange_tracks([grids], room, view, form)]


def arrange_in_height(
    tracks: Sequence[Sequence[Grid]],
    room: float,
    height: float,
    view: View = "",
    form: Form = "",
    *,
    own: bool = False,
    labels: LabelStyle = TALL_LABELS,
) -> list[GridLayout]:
    """Each track in so much height if its labels leave enough, however small its cells must be.

    Args:
        tracks: for each its grids.
        room: the width there is.
        height: likewise.
        view: how the planes of volumes lie.
        form: of the scene.
        own: whether each track has a scale of its own.
        labels: how titles and notes are set.
    """
    if form:
        return [tower(grids, room, height) for grids in tracks]
    if own:
        return [picture for grids in tracks for picture in arrange([grids], room, height, view, labels)]
    return arrange(tracks, room, height, view, labels)


def arrange_tracks(tracks: Sequence[Sequence[Grid]], room: float, view: View = "", form: Form = "") -> list[GridLayout]:
    """The lowest arrangement whose numbers can be read; a picture may be taller than a window.

    Args:
        tracks: for each its grids.
        room: the width there is.
        view: how the planes of volumes lie; empty: stacked where their numbers can be read so, else spread.
        form: of the scene: rows of a tower lie where they say.
    """
    if form:
        return [tower(grids, room) for grids in tracks]
    tries: list[list[GridLayout]] = []
    for height in _HEIGHTS:
        tries.append(arrange(tracks, room, height, view))
        if min(picture.lowest for picture in tries[-1]) >= _READABLE:
            return tries[-1]
    return next((each for each in tries if all(map(_whole, each))), tries[-1])


def _whole(picture: GridLayout) -> bool:
    """Whether no number is left out."""
    return all(slot.numbered for slot in picture.slots if slot.numbers)


def arrange(
    tracks: Sequence[Sequence[Grid]], room: float, height: float, view: View = "", labels: LabelStyle = TALL_LABELS
) -> list[GridLayout]:
    """Lay out the grids of every track in `room` by about `height`; one scale for all: sizes can be compared.

    Planes have names, and rows and columns numbers, where cells stay large enough.
    """
    place = _Room(room, height, labels)
    bare = _arranged(tracks, place, view, NOTHING)
    most = max(height * len(tracks), bare.choice.tall)
    how: View = "stack" if bare.choice.stack else "flat"  # names do not turn the picture
    best, named = bare, False
    if any(is_volume(grid.axes) for grids in tracks for grid in grids):
        other = _arranged(tracks, place, how, Asked(names=True))
        lettered = any(grid.colours for grids in tracks for grid in grids)  # never told by colour alone
        named = (
            (lettered or other.keeps_cells(bare, _WORTH_NAMES))
            and other.choice.tall <= most
            and other.choice.fits >= bare.choice.fits
        )
        best = other if named else bare
    if best.choice.stack or not any(slot.numbered and slot.cell >= SMALLEST_RULED for slot in best.slots):
        return best.pictures
    ruled = _arranged(tracks, place, how, Asked(named, rulers=True))
    return ruled.pictures if ruled.is_worth(best, most, labels.ruled) else best.pictures


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """A choice with everything at its place: a picture for each track."""

    choice: _Choice
    pictures: list[GridLayout]

    @property
    def slots(self) -> list[Slot]:
        """Of all tracks."""
        return [slot for picture in self.pictures for slot in picture.slots]

    def keeps_cells(self, before: _Arrangement, share: float) -> bool:
        """Whether cells keep a share of their size, and their numbers."""
        pairs = zip(self.slots, before.slots, strict=True)
        return all(now.cell >= then.cell * share and now.numbered >= then.numbered for now, then in pairs)

    def is_worth(self, bare: _Arrangement, most: float, side: float) -> bool:
        """Whether a picture with rulers is the same picture, its numbers hardly smaller and none too small."""
        if self.order != bare.order or self.choice.tall > most or self.choice.fits < bare.choice.fits:
            return False
        pairs = zip(self.slots, bare.slots, strict=True)
        return self.keeps_cells(bare, _WORTH_RULERS) and all(now.cell >= min(then.cell, side) for now, then in pairs)

    @property
    def order(self) -> tuple[object, ...]:
        """Which grids stand in one line, and how many planes beside each other: alike where sizes alone differ."""
        across = tuple(slot.planes.across for slot in self.slots)
        return self.choice.stack, tuple(tuple(map(len, lines)) for lines in self.choice.tracks), across


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is of it, and how labels are set in it."""

    width: float
    height: float
    labels: LabelStyle


def _arranged(tracks: Sequence[Sequence[Grid]], room: _Room, view: View, asked: Asked) -> _Arrangement:
    choice = _chosen(tracks, room, view, asked)
    return _Arrangement(choice, [placed(lines, choice.cell, room.width) for lines in choice.tracks])


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to lay out everything: lines a track, side of a cell, height, whether that fits, and in sheets."""

    tracks: tuple[list[Line], ...]
    cell: float
    tall: float
    fits: bool
    stack: bool = False


def _chosen(tracks: Sequence[Sequence[Grid]], room: _Room, view: View, asked: Asked) -> _Choice:
    """The planes spread or stacked, as `view` says.

    Where it says nothing, stacked if numbers remain readable so, or if there is no room for them either
    way and sheets are larger.
    """
    volumes = [grid for grids in tracks for grid in grids if is_volume(grid.axes)]
    most = max((in_file(grid.axes) for grid in volumes), default=1)
    wraps = [across for across in _WRAPS if across <= most]

    def best(stack: bool) -> _Choice:
        ways = (_broken(tracks, room, stack=stack, across=across, asked=asked) for across in wraps)
        return replace(reduce(_piled if stack else _better, ways), stack=stack)

    if view == "flat" or not volumes:
        return best(stack=False)
    stacked = best(stack=True)
    if view == "stack" or stacked.cell >= _READABLE_SHEET:
        return stacked
    flat = best(stack=False)
    return flat if flat.fits and flat.cell >= min(SMALLEST_NUMBERED, stacked.cell) else stacked


def _piled(one: _Choice, other: _Choice) -> _Choice:
    """Several piles only where one would be too tall, or its numbers too small."""
    return one if one.fits and one.cell >= _READABLE_SHEET else _better(one, other)


def _better(one: _Choice, other: _Choice) -> _Choice:
    """The one with the larger cells; of those too tall for their room, the lower one."""
    if one.fits != other.fits:
        return one if one.fits else other
    if not one.fits:
        return other if other.tall < one.tall else one
    return other if other.cell > one.cell * _WORTHWHILE else one


def _broken(tracks: Sequence[Sequence[Grid]], room: _Room, *, stack: bool, across: int, asked: Asked) -> _Choice:
    """The kernel larger than large grids, unless these lose their numbers by it that they would have at its size.

    Beside a picture large cells matter more.
    """
    even, shrunk = (
        [
            sized(
                grids,
                stack=stack and _has_volume(grids),
                across=across,
                even=even,
                asked=asked,
                labels=room.labels,
            )
            for grids in tracks
        ]
        for even in (True, False)
    )
    choice = _in_lines(shrunk, room)
    pictures = any(grid.display == "pixels" for grids in tracks for grid in grids)
    if pictures or _smallest(shrunk, choice.cell) >= SMALLEST_NUMBERED:
        return choice
    other = _in_lines(even, room)
    return other if other.fits and _smallest(even, other.cell) >= SMALLEST_NUMBERED else choice


def _has_volume(grids: Sequence[Grid]) -> bool:
    return any(is_volume(grid.axes) for grid in grids)


def _smallest(tracks: Sequence[Sequence[GridItem]], cell: float) -> float:
    """Side of the smallest cell that may hold a number."""
    return min((cell * item.scale for items in tracks for item in items if numberable(item.grid)), default=inf)


def _in_lines(tracks: Sequence[list[GridItem]], room: _Room) -> _Choice:
    choices = [_lined(items, room) for items in tracks]
    cell = min(choice.cell for choice in choices)
    lines = tuple(lines for choice in choices for lines in choice.tracks)
    tall = sum(height_of(each, cell) for each in lines)
    return _Choice(lines, cell, tall, all(choice.fits for choice in choices))


def _lined(items: list[GridItem], room: _Room) -> _Choice:
    """The way to break a track's grids into lines with the largest cells; few lines where that hardly matters."""
    choices = []
    for lines in sorted(_splits(items), key=len):
        cell, fits = _largest_cell(lines, room.width, room.height)
        choices.append(_Choice((lines,), cell, height_of(lines, cell), fits))
    return reduce(_better, choices)


def _splits(items: list[GridItem]) -> Iterator[list[Line]]:
    for breaks in range(2 ** (len(items) - 1)):
        lines: list[Line] = [[items[0]]]
        for i, item in enumerate(items[1:]):
            if breaks >> i & 1:
                lines.append([])
            lines[-1].append(item)
        if all(item.grid.display != "bars" for line in lines for item in line[1:]):
            yield lines  # what is counted stands below what counts it


def _largest_cell(lines: list[Line], room: float, height: float) -> tuple[float, bool]:
    most = most_cell(lines, room, height)
    for cell in _SIDES:
        if cell <= most and height_of(lines, cell) <= height and fits_across(lines, cell, room):
            return cell, True
    quarters = (quarter / 4 for quarter in range(min(48, int(4 * most_cell(lines, room, inf))), 4, -1))
    return next((cell for cell in quarters if fits_across(lines, cell, room)), 1.0), False
