"""Where the edge went: cells no window reaches, and what would reach them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from convviz.errors import ConvError
from convviz.solver.setting import Setting
from convviz.spec.parse import whole

FARTHEST = 64  # steps a cure is looked for in either direction


@dataclass(frozen=True, slots=True)
class Edge:
    """What the windows of a direct convolution leave out.

    Attributes:
        output: cells that come out.
        rest: cells of the padded input beyond the last window, the rest of the division that the floor drops.
        tail: those of them that are input and not padding: the last cells of the input.
        missed: input cells no window reads, the tail among them.
    """

    output: int
    rest: int
    tail: int
    missed: int

    @property
    def gaps(self) -> int:
        """Missed cells before the tail, between windows or taps."""
        return self.missed - self.tail


@dataclass(frozen=True, slots=True)
class Cure:
    """One change that has every cell read.

    Attributes:
        change: "padding", "high" (padding at the high end only), "kernel", "stride" or "size".
        setting: with that change.
        size: of the input, another one only for "size".
        output: cells that come out then.
    """

    change: str
    setting: Setting
    size: int
    output: int


def edge(setting: Setting, size: int) -> Edge:
    """What a direct convolution of `size` cells leaves out.

    Raises:
        ConvError: a transposed setting, a size below 1, or a window that does not fit.

    Example:
        >>> edge(Setting.of(3, stride=2), 28)
        Edge(output=13, rest=1, tail=1, missed=1)
    """
    output = _fitting(setting, whole("size", size, 1))
    rest = (size + setting.padding - setting.span) % setting.stride
    return Edge(output, rest, min(size, max(0, rest - setting.high)), setting.missed(size))


def cures(setting: Setting, size: int) -> tuple[Cure, ...]:
    """For each number of the layer alone, the least change of it with which every input cell is read.

    Raises:
        ConvError: as `edge`.

    Example:
        >>> [(cure.change, cure.output) for cure in cures(Setting.of(3, stride=2), 28)]
        [('high', 14), ('padding', 14), ('kernel', 13), ('stride', 26), ('size', 13)]
    """
    if edge(setting, size).missed == 0:
        return ()
    found = (_first(change, tries, size) for change, tries in _changes(setting))
    return tuple(cure for cure in (*found, _cut(setting, size)) if cure)


def _cut(setting: Setting, size: int) -> Cure | None:
    """The input without the rows that are lost at its end."""
    less = size - edge(setting, size).tail
    output = setting.output(less) if 0 < less < size else None
    return Cure("size", setting, less, output) if output is not None and not setting.missed(less) else None


def _changes(setting: Setting) -> Iterator[tuple[str, Iterator[Setting]]]:
    more = range(1, FARTHEST + 1)
    yield "high", (replace(setting, high=setting.high + n) for n in more)
    if setting.symmetric:
        yield "padding", (replace(setting, low=setting.low + n, high=setting.high + n) for n in more)
    yield "kernel", (replace(setting, kernel=setting.kernel + n) for n in more)
    yield "stride", (replace(setting, stride=less) for less in range(setting.stride - 1, 0, -1))


def _first(change: str, tries: Iterator[Setting], size: int) -> Cure | None:
    for setting in tries:
        output = setting.output(size)
        if output is not None and not setting.missed(size) and max(setting.low, setting.high) < setting.span:
            return Cure(change, setting, size, output)
    return None


def _fitting(setting: Setting, size: int) -> int:
    if setting.transposed:
        raise ConvError(
            "transposed", True, "must be False: a transposed convolution reads every cell", "Ask about a direct one."
        )
    output = setting.output(size)
    if output is None:
        raise ConvError(
            "kernel",
            setting.kernel,
            f"at dilation {setting.dilation} spans {setting.span} cells, but the padded input has "
            f"{size + setting.padding}",
            "Use a smaller kernel or dilation, or a larger input or padding.",
        )
    return output
