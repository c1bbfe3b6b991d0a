"""Every colour with a meaning, once: a role keeps its colour on every page, in prose, in figures and in exports.

The roles are told apart with all common kinds of colour blindness. No renderer may rely on colour alone: padding is
hatched, inserted zeros are dotted. Text colours reach 4.5 : 1 (WCAG AA) on the page and on panels of their theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Theme = Literal["light", "dark"]
Role = Literal["input", "kernel", "output", "padding"]


@dataclass(frozen=True, slots=True)
class Shade:
    """One colour in one theme.

    Attributes:
        text: for words and thin lines on the page.
        fill: for areas; numbers stand on it.
    """

    text: str
    fill: str


ROLES: Final[dict[Role, dict[Theme, Shade]]] = {
    "input": {"light": Shade("#0072B2", "#0072B2"), "dark": Shade("#56B4E9", "#56B4E9")},
    "kernel": {"light": Shade("#B84F00", "#D55E00"), "dark": Shade("#FF9E4A", "#FF9E4A")},
    "output": {"light": Shade("#00795A", "#009E73"), "dark": Shade("#34D3A0", "#34D3A0")},
    "padding": {"light": Shade("#5A6472", "#8A94A3"), "dark": Shade("#A3ADBA", "#77818F")},
}

# For channels, whose number says nothing about their role: no blue, orange (or brown, which is dark orange), green.
CHANNELS: Final[dict[Theme, tuple[str, ...]]] = {
    "light": ("#7B3FA0", "#B3257A", "#7A6A00", "#5B3FC4", "#A8172F", "#4A4458", "#9A6FC4", "#C05B8E"),
    "dark": ("#C08BE6", "#F07CBF", "#D9C84A", "#A99BFF", "#FF7A86", "#B9B2CC", "#9C6BD3", "#E3A5C7"),
}
# The channels of a colour picture: red, green and blue. Their letters stand beside them, and they are in use where no
# role is named by its colour alone.
PRIMARIES: Final[dict[Theme, tuple[str, str, str]]] = {
    "light": ("#C8281E", "#1E7A34", "#2A52BE"),
    "dark": ("#FF7A70", "#6FD37F", "#86A8FF"),
}
# Their brightest pixels in both themes: lighter than on a screen, where pure blue is nearly black.
PIXELS: Final = ((255, 92, 84), (84, 222, 112), (96, 148, 255))
PAGE: Final[dict[Theme, tuple[str, str]]] = {  # page and panel, as in .streamlit/config.toml
    "light": ("#ffffff", "#f6f8fa"),
    "dark": ("#11161c", "#1b2129"),
}
INK: Final[dict[Theme, str]] = {"light": "#1a2130", "dark": "#e8eaed"}
LINE: Final[dict[Theme, str]] = {"light": "#d8dde4", "dark": "#343c47"}  # borders of panels, cells and rules


def blended(front: str, back: str, share: float) -> str:
    """The colour of `front` over `back`.

    Args:
        front: a colour as `#rrggbb`.
        back: another.
        share: opacity of `front`, from 0 to 1.

    Example:
        >>> blended("#ffffff", "#000000", 0.5)
        '#808080'
    """
    pairs = ((int(front[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)
