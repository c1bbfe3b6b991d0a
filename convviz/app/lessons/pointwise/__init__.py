"""The lesson on the 1 × 1 convolution: at every pixel a small matrix mixes the channels."""
