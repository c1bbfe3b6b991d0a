"""3-D convolution."""

from convviz.app.navigation import open_page

open_page("volumes")
