"""Constraints of blocks: each function returns why a block cannot replace a layer, or "" if it can."""

from __future__ import annotations

from convviz.costs.alternatives.layer_task import Task


def not_a_multiple(task: Task) -> str:
    """Depthwise convolution: the output channels must be a multiple of the input channels."""
    if task.out_channels % task.in_channels == 0:
        return ""
    return (
        f"every channel has as many kernels as the others, so {task.in_channels:,} channels give {task.in_channels:,} "
        f"maps or a multiple of that, not {task.out_channels:,}."
    )


def not_spatial(task: Task) -> str:
    """Column and row: the kernel must be larger than 1 × 1."""
    if task.kernel > 1:
        return ""
    return "a kernel of 1 × 1 does not look around: there is nothing to split into a column and a row."


def channels_differ(task: Task) -> str:
    """Spatially separable kernel: the number of channels must stay the same."""
    if task.in_channels == task.out_channels:
        return not_spatial(task)
    return (
        f"it is meant for a kernel laid on each channel by itself, so {task.in_channels:,} channels stay "
        f"{task.in_channels:,}. To come to {task.out_channels:,}, column and row must mix: see “column and row”."
    )


def uneven_groups(task: Task, **channels: int) -> str:
    """Groups: there must be at least two, and they must divide the channels."""
    if task.groups == 1:
        return "one group is no groups. Choose more."
    for name, count in channels.items():
        if count % task.groups:
            return f"{count:,} {name.replace('_', ' ')} cannot be dealt out to {task.groups} groups evenly."
    return ""


def outer_channels(task: Task) -> dict[str, int]:
    """Return the channels of input and output by name, for `uneven_groups`."""
    return {"channels_in": task.in_channels, "channels_out": task.out_channels}


def size_differs(task: Task, same: str = "the regular layer") -> str:
    """Pointwise convolution: the output must have the size of the replaced layer, whose kernel is larger."""
    reached = _reached(task)
    if reached != task.places:
        return (
            f"a 1 × 1 window fits {reached[0]} × {reached[1]} times at this stride without padding, but the regular "
            f"layer writes {task.places[0]} × {task.places[1]}."
        )
    return f"the kernel is 1 × 1 as it is: this is {same}." if task.kernel == 1 else ""


def _reached(task: Task) -> tuple[int, int]:
    height, width = (-(-size // task.stride) for size in task.size)
    return height, width
