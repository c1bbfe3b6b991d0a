"""Channels and filters."""

from convviz.app.navigation import open_page

open_page("channels")
