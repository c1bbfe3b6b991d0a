"""What holds for every test."""

from importlib.util import find_spec

from hypothesis import settings

# tests/frameworks needs PyTorch and Keras, which only `make frameworks` installs.
collect_ignore = [] if find_spec("torch") else ["frameworks"]

# The same examples in every run, so that a red build can be repeated; no deadline, because a busy machine is not a bug.
settings.register_profile("convviz", deadline=None, derandomize=True)
settings.load_profile("convviz")
