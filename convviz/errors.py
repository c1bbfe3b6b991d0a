"""The one exception of convviz: it always says what, which value, which rule, and the cure."""

from __future__ import annotations

LONGEST_SHOWN = 60


def shown(value: object) -> str:
    """`value` as text short enough for a sentence (a pasted 10 kB string stays one line)."""
    try:
        text = value if isinstance(value, str) and value.isprintable() else " ".join(repr(value).split())
    except ValueError:  # Python refuses to print integers of more than 4,300 digits
        text = "a number of thousands of digits"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


class ConvError(ValueError):
    """A convolution that cannot be: names the parameter, its value, the rule it breaks and the cure.

    Attributes:
        parameter: the name of the argument at fault, as the caller spells it.
        value: what was given.
        rule: what must hold, as a clause ("must be at least 1").
        cure: what to do instead, as a sentence.

    Example:
        >>> str(ConvError("stride", 0, "must be at least 1", "Use 1 to visit every position."))
        '`stride` (=0) must be at least 1. Use 1 to visit every position.'
    """

    def __init__(self, parameter: str, value: object, rule: str, cure: str) -> None:
        super().__init__(f"`{parameter}` (={shown(value)}) {rule}. {cure}")
        self.parameter = parameter
        self.value = value
        self.rule = rule
        self.cure = cure

    def __reduce__(self) -> tuple[type[ConvError], tuple[str, object, str, str]]:
        return type(self), (self.parameter, self.value, self.rule, self.cure)
