"""What is possible depends on the whole layer: the window must have room on its input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from convviz.app.params.param import Allowed, State, Value
from convviz.spec.parse import Ints, Pairs

NO_ROOM: Final = "the window would not fit into the padded input"


class WindowState(State):
    """A state that describes a layer whose window must fit its input."""

    @property
    def kernel_size(self) -> Ints:
        """Taps along each axis."""
        raise NotImplementedError

    @property
    def strides(self) -> Ints:
        """Cells from one step to the next, along each axis."""
        raise NotImplementedError

    @property
    def dilations(self) -> Ints:
        """Cells from one tap to the next, along each axis."""
        raise NotImplementedError

    @property
    def obstacle(self) -> str:
        """Why the state is impossible, as a clause; empty if it is possible."""
        raise NotImplementedError


def fitting(name: str, options: Sequence[Value]) -> Callable[[Any], Allowed]:
    """Allows the options of a parameter with which the layer is possible.

    Args:
        name: the attribute of a `WindowState`, or of another state that has an `obstacle`.
        options: what there is to choose from.
    """

    def allowed(state: Any) -> Allowed:
        possible = tuple(option for option in options if not state.having(**{name: option}).obstacle)
        return Allowed(possible, lambda value: state.having(**{name: value}).obstacle)

    return allowed


def window_obstacle(
    size: Sequence[int], kernel: Sequence[int], dilation: Sequence[int], padding: Pairs | str, mode: str = "zeros"
) -> str:  # fmt: skip
    """Why a window has no room on an input, as a clause; empty if it has.

    Agrees with `ConvSpec.fits`, which the controls of a page would have to ask some hundred times a run.

    Args:
        size: cells of the input along each axis.
        kernel: taps along each axis.
        dilation: cells from one tap to the next, along each axis.
        padding: cells (before, after) along each axis, or "same", in which any window has room.
        mode: what fills the border.
    """
    if isinstance(padding, str):
        return ""
    for cells, (low, high) in zip(size, padding, strict=True):
        most = {"reflect": cells - 1, "circular": cells}.get(mode)
        if most is not None and max(low, high) > most:
            return f"the {mode} border would need more cells than the input has"
    spans = ((d * (k - 1) + 1) for d, k in zip(dilation, kernel, strict=True))
    room = all(cells + low + high >= span for cells, (low, high), span in zip(size, padding, spans, strict=True))
    return "" if room else NO_ROOM
