"""What can be computed about kernels and layers beyond their output: rank, spectrum, overlap, equivalents."""
