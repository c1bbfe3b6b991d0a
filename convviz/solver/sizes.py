"""Which input sizes lead to a given output."""

from __future__ import annotations

from dataclasses import replace

from convviz.errors import ConvError
from convviz.solver.setting import Setting
from convviz.spec.parse import whole


def inputs_for(setting: Setting, goal: int) -> range:
    """The input sizes that a direct convolution turns into `goal` cells: as many in a row as its stride, or none.

    The floor of the size formula maps them to the same output; sizes below 1 are left out, hence fewer or none where
    padding alone fills the windows.

    Raises:
        ConvError: a transposed setting, or a goal below 1.

    Example:
        >>> list(inputs_for(Setting.of(3, stride=2, padding=1), 28))
        [55, 56]
    """
    if setting.transposed:
        raise ConvError("transposed", True, "must be False: stamps never round", "Use transposed_inputs_for.")
    goal = whole("goal", goal, 1)
    least = (goal - 1) * setting.stride + setting.span - setting.padding
    return range(max(1, least), max(1, least + setting.stride))


def transposed_inputs_for(setting: Setting, goal: int) -> tuple[tuple[int, int], ...]:
    """Every (input size, output_padding) with which a transposed convolution makes `goal` cells, no padding first.

    Its own output_padding does not count. Without dilation there is exactly one pair, or none where the input would be
    below 1: output_padding stands for the rest of a division by the stride.

    Raises:
        ConvError: a direct setting, or a goal below 1.

    Example:
        >>> transposed_inputs_for(Setting.of(3, stride=2, padding=1, transposed=True), 56)
        ((28, 1),)
    """
    if not setting.transposed:
        raise ConvError("transposed", False, "must be True: output_padding belongs to stamps", "Use inputs_for.")
    goal = whole("goal", goal, 1)
    pairs = []
    for extra in range(max(setting.stride, setting.dilation)):
        steps, rest = divmod(goal + setting.padding - setting.span - extra, setting.stride)
        if steps >= 0 and rest == 0:
            pairs.append((steps + 1, extra))
    assert all(replace(setting, output_padding=extra).output(size) == goal for size, extra in pairs)
    return tuple(pairs)


def least_output(setting: Setting) -> int:
    """The smallest output that any input of this setting leads to."""
    if setting.transposed:  # something must be left of the stamps
        cropped = setting.padding - setting.span - setting.output_padding
        size = max(1, (cropped // setting.stride) + 2)
    else:  # the window must fit
        size = max(1, setting.span - setting.padding)
    cells = setting.output(size)
    assert cells is not None
    return cells
