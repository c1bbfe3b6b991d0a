"""Scenes of every kind, small enough for every step to be compared."""

import numpy as np

from adding import adding
from block_scenes import BLOCK_SCENES
from convviz import ConvSpec, record
from convviz.scene import (
    Counter,
    Grid,
    GridAxis,
    IndexMap,
    LoopNest,
    Scene,
    Track,
    cone_scene,
    flip_scene,
    inflated,
    matrix_scene,
    scene_of,
    side_by_side,
    spread_kernels,
    wiring_scene,
    with_bars,
    zero_insertion_scene,
)
from convviz.spec.receptive_field import AxisLayer
from convviz.spec.recipes import shuffled_grouped
from random_layers import integers


def layer(size, spec, *, bias=False, floats=False):
    """A trace on distinct random numbers, so that no two cells can be mistaken for each other unnoticed."""
    shapes = (spec.in_channels, *size), spec.weight_shape, (spec.out_channels,)
    if floats:
        x, weight, b = (np.random.default_rng(seed).normal(size=shape) for seed, shape in enumerate(shapes))
    else:
        x, weight, b = (integers(seed, *shape, most=99) for seed, shape in enumerate(shapes))
    return record(spec, x, weight, b if bias else None)


def of(ndim, i, o, kernel, **options):
    return ConvSpec.of(ndim, i, o, kernel, **options)


TRACES = {
    "1-D": layer((7,), of(1, 1, 1, 3)),
    "1-D with stride, dilation and uneven padding": layer(
        (9,), of(1, 2, 3, 3, stride=2, dilation=2, padding=[(2, 1)]), bias=True
    ),
    "2-D, all axes different": layer((5, 8), of(2, 1, 1, (3, 2), stride=(1, 2), padding=((1, 0), (2, 3)))),
    "2-D, several channels and a bias": layer((4, 5), of(2, 3, 2, (2, 3)), bias=True),
    "dilated": layer((8, 9), of(2, 1, 1, (3, 2), dilation=(2, 3))),
    "grouped": layer((4, 5), of(2, 4, 6, (2, 3), groups=2, padding=1), bias=True),
    "depthwise with a multiplier": layer((4, 5), of(2, 3, 6, (3, 2), groups=3)),
    "1 × 1": layer((3, 4), of(2, 3, 2, 1)),
    "flipped": layer((4, 6), of(2, 2, 1, (2, 3), flip=True, padding=1)),
    "reflect": layer((4, 5), of(2, 2, 1, 3, padding=((2, 1), (3, 2)), padding_mode="reflect")),
    "replicate": layer((3, 5), of(2, 1, 2, (2, 3), padding=((4, 2), (1, 3)), padding_mode="replicate")),
    "circular": layer((4, 5), of(2, 1, 1, 3, padding=((3, 1), (2, 2)), padding_mode="circular")),
    "TensorFlow's same at stride 2": layer((6, 7), of(2, 1, 1, 3, stride=2, padding="same")),
    "rows never reached": layer((6, 8), of(2, 1, 1, 3, stride=(2, 3))),
    "3-D": layer((3, 4, 5), of(3, 2, 2, (2, 3, 2), padding=((0, 1), (1, 0), (1, 1))), bias=True),
    "3-D with pages of filters and reflection": layer(
        (4, 3, 5), of(3, 1, 3, (3, 2, 2), padding=1, padding_mode="reflect", stride=(2, 1, 2))
    ),
    "transposed": layer((3, 4), of(2, 1, 1, (3, 2), stride=(2, 3), transposed=True)),
    "transposed, cropped, with output padding and a bias": layer(
        (3, 4),
        of(2, 2, 3, (3, 4), stride=(2, 3), padding=((1, 0), (2, 1)), output_padding=(1, 2), transposed=True),
        bias=True,
    ),
    "transposed, grouped and dilated": layer(
        (3, 2), of(2, 4, 2, (2, 3), groups=2, dilation=(2, 1), stride=2, padding=1, transposed=True)
    ),
    "transposed with gaps no stamp reaches": layer((3,), of(1, 1, 1, 2, stride=4, transposed=True), bias=True),
    "transposed, flipped, 3-D": layer(
        (2, 3, 2), of(3, 1, 2, (2, 1, 3), stride=(1, 2, 2), padding=(0, 0, 1), flip=True, transposed=True)
    ),
    "decimals": layer((5, 6), of(2, 2, 2, (3, 2), padding=1), bias=True, floats=True),
    "decimals, transposed": layer((3, 4), of(2, 2, 2, (3, 2), stride=2, padding=1, transposed=True), floats=True),
}


