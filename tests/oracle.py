"""Convolution by plain loops over nested lists: slow, and short enough to be believed. Imports nothing of convviz."""

from itertools import product


def shape(array):
    """Sizes of nested lists."""
    return [len(array), *shape(array[0])] if isinstance(array, list) else []


def at(array, index):
    """One number of nested lists."""
    for i in index:
        array = array[i]
    return array


def nest(sizes, number, index=()):
    """Nested lists of these sizes; `number(index)` says what stands where."""
    if len(index) == len(sizes):
        return number(index)
    return [nest(sizes, number, (*index, i)) for i in range(sizes[len(index)])]


def cells(sizes):
    """Every index of an array of these sizes, last axis fastest."""
    return product(*map(range, sizes))


def same_pads(sizes, kernel, stride, dilation):
    """TensorFlow's SAME: ceil(in / stride) windows, the odd row goes to the high side."""
    pads = []
    for n, k, s, d in zip(sizes, kernel, stride, dilation, strict=True):
        windows = (n + s - 1) // s
        total = max((windows - 1) * s + d * (k - 1) + 1 - n, 0)
        pads.append((total // 2, total - total // 2))
    return pads


def copied(i, n, mode):
    """Which of n cells stands at place i, inside or beyond the border; None for a zero."""
    if 0 <= i < n:
        return i
    if mode == "reflect":  # back and forth without repeating the ends: 0 1 2 3 2 1 | 0 1 2 3 2 1
        there_and_back = [*range(n), *range(n - 2, 0, -1)]
        return there_and_back[i % len(there_and_back)]
    return {"zeros": None, "replicate": min(max(i, 0), n - 1), "circular": i % n}[mode]


def direct(x, w, b=None, *, stride, pads, dilation, groups=1, mode="zeros", flip=False):
    """`(y, multiplications, multiplications on real cells)`; x (N, C, *spatial), w (Cout, Cin / groups, *kernel)."""
    n, _, *sizes = shape(x)
    c_out, deep, *kernel = shape(w)
    axes = range(len(sizes))
    out = [(sizes[a] + sum(pads[a]) - dilation[a] * (kernel[a] - 1) - 1) // stride[a] + 1 for a in axes]
    counted = [0, 0]

    def cell(index):
        item, channel, *position = index
        first = channel // (c_out // groups) * deep
        total = b[channel] if b else 0
        for c, *tap in cells([deep, *kernel]):
            place = [position[a] * stride[a] + tap[a] * dilation[a] - pads[a][0] for a in axes]
            read = [copied(place[a], sizes[a], mode) for a in axes]
            met = [kernel[a] - 1 - tap[a] for a in axes] if flip else tap
            if None not in read:
                total += at(x, (item, first + c, *read)) * at(w, (channel, c, *met))
            counted[0] += 1
            counted[1] += all(0 <= place[a] < sizes[a] for a in axes)
        return total

    return nest([n, c_out, *out], cell), *counted


def transposed(x, w, b=None, *, stride, pads, dilation, groups=1, output_padding=None, flip=False):
    """As `direct`, for the transposed convolution; w (Cin, Cout / groups, *kernel)."""
    n, c_in, *sizes = shape(x)
    _, deep, *kernel = shape(w)
    axes = range(len(sizes))
    extra = output_padding or [0 for _ in axes]
    out = [(sizes[a] - 1) * stride[a] - sum(pads[a]) + dilation[a] * (kernel[a] - 1) + 1 + extra[a] for a in axes]
    y = nest([n, deep * groups, *out], lambda index: b[index[1]] if b else 0)
    counted = [0, 0]
    for item, channel, *position in cells([n, c_in, *sizes]):
        first = channel // (c_in // groups) * deep
        for c, *tap in cells([deep, *kernel]):
            place = [position[a] * stride[a] + tap[a] * dilation[a] - pads[a][0] for a in axes]
            met = [kernel[a] - 1 - tap[a] for a in axes] if flip else tap
            counted[0] += 1
            if all(0 <= place[a] < out[a] for a in axes):
                row = at(y, (item, first + c, *place[:-1]))
                row[place[-1]] += at(x, (item, channel, *position)) * at(w, (channel, c, *met))
                counted[1] += 1
    return y, *counted
