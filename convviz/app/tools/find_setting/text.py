"""What the page says that is no answer."""

from __future__ import annotations

from typing import Final

IDEA: Final = "The size formula read backwards: say what you need, and get the numbers of a layer that gives it."
ASK: Final = "What do you want to know?"
OPEN_HELP: Final = "“any” leaves it open: the search finds it. A link can ask for up to {most}."

ROWS_TITLES: Final = {
    "sizes": "All settings",
    "same": "Other kernels",
    "inputs": "The sizes",
    "edge": "What would read every row",
    "tf": "Side by side",
}
SIMPLEST: Final = """
Rows are sorted by these rules; the first that tells two of them apart decides.

1. The kind one expects: transposed where the size grows, direct where it does not.
2. No cell is missed: every input cell is read, or every output cell is stamped.
3. Dilation 1 before more.
4. Equal padding at both ends before unequal.
5. No output_padding before some.
6. Direct: an odd kernel, which has a middle, before an even one. Transposed: a kernel that the stride divides before
   others, because its stamps overlap evenly and leave no checkerboard.
7. Less padding beyond what keeps the size at stride 1, then a smaller kernel, a smaller stride, less padding.
"""
