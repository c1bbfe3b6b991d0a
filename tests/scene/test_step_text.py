"""A picture that leaves the app says what the player says: numbers, places, equations, what is revealed, and when."""

import json
import math
import struct
from dataclasses import asdict, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError
from convviz.export.mpl.fit import Amount, decimals_for, fit
from convviz.scene import Clock, Decoder, Reveal
from convviz.scene.decimals import NumberStyle, decimal, decimals_of
from convviz.scene.step_text import Token, equation, is_exact, legend, number, sentence, subject
from drawn_scenes import SCENES
from player_side import Player

NEGATIVE = ("negative", "negative")
UNRULY = "cells set twice or nowhere"


@pytest.fixture(scope="module")
def player():
    player = Player()
    yield player
    player.close()


def both(player, values, digits):
    here = [
        [
            number(value, digits),
            *(decimal(value, NumberStyle(decimals, digits)) for decimals in range(digits + 1)),
            decimals_of([value], digits),
        ]
        for value in values
    ]
    return here, player.numbers([[value, digits] for value in values])


AWKWARD = [
    *range(-12, 13),
    *(n / 8 for n in range(-40, 41)),  # ties, which round away from zero
    *(n / 1000 for n in range(0, 60)),
    *(sign * 10.0**e * m for sign in (1, -1) for e in range(-12, 21) for m in (1, 1.25, 4.95, 9.949, 9.95, 9.99)),
    *(0.005, 0.015, 1.005, 2.675, 0.1 + 0.2, 1 / 3, 16 / 3, 999999, 999999.994, 999999.996, 1e6, 1e300, 5e-324, -0.0),
]


@pytest.mark.parametrize("digits", range(6))
def test_numbers_are_written_as_the_player_writes_them(player, digits):
    here, there = both(player, AWKWARD, digits)
    wrong = [(value, a, b) for value, a, b in zip(AWKWARD, here, there, strict=True) if a != b]
    assert not wrong


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=50), st.integers(0, 5))
def test_any_number_is_written_alike(player, values, digits):
    short = [struct.unpack("f", struct.pack("f", v % 1e4))[0] for v in values]
    here, there = both(player, values + short, digits)
    assert here == there


def wide(text):
    return len(text) * 0.6


def places(player, requests):
    """Both writings of amounts in places: [(amounts as (value, digits, sign), room, best, least)]."""
    here = []
    for amounts, room, best, least in requests:
        made = [Amount(value, NumberStyle(digits, digits), sign) for value, digits, sign in amounts]
        decimals = decimals_for(made, room=room, least=least, wide=wide)
        lowered = [amount.rounded(decimals) for amount in made]
        fitted = fit(lowered, room=room, best=best, least=least, wide=wide)
        written = [list(fitted.write(amount)) for amount in lowered]
        forms = [[amount.at(form) for form in range(4)] for amount in lowered]
        here.append({"decimals": decimals, "size": fitted.size, "written": written, "forms": forms})
    names = ("amounts", "room", "best", "least")
    there = player.ask(json.dumps({"places": [dict(zip(names, request, strict=True)) for request in requests]}))
    return here, there


@pytest.mark.parametrize("digits", range(5))
def test_numbers_are_shortened_alike(player, digits):
    signed = [(value, digits, sign) for value in AWKWARD for sign in ("", "×", "+")]
    here, there = places(player, [([amount], room, 20, 8) for amount in signed for room in (9, 30)])
    assert here == there


amounts = st.tuples(
    st.floats(-2e6, 2e6) | st.integers(-2_000_000, 2_000_000), st.just(2), st.sampled_from(["", "×", "+"])
)


@given(st.lists(st.lists(amounts, max_size=6), min_size=20), st.floats(5, 80))
def test_any_numbers_fit_their_places_alike_and_never_stick_out(player, grids, room):
    here, there = places(player, [(grid, room, 24, 9) for grid in grids])
    assert here == there
    for grid in here:
        for text, size in grid["written"]:
            assert len(text) * 0.6 * size <= room + 1e-9


def test_a_cell_that_holds_nothing_shows_nothing():
    assert [number(value) for value in (math.nan, math.inf, -math.inf)] == ["", "", ""]
    assert not is_exact(math.nan)


