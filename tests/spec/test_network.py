"""Networks as graphs and their price, on small ones made here; known ones are in tests/networks."""

from fractions import Fraction

import pytest

from convviz.costs.network import network_cost
from convviz.errors import ConvError
from convviz.spec.block import shuffle
from convviz.spec.conv import ConvSpec
from convviz.spec.network import INPUT, Network, NetworkBuilder, Node
from convviz.spec.operations import Add, Concat, GlobalPool, Linear, Pool
from convviz.spec.recipes import bottleneck


def a_residual_network() -> Network:
    builder = NetworkBuilder("small", (3, 17, 15))
    entry = builder.add("entry", ConvSpec.of(2, 3, 6, (3, 5), stride=2, padding=(1, 2), bias=True), norm=True)
    builder.add("pool", Pool.of(2, 3, stride=1, padding=1))
    round_it = builder.add("look", bottleneck(6, 2), norm=True)
    total = builder.add("sum", Add(), round_it, entry)
    wide = builder.add("wide", ConvSpec.of(2, 6, 4, 3, padding=1, dilation=1, groups=2), total)
    builder.add("stack", Concat(), wide, total)
    builder.add("shuffle", shuffle(10, 5))
    builder.add("mean", GlobalPool())
    builder.add("classes", Linear(10, 7))
    return builder.network()


def test_every_node_says_what_it_writes() -> None:
    shapes = a_residual_network().shapes()
    assert shapes["entry"] == shapes["pool"] == shapes["look"] == shapes["sum"] == (6, 9, 8)
    assert shapes["stack"] == shapes["shuffle"] == (10, 9, 8)
    assert shapes["mean"] == (10, 1, 1)
    assert shapes["classes"] == (7,)


def test_the_price_is_the_sum_of_its_rows_counted_by_hand() -> None:
    price = network_cost(a_residual_network())
    multiplications = [9 * 8 * 6 * 45, 0, 72 * 12, 72 * 2 * 18, 72 * 12, 0, 72 * 4 * 27, 0, 0, 0, 70]
    assert [row.cost.multiplications for row in price.rows] == multiplications
    assert price.multiplications == price.macs == sum(multiplications)
    assert price.flops == 2 * price.macs
    assert price.weights == 6 * 45 + 12 + 36 + 12 + 4 * 27 + 70
    assert price.biases == 6 + 7
    assert price.norm_params == 2 * (6 + 2 + 2 + 6)
    assert [row.name for row in price.rows][2:5] == ["look.reduce", "look.look", "look.expand"]
    assert [row.kind for row in price.layers] == [
        "conv", "maxpool", "pwconv", "conv", "pwconv", "gconv", "gap", "fc"
    ]  # fmt: skip


def test_what_a_unit_sees_follows_the_longest_path() -> None:
    seen = {row.name: row.receptive_field for row in network_cost(a_residual_network()).rows}
    assert [(reach.receptive, reach.jump) for reach in seen["entry"]] == [(3, 2), (5, 2)]
    assert [reach.receptive for reach in seen["sum"]] == [3 + 2 * 2 + 2 * 2, 5 + 2 * 2 + 2 * 2]
    assert [reach.receptive for reach in seen["mean"]] == [15 + 8 * 2, 17 + 7 * 2]
    assert seen["classes"] == ()


def test_after_a_transposed_layer_units_lie_closer_than_the_cells_they_see() -> None:
    builder = NetworkBuilder("generator", (4, 5))
    builder.add("first", ConvSpec.of(1, 4, 2, 5, stride=2, transposed=True))
    builder.add("second", ConvSpec.of(1, 2, 1, 3))
    first, second = network_cost(builder.network()).rows
    assert (first.kind, first.cost.multiplications) == ("convT", 5 * 4 * 2 * 5)
    assert (first.receptive_field[0].receptive, first.receptive_field[0].jump) == (3, Fraction(1, 2))
    assert second.receptive_field[0].receptive == 4


@pytest.mark.parametrize("size", range(1, 12))
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(2, 2, 0), (3, 2, 0), (3, 2, 1), (2, 3, 1), (4, 3, 2)])
def test_pooling_with_ceil_counts_windows_that_hang_over(size: int, kernel: int, stride: int, padding: int) -> None:
    """One more window only if complete ones leave cells out and it begins on the map, not on the high padding."""
    pool = Pool.of(1, kernel, stride=stride, padding=padding, ceil=True)
    if size + 2 * padding < kernel:
        with pytest.raises(ConvError, match="kernel"):
            pool.output_shape((1, size))
        return
    starts = range(-padding, size + padding, stride)
    complete = [start for start in starts if start + kernel <= size + padding]
    left_out = range(complete[-1] + kernel, size + padding)
    hanging = [start for start in starts if left_out and start > complete[-1] and start < size][:1]
    assert pool.output_shape((1, size)) == (1, len(complete) + len(hanging))


@pytest.mark.parametrize(
    ("operation", "shapes", "says"),
    [
        (Add(), [(3, 4), (3, 5)], "equal"),
        (Add(), [(3, 4)], "two maps"),
        (Concat(), [(3, 4), (3, 5)], "one size"),
        (Linear(12, 5), [(3, 5)], "3 × 5 are 15"),
        (Pool.of(2, 3), [(3, 5)], "2 spatial sizes"),
        (GlobalPool(), [], "one map"),
    ],
)
def test_operations_refuse_what_they_cannot_read(
    operation: Add | Linear, shapes: list[tuple[int, ...]], says: str
) -> None:
    with pytest.raises(ConvError, match=says):
        operation.output_shape(*shapes)


def test_a_network_refuses_names_used_twice_or_before_they_are_there() -> None:
    node = Node("a", GlobalPool(), (INPUT,))
    with pytest.raises(ConvError, match="one node only"):
        Network("twice", (1, 4), (node, node))
    with pytest.raises(ConvError, match="must be a node before 'b'"):
        Network("ahead", (1, 4), (Node("b", GlobalPool(), ("c",)),))


def test_what_does_not_fit_names_its_node() -> None:
    network = Network("misfit", (3, 4, 4), (Node("deep", ConvSpec.of(2, 5, 1, 1), (INPUT,)),))
    with pytest.raises(ConvError, match="In deep"):
        network.shapes()
    flat = Network("flat", (3,), (Node("deep", ConvSpec.of(2, 3, 1, 1), (INPUT,)),))
    with pytest.raises(ConvError, match="before any linear layer"):
        flat.shapes()
