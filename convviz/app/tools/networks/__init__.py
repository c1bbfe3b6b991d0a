"""The instrument on whole networks."""
