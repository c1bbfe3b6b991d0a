"""Networks the literature knows, by name, each built from its paper's table.

No total is written down: `network_cost` counts. What is left out everywhere: non-linearities, dropout, local response
normalisation, which have neither weights nor multiplications to speak of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from convviz.errors import ConvError
from convviz.networks.classics import alexnet, vgg16
from convviz.networks.context import dilated_context
from convviz.networks.dcgan import dcgan_generator
from convviz.networks.inception import inception_3a, inception_3a_naive
from convviz.networks.mobilenet import mobilenet_v1, mobilenet_v2
from convviz.networks.options import RESOLUTION, Option, checked
from convviz.networks.resnet import resnet50, resnext50_32x4d
from convviz.networks.shufflenet import FIRST_STAGE, shufflenet_v1
from convviz.networks.xception import xception
from convviz.spec.network import Network
from convviz.spec.parse import listed

KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One network of the register.

    Attributes:
        build: makes it, called with every option by name.
        options: what it can be asked for.
    """

    build: Callable[..., Network]
    options: tuple[Option, ...] = ()


REGISTER: Final = {
    "alexnet": Entry(alexnet),
    "vgg16": Entry(vgg16),
    "inception_3a": Entry(inception_3a),
    "inception_3a_naive": Entry(inception_3a_naive),
    "resnet50": Entry(resnet50, (Option("version", "v1.5", ("v1", "v1.5"), only=True), RESOLUTION)),
    "resnext50_32x4d": Entry(resnext50_32x4d, (RESOLUTION,)),
    "mobilenet_v1": Entry(mobilenet_v1, (Option("width", 1, (0.25, 0.5, 0.75, 1)), RESOLUTION)),
    "mobilenet_v2": Entry(mobilenet_v2, (Option("width", 1, (0.35, 0.5, 0.75, 1, 1.4)), RESOLUTION)),
    "shufflenet_v1": Entry(
        shufflenet_v1,
        (
            Option("groups", 3, tuple(FIRST_STAGE), only=True),
            Option("width", 1, (0.25, 0.5, 1, 1.5, 2)),
            RESOLUTION,
        ),
    ),
    "xception": Entry(xception, (Option("resolution", 299, (160, 224, 299)),)),
    "dcgan_generator": Entry(dcgan_generator, (Option("channels", 1024, (512, 1024), only=True),)),
    "dilated_context": Entry(dilated_context),
}
NAMES: Final = tuple(REGISTER)


def network(name: str, **options: Any) -> Network:
    """The network of that name.

    Args:
        name: one of `NAMES`.
        options: those of its entry in `REGISTER`: `groups`, `width`, `resolution`, `version`, `channels`.

    Raises:
        ConvError: no such network or option, or a value the option cannot have.

    Example:
        >>> from convviz.costs.network import network_cost
        >>> price = network_cost(network("mobilenet_v1", width=0.5, resolution=160))
        >>> price.multiplications, price.params
        (76524800, 1320648)
    """
    entry = REGISTER.get(name) if isinstance(name, str) else None
    if entry is None:
        raise ConvError("name", name, f"must be one of {listed(NAMES)}", "Spell it as listed.")
    return _built(name, tuple(checked(entry.options, options).items()))


@lru_cache(maxsize=KEPT)
def _built(name: str, options: tuple[tuple[str, Any], ...]) -> Network:
    return REGISTER[name].build(**dict(options))


__all__ = ["NAMES", "REGISTER", "Entry", "Option", "network"]
