"""Convolutions with NumPy: outputs, gradients, and traces of every step."""
