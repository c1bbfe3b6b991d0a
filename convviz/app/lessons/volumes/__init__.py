"""What the lesson on 3-D convolution has of its own."""
