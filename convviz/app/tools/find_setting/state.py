"""The parameters of the page: a question, and the row of its answer that is on show."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from convviz.app.params.make import number
from convviz.app.params.param import Allowed
from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.by_edge import by_edge
from convviz.app.tools.find_setting.by_framework import by_framework
from convviz.app.tools.find_setting.by_inputs import by_inputs
from convviz.app.tools.find_setting.by_same import by_same
from convviz.app.tools.find_setting.by_sizes import by_sizes
from convviz.app.tools.find_setting.question import ROWS, QuestionState

ANSWERS: Final = {"sizes": by_sizes, "same": by_same, "inputs": by_inputs, "edge": by_edge, "tf": by_framework}


def answer_to(state: QuestionState) -> Answer:
    """The answer to the question of a state, whichever row is on show."""
    return _answer(QuestionState({param.name: state.values[param.name] for param in QuestionState.params}))


@lru_cache(maxsize=256)
def _answer(question: QuestionState) -> Answer:
    """Cached: a run asks for it several times."""
    return ANSWERS[question.question](question)


def _rows(state: QuestionState) -> Allowed:
    count = max(1, len(answer_to(state).rows))
    return Allowed(range(1, count + 1), lambda _: f"the table has {count} row{'s' * (count > 1)}")


class FindSettingState(QuestionState):
    """The parameters of the page."""

    row = number("row", "the row on show", range(1, ROWS[-1] + 1), 1, yields_to=1, allowed=_rows)

    @property
    def row_on_show(self) -> SettingRow | None:
        """The row that is drawn and written as code, None where there is none."""
        rows = answer_to(self).rows
        return rows[self.row - 1] if rows else None
