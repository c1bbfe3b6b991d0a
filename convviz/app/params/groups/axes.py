"""Whether height and width of a layer are chosen together or each for itself."""

from __future__ import annotations

from typing import Any, Final

from convviz.app.params.constraints import WindowState
from convviz.app.params.make import Title, switch

INDEPENDENT: Final = "with independent axes"


class Axes(WindowState):
    """The choice of axes; parameters of the width follow those of the height unless it is "independent"."""

    axes = switch("axes", "the choice of axes", off="square", on="independent", title="Independent axes")

    @property
    def independent(self) -> bool:
        """Whether height and width are chosen separately."""
        return self.axes == "independent"


def is_independent(state: Any) -> bool:
    """Whether height and width of a state are chosen separately."""
    return bool(state.independent)


def titled_by_axes(together: str, apart: str) -> Title:
    """The title of a control for both axes at once, or for one of them."""
    return lambda state: apart if state.independent else together
