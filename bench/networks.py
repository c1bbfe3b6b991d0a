"""How long a network takes to build and to price, beside torchinfo, which does the same for a model of PyTorch."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from timeit import repeat

from report import Row, report

from convviz import networks
from convviz.costs import network as prices
from convviz.costs.network import NetworkCost, network_cost
from convviz.costs.table import layer_csv
from convviz.networks import NAMES, network
from convviz.spec import network as graphs

ROOT = Path(__file__).resolve().parent.parent
WITH_PEERS = ROOT / ".venv-bench" / "bin" / "python"  # made by `make bench`
MOST_MS = 20  # for ResNet-50's table
ROUNDS = 15


def quickest(act: Callable[[], object]) -> float:
    """Milliseconds of one call, the best of the rounds: what is slower was disturbed."""
    return min(repeat(act, number=1, repeat=ROUNDS)) * 1e3


def from_nothing(name: str) -> NetworkCost:
    """Built and priced as for the first visitor: nothing is kept from the last round."""
    for kept in (networks._built, graphs._convolved, prices._convolution):
        kept.cache_clear()
    return network_cost(network(name))


def rows() -> list[Row]:
    """Every network, and ResNet-50 beside the peer."""
    peer = json.loads(
        subprocess.run(
            [WITH_PEERS, ROOT / "bench" / "contest" / "resnet50.py"], check=True, capture_output=True, text=True
        ).stdout
    )
    ours, price = quickest(lambda: layer_csv(from_nothing("resnet50"))), from_nothing("resnet50")
    assert price.params + price.norm_params == peer["params"]
    assert price.multiplications + price.norm_params + price.biases == peer["macs"]
    beside = f"{ours:.1f} ms; torchinfo's {peer['ms']:.0f} ms ({peer['ms'] / ours:.0f} ×)"
    found = [Row("ResNet-50's table, from nothing", beside, f"≤ {MOST_MS} ms", ours <= MOST_MS)]
    found.append(Row("multiplications in it", f"{price.multiplications:,}; torchinfo's {peer['macs']:,}"))
    again = quickest(lambda: network_cost(network("resnet50")))
    found.append(Row("ResNet-50 priced again", f"{again:.1f} ms"))
    found += [Row(f"{name}, from nothing", f"{quickest(lambda n=name: from_nothing(n)):.1f} ms") for name in NAMES]
    intro = (
        f"`python bench/networks.py`. From its name to a table of layers as CSV, the best of {ROUNDS} rounds, beside "
        f"torchinfo {peer['torchinfo']} with torch {peer['torch']}, which builds the model on the device “meta” and "
        "prints its own table. Both count the same parameters, or this fails; torchinfo adds to the multiplications "
        "one for each number a normalisation learns and for each bias."
    )
    report("Networks", intro, found)
    return found


if __name__ == "__main__":
    rows()
