"""What every lesson must do, whatever it teaches: a new one is tested before its author has written a test."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from math import prod
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import convviz.player
from convviz.app.lessons.dilated.model import DilatedModel
from convviz.app.lessons.registry import LESSONS
from convviz.app.lessons.transposed.model import TransposedModel
from convviz.app.markup import to_html, to_plain
from convviz.app.page.control_panel import PanelItem
from convviz.app.page.lesson import AnyLesson
from convviz.app.params.case import Case, case_of
from convviz.app.params.cell_edits import Within, merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit, ValueEdit
from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import Param, State, Widget, settle
from convviz.cli.main import main
from convviz.cli.render import PICTURES
from convviz.costs.any import cost
from convviz.costs.cone import cone_cost
from convviz.errors import ConvError
from convviz.export.html import page as offline_page
from convviz.player import Edit
from convviz.scene import Clock, Decoder, Grid, Scene
from convviz.spec.block import Block
from convviz.spec.conv import ConvSpec
from counts import examples
from serving import ROOT
from visiting import (
    address,
    board,
    choosing,
    controls,
    holds,
    lit,
    more_controls,
    notices,
    press,
    rows_in_view,
    scenes,
    standing,
    unfolded,
    visit,
)

WALK = examples(30)  # changes by control and by address
JUNK = (
    "99999999",
    "-99999999",
    "0",
    "x",
    "",
    "1e400",
    "9" * 400,
    "nan",
    "٣",
    "`<b>$x$",
    "%",
    "2.6",
    "0.0~1",
    "a" * 999,
)

each_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


def opened(lesson: AnyLesson, query: dict[str, str] | None = None) -> AppTest:
    return visit(ROOT / "pages" / f"{lesson.page}.py", **(query or {}))


def state_of(lesson: AnyLesson, **values: Any) -> State:
    """The state with these values, which must go together."""
    state, told = settle(lesson.state, values)
    assert not told, told
    return state


def state_in(lesson: AnyLesson, case: Case) -> State:
    return state_of(lesson, **case.values)


def link_of(lesson: AnyLesson, state: State) -> dict[str, str]:
    """The address of a page in this state."""
    return encode(state, lesson.cases)


def read(lesson: AnyLesson, query: dict[str, str]) -> State:
    """The state that a link opens, about which there must be nothing to say."""
    state, told = decode(lesson.state, lesson.page, query, cases=lesson.cases)
    assert not told, told
    return state


def changes(lesson: AnyLesson, case: Case) -> Iterator[tuple[Param[Any], State]]:
    """The states that a case becomes when one parameter is at the first or last of its options."""
    before = state_in(lesson, case)
    for param in before.params:
        for value in ends(param) if param.is_active(before) and not param.viewing else []:
            changed, told = settle(lesson.state, {**case.values, param.name: value})
            if changed != before and not told:
                yield param, changed


def drawn(lesson: AnyLesson, state: State) -> list[Scene]:
    return [lesson.scene(state, player) for player in lesson.players]


def started(lesson: AnyLesson) -> Iterator[State]:
    """The states a visitor reaches with one click."""
    yield state_of(lesson)
    for named in (*lesson.cases, *lesson.ideas, lesson.quiz):
        yield state_of(lesson, **named.values)


def ends(param: Param) -> list[Any]:
    return [param.options[0], param.options[-1]]


def shown(lesson: AnyLesson, state: State, app: AppTest) -> None:
    """On the board stands the state's picture, and every other player of the page shows one of its pictures."""
    pictures = [json.loads(scene.json()) for scene in drawn(lesson, state)]
    first, *others = scenes(app)
    assert first == pictures[lesson.on_board(state)]
    assert all(one in pictures for one in others)


@each_lesson
def test_it_opens_and_plays_what_the_command_line_draws(lesson: AnyLesson) -> None:
    """In its opening state, and in the one that asks for the most parameters."""
    full = max(started(lesson), key=lambda state: len(encode(state)))
    for state in (state_of(lesson), full):
        app = opened(lesson, link_of(lesson, state))
        assert not notices(app)
        assert address(app) == link_of(lesson, state)
        shown(lesson, state, app)


