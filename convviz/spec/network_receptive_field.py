"""Receptive fields in a network, along the path with the largest one, through every kind of operation.

The recurrences are those of `convviz.spec.receptive_field`, for size and jump, extended to transposed convolutions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from convviz.spec.conv import ConvSpec
from convviz.spec.network import Operation
from convviz.spec.operations import GlobalPool, Linear, Pool, Rearrange
from convviz.spec.parse import Ints
from convviz.spec.receptive_field import AxisLayer


@dataclass(frozen=True, slots=True)
class FieldSize:
    """Size of a receptive field along one axis.

    Attributes:
        receptive: input cells from the first to the last one with a path to the unit, away from the borders.
        jump: input cells between the fields of adjacent units; less than 1 after a transposed convolution.
    """

    receptive: int
    jump: int | Fraction


def largest_field(paths: Sequence[tuple[FieldSize, ...]]) -> tuple[FieldSize, ...]:
    """Return the largest receptive field over several paths, per axis."""
    return tuple(max(along, key=attrgetter("receptive")) for along in zip(*paths, strict=False))


def field_after(operation: Operation, shape: Ints, field: tuple[FieldSize, ...]) -> tuple[FieldSize, ...]:
    """Return the receptive field after an operation; () after a linear layer, which reads the whole input.

    Direct convolution or pooling: receptive ← receptive + (span - 1) · jump, jump ← jump · stride. Transposed, where a
    unit reads at most n = ⌈span / stride⌉ cells: receptive ← receptive + (n - 1) · jump, jump ← jump / stride.

    Args:
        operation: the operation.
        shape: shape of its input.
        field: receptive field of its input, per axis.
    """
    if isinstance(operation, Linear) or (isinstance(operation, Rearrange) and len(operation.after) != len(shape)):
        return ()
    if isinstance(operation, Rearrange) and operation.kind == "upsample":
        sizes = zip(field, operation.before[1:], operation.after[1:], strict=False)
        return tuple(FieldSize(along.receptive, _simple(along.jump * Fraction(*size))) for along, *size in sizes)
    if isinstance(operation, GlobalPool):
        return tuple(_wider(along, AxisLayer(size)) for along, size in zip(field, shape[1:], strict=False))
    if isinstance(operation, Pool):
        layers = [AxisLayer(kernel, stride) for kernel, stride in zip(operation.kernel, operation.stride, strict=True)]
    elif isinstance(operation, ConvSpec):
        layers = [
            AxisLayer(*along)
            for along in zip(operation.kernel, operation.stride, (0,) * operation.ndim, operation.dilation, strict=True)
        ]
        if operation.transposed:
            return tuple(_denser(along, layer) for along, layer in zip(field, layers, strict=False))
    else:
        return field
    return tuple(_wider(along, layer) for along, layer in zip(field, layers, strict=False))


def _wider(field: FieldSize, layer: AxisLayer) -> FieldSize:
    return FieldSize(_whole(field.receptive + (layer.span - 1) * field.jump), _simple(field.jump * layer.stride))


def _denser(field: FieldSize, layer: AxisLayer) -> FieldSize:
    cells = -(-layer.span // layer.stride)
    return FieldSize(_whole(field.receptive + (cells - 1) * field.jump), _simple(Fraction(field.jump) / layer.stride))


def _whole(cells: int | Fraction) -> int:
    """Round up to whole cells."""
    return -(-cells.numerator // cells.denominator)


def _simple(jump: int | Fraction) -> int | Fraction:
    return jump.numerator if jump.denominator == 1 else jump
