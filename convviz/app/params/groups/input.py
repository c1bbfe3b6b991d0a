"""Fields of an input made by name: its sides, and the seed of its random numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from convviz.app.params.param import Field, State, Value
from convviz.samples.images_and_kernels import MOST_SEED

MOST_NUMBERED: Final = 16  # cells a side; beyond it numbers no longer fit into them


def side_fields(
    named: Sequence[tuple[str, str]], default: int, *, most: int = MOST_NUMBERED,
    active: Callable[[State], bool] | None = None, matters: str = "",
) -> tuple[Field, ...]:  # fmt: skip
    """The sides of an input, of which the later ones follow the first.

    Args:
        named: key and label ("the input height") of each.
        default: of the first.
        most: cells a side.
        active: whether the input has sides of its own beside the rest of the state.
        matters: where it has, as the end of a clause.
    """
    (first, label), *others = named

    def side(key: str, label: str, default: int | Callable[[State], Value]) -> Field:
        return Field(key, label, range(1, most + 1), default, active=active, matters=matters)

    return (side(first, label, default), *(side(*other, lambda state: state[first]) for other in others))


def seed_field(key: str, label: str, of: str, changes: str) -> Field:
    """The seed of random numbers.

    Args:
        key: its own.
        label: "the seed of the input".
        of: the field whose value "random" it belongs to.
        changes: the field of the numbers changed by hand, which another seed forgets.
    """
    return Field(
        key,
        label,
        range(MOST_SEED + 1),
        1,
        active=lambda state: state[of] == "random",
        matters=f"with `{of}=random`",
        drops=(changes,),
    )
