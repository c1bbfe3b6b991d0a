"""The exports' drawing of a scene with Matplotlib."""
