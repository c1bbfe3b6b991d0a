"""What every lesson must do, whatever it teaches: a new one is tested before its author has written a test."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from math import prod
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from convviz.app.lessons.dilated.model import DilatedModel
from convviz.app.lessons.registry import LESSONS
from convviz.app.lessons.transposed.model import TransposedModel
from convviz.app.page.lesson import AnyLesson
from convviz.app.params.cell_edits import Within, merged
from convviz.app.params.edit_cells import CellEdit, RejectedEdit, ValueEdit
from convviz.app.params.links import MARK, decode, encode
from convviz.app.params.param import Param, State, settle
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
from visiting import address, choosing, notices, press, scenes, standing, unfolded, visit

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


def drawn(lesson: AnyLesson, state: State) -> list[Scene]:
    return [lesson.scene(state, player) for player in lesson.players]


def started(lesson: AnyLesson) -> Iterator[State]:
    """The states a visitor reaches with one click."""
    yield state_of(lesson)
    for named in (*lesson.cases, *lesson.ideas, lesson.quiz):
        yield state_of(lesson, **named.values)


def ends(param: Param) -> list[Any]:
    return [param.options[0], param.options[-1]]


@each_lesson
def test_it_opens_and_plays_what_the_command_line_draws(lesson: AnyLesson) -> None:
    """In its opening state, and in the one that asks for the most parameters."""
    full = max(started(lesson), key=lambda state: len(encode(state)))
    for state in (state_of(lesson), full):
        app = opened(lesson, encode(state))
        assert not notices(app)
        assert address(app) == encode(state)
        assert scenes(app) == [json.loads(scene.json()) for scene in drawn(lesson, state)]


@each_lesson
def test_its_named_states_are_legal_and_each_has_one_name(lesson: AnyLesson) -> None:
    for state in started(lesson):
        assert decode(lesson.state, lesson.page, encode(state)) == (state, [])
    assert len({case.title for case in lesson.cases}) == len(lesson.cases)
    shown = [encode(state_of(lesson, **case.values)) for case in lesson.cases]
    assert all(shown.count(one) == 1 for one in shown)


@each_lesson
def test_a_named_case_opens_with_one_click(lesson: AnyLesson) -> None:
    app, choose = opened(lesson), choosing(lesson.page)
    for case in (*lesson.cases[1:], *lesson.cases[:1]):
        app = choose(app, "preset", case.title)
        assert not notices(app)
        assert address(app) == encode(state_of(lesson, **case.values))
        assert app.button_group(key=f"{lesson.page}.preset").value == case.title


@each_lesson
def test_each_idea_opens_what_it_promises(lesson: AnyLesson) -> None:
    app = opened(lesson)
    for idea in lesson.ideas:
        app = press(app, idea.title)
        assert not notices(app)
        assert address(app) == encode(state_of(lesson, **idea.values))


@each_lesson
def test_the_prediction_is_revealed_only_after_a_guess(lesson: AnyLesson) -> None:
    app, choose = opened(lesson), choosing(lesson.page)
    assert not app.success
    assert f"Yes, {lesson.quiz.answer}. " in choose(app, "guess", lesson.quiz.answer).success[0].value
    app = press(choose(app, "guess", lesson.quiz.answer + 1), "Show me")
    assert address(app) == encode(state_of(lesson, **lesson.quiz.values))


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
            lesson.remarks(lesson.model(state))


@each_lesson
def test_a_walk_of_changes_never_falls(lesson: AnyLesson) -> None:
    chance, app = random.Random(f"{lesson.page} walk"), opened(lesson)
    keys = [param.key for param in lesson.state.params]
    for _ in range(WALK):
        controls = [*app.number_input, *app.button_group, *app.selectbox, *app.toggle]
        control = chance.choice([one for one in controls if one.key != f"{lesson.page}.guess"])
        if chance.random() < 0.25:
            app.query_params[chance.choice(keys)] = chance.choice(JUNK)
            app.query_params.update(MARK)
        elif hasattr(control, "options"):
            control.set_value(chance.choice(list(control.options)))
        elif hasattr(control, "min"):
            control.set_value(chance.choice([int(control.min), int(control.max)]))
        else:
            control.set_value(not control.value)
        standing(app.run())
        state, told = decode(lesson.state, lesson.page, address(app))
        assert not told, "the address agrees with the page"
        if not lesson.needs_upload(state):
            assert scenes(app) == [json.loads(scene.json()) for scene in drawn(lesson, state)]


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
        query = {**encode(state), param.key: f"{place}~7", **MARK}
        app = opened(lesson, query)
        assert not notices(app)
        assert address(app) == query
        assert address(press(app, "Undo the changed numbers")) == encode(state)


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
    assert exact >= len(named)


@each_lesson
def test_the_steps_of_every_track_add_up_to_what_it_says(lesson: AnyLesson) -> None:
    """As the player counts them."""
    for scene in drawn(lesson, state_of(lesson)):
        decoder, totals = Decoder(scene), Clock(scene).totals
        for number, track in enumerate(scene.tracks):
            assert (track.multiplications or decoder.multiplications(number)) == totals[number]
            assert bool(track.multiplications) == (decoder.multiplications(number) == 0)


@each_lesson
def test_its_parameters_are_well_declared(lesson: AnyLesson) -> None:
    names = {param.name for param in lesson.state.params}
    for param in lesson.state.params:
        assert {*param.resets, *param.followers} <= names, param.name
        assert param.label.startswith(("the ", "what ")), param.label
        assert bool(param.only) == bool(param.active_when), param.name
        assert param.options, param.name
    controls = [item for items in (lesson.top, lesson.above, lesson.panel, lesson.code_controls) for item in items]
    shown = [
        name
        for item in controls
        for name in ([item] if isinstance(item, str) else item if isinstance(item, tuple) else [])
    ]
    assert set(shown) <= names
    assert len(shown) == len(set(shown))
    assert replace(lesson, title="x").title == "x"
