"""What the page says about itself."""

from __future__ import annotations

from typing import Final

from convviz.ui.fields import State
from convviz.ui.find_setting.state import is_back, is_transposed

IDEA: Final = (
    "The size of an output follows from a formula. Here it is read backwards: ask for what you need, and get the "
    "numbers of a layer that gives it."
)
DIRECT: Final = r"$o = \left\lfloor \dfrac{i + p_0 + p_1 - d(k - 1) - 1}{s} \right\rfloor + 1$"
STAMPED: Final = r"$o = (i - 1)s - p_0 - p_1 + d(k - 1) + 1 + a$"
SAME: Final = r"$p_0 + p_1 = \max\left(\left(\lceil i / s \rceil - 1\right) s + d(k - 1) + 1 - i,\ 0\right)$"
STAMPED_SAME: Final = r"$p_0 + p_1 = \max(k - s,\ 0)$"


def formula(state: State) -> str:
    """The formula that is read backwards here."""
    direct, stamped = f"direct: {DIRECT}", f"transposed, with output_padding $a$: {STAMPED}"
    if state["ask"] == "sizes":
        return {"any": f"{direct} &emsp; {stamped}", "direct": direct, "transposed": stamped}[str(state["way"])]
    if state["ask"] == "tf" and not is_back(state):
        return f"SAME: {STAMPED_SAME if is_transposed(state) else SAME}"
    if state["ask"] == "same":
        return r"at stride 1: $p_0 + p_1 = d(k - 1)$"
    return stamped if is_transposed(state) else direct