def token_of(plain):
    """The player's token as ours: what it leaves out has its default."""
    gives = plain.pop("gives", None)
    return asdict(Token(**{name: value for name, value in plain.items() if value is not None})) | {
        "gives": gives["text"] if gives else ""
    }


@pytest.mark.parametrize("name", [name for name in SCENES if name != UNRULY])  # "nowhere" has no name
def test_steps_are_told_as_the_player_tells_them(player, name):
    scene = SCENES[name]
    decoder, answer = Decoder(scene), player.scene(scene)
    for track, there in enumerate(answer["tracks"]):
        reveal, steps = Reveal(decoder, track), decoder.count(track)
        assert len(there["steps"]) == steps
        for k, step in enumerate(there["steps"]):
            drawn = decoder.step(track, k)
            assert subject(decoder, drawn) == step["subject"]
            assert sentence(decoder, drawn, k, steps) == step["sentence"]
            mine = [[asdict(token) for token in row] for row in equation(decoder, drawn)]
            assert mine == [[token_of(token) for token in row] for row in step["equation"]]
            reveal.seek(k + 1)
            assert_shown(reveal.shown, step["shown"])
        reveal.seek(1)
        assert_shown(reveal.shown, there["back"])


def assert_shown(here, there):
    assert here.keys() == there.keys()
    for grid in here:
        assert [v is None for v in here[grid]] == [v is None for v in there[grid]]
        assert [v for v in here[grid] if v is not None] == pytest.approx([v for v in there[grid] if v is not None])


@pytest.mark.parametrize("clock", ["steps", "progress"])
def test_tracks_keep_together_as_in_the_player(player, clock):
    scene = replace(SCENES["moves, several links, two tracks"], clock=clock)
    heads = [Clock(scene).heads(k) for k in range(Clock(scene).steps)]
    there = player.scene(scene)["heads"]
    assert [[(h.step, h.complete) for h in row] for row in heads] == [
        [(h["step"], h["phase"] == 1) for h in row] for row in there
    ]


def test_in_a_race_both_tracks_have_spent_the_same_or_are_done():
    scene = SCENES["moves, several links, two tracks"]
    assert scene.clock == "multiplications"
    clock = Clock(scene)
    assert clock.totals == (60, 6)
    assert clock.leader == 0, "the dearer one"
    for step in range(clock.steps):
        lead, other = clock.heads(step)
        assert (lead.step, lead.complete) == (step, True)
        assert other.spent == min(lead.spent, 6)
        assert other.complete == (other.spent % 2 == 0 and other.spent > 0)
    assert Fraction(lead.spent) == 60


@pytest.mark.parametrize("step", [-1, 25])
def test_a_step_that_is_not_there_is_refused_with_a_reason(step):
    clock = Clock(SCENES["a fraction in front"])
    with pytest.raises(ConvError, match="`step`"):
        clock.heads(step + (clock.steps - 25 if step > 0 else 0))


def keys(scene):
    return legend(scene.grids, Decoder(scene).values)


def test_the_legend_says_what_hatching_and_dashes_mean():
    assert keys(SCENES["a fraction in front"]) == [("padding", "padding"), NEGATIVE]
    assert keys(SCENES["rows never reached"]) == [
        NEGATIVE,
        ("unreached", "input row 6: the window never reaches it"),
        ("unreached", "input columns 7 and 8: the window never reaches them"),
    ]
    gaps = SCENES["transposed with gaps no stamp reaches"]
    assert keys(gaps) == [NEGATIVE, ("unreached", "output 3, 4, 7 and 8: no stamp reaches them")]


def test_the_legend_says_what_dots_and_crosses_mean():
    assert keys(SCENES["stretched, with cells cut off"]) == [("cut", "cut off, not read"), NEGATIVE]
    assert ("inserted", "zeros put in") in keys(SCENES["three views of a transposed convolution"])


def test_the_legend_says_what_stripes_mean_where_a_number_is_negative():
    scene = SCENES["the worked example"]
    assert NEGATIVE not in keys(scene)
    changed = tuple(
        replace(grid, values=(-1, *grid.values[1:])) if grid.id == "kernel" else grid for grid in scene.grids
    )
    assert NEGATIVE in keys(replace(scene, grids=changed))
    pictures = tuple(replace(grid, display="pixels") for grid in changed)
    assert NEGATIVE not in keys(replace(scene, grids=pictures))
