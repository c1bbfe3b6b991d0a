"""Links from layers and blocks of layers into the lessons that teach them."""
