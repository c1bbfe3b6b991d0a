"""How modules that everybody knows join what their layers compute, which the printed text of a model does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from convviz.model_parser.layer import ParsedLayer

Topology = Literal["chain", "residual", "if alike", "dense", "squeeze", "fire", "branches"]

SHORTCUTS: Final = ("downsample", "shortcut", "skip")
NAMED: Final[dict[str, Topology]] = {
    "BasicBlock": "residual",
    "Bottleneck": "residual",
    "ResidualBlock": "residual",
    "InvertedResidual": "if alike",
    "MBConv": "if alike",
    "FusedMBConv": "if alike",
    "_DenseLayer": "dense",
    "SqueezeExcitation": "squeeze",
    "SqueezeExcite": "squeeze",
    "SEModule": "squeeze",
    "Fire": "fire",
    "Inception": "branches",
}
DESCRIPTIONS: Final[dict[Topology, str]] = {
    "residual": "adds what it read to what its layers wrote, through its shortcut where it has one",
    "if alike": "adds what it read where that has the shape of what it wrote",
    "dense": "stacks what it wrote upon what it read",
    "squeeze": "scales the channels it read by what its layers wrote; the scaling is not counted",
    "fire": "stacks what its two expanding layers wrote",
    "branches": "stacks what its branches wrote, each of which reads the same map",
}


@dataclass(frozen=True, slots=True)
class ModulePaths:
    """A module taken apart.

    Attributes:
        how: its paths are joined.
        chain: layers one after the other; of "branches" none.
        aside: paths of their own that read what the module reads: a shortcut, branches.
    """

    how: Topology
    chain: tuple[ParsedLayer, ...]
    aside: tuple[ParsedLayer, ...] = ()


def module_paths(module: ParsedLayer) -> ModulePaths:
    """The paths of a module, by its name and the names within it."""
    inside = module.inside or ()
    aside = tuple(layer for layer in inside if layer.label in SHORTCUTS)
    how = NAMED.get(module.name, "residual" if aside else "chain")
    if how == "residual":
        return ModulePaths(how, tuple(layer for layer in inside if layer not in aside), aside)
    branches = tuple(layer for layer in inside if layer.label.startswith("branch"))
    if how == "branches" or (how == "chain" and len(branches) > 1 and len(branches) == len(inside)):
        return ModulePaths("branches", (), branches or inside)
    if how == "if alike" and branches:
        return ModulePaths("chain", inside)  # ShuffleNet V2 uses the name for something else
    if how == "fire":
        ends = tuple(layer for layer in inside if layer.label in ("expand1x1", "expand3x3"))
        return ModulePaths(how, tuple(layer for layer in inside if layer.label.startswith("squeeze")), ends)
    return ModulePaths(how, inside)


def assumption_of(module: ParsedLayer, parts: ModulePaths) -> str:
    """What is assumed of a module of this name; "" if nothing is."""
    if parts.how == "chain":
        return ""
    shortcut = next((layer.label for layer in parts.aside), "shortcut")
    what = DESCRIPTIONS[parts.how].format(shortcut=f"`{shortcut}`")
    return f"`{module.name}` {what}: known from its name, not from the text."
