"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.checkerboard import controls, plane, sources, stacks, telling, words
from convviz.ui.checkerboard.gallery import gallery
from convviz.ui.checkerboard.layer import Layer
from convviz.ui.checkerboard.ways import Ways
from convviz.ui.columns import columns


def two_dimensions(board: Board, layer: Layer) -> None:
    """The overlap of a plane."""
    lesson.section("In two dimensions the counts multiply")
    lesson.sentences(plane.says(layer))
    plane.charts(board, layer)


def stacked(board: Board) -> None:
    """Several layers."""
    lesson.section("Layer after layer")
    lesson.sentences([stacks.introduction(board.state)])
    controls.stacks(board)
    controls.stack(board)
    columns(stacks.levels(board.state))
    lesson.sentences(stacks.says(board.state))


def on_a_picture(board: Board) -> None:
    """What it looks like, beside other ways to enlarge."""
    ways = Ways(board.state)
    lesson.section("On a picture")
    controls.picture(board)
    lesson.sentences(telling.introduction(ways))
    gallery(ways.all)
    lesson.sentences([*telling.findings(ways), *telling.warning(ways)])


def what_helps(layer: Layer) -> None:
    """Cures, and why they work."""
    lesson.section("What helps, and why")
    lesson.sentences([*words.cures(), *telling.tied(layer.along.stride), *telling.dealt(layer.along.stride)])
    lesson.sentences(telling.edge())


def in_the_gradient(layer: Layer) -> None:
    """The pattern in the backward pass."""
    lesson.section("The same pattern in the gradient")
    lesson.sentences(telling.gradient(layer))
    sources.overlap()
