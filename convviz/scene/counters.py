"""The line of counters of a track, the same under every picture: the twin of `player/web/scene/counters.mjs`."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.scene.schema import Track

SEPARATOR = " · "


def counters_line(weights: int, biases: int, spent: int, total: int) -> str:
    """What a track has and takes.

    Args:
        weights: of all its layers.
        biases: likewise.
        spent: multiplications so far.
        total: all of them.

    Example:
        >>> counters_line(9, 1, 45, 81)
        'weights 9 (+ bias 1) · multiplications 45 / 81 · FLOPs = 2 × 81 = 162'
        >>> counters_line(34944, 96, 0, 105415200).partition(SEPARATOR)[0]
        'weights 34,944 (+ biases 96)'
    """
    added = f" (+ {'biases' if biases > 1 else 'bias'} {biases:,})" if biases else ""
    parts = (
        f"weights {weights:,}{added}",
        f"multiplications {spent:,} / {total:,}",
        f"FLOPs = 2 × {total:,} = {2 * total:,}",
    )
    return SEPARATOR.join(parts)


def counters_lines(tracks: Sequence[Track], spent: Sequence[int], totals: Sequence[int]) -> tuple[str, ...]:
    """A line for each track, with its title in front where there are several; none for a track that multiplies nothing.

    Args:
        tracks: of a scene.
        spent: by each, as `Clock` has it.
        totals: of each, likewise.

    Example:
        >>> two = [Track("One", (), weights=9), Track("Other", (), weights=6)]
        >>> counters_lines(two, (0, 6), (81, 54))[1]
        'Other: weights 6 · multiplications 6 / 54 · FLOPs = 2 × 54 = 108'
    """
    several = sum(total > 0 for total in totals) > 1
    return tuple(
        (f"{track.title}: " if several else "") + counters_line(track.weights, track.biases, done, total)
        for track, done, total in zip(tracks, spent, totals, strict=True)
        if total
    )
