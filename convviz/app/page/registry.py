"""The lessons in their order: the one table behind the navigation, the front page and the way from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson.

    Attributes:
        page: its file, whose name is its address.
        title: what it is called.
        icon: a Material icon.
        idea: what one learns there, in a sentence.
    """

    page: str
    title: str
    icon: str
    idea: str

    @property
    def name(self) -> str:
        """Of the page in an address."""
        return self.page.removeprefix("pages/").removesuffix(".py")


PARTS: Final = {
    "Basics": (
        Lesson(
            "pages/sliding_window.py",
            "Sliding window",
            ":material/select_all:",
            "One kernel visits every position. Size, stride, dilation, padding, and what they do to the output.",
        ),
        Lesson(
            "pages/correlation.py",
            "Convolution vs cross-correlation",
            ":material/flip:",
            "Mathematics turns the kernel round, deep learning does not. When does it matter?",
        ),
        Lesson(
            "pages/channels.py",
            "Channels and filters",
            ":material/layers:",
            "A filter is as deep as its input, and every filter makes one feature map.",
        ),
        Lesson(
            "pages/pointwise.py",
            "1×1 convolution",
            ":material/filter_1:",
            "Mixing channels pixel by pixel: a small matrix product, and a cheap one.",
        ),
        Lesson(
            "pages/volumes.py",
            "3-D convolution",
            ":material/deployed_code:",
            "The window walks along depth as well. Why a deep filter alone does not make it 3-D.",
        ),
    ),
    "Reaching and enlarging": (
        Lesson(
            "pages/dilated.py",
            "Dilated convolution and receptive fields",
            ":material/filter_center_focus:",
            "Taps move apart and see further with the same weights. What a unit deep in a stack sees of the input.",
        ),
        Lesson(
            "pages/transposed.py",
            "Transposed convolution",
            ":material/open_in_full:",
            "Stamp, stretch or multiply by Cᵀ: three ways to the same larger picture, and why it undoes nothing.",
        ),
        Lesson(
            "pages/checkerboard.py",
            "Checkerboard artifacts",
            ":material/grid_on:",
            "Stamps that overlap unevenly leave a pattern. When they do, and what helps.",
        ),
    ),
    "Cheaper convolutions": (
        Lesson(
            "pages/spatial.py",
            "Spatially separable",
            ":material/splitscreen:",
            "A kernel that is a column times a row: two thin convolutions race the whole. Which kernels are?",
        ),
        Lesson(
            "pages/depthwise.py",
            "Depthwise",
            ":material/stacks:",
            "Every channel under kernels of its own: split, convolve, stack, and nothing is mixed.",
        ),
        Lesson(
            "pages/separable.py",
            "Depthwise separable",
            ":material/call_split:",
            "Look around in every channel, then mix: the same shapes for a fraction of the work, raced.",
        ),
        Lesson(
            "pages/flattened.py",
            "Flattened",
            ":material/compress:",
            "A filter as three vectors, along channels, height and width. Which filters survive it?",
        ),
        Lesson(
            "pages/grouped.py",
            "Grouped convolution",
            ":material/view_column:",
            "Filters that read a share of the channels: smaller layers side by side, from regular to depthwise.",
        ),
        Lesson(
            "pages/shuffled.py",
            "Shuffled grouped convolution",
            ":material/shuffle:",
            "Two grouped layers with the channels dealt out anew between them: who sees whom, and at what price.",
        ),
    ),
    "What it costs": (
        Lesson(
            "pages/cost_lab.py",
            "One layer, every way",
            ":material/calculate:",
            "One shape in, one shape out, by every block that can: weights, multiplications, bytes, as a chart.",
        ),
        Lesson(
            "pages/find_setting.py",
            "Find the setting",
            ":material/manage_search:",
            "I have 28 and want 56: every kernel, stride and padding that does it, and where the edge went.",
        ),
        Lesson(
            "pages/networks.py",
            "Whole networks",
            ":material/lan:",
            "From AlexNet to ShuffleNet: where the multiplications and the weights sit, layer by layer.",
        ),
        Lesson(
            "pages/your_model.py",
            "Your own layer or model",
            ":material/edit_note:",
            "Paste PyTorch or Keras, or a printed model: read without being run, and priced layer by layer.",
        ),
        Lesson(
            "pages/counting.py",
            "How to count",
            ":material/functions:",
            "MACs, FLOPs, bias, padding, transposed: every definition on one layer, and where popular counters err.",
        ),
    ),
}
LESSONS: Final = tuple(lesson for lessons in PARTS.values() for lesson in lessons)


def around(page: str) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after a page's, None where there is none."""
    place = next(i for i, lesson in enumerate(LESSONS) if lesson.page == page)
    before = LESSONS[place - 1] if place else None
    return before, LESSONS[place + 1] if place + 1 < len(LESSONS) else None
