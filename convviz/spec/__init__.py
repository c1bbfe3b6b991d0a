"""Layers, blocks and networks as integers and tuples, without arrays."""
