"""One layer, every way."""

from convviz.app.navigation import open_page

open_page("cost_lab")
