"""Every layer that is known, and what is said of those that are not."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from convviz.errors import ConvError
from convviz.model_parser.keras_layers import KERAS, KERAS_FLATTEN
from convviz.model_parser.layer import ParsedLayer
from convviz.model_parser.step import UNCHANGED, LayerStep
from convviz.model_parser.torch_layers import TORCH, _flatten
from convviz.spec.parse import Ints


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Number in, number out, cell by cell: no shape changes, and nothing that tables count.
UNCHANGING: Final = _names(
    """
    ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Sigmoid LogSigmoid Tanh Hardtanh Hardswish
    Hardsigmoid Hardshrink Softplus Softshrink Softsign Softmax Softmax2d LogSoftmax Softmin Tanhshrink Threshold
    Identity Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout DropPath StochasticDepth
    LocalResponseNorm Activation SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise GaussianDropout
    Rescaling Normalization InputLayer Input
    """
)
# Layers that learn, but that are no convolution: named, so that the reason is not "unknown".
ELSEWHERE: Final = _names(
    """
    LSTM GRU RNN LSTMCell GRUCell SimpleRNN Bidirectional Embedding EmbeddingBag MultiheadAttention MultiHeadAttention
    Attention Transformer TransformerEncoder TransformerEncoderLayer TransformerDecoderLayer Bilinear ConvLSTM2D
    TimeDistributed LocallyConnected2D Lambda Permute RepeatVector Fold Unfold LPPool2d FractionalMaxPool2d
    MaxUnpool2d Multiply Subtract Average Maximum Dot LayerNormalization GroupNormalization
    """
)
CONTAINERS: Final = frozenset({"Sequential", "ModuleList", "ModuleDict", "OrderedDict", "Model"})
KNOWN: Final = frozenset({*TORCH, *KERAS, *UNCHANGING, *ELSEWHERE, *CONTAINERS, "Flatten"})


def steps(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    """What a layer does to a map of `shape`, `(channels, *spatial)`; None if no shape is known yet.

    Raises:
        ConvError: the layer is not known here, or its arguments break a rule.
    """
    if reader := TORCH.get(layer.name) or KERAS.get(layer.name):
        return reader(layer, shape)
    if layer.name == "Flatten":
        keras = "data_format" in layer.options or "name" in layer.options or "input_shape" in layer.options
        return KERAS_FLATTEN(layer, shape) if keras else _flatten(layer, shape)
    if layer.name in UNCHANGING:
        return UNCHANGED
    if layer.name in ELSEWHERE:
        raise ConvError("layer", layer.name, "is of a kind that is not priced here", "")
    near = get_close_matches(layer.name[:40], KNOWN - ELSEWHERE, 1, 0.75)
    raise ConvError(
        "layer", layer.name, "is not known here", f"Did you mean {near[0]}?" if near else "Write out what it does."
    )


def is_keras(name: str) -> bool:
    """Whether only Keras calls a layer so."""
    return name in KERAS


def is_torch(name: str) -> bool:
    """Whether only PyTorch calls a layer so."""
    return name in TORCH
