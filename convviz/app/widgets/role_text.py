"""The words of the roles in prose, each in its colour.

Streamlit's colour names are bound to the role colours of `convviz.palette` in `.streamlit/config.toml`, so that
they follow the visitor's theme without a rerun.
"""

from typing import Final

INPUT: Final = ":blue[**input**]"
KERNEL: Final = ":orange[**kernel**]"
OUTPUT: Final = ":green[**output**]"


def as_input(text: str) -> str:
    """`text` in the colour of inputs."""
    return f":blue[{text}]"


def as_kernel(text: str) -> str:
    """`text` in the colour of kernels."""
    return f":orange[{text}]"


def as_output(text: str) -> str:
    """`text` in the colour of outputs."""
    return f":green[{text}]"
