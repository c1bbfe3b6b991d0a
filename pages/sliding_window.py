"""Sliding window."""

from convviz.app.navigation import open_page

open_page("sliding_window")