@each_lesson
def test_its_named_states_are_legal_and_each_has_one_name(lesson: AnyLesson) -> None:
    for state in started(lesson):
        assert decode(lesson.state, lesson.page, encode(state)) == (state, [])
        assert read(lesson, link_of(lesson, state)) == state
    for case in lesson.cases:
        assert case_of(state_in(lesson, case), lesson.cases) is case, f"{case.title}: another case is the same"
        assert not [name for name in case.values if lesson.state.param(name).viewing], (
            f"{case.title}: no part of a case"
        )
    for name in ("title", "id", "alias"):
        names = [getattr(case, name) for case in lesson.cases]
        assert all(names), f"a case without {name}"
        assert len(names) == len(set(names)), name
    assert not {case.id for case in lesson.cases} & {case.alias for case in lesson.cases if case.alias != case.id}


@each_lesson
def test_its_named_cases_are_questions_with_a_sentence(lesson: AnyLesson) -> None:
    for case in lesson.cases:
        assert case.title.endswith("?"), case.title
        assert len(case.title) <= 30, case.title
        assert re.fullmatch("[a-z0-9-]+", case.id), case.title
        assert 0 < len(case.sentence) <= 110, case.title
        assert case.sentence.endswith("."), case.title
    assert lesson.cases[0].values == {}, "the first is the opening state"


@each_lesson
def test_its_idea_and_its_formulas_fit_on_their_lines(lesson: AnyLesson) -> None:
    assert len(to_plain(lesson.idea)) <= 115
    for state in started(lesson):
        formula = lesson.formula(lesson.model(state))
        for text in (formula.words, formula.letters, formula.note):
            assert to_html(text).count("<span") == to_html(text).count("</span>")
        assert to_plain(formula.words).strip()


@each_lesson
def test_a_named_case_opens_with_one_click(lesson: AnyLesson) -> None:
    """Also one behind the button "more": its address is its name, it alone is lit, and its sentence is on the board."""
    app, choose = opened(lesson), choosing(lesson.page)
    assert lit(app, lesson.page) == [lesson.cases[0].id], "lit on arrival"
    for case in (*lesson.cases[1:], *lesson.cases[:1]):
        app = choose(app, "case", case.id)
        assert not notices(app)
        assert address(app) == ({"case": case.id, **MARK} if case.values else {})
        assert lit(app, lesson.page) == [case.id]
        assert (board(app)["sentence"], board(app)["source"]) == (case.sentence, case.source)
        assert rows_in_view(app) <= 6, case.title


@each_lesson
def test_numbers_of_ones_own_light_no_case(lesson: AnyLesson) -> None:
    state = next(state for _, state in changes(lesson, lesson.cases[0]) if not case_of(state, lesson.cases))
    app = opened(lesson, encode(state))
    assert not notices(app)
    assert lit(app, lesson.page) == []
    assert (board(app)["sentence"], board(app)["source"]) == ("", "")
    app = choosing(lesson.page)(app, "case", lesson.cases[-1].id)
    assert lit(app, lesson.page) == [lesson.cases[-1].id]
    assert address(press(app, "Start again")) == {}


@each_lesson
def test_how_a_case_is_looked_at_is_no_part_of_it(lesson: AnyLesson) -> None:
    case = lesson.cases[-1]
    state = state_in(lesson, case)
    for param in [param for param in lesson.state.params if param.viewing and param.is_active(state)]:
        for value in [value for value in ends(param) if value != state.values[param.name]]:
            query = {"case": case.id, param.key: str(value), **MARK}
            app = opened(lesson, query)
            assert not notices(app)
            assert lit(app, lesson.page) == [case.id]
            assert address(app) == query


@each_lesson
def test_a_case_in_a_link_can_be_changed_by_it(lesson: AnyLesson) -> None:
    """Then the link says all, and opens the same state."""
    for case in lesson.cases:
        for param, state in changes(lesson, case):
            query = {"case": case.id, param.key: str(state.values[param.name]), **MARK}
            assert read(lesson, query) == state, query
            assert read(lesson, link_of(lesson, state)) == state
    case = lesson.cases[-1]
    own = [(param, state) for param, state in changes(lesson, case) if not case_of(state, lesson.cases)]
    param, state = next((param, state) for param, state in own if not lesson.needs_upload(state))
    app = opened(lesson, {"case": case.id, param.key: str(state.values[param.name]), **MARK})
    assert not notices(app)
    assert address(app) == encode(state)
    shown(lesson, state, app)


