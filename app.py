"""The app: what surrounds every page, and which page is asked for."""

import streamlit as st

from convviz.app import shell
from convviz.app.streamlit_patches import in_turn, replay_after_reconnect, send_at_once

st.set_page_config(page_icon=shell.icon(), layout="wide")
if not shell.installed():
    st.error("convviz is not installed yet. In the folder of `app.py`, type `pip install -r requirements.txt`.")
    st.stop()

send_at_once()
shell.dress("app.css", "widgets.css", *(["embedded.css"] if st.context.is_embedded else []))

page = st.navigation(shell.pages(), position="hidden" if st.context.is_embedded else "top")
with in_turn(), replay_after_reconnect():
    page.run()
