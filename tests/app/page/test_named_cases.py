"""Which named cases stand in the row, which behind the button, and what the key N opens."""

import pytest

from convviz.app.lessons.registry import LESSONS
from convviz.app.page.lesson import AnyLesson
from convviz.app.page.named_cases import ROW, in_a_row, next_case
from convviz.app.params.case import Case
from visiting import LESSON, address, choosing, visit

SHORT = [Case("A question?", {"height": side}, "5 → 3", f"case-{side}") for side in range(1, 17)]


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_a_few_stand_in_the_row_and_there_is_no_button(count: int) -> None:
    assert in_a_row(SHORT[:count]) == (SHORT[:count], ())


def test_of_many_as_many_as_fit_stand_in_the_row() -> None:
    shown, more = in_a_row(SHORT)
    assert [*shown, *more] == SHORT, "in their order, none is lost"
    assert len(shown) == 8


def test_the_button_takes_room_only_where_there_is_one() -> None:
    assert in_a_row(SHORT[:9]) == (SHORT[:9], ())
    assert in_a_row(SHORT[:10]) == (SHORT[:8], SHORT[8:10])


def test_longer_questions_leave_room_for_fewer() -> None:
    long = [Case("A question of thirty letters??", {}, "7×7×3 → 5×5×128", case.id) for case in SHORT]
    plain = [Case(case.title, {}, "", case.id) for case in SHORT]
    assert len(in_a_row(long)[0]) < len(in_a_row(SHORT)[0]) < len(in_a_row(plain)[0])


def test_one_that_is_longer_than_the_row_is_behind_the_button() -> None:
    endless = Case("?" * ROW, {}, id="endless")
    assert in_a_row([endless]) == ([], [endless])
    assert in_a_row([SHORT[0], endless]) == ([SHORT[0]], [endless])


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_shows_its_first_cases_in_the_row(lesson: AnyLesson) -> None:
    shown, more = in_a_row(lesson.cases)
    assert (*shown, *more) == lesson.cases
    assert len(shown) >= 3


class _Page:
    """What the key N needs of a page."""

    cases = tuple(SHORT)

    def __init__(self, values: dict[str, int]) -> None:
        self.values = values

    @property
    def case(self) -> Case | None:
        return next((case for case in self.cases if case.values == self.values), None)

    def open_case(self, values: dict[str, int]) -> None:
        self.values = values


def test_the_key_n_goes_round_all_cases_and_from_ones_own_numbers_to_the_first() -> None:
    page = _Page({"height": 99})
    seen = []
    for _ in range(len(SHORT) + 1):
        next_case(page)()
        seen.append(page.values)
    assert seen == [case.values for case in (*SHORT, SHORT[0])]


def test_a_click_on_the_case_on_show_changes_nothing_and_the_button_says_if_it_holds_it() -> None:
    app, choose = visit(LESSON), choosing("sliding_window")
    (rest, _) = app.get("popover")
    assert rest.proto.popover.label == "4 more"
    app = choose(app, "case", "farther")
    (rest, _) = app.get("popover")
    assert rest.proto.popover.label == ":primary[**4 more**]"
    assert address(choose(app, "case", "farther")) == {"case": "farther", "v": "2"}
