"""The front page: what this is, and one small scene already playing."""

import streamlit as st

from convviz.app import home
from convviz.app.streamlit_patches.enter_through_app import through_app

through_app()
words, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
with words:
    home.pitch()
with picture:
    home.demonstration()
home.promises()
home.lessons()
