"""Questions about sizes, answered backwards: which setting leads from here to there, and what became of the edge."""

from __future__ import annotations

from convviz.solver.edge import Cure, Edge, cures, edge
from convviz.solver.same import SamePadding, same_size, tf_same
from convviz.solver.search import SearchBounds, SearchResult, best_by_kernel, find
from convviz.solver.setting import Setting
from convviz.solver.sizes import inputs_for, least_output, transposed_inputs_for

__all__ = [
    "Cure",
    "Edge",
    "SamePadding",
    "SearchBounds",
    "SearchResult",
    "Setting",
    "best_by_kernel",
    "cures",
    "edge",
    "find",
    "inputs_for",
    "least_output",
    "same_size",
    "tf_same",
    "transposed_inputs_for",
]
