"""Find the setting."""

from convviz.app.navigation import open_page

open_page("find_setting")
