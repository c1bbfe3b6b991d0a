"""Your own layer or model."""

from convviz.app.navigation import open_page

open_page("your_model")
