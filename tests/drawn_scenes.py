"""Scenes of every kind, for what is drawn outside the app."""

import numpy as np

from convviz import ConvSpec, record
from convviz.samples.images_and_kernels import WORKED_INPUT, WORKED_KERNEL
from convviz.scene import scene_of
from decoded_scenes import SCENES as DECODED
from random_layers import integers

of = ConvSpec.of


def worked():
    """The worked example of the guide: stride 2, padding 1."""
    return record(of(2, 1, 1, 3, stride=2, padding=1), [WORKED_INPUT], [[WORKED_KERNEL]])


def large(side, **options):
    """One channel of `side` a side under a kernel of 3."""
    x = integers(1, 1, side, side, most=99)
    return record(of(2, 1, 1, 3, **options), x, integers(2, 1, 1, 3, 3, most=2))


def numbers(scale):
    """Decimals of a size, some negative."""
    rng = np.random.default_rng(5)
    return record(of(2, 1, 1, 3, padding=1), rng.normal(size=(1, 5, 5)) * scale, rng.normal(size=(1, 1, 3, 3)))


def in_a_theme(names):
    """Each name with one of the two themes, which change places so that stacks and spreads meet both."""
    return [(name, ("light", "dark")[(place + place // 2) % 2]) for place, name in enumerate(names)]


SCENES = DECODED | {
    "the worked example": scene_of(worked(), title="Sliding window"),
    "one number": scene_of(record(of(2, 1, 1, 1), [[[3]]], [[[[2]]]])),
    "fractions": scene_of(numbers(2.5)),
    "very large numbers": scene_of(numbers(1e8)),
    "eight channels": scene_of(record(of(2, 8, 8, 3, padding=1), integers(3, 8, 4, 4), integers(4, 8, 8, 3, 3))),
    "a large kernel": scene_of(record(of(2, 1, 1, 7, padding=3), integers(5, 1, 9, 9), integers(6, 1, 1, 7, 7))),
    "pixels": scene_of(large(20, padding=2, stride=3)),
}
