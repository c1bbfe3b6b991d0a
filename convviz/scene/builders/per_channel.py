"""One filter at work channel by channel: each kernel writes a map of its own, and the maps are added up."""

from __future__ import annotations

from dataclasses import replace

from convviz.costs.layer import cost
from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.grids import bias_grid, input_grid, kernel_grid, output_grid, times
from convviz.scene.builders.layer import check_length
from convviz.scene.builders.loop_tables import loop_tables
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.schema import Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, View
from convviz.spec.conv import ConvSpec, Geometry


def per_channel(
    trace: Trace,
    *,
    title: str = "Convolution, channel by channel",
    scale: tuple[int, int] = (1, 1),
    layer: ConvSpec | None = None,
    view: View = "",
) -> Scene:
    """The scene of one filter in two acts: a map for every channel, then their sum.

    The products are those of the ordinary scene, and so is what comes out; only the order of the additions is another.
    Its grids are "input", "kernel", "maps" (channels, rows, columns), "bias" if there is one, and "output".

    Args:
        trace: of a direct convolution with a single filter that reads all channels.
        title: names it for screen readers.
        scale: as for `scene_of`.
        layer: the one that the filter is of: each step then counts for that of every filter; None: it is the only one.
        view: planes stacked, spread flat, or (empty) as fits the width at hand.

    Raises:
        ConvError: several filters, groups, a transposed convolution, or too many terms to draw.

    Example:
        >>> from convviz import ConvSpec, record
        >>> from convviz.scene import Decoder
        >>> trace = record(ConvSpec.of(1, 2, 1, 2), [[1, 2, 3], [4, 5, 6]], [[[1, 1], [1, 0]]])
        >>> values = Decoder(per_channel(trace)).values
        >>> values["maps"], values["output"], trace.output.tolist()
        ([3, 5, 4, 5], [7, 10], [[7, 10]])
    """
    spec = trace.spec
    if spec.transposed or spec.groups > 1 or spec.out_channels > 1:
        raise ConvError(
            "trace", spec, "must be of one filter that slides over all channels", "Record one filter of the layer."
        )
    whole = (layer or spec).resolve(trace.geometry.input_shape)
    check_length(trace)
    output = output_grid(trace)
    summed = replace(output, sign="Σ")
    grids = [input_grid(trace), kernel_grid(trace, scale), _maps(output, spec.in_channels), summed]
    if trace.bias is not None:
        grids.insert(3, bias_grid(trace))
    return Scene(
        title=title,
        alt=(
            f"An input of {times(trace.x.shape)}; each channel meets its own kernel and gives a map, and the maps add "
            f"up to an output of {times(trace.output.shape)}."
        ),
        grids=tuple(grids),
        links=_acts(trace, whole),
        tracks=(layer_track(title, ("each", "sum"), whole),),
        view=view,
    )


def _maps(output: Grid, channels: int) -> Grid:
    """A map for every channel, in the channel's colour."""
    _, *places = output.axes
    return replace(
        output,
        id="maps",
        title="maps" if channels > 1 else "map",
        note="one for each channel",
        axes=(GridAxis.plain("channel", "block", channels), *places),
        hues=(tuple(range(channels)),),
        initial=None,
    )


def _acts(trace: Trace, whole: Geometry) -> tuple[LoopNest, LoopNest]:
    """Each channel with its kernel, at every place; then at every place the sum over the channels."""
    nest, channels = loop_tables(trace.geometry), trace.spec.in_channels
    (_, *places), (_, *taps) = nest.loops, nest.taps
    assert nest.weight is not None
    (_, *windows), (_, _, *met), (_, *positions) = nest.read.index, nest.weight.index, nest.write.index
    of_loop, of_tap = ({name: tuple(range(channels))} for name in ("channel", "tap channel"))
    each = LoopNest(
        id="each",
        loops=(Counter("channel", channels), *places),
        taps=tuple(taps),
        read=IndexMap("input", (of_loop, *windows)),
        weight=IndexMap("kernel", ({}, of_loop, *met)),
        write=IndexMap("maps", (of_loop, *positions)),
        full=cost(whole.spec, whole.input_shape).multiplications if whole.spec.out_channels > 1 else 0,
    )
    total = LoopNest(
        id="sum",
        loops=tuple(places),
        taps=(Counter("tap channel", channels),),
        read=IndexMap("maps", (of_tap, *positions)),
        write=IndexMap("output", ({}, *positions)),
    )
    return each, total
