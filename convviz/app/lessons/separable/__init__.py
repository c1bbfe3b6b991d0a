"""The lesson on the depthwise separable convolution: look around in each channel, then mix the channels."""
