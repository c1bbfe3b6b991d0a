"""Depthwise separable."""

from convviz.app.navigation import open_page

open_page("separable")
