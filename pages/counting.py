"""How to count."""

from convviz.app.navigation import open_page

open_page("counting")
