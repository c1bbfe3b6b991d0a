"""Whether the patches are in use; only the word "off" in the environment turns them off."""

import os


def enabled() -> bool:
    """Whether they are."""
    return os.environ.get("CONVVIZ_STREAMLIT_PATCHES", "on") != "off"
