"""A track that knows what its layer has: the builders make theirs here, so that no counter can be forgotten."""

from __future__ import annotations

from convviz.costs.layer import cost
from convviz.scene.schema import Track
from convviz.spec.conv import Geometry


def layer_track(title: str, links: tuple[str, ...], geometry: Geometry) -> Track:
    """The track of one layer, with the weights and biases of that.

    Example:
        >>> from convviz import ConvSpec
        >>> layer_track("Two filters", ("conv",), ConvSpec.of(2, 3, 2, 3, bias=True).resolve((5, 5))).weights
        54
    """
    price = cost(geometry.spec, geometry.input_shape)
    return Track(title, links, weights=price.weights, biases=price.biases)
