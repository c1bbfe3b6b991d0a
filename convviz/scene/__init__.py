"""Scenes: what every renderer (player, offline page, still, animation) draws."""

from convviz.scene.builders.bars import with_bars
from convviz.scene.builders.block import FullCase, block_scene
from convviz.scene.builders.channel_wiring import wiring_scene
from convviz.scene.builders.in_colour import in_colour
from convviz.scene.builders.kernel_flip import flip_scene
from convviz.scene.builders.layer import scene_of
from convviz.scene.builders.loop_tables import LoopOrder
from convviz.scene.builders.matrix_product import product_scene
from convviz.scene.builders.per_channel import per_channel
from convviz.scene.builders.race import Contestant, race
from convviz.scene.builders.receptive_cone import cone_scene
from convviz.scene.builders.side_by_side import side_by_side
from convviz.scene.builders.spread_kernels import spread_kernels
from convviz.scene.builders.toeplitz_matrix import fits_matrix, matrix_scene, taps_of
from convviz.scene.builders.zero_insertion import stretched_axes, zero_insertion_scene
from convviz.scene.clock import Clock, Playhead
from convviz.scene.counters import counters_line, counters_lines
from convviz.scene.decode import DecodedStep, Decoder, Term
from convviz.scene.inflate import inflated
from convviz.scene.paths import paths
from convviz.scene.reveal import Reveal
from convviz.scene.schema import CodePanelState, Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, Track, View
from convviz.scene.source_code.listings import block_listing, layer_listing, maps_listing, with_listings

__all__ = [
    "Clock",
    "CodePanelState",
    "Contestant",
    "Counter",
    "DecodedStep",
    "Decoder",
    "FullCase",
    "Grid",
    "GridAxis",
    "IndexMap",
    "LoopNest",
    "LoopOrder",
    "Playhead",
    "Reveal",
    "Scene",
    "Term",
    "Track",
    "View",
    "block_listing",
    "block_scene",
    "cone_scene",
    "counters_line",
    "counters_lines",
    "fits_matrix",
    "flip_scene",
    "in_colour",
    "inflated",
    "layer_listing",
    "maps_listing",
    "matrix_scene",
    "paths",
    "per_channel",
    "product_scene",
    "race",
    "scene_of",
    "side_by_side",
    "spread_kernels",
    "stretched_axes",
    "taps_of",
    "wiring_scene",
    "with_bars",
    "with_listings",
    "zero_insertion_scene",
]
