"""Convolutions as the plain loops of `convviz.engine.loops`, line for line: what a player lights as it steps."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from inspect import getsource
from typing import Any

from convviz.engine import loops
from convviz.engine.block_trace import BlockTrace, PermutationTrace
from convviz.python_ast import parsed
from convviz.scene.builders.loop_tables import LoopOrder
from convviz.scene.schema import Scene
from convviz.scene.source_code.schema import Listing, Passage, Variable
from convviz.spec.conv import Geometry

BORDER = "`image` is the input with its border: the padding is done."
FRACTION = "The fraction in front is part of every weight."
GAP = ("", "")  # lines between two functions

Function = Callable[..., Any]
Index = Mapping[str, tuple[int, ...]]  # as in Variable
Meaning = Mapping[str, Index]  # of every variable


@dataclass(frozen=True, slots=True)
class CodeLoops:
    """Loops one inside the other, with nothing in between.

    Attributes:
        headers: for each variable the line of its loop, outermost first.
        body: the lines inside of all.
    """

    headers: Mapping[str, int]
    body: tuple[int, ...]


@cache
def code(function: Function) -> tuple[str, ...]:
    """The lines of a function, without its docstring."""
    lines = getsource(function).splitlines()
    (definition,) = parsed("\n".join(lines)).body
    assert isinstance(definition, ast.FunctionDef)
    doc = definition.body[0]
    return (*lines[: doc.lineno - 1], *lines[doc.end_lineno :])


@cache
def code_loops(lines: tuple[str, ...]) -> tuple[CodeLoops, ...]:
    """The nests of loops in a function, from the top.

    Example:
        >>> code_loops(("def show(rows):", "  for row in rows:", "    for n in row:", "      print(n)"))
        (CodeLoops(headers={'row': 1, 'n': 2}, body=(3,)),)
    """
    return _code_loops("\n".join(lines))


@lru_cache(maxsize=64)
def _code_loops(text: str) -> tuple[CodeLoops, ...]:
    """Those of the same few functions are asked for in every run."""
    (definition,) = parsed(text).body
    assert isinstance(definition, ast.FunctionDef)
    return tuple(_loops_from(node) for node in definition.body if isinstance(node, ast.For))


def _loops_from(loop: ast.For) -> CodeLoops:
    headers: dict[str, int] = {}
    body: list[ast.stmt] = [loop]
    while isinstance(body[0], ast.For):
        headers[ast.unparse(body[0].target)] = body[0].lineno - 1
        body = body[0].body
    return CodeLoops(headers, tuple(statement.lineno - 1 for statement in body))


def reordered(lines: Sequence[str], nest: CodeLoops, outermost: Sequence[str]) -> tuple[str, ...]:
    """The lines with some loops of a nest outermost: they count no less, only in another order."""
    names = [*outermost, *(name for name in nest.headers if name not in outermost)]
    texts = [lines[nest.headers[name]].strip() for name in names]
    result = list(lines)
    for line, text in zip(nest.headers.values(), texts, strict=True):
        old = lines[line]
        result[line] = old[: len(old) - len(old.lstrip())] + text
    return tuple(result)


def with_listings(scene: Scene, *listings: Listing | None) -> Scene:
    """`scene` with the code of its tracks, in their order; None leaves one without."""
    fraction = any(grid.scale[0] != grid.scale[1] for grid in scene.grids)
    return replace(
        scene,
        tracks=tuple(
            replace(track, listing=_with_note(listing, fraction) if listing else None)
            for track, listing in zip(scene.tracks, listings, strict=True)
        ),
    )


def _with_note(listing: Listing, fraction: bool) -> Listing:
    return replace(listing, note=" ".join(filter(None, (listing.note, FRACTION if fraction else ""))))


def layer_listing(geometry: Geometry, order: LoopOrder = "filter") -> Listing | None:
    """The code of the nest that `loop_tables` makes, or None where the plain loops do not reach.

    Args:
        geometry: the layer on its input.
        order: of the steps, as for `loop_tables`.
    """
    function = function_of(geometry)
    if function is None:
        return None
    lines = code(function)
    if order == "position":
        (nest,) = code_loops(lines)
        lines = reordered(lines, nest, ("row", "column"))
    (nest,) = code_loops(lines)
    return Listing(lines, (_passage(nest, _meaning(function, geometry)),), _border(geometry))


def maps_listing(geometry: Geometry) -> Listing | None:
    """The code of the two acts that `by_channel` shows, or None where it does not reach."""
    if not _is_plain(geometry) or geometry.spec.dilation != (1, 1):
        return None
    lines, place = code(loops.map_by_map), _places(geometry)
    channels = geometry.spec.in_channels
    each, total = code_loops(lines)
    made = {"channel": _run("channel", channels), **place, **_window(geometry)}
    summed = {**place, "channel": _run("tap channel", channels)}
    return Listing(lines, (_passage(each, made), _passage(total, summed)), _border(geometry))


def block_listing(trace: BlockTrace) -> Listing | None:
    """The code of a block's stages, one function after the other; one that serves twice stands there once.

    None where the plain loops do not reach.
    """
    lines: list[str] = []
    starts: dict[Function, int] = {}
    passages = []
    for stage in trace.stages:
        function = loops.reordered if isinstance(stage, PermutationTrace) else function_of(stage.geometry)
        if function is None:
            return None
        if function not in starts:
            lines += GAP if lines else ()
            starts[function] = len(lines)
            lines += code(function)
        meaning = _moving(stage) if isinstance(stage, PermutationTrace) else _meaning(function, stage.geometry)
        (nest,) = code_loops(code(function))
        passages.append(_below(_passage(nest, meaning), starts[function]))
    border = next(filter(None, (_border(done.geometry) for done in trace.traces)), "")
    return Listing(tuple(lines), tuple(passages), border)


def function_of(geometry: Geometry) -> Function | None:
    """The plain loops that compute a layer, given its input with the border, or None where none of them does."""
    spec = geometry.spec
    if not _is_plain(geometry):
        return None
    if spec.groups == spec.in_channels > 1:
        return loops.depthwise
    if spec.in_channels == spec.out_channels == 1:
        return loops.single_channel
    if spec.dilation != (1, 1):
        return None
    if spec.groups > 1:
        return loops.grouped
    if (*spec.kernel, *spec.stride) == (1, 1, 1, 1) and not spec.bias and not _border(geometry):
        return loops.pointwise
    return loops.multi_channel


def _is_plain(geometry: Geometry) -> bool:
    """Whether it slides over a picture, one stride and one dilation for both axes; with groups, without a bias."""
    spec = geometry.spec
    slides = spec.ndim == 2 and not spec.transposed and not spec.flip
    return slides and len({*spec.stride}) == len({*spec.dilation}) == 1 and not (spec.bias and spec.groups > 1)


def _border(geometry: Geometry) -> str:
    return BORDER if any(map(any, geometry.padding)) else ""


def _run(counter: str, size: int) -> Index:
    return {counter: tuple(range(size))}


def _places(geometry: Geometry) -> Meaning:
    """Where the window is."""
    return {name: _run(name, size) for name, size in zip(("row", "column"), geometry.small, strict=True)}


def _window(geometry: Geometry) -> Meaning:
    """The tap of a window."""
    counters = ("tap row", "tap column")
    return {
        name: _run(counter, size)
        for name, counter, size in zip(("i", "j"), counters, geometry.spec.kernel, strict=True)
    }


def _meaning(function: Function, geometry: Geometry) -> Meaning:
    """What the variables of a layer's loops are, in the counters of `loop_tables`."""
    spec = geometry.spec
    place, window, filters = _places(geometry), _window(geometry), spec.out_channels
    if function is loops.single_channel:
        return {**place, **window}
    if function is loops.depthwise:
        each = filters // spec.in_channels
        channel, q = (tuple(values) for values in zip(*(divmod(n, each) for n in range(filters)), strict=True))
        return {"channel": {"channel": channel}, "q": {"channel": q}, **place, **window}
    deep = _run("tap channel", spec.in_channels // spec.groups)
    meaning = {"each": _run("channel", filters), **place, "channel": deep}
    return meaning if function is loops.pointwise else {**meaning, **window}


def _moving(stage: PermutationTrace) -> Meaning:
    """The same of a permutation."""
    rows, columns = stage.x.shape[1:]
    channels = stage.permutation.in_channels
    return {"each": _run("channel", channels), "row": _run("row", rows), "column": _run("column", columns)}


def _passage(nest: CodeLoops, meaning: Meaning) -> Passage:
    return Passage(tuple(Variable(name, line, meaning[name]) for name, line in nest.headers.items()), nest.body)


def _below(passage: Passage, start: int) -> Passage:
    """A passage of code that begins further down."""
    variables = tuple(replace(variable, line=variable.line + start) for variable in passage.variables)
    return Passage(variables, tuple(line + start for line in passage.body))
