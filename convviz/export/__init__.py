"""Files of a scene: picture, animation, offline page, table."""
