"""A lesson as one declaration: its page, the navigation, the command line, links from the tools and tests read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from convviz.app.markup import to_html
from convviz.app.page import control_panel, formula, player_panel, sections
from convviz.app.page.control_panel import PanelItem, items
from convviz.app.page.formula import Formula
from convviz.app.page.named_cases import case_row, next_case
from convviz.app.page.opens import BlockLink, LayerLink
from convviz.app.page.present_keys import adjustables, adjusting
from convviz.app.page.quiz import Quiz
from convviz.app.page.try_this import Idea, try_this
from convviz.app.params.case import Case
from convviz.app.params.edit_cells import CellChange
from convviz.app.params.page_state import PageState
from convviz.app.params.param import S, settle
from convviz.app.streamlit_patches import enter_through_app
from convviz.codegen import Snippet
from convviz.errors import ConvError
from convviz.player import Board, Edit
from convviz.samples.image_file import Picture
from convviz.scene import Scene

M = TypeVar("M")  # what a state means: the lesson's model

Draw = Callable[[PageState[Any], M], None]


@dataclass(frozen=True, slots=True)
class Player(Generic[M]):
    """A picture that plays.

    Attributes:
        scene: the picture of a model, under a title.
        edit: what numbers typed into it change; None: they cannot be changed.
        title: the picture's title, where it depends on the state; empty: the lesson's.
        unit: what the transport counts: "stop", "filter", "position", "stamp" or "layer"; a function if that depends on
            the model.
        lines: of arithmetic on the board, as many as the longest sum of a named case needs.
        counters: lines of them on the board, as many as a named case has tracks.
        name: of the command line and of files, if it is not the lesson's; a page with two players needs it.
        summary: what it shows, in a sentence for lists of lessons, if that is not the lesson's.
        params: the attributes that belong to this player alone, on a page with two.
    """

    scene: Callable[[M, str], Scene]
    edit: Callable[[M, Edit], CellChange] | None = None
    title: str | Callable[[PageState[Any], M], str] = ""
    unit: str | Callable[[M], str] = "stop"
    lines: int = 1
    counters: int = 1
    name: str = ""
    summary: str = ""
    params: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chapter(Generic[M]):
    """A part of the page below the picture.

    Attributes:
        title: its heading.
        draw: draws it.
    """

    title: str
    draw: Draw[M]


@dataclass(frozen=True, slots=True)
class Lesson(Generic[S, M]):
    """One lesson.

    Attributes:
        page: its name in addresses and of its file in `pages/`.
        title: what it is called.
        icon: a Material icon.
        summary: what one learns there, in a sentence for lists of lessons.
        state: its parameters.
        model: what a state means; computes everything the page shows.
        idea: the one idea, in a sentence of at most 115 characters.
        formula: with the numbers of a state.
        players: its pictures; one stands on the board, others are drawn by chapters.
        cases: its named states, as questions; the first is the opening state.
        controls: beside the board, or above it where that is wide; at most six are in view.
        more_controls: behind a button.
        remarks: what is worth saying about one state and no other, a paragraph each.
        chapters: what follows.
        code: the picture's operation as programs.
        quiz: a question to answer before looking.
        ideas: things to try.
        on_board: which of the players stands on the board in a state, by its place among them.
        wide: whether the board takes the whole width, with the controls above it.
        heading: above the page, if it is not the title.
        code_controls: parameters chosen beside the programs.
        below_code: what follows the programs.
        upload: the visitor's picture, on a page that takes one.
        needs_upload: whether a state shows a picture that only the page can take.
        opens: which layers of a network or a price list open here.
        blocks: which blocks of layers open here, by their key in `convviz.costs.alternatives`.
    """

    page: str
    title: str
    icon: str
    summary: str
    state: type[S]
    model: Callable[[S], M]
    idea: str
    formula: Callable[[M], Formula]
    players: tuple[Player[M], ...]
    cases: tuple[Case, ...]
    controls: tuple[PanelItem[M], ...]
    remarks: Callable[[M], Sequence[str]]
    chapters: tuple[Chapter[M], ...]
    code: Callable[[M], Sequence[Snippet]]
    quiz: Quiz
    ideas: tuple[Idea, ...]
    more_controls: tuple[PanelItem[M], ...] = ()
    on_board: Callable[[S], int] = lambda state: 0
    wide: bool = False
    heading: str = ""
    code_controls: tuple[str, ...] = ()
    below_code: Draw[M] | None = None
    upload: Callable[[str], Picture | None] = lambda page: None
    needs_upload: Callable[[S], bool] = lambda state: False
    opens: LayerLink[S] | None = None
    blocks: Mapping[str, BlockLink] = field(default_factory=dict)

    def render(self, place: sections.Place) -> None:
        """Draw the page.

        Args:
            place: of the page among the others.
        """
        enter_through_app()
        page = PageState.open(self.page, self.state, self.upload(self.page), self.cases)
        model = self.model(page.state)
        with sections.error_boundary(), st.container(key="lesson", gap=None):
            with st.container(key="first-screen", gap=None):
                self._first_screen(page, model, place)
            with st.container(key="below"):
                self._below(page, model, place)

    def _first_screen(self, page: PageState[S], model: M, place: sections.Place) -> None:
        """Title and idea, named cases, board and controls, formula: 738 pixels of a laptop, and nothing moves them."""
        sections.title_row(self.heading or self.title, self.idea, place)
        sections.notices(page)
        case_row(page)
        if self.wide:
            control_panel.row(page, model, self.controls, self.more_controls)
            self.play(page, model, self.players[self.on_board(page.state)], board=True)
        else:
            board, panel = st.columns([864, 318], gap=24)
            with board:
                self.play(page, model, self.players[self.on_board(page.state)], board=True)
            with panel:
                control_panel.column(page, model, self.controls, self.more_controls)
        formula.show(self.formula(model))

    def _below(self, page: PageState[S], model: M, place: sections.Place) -> None:
        sections.sentences(self.remarks(model))
        for chapter in self.chapters:
            sections.section(chapter.title)
            chapter.draw(page, model)
        above = (lambda: items(page, model, self.code_controls)) if self.code_controls else None
        sections.code(page, lambda: self.code(model), above=above)
        if self.below_code:
            self.below_code(page, model)
        try_this(page, self.ideas)
        sections.way_on(place)

    def play(
        self, page: PageState[S], model: M, player: Player[M], name: str = "player", *, board: bool = False
    ) -> None:
        """Draw one of the pictures.

        Args:
            page: the page's state.
            model: what it means.
            player: the picture.
            name: of the player on the page; ends in "player".
            board: whether it is the lesson's board.
        """
        edit = player.edit
        player_panel.show(
            page,
            player.scene(model, self.picture_title(page, model, player)),
            (player.name or self.page).replace("_", "-"),
            board=self._board(page, model, player) if board else None,
            edit=(lambda typed: edit(model, typed)) if edit else None,
            on_next=next_case(page),
            on_reveal=lambda: page.open_case(self.quiz.values),
            on_adjust=adjusting(page) if board else None,
            player=name,
        )

    def _board(self, page: PageState[S], model: M, player: Player[M]) -> Board:
        case = page.case
        return Board(
            "wide" if self.wide else "narrow",
            unit=player.unit(model) if callable(player.unit) else player.unit,
            lines=player.lines,
            counters=player.counters,
            sentence=case.sentence if case else "",
            source=case.source if case else "",
            question=self.quiz.on_board(),
            lesson=self.heading or self.title,
            formula=to_html(self.formula(model).words),
            adjustables=adjustables(page),
            step=page.step,
        )

    def picture_title(self, page: PageState[S], model: M, player: Player[M]) -> str:
        """The title of a picture: the question of the named case on show, if it has one."""
        if callable(player.title):
            return player.title(page, model)
        case = page.case
        return case.title if case and case.id else player.title or self.heading or self.title

    def cases_of(self, player: Player[M]) -> Sequence[Case]:
        """The named cases in which a player stands on the board."""
        place = self.players.index(player)
        return [case for case in self.cases if self.on_board(settle(self.state, case.values)[0]) == place]

    def scene(self, state: S, player: Player[M]) -> Scene:
        """What a player shows in a complete and legal state, with the title it has on the page.

        Raises:
            ConvError: the state shows a picture that only the page can take.
        """
        if self.needs_upload(state):
            raise ConvError("in", "own", "needs a picture, which only the page can take", "Use a link that holds it.")
        page, model = PageState(self.page, state, cases=self.cases), self.model(state)
        return player.scene(model, self.picture_title(page, model, player))


AnyLesson = Lesson[Any, Any]
AnyPlayer = Player[Any]
