"""Several scenes as the tracks of one: one player, one clock, never two players to keep in step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from convviz.scene.schema import ClockKind, Grid, IndexMap, LoopNest, Scene


def side_by_side(scenes: Mapping[str, Scene], *, title: str, alt: str, clock: ClockKind = "steps") -> Scene:
    """One scene with the tracks of all.

    Args:
        scenes: title and scene of each track. Their grids and links are called by what they were called, with the
            number of the scene and a dot in front: "0.input", "1.kernel".
        title: names the whole for screen readers.
        alt: the whole in a sentence.
        clock: how the tracks advance together.

    Example:
        >>> from convviz import ConvSpec, record
        >>> from convviz.scene import scene_of
        >>> one = scene_of(record(ConvSpec.of(1, 1, 1, 2), [[1, 2, 3]], [[[1, -1]]]))
        >>> [grid.id for grid in side_by_side({"once": one, "twice": one}, title="Two", alt="Two of one kind.").grids]
        ['0.input', '0.kernel', '0.output', '1.input', '1.kernel', '1.output']
    """
    named = [(f"{place}.", title, scene) for place, (title, scene) in enumerate(scenes.items())]
    return Scene(
        title=title,
        alt=alt,
        grids=tuple(_grid(prefix, grid) for prefix, _, scene in named for grid in scene.grids),
        links=tuple(_link(prefix, link) for prefix, _, scene in named for link in scene.links),
        tracks=tuple(
            replace(track, title=title, links=tuple(prefix + link for link in track.links))
            for prefix, title, scene in named
            for track in scene.tracks
        ),
        clock=clock,
        view=next((scene.view for _, _, scene in named if scene.view), ""),
    )


def _grid(prefix: str, grid: Grid) -> Grid:
    bias = grid.initial
    return replace(grid, id=prefix + grid.id, initial=(prefix + bias[0], bias[1]) if bias else None)


def _link(prefix: str, link: LoopNest) -> LoopNest:
    return replace(
        link,
        id=prefix + link.id,
        read=_index_map(prefix, link.read),
        write=_index_map(prefix, link.write),
        weight=_index_map(prefix, link.weight) if link.weight else None,
    )


def _index_map(prefix: str, index_map: IndexMap) -> IndexMap:
    return replace(index_map, grid=prefix + index_map.grid)
