"""Scenes of traces and blocks, one file for each kind of picture."""
