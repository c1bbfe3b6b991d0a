"""The app: which pages there are, and how one gets to them."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
ICON = ASSETS / "icon.png"  # a Material icon would be fetched from the internet

st.set_page_config(page_icon=ICON, layout="wide")
try:
    version("convviz")
except PackageNotFoundError:
    st.error("convviz is not installed yet. In the folder of `app.py`, type `pip install -r requirements.txt`.")
    st.stop()
else:
    from convviz.ui.lessons import LESSONS
    from convviz.ui.lost_session import first_click_counts
    from convviz.ui.wire import send_at_once

send_at_once()
st.html(ASSETS / "app.css")
if st.context.is_embedded:
    st.html(ASSETS / "embedded.css")

# Addresses are the names of the files, by which Streamlit finds them even before it has seen this table.
pages = [
    st.Page("pages/home.py", title="convviz", icon=":material/home:", default=True),
    *(st.Page(lesson.page, title=lesson.title, icon=lesson.icon) for lesson in LESSONS),
]
page = st.navigation(pages, position="hidden" if st.context.is_embedded else "top")
with first_click_counts():
    page.run()
