"""Why a block cannot do a task, as a sentence; empty where it can."""

from __future__ import annotations

from convviz.costs.alternatives.layer_task import Task


def no_multiple(task: Task) -> str:
    """Depthwise maps come in multiples of the channels."""
    if task.out_channels % task.in_channels == 0:
        return ""
    return (
        f"every channel has as many kernels as the others, so {task.in_channels:,} channels give {task.in_channels:,} "
        f"maps or a multiple of that, not {task.out_channels:,}."
    )


def nothing_to_split(task: Task) -> str:
    """A 1 × 1 kernel has neither column nor row."""
    if task.kernel > 1:
        return ""
    return "a kernel of 1 × 1 does not look around: there is nothing to split into a column and a row."


def other_channels(task: Task) -> str:
    """A kernel laid on each channel keeps their number."""
    if task.in_channels == task.out_channels:
        return nothing_to_split(task)
    return (
        f"it is meant for a kernel laid on each channel by itself, so {task.in_channels:,} channels stay "
        f"{task.in_channels:,}. To come to {task.out_channels:,}, column and row must mix: see “column and row”."
    )


def not_even(task: Task, **channels: int) -> str:
    """Why channels cannot be dealt out to the groups."""
    if task.groups == 1:
        return "one group is no groups. Choose more."
    for name, count in channels.items():
        if count % task.groups:
            return f"{count:,} {name.replace('_', ' ')} cannot be dealt out to {task.groups} groups evenly."
    return ""


def outside(task: Task) -> dict[str, int]:
    """The channels at both ends, named for `not_even`."""
    return {"channels_in": task.in_channels, "channels_out": task.out_channels}


def other_size(task: Task, same: str = "the regular layer") -> str:
    """Why a 1 × 1 kernel cannot take the place of the window."""
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
