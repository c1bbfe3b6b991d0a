"""How the app is served: what keeps Streamlit quick for a class of visitors, and a click from being lost.

Each module here changes one thing that Streamlit does and has tests that fail once it is no longer needed; the version
of Streamlit is pinned. Nothing in it knows what a page shows.
"""

from __future__ import annotations

from convviz.app.streamlit_patches.handover import hand_over_together
from convviz.app.streamlit_patches.lookup import look_up_one_by_one
from convviz.app.streamlit_patches.replay_after_reconnect import first_click_counts
from convviz.app.streamlit_patches.run_queue import in_turn
from convviz.app.streamlit_patches.sending import send_together
from convviz.app.streamlit_patches.skip_stale_values import put
from convviz.app.streamlit_patches.tcp_nodelay import send_at_once
from convviz.app.streamlit_patches.theme import make_the_theme_once

__all__ = ["first_click_counts", "in_turn", "prepare", "put"]


def prepare() -> None:
    """Set up this process. It is enough to do so once; any more costs nothing."""
    send_at_once()
    hand_over_together()
    send_together()
    look_up_one_by_one()
    make_the_theme_once()
