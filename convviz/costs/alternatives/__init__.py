"""One layer, every way: the blocks that turn a shape into the shape a given regular layer would turn it into.

A block that cannot do it says why. What a block gives up for its price is another matter: equal shapes are not equal
layers.
"""

from convviz.costs.alternatives.closed_form import Part, Totals
from convviz.costs.alternatives.layer_task import Task
from convviz.costs.alternatives.registry import WAYS, Way, possible, refused

__all__ = ["WAYS", "Part", "Task", "Totals", "Way", "possible", "refused"]
