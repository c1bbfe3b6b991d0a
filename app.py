"""The app: what surrounds every page, and which page is asked for."""

import streamlit as st
from starlette.middleware import Middleware

from convviz.app import shell
from convviz.app.index_page import IndexPage, dress
from convviz.app.streamlit_patches import in_turn, replay_after_reconnect, send_at_once

if __name__ != "__main__":  # the server starts; whoever ignores this runs the rest all the same
    app = st.App(__file__, middleware=[Middleware(IndexPage)])
else:  # a visitor's page is drawn
    st.set_page_config(page_icon=shell.icon(), layout="wide")
    if not shell.installed():
        st.error("convviz is not installed yet. In the folder of `app.py`, type `pip install -r requirements.txt`.")
        st.stop()

    send_at_once()
    dress()

    page = st.navigation(shell.pages(), position="hidden" if st.context.is_embedded else "top")
    with in_turn(), replay_after_reconnect():
        page.run()
