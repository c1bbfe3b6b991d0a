"""Weights, multiplications and memory of layers, blocks and networks, in closed form and without NumPy."""
