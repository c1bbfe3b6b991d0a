"""Convolution vs cross-correlation."""

from convviz.app.navigation import open_page

open_page("correlation")
