"""The numbers that a text says, whatever its words and language."""

import re
from collections.abc import Iterable

from convviz.app.markup import to_plain

NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?")


def numbers(*texts: str) -> list[float]:
    """All numbers in prose, in their order: "2,304 of 4,608" gives 2304 and 4608."""
    found = (one for text in texts for one in NUMBER.findall(to_plain(text)))
    return [float(one.replace(",", "").replace("−", "-")) for one in found]


def says(texts: Iterable[str], *wanted: float) -> bool:
    """Whether one of the texts says all of these numbers."""
    return any(set(wanted) <= set(numbers(text)) for text in texts)
