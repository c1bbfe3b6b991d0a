"""Flattened."""

from convviz.app.navigation import open_page

open_page("flattened")
