"""Options for the fields of a lesson: each by its name in a link (`--s`), and by a word one would guess (`--stride`).

Words come from what a field is called in a sentence, so that a new lesson has them at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convviz.app.params.param import Field

# One value for every axis, or one each, joined by x: fields by their label along depth, rows and columns. Of several
# along one axis only one matters at a time.
ALONG_AXES: Final[dict[str, tuple[frozenset[str], ...]]] = {
    "size": (
        frozenset({"the input depth"}),
        frozenset(
            {
                *("the input height", "the height", "the height of the patch", "the number of input rows"),
                *("the side of the input", "the height and width"),
            }
        ),
        frozenset(
            {
                *("the input width", "the width", "the width of the patch", "the number of inputs"),
                "the length of the signal",
            }
        ),
    ),
    "kernel": (
        frozenset({"the filter depth"}),
        frozenset({"the kernel size", "the kernel height", "the side of the kernel", "the length of the kernel"}),
        frozenset({"the kernel width"}),
    ),
    "stride": (frozenset({"the stride along depth"}), frozenset({"the stride"}), frozenset({"the stride across"})),
    "dilation": (
        frozenset({"the dilation along depth"}),
        frozenset({"the dilation", "the rate"}),
        frozenset({"the dilation across"}),
    ),
}
PADDED: Final = (
    frozenset({"the padding at the top", "the padding on every side"}),
    frozenset({"the padding on the left"}),
)
PADDING: Final = "the padding"

# Labels whose words would not be guessed.
CALLED: Final = {
    "the kernel": "weights",
    "the filter": "weights",
    "the filters": "weights",
    "the choice of filters": "weights",
    "the choice of kernels": "weights",
    "the choice of weights": "weights",
    "the signal": "input",
    "the seed of the input": "seed",
    "the seed of the kernel": "weights-seed",
    "the seed of the kernels": "weights-seed",
    "the seed of the filter": "weights-seed",
    "the seed of the filters": "weights-seed",
    "the seed of the weights": "weights-seed",
    "the height of the patch": "patch-height",
    "the width of the patch": "patch-width",
    "the first row of the patch": "patch-row",
    "the first column of the patch": "patch-column",
    "the numbers of the patch": "patch-numbers",
    "the longer side of the picture": "picture-side",
    "the way of showing": "show",
    "the way to see it": "show",
    "the choice of what is shown": "show",
    "what is shown": "show",
    "what is played": "show",
    "the data format": "layout",
    "the order of the axes": "layout",
    "the order of the steps": "order",
    "the view of volumes": "view",
}
_CHANGED: Final = re.compile(r"the changed (?:numbers of )?(?:the )?(.*)")
_SMALL: Final = {"the", "of", "a", "at", "on", "to", "is", "that", "choice", "number"}


@dataclass(frozen=True, slots=True)
class Word:
    """An option that is no field's name in a link.

    Attributes:
        name: without its dashes.
        axes: along each axis the fields it may set, of which one matters at a time.
        sized: whether it takes several values joined by x.
    """

    name: str
    axes: tuple[tuple[Field, ...], ...]
    sized: bool = False

    @property
    def only(self) -> Field | None:
        """The one field it stands for; None if it is a choice of several."""
        return self.axes[0][0] if len(self.axes) == 1 == len(self.axes[0]) else None


def words_of(fields: Sequence[Field]) -> dict[str, Word]:
    """The words for the fields of a lesson, by name."""
    sized = {
        name: Word(name, along, True)
        for name, labels in ALONG_AXES.items()
        if (along := tuple(filter(None, (_labelled(fields, axis) for axis in labels))))
    }
    named: dict[str, list[Field]] = {}
    for field in fields:
        named.setdefault(called(field.label), []).append(field)
    known = {word.only for word in sized.values()}
    plain = {
        name: Word(name, (tuple(members),))
        for name, members in named.items()
        if name not in sized and not known.issuperset(members)
    }
    return {**sized, **plain}


def called(label: str) -> str:
    """A label as an option: "the padding at the top" is `padding-top`."""
    if label in CALLED:
        return CALLED[label]
    changed = _CHANGED.fullmatch(label)
    kept = [word for word in (changed[1] if changed else label).split() if word not in _SMALL]
    return "-".join([*kept, "changes"] if changed else kept)


def padded(fields: Sequence[Field]) -> tuple[tuple[Field, ...], ...]:
    """The fields of the cells of custom padding along each axis; the others follow the first."""
    return tuple(filter(None, (_labelled(fields, axis) for axis in PADDED)))


def _labelled(fields: Sequence[Field], labels: frozenset[str]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.label in labels)
