"""The address bar holds the whole state: every link opens a page, and the page's address opens it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.sliding_window.lesson import CASES
from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.params.case import Case
from convviz.app.params.links import decode, encode, is_new, step_of
from convviz.app.params.old_links import OLD_LINKS
from visiting import address, choosing, grid, notices, output_size
from visiting import visit as visit_by

PARAMS = SlidingWindowState.params
KEYS = [param.key for param in PARAMS]
NEW = {"v": "2"}
choose = choosing("sliding_window")


def visit(**query: str | list[str]) -> AppTest:
    """Open the lesson by a link with today's names."""
    return visit_by(**query, **NEW)


def marked(query: dict[str, str]) -> dict[str, str]:
    """A query as the address bar has it."""
    return query and {**query, **NEW}


def short(value: object) -> str:
    """Name a case by the beginning of its values."""
    return str(value)[:12]


HEIGHT = "the input height must be a whole number from 1 to 16"
KERNELS = "one of worked, identity, box, gaussian, sobel_x, sobel_y, laplacian, sharpen or random"
INPUTS = "one of worked, ramp, impulse, checker, random, photo or own"
MODES = "one of zeros, reflect, replicate or circular"

# What a link asks for, as the page repeats it; the rule; what is used instead; where the address bar ends up.
ILLEGAL = [
    (
        "k",
        "99",
        "99",
        "the kernel size must be a whole number from 1 to 7; at 7, the window would not fit into the padded input",
        5,
        {"k": "5"},
    ),
    ("s", "0", "0", "the stride must be a whole number from 1 to 8", 1, {}),
    ("b", "9" * 400, "9" * 59 + "…", "the bias must be a whole number from −99 to 99", 99, {"b": "99"}),
    ("h", "five", "five", HEIGHT, 5, {}),
    ("h", "1e400", "1e400", HEIGHT, 16, {"h": "16"}),
    ("h", "-1e400", "-1e400", HEIGHT, 1, {"h": "1", "k": "1"}),
    ("h", "NaN", "NaN", HEIGHT, 5, {}),
    ("h", "2.6", "2.6", HEIGHT, 3, {"h": "3"}),
    ("h", "", "", HEIGHT, 5, {}),
    ("h", "٣", "٣", HEIGHT, 3, {"h": "3"}),
    ("h", "\ufffd%", "\ufffd%", HEIGHT, 5, {}),  # what half a percent-escape arrives as
    ("ker", "`<b>$x$", "ʹ<b>$x$", f"the kernel must be {KERNELS}", "worked", {}),
    ("in", "x" * 10_000, "x" * 59 + "…", f"the input must be {INPUTS}", "worked", {}),
    ("mode", "mirror", "mirror", f"the padding mode must be {MODES}", "zeros", {"case": "keep"}),
]

# Each value is legal, but not beside the others.
IMPOSSIBLE = [
    ({"h": "2"}, "the kernel size at 3, the window would not fit into the padded input", 2, {"h": "2", "k": "2"}),
    ({"d": "3"}, "the dilation at 3, the window would not fit into the padded input", 2, {"d": "2"}),
    (
        {"ker": "laplacian", "k": "4"},
        "the kernel size at 4, this kernel does not exist: the Laplacian compares a cell with its neighbours on both "
        "sides, so its sides are odd",
        3,
        {"ker": "laplacian"},
    ),
    (
        {"ker": "laplacian", "h": "2", "k": "2"},
        "the kernel at laplacian, no size of it fits into the padded input",
        "worked",
        {"h": "2", "k": "2"},
    ),
    (
        {"pad": "custom", "mode": "reflect", "pt": "8"},
        "the padding at the top at 8, the reflect border would need more cells than the input has",
        4,
        {"pad": "custom", "mode": "reflect", "pt": "4"},
    ),
    ({"dx": "8"}, "the shift to the right at 8, the input would come round to where it was, or beyond", 4, {"dx": "4"}),
    (
        {"in": "photo", "ph": "64", "py": "60"},
        "the first row of the patch at 60, the patch would leave the picture",
        32,
        {"in": "photo", "ph": "64", "py": "32"},
    ),
]


