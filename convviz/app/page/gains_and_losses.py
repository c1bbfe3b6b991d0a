"""What a cheaper convolution gives and takes, in a sentence each."""

from __future__ import annotations

from convviz.app.page import sections


def gained_and_lost(gained: str, lost: str) -> None:
    """Say both, one under the other.

    Args:
        gained: one sentence.
        lost: one sentence.
    """
    sections.sentences([f"**Gained:** {gained}", f"**Lost:** {lost}"])


def share(part: int, whole: int) -> str:
    """How much one number is of another: `11.9 %`, to a tenth of a per cent.

    Example:
        >>> share(10_275, 86_400), share(1, 4)
        ('11.9 %', '25 %')
    """
    return f"{100 * part / whole:.1f}".removesuffix(".0") + " %"
