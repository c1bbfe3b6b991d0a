"""The app: what surrounds every page, and which page is asked for."""

import streamlit as st

from convviz.app import streamlit_patches
from convviz.app.page import shell

st.set_page_config(page_icon=shell.icon(), layout="wide")
if not shell.installed():
    st.error("convviz is not installed yet. In the folder of `app.py`, type `pip install -r requirements.txt`.")
    st.stop()

streamlit_patches.prepare()
shell.dress("app.css")
if st.context.is_embedded:
    shell.dress("embedded.css")

page = st.navigation(shell.pages(), position="hidden" if st.context.is_embedded else "top")
with streamlit_patches.in_turn(), streamlit_patches.first_click_counts():
    page.run()
