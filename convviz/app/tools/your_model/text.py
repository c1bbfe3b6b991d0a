"""What the page says about the text in the box, with its numbers."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.markup import times
from convviz.model_parser import MOST_CHARACTERS, ParsedModel, Refusal
from convviz.spec.conv import ConvSpec

if TYPE_CHECKING:
    from convviz.app.tools.your_model.model import YourModelModel

IDEA: Final = (
    "Paste a layer or a model of PyTorch or Keras. It is read without being run, and every layer gets its price "
    "and the way into its lesson."
)
BOX_HELP: Final = (
    "Layers of `torch.nn` or Keras as code, alone or in a model, or what `print(model)` writes in PyTorch. "
    "The text is read, never run."
)
SHAPE_HELP: Final = (
    "Channels first, also for Keras: `3x224x224`. Left empty, it is what the text says; where it says nothing, "
    "224 × 224 with the channels of the first layer."
)
EMPTY: Final = "There is no text in the box. Paste layers into it, or begin with one of the examples above."
TOO_LONG: Final = (
    "This text is too long for a link: it stays in this session only, and the address above does not bring it along."
)


def cut_off(characters: int) -> str:
    """What to say of a text of so many characters, which is too long to be read."""
    return f"The text has {characters:,} characters; the first {MOST_CHARACTERS:,} were kept, which is the most."


def formula(model: YourModelModel) -> str:
    """What a layer multiplies, with the numbers of the dearest one."""
    row = model.dearest
    if row is None or not isinstance(row.operation, ConvSpec):
        return "A convolution multiplies each of its weights once at every position."
    weights = row.cost.weights
    positions = prod((row.in_shapes[0] if row.operation.transposed else row.out_shape)[1:])
    return (
        f"No convolution here takes more than {_code(row.name)}: {weights:,} weights · {positions:,} positions "
        f"= **{row.cost.multiplications:,}** multiplications"
    )


def entries(reading: ParsedModel) -> list[tuple[str, str, str]]:
    """Label, value and note of every total."""
    layers = reading.layers
    read, wrote = reading.input_shape or (), reading.output_shape or ()
    one = "layer" if len(layers) == 1 else "layers"
    return [
        ("multiplications (MACs)", f"{reading.multiplications:,}", f"of {len(layers)} {one}, for one image"),
        ("FLOPs = 2 × MACs", f"{reading.flops:,}", "each multiplication and its addition"),
        ("weights", f"{reading.weights:,}", _share_of_linear(reading)),
        ("biases", f"{reading.biases:,}", "one a filter, where there are any"),
        ("of normalisations", f"{reading.norm_params:,}", "scales and shifts that are learned"),
        ("activations", f"{reading.activations:,}", "numbers that all layers write"),
        ("output", times(wrote), f"from {times(read)}"),
    ]


def not_read(reading: ParsedModel) -> str:
    """How much was not read, as a sentence."""
    places = len(reading.refusals)
    if not reading.networks:
        return "Nothing was read. Why, and what helps:"
    what = "One place was" if places == 1 else f"{places} places were"
    return f"{what} not read. What follows such a place is priced on the shape that was known before it."


def refusal(one: Refusal) -> str:
    """One of them as an entry of a list."""
    place = f"**Line {one.line}** {_code(one.text.rstrip(':'))}: " if one.line else ""
    return f"- {place}{one.reason} {one.cure}".rstrip()


def _code(text: str) -> str:
    """As inline code, unable to end it."""
    return f"`{text.replace('`', 'ʹ')}`" if text else ""


def _share_of_linear(reading: ParsedModel) -> str:
    linear = sum(row.cost.weights for row in reading.layers if row.kind == "fc")
    if not linear:
        return "all in convolutions"
    return f"{100 * linear / reading.weights:.0f} % in linear layers"
