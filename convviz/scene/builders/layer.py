"""A recorded convolution as a scene: input, kernel and output, and the one loop nest between them."""

from __future__ import annotations

from math import prod

from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.grids import bias_grid, input_grid, kernel_grid, output_grid, times
from convviz.scene.builders.loop_tables import LoopOrder, loop_tables
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.schema import Scene, View
from convviz.spec.conv import Geometry

MOST_TERMS = 2_000_000  # what a browser decodes without a pause one would notice


def scene_of(
    trace: Trace,
    *,
    title: str = "Convolution",
    scale: tuple[int, int] = (1, 1),
    order: LoopOrder = "filter",
    view: View = "",
) -> Scene:
    """The scene of one trace, direct or transposed, 1-D to 3-D, grouped or not.

    Args:
        trace: what to show.
        title: names it for screen readers.
        scale: the weights of the trace are whole numbers times this fraction, and are shown so: a trace recorded
            with weights `box / 9` and scale (1, 9) shows ones and "1/9" in front.
        order: one filter at every place before the next ("filter", as a trace has it), or all filters at one place
            before the next ("position").
        view: planes stacked, spread flat, or (empty) as fits the width at hand.

    Raises:
        ConvError: too many terms to draw.
    """
    geometry = trace.geometry
    check_length(trace)
    grids = [input_grid(trace), kernel_grid(trace, scale), output_grid(trace)]
    if trace.bias is not None:
        grids.insert(2, bias_grid(trace))
    return Scene(
        title=title,
        alt=_alt(geometry),
        grids=tuple(grids),
        links=(loop_tables(geometry, order),),
        tracks=(layer_track(title, ("conv",), geometry),),
        view=view,
    )


def check_length(trace: Trace) -> None:
    """Refuse what would keep a browser busy.

    Raises:
        ConvError: too many terms to draw.
    """
    spec = trace.spec
    check_terms(len(trace) * prod(spec.kernel) * (spec.big_channels // spec.groups))


def check_terms(terms: int) -> None:
    """Refuse what would keep a browser busy, counted in products.

    Raises:
        ConvError: too many terms to draw.
    """
    if terms > MOST_TERMS:
        raise ConvError(
            "trace", f"{terms:,} multiplications", f"must have at most {MOST_TERMS:,} to be drawn", "Show a part of it."
        )


def _alt(geometry: Geometry) -> str:
    spec = geometry.spec
    verb = "is stamped by" if spec.transposed else "is visited by"
    size = " by ".join(map(str, spec.kernel))
    return (
        f"An input of {times((spec.in_channels, *geometry.input_shape))} {verb} a kernel of {size}; "
        f"the output has {times((spec.out_channels, *geometry.output_shape))}."
    )
