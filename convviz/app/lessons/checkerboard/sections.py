"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.checkerboard import controls, layer_stack, overlap_2d, sources, text_gallery, words
from convviz.app.lessons.checkerboard.gallery import gallery
from convviz.app.lessons.checkerboard.layer import Layer
from convviz.app.lessons.checkerboard.upsampling_methods import Ways
from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.widgets.column_chart import columns


def two_dimensions(board: Board, layer: Layer) -> None:
    """The overlap of a plane."""
    sections.section("In two dimensions the counts multiply")
    sections.sentences(overlap_2d.says(layer))
    overlap_2d.charts(board, layer)


def stacked(board: Board) -> None:
    """Several layers."""
    sections.section("Layer after layer")
    sections.sentences([layer_stack.introduction(board.state)])
    controls.stacks(board)
    controls.stack(board)
    columns(layer_stack.levels(board.state))
    sections.sentences(layer_stack.says(board.state))


def on_a_picture(board: Board) -> None:
    """What it looks like, beside other ways to enlarge."""
    ways = Ways(board.state)
    sections.section("On a picture")
    controls.picture(board)
    sections.sentences(text_gallery.introduction(ways))
    gallery(ways.all)
    sections.sentences([*text_gallery.findings(ways), *text_gallery.warning(ways)])


def what_helps(layer: Layer) -> None:
    """Cures, and why they work."""
    sections.section("What helps, and why")
    sections.sentences(
        [*words.cures(), *text_gallery.tied(layer.along.stride), *text_gallery.dealt(layer.along.stride)]
    )
    sections.sentences(text_gallery.edge())


def in_the_gradient(layer: Layer) -> None:
    """The pattern in the backward pass."""
    sections.section("The same pattern in the gradient")
    sections.sentences(text_gallery.gradient(layer))
    sources.overlap()
