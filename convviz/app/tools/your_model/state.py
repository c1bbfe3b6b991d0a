"""The parameters of the page: which text, the shape of its input, and the order of the layers."""

from __future__ import annotations

from typing import Final

from convviz.app.params.make import choice, hidden
from convviz.app.params.param import State, TextPattern
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.text_in_url import PackedTexts
from convviz.errors import ConvError
from convviz.model_parser import input_shape_of

OWN: Final = "own"
SORTS: Final = {"text": "as they follow", "dear": "dearest first"}


class InputShapes(TextPattern):
    """Every shape as text, `3x224x224`, as the options of a parameter; the first leaves it to the model's text."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        try:
            return isinstance(text, str) and (text == "" or bool(input_shape_of(text)))
        except ConvError:
            return False


def _shape(state: YourModelState) -> str:
    return "" if state.is_own else EXAMPLES[state.example].shape


class YourModelState(State):
    """The parameters of the page."""

    example = hidden("ex", "the example", (*EXAMPLES, OWN), "torch", resets=("text", "input_shape"))
    text = hidden(
        "text", "the text", PackedTexts(), "", active_when=lambda state: state.is_own, only="with `ex=own`",
        syntax="must be a text as this page packs it",
    )  # fmt: skip
    input_shape = hidden(
        "shape", "the input", InputShapes(), _shape, syntax="must be channels and sizes joined by x, as in 3x224x224"
    )  # fmt: skip
    sort = choice("sort", "the order of the layers", tuple(SORTS), "text", title="Layers", names=SORTS)

    @property
    def is_own(self) -> bool:
        """Whether the text is no example."""
        return self.example == OWN
