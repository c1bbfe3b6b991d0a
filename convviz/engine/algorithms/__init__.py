"""The ways to compute a convolution quickly; `im2col.choose_algorithm` picks one for a layer."""
