"""Checkerboard artifacts."""

from convviz.app.navigation import open_page

open_page("checkerboard")
