"""Scenes: what every renderer (player, offline page, still, animation) draws."""

from convviz.scene.as_loops import block_listing, layer_listing, listed, maps_listing
from convviz.scene.as_matrix import fits_matrix, matrix_scene, taps_of
from convviz.scene.as_product import product_of
from convviz.scene.as_stretched import stretched_of, stretches_of
from convviz.scene.beside import beside
from convviz.scene.by_channel import by_channel
from convviz.scene.clock import Clock, Head
from convviz.scene.cone import cone_of
from convviz.scene.contract import Axis, Counter, Figure, Grid, Link, Reach, Reading, Scene, Track, View
from convviz.scene.decode import Decoder, Drawn, Term
from convviz.scene.flip import flip_scene
from convviz.scene.inflate import inflated
from convviz.scene.nest import Order
from convviz.scene.of_block import Full, block_scene
from convviz.scene.of_trace import scene_of
from convviz.scene.paths import paths
from convviz.scene.race import Contestant, race
from convviz.scene.reveal import Reveal
from convviz.scene.spread import spread
from convviz.scene.wiring import wiring_of
from convviz.scene.with_bars import with_bars

__all__ = [
    "Axis",
    "Clock",
    "Contestant",
    "Counter",
    "Decoder",
    "Drawn",
    "Figure",
    "Full",
    "Grid",
    "Head",
    "Link",
    "Order",
    "Reach",
    "Reading",
    "Reveal",
    "Scene",
    "Term",
    "Track",
    "View",
    "beside",
    "block_listing",
    "block_scene",
    "by_channel",
    "cone_of",
    "fits_matrix",
    "flip_scene",
    "inflated",
    "layer_listing",
    "listed",
    "maps_listing",
    "matrix_scene",
    "paths",
    "product_of",
    "race",
    "scene_of",
    "spread",
    "stretched_of",
    "stretches_of",
    "taps_of",
    "wiring_of",
    "with_bars",
]
