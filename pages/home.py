"""The front page: what this is, and one small scene already playing."""

import streamlit as st

from convviz.ui import front
from convviz.ui.entrance import through_app

through_app()
words, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
with words:
    front.pitch()
with picture:
    front.demonstration()
front.promises()
front.lessons()
