"""The lesson on the depthwise convolution: split the channels, convolve each with its own kernels, stack the maps."""
