"""What the player of each lesson shows, for those who are not its page: its fields, and the scene of a state.

A lesson is imported when it is asked for. A test holds each scene against the one on the lesson's page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Final

from convviz.app.params.param import Field, State
from convviz.app.params.url_state import Board
from convviz.errors import ConvError
from convviz.scene import Scene

STACK: Final = frozenset({"layers", "n", "u", "at"})  # fields of the lower player of the lesson on dilation


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One player of a lesson.

    Attributes:
        fields: the table of the lesson's state.
        shown: the scene of a board, with the title it has on the page.
        aside: fields that belong to another player of the same page.
    """

    fields: tuple[Field, ...]
    shown: Callable[[Board], Scene]
    aside: frozenset[str] = frozenset()

    def scene(self, state: State) -> Scene:
        """What the player shows in a complete and legal state."""
        return self.shown(Board("", self.fields, state, ()))


def exhibit(name: str) -> Exhibit:
    """The exhibit of this name, one of `EXHIBITS`."""
    return EXHIBITS[name]()


def _lesson(package: str, module: str, meaning: str) -> Exhibit:
    """A lesson built like most: what its state means makes the scene, the controls know the title.

    Args:
        package: of the lesson.
        module: the file in it that says what a state means.
        meaning: the class there.
    """
    home = f"{__package__}.lessons.{package}"
    means = getattr(import_module(f"{home}.{module}"), meaning)
    title = import_module(f"{home}.controls").title
    return Exhibit(import_module(f"{home}.state").FIELDS, lambda board: means(board.state).scene(title(board)))


def _sliding_window() -> Exhibit:
    from convviz.app.params.groups.image_patch import Source, is_patch

    window = _lesson("sliding_window", "window", "Window")

    def shown(board: Board) -> Scene:
        if is_patch(board.state) and Source(board.state, None).stands_in:
            raise ConvError("in", "own", "needs a picture, which only the page can take", "Use a link that holds it.")
        return window.shown(board)

    return Exhibit(window.fields, shown)


def _dilated() -> Exhibit:
    from convviz.app.lessons.dilated import words
    from convviz.app.lessons.dilated.layer import OneDilated
    from convviz.app.lessons.dilated.state import FIELDS

    def shown(board: Board) -> Scene:
        layer = OneDilated(board.state)
        return layer.scene(words.title(layer))

    return Exhibit(FIELDS, shown, STACK)


def _receptive_field() -> Exhibit:
    tower = _lesson("dilated", "model_stack", "Tower")
    return Exhibit(tower.fields, tower.shown, frozenset(field.key for field in tower.fields) - STACK)


def _transposed() -> Exhibit:
    from convviz.app.lessons.transposed import controls
    from convviz.app.lessons.transposed.layer import Layer
    from convviz.app.lessons.transposed.state import FIELDS
    from convviz.app.lessons.transposed.views import Views

    return Exhibit(FIELDS, lambda board: Views(Layer(board.state)).scene(controls.title(board)))


# By the address of the page; a second player of a page has the name of its files.
EXHIBITS: Final[dict[str, Callable[[], Exhibit]]] = {
    "sliding_window": _sliding_window,
    "correlation": partial(_lesson, "correlation", "pair", "Pair"),
    "channels": partial(_lesson, "channels", "layer", "Layer"),
    "pointwise": partial(_lesson, "pointwise", "layer", "Layer"),
    "volumes": partial(_lesson, "volumes", "walks", "Walks"),
    "dilated": _dilated,
    "receptive_field": _receptive_field,
    "transposed": _transposed,
    "checkerboard": partial(_lesson, "checkerboard", "layer", "Layer"),
    "spatial": partial(_lesson, "spatial", "split", "Split"),
    "depthwise": partial(_lesson, "depthwise", "layer", "Layer"),
    "separable": partial(_lesson, "separable", "pair", "Pair"),
    "flattened": partial(_lesson, "flattened", "flat", "Flat"),
    "grouped": partial(_lesson, "grouped", "layer", "Layer"),
    "shuffled": partial(_lesson, "shuffled", "layers", "Layers"),
}
