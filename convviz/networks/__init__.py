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
from convviz.networks.options import RESOLUTION, NetworkOption, checked
from convviz.networks.resnet import resnet50, resnext50_32x4d
from convviz.networks.shufflenet import FIRST_STAGE, shufflenet_v1
from convviz.networks.xception import xception
from convviz.spec.network import Network
from convviz.spec.parse import listed

KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    """One network of the register.

    Attributes:
        build: makes it, called with every option by name.
        options: what it can be asked for.
    """

    build: Callable[..., Network]
    options: tuple[NetworkOption, ...] = ()


REGISTER: Final = {
    "alexnet": NetworkEntry(alexnet),
    "vgg16": NetworkEntry(vgg16),
    "inception_3a": NetworkEntry(inception_3a),
    "inception_3a_naive": NetworkEntry(inception_3a_naive),
    "resnet50": NetworkEntry(resnet50, (NetworkOption("version", "v1.5", ("v1", "v1.5"), only=True), RESOLUTION)),
    "resnext50_32x4d": NetworkEntry(resnext50_32x4d, (RESOLUTION,)),
    "mobilenet_v1": NetworkEntry(mobilenet_v1, (NetworkOption("width", 1, (0.25, 0.5, 0.75, 1)), RESOLUTION)),
    "mobilenet_v2": NetworkEntry(mobilenet_v2, (NetworkOption("width", 1, (0.35, 0.5, 0.75, 1, 1.4)), RESOLUTION)),
    "shufflenet_v1": NetworkEntry(
        shufflenet_v1,
        (
            NetworkOption("groups", 3, tuple(FIRST_STAGE), only=True),
            NetworkOption("width", 1, (0.25, 0.5, 1, 1.5, 2)),
            RESOLUTION,
        ),
    ),
    "xception": NetworkEntry(xception, (NetworkOption("resolution", 299, (160, 224, 299)),)),
    "dcgan_generator": NetworkEntry(dcgan_generator, (NetworkOption("channels", 1024, (512, 1024), only=True),)),
    "dilated_context": NetworkEntry(dilated_context),
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


__all__ = ["NAMES", "REGISTER", "NetworkEntry", "NetworkOption", "network"]
