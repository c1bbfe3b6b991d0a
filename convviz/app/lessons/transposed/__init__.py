"""What the lesson on transposed convolution has of its own."""
