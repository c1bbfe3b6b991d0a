"""The state of the page as a table of fields: which text, the shape of its input, and the order of the layers."""

from __future__ import annotations

from typing import Final

from convviz.app.params.param import Field, Spelled
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.text_in_url import Texts
from convviz.errors import ConvError
from convviz.model_parser import input_shape_of

OWN: Final = "own"
ORDERS: Final = {"text": "as they follow", "dear": "dearest first"}


class Shapes(Spelled):
    """Every shape as text, `3x224x224`, as the options of a field; the first leaves it to the text."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        try:
            return isinstance(text, str) and (text == "" or bool(input_shape_of(text)))
        except ConvError:
            return False


FIELDS: Final = (
    Field("ex", "the example", (*EXAMPLES, OWN), "torch", drops=("m", "in")),
    Field(
        "m",
        "the text",
        Texts(),
        "",
        active=lambda state: state["ex"] == OWN,
        matters="with `ex=own`",
        syntax="must be a text as this page packs it",
    ),
    Field(
        "in",
        "the input",
        Shapes(),
        lambda state: "" if state["ex"] == OWN else EXAMPLES[str(state["ex"])].shape,
        syntax="must be channels and sizes joined by x, as in 3x224x224",
    ),
    Field("order", "the order of the layers", tuple(ORDERS), "text"),
)
