"""How fast `convolve` is beside PyTorch, SciPy and plain Python loops, and what recording a convolution holds."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from report import Row, report

from convviz import ConvSpec, cost, record

ROOT = Path(__file__).resolve().parent.parent
WITH_PEERS = ROOT / ".venv-bench" / "bin" / "python"  # made by `make bench`
WORK = "--processor-time" in sys.argv  # of one thread: what can be compared while others use the machine
THREADS = 1 if WORK else 2
BLOCK_S = 0.25
ROUNDS = 5  # that count
MOST_ROUNDS = 15  # with those thrown away
MOST_OTHERS = 0.06
MOST_FLOAT64 = 1.3
LEAST_LOOPS = 100
MOST_TRACE_MB = 50
# All libraries keep freed memory; with glibc's defaults PyTorch pays several times its arithmetic in page faults.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**30)}
POOLS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(THREADS))


@dataclass(frozen=True)
class Case:
    """A layer on a square input; `most` is the target for float32, in PyTorch's times."""

    name: str
    size: int
    channels: tuple[int, int]
    kernel: int
    padding: int
    most: float | None = None
    groups: int = 1
    stride: int = 1
    transposed: bool = False

    @property
    def spec(self) -> ConvSpec:
        """The layer."""
        options = {name: getattr(self, name) for name in ("stride", "padding", "groups", "transposed")}
        return ConvSpec.of(2, *self.channels, self.kernel, **options)


CASES = [
    Case("dense 3 → 64, 224², k3", 224, (3, 64), 3, 1, 2.0),
    Case("dense 64 → 64, 56², k3", 56, (64, 64), 3, 1, 2.0),
    Case("pointwise 64 → 64, 56²", 56, (64, 64), 1, 0),
    Case("depthwise 64, 56², k3", 56, (64, 64), 3, 1, 4.0, groups=64),
    Case("transposed 64 → 32, 28², k4 s2", 28, (64, 32), 4, 1, 2.5, stride=2, transposed=True),
    Case("one channel, 512², k3", 512, (1, 1), 3, 1, 1.0),
    Case("one channel, 512², k15", 512, (1, 1), 15, 7, 1.0),
    Case("one channel, 5², k3", 5, (1, 1), 3, 0),
]


class Library:
    """A worker process."""

    def __init__(self, name: str, python: str | Path) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [python, Path(__file__).parent / "contest" / "worker.py", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | KEEP_MEMORY | POOLS,
        )
        self.versions: dict[str, str] = json.loads(self._process.stdout.readline())

    def ask(self, **request: object) -> dict:
        """Send a request and wait for the answer."""
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait()


def contest(case: Case, dtype: str, libraries: list[Library]) -> tuple[list[dict[str, float]], bool]:
    """Milliseconds of each library, round by round, and whether enough rounds were undisturbed."""
    about = asdict(case) | {"in": case.channels[0], "out": case.channels[1], "dtype": dtype}
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        for library in libraries:
            path = Path(folder) / f"{library.name}.npy"
            library.ask(case=about, answer=str(path))
            answers.append(np.load(path))
    tolerance = 1e-3 if dtype == "float32" else 1e-9
    for answer in answers[1:]:
        np.testing.assert_allclose(answer, answers[0], rtol=tolerance, atol=tolerance)
    rounds: list[tuple[float, dict[str, float]]] = []
    while len(rounds) < MOST_ROUNDS and sum(WORK or others <= MOST_OTHERS for others, _ in rounds) < ROUNDS:
        blocks = {library.name: library.ask(seconds=BLOCK_S) for library in libraries}
        others = max(blocks[name]["others"] for name in ("convviz", "torch"))
        rounds.append((others, {name: block["processor ms" if WORK else "ms"] for name, block in blocks.items()}))
    rounds.sort(key=lambda found: found[0])
    return [times for _, times in rounds[:ROUNDS]], WORK or rounds[ROUNDS - 1][0] <= MOST_OTHERS


def loops_ms(case: Case) -> float:
    """Milliseconds of the loops every introduction shows, over nested lists: lines are timed, the best is scaled."""
    deep = case.channels[0] // case.groups
    sides = range(case.kernel)
    image = np.random.default_rng(0).random((deep, case.kernel, case.size + case.kernel)).tolist()
    weight = np.random.default_rng(1).random((deep, case.kernel, case.kernel)).tolist()
    output = [0.0] * case.size
    best, until = float("inf"), time.perf_counter() + BLOCK_S
    while (began := time.perf_counter()) < until:
        for j in range(case.size):
            for c in range(deep):
                for fi in sides:
                    for fj in sides:
                        output[j] += image[c][fi][j + fj] * weight[c][fi][fj]
        best = min(best, time.perf_counter() - began)
    line = case.size * deep * case.kernel**2
    return best * 1e3 / line * cost(case.spec, (case.size, case.size)).multiplications


