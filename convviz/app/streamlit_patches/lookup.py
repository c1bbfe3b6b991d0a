"""A control that looks for its own value in the session is not given a copy of all values.

Streamlit makes one for every number and every selection of a page, to look at a single entry: with the eight of a
lesson a tenth of what a run of the script costs, and more the more a page remembers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from streamlit.runtime.state.common import is_element_id
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

_COPY: Final[property] = vars(SafeSessionState)["filtered_state"]


@cache
def look_up_one_by_one() -> None:
    """Do so from now on, in all sessions. It is enough to do so once."""
    SafeSessionState.filtered_state = property(_Values)  # type: ignore[method-assign, assignment]


class _Values(Mapping[str, Any]):
    """The values of a session by the names its pages gave them, as they are when they are asked for."""

    def __init__(self, session: SafeSessionState) -> None:
        self._session = session

    def __getitem__(self, name: str) -> Any:
        if is_element_id(name) or name.startswith(STREAMLIT_INTERNAL_KEY_PREFIX):
            raise KeyError(name)
        return self._session[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._copy())

    def __len__(self) -> int:
        return len(self._copy())

    def _copy(self) -> dict[str, Any]:
        values: dict[str, Any] = _COPY.__get__(self._session)
        return values
