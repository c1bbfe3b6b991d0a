"""What holds for every test."""

from importlib.util import find_spec

from hypothesis import settings

from counts import examples

# tests/frameworks needs PyTorch and Keras, which only `make frameworks` installs.
collect_ignore = [] if find_spec("torch") else ["frameworks"]

# The same examples in every run, so that a red build can be repeated; no deadline, because a busy machine is not a bug.
settings.register_profile("convviz", deadline=None, derandomize=True, max_examples=examples(100))
settings.load_profile("convviz")