def scaled_scene():
    """A box blur with ones in its cells and 1/9 in front."""
    spec = of(2, 1, 2, 3, padding=1)
    trace = record(spec, integers(1, 1, 4, 5), np.ones(spec.weight_shape) / 9, [3, -1])
    return scene_of(trace, scale=(1, 9))


def counted(*pairs):
    return tuple(Counter(name, size) for name, size in pairs)


def run(size):
    return tuple(range(size))


def shuffled_scene():
    """Channels change places, pairs of them are summed, and a second track stamps: links, moves and a race by hand."""
    channels = GridAxis.plain("channel", "block", 4)
    columns = GridAxis("column", "column", 5, 3, source=(-1, 0, 1, 2, -1), kind="prrrp")
    grids = (
        Grid("input", "input", "input", (channels, columns), values=tuple(range(1, 13)), hues=((0, 1, 2, 3),)),
        Grid("shuffled", "output", "shuffled", (channels, GridAxis.plain("column", "column", 3))),
        Grid("kernel", "kernel", "kernel", (GridAxis.plain("channel", "block", 2),), values=(1, -2.5), scale=(3, 4)),
        Grid("bias", "bias", "bias", (GridAxis.plain("channel", "block", 2),), values=(100, 200)),
        Grid(
            "sums",
            "output",
            "sums",
            (GridAxis.plain("channel", "block", 2), GridAxis.plain("column", "column", 3)),
            initial=("bias", 0),
        ),
        Grid("stamps", "output", "stamps", (GridAxis.plain("column", "column", 4),), digits=0),
    )
    move = LoopNest(
        "move",
        loops=counted(("channel", 4)),
        taps=counted(("column", 3)),
        read=IndexMap("input", ({"channel": (0, 2, 1, 3)}, {"column": (1, 2, 3)})),
        write=IndexMap("shuffled", ({"channel": run(4)}, {"column": run(3)})),
        operation="move",
    )
    pairs = LoopNest(
        "pairs",
        loops=counted(("pair", 2), ("column", 3)),
        taps=counted(("member", 2)),
        read=IndexMap("shuffled", ({"pair": (0, 2), "member": run(2)}, {"column": run(3)})),
        weight=IndexMap("kernel", ({"member": run(2)},)),
        write=IndexMap("sums", ({"pair": run(2)}, {"column": run(3)})),
        full=60,
    )
    stamps = LoopNest(
        "stamps",
        loops=counted(("column", 3)),
        taps=counted(("tap", 2)),
        read=IndexMap("input", ({}, {"column": (1, 2, 3)})),
        weight=IndexMap("kernel", ({"tap": run(2)},)),
        write=IndexMap("stamps", ({"column": (0, 2, 4), "tap": (0, -1)},)),
        operation="add",
    )
    tracks = Track("two steps", ("move", "pairs")), Track("stamps", ("stamps",))
    return Scene("shuffle and sum", "alt", grids, (move, pairs, stamps), tracks, clock="multiplications")


