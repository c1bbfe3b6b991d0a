"""A page without a player that answers a question, such as what a layer costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from convviz.app.page.sections import Place, error_boundary, way_on
from convviz.app.params.param import State
from convviz.app.streamlit_patches import enter_through_app


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        page: its name in addresses and of its file in `pages/`.
        title: what it is called.
        icon: a Material icon.
        summary: what it answers, in a sentence for lists of pages.
        state: its parameters.
        draw: draws everything between the navigation and the way to the next page.
    """

    page: str
    title: str
    icon: str
    summary: str
    state: type[State]
    draw: Callable[[], None]

    def render(self, place: Place) -> None:
        """Draw the page.

        Args:
            place: of the page among the others.
        """
        enter_through_app()
        with error_boundary():
            self.draw()
            way_on(place)
