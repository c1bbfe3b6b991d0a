"""The loops of a scene as code, and which line runs at a step."""