@each_lesson
def test_the_name_that_the_literature_has_for_a_case_opens_it(lesson: AnyLesson) -> None:
    for case in lesson.cases:
        assert read(lesson, {"case": case.id, **MARK}) == state_in(lesson, case)
        if case.alias:
            assert read(lesson, {"case": case.alias, **MARK}) == state_in(lesson, case)
    case = next((case for case in reversed(lesson.cases) if case.alias), lesson.cases[0])
    app = opened(lesson, {"case": case.alias or case.id, **MARK})
    assert not notices(app)
    assert address(app) == link_of(lesson, state_in(lesson, case))


@each_lesson
def test_a_case_that_is_not_there_gives_one_sentence_and_the_page_stands(lesson: AnyLesson) -> None:
    case = random.Random(lesson.page).choice(lesson.cases)
    state = state_in(lesson, case)
    app = opened(lesson, {**encode(state), "case": "no-such-case", **MARK})
    (sentence,) = notices(app)
    assert "`case=no-such-case`" in sentence
    assert all(f" {case.id}" in sentence for case in lesson.cases)
    assert address(app) == link_of(lesson, state)
    assert lit(app, lesson.page) == [case.id]


def named_in(lesson: AnyLesson, items: tuple[PanelItem[Any], ...]) -> list[str]:
    """The parameters in a list of controls, without those that a function draws."""
    return [name for item in items if not callable(item) for name in ([item] if isinstance(item, str) else item)]


@each_lesson
def test_every_control_is_in_view_or_behind_the_button(lesson: AnyLesson) -> None:
    """A parameter that matters in some named case has its control there, or in another case that has another board."""
    app, choose = opened(lesson), choosing(lesson.page)
    matter, drawn = set(), set()
    for case in lesson.cases:
        state = state_in(lesson, case)
        matter |= {param.key for param in state.params if param.is_active(state)}
        app = unfolded(more_controls(choose(app, "case", case.id)))
        drawn |= {control.key.removesuffix(".switch").removeprefix(f"{lesson.page}.") for control in controls(app)}
    hidden = {param.key for param in lesson.state.params if param.control.widget is Widget.NONE}
    assert matter - hidden <= drawn


@each_lesson
def test_each_idea_opens_what_it_promises(lesson: AnyLesson) -> None:
    app = opened(lesson)
    for idea in lesson.ideas:
        app = press(app, idea.title)
        assert not notices(app)
        assert address(app) == link_of(lesson, state_of(lesson, **idea.values))


