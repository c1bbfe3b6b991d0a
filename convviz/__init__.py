"""convviz: record every step of a convolution, price it, and play it."""

from convviz.block import Block
from convviz.errors import ConvError
from convviz.forward import convolve
from convviz.gradients import gradients
from convviz.pricing import cost
from convviz.spec import ConvSpec
from convviz.trace import Trace, record

__all__ = ["Block", "ConvError", "ConvSpec", "Trace", "convolve", "cost", "gradients", "record"]
