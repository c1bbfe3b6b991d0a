"""The lessons in their order, by part: what the navigation, the home page, the command line and tests read."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.channels.lesson import CHANNELS
from convviz.app.lessons.checkerboard.lesson import CHECKERBOARD
from convviz.app.lessons.correlation.lesson import CORRELATION
from convviz.app.lessons.depthwise.lesson import DEPTHWISE
from convviz.app.lessons.dilated.lesson import DILATED
from convviz.app.lessons.flattened.lesson import FLATTENED
from convviz.app.lessons.grouped.lesson import GROUPED
from convviz.app.lessons.pointwise.lesson import POINTWISE
from convviz.app.lessons.separable.lesson import SEPARABLE
from convviz.app.lessons.shuffled.lesson import SHUFFLED
from convviz.app.lessons.sliding_window.lesson import SLIDING_WINDOW
from convviz.app.lessons.spatial.lesson import SPATIAL
from convviz.app.lessons.transposed.lesson import TRANSPOSED
from convviz.app.lessons.volumes.lesson import VOLUMES
from convviz.app.page.lesson import AnyLesson

PARTS: Final[dict[str, tuple[AnyLesson, ...]]] = {
    "Basics": (SLIDING_WINDOW, CORRELATION, CHANNELS, POINTWISE, VOLUMES),
    "Reaching and enlarging": (DILATED, TRANSPOSED, CHECKERBOARD),
    "Cheaper convolutions": (SPATIAL, DEPTHWISE, SEPARABLE, FLATTENED, GROUPED, SHUFFLED),
}
LESSONS: Final = {lesson.page: lesson for lessons in PARTS.values() for lesson in lessons}
