"""Runs of pages take turns (see convviz.app.streamlit_patches.run_queue)."""

from threading import Event, Thread
from time import sleep

import pytest

from clock import Clock
from convviz.app.streamlit_patches import run_queue as module
from convviz.app.streamlit_patches.run_queue import RunQueue

LONG_S = 20  # far longer than anything here takes
PATIENCE_S = 0.02  # how often those who wait look at the clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


class Visitor(Thread):
    """Takes a turn, notes it, and ends it when told."""

    def __init__(self, turns: RunQueue, noted: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.began, self.may_end = Event(), Event()
        self._turns, self._noted = turns, noted
        self.start()

    def run(self) -> None:
        with self._turns.turn():
            self._noted.append(self.name)
            self.began.set()
            assert self.may_end.wait(LONG_S)

    def end(self) -> None:
        self.may_end.set()
        self.join(LONG_S)
        assert not self.is_alive()


def queue(turns: RunQueue, noted: list[str], names: str) -> list[Visitor]:
    """Visitors who have come one after the other."""
    visitors = []
    for place, name in enumerate(names, 1):
        visitors.append(Visitor(turns, noted, name))
        while len(turns._queue) < place:
            sleep(0.001)
    return visitors


def test_one_after_the_other_in_the_order_they_came(clock: Clock) -> None:
    turns, noted = RunQueue(PATIENCE_S), []
    visitors = queue(turns, noted, "abcdefgh")
    for place, visitor in enumerate(visitors, 1):
        assert visitor.began.wait(LONG_S)
        assert noted == list("abcdefgh"[:place])
        visitor.end()
    assert not turns._queue


def test_who_takes_long_is_overtaken_by_one_at_a_time(clock: Clock) -> None:
    turns, noted = RunQueue(PATIENCE_S), []
    slow, second, third = queue(turns, noted, "abc")
    clock.passes(2 * PATIENCE_S)
    assert second.began.wait(LONG_S)
    assert not third.began.wait(5 * PATIENCE_S), "it has waited as long as the second, which has had no time yet"
    clock.passes(2 * PATIENCE_S)
    assert third.began.wait(LONG_S)
    assert noted == list("abc")
    for visitor in (slow, second, third):
        visitor.end()
    assert not turns._queue


def test_the_next_one_waits_no_longer_for_one_who_is_through(clock: Clock) -> None:
    turns, noted = RunQueue(PATIENCE_S), []
    slow, second, third = queue(turns, noted, "abc")
    clock.passes(2 * PATIENCE_S)
    assert second.began.wait(LONG_S)
    second.end()
    assert third.began.wait(LONG_S)
    third.end()
    slow.end()


def test_who_was_overtaken_gives_his_turn_to_nobody(clock: Clock) -> None:
    turns, noted = RunQueue(PATIENCE_S), []
    slow, second, third = queue(turns, noted, "abc")
    clock.passes(2 * PATIENCE_S)
    assert second.began.wait(LONG_S)
    slow.end()
    assert not third.began.wait(5 * PATIENCE_S)
    second.end()
    assert third.began.wait(LONG_S)
    third.end()


def test_a_run_that_fails_has_had_its_turn() -> None:
    turns = RunQueue()
    for _ in range(2):
        with pytest.raises(ValueError, match="of its own"), turns.turn():
            raise ValueError("a fault of its own")
    assert not turns._queue
