"""What a state means: the blocks that do the task, priced and in order, and those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from convviz.app.tools.cost_lab.counts import COUNTS, Number
from convviz.app.tools.cost_lab.state import CostLabState
from convviz.costs.alternatives import (
    ALTERNATIVES,
    Alternative,
    StageCount,
    Task,
    Totals,
    possible_alternatives,
    refused_alternatives,
)

DEFAULT_COUNT: Final = "macs"  # of the bars, where the table is in the order of the blocks


@dataclass(frozen=True, slots=True)
class PricedBlock:
    """One block that can do the task.

    Attributes:
        way: which.
        parts: its stages in closed form.
        totals: its price.
    """

    way: Alternative
    parts: tuple[StageCount, ...]
    totals: Totals


@dataclass(frozen=True)
class CostLabModel:
    """What a state means.

    Attributes:
        state: complete and legal.
    """

    state: CostLabState

    @cached_property
    def task(self) -> Task:
        """What every block is asked to do."""
        return self.state.task

    @cached_property
    def unsorted(self) -> tuple[PricedBlock, ...]:
        """The blocks that can, the regular layer first."""
        return tuple(
            PricedBlock(way, way.counts(self.task), way.totals(self.task)) for way in possible_alternatives(self.task)
        )

    @cached_property
    def rows(self) -> tuple[PricedBlock, ...]:
        """The same in the order asked for."""
        count, falling = self.state.count, self.state.sort == "down"
        if count == "block":
            return self.unsorted[::-1] if falling else self.unsorted
        return tuple(sorted(self.unsorted, key=lambda row: self.value(count, row), reverse=falling))

    @property
    def regular(self) -> Totals:
        """The price of the regular layer."""
        return self.unsorted[0].totals

    @cached_property
    def refused(self) -> tuple[tuple[Alternative, str], ...]:
        """The blocks that cannot, with the reason."""
        return refused_alternatives(self.task)

    @property
    def charted(self) -> str:
        """The count that the bars show."""
        return self.state.count if self.state.count in COUNTS else DEFAULT_COUNT

    @property
    def chosen(self) -> Alternative:
        """The block that is looked at."""
        return next(way for way in ALTERNATIVES if way.key == self.state.block)

    @property
    def chosen_row(self) -> PricedBlock | None:
        """Its row, if it can do the task."""
        return next((row for row in self.unsorted if row.way is self.chosen), None)

    def value(self, count: str, row: PricedBlock) -> Number:
        """One figure of the table."""
        return COUNTS[count].of(row.totals, self.state.itemsize, self.regular)

    def formula(self, count: str, row: PricedBlock) -> str:
        """The same as its factors."""
        return COUNTS[count].formula(row.parts, row.totals, self.state.itemsize, self.regular)
