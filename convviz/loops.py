"""Convolutions as plain loops over nested lists: code to be read, line by line.

Pictures are lists of rows, rows lists of pixels, and with several channels a pixel is a list of numbers; filters lie as
TensorFlow has them, `filters[row][column][in][out]`. Nothing is padded. The engine computes the same numbers far
faster; tests hold the two together.
"""

from __future__ import annotations

Number = int | float
Plane = list[list[Number]]  # [row][column]
Picture = list[list[list[Number]]]  # [row][column][channel]
Filters = list[list[list[list[Number]]]]  # [row][column][in][out]


def single_channel(image: Plane, kernel: Plane, stride: int = 1) -> Plane:
    """Slide one kernel over one channel.

    Args:
        image: `[row][column]`.
        kernel: `[row][column]`, no larger than the image.
        stride: cells from one window to the next.

    Example:
        >>> single_channel([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
        [[51, 62]]
    """
    rows, columns = positions(len(image), len(kernel), stride), positions(len(image[0]), len(kernel[0]), stride)
    output: Plane = [[0] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            for i in range(len(kernel)):
                for j in range(len(kernel[0])):
                    output[row][column] += image[row * stride + i][column * stride + j] * kernel[i][j]
    return output


def multi_channel(image: Picture, filters: Filters, stride: int = 1) -> Picture:
    """Slide filters as deep as the picture: every output number sums over all channels.

    Args:
        image: `[row][column][channel]`.
        filters: `[row][column][channel][filter]`.
        stride: cells from one window to the next.
    """
    height, width, depth, count = len(filters), len(filters[0]), len(filters[0][0]), len(filters[0][0][0])
    rows, columns = positions(len(image), height, stride), positions(len(image[0]), width, stride)
    output: Picture = [[[0] * count for _ in range(columns)] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            for each in range(count):
                for i in range(height):
                    for j in range(width):
                        for channel in range(depth):
                            pixel = image[row * stride + i][column * stride + j]
                            output[row][column][each] += pixel[channel] * filters[i][j][channel][each]
    return output


def depthwise(image: Picture, kernels: Filters, stride: int = 1) -> Picture:
    """Slide kernels over one channel each: nothing is summed over channels.

    Args:
        image: `[row][column][channel]`.
        kernels: `[row][column][channel][multiplier]`.
        stride: cells from one window to the next.

    Returns:
        `[row][column][channel * multipliers + multiplier]`: TensorFlow's order.

    Example:
        >>> depthwise([[[1, 10], [2, 20]]], [[[[1, 3], [1, 5]]]])
        [[[1, 3, 10, 50], [2, 6, 20, 100]]]
    """
    height, width, depth, multipliers = len(kernels), len(kernels[0]), len(kernels[0][0]), len(kernels[0][0][0])
    rows, columns = positions(len(image), height, stride), positions(len(image[0]), width, stride)
    output: Picture = [[[0] * (depth * multipliers) for _ in range(columns)] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            for channel in range(depth):
                for q in range(multipliers):
                    place = channel * multipliers + q
                    for i in range(height):
                        for j in range(width):
                            pixel = image[row * stride + i][column * stride + j]
                            output[row][column][place] += pixel[channel] * kernels[i][j][channel][q]
    return output


def separable(image: Picture, kernels: Filters, mixing: Filters, stride: int = 1) -> Picture:
    """Look around in every channel, then mix the channels at every pixel.

    Args:
        image: `[row][column][channel]`.
        kernels: of the depthwise part, `[row][column][channel][multiplier]`.
        mixing: 1 × 1 filters, `[0][0][channel * multipliers + multiplier][filter]`.
        stride: of the depthwise part.
    """
    return multi_channel(depthwise(image, kernels, stride), mixing)


def positions(size: int, kernel: int, stride: int) -> int:
    """How many windows fit along one axis."""
    return (size - kernel) // stride + 1
