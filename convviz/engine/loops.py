"""Convolutions as plain loops over nested lists: code to be read, line by line, beside the picture of what it does.

Pictures are lists of rows, rows lists of pixels, and with several channels a pixel is a list of numbers; filters lie as
TensorFlow has them, `filters[row][column][in][out]`. Nothing is padded: where there is a border, it is part of the
image. The engine computes the same numbers far faster; tests hold the two together.

A nest of loops begins with its headers, one a line, and ends with the lines that every single product runs: so the
player can tell which line is at work (`convviz.scene.source_code.schema`).
"""

from __future__ import annotations

from collections.abc import Sequence

Number = int | float
Plane = list[list[Number]]  # [row][column]
Picture = list[list[list[Number]]]  # [row][column][channel]
Filters = list[list[list[list[Number]]]]  # [row][column][in][out]


def single_channel(image: Plane, kernel: Plane, stride: int = 1, dilation: int = 1, bias: Number = 0) -> Plane:
    """Slide one kernel over one channel.

    Args:
        image: `[row][column]`.
        kernel: `[row][column]`, no larger than the image.
        stride: cells from one window to the next.
        dilation: cells from one tap to the next.
        bias: added to every output number.

    Example:
        >>> single_channel([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
        [[51, 62]]
    """
    height, width = len(kernel), len(kernel[0])
    rows = (len(image) - dilation * (height - 1) - 1) // stride + 1
    columns = (len(image[0]) - dilation * (width - 1) - 1) // stride + 1
    output: Plane = [[bias] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            for i in range(height):
                for j in range(width):
                    y, x = row * stride + i * dilation, column * stride + j * dilation
                    output[row][column] += image[y][x] * kernel[i][j]
    return output


def multi_channel(image: Picture, filters: Filters, stride: int = 1, bias: Sequence[Number] = ()) -> Picture:
    """Slide filters as deep as the picture: every output number sums over all channels.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel][filter]`.
        stride: cells from one window to the next.
        bias: a number a filter; none: 0.
    """
    height, width, depth, count = len(filters), len(filters[0]), len(filters[0][0]), len(filters[0][0][0])
    rows = (len(image) - height) // stride + 1
    columns = (len(image[0]) - width) // stride + 1
    output: Picture = [[list(bias or [0] * count) for _ in range(columns)] for _ in range(rows)]
    for each in range(count):
        for row in range(rows):
            for column in range(columns):
                for channel in range(depth):
                    for i in range(height):
                        for j in range(width):
                            y, x = row * stride + i, column * stride + j
                            product = image[y][x][channel] * filters[i][j][channel][each]
                            output[row][column][each] += product
    return output


def map_by_map(image: Picture, filters: Filters, stride: int = 1, bias: Number = 0) -> Plane:
    """One filter in two acts: each channel makes a map, then the maps are added up.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel][0]`: a single one.
        stride: cells from one window to the next.
        bias: added to every output number.

    Example:
        >>> map_by_map([[[1, 10], [2, 20]]], [[[[1], [3]]]], bias=100)
        [[131, 162]]
    """
    height, width, depth = len(filters), len(filters[0]), len(filters[0][0])
    rows = (len(image) - height) // stride + 1
    columns = (len(image[0]) - width) // stride + 1
    maps: Picture = [[[0] * depth for _ in range(columns)] for _ in range(rows)]
    for channel in range(depth):
        for row in range(rows):
            for column in range(columns):
                for i in range(height):
                    for j in range(width):
                        y, x = row * stride + i, column * stride + j
                        product = image[y][x][channel] * filters[i][j][channel][0]
                        maps[row][column][channel] += product
    output: Plane = [[bias] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            for channel in range(depth):
                output[row][column] += maps[row][column][channel]
    return output


def depthwise(image: Picture, kernels: Filters, stride: int = 1, dilation: int = 1) -> Picture:
    """Slide kernels over one channel each: nothing is summed over channels.

    Args:
        image: `[row][column][channel]`.
        kernels: `[row][column][channel][multiplier]`.
        stride: cells from one window to the next.
        dilation: cells from one tap to the next.

    Returns:
        `[row][column][channel * multipliers + multiplier]`: TensorFlow's order.

    Example:
        >>> depthwise([[[1, 10], [2, 20]]], [[[[1, 3], [1, 5]]]])
        [[[1, 3, 10, 50], [2, 6, 20, 100]]]
    """
    height, width, depth, multipliers = len(kernels), len(kernels[0]), len(kernels[0][0]), len(kernels[0][0][0])
    rows = (len(image) - dilation * (height - 1) - 1) // stride + 1
    columns = (len(image[0]) - dilation * (width - 1) - 1) // stride + 1
    maps: Picture = [[[0] * (depth * multipliers) for _ in range(columns)] for _ in range(rows)]
    for channel in range(depth):
        for q in range(multipliers):
            for row in range(rows):
                for column in range(columns):
                    for i in range(height):
                        for j in range(width):
                            y, x = row * stride + i * dilation, column * stride + j * dilation
                            product = image[y][x][channel] * kernels[i][j][channel][q]
                            maps[row][column][channel * multipliers + q] += product
    return maps


def grouped(image: Picture, filters: Filters, groups: int, stride: int = 1) -> Picture:
    """Slide filters as deep as a group of channels: each reads those of its group alone.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel of the group][filter]`.
        groups: into how many the channels are split, and the filters likewise.
        stride: cells from one window to the next.

    Example:
        >>> grouped([[[1, 10]]], [[[[2, 3]]]], groups=2)
        [[[2, 30]]]
    """
    height, width, depth, count = len(filters), len(filters[0]), len(filters[0][0]), len(filters[0][0][0])
    rows = (len(image) - height) // stride + 1
    columns = (len(image[0]) - width) // stride + 1
    output: Picture = [[[0] * count for _ in range(columns)] for _ in range(rows)]
    for each in range(count):
        for row in range(rows):
            for column in range(columns):
                for channel in range(depth):
                    for i in range(height):
                        for j in range(width):
                            y, x = row * stride + i, column * stride + j
                            place = each * groups // count * depth + channel
                            product = image[y][x][place] * filters[i][j][channel][each]
                            output[row][column][each] += product
    return output


def pointwise(image: Picture, filters: Filters) -> Picture:
    """Mix the channels at every pixel: filters of 1 × 1, so no window and no stride.

    Args:
        image: `[row][column][channel]`.
        filters: `[0][0][channel][filter]`.
    """
    rows, columns, depth, count = len(image), len(image[0]), len(filters[0][0]), len(filters[0][0][0])
    output: Picture = [[[0] * count for _ in range(columns)] for _ in range(rows)]
    for each in range(count):
        for row in range(rows):
            for column in range(columns):
                for channel in range(depth):
                    product = image[row][column][channel] * filters[0][0][channel][each]
                    output[row][column][each] += product
    return output


def reordered(image: Picture, order: Sequence[int]) -> Picture:
    """Give the channels new places: nothing is computed.

    Args:
        image: `[row][column][channel]`.
        order: for every new place the channel that moves there.

    Example:
        >>> reordered([[[5, 6, 7]]], [2, 0, 1])
        [[[7, 5, 6]]]
    """
    rows, columns, count = len(image), len(image[0]), len(order)
    output: Picture = [[[0] * count for _ in range(columns)] for _ in range(rows)]
    for each in range(count):
        for row in range(rows):
            for column in range(columns):
                output[row][column][each] = image[row][column][order[each]]
    return output


def separable(image: Picture, kernels: Filters, mixing: Filters, stride: int = 1) -> Picture:
    """Look around in every channel, then mix the channels at every pixel.

    Args:
        image: `[row][column][channel]`.
        kernels: of the depthwise part, `[row][column][channel][multiplier]`.
        mixing: 1 × 1 filters, `[0][0][channel * multipliers + multiplier][filter]`.
        stride: of the depthwise part.
    """
    return pointwise(depthwise(image, kernels, stride), mixing)
