"""What the lesson on convolution and cross-correlation has of its own."""
