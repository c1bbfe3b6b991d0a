"""How much a part is of the whole, in words."""

from __future__ import annotations

from convviz.app.page.gains_and_losses import share


def portion(part: int, whole: int) -> str:
    """To a tenth of a per cent; what is less is said to be less, and not nothing.

    Example:
        >>> portion(1, 8), portion(1, 10_000), portion(0, 8)
        ('12.5 %', '< 0.1 %', '0 %')
    """
    return "< 0.1 %" if 0 < 2000 * part < whole else share(part, whole)
