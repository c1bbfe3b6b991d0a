"""Work shared by two threads is done once, its faults are raised, and nothing waits for a helper that cannot come."""

import multiprocessing
import threading
import warnings

import numpy as np
import pytest

from convviz import ConvSpec, convolve
from convviz.engine.algorithms import threads
from convviz.engine.algorithms.threads import run_pieces


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(threads.os, "cpu_count", lambda: 2)


def test_every_piece_is_done_once_and_by_two_threads():
    done, both = [], threading.Barrier(2, timeout=30)

    def work(piece):
        if piece < 2:
            both.wait()  # until the other thread has the other one
        done.append((piece, threading.get_ident()))

    run_pieces(work, range(20))
    assert sorted(piece for piece, _ in done) == list(range(20))
    assert len({thread for _, thread in done}) == 2


@pytest.mark.parametrize("bad", [0, 1, 7])
def test_a_fault_in_either_thread_is_raised(bad):
    both = threading.Barrier(2, timeout=30)

    def work(piece):
        if piece < 2:
            both.wait()
        if piece == bad:
            raise MemoryError(piece)

    with pytest.raises(MemoryError, match=str(bad)):
        run_pieces(work, range(8))


def test_a_busy_helper_is_not_waited_for():
    release = threading.Event()
    threads._helper.submit(release.wait, 30)
    done = []
    run_pieces(done.append, range(5))
    release.set()
    assert done == list(range(5))


LARGE = ConvSpec.of(2, 3, 64, 3, padding=1), np.ones((3, 224, 224), np.float32), np.ones((64, 3, 3, 3), np.float32)


def answer(queue):
    queue.put(float(convolve(*LARGE).sum()))


def test_a_forked_process_has_a_helper_of_its_own():
    expected = float(convolve(*LARGE).sum())
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of forks of processes with threads
        process = context.Process(target=answer, args=(queue,))
        process.start()
    assert queue.get(timeout=60) == expected
    process.join()
