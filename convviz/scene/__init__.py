"""Scenes: what every renderer (player, offline page, still, animation) draws."""

from convviz.scene.clock import Clock, Head
from convviz.scene.contract import Axis, Counter, Figure, Grid, Link, Reach, Scene, Track
from convviz.scene.decode import Decoder, Drawn, Term
from convviz.scene.of_trace import scene_of
from convviz.scene.reveal import Reveal

__all__ = [
    "Axis",
    "Clock",
    "Counter",
    "Decoder",
    "Drawn",
    "Figure",
    "Grid",
    "Head",
    "Link",
    "Reach",
    "Reveal",
    "Scene",
    "Term",
    "Track",
    "scene_of",
]
