"""The lesson on grouped convolution: independent convolutions side by side, each on its share of the channels."""
