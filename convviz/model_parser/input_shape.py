"""The shape of what a model reads: what the text says, or what is likely where it says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from convviz.errors import ConvError
from convviz.model_parser.known_layers import UNCHANGING, is_keras, steps
from convviz.model_parser.layer import MOST_LAYERS, ParsedLayer, ParsedText, UnknownValue
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import Linear
from convviz.spec.parse import Ints, entries_of

USUAL_SIZES: Final[dict[int, Ints]] = {1: (1024,), 2: (224, 224), 3: (16, 112, 112)}  # where no size is given
COLOURS: Final = 3
MOST_AXES: Final = 4


def stated_input_shape(source: ParsedText) -> Ints | None:
    """`(channels, *spatial)` as the text gives it, be it after the model, where it is tried; None if it does not."""
    entry = next(filter(None, map(_stated, leaves(source.layers))), None)
    if entry is not None:
        source.remark(f"The text gives the input as {shown(entry)}, channels first.")
    return entry


def likely_input_shape(source: ParsedText) -> Ints | None:
    """A shape that the first layer can read, of the usual size; None if no layer says anything."""
    entry = next(filter(None, map(_likely, leaves(source.layers))), None)
    if entry is not None and len(entry) > 1:
        source.remark(f"No input size is given: {shown(entry)} is assumed.")
    return entry


def leaves(layers: Sequence[ParsedLayer]) -> Iterator[ParsedLayer]:
    """Layers within containers, in order; not endlessly many."""
    waiting = list(reversed(layers))
    for _ in range(MOST_LAYERS):
        if not waiting:
            return
        layer = waiting.pop()
        yield layer
        waiting += reversed((layer.inside or ())[:MOST_LAYERS])


def shown(shape: Sequence[int]) -> str:
    """A shape in a sentence: `3×224×224`."""
    return "×".join(map(str, shape))


def _stated(layer: ParsedLayer) -> Ints | None:
    value = layer.options.get("input_shape", layer.options.get("shape"))
    if layer.name in ("Input", "InputLayer") and value is None:
        batched = layer.options.get("batch_shape", layer.options.get("batch_input_shape"))
        value = batched[1:] if isinstance(batched, tuple) else layer.args[0] if layer.args else None
    if value is None and is_keras(layer.name) and "input_dim" in layer.options:
        value = (layer.options["input_dim"],)
    entries = None if isinstance(value, UnknownValue) else entries_of(value)
    if (
        not entries
        or len(entries) > MOST_AXES
        or not all(type(entry) is int and 0 < entry < 2**31 for entry in entries)
    ):
        return None
    return (entries[-1], *entries[:-1])


def _likely(layer: ParsedLayer) -> Ints | None:
    if layer.name in UNCHANGING or layer.inside is not None:
        return None
    axes = re.search(r"([123])[dD]", layer.name)
    usual = (COLOURS, *USUAL_SIZES[int(axes[1]) if axes else 2])
    if is_keras(layer.name):
        return usual
    try:
        operation = steps(layer, None)[0].operation
    except ConvError:
        return usual if "Pool" in layer.name else None
    if isinstance(operation, ConvSpec):
        return (operation.in_channels, *USUAL_SIZES[operation.ndim])
    return (operation.in_features,) if isinstance(operation, Linear) else usual if operation is not None else None
