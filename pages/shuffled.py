"""Shuffled grouped convolution."""

from convviz.app.navigation import open_page

open_page("shuffled")
