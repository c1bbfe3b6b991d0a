"""The front page: what this is, and one small scene already playing."""

from convviz.app import home

home.render()
