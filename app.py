"""The app: what surrounds every page, and which page is asked for."""

import streamlit as st

from convviz.ui import shell
from convviz.ui.handover import hand_over_together
from convviz.ui.lookup import look_up_one_by_one
from convviz.ui.lost_session import first_click_counts
from convviz.ui.wire import send_at_once

st.set_page_config(page_icon=shell.icon(), layout="wide")
if not shell.installed():
    st.error("convviz is not installed yet. In the folder of `app.py`, type `pip install -r requirements.txt`.")
    st.stop()

send_at_once()
hand_over_together()
look_up_one_by_one()
shell.dress("app.css")
if st.context.is_embedded:
    shell.dress("embedded.css")

page = st.navigation(shell.pages(), position="hidden" if st.context.is_embedded else "top")
with first_click_counts():
    page.run()
