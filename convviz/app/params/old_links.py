"""How links of the first version spelled what is spelled otherwise today, page by page.

A link without `v=2` is read through this table: old name → new name, old value → new value. Names that are not here
mean the same in both versions. The options of the command line, which bear the names of links, are read through it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class OldName:
    """What became of a parameter.

    Attributes:
        key: its name today.
        values: its values that have other names today, old name → new name.
        unsaid: its value in a link that says other things and not this, if that is not today's default.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    unsaid: str = ""

    def value(self, text: str) -> str:
        """A value as links spell it today."""
        return self.values.get(text, text)


UNPADDED: Final = {"valid": "none"}
WEIGHTS: Final = {"fil": OldName("ker"), "fseed": OldName("kseed")}

OLD_LINKS: Final[Mapping[str, Mapping[str, OldName]]] = {
    "sliding_window": {"v": OldName("white")},
    "correlation": {"n": OldName("len"), "m": OldName("klen"), "pad": OldName("pad", UNPADDED)},
    "channels": {"how": OldName("show")},
    "pointwise": {
        **WEIGHTS,
        "d": OldName("c"),
        "we": OldName("ke"),
        "m": OldName("n2"),
        "mseed": OldName("kseed2"),
        "bn": OldName("mid"),
        "show": OldName("show", unsaid="both"),
    },
    "dilated": {"n": OldName("cells")},
    "transposed": {"i": OldName("h"), "a": OldName("op"), "way": OldName("show", unsaid="all")},
    "checkerboard": {"n": OldName("w"), "wt": OldName("ker"), "seed": OldName("kseed")},
    "spatial": {"t": OldName("terms"), "pad": OldName("pad", UNPADDED)},
    "depthwise": {
        "p": OldName("pad", {**UNPADDED, "same": "tf"}),
        "kh": OldName("k"),
        "fmt": OldName("layout"),
    },
    "separable": {
        "p": OldName("pad", UNPADDED),
        "s": OldName("h"),
        "d": OldName("c"),
        "de": OldName("ke"),
    },
    "flattened": {
        **WEIGHTS,
        "d": OldName("c"),
        "fe": OldName("ke"),
        "pad": OldName("pad", UNPADDED),
        "show": OldName("show", unsaid="race"),
    },
    "grouped": {**WEIGHTS, "we": OldName("ke")},
    "shuffled": {"we": OldName("ke"), "ve": OldName("ke2"), "t": OldName("trace")},
    "cost_lab": {
        "b": OldName("mid"),
        "bias": OldName("b"),
        "by": OldName("count"),
        "dir": OldName("sort"),
        "log": OldName("scale", {"off": "linear", "on": "log"}),
        "axes": OldName("xscale"),
    },
    "find_setting": {
        "i": OldName("h"),
        "i2": OldName("w"),
        "a": OldName("op"),
        "by": OldName("sort"),
    },
    "networks": {
        "w": OldName("width"),
        "v": OldName("ver"),
        "c": OldName("maps"),
        "order": OldName("sort"),
    },
    "your_model": {"m": OldName("text"), "in": OldName("shape"), "order": OldName("sort")},
    "counting": {"t": OldName("kind")},
}
