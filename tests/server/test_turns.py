"""Runs of pages take turns (see convviz.ui.server.turns)."""

from threading import Event, Thread
from time import sleep

import pytest

from convviz.ui.server.turns import Turns

LONG_S = 20  # far longer than anything here takes


class Visitor(Thread):
    """Takes a turn, notes it, and ends it when told."""

    def __init__(self, turns: Turns, noted: list[str], name: str) -> None:
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


def queue(turns: Turns, noted: list[str], names: str) -> list[Visitor]:
    """Visitors who have come one after the other."""
    visitors = []
    for place, name in enumerate(names, 1):
        visitors.append(Visitor(turns, noted, name))
        while len(turns._queue) < place:
            sleep(0.001)
    return visitors


def test_one_after_the_other_in_the_order_they_came() -> None:
    turns, noted = Turns(patience=LONG_S), []
    visitors = queue(turns, noted, "abcdefgh")
    for place, visitor in enumerate(visitors, 1):
        assert visitor.began.wait(LONG_S)
        assert noted == list("abcdefgh"[:place])
        visitor.end()
    assert not turns._queue


def test_who_takes_long_is_overtaken_by_one_at_a_time() -> None:
    turns, noted = Turns(patience=0.05), []
    slow, *others = queue(turns, noted, "abc")
    for other in others:
        assert other.began.wait(LONG_S)
    assert noted == list("abc")
    slow.end()
    for other in others:
        other.end()
    assert not turns._queue


def test_the_turn_of_one_who_has_just_begun_is_not_cut_short() -> None:
    turns, noted = Turns(patience=0.3), []
    slow, second, third = queue(turns, noted, "abc")
    assert second.began.wait(LONG_S)
    assert not third.began.wait(0.1), "it has waited as long as the second, but the second has had no time yet"
    second.end()
    assert third.began.wait(LONG_S)
    third.end()
    slow.end()


def test_who_was_overtaken_gives_his_turn_to_nobody() -> None:
    turns, noted = Turns(patience=0.05), []
    slow, second = queue(turns, noted, "ab")
    assert second.began.wait(LONG_S)
    turns._patience = LONG_S
    third = Visitor(turns, noted, "c")
    while len(turns._queue) < 2:
        sleep(0.001)
    slow.end()
    assert not third.began.wait(0.1)
    second.end()
    assert third.began.wait(LONG_S)
    third.end()


def test_a_run_that_fails_has_had_its_turn() -> None:
    turns = Turns(patience=LONG_S)
    for _ in range(2):
        with pytest.raises(ValueError, match="of its own"), turns.turn():
            raise ValueError("a fault of its own")
    assert not turns._queue
