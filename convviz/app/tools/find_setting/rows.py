"""The answer to a state, and the row of it that is on show, which is part of the state."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.app.tools.find_setting.answer import Answer, Row
from convviz.app.tools.find_setting.by_edge import by_edge
from convviz.app.tools.find_setting.by_framework import by_framework
from convviz.app.tools.find_setting.by_inputs import by_inputs
from convviz.app.tools.find_setting.by_same import by_same
from convviz.app.tools.find_setting.by_sizes import by_sizes
from convviz.app.tools.find_setting.state import ASKED, ROWS

ANSWERS: Final = {"sizes": by_sizes, "same": by_same, "inputs": by_inputs, "edge": by_edge, "tf": by_framework}


def answer_to(state: State) -> Answer:
    """The answer to the question of a state."""
    return _answer(tuple((field.key, state[field.key]) for field in ASKED))


def row_on_show(state: State) -> Row | None:
    """The row that is drawn and written as code, None where there is none."""
    rows = answer_to(state).rows
    return rows[number(state, "row") - 1] if rows else None


@lru_cache(maxsize=256)
def _answer(items: tuple[tuple[str, Value], ...]) -> Answer:
    """Remembered: a run asks for it several times."""
    state = dict(items)
    return ANSWERS[str(state["ask"])](state)


def _rows(state: State) -> Limit:
    count = max(1, len(answer_to(state).rows))
    return Limit(range(1, count + 1), lambda _: f"the table has {count} row{'s' * (count > 1)}")


FIELDS: Final = (*ASKED, Field("row", "the row on show", range(1, ROWS[-1] + 1), 1, gentle=1, limit=_rows))