@pytest.mark.parametrize(
    ("key", "text", "shown", "rule", "used", "canonical"), ILLEGAL, ids=lambda value: str(value)[:9]
)
def test_an_illegal_value_is_replaced_by_the_nearest_and_named(key, text, shown, rule, used, canonical) -> None:
    app = visit(**{key: text}, **({"pad": "same"} if key == "mode" else {}))
    assert f"The link asks for `{key}={shown}`, but {rule}. Instead, it is {used}." in notices(app)
    assert address(app) == marked(canonical)
    assert not notices(visit(**canonical))


@pytest.mark.parametrize(("query", "why", "used", "canonical"), IMPOSSIBLE, ids=short)
def test_values_that_do_not_go_together_give_way_and_say_why(query, why, used, canonical) -> None:
    app = visit(**query)
    assert f"With {why}. It is now {used}." in notices(app)
    assert address(app) == marked(canonical)
    assert not notices(visit(**canonical))


def test_one_sentence_a_fault() -> None:
    assert len(notices(visit(k="99", s="0", h="NaN", ker="?"))) == 4


def test_names_of_no_parameter_are_ignored_and_left_alone() -> None:
    app = visit(utm_source="class", K="99", s="3")
    assert not notices(app)
    assert address(app) == marked({"utm_source": "class", "K": "99", "s": "3"})
    assert address(choose(app, "case", "keep")) == marked({"utm_source": "class", "K": "99", "case": "keep"})


LEFT_OUT = [
    ({"kw": "3"}, "with independent axes"),
    ({"sw": "99"}, "with independent axes"),
    ({"dw": "x"}, "with independent axes"),
    ({"pt": "2"}, "with custom padding"),
    ({"pr": "2"}, "with custom padding"),
    ({"mode": "reflect"}, "with a border that something must fill"),
    ({"seed": "4"}, "with `in=random`"),
    ({"kseed": "4"}, "with `ker=random`"),
    ({"py": "4"}, "with a picture as input"),
    ({"res": "128"}, "with an own picture"),
    ({"nums": "AAAA"}, "with an own picture and a patch of up to 16 × 16"),
]


@pytest.mark.parametrize(("query", "where"), LEFT_OUT, ids=short)
def test_parameters_that_do_not_matter_are_left_out_with_a_sentence(query, where) -> None:
    app = visit(**query)
    ((key, text),) = query.items()
    assert notices(app) == [f"The link also gives `{key}={text}`, which matters only {where}; it was left out."]
    assert address(app) == {}


def test_what_is_left_over_of_a_picture_is_left_out_with_a_sentence() -> None:
    app = visit(**{"in": "photo", "h": "9", "nums": "AAAA"})
    assert [notice.split("`")[1] for notice in notices(app)] == ["h=9", "nums=AAAA"]
    assert address(app) == marked({"in": "photo"})
    app = visit(**{"in": "own", "ph": "2", "pw": "2", "nums": "AAAA", "k": "2"})
    assert notices(app) == ["The link gives 3 of the numbers of the patch, which has 4; they were left out."]


def test_of_a_repeated_parameter_the_last_is_taken_and_named() -> None:
    app = visit(h=["5", "6"], s=["2", "2"])
    assert notices(app) == ["The link gives `h` twice; the last, `h=6`, was taken."]
    assert address(app) == marked({"h": "6", "s": "2"})
    assert notices(visit(k=["2", "x", "99"]))[1] == "The link gives `k` 3 times; the last, `k=99`, was taken."


def test_a_minus_is_a_minus() -> None:
    assert "the shift down at −8, the input would come round" in notices(visit(dy="-8"))[0]
    assert notices(visit(dy="-8"))[0].endswith("It is now −4.")


