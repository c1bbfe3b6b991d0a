"""Computes convolutions with NumPy and records their steps."""
