"""Convolutions as plain loops over nested lists, shown line by line beside the player.

Images are `image[row][column]`, or `image[row][column][channel]`; filters have TensorFlow's layout,
`filters[row][column][in][out]`. The input is already padded. Tests compare the results with the engine.

Each loop nest starts with its headers, one per line, and ends with the lines that run once per product, so that the
player can highlight the current line (`convviz.scene.source_code.schema`).
"""

from __future__ import annotations

from collections.abc import Sequence

Number = int | float
Plane = list[list[Number]]  # [row][column]
Picture = list[list[list[Number]]]  # [row][column][channel]
Filters = list[list[list[list[Number]]]]  # [row][column][in][out]


def single_channel(image: Plane, kernel: Plane, stride: int = 1, dilation: int = 1, bias: Number = 0) -> Plane:
    """Convolve one channel with one kernel.

    Args:
        image: `[row][column]`.
        kernel: `[row][column]`, no larger than the image.
        stride: stride of both axes.
        dilation: dilation of both axes.
        bias: added to every output value.

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
    """Convolve an image with filters over all channels.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel][filter]`.
        stride: stride of both axes.
        bias: one number per filter; (): 0.
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
    """Convolve an image with one filter in two passes: one map per channel, then their sum.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel][0]`, a single filter.
        stride: stride of both axes.
        bias: added to every output value.

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
    """Convolve every channel with kernels of its own.

    Args:
        image: `[row][column][channel]`.
        kernels: `[row][column][channel][multiplier]`.
        stride: stride of both axes.
        dilation: dilation of both axes.

    Returns:
        `[row][column][channel * multipliers + multiplier]`, as in TensorFlow.

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
    """Convolve an image in groups: every filter reads the channels of its group.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel of the group][filter]`.
        groups: number of groups.
        stride: stride of both axes.

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
    """Convolve an image with 1 × 1 filters.

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
    """Permute the channels.

    Args:
        image: `[row][column][channel]`.
        order: source channel of every output channel.

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
    """Apply a depthwise and then a pointwise convolution.

    Args:
        image: `[row][column][channel]`.
        kernels: depthwise kernels, `[row][column][channel][multiplier]`.
        mixing: 1 × 1 filters, `[0][0][channel * multipliers + multiplier][filter]`.
        stride: stride of the depthwise convolution.
    """
    return pointwise(depthwise(image, kernels, stride), mixing)
