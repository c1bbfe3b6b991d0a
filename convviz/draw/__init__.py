"""Colours, and drawings that leave the app: stills, animations, offline pages."""
