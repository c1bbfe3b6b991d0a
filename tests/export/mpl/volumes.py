"""Scenes with several planes, stacked and spread, and what lies where in their pictures."""

from dataclasses import replace

import numpy as np

from convviz import ConvSpec, record
from convviz.export.mpl.scene_figure import SceneFigure
from convviz.scene import scene_of
from decoded_scenes import SCENES
from random_layers import integers

of = ConvSpec.of


def scene(size, spec, **options):
    x = integers(1, spec.in_channels, *size, most=9)
    return scene_of(record(spec, x, integers(2, *spec.weight_shape, most=3)), **options)


PLAIN = {
    "three channels, one filter": scene((5, 5), of(2, 3, 1, 3, padding=1)),
    "eight channels, eight filters": scene((8, 8), of(2, 8, 8, 3, padding=1)),
    "slices": scene((4, 4, 4), of(3, 1, 1, 2)),
    "slices of channels, pages of filters": scene((3, 4, 4), of(3, 2, 2, 2)),
    "depthwise": scene((4, 5), of(2, 3, 3, 3, groups=3, padding=1)),
    "transposed": scene((3, 3), of(2, 2, 2, 3, transposed=True, stride=2, padding=1)),
    "never reached": scene((6, 8), of(2, 2, 1, 3, stride=(2, 3))),
    "two tracks": SCENES["moves, several links, two tracks"],
    "too small for numbers": scene((16, 16), of(2, 8, 2, 3, padding=1)),
    "pixels": scene((20, 20), of(2, 2, 2, 3)),
    "few steps": scene((3, 3), of(2, 2, 2, 2)),
}
VOLUMES = {f"{name}, {view}": replace(plain, view=view) for name, plain in PLAIN.items() for view in ("stack", "flat")}


def views_of(scene_figure):
    """Every grid of a figure as it is drawn."""
    return [view for band in scene_figure._bands for view in band.views.values()]


def figure_of(name, theme="light"):
    return SceneFigure(VOLUMES[name], theme, dpi=72, form="tall")


def upright(frame, points):
    """Points of the page in the coordinates of a tilted plane that has its corner in that of the page."""
    x, y = np.asarray(points, float).reshape(-1, 2).T
    return np.stack([x + frame.shear / frame.tilt * y, y / frame.tilt], axis=1)
