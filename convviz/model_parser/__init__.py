"""A layer or a model as text, read without running any of it, and priced.

Three kinds of text are understood: Python that makes layers of PyTorch or Keras, and the printed text of a PyTorch
model. What cannot be read is listed with its line and the reason; the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convviz.costs.network import LayerCost, NetworkCost, network_cost
from convviz.model_parser.build_network import NetworkAssembler, networks
from convviz.model_parser.layer import ParsedText, Refusal
from convviz.model_parser.printed_model import looks_printed, read_printed
from convviz.model_parser.shape_text import input_shape_of, shape_text
from convviz.model_parser.source import read_source
from convviz.spec.network import Network
from convviz.spec.parse import Ints, whole

__all__ = ["MOST_CHARACTERS", "ParsedModel", "Refusal", "input_shape_of", "read_model", "shape_text"]

MOST_CHARACTERS: Final = 200_000
SUMMARY: Final = re.compile(r"Layer \(type[^\n]{0,80}\).{0,200}Param #")  # of Keras, torchsummary or torchinfo


@dataclass(frozen=True, slots=True)
class ParsedModel:
    """What was read, and what was not.

    Attributes:
        networks: usually one; another begins where a layer reads something else than what arrives. Empty if no layer
            was read.
        costs: of each network.
        lines: the line of the text in which each node stands, by name.
        refusals: what could not be read, in the order of the lines.
        remarks: what was assumed, a sentence each.
        loose_norm_params: what normalisations learn that follow no convolution.
        unchanged: layers that change no shape and multiply nothing that is counted: activations, dropout.
    """

    networks: tuple[Network, ...]
    costs: tuple[NetworkCost, ...]
    lines: dict[str, int]
    refusals: tuple[Refusal, ...]
    remarks: tuple[str, ...]
    loose_norm_params: int = 0
    unchanged: int = 0

    @property
    def network(self) -> Network | None:
        """The network, if there is just one."""
        return self.networks[0] if len(self.networks) == 1 else None

    @property
    def input_shape(self) -> Ints | None:
        """`(channels, *spatial)` of what the first layer reads; None if no layer was read."""
        return self.networks[0].input_shape if self.networks else None

    @property
    def output_shape(self) -> Ints | None:
        """Of what the last layer writes; None if no layer was read."""
        return self.costs[-1].rows[-1].out_shape if self.costs else None

    @property
    def rows(self) -> tuple[LayerCost, ...]:
        """Every layer with its price, in order, sums and stacks as well."""
        return tuple(row for cost in self.costs for row in cost.rows)

    @property
    def layers(self) -> tuple[LayerCost, ...]:
        """The rows without those that only reorder or join."""
        return tuple(row for row in self.rows if not row.joins)

    @property
    def weights(self) -> int:
        """Kernel entries to learn."""
        return sum(cost.weights for cost in self.costs)

    @property
    def biases(self) -> int:
        """Bias entries to learn."""
        return sum(cost.biases for cost in self.costs)

    @property
    def norm_params(self) -> int:
        """Scales and shifts of normalisations."""
        return sum(cost.norm_params for cost in self.costs) + self.loose_norm_params

    @property
    def params(self) -> int:
        """Weights and biases, without what normalisations learn."""
        return self.weights + self.biases

    @property
    def multiplications(self) -> int:
        """Of all layers; equals MACs."""
        return sum(cost.multiplications for cost in self.costs)

    macs = multiplications

    @property
    def flops(self) -> int:
        """2 * MACs, by convention."""
        return 2 * self.multiplications

    @property
    def activations(self) -> int:
        """Numbers that all layers write, sums and stacks aside."""
        return sum(cost.written for cost in self.costs)


def read_model(text: str, input_shape: Sequence[int] | None = None, *, name: str = "model") -> ParsedModel:
    """Read layers from text, and price them. Nothing of the text is run.

    Args:
        text: Python that makes layers of PyTorch or Keras, or the printed text of a PyTorch model.
        input_shape: `(channels, *spatial)` of one image, also for Keras; it goes before what the text says. Without
            it, it is what the text says, else an assumption that is among the remarks.
        name: of the network.

    Returns:
        The layers and what was not read. A text of which nothing can be read gives a reading without networks.

    Raises:
        ConvError: `input_shape` is no shape.

    Example:
        >>> reading = read_model("nn.Conv2d(64, 128, 3, stride=2, padding=1, groups=64)", (64, 56, 56))
        >>> reading.macs, reading.params, reading.output_shape
        (903168, 1280, (128, 28, 28))
        >>> print(read_model("nn.Conv2d(3, 8, 3, strides=2)").refusals[0].reason)
        `strides` (`2`) must be an argument of Conv2d.
    """
    shape = None if input_shape is None else tuple(whole("input_shape", entry, 1) for entry in input_shape)
    if len(text) > MOST_CHARACTERS:
        long = f"The text has {len(text):,} characters; up to {MOST_CHARACTERS:,} are read."
        return ParsedModel((), (), {}, (Refusal(0, "", long, "Paste the part that matters."),), ())
    if SUMMARY.search(text):
        table = "This is a table of shapes and counts: kernels and strides do not stand in it."
        return ParsedModel(
            (), (), {}, (Refusal(0, "", table, "Paste the code, or in PyTorch what print(model) writes."),), ()
        )
    source = read_printed(text) if looks_printed(text) else read_source(text)
    return _laid_out(source, shape, name)


def _laid_out(source: ParsedText, shape: Ints | None, name: str) -> ParsedModel:
    assembler = NetworkAssembler(source, shape)
    assembler.assemble()
    found = networks(assembler.parts, name)
    if not found and not source.refusals:
        source.refuse(Refusal(0, "", "There is no layer in this text.", "Paste nn.Conv2d(3, 64, 3), or more of them."))
    return ParsedModel(
        found,
        tuple(network_cost(network) for network in found),
        assembler.lines,
        tuple(sorted(source.refusals, key=lambda refusal: refusal.line)),
        tuple(source.remarks),
        assembler.loose,
        assembler.unchanged,
    )
