"""The lesson on dilated convolution: taps that travel apart, and what a stack of layers sees of its input."""
