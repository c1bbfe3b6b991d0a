"""Sizes asked backwards: the solver against every setting there is, tried out one by one."""

import doctest
import importlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError
from convviz.solver import (
    SearchBounds,
    Setting,
    best_by_kernel,
    cures,
    edge,
    find,
    inputs_for,
    least_output,
    same_size,
    tf_same,
    transposed_inputs_for,
)
from random_layers import quick, thorough

HUGE = 2**63
SMALL = SearchBounds.of(kernel=(1, 4), stride=(1, 3), dilation=(1, 2))


@st.composite
def settings(draw, transposed=None, most=5):
    transposed = draw(st.booleans()) if transposed is None else transposed
    stride, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    extra = draw(st.integers(0, max(stride, dilation) - 1)) if transposed else 0
    ends = draw(st.tuples(st.integers(0, 4), st.integers(0, 4)))
    return Setting.of(
        draw(st.integers(1, most)), stride=stride, padding=ends, dilation=dilation, output_padding=extra,
        transposed=transposed,
    )  # fmt: skip


def output(setting, size):
    """By the layer itself."""
    spec = setting.spec(1)
    return spec.output_shape((size,))[0] if spec.fits((size,)) else None


def tried(start, goal, bounds):
    """Every setting within the bounds that does it, by trying them all with no formula but the layer's own."""
    spans = (bounds.kernel, bounds.stride, bounds.dilation)
    found = set()
    for k, s, d in product(*(range(low, high + 1) for low, high in spans)):
        if k == 1 and d > bounds.dilation[0]:
            continue  # a single tap has no neighbour to be far from
        span = d * (k - 1) + 1
        for transposed in (False, True):
            big = goal if transposed else start
            for total in range(2 * min(span - 1, big) + 1):
                ends = (total // 2, total - total // 2)
                for extra in range(max(s, d) if transposed else 1):
                    one = Setting(k, s, *ends, d, extra, transposed)
                    if (bounds.uneven or total % 2 == 0) and output(one, start) == goal:
                        found.add(one)
    return found


@pytest.mark.parametrize("start", [1, 2, 3, 6, 7])
def test_it_finds_all_and_nothing_else(start):
    for goal in (1, 2, 3, 4, 6, 7, 12, 13, 14):
        found = find(start, goal, bounds=SMALL)
        assert len(set(found.settings)) == len(found.settings) == found.total
        assert set(found.settings) == tried(start, goal, SMALL)


@quick
@given(st.data())
def test_it_finds_all_within_any_bounds(data):
    def span(most):
        low = data.draw(st.integers(1, most))
        return low, data.draw(st.integers(low, most))

    bounds = SearchBounds.of(kernel=span(5), stride=span(5), dilation=span(3), uneven=data.draw(st.booleans()))
    start, goal = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 60))
    wanted = tried(start, goal, bounds)
    assert set(find(start, goal, bounds=bounds).settings) == wanted
    for kind in (False, True):
        of_kind = find(start, goal, transposed=kind, bounds=bounds).settings
        assert set(of_kind) == {one for one in wanted if one.transposed == kind}


@quick
@given(st.integers(1, 40), st.integers(1, 80), st.integers(1, 5))
def test_a_limit_keeps_the_simplest(start, goal, limit):
    everything = find(start, goal)
    some = find(start, goal, limit=limit)
    assert some.settings == everything.settings[:limit]
    assert some.total == everything.total


def test_simple_is_what_the_page_says():
    def first(start, goal, **within):
        one = find(start, goal, bounds=SearchBounds.of(**within)).settings[0]
        return one.transposed, one.kernel, one.stride, one.low, one.high, one.dilation, one.output_padding

    assert first(28, 56) == (True, 2, 2, 0, 0, 1, 0)
    assert first(28, 56, kernel=3) == (True, 3, 2, 1, 1, 1, 1)
    assert first(28, 56, kernel=4) == (True, 4, 2, 1, 1, 1, 0)
    assert first(28, 14) == (False, 3, 2, 1, 1, 1, 0)
    assert first(28, 28, kernel=3) == (False, 3, 1, 1, 1, 1, 0)
    assert first(28, 28, kernel=4, stride=1) == (False, 4, 1, 1, 2, 1, 0), "an even span has no equal ends"
    assert first(28, 28, kernel=3, dilation=2) == (False, 3, 1, 2, 2, 2, 0)
    assert first(224, 112, kernel=7) == (False, 7, 2, 3, 3, 1, 0), "the first layer of ResNet"
    assert first(224, 14, kernel=16, stride=16) == (False, 16, 16, 0, 0, 1, 0), "the patches of a vision transformer"
    assert first(4, 8, kernel=4) == (True, 4, 2, 1, 1, 1, 0), "DCGAN"


