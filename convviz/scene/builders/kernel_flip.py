"""A convolution in two movements: first the kernel is laid down, as it is or turned round, then it slides."""

from __future__ import annotations

from dataclasses import replace

from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.grids import input_grid, kernel_grid, output_grid
from convviz.scene.builders.loop_tables import AXES, loop_tables
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.schema import Counter, Grid, IndexMap, LoopNest, Scene
from convviz.spec.conv import Geometry

GIVEN, USED = "kernel", "used"


def flip_scene(trace: Trace, *, title: str, used: str, scale: tuple[int, int] = (1, 1)) -> Scene:
    """The scene of a trace whose kernel moves weight by weight to where it is used, one step each, before it slides.

    In a true convolution (`flip`) each weight goes to its mirrored place along every axis, else to its own, so that
    both kinds have the same number of steps and their windows walk side by side.

    Args:
        trace: direct, without bias.
        title: names it for screen readers, and its track.
        used: title of the kernel that slides ("reversed").
        scale: the weights of the trace are whole numbers times this fraction, and are shown so.

    Raises:
        ConvError: the trace is transposed or has a bias, for which this picture has no place.
    """
    spec = trace.spec
    if spec.transposed or trace.bias is not None:
        raise ConvError("trace", repr(trace), "must be direct and have no bias", "Show it with scene_of.")
    given = replace(kernel_grid(trace, scale), sign="∗" if spec.flip else "⋆")
    slides = Grid(
        USED,
        "kernel",
        used,
        given.axes,
        scale=given.scale,
        hues=given.hues,
        sign="→",
    )
    slide = loop_tables(replace(trace.geometry, spec=replace(trace.geometry.spec, flip=False)))
    assert slide.weight is not None
    return Scene(
        title=title,
        alt=f"{title}: the kernel is {'turned round' if spec.flip else 'used as it is'}, then slides over the input.",
        grids=(input_grid(trace), given, slides, output_grid(trace)),
        # The sliding comes first: a weight that is pointed at shows the products it is used in.
        links=(replace(slide, weight=replace(slide.weight, grid=USED)), _laid_down(trace.geometry)),
        tracks=(layer_track(title, ("lay", slide.id), trace.geometry),),
    )


def _laid_down(geometry: Geometry) -> LoopNest:
    """One step for each place of a kernel, that of all filters and channels at once: a weight goes where it is used.

    `weight_tap` names the weight that a tap meets, and is its own inverse.
    """
    spec = geometry.spec
    names = AXES[-spec.ndim :]
    filters, channels = spec.weight_shape[:2]
    planes = ({"filter": tuple(range(filters))}, {"channel": tuple(range(channels))})
    here = ({name: tuple(range(size))} for name, size in zip(names, spec.kernel, strict=True))
    there = (
        {name: tuple(map(axis.weight_tap, range(axis.kernel)))} for name, axis in zip(names, geometry.axes, strict=True)
    )
    return LoopNest(
        id="lay",
        loops=tuple(Counter(name, size) for name, size in zip(names, spec.kernel, strict=True)),
        taps=(Counter("filter", filters), Counter("channel", channels)),
        read=IndexMap(GIVEN, (*planes, *here)),
        write=IndexMap(USED, (*planes, *there)),
        operation="move",
    )
