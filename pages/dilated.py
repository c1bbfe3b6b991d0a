"""Dilated convolution and receptive fields."""

from convviz.app.navigation import open_page

open_page("dilated")