def test_a_link_to_the_opening_state_is_short() -> None:
    assert address(visit()) == {}


def test_a_link_opens_the_whole_state() -> None:
    query = {
        "in": "random", "seed": "7", "h": "9", "w": "12", "dy": "-2", "dx": "3", "pad": "custom", "mode": "replicate",
        "pt": "2", "pb": "0", "pl": "3", "axes": "independent", "ker": "random", "kseed": "4", "k": "2", "kw": "5",
        "d": "2", "s": "3", "sw": "2", "b": "-7",
    }  # fmt: skip
    app = visit(**query)
    assert not notices(app)
    assert address(app) == marked(query)
    assert output_size(app) == ((9 + 2 - 3) // 3 + 1, (12 + 3 + 3 - 9) // 2 + 1)
    assert grid(app, "bias")["values"] == [-7]


def test_a_link_holds_the_name_of_a_case_exactly_while_the_state_is_that_case() -> None:
    app = visit(pad="same")
    assert address(app) == marked({"case": "keep"}), "in full, it is the same state"
    app = choose(app, "s", 2)
    assert address(app) == marked({"pad": "same", "s": "2"})
    assert address(choose(app, "s", 1)) == marked({"case": "keep"})


def test_a_case_and_more_is_the_case_changed() -> None:
    app = visit(case="keep", s="2")
    assert not notices(app)
    assert address(app) == marked({"pad": "same", "s": "2"})
    assert address(visit(case="keep", pad="none")) == {}
    assert address(visit(case="stop")) == {}


def test_how_a_case_is_looked_at_is_said_beside_its_name() -> None:
    query = marked({"case": "keep", "loops": "open"})
    app = visit_by(**query)
    assert not notices(app)
    assert address(app) == query
    assert address(choose(app, "case", "even")) == marked({"case": "even", "loops": "open"})


def test_the_name_that_the_literature_has_opens_a_case_too() -> None:
    app = visit(case="dumoulin-visin-half-same-padding")
    assert not notices(app)
    assert address(app) == marked({"case": "keep"})


@pytest.mark.parametrize("name", ["kept", "Keep", "", "x" * 10_000, "`<b>$x$"])
def test_a_case_that_is_not_there_is_named_and_the_rest_is_taken(name: str) -> None:
    app = visit(case=name, s="3")
    shown = "x" * 59 + "…" if len(name) > 60 else name.replace("`", "ʹ")
    there_are = "stop, inside, keep, grow, against, read, even, skip, farther"
    told = f"The link asks for `case={shown}`, which is no case here. Choose one above: {there_are}."
    assert notices(app) == ([told] if name else [])
    assert address(app) == marked({"s": "3"})


def test_of_two_cases_the_last_is_taken_and_named() -> None:
    app = visit(case=["keep", "grow"])
    assert notices(app) == ["The link gives `case` twice; the last, `case=grow`, was taken."]
    assert address(app) == marked({"case": "grow"})


def test_a_case_in_a_link_of_the_first_version_is_read_too() -> None:
    app = visit_by(case="keep")
    assert not notices(app)
    assert output_size(app) == (5, 5)
    assert address(choose(app, "case", "grow")) == marked({"case": "grow"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_links_without_the_list_of_cases_say_all(case: Case) -> None:
    """As those that tools make, and before there were names."""
    state, told = decode(SlidingWindowState, "sliding_window", {"case": case.id, **NEW}, cases=CASES)
    assert not told
    assert encode(state, CASES) == (marked({"case": case.id}) if case.values else {})
    full = encode(state)
    assert "case" not in full
    assert decode(SlidingWindowState, "sliding_window", full) == (state, [])


numbers = st.one_of(st.integers(-120, 120).map(str), st.sampled_from(["", "x", "1e9", "3.5", "nan", "-0", "٣"]))
words = st.sampled_from([str(option) for param in PARAMS if not param.numeric for option in param.options])


names = st.sampled_from(["", "kept", *(case.id for case in CASES), *(case.alias for case in CASES)])


@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(numbers, words)), names)
def test_whatever_a_link_asks_for_there_is_a_page_and_its_address_opens_it_again(query, name) -> None:
    for link in (query, marked(query), marked({**query, "case": name})):
        state, _ = decode(SlidingWindowState, "sliding_window", link, cases=CASES)
        assert decode(SlidingWindowState, "sliding_window", encode(state, CASES), cases=CASES) == (state, [])
        assert decode(SlidingWindowState, "sliding_window", encode(state)) == (state, [])
        assert min(SlidingWindowModel(state).geometry.output_shape) >= 1
        for param in PARAMS:
            if param.active_when is None:
                assert state.values[param.name] in param.possible(state).options


@pytest.mark.parametrize(
    ("query", "new"),
    [({"v": "2"}, True), ({"k": "5", "v": "2"}, True), ({}, False), ({"v": "9"}, False), ({"v": "02"}, False)],
)
def test_exactly_v_2_marks_a_link_of_today(query: dict[str, str], new: bool) -> None:
    assert is_new(query) is new


def test_an_old_v_is_the_number_of_white() -> None:
    app = visit_by(**{"in": "photo", "v": "9"})
    assert not notices(app)
    assert address(app) == {"in": "photo", "v": "9"}, "it stays until something changes"
    assert address(choose(app, "ker", "box")) == {"in": "photo", "white": "9", "ker": "box", "v": "2"}


def test_a_fault_in_an_old_link_is_told_in_its_own_words() -> None:
    app = visit_by(**{"in": "photo", "v": "7"})
    assert notices(app) == [
        "The link asks for `v=7`, but the number of white must be one of 9 or 255. Instead, it is 9."
    ]


def test_of_an_old_and_a_new_name_the_new_one_counts() -> None:
    state, told = decode(SlidingWindowState, "sliding_window", {"in": "photo", "v": "255", "white": "9"})
    assert (state.white, told) == (9, [])


def test_every_old_name_leads_to_a_parameter_of_today() -> None:
    from convviz.app.navigation import PAGES

    for page in PAGES:
        keys = {param.key for param in page.state.params}
        assert len(keys) == len(page.state.params), page.page
        assert {old.key for old in OLD_LINKS.get(page.page, {}).values()} <= keys, page.page
        assert "v" not in keys, "the mark of today's links"


def test_a_letter_means_the_same_on_every_page() -> None:
    """One parameter has one letter, and one letter one parameter."""
    from convviz.app.navigation import PAGES

    names: dict[str, set[str]] = {}
    for page in PAGES:
        for param in page.state.params:
            names.setdefault(param.key, set()).add(param.name)
    assert not {key: found for key, found in names.items() if len(found) > 1}
    letters: dict[str, set[str]] = {}
    for key, found in names.items():
        for name in found:
            letters.setdefault(name, set()).add(key)
    assert not {name: found for name, found in letters.items() if len(found) > 1}


@pytest.mark.parametrize(("text", "step"), [("1", 1), ("5", 5), ("999999999", 999_999_999)])
def test_a_link_says_at_which_step_the_picture_stands(text, step):
    assert step_of({"step": text}) == (step, [])


@pytest.mark.parametrize("text", ["0", "-1", "abc", "1.5", "²", "9" * 40, "1e400", " 3"])
def test_a_step_that_is_none_is_said_with_its_rule(text):
    step, (notice,) = step_of({"step": text})
    assert step == 1
    assert notice.sentence.startswith("The link asks for `step=")
    assert "must be a whole number from 1" in notice.sentence


def test_without_a_step_the_picture_plays():
    assert step_of({}) == step_of({"step": ""}) == (None, [])
