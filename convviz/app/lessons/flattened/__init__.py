"""The lesson on flattened convolution: a filter as three vectors."""
