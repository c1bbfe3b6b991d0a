"""Whole networks."""

from convviz.app.navigation import open_page

open_page("networks")
