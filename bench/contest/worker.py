"""One library in a process of its own: it makes an answer, then times blocks of calls, as told over stdin and stdout.

Thread pools of two libraries in one process spin against each other; here each has the processor to itself while it
is asked, and sleeps while it is not.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

Call = Callable[[], np.ndarray]


def arrays(case: dict) -> tuple[np.ndarray, np.ndarray]:
    """The same numbers in every process: input and weight."""
    random = np.random.default_rng(0)
    rows, columns = (case["in"], case["out"]) if case["transposed"] else (case["out"], case["in"])
    weight = (rows, columns // case["groups"], case["kernel"], case["kernel"])
    sizes = (case["in"], case["size"], case["size"]), weight
    return tuple(random.standard_normal(shape).astype(case["dtype"]) for shape in sizes)


def of_convviz(case: dict) -> Call:
    """Our own, checks of the arguments included."""
    from convviz import ConvSpec, convolve

    names = ("stride", "padding", "groups", "transposed")
    spec = ConvSpec.of(2, case["in"], case["out"], case["kernel"], **{name: case[name] for name in names})
    x, weight = arrays(case)
    return lambda: convolve(spec, x, weight)


def of_torch(case: dict) -> Call:
    """PyTorch on the CPU, without recording gradients."""
    import torch

    torch.set_grad_enabled(False)
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    run = torch.nn.functional.conv_transpose2d if case["transposed"] else torch.nn.functional.conv2d
    x, weight = map(torch.from_numpy, arrays(case))
    x = x[np.newaxis]
    options = {name: case[name] for name in ("stride", "padding", "groups")}
    return lambda: run(x, weight, **options)[0].numpy()


def of_scipy(case: dict) -> Call:
    """`scipy.ndimage.correlate` for each pair of channels: SciPy knows neither channels nor transposed convolution."""
    from scipy.ndimage import correlate

    x, weight = arrays(case)
    deep = weight.shape[1]
    first = [number // (case["out"] // case["groups"]) * deep for number in range(case["out"])]

    def call() -> np.ndarray:
        y = np.zeros((case["out"], *x.shape[1:]), x.dtype)
        for number, start in enumerate(first):
            for channel in range(deep):
                y[number] += correlate(x[start + channel], weight[number, channel], mode="constant")
        return y

    return call


def busy() -> float:
    """Seconds all processors have worked since they were started; 0 where the system does not say."""
    try:
        ticks = [int(number) for number in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")  # less idle and waiting for a disk


def timed(call: Call, seconds: float) -> dict:
    """The median call of a block, and the share of all processors that others took."""
    until = time.perf_counter() + seconds / 5
    while time.perf_counter() < until:
        call()  # wakes this library's threads and lets the others' fall asleep
    durations, others, began, own = [], busy(), time.perf_counter(), time.process_time()
    while (now := time.perf_counter()) - began < seconds:
        call()
        durations.append(time.perf_counter() - now)
    lasted, own = time.perf_counter() - began, time.process_time() - own
    others = max(0, busy() - others - own) / lasted / (os.cpu_count() or 1)
    return {"ms": statistics.median(durations) * 1e3, "processor ms": own / len(durations) * 1e3, "others": others}


def main(library: str) -> None:
    """Answer requests until there are no more."""
    make = {"convviz": of_convviz, "torch": of_torch, "scipy": of_scipy}[library]
    names = ("numpy",) if library == "convviz" else (library,)
    print(json.dumps({name: version(name) for name in names}), flush=True)
    call: Call
    for line in sys.stdin:
        request = json.loads(line)
        if "case" in request:
            call = make(request["case"])
            np.save(request["answer"], call())
            print("{}", flush=True)
        else:
            print(json.dumps(timed(call, request["seconds"])), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
