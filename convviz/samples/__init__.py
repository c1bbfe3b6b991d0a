"""Inputs and kernels by name: pictures, signals, volumes, filter banks."""
