"""The networks on offer: what they are called here, where they come from, and what their papers count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a network comes from.

    Attributes:
        title: the network's, on its button.
        source: authors and year.
        counts: what figures the paper gives and what they count, as sentences.
        built: where this network differs from what the paper prints, as sentences; empty if nowhere.
    """

    title: str
    source: str
    counts: str
    built: str = ""


PAPERS: Final = {
    "alexnet": Paper(
        "AlexNet",
        "Krizhevsky, Sutskever and Hinton 2012",
        "The paper counts 60 million parameters: weights and biases. The 720 million “FLOPs” that later papers quote "
        "for it are multiplications.",
        "The paper prints pictures of 224 × 224, from which its first map of 55 × 55 cannot come; 227 × 227 is what "
        "its code read. Three layers have the two groups of the two graphics cards.",
    ),
    "vgg16": Paper(
        "VGG-16",
        "Simonyan and Zisserman 2014, configuration D",
        "The paper counts 138 million parameters: weights and biases. Most of them are in the first linear layer, most "
        "multiplications in the convolutions.",
    ),
    "inception_3a": Paper(
        "Inception 3a",
        "Szegedy et al. 2014, GoogLeNet’s first module",
        "The paper’s table gives 128 million operations and 159K parameters: multiplications, and weights without "
        "biases in units of 1,024.",
    ),
    "inception_3a_naive": Paper(
        "3a naive",
        "Szegedy et al. 2014, the “naïve version” of GoogLeNet’s first module",
        "The paper gives no figures for it: it is the module they decided against. Compare it with Inception 3a.",
    ),
    "resnet50": Paper(
        "ResNet-50",
        "He, Zhang, Ren and Sun 2015",
        "The paper gives 3.8 billion “FLOPs (multiply-adds)”: multiplications of version v1, whose stride is in the "
        "first 1 × 1 of a block. Libraries build v1.5, with the stride in the 3 × 3, which costs more and sees less "
        "far. Their 25.6 million parameters include what the normalisations learn.",
    ),
    "resnext50_32x4d": Paper(
        "ResNeXt-50",
        "Xie et al. 2016, 32 groups of 4 channels",
        "The paper gives 4.2 billion “FLOPs (multiply-adds)”, which are multiplications, and 25.0 million parameters: "
        "so many with or without what the normalisations learn.",
    ),
    "mobilenet_v1": Paper(
        "MobileNet V1",
        "Howard et al. 2017",
        "The paper gives 569 million “mult-adds”, which are multiplications, and 4.2 million parameters, which are "
        "weights and biases. Its shares of the mult-adds add up to less than 100: the first layer’s 1.19 % is 1.91 %.",
        "The paper prints stride 2 for the last depthwise layer, but its map stays 7 × 7: the stride is 1, in its code "
        "as well.",
    ),
    "mobilenet_v2": Paper(
        "MobileNet V2",
        "Sandler et al. 2018",
        "The paper gives 300 million “multiply-adds”, which are multiplications, and 3.4 million parameters, which are "
        "weights and biases, cut, not rounded. Libraries report 3.5 million, with what the normalisations learn.",
    ),
    "shufflenet_v1": Paper(
        "ShuffleNet V1",
        "Zhang, Zhou, Lin and Sun 2017",
        "The paper’s “complexity in MFLOPs” counts multiplications, and of the convolutions only: its Table 1 comes "
        "out to the million for every number of groups once the last linear layer is left out.",
        "The paper does not say how it rounds at other widths. Here channels are rounded up to what the groups divide.",
    ),
    "xception": Paper(
        "Xception",
        "Chollet 2017",
        "The paper counts 22,855,952 parameters: weights, biases, and what the normalisations learn. Keras reports "
        "22,910,480, because it adds the means and variances they remember.",
    ),
    "dcgan_generator": Paper(
        "DCGAN",
        "Radford, Metz and Chintala 2015",
        "The paper gives no figures. A transposed layer is counted by its input: every number read meets every tap. "
        "Counters that go by the output report four times as much at stride 2.",
        "The paper’s figure draws kernels of 5 × 5 and begins with 1,024 channels. Most code has kernels of 4 × 4, "
        "whose stamps overlap evenly, as here, and often begins with 512 channels.",
    ),
    "dilated_context": Paper(
        "Context",
        "Yu and Koltun 2016, the basic module on 21 channels",
        "The paper counts about 64·C² parameters for C channels: exactly the weights.",
    ),
}  # fmt: skip
