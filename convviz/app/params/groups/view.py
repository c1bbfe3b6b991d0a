"""How volumes are shown: planes stacked or spread, and in which order filters and places take turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from convviz.app.params.controls import clicks
from convviz.app.params.param import Field, State
from convviz.app.params.url_state import Board
from convviz.scene import Order, View

VIEW: Final = Field("view", "the view of volumes", ("auto", "stack", "flat"), "auto")
ORDER: Final = Field("order", "the order of the steps", ("filter", "position"), "filter")

ORDER_NAMES: Final = {"filter": "one filter everywhere first", "position": "all filters at one place first"}
ORDER_NOTE: Final = (
    "The same numbers in another order. Filter by filter shows how one filter makes one feature map; place by place, "
    "how all filters read the same window."
)


def view_of(state: State) -> View:
    """What the player is told: nothing where it may choose what fits its width."""
    view = state["view"]
    return "" if view == "auto" else cast(View, view)


def order_of(state: State) -> Order:
    """Which loop is outermost."""
    return cast(Order, state["order"])


def viewed(board: Board) -> Callable[[View], None] | None:
    """What the player's switch between stack and flat does, on pages whose address says which it is."""
    if VIEW.key not in {field.key for field in board.fields}:
        return None
    return lambda view: board.ask({VIEW.key: view})


def order_control(board: Board) -> None:
    """The choice of the order of the steps."""
    clicks(board, ORDER.key, "Order of the steps", names=ORDER_NAMES, note=ORDER_NOTE)
