"""GoogLeNet's first inception module: four ways to look at the same map, stacked (Szegedy et al. 2014)."""

from __future__ import annotations

from convviz.networks.layers import conv, pool
from convviz.spec.network import INPUT, Network, NetworkBuilder
from convviz.spec.operations import Concat

ENTRY = (192, 28, 28)
ONE, THREE, FIVE, POOLED = 64, 128, 32, 32  # filters of the branches
BEFORE_THREE, BEFORE_FIVE = 96, 16  # of the reductions


def inception_3a() -> Network:
    """Module 3a, where 1 × 1 convolutions make the map thin before the 3 × 3 and the 5 × 5 look at it."""
    builder = NetworkBuilder("Inception 3a", ENTRY)
    channels = builder.channels
    builder.begin_stage("1 × 1")
    one = builder.add("b1", conv(channels, ONE, 1, bias=True), INPUT)
    builder.begin_stage("3 × 3")
    builder.add("b2_reduce", conv(channels, BEFORE_THREE, 1, bias=True), INPUT)
    three = builder.add("b2", conv(BEFORE_THREE, THREE, 3, padding=1, bias=True))
    builder.begin_stage("5 × 5")
    builder.add("b3_reduce", conv(channels, BEFORE_FIVE, 1, bias=True), INPUT)
    five = builder.add("b3", conv(BEFORE_FIVE, FIVE, 5, padding=2, bias=True))
    builder.begin_stage("pool")
    builder.add("b4pool", pool(3, 1, 1), INPUT)
    pooled = builder.add("b4_proj", conv(channels, POOLED, 1, bias=True))
    builder.begin_stage("output")
    builder.add("output", Concat(), one, three, five, pooled)
    return builder.network()


def inception_3a_naive() -> Network:
    """The same module without the reductions, which is the paper's argument for them."""
    builder = NetworkBuilder("Inception 3a, naive", ENTRY)
    channels = builder.channels
    builder.begin_stage("1 × 1")
    one = builder.add("b1", conv(channels, ONE, 1, bias=True), INPUT)
    builder.begin_stage("3 × 3")
    three = builder.add("b2", conv(channels, THREE, 3, padding=1, bias=True), INPUT)
    builder.begin_stage("5 × 5")
    five = builder.add("b3", conv(channels, FIVE, 5, padding=2, bias=True), INPUT)
    builder.begin_stage("pool")
    pooled = builder.add("b4pool", pool(3, 1, 1), INPUT)
    builder.begin_stage("output")
    builder.add("output", Concat(), one, three, five, pooled)
    return builder.network()
