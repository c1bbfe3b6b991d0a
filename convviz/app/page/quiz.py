"""A question to answer before looking: the learner commits to a number, then the picture shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from convviz.app.markup import to_html
from convviz.app.params.param import Value
from convviz.player import Question


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question whose answer is a number.

    Attributes:
        question: what to predict.
        answer: the number.
        why: how one gets to it.
        values: the state that shows it: what differs from the defaults, by the names of attributes.
    """

    question: str
    answer: int
    why: str
    values: Mapping[str, Value]

    def on_board(self) -> Question:
        """As the player's strip asks it."""
        return Question(to_html(self.question), self.answer, to_html(self.why))
