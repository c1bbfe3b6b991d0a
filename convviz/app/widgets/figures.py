"""Sizes in words."""

from __future__ import annotations


def times(sizes: tuple[int, ...]) -> str:
    """`3 × 3`."""
    return " × ".join(map(str, sizes))
