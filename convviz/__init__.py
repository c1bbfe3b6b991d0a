"""convviz: record every step of a convolution, price it, and play it.

The public names load when they are first used: who only prices a layer need not wait for NumPy.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convviz.block import Block
    from convviz.errors import ConvError
    from convviz.forward import convolve
    from convviz.gradients import gradients
    from convviz.network import Network
    from convviz.pricing import cost
    from convviz.spec import ConvSpec
    from convviz.trace import Trace, record

__all__ = ["Block", "ConvError", "ConvSpec", "Network", "Trace", "convolve", "cost", "gradients", "record"]

_HOMES = {
    "Block": "block",
    "ConvError": "errors",
    "ConvSpec": "spec",
    "Network": "network",
    "Trace": "trace",
    "convolve": "forward",
    "cost": "pricing",
    "gradients": "gradients",
    "record": "trace",
}


class _Package(ModuleType):
    """Keeps public names what they are: importing `convviz.cost` would put that module in place of the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _HOMES):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
