"""Every page is entered through app.py.

With a folder called `pages` Streamlit runs a page's file by itself until `st.navigation` has been called once, and that
is a class attribute: a visitor who is the first after a start and follows a link to a lesson would get the page without
layout and navigation.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from convviz.app.streamlit_patches.setting import enabled


def enter_through_app() -> None:
    """Start again with app.py if Streamlit has run a page's file by itself. Every page calls this first."""
    if enabled() and PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