def test_the_order_is_the_one_that_is_promised():
    def promised(one):
        even = one.overlaps_evenly if one.transposed else one.kernel % 2
        return (
            not one.transposed, bool(one.missed(28)), one.dilation, one.low != one.high, one.output_padding, not even
        )  # fmt: skip

    ranks = [promised(one) for one in find(28, 56, bounds=SearchBounds.of(stride=(1, 4))).settings]
    assert ranks == sorted(ranks)


def test_the_best_of_each_kernel():
    best = best_by_kernel(find(28, 56, transposed=True, bounds=SearchBounds.of(kernel=(1, 7), dilation=1)))
    extras = {kernel: (one.stride, one.low, one.output_padding) for kernel, one in best.items()}
    assert extras == {2: (2, 0, 0), 3: (2, 1, 1), 4: (2, 1, 0), 5: (2, 2, 1), 6: (2, 2, 0), 7: (2, 3, 1), 1: (2, 0, 1)}
    assert list(best) == [1, 2, 3, 4, 5, 6, 7]


def test_two_axes_share_their_numbers():
    both = find((28, 20), (56, 40)).settings
    assert both
    assert all((one.output(28), one.output(20)) == (56, 40) for one in both)
    assert set(both) == set(find(28, 56).settings) & set(find(20, 40).settings)
    assert find((28, 20), (56, 41), bounds=SearchBounds.of(kernel=3)).total == 0


def test_the_largest_sizes_are_searched_like_small_ones():
    """A search over windows, never over cells: what halves 2⁶² cells halves 28 as well."""
    near, far = find(28, 14).settings, find(28 + 2**62, 14 + 2**61).settings
    assert far
    assert set(far) <= set(near)
    assert {one.stride for one in far} == {2}


@thorough
@given(settings(), st.integers(1, 30))
def test_a_setting_counts_as_the_layer_does(setting, size):
    assert setting.output(size) == output(setting, size)
    if setting.output(size):
        (axis,) = setting.spec(1).resolve((size,)).axes
        assert setting.missed(size) == len(axis.unreached())
    assert setting.span == setting.spec(1).span[0]


@thorough
@given(settings(transposed=True))
def test_even_overlap_is_the_same_number_of_stamps_everywhere(setting):
    bare = Setting(setting.kernel, setting.stride, dilation=setting.dilation, transposed=True)
    size = 4 * setting.span
    (axis,) = bare.spec(1).resolve((size,)).axes
    met = [0] * axis.big
    for cell in range(size):
        for place in axis.window(cell):
            met[place] += 1
    inner = met[setting.span : -setting.span]
    assert setting.overlaps_evenly == (min(inner) == max(inner))


@pytest.mark.parametrize("goal", [1, 2, 28])
def test_the_inputs_of_an_output(goal):
    for k, s, p, d in product(range(1, 5), range(1, 4), range(3), (1, 2)):
        setting = Setting.of(k, stride=s, padding=p, dilation=d)
        sizes = inputs_for(setting, goal)
        assert list(sizes) == [n for n in range(1, 110) if output(setting, n) == goal]
        assert len(sizes) <= s
        stamped = Setting.of(k, stride=s, padding=p, dilation=d, transposed=True)
        by_hand = [
            (n, extra)
            for extra in range(max(s, d))
            for n in range(1, 40)
            if output(Setting.of(k, stride=s, padding=p, dilation=d, output_padding=extra, transposed=True), n) == goal
        ]
        assert list(transposed_inputs_for(stamped, goal)) == by_hand


def test_output_padding_picks_between_the_inputs_of_the_direct_layer():
    """What 55 and 56 are both mapped to, the transposed layer takes back to either."""
    assert list(inputs_for(Setting.of(3, stride=2, padding=1), 28)) == [55, 56]
    up = Setting.of(3, stride=2, padding=1, transposed=True)
    assert [transposed_inputs_for(up, big) for big in (55, 56)] == [((28, 0),), ((28, 1),)]


@thorough
@given(settings())
def test_the_least_output(setting):
    assert least_output(setting) == next(cells for n in range(1, 99) if (cells := output(setting, n)))


@pytest.mark.parametrize(("k", "d"), list(product(range(1, 12), range(1, 6))))
def test_same_keeps_the_size(k, d):
    same = same_size(k, d)
    assert {same.output(n) for n in (1, 7, 28)} <= {1, 7, 28}
    assert all(same.output(n) == n for n in range(1, 30))
    assert same.high - same.low == (same.span - 1) % 2
    assert same.symmetric == (same.span % 2 == 1)


