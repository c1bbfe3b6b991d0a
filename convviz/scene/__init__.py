"""Scenes: what every renderer (player, offline page, still, animation) draws."""

from convviz.scene.as_product import product_of
from convviz.scene.beside import beside
from convviz.scene.by_channel import by_channel
from convviz.scene.clock import Clock, Head
from convviz.scene.contract import Axis, Counter, Figure, Grid, Link, Reach, Scene, Track, View
from convviz.scene.decode import Decoder, Drawn, Term
from convviz.scene.flip import flip_scene
from convviz.scene.nest import Order
from convviz.scene.of_trace import scene_of
from convviz.scene.reveal import Reveal
from convviz.scene.with_bars import with_bars

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
    "Order",
    "Reach",
    "Reveal",
    "Scene",
    "Term",
    "Track",
    "View",
    "beside",
    "by_channel",
    "flip_scene",
    "product_of",
    "scene_of",
    "with_bars",
]