def row(case: Case, dtype: str, libraries: list[Library]) -> Row:
    """One line of the table: the median round of each library, the median ratio within a round."""
    scipy_can = case.stride == 1 and not case.transposed and case.padding == case.kernel // 2
    taking_part = [library for library in libraries if library.name != "scipy" or scipy_can]
    rounds, quiet = contest(case, dtype, taking_part)
    ms = {library.name: statistics.median(times[library.name] for times in rounds) for library in taking_part}
    ratio = statistics.median(times["convviz"] / times["torch"] for times in rounds)
    loops = loops_ms(case)
    said = [f"{ms['convviz']:.3g} ms = {ratio:.2f} × PyTorch's {ms['torch']:.3g}"]
    said += [f"SciPy {ms['scipy']:.3g}"] if "scipy" in ms else []
    said += [f"loops {loops:,.3g} ({loops / ms['convviz']:,.0f} ×)"]
    most = case.most and (case.most if dtype == "float32" else MOST_FLOAT64)
    if not quiet or WORK:
        said += [] if quiet else ["disturbed: no verdict"]
        most = None
    target = f"≤ {most} ×, loops ≥ {LEAST_LOOPS} ×" if most else ""
    met = not most or (ratio <= most and loops >= LEAST_LOOPS * ms["convviz"])
    return Row(f"{case.name}, {dtype}", "; ".join(said), target, met)


def trace_row() -> Row:
    """The most memory that recording takes, and that the trace keeps."""
    spec = ConvSpec.of(2, 16, 32, 3, padding=1)
    random = np.random.default_rng(0)
    x, weight = random.integers(0, 10, (16, 64, 64)), random.integers(-3, 4, spec.weight_shape)
    tracemalloc.start()
    trace = record(spec, x, weight)
    kept, peak = (number / 1e6 for number in tracemalloc.get_traced_memory())
    tracemalloc.stop()
    found = f"{peak:.1f} MB, of which {kept:.1f} stay, for {len(trace):,} steps"
    return Row("recording 64 × 64 × 16 → 32", found, f"< {MOST_TRACE_MB} MB", peak < MOST_TRACE_MB)


def main() -> None:
    """Hold the contest and keep its result."""
    if not WITH_PEERS.exists():
        sys.exit("PyTorch and SciPy are missing: run `make bench`, which installs them into .venv-bench.")
    libraries = [
        Library("convviz", sys.executable),
        Library("torch", WITH_PEERS),
        Library("scipy", WITH_PEERS),
    ]
    rows = []
    for dtype in ("float32", "float64"):
        for case in CASES:
            rows.append(row(case, dtype, libraries))
            print(rows[-1].what, rows[-1].value, flush=True)
    versions = ", ".join(f"{name} {number}" for library in libraries for name, number in library.versions.items())
    for library in libraries:
        library.close()
    intro = (
        f"`make bench`, or `.venv/bin/python bench/convolve.py` alone. {os.cpu_count()} cores; {versions}; each "
        f"library in a process of its own with {THREADS} threads, all keeping freed memory. Milliseconds of one call, "
        f"checks of the arguments included: the median of {ROUNDS} rounds, in each of which every library has a block "
        f"of {BLOCK_S} s; the ratio is the median of the rounds' ratios. A round is thrown away when other programs "
        f"took more than {MOST_OTHERS:.0%} of the cores; where too few are left, the least disturbed ones stand, and "
        "the row says so and gets no verdict. Answers are compared before. SciPy is `ndimage.correlate` for each pair "
        "of channels; loops are plain Python over lists, their fastest line scaled to all."
    )
    if WORK:
        intro = (
            "`.venv/bin/python bench/convolve.py --processor-time`: milliseconds of processor time that a call takes, "
            "the threads of the matrix libraries off. Other programs disturb it less; what a second thread "
            f"gains is not in it, so the targets do not apply. {versions}; otherwise as the section before."
        )
    report("Convolution, processor time" if WORK else "Convolution", intro, [*rows, *([] if WORK else [trace_row()])])


if __name__ == "__main__":
    main()
