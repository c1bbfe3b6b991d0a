"""How volumes are shown: planes stacked or spread, and in which order filters and places take turns."""

from __future__ import annotations

from typing import Final, cast

from convviz.app.params.make import choice, hidden
from convviz.app.params.param import State
from convviz.scene import LoopOrder, View

ORDER_NAMES: Final = {"filter": "one filter everywhere first", "position": "all filters at one place first"}
ORDER_HELP: Final = (
    "The same numbers in another order. Filter by filter shows how one filter makes one feature map; place by place, "
    "how all filters read the same window."
)


class VolumeView(State):
    """Whether planes are stacked or spread; the player's own switch changes it."""

    view = hidden("view", "the view of volumes", ("auto", "stack", "flat"), "auto", viewing=True)

    @property
    def scene_view(self) -> View:
        """What the player is told: nothing where it may choose what fits its width."""
        return "" if self.view == "auto" else cast(View, self.view)


class StepOrder(State):
    """Which loop is outermost: that over filters, or those over positions."""

    order = choice(
        "order", "the order of the steps", ("filter", "position"), "filter", names=ORDER_NAMES, help=ORDER_HELP
    )

    @property
    def scene_order(self) -> LoopOrder:
        """The order as scenes have it."""
        return cast(LoopOrder, self.order)
