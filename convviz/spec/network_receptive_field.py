"""How far the units of a network see: receptive fields along the longest path, through every kind of operation.

The recurrences of `receptive`, of which only size and jump are kept, and what transposed convolutions add to them.
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
    """How far a unit sees, along one axis and the longest path.

    Attributes:
        receptive: input cells from the first to the last one that has a path to the unit, borders aside.
        jump: input cells from the field of one unit to that of the next; below 1 after a transposed convolution.
    """

    receptive: int
    jump: int | Fraction


def largest_field(paths: Sequence[tuple[FieldSize, ...]]) -> tuple[FieldSize, ...]:
    """Along each axis the path that sees most."""
    return tuple(max(along, key=attrgetter("receptive")) for along in zip(*paths, strict=False))


def field_after(operation: Operation, shape: Ints, field: tuple[FieldSize, ...]) -> tuple[FieldSize, ...]:
    """How far the units see after an operation that reads a map of `shape`.

    A direct convolution or pooling: receptive ← receptive + (span - 1) · jump, jump ← jump · stride. Transposed: each
    unit reads at most ⌈span / stride⌉ cells, and the units lie denser: jump ← jump / stride.
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
    """Cells rounded up: part of a cell seen is a cell seen."""
    return -(-cells.numerator // cells.denominator)


def _simple(jump: int | Fraction) -> int | Fraction:
    return jump.numerator if jump.denominator == 1 else jump