@each_lesson
def test_the_prediction_is_asked_on_the_board_and_revealed_in_the_picture(
    lesson: AnyLesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = lesson.quiz
    question = board(opened(lesson))["question"]
    assert question == {"text": to_html(quiz.question), "answer": quiz.answer, "why": to_html(quiz.why)}
    assert to_plain(quiz.question).endswith("?")
    monkeypatch.setattr(convviz.player, "_component", lambda: _reveal)
    app = press(opened(lesson), "Reveal")
    assert not notices(app)
    assert address(app) == link_of(lesson, state_of(lesson, **quiz.values))


def _reveal(*, key: str, on_reveal_change: Any, **others: Any) -> None:
    """In place of the player, which AppTest cannot touch: a button that asks for the answer."""
    st.button("Reveal", key=f"{key}.reveal", on_click=on_reveal_change)


@each_lesson
def test_whatever_a_link_says_the_page_has_a_state_and_a_sentence(lesson: AnyLesson) -> None:
    for param in lesson.state.params:
        for text in JUNK:
            state, told = decode(lesson.state, lesson.page, {param.key: text, **MARK})
            assert decode(lesson.state, lesson.page, encode(state)) == (state, [])
            taken = str(state.values[param.name]) == text and param.is_active(state)
            assert taken or any(f"`{param.key}=" in one.sentence or param.label in one.sentence for one in told)
            assert all(one.sentence.endswith(".") for one in told)


@each_lesson
def test_a_link_in_which_all_is_wrong_gives_a_sentence_each_and_the_page_stands(lesson: AnyLesson) -> None:
    app = opened(lesson, {**{param.key: "?" for param in lesson.state.params}, **MARK})
    assert len(notices(app)) == len(lesson.state.params)
    assert address(app) == {}


@each_lesson
def test_every_parameter_can_be_at_both_ends(lesson: AnyLesson) -> None:
    """Alone, beside the opening state; what gives way is said, and the picture can be drawn."""
    for param in lesson.state.params:
        for value in ends(param):
            state, _ = settle(lesson.state, {param.name: value})
            for scene in drawn(lesson, state) if not lesson.needs_upload(state) else []:
                assert all(Decoder(scene).values[grid.id] is not None for grid in scene.grids)


@each_lesson
def test_random_states_can_be_drawn_and_linked(lesson: AnyLesson) -> None:
    chance = random.Random(lesson.page)
    for _ in range(examples(60)):
        params = chance.sample(lesson.state.params, min(6, len(lesson.state.params)))
        wanted = {param.name: chance.choice(list(param.options)) for param in params}
        state, _ = settle(lesson.state, wanted)
        assert decode(lesson.state, lesson.page, encode(state)) == (state, [])
        if not lesson.needs_upload(state):
            drawn(lesson, state)
            lesson.formula(lesson.model(state))
            assert read(lesson, link_of(lesson, state)) == state
            lesson.remarks(lesson.model(state))


@each_lesson
def test_a_walk_of_changes_never_falls(lesson: AnyLesson) -> None:
    chance, app = random.Random(f"{lesson.page} walk"), opened(lesson)
    keys = ["case", *(param.key for param in lesson.state.params)]
    for _ in range(WALK):
        control = chance.choice(controls(app))
        if chance.random() < 0.25:
            app.query_params[chance.choice(keys)] = chance.choice(JUNK)
            app.query_params.update(MARK)
        elif chance.random() < 0.2:
            app = choosing(lesson.page)(app, "case", chance.choice(lesson.cases).id)
        elif hasattr(control, "options"):
            names = {control.format_func(case.id): case.id for case in lesson.cases if holds(control, case.id)}
            option = chance.choice(list(control.options))
            control.set_value(names.get(option, option))
        elif hasattr(control, "min"):
            control.set_value(chance.choice([int(control.min), int(control.max)]))
        else:
            control.set_value(not control.value)
        standing(app.run())
        if chance.random() < 0.2:
            app = more_controls(app)
        state = read(lesson, address(app))  # the address agrees with the page
        if not lesson.needs_upload(state):
            shown(lesson, state, app)


def changed(state: State, change: CellEdit | ValueEdit) -> State:
    """The state after numbers were typed."""
    if isinstance(change, ValueEdit):
        value: Any = int(change.value)
    else:
        value = merged(str(state.values[change.param]), change.named, change.cells)
    after, told = settle(type(state), {**state.values, change.param: value})
    assert not told
    return after


def changeable(scene: Scene) -> list[Grid]:
    """The grids whose numbers the player lets one change: those that no link writes, in a scene without maps."""
    maps = any(link.operation == "map" for link in scene.links)
    return [] if maps else [grid for grid in scene.grids if grid.values]


@each_lesson
def test_a_number_typed_into_the_picture_stands_there_afterwards(lesson: AnyLesson) -> None:
    """In every grid that may be changed, of every state one click away, in its first and in its last cell."""
    typed = 0
    for state in started(lesson):
        for player in lesson.players:
            scene = lesson.scene(state, player)
            for grid in changeable(scene):
                cells = sorted({*range(len(grid.values or ()))} - {*grid.gaps})
                for cell in {cells[0], cells[-1]}:
                    assert player.edit, f"{grid.id} can be changed, and nobody takes the number"
                    change = player.edit(lesson.model(state), Edit(grid.id, ((cell, 7.0),)))
                    if isinstance(change, RejectedEdit):
                        assert change.sentence.endswith(".")
                        continue
                    assert change is not None, grid.id
                    after = lesson.scene(changed(state, change), player)
                    now = next(one for one in after.grids if one.id == grid.id)
                    assert now.values[cell] == 7, (grid.id, cell)
                    typed += 1
    assert typed


@each_lesson
def test_changed_numbers_travel_in_the_link_and_can_be_undone(lesson: AnyLesson) -> None:
    for param in [param for param in lesson.state.params if isinstance(param.options, Within)]:
        state = next((one for one in started(lesson) if param.is_active(one)), None)
        if state is None:
            continue
        place = ".".join("0" for _ in param.possible(state).options.shape)  # type: ignore[attr-defined]
        query = {**encode(state), param.key: f"{place}~7", **MARK}  # which is no named case
        app = opened(lesson, query)
        assert not notices(app)
        assert address(app) == query
        assert address(press(app, "Undo the changed numbers")) == link_of(lesson, state)


@each_lesson
def test_the_code_of_every_named_state_is_written(lesson: AnyLesson) -> None:
    for state in started(lesson):
        with suppress(ConvError):  # the page then says why there is no code
            snippets = lesson.code(lesson.model(state))
            assert len(snippets) >= 2
            assert len({snippet.title for snippet in snippets}) == len(snippets)
    assert len(unfolded(opened(lesson)).code) >= 2


@each_lesson
def test_it_can_be_taken_along(lesson: AnyLesson) -> None:
    """The renderers have tests of their own; here is that every lesson's scene fits into them."""
    for scene in drawn(lesson, state_of(lesson)):
        assert scene.title in offline_page(scene)


@pytest.mark.parametrize("name", PICTURES)
def test_the_command_line_draws_it(name: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    lesson, player = PICTURES[name]
    state = state_of(lesson)
    assert main(["render", name, "-o", str(tmp_path / "out.csv")]) == 0
    assert lesson.scene(state, player).title in capsys.readouterr().out
    query = "&".join(f"{key}={value}" for key, value in encode(list(started(lesson))[-1]).items())
    assert main(["render", name, "--link", query, "-o", str(tmp_path / "out.csv")]) == 0


Price = tuple[int, int, int]  # weights, biases, multiplications


def price(found: Any) -> Price:
    return found.weights, found.biases, found.multiplications


def prices(model: Any) -> list[Price]:
    """What the layers of a model cost, and the ordinary one beside them."""
    found = [model.cost] if hasattr(model, "cost") else []
    found += getattr(model, "costs", ())
    found += [layer.cost for layer in getattr(model, "layers", ()) if hasattr(layer, "cost")]
    if isinstance(beside := getattr(model, "regular", None), Block | ConvSpec):
        found.append(cost(beside, model.state.shape))
    return [*map(price, found)]


def dearer(model: Any) -> list[Price]:
    """What ways of computing a transposed layer take that also multiply zeros, and a unit at the top of a stack."""
    if isinstance(model, TransposedModel):
        weights, biases, _ = price(model.cost)
        empty = prod(model.geometry.input_shape) * prod(model.geometry.output_shape)
        return [(weights, biases, total) for total in (model.naive, empty, 2 * empty)]
    if isinstance(model, DilatedModel):
        stack = model.stack
        unit = cone_cost(stack.layers, stack.sizes[0], stack.state.unit)
        return [(unit.weights, 0, sum(unit.multiplications))]
    return []


@each_lesson
def test_every_track_says_what_its_layers_have_and_take(lesson: AnyLesson) -> None:
    """In the opening state, in every named one, and with each parameter at its ends."""
    named = list(started(lesson))
    ended = [settle(lesson.state, {param.name: value})[0] for param in lesson.state.params for value in ends(param)]
    exact = 0
    for state in dict.fromkeys((*named, *ended)):
        if lesson.needs_upload(state):
            continue
        model: Any = lesson.model(state)
        by_cost, otherwise = prices(model), dearer(model)
        assert by_cost, "the model knows what its layers cost"
        for scene in drawn(lesson, state):
            for track, total in zip(scene.tracks, Clock(scene).totals, strict=True):
                told = (track.weights, track.biases, total)
                assert track.weights > 0 < total, (track.title, encode(state))
                assert told in by_cost or told in otherwise, (track.title, told, encode(state))
                exact += told in by_cost
    assert exact >= len(set(named))


@each_lesson
def test_the_steps_of_every_track_add_up_to_what_it_says(lesson: AnyLesson) -> None:
    """As the player counts them."""
    for scene in drawn(lesson, state_of(lesson)):
        decoder, totals = Decoder(scene), Clock(scene).totals
        for number, track in enumerate(scene.tracks):
            assert decoder.multiplications(number) == totals[number] > 0, track.title


@each_lesson
def test_its_parameters_are_well_declared(lesson: AnyLesson) -> None:
    names = {param.name for param in lesson.state.params}
    for param in lesson.state.params:
        assert {*param.resets, *param.followers} <= names, param.name
        assert param.label.startswith(("the ", "what ")), param.label
        assert bool(param.only) == bool(param.active_when), param.name
        assert param.options, param.name
    in_view = named_in(lesson, lesson.controls)
    shown = [*in_view, *named_in(lesson, lesson.more_controls), *lesson.code_controls]
    assert set(shown) <= names
    assert len(shown) == len(set(shown))
    assert replace(lesson, title="x").title == "x"
