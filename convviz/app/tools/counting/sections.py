"""The parts of the page, one function each."""

from __future__ import annotations

from convviz.app.page import sections
from convviz.app.tools.counting import definitions, peers, sources, text
from convviz.app.tools.counting.model import Layer


def defined(layer: Layer) -> None:
    """Every count with its number."""
    definitions.table(layer)


def told(layer: Layer) -> None:
    """What changes the counts, and what they do not say."""
    sections.sentences([*definitions.changes(layer), text.memory(layer), text.receptive(layer), text.faster(layer)])
    sources.counts()


def reported() -> None:
    """The counters."""
    sections.section("What popular counters report")
    sections.sentences([text.MEASURED])
    peers.table()
    sections.sentences(peers.reasons())
    sections.sentences(
        [
            "**TensorFlow 2.21.0's profiler** counts FLOPs: exactly 2M, and one for each bias, for regular, strided, "
            "depthwise, separable, 1-D and 3-D layers. Elsewhere, without biases:"
        ]
    )
    peers.tensorflow()
    sections.sentences([peers.training(), "**Where honest counters disagree:**\n\n" + text.DISAGREE])
