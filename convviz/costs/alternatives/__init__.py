"""Blocks that can replace a given layer: equal input and output shapes, at another cost.

Equal shapes are not equal layers: what a block cannot express is no matter of this package.
"""

from convviz.costs.alternatives.closed_form import StageCount, Totals
from convviz.costs.alternatives.layer_task import Task
from convviz.costs.alternatives.registry import ALTERNATIVES, Alternative, possible_alternatives, refused_alternatives

__all__ = [
    "ALTERNATIVES",
    "Alternative",
    "StageCount",
    "Task",
    "Totals",
    "possible_alternatives",
    "refused_alternatives",
]
