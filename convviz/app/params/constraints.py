"""Limits that depend on the whole layer: what is possible is what leaves the window room on its input."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from convviz.app.params.groups.axes import PLANE, Axis, is_independent
from convviz.app.params.param import Limit, State, Value
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec

NO_ROOM = "the window would not fit into the padded input"


@dataclass(frozen=True, eq=False)
class Fit:
    """What decides whether a state is possible.

    Attributes:
        keys: the fields that do.
        spec: the convolution a state describes, whether it fits its input or not.
        shape: the size of the input.
        missing: why a state names a kernel that does not exist, as a clause; empty if it does exist.
        axes: the axes of the layer.
    """

    keys: tuple[str, ...]
    spec: Callable[[State], ConvSpec]
    shape: Callable[[State], tuple[int, ...]]
    missing: Callable[[State], str] = lambda state: ""
    axes: tuple[Axis, ...] = PLANE

    def possible(self, state: State) -> bool:
        """Whether the kernel exists and the window fits."""
        return _fits(self, tuple(state[key] for key in self.keys))

    def among(self, key: str, options: Iterable[Value]) -> Callable[[State], Limit]:
        """A limit for the field `key` that keeps the options which are possible beside the rest of the state."""
        options = tuple(options)
        return lambda state: Limit(
            tuple(option for option in options if self.possible(self.changed(state, key, option))),
            lambda value: self.why_not(self.changed(state, key, value)),
        )

    def changed(self, state: State, key: str, value: Value) -> State:
        """`state` with one value changed, and with it its twins of the other axes where they go together."""
        first, *others = self.axes
        twins = () if is_independent(state) else (first.twin(key, axis) for axis in others)
        return {**state, key: value, **{twin: value for twin in twins if twin}}

    def why_not(self, state: State) -> str:
        """Why a state is impossible: no such kernel in this size, too few cells for the border, or no room."""
        if missing := self.missing(state):
            return missing
        try:
            self.spec(state).resolve(self.shape(state))
        except ConvError as error:
            if error.parameter == "padding":
                return f"the {state['mode']} border would need more cells than the input has"
        return NO_ROOM


@lru_cache(maxsize=4096)
def _fits(fit: Fit, values: tuple[Value, ...]) -> bool:
    """Remembered, because the options of all controls together make a run ask this some hundred times."""
    state = dict(zip(fit.keys, values, strict=True))
    return not fit.missing(state) and fit.spec(state).fits(fit.shape(state))
