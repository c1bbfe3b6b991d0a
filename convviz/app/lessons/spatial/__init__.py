"""The lesson on spatially separable convolution: a kernel as a column times a row."""
