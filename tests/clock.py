"""A clock for tests of what happens after a while."""


class Clock:
    """Stands in for `time.monotonic` and goes on only when told, however long a busy machine keeps a test waiting."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        """Go on."""
        self.now += seconds
