"""The colours of the theme are put into a message once, and not for every run of a page.

At the start of each run Streamlit tells the browser its whole theme again: it goes through all of its options six times
and respells the name of each. With a theme of our own that is a tenth of what a change of a control costs.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_MAKE: Final = app_session._populate_theme_msg
_KEPT: Final[dict[str, CustomThemeConfig]] = {}


@cache
def make_the_theme_once() -> None:
    """Do so from now on, in all sessions. It is enough to do so once."""
    config.on_config_parsed(_KEPT.clear, force_connect=True)  # whoever edits the theme sees it change
    setattr(app_session, _MAKE.__name__, _copy)


def _copy(message: CustomThemeConfig, section: str = "theme") -> None:
    """Write into `message` what Streamlit would."""
    kept = _KEPT.get(section)
    if kept is None:
        kept = CustomThemeConfig()
        _MAKE(kept, section)
        _KEPT[section] = kept
    message.MergeFrom(kept)