def unruly_scene():
    """What a scene may say though no convolution does: cells set twice, set outside, and met outside the kernel."""
    grids = (
        Grid("input", "input", "input", (GridAxis.plain("column", "column", 4),), values=(1, 2, 3, 4)),
        Grid("kernel", "kernel", "kernel", (GridAxis.plain("column", "column", 2),), values=(5, 7)),
        Grid("bias", "bias", "bias", (GridAxis.plain("column", "column", 1),), values=(1000,)),
        Grid(
            "output",
            "output",
            "output",
            (
                GridAxis.plain("channel", "block", 1),
                GridAxis("column", "column", 4, 3, source=(0, 1, 2, -1), kind="rrrc"),
            ),
            initial=("bias", 0),
        ),
    )
    link = LoopNest(
        "unruly",
        loops=counted(("step", 5)),
        taps=counted(("tap", 3)),
        read=IndexMap("input", ({"step": run(5), "tap": (-1, 0, 1)},)),
        weight=IndexMap("kernel", ({"tap": run(3)},)),
        write=IndexMap("output", ({}, {"step": (0, 0, 2, 3, 4)})),
    )
    return Scene("unruly", "alt", grids, (link,), (Track("unruly", ("unruly",)),))


def three_views():
    """Stamped, slid over and multiplied out, on the clock of progress."""
    trace = layer((2, 3), of(2, 1, 1, 2, stride=2, padding=(0, 1), transposed=True))
    views = {"paint": scene_of(trace), "slide": zero_insertion_scene(trace), "multiply": matrix_scene(trace)}
    return side_by_side(views, title="three views", alt="Three ways to one output.", clock="progress")


def stamps(cells, kernel, stride):
    ones = np.ones((1, cells), int), np.ones((1, 1, kernel), int)
    return record(of(1, 1, 1, kernel, stride=stride, transposed=True), *ones)


SCENES = {name: scene_of(trace) for name, trace in TRACES.items()} | {
    "a fraction in front": scaled_scene(),
    "moves, several links, two tracks": shuffled_scene(),
    "sums without weights": adding(),
    "nine kernels on show": spread_kernels(scene_of(layer((3, 4), of(2, 3, 9, 2, groups=3)))),
    "a kernel laid down weight by weight": flip_scene(TRACES["flipped"], title="turned", used="reversed"),
    "a lone kernel turned round": flip_scene(
        layer((4, 6), of(2, 1, 1, (2, 3), flip=True, padding=1)), title="turned", used="reversed"
    ),
    "cells set twice or nowhere": unruly_scene(),
    **BLOCK_SCENES,
    "a wiring": wiring_scene(shuffled_grouped(9, 9, 1, 3), (3, 3), 4),
    "a wiring of other counts": wiring_scene(shuffled_grouped(4, 8, 1, 2, between=12), (2, 3), 7),
    "a wiring without a shuffle": wiring_scene(shuffled_grouped(6, 6, 1, 2, shuffled=False), (1, 1), 0),
    "a cone": cone_scene([AxisLayer(3), AxisLayer(3), AxisLayer(3)], 7, 0),
    "a cone that strides and meets padding": cone_scene(
        [AxisLayer(7, 2, 3), AxisLayer(3, 2, (1, 2)), AxisLayer(2, 1, 1, 2)], 16, 1
    ),
    "a kernel with its gaps": inflated(scene_of(TRACES["dilated"]), (2, 3)),
    "stretched, grouped and dilated": zero_insertion_scene(TRACES["transposed, grouped and dilated"]),
    "stretched, cropped, with output padding and a bias": zero_insertion_scene(
        TRACES["transposed, cropped, with output padding and a bias"]
    ),
    "stretched, with cells cut off": zero_insertion_scene(
        layer((4, 3), of(2, 1, 1, 2, padding=(2, 1), transposed=True))
    ),
    "a matrix": matrix_scene(TRACES["transposed with gaps no stamp reaches"]),
    "a direct layer's matrix": matrix_scene(layer((3, 4), of(2, 1, 2, 2, padding=(0, 1)), bias=True)),
    "three views of a transposed convolution": three_views(),
    "stamps counted by bars": with_bars(scene_of(stamps(8, 3, 2))),
    "bars, and a hole between stamps": with_bars(scene_of(stamps(3, 2, 3))),
    "bars of large, negative and broken numbers": with_bars(
        scene_of(record(of(1, 1, 2, 2, transposed=True), [[4, -20, 0.5]], [[[1, 2], [3, -1]]]))
    ),
}