@thorough
@given(settings(), st.integers(1, 40))
def test_tensorflows_same_is_the_layers(setting, size):
    same = tf_same(size, setting.kernel, setting.stride, setting.dilation, transposed=setting.transposed)
    wanted = size * setting.stride if setting.transposed else -(-size // setting.stride)
    assert same.output == same.setting.output(size) == wanted
    assert same.exact == same.setting.symmetric
    if same.symmetric is None:
        total = same.setting.padding
        options = range(max(setting.stride, setting.dilation)) if setting.transposed else (0,)
        even = [
            Setting(setting.kernel, setting.stride, p, p, setting.dilation, extra, setting.transposed)
            for p in range(total + 2)
            for extra in options
        ]
        assert not [one for one in even if one.output(size) == wanted]
    else:
        assert same.symmetric.symmetric
        assert same.symmetric.output(size) == wanted


@thorough
@given(settings(transposed=False), st.integers(1, 30))
def test_the_edge_is_what_no_window_reads(setting, size):
    if setting.output(size) is None:
        with pytest.raises(ConvError, match="kernel"):
            edge(setting, size)
        return
    (axis,) = setting.spec(1).resolve((size,)).axes
    found, lost = edge(setting, size), axis.unreached()
    end = axis.window(axis.small - 1)[-1]
    assert found.missed == len(lost)
    assert found.rest == size + setting.high - 1 - end
    assert found.tail == len(range(max(0, end + 1), size))
    assert found.gaps == len([cell for cell in lost if cell <= end])


@thorough
@given(settings(transposed=False), st.integers(1, 30))
def test_a_cure_has_every_cell_read(setting, size):
    if setting.output(size) is None:
        return
    found = cures(setting, size)
    assert bool(edge(setting, size).missed) or not found
    for cure in found:
        (axis,) = cure.setting.spec(1).resolve((cure.size,)).axes
        assert axis.unreached() == ()
        assert axis.small == cure.output
        names = ("kernel", "stride", "low", "high")
        changed = [name for name in names if getattr(cure.setting, name) != getattr(setting, name)]
        assert changed == {"padding": ["low", "high"], "size": []}.get(cure.change, [cure.change])


def refused(action, *args, **options):
    with pytest.raises(ConvError) as caught:
        action(*args, **options)
    assert len(str(caught.value)) < 400
    assert caught.value.cure.endswith(".")
    return caught.value.parameter


@pytest.mark.parametrize("value", [0, -1, 10**400, HUGE, 1.5, "28", None, True], ids=lambda v: repr(v)[:8])
def test_sizes_that_are_none_are_refused(value):
    assert refused(find, value, 28) == "start"
    assert refused(find, 28, (value,)) == "goal"
    assert refused(inputs_for, Setting.of(3), value) == "goal"
    assert refused(transposed_inputs_for, Setting.of(3, transposed=True), value) == "goal"
    assert refused(edge, Setting.of(3), value) == "size"
    assert refused(cures, Setting.of(3), value) == "size"
    assert refused(tf_same, value, 3) == "size"
    assert refused(same_size, value) == "kernel"
    assert refused(tf_same, 28, value) == "kernel"
    for name in ("kernel", "stride", "dilation"):
        assert refused(SearchBounds.of, **{name: value}) == name
        assert refused(SearchBounds.of, **{name: (1, value)}) == name
        assert refused(Setting.of, **{"kernel": 3, name: value}) == name


def test_what_does_not_go_together_is_refused():
    assert refused(find, (28, 28), 56) == "goal"
    assert refused(find, (1, 1, 1, 1), 56) == "start"
    assert refused(find, 28, 56, transposed=2) == "transposed"
    assert refused(find, 28, 56, limit=0) == "limit"
    assert refused(SearchBounds.of, kernel=(3, 2)) == "kernel"
    assert refused(SearchBounds.of, kernel=(1, 17)) == "kernel"
    assert refused(SearchBounds.of, stride=(1, 2, 3)) == "stride"
    assert refused(SearchBounds.of, uneven=1) == "uneven"
    assert refused(inputs_for, Setting.of(3, transposed=True), 5) == "transposed"
    assert refused(transposed_inputs_for, Setting.of(3), 5) == "transposed"
    assert refused(edge, Setting.of(3, transposed=True), 5) == "transposed"
    assert refused(edge, Setting.of(6), 5) == "kernel"
    assert refused(Setting.of, 3, output_padding=1) == "output_padding"
    assert refused(Setting.of, 3, stride=2, output_padding=2, transposed=True) == "output_padding"


@pytest.mark.parametrize("name", ["setting", "search", "sizes", "same", "edge"])
def test_examples_in_docstrings_are_true(name):
    module = importlib.import_module(f"convviz.solver.{name}")
    assert doctest.testmod(module).failed == 0
