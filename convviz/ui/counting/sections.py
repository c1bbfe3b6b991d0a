"""The parts of the page, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.counting import definitions, peers, sources, words
from convviz.ui.counting.layer import Layer


def defined(layer: Layer) -> None:
    """Every count with its number."""
    definitions.table(layer)


def told(layer: Layer) -> None:
    """What changes the counts, and what they do not say."""
    lesson.sentences([*definitions.changes(layer), words.memory(layer), words.receptive(layer), words.faster(layer)])
    sources.counts()


def reported() -> None:
    """The counters."""
    lesson.section("What popular counters report")
    lesson.sentences([words.MEASURED])
    peers.table()
    lesson.sentences(peers.reasons())
    lesson.sentences(
        [
            "**TensorFlow 2.21.0's profiler** counts FLOPs: exactly 2M, and one for each bias, for regular, strided, "
            "depthwise, separable, 1-D and 3-D layers. Elsewhere, without biases:"
        ]
    )
    peers.tensorflow()
    lesson.sentences([peers.training(), "**Where honest counters disagree:**\n\n" + words.DISAGREE])
