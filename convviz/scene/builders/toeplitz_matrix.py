"""A convolution as one product: its large, mostly empty matrix times the input in a line."""

from __future__ import annotations

from math import prod

import numpy as np

from convviz.engine.matrix import matrix_of
from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.loop_tables import AXES
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.schema import AxisRole, Counter, Grid, GridAxis, IndexMap, LoopNest, Scene
from convviz.spec.conv import Geometry

MOST_COLUMNS = 36  # of C, and so rows of Cᵀ: more would be a wall of cells without numbers


def fits_matrix(geometry: Geometry) -> bool:
    """Whether the matrix of a layer is small enough to be laid out: neither side has more than `MOST_COLUMNS`."""
    return max(_shape(geometry)) <= MOST_COLUMNS


def matrix_scene(trace: Trace, *, title: str = "", scale: tuple[int, int] = (1, 1)) -> Scene:
    """`C · x = y` for a direct layer, `Cᵀ · x = y` for a transposed one, numbers row by row of the pictures.

    Entries that no weight ever takes are gaps: drawn empty, counted as a product with 0. Grids: "kernel" (the matrix),
    "input" and "output" (columns of numbers), "bias". Weights that meet in one entry, as with a mirrored border, are
    added up there.

    Args:
        trace: of any layer whose matrix has at most `MOST_COLUMNS` rows and columns.
        title: names it for screen readers, and the track; empty: the formula.
        scale: the weights are shown divided by this fraction, as in `scene_of`.

    Raises:
        ConvError: the matrix is too large to be drawn.

    Example:
        >>> from convviz import ConvSpec, record
        >>> scene = matrix_scene(record(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]]))
        >>> scene.title, scene.grids[0].values, scene.grids[0].gaps
        ('C · x', (1, -1, 0, 0, 1, -1), (2, 3))
    """
    rows, columns = _shape(trace.geometry)
    if max(rows, columns) > MOST_COLUMNS:
        raise ConvError(
            "trace",
            f"a matrix of {rows} × {columns}",
            f"must have at most {MOST_COLUMNS} rows and columns to be drawn",
            "Use a smaller input or stride.",
        )
    name = "Cᵀ" if trace.spec.transposed else "C"
    title = title or f"{name} · x"
    grids = [_matrix(trace, name, scale), _column(trace), _result(trace)]
    if trace.bias is not None:
        grids.insert(2, _bias(trace))
    return Scene(
        title=title,
        alt=f"The matrix {name} of {rows} by {columns}, mostly empty, times a column of {columns} numbers is a column "
        f"of {rows}.",
        grids=tuple(grids),
        links=(_link(trace.geometry),),
        tracks=(layer_track(title, ("product",), trace.geometry),),
    )


def taps_of(geometry: Geometry) -> tuple[tuple[int, ...], ...]:
    """For every entry of the matrix, row by row, the flat places in the weight that it is the sum of; () for gaps."""
    weights = prod(geometry.spec.weight_shape)
    marked = [np.asarray(matrix_of(geometry, _only(geometry, place))).ravel() for place in range(weights)]
    places = np.argwhere(np.array(marked).T)
    taps: list[tuple[int, ...]] = [()] * prod(_shape(geometry))
    for entry, place in places.tolist():
        taps[entry] += (place,)
    return tuple(taps)


def _only(geometry: Geometry, place: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """A weight of zeros with a single 1."""
    weight = np.zeros(geometry.spec.weight_shape, np.int64)
    weight.flat[place] = 1
    return weight


def _shape(geometry: Geometry) -> tuple[int, int]:
    spec = geometry.spec
    return spec.out_channels * prod(geometry.output_shape), spec.in_channels * prod(geometry.input_shape)


def _matrix(trace: Trace, name: str, scale: tuple[int, int]) -> Grid:
    geometry = trace.geometry
    rows, columns = _shape(geometry)
    numerator, denominator = scale
    whole = trace.weight * denominator / numerator if scale != (1, 1) else trace.weight
    values = matrix_of(geometry, whole.round(9) if scale != (1, 1) else whole)
    met = matrix_of(geometry, np.ones(geometry.spec.weight_shape, np.int64)).ravel()
    return Grid(
        id="kernel",
        role="kernel",
        title=name,
        note=f"{rows} × {columns}",
        axes=_axes(rows, columns),
        values=tuple(values.ravel().tolist()),
        scale=scale,
        sign=" ",
        gaps=tuple(np.flatnonzero(met == 0).tolist()),
    )


def _column(trace: Trace) -> Grid:
    values = trace.x.ravel().tolist()
    return Grid(
        id="input",
        role="input",
        title="x",
        note=f"{len(values)} × 1",
        axes=_axes(len(values), 1),
        values=tuple(values),
        sign="·",
    )


def _bias(trace: Trace) -> Grid:
    assert trace.bias is not None
    places = prod(trace.geometry.output_shape)
    values = np.repeat(trace.bias, places).tolist()
    return Grid(id="bias", role="bias", title="b", axes=_axes(len(values), 1), values=tuple(values))


def _result(trace: Trace) -> Grid:
    rows, _ = _shape(trace.geometry)
    return Grid(
        id="output",
        role="output",
        title="y",
        note=f"{rows} × 1",
        axes=_axes(rows, 1),
        initial=("bias", 0) if trace.bias is not None else None,
    )


def _link(geometry: Geometry) -> LoopNest:
    """A step for every row of the matrix, a term for every column; these are counted as the picture has them."""
    rows, columns = _shape(geometry)
    sizes = (geometry.spec.in_channels, *geometry.input_shape)
    names = ("channel", *(f"input {name}" for name in AXES[-geometry.spec.ndim :]))
    across, inner = {}, columns
    for name, size in zip(names, sizes, strict=True):
        inner //= size
        across[name] = tuple(range(0, size * inner, inner))
    down = {"row": tuple(range(rows))}
    return LoopNest(
        id="product",
        loops=(Counter("row", rows),),
        taps=tuple(Counter(name, size) for name, size in zip(names, sizes, strict=True)),
        read=IndexMap("input", (across, {})),
        weight=IndexMap("kernel", (down, across)),
        write=IndexMap("output", (down, {})),
    )


def _axes(rows: int, columns: int) -> tuple[GridAxis, GridAxis]:
    roles: tuple[AxisRole, AxisRole] = ("row", "column")
    return GridAxis.plain(roles[0], roles[0], rows), GridAxis.plain(roles[1], roles[1], columns)
