"""convviz: record every step of a convolution, price it, and play it.

The public names load when they are first used: who only prices a layer need not wait for NumPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convviz.costs.any import cost
    from convviz.engine.convolve import convolve
    from convviz.engine.gradients import gradients
    from convviz.engine.trace import Trace, record
    from convviz.errors import ConvError
    from convviz.spec.block import Block
    from convviz.spec.conv import ConvSpec
    from convviz.spec.network import Network

__all__ = ["Block", "ConvError", "ConvSpec", "Network", "Trace", "convolve", "cost", "gradients", "record"]

_HOMES = {
    "Block": "spec.block",
    "ConvError": "errors",
    "ConvSpec": "spec.conv",
    "Network": "spec.network",
    "Trace": "engine.trace",
    "convolve": "engine.convolve",
    "cost": "costs.any",
    "gradients": "engine.gradients",
    "record": "engine.trace",
}


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
