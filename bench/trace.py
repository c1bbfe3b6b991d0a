"""How long the engine takes for a step, a scene takes to build, and the library to import."""

import subprocess
import sys
from collections.abc import Callable
from timeit import repeat

import numpy as np
from report import Row, report

from convviz import ConvSpec, record
from convviz.scene import Decoder, scene_of

MOST_STEP_US = 50


def quickest(act: Callable[[], object], times: int) -> float:
    """Seconds of one call, in the best of five rounds: what is slower was disturbed."""
    return min(repeat(act, number=times, repeat=5)) / times


def traced(side: int, channels: int, filters: int, **options):
    """A 3 × 3 convolution of random integers."""
    random = np.random.default_rng(0)
    spec = ConvSpec.of(2, channels, filters, 3, padding=1, **options)
    return record(spec, random.integers(0, 10, (channels, side, side)), random.integers(-3, 4, spec.weight_shape))


def step_rows() -> list[Row]:
    """Making one step."""
    volume = ConvSpec.of(3, 1, 1, 3, padding=1)
    random = np.random.default_rng(0)
    traces = {
        "2-D, 3 channels": traced(16, 3, 4),
        "2-D, 3 channels, transposed": traced(16, 3, 4, transposed=True),
        "3-D": record(volume, random.integers(0, 10, (1, 8, 8, 8)), random.integers(-3, 4, volume.weight_shape)),
    }
    found = []
    for name, trace in traces.items():
        middle = len(trace) // 2
        step = quickest(lambda trace=trace, k=middle: trace[k], 5000) * 1e6
        total = quickest(lambda trace=trace, k=middle: trace[k].sum, 2000) * 1e6
        target = f"≤ {MOST_STEP_US} µs"
        found.append(Row(f"`trace[k]`, 3 × 3 × 3 taps, {name}", f"{step:.1f} µs", target, step <= MOST_STEP_US))
        found.append(Row(f"`trace[k].sum`, {name}", f"{total:.1f} µs"))
    return found


def scene_rows() -> list[Row]:
    """From arrays to what is sent, and expanding it again."""
    found = []
    for name, side, channels in (("16 × 16", 16, 1), ("64 × 64", 64, 1), ("16 × 16, 8 channels to 8", 16, 8)):
        built = quickest(lambda s=side, c=channels: scene_of(traced(s, c, c)).json(), 10) * 1e3
        scene = scene_of(traced(side, channels, channels))
        decoded = quickest(lambda scene=scene: Decoder(scene), 1) * 1e3
        size = len(scene.json().encode())
        found.append(Row(f"record and scene, {name}", f"{built:.2f} ms, {size:,} bytes"))
        found.append(Row(f"Python decoder, {name}", f"{decoded:.0f} ms"))
    return found


def import_rows() -> list[Row]:
    """The public names, as a notebook imports them."""

    def importing(code: str) -> float:
        return quickest(lambda: subprocess.run([sys.executable, "-c", code], check=True), 1) * 1e3

    bare, numpy, whole = (importing(code) for code in ("pass", "import numpy", "import convviz"))
    heavy = "import convviz, sys; print({'streamlit', 'pandas', 'matplotlib', 'plotly'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True).stdout.strip()
    value = f"{whole - bare:.0f} ms, of these NumPy {numpy - bare:.0f} ms"
    return [
        Row("`import convviz`", value),
        Row(
            "Streamlit, pandas, Matplotlib or Plotly loaded with it",
            "none" if loaded == "set()" else loaded,
            "none",
            loaded == "set()",
        ),
    ]


if __name__ == "__main__":
    intro = "The best of five rounds; what is slower was disturbed."
    report("Engine and scenes", intro, [*step_rows(), *scene_rows(), *import_rows()])
