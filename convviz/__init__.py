"""convviz: record every step of a convolution, price it, and play it."""

from convviz.cost import cost
from convviz.errors import ConvError
from convviz.forward import convolve
from convviz.gradients import gradients
from convviz.spec import ConvSpec
from convviz.trace import Trace, record

__all__ = ["ConvError", "ConvSpec", "Trace", "convolve", "cost", "gradients", "record"]
