"""A page with nothing but the player: `?scene=worked`, for the tests and for `bench/`.

It shows scenes that no lesson shows yet, and what a lesson does to a player: new numbers, its removal, a long page.
"""

from dataclasses import replace

import numpy as np
import streamlit as st

from convviz import ConvSpec, Trace, record
from convviz.engine.block_trace import record_block
from convviz.player import play
from convviz.samples.images_and_kernels import kernel, sample
from convviz.scene import (
    Contestant,
    Scene,
    block_listing,
    cone_scene,
    matrix_scene,
    scene_of,
    side_by_side,
    with_listings,
    zero_insertion_scene,
)
from convviz.scene import race as race_blocks
from convviz.spec.receptive_field import AxisLayer
from convviz.spec.recipes import depthwise_separable, regular


def trace(name: str, seed: int = 0) -> Trace:
    """The convolution of a name; another seed has other numbers of the same shape."""
    if name == "worked":
        x = sample("worked", 5, 5) if seed == 0 else sample("random", 5, 5, seed=seed)
        return record(ConvSpec.of(2, 1, 1, 3), x[np.newaxis], kernel("worked", 3, 3).whole[np.newaxis, np.newaxis])
    if name == "box":
        weight = kernel("box", 3, 3).weights[np.newaxis, np.newaxis]
        return record(ConvSpec.of(2, 1, 1, 3), sample("random", 4, 5, seed=seed)[np.newaxis], weight)
    if name == "pixels":
        x, weight = sample("photo", 64, 64, top=16, left=seed), kernel("sobel_x", 3, 3).whole
        return record(ConvSpec.of(2, 1, 1, 3, padding=1), x[np.newaxis], weight[np.newaxis, np.newaxis])
    size, spec, bias = LAYERS[name]
    random = np.random.default_rng(seed)
    x = random.integers(0, 10, (spec.in_channels, *size))
    weight = random.integers(-2, 4, spec.weight_shape)
    return record(spec, x, weight, random.integers(-9, 10, spec.out_channels) if bias else None)


def conv(*args, **options):
    """Shorter to read in the table."""
    return ConvSpec.of(*args, **options)


LAYERS = {
    "padded": ((4, 4), conv(2, 1, 1, 3, padding=1), True),
    "reflected": ((4, 5), conv(2, 1, 1, 3, padding=((2, 1), (1, 0)), padding_mode="reflect"), False),
    "unreached": ((6, 7), conv(2, 1, 1, 3, stride=(2, 3)), False),
    "1-D": ((9,), conv(1, 1, 1, 3, padding=1), False),
    "3-D": ((3, 4, 4), conv(3, 1, 2, (2, 3, 3), padding=((1, 0), (0, 0), (0, 0))), False),
    "grouped": ((4, 4), conv(2, 4, 2, 3, groups=2), True),
    "transposed": ((3, 3), conv(2, 1, 1, 3, stride=2, padding=1, transposed=True), False),
    "four": ((4, 4), conv(2, 1, 1, 3, transposed=True), False),
    "gaps": ((3, 2), conv(2, 1, 1, 2, stride=3, transposed=True), False),
    "deep": ((6, 6), conv(2, 8, 8, 3), False),
    "eight": ((8, 8), conv(2, 8, 8, 3, padding=1), False),
    "rgb": ((4, 5), conv(2, 3, 2, (2, 3)), True),
    "sixteen": ((16, 16), conv(2, 1, 1, 3, padding=1), False),
    "3 × 3": ((5, 5), conv(2, 1, 1, 3, padding=1), False),
    "1 × 1": ((5, 5), conv(2, 1, 1, 1), False),
}


def scene(name: str, seed: int = 0) -> Scene:
    """The scene of a name."""
    if name == "cone":
        return cone_scene([AxisLayer(3, padding=1)] * 6, 33, 16, title=name)
    if name == "race":
        return race(scene("3 × 3"), scene("1 × 1"))
    if name in ("blocks", "reading"):
        return replace(blocks(seed), code_panel="open" if name == "reading" else "shut")
    if name == "views":
        return views(trace("four", seed))
    recorded = trace(name, seed)
    return scene_of(recorded, title=name, scale=(1, 9) if name == "box" else (1, 1))


def views(recorded: Trace) -> Scene:
    """A transposed convolution painted, slid over and multiplied out, on the clock of progress."""
    named = {"Paint": scene_of(recorded), "Slide": zero_insertion_scene(recorded), "Multiply": matrix_scene(recorded)}
    return side_by_side(named, title="views", alt="Three ways to one output", clock="progress")


def blocks(seed: int) -> Scene:
    """A regular layer raced against the depthwise separable block, 7 × 7 × 3 → 5 × 5 × 8, with their loops."""
    random = np.random.default_rng(seed)
    x = random.integers(0, 4, (3, 7, 7))
    built = {"Regular": regular(3, 8, 3), "Depthwise separable": depthwise_separable(3, 8, 3)}
    traces = [
        record_block(block, x, [random.integers(-2, 3, shape) for shape in block.weight_shapes])
        for block in built.values()
    ]
    raced = race_blocks(*map(Contestant, built, traces), view="flat")
    return with_listings(raced, *map(block_listing, traces))


def race(*runners: Scene) -> Scene:
    """Scenes as the tracks of one, on the clock of multiplications."""
    named = {runner.title: runner for runner in runners}
    return side_by_side(named, title="race", alt="Two convolutions of one input", clock="multiplications")


def show() -> None:
    """The page."""
    st.set_page_config(page_title="player", layout="wide")
    name = st.query_params.get("scene", "worked")
    seed = st.number_input("Numbers", 0, 99, 0)
    if st.toggle("Player", value="off" not in st.query_params):
        play(scene(name, int(seed)), key="player")
    if "long" in st.query_params:
        st.container(height=2000, border=False)
    st.write("The end")


if __name__ == "__main__":
    show()
