"""What a lesson shows otherwise than a layer is, in clauses."""

from __future__ import annotations

from convviz.app.markup import times
from convviz.app.params.param import listed
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Pairs

DIMENSIONS = {1: "along one axis", 2: "in two dimensions", 3: "in three dimensions"}


def differences(asked: Geometry, shown: Geometry) -> tuple[str, ...]:
    """Clauses that follow "shown": "on 4 × 4 instead of 56 × 56", "with 3 of 64 channels".

    A layer of fewer axes than the lesson has lies along the last of them.
    """
    axes = min(asked.spec.ndim, shown.spec.ndim)
    clauses = [_dimensions(asked, shown)]
    if asked.input_shape[-axes:] != shown.input_shape[-axes:]:
        clauses.append(f"on {times(shown.input_shape)} instead of {times(asked.input_shape)}")
    clauses += _counts(asked.spec, shown.spec)
    for name in ("kernel", "stride", "dilation", "output_padding"):
        wanted, got = (getattr(geometry.spec, name)[-axes:] for geometry in (asked, shown))
        if wanted != got:
            clauses.append(f"with {name.replace('_', ' ')} {times(got)} instead of {times(wanted)}")
    if asked.padding[-axes:] != shown.padding[-axes:]:
        clauses.append(f"with padding {_ends(shown.padding[-axes:])} instead of {_ends(asked.padding[-axes:])}")
    if asked.spec.padding_mode != shown.spec.padding_mode:
        clauses.append(f"with padding of {shown.spec.padding_mode} instead of {asked.spec.padding_mode}")
    return tuple(clause for clause in clauses if clause)


def _dimensions(asked: Geometry, shown: Geometry) -> str:
    before, after = asked.spec.ndim, shown.spec.ndim
    if before == after:
        return ""
    if before == 1 and shown.input_shape[0] == 1:
        return "as a picture of one row"
    return f"{DIMENSIONS[after]} instead of {DIMENSIONS[before].removeprefix('in ').removeprefix('along ')}"


def _counts(asked: ConvSpec, shown: ConvSpec) -> list[str]:
    """What there are fewer of."""
    pairs = (
        (asked.in_channels, shown.in_channels, "channels"),
        (asked.out_channels, shown.out_channels, "filters"),
        (asked.groups, shown.groups, "groups"),
    )
    fewer = [f"{few} of {many} {what}" for many, few, what in pairs if few != many]
    return [f"with {listed(fewer, 'and')}"] if fewer else []


def _ends(pairs: Pairs) -> str:
    """Padding as short as it can be said: 1, or 1 and 2 along each axis, or every end."""
    if len({end for pair in pairs for end in pair}) == 1:
        return str(pairs[0][0])
    return " × ".join(str(low) if low == high else f"({low}, {high})" for low, high in pairs)
