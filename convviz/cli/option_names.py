"""Options for the parameters of a lesson: by the kind of each (`--stride`), by its name, and by its letter in links.

Kinds give every lesson the same options; nothing here reads English labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convviz.app.params.param import PER_AXIS, Kind, Param

AnyParam = Param[Any]

# Options of the first version that are called otherwise today, and the letters of what they set; of several, a lesson
# has those of its own.
OLD_OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "2-D-filter-changes": ("fe",),
    "3-D-filter-changes": ("ke",),
    "biases-changes": ("be",),
    "bottleneck-channels": ("mid",),
    "channel-put-out": ("ch",),
    "code-loops": ("loops",),
    "depthwise-weights-changes": ("ke",),
    "dilation-along-depth": ("dd",),
    "dimensions": ("dim",),
    "filter-depth": ("kd",),
    "filter-show": ("f",),
    "filters-changes": ("ke",),
    "filters-second-layer": ("n2",),
    "groups-unit": ("ug",),
    "images": ("batch",),
    "input-cells": ("cells",),
    "input-changes": ("xs", "xe"),
    "input-depth": ("dep",),
    "input-height": ("h",),
    "input-rows": ("h",),
    "input-width": ("w",),
    "inputs": ("w",),
    "kernel-changes": ("ks", "ke"),
    "kernel-height": ("k",),
    "kernel-size": ("k",),
    "kernel-size-layer-2": ("k2",),
    "kernel-size-layer-3": ("k3",),
    "layer-change": ("at",),
    "layers": ("l",),
    "length-kernel": ("klen",),
    "length-signal": ("len",),
    "non-linearity": ("act",),
    "operation-shown-as-code": ("code",),
    "padding-across": ("padw",),
    "padding-along-depth": ("padd",),
    "padding-every-side": ("p",),
    "padding-layer-2": ("p2",),
    "padding-layer-3": ("p3",),
    "picture": ("pic",),
    "pointwise-weights-changes": ("pe",),
    "products": ("terms",),
    "seed-second-layer": ("kseed2",),
    "signal-changes": ("xs",),
    "stride-along-depth": ("sd",),
    "stride-layer-2": ("s2",),
    "stride-layer-3": ("s3",),
    "surface-shares": ("surf",),
    "traced-channel": ("trace",),
    "view-overlap": ("map",),
    "weights-changes": ("ks", "ke"),
    "weights-first-layer-changes": ("ke",),
    "weights-second-layer-changes": ("ke2",),
    "weights-seed": ("fseed", "kseed"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """An option that is not a letter of links.

    Attributes:
        name: without its dashes.
        axes: along each axis the parameters it may set, of which one matters at a time.
        sized: whether it takes several values joined by x.
        is_old: whether it is an option of the first version only.
    """

    name: str
    axes: tuple[tuple[AnyParam, ...], ...]
    sized: bool = False
    is_old: bool = False

    @property
    def only(self) -> AnyParam | None:
        """The one parameter it stands for; None if it is a choice of several."""
        return self.axes[0][0] if len(self.axes) == 1 == len(self.axes[0]) else None

    @property
    def is_padding(self) -> bool:
        """Whether it takes a kind of padding or a number of cells."""
        return self.only is not None and self.only.kind is Kind.PADDING


def words_of(params: Sequence[AnyParam]) -> dict[str, Word]:
    """The options of a lesson's parameters, by name."""
    words = {word.name: word for word in _by_kind(params)}
    for param in params:
        name = param.option or param.name.replace("_", "-")
        if name not in words:
            same = [one for one in params if (one.option or one.name.replace("_", "-")) == name]
            words[name] = Word(name, (tuple(same),))
    taken = {param.key for param in params}
    for name, keys in OLD_OPTIONS.items():
        members = tuple(param for key in keys for param in params if param.key == key)
        if members and name not in words and name not in taken:
            words[name] = Word(name, (members,), is_old=True)
    return words


def padded(params: Sequence[AnyParam]) -> tuple[tuple[AnyParam, ...], ...]:
    """The parameters of the cells of custom padding along each axis; the others follow the first."""
    return _along_axes(param for param in params if param.kind is Kind.PADDING_CELLS)


def _by_kind(params: Sequence[AnyParam]) -> Iterable[Word]:
    for kind in Kind:
        members = [param for param in params if param.kind is kind]
        if members and kind in PER_AXIS:
            yield Word(kind.value, _along_axes(members), sized=True)
        elif members and kind is Kind.PADDING_CELLS:
            if not any(param.kind is Kind.PADDING for param in params):
                yield Word(Kind.PADDING.value, (tuple(members),))
        elif members and kind is not Kind.OTHER:
            yield Word(kind.value, (tuple(members),))


def _along_axes(params: Iterable[AnyParam]) -> tuple[tuple[AnyParam, ...], ...]:
    axes: dict[int, list[AnyParam]] = {}
    for param in params:
        axes.setdefault(param.axis, []).append(param)
    return tuple(tuple(members) for _, members in sorted(axes.items()))
