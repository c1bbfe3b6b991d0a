"""A lesson as one declaration: its page, the navigation, the command line, links from the tools and tests read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from convviz.app.page import player_panel, quiz, sections
from convviz.app.page.named_cases import Case, case_buttons, case_title, next_case
from convviz.app.page.opens import BlockLink, LayerLink
from convviz.app.page.try_this import Idea, try_this
from convviz.app.params.controls import control, number_pair
from convviz.app.params.edit_cells import CellChange
from convviz.app.params.page_state import PageState
from convviz.app.params.param import S
from convviz.app.streamlit_patches import enter_through_app
from convviz.codegen import Snippet
from convviz.errors import ConvError
from convviz.player import Edit
from convviz.samples.image_file import Picture
from convviz.scene import Scene

M = TypeVar("M")  # what a state means: the lesson's model

Draw = Callable[[PageState[Any], M], None]
PanelItem = str | tuple[str, str] | Draw[M]  # a parameter's control, two of them side by side, or something else


@dataclass(frozen=True, slots=True)
class Player(Generic[M]):
    """A picture that plays.

    Attributes:
        scene: the picture of a model, under a title.
        edit: what numbers typed into it change; None: they cannot be changed.
        title: the picture's title without a named case; empty: the lesson's.
        next: what the key N does instead, on pages where that is no named case.
        name: of the command line and of files, if it is not the lesson's; a page with two players needs it.
        summary: what it shows, in a sentence for lists of lessons, if that is not the lesson's.
        params: the attributes that belong to this player alone, on a page with two.
    """

    scene: Callable[[M, str], Scene]
    edit: Callable[[M, Edit], CellChange] | None = None
    title: str | Callable[[PageState[Any], M], str] = ""
    next: Callable[[PageState[Any]], Callable[[], None]] | None = None
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
        idea: the one idea, in a sentence.
        formula: with the numbers of a state.
        players: its pictures; the first stands at the top, others are drawn by chapters.
        remarks: what is worth saying about one state and no other, a paragraph each.
        panel: the controls beside the picture, from top to bottom.
        chapters: what follows.
        code: the picture's operation as programs.
        quiz: a question to answer before looking.
        ideas: things to try.
        cases: its named states.
        cases_help: explains them in a tooltip.
        heading: above the page, if it is not the title.
        top: controls over picture and panel, after the named cases.
        above: controls over the picture.
        code_controls: parameters chosen beside the programs.
        below_code: what follows the programs.
        player_of_ideas: the name of the player in which the things to try are looked at.
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
    formula: Callable[[M], str]
    players: tuple[Player[M], ...]
    remarks: Callable[[M], Sequence[str]]
    panel: tuple[PanelItem[M], ...]
    chapters: tuple[Chapter[M], ...]
    code: Callable[[M], Sequence[Snippet]]
    quiz: quiz.Quiz
    ideas: tuple[Idea, ...]
    cases: tuple[Case, ...] = ()
    cases_help: str = ""
    heading: str = ""
    top: tuple[PanelItem[M], ...] = ()
    above: tuple[PanelItem[M], ...] = ()
    code_controls: tuple[str, ...] = ()
    below_code: Draw[M] | None = None
    player_of_ideas: str = "player"
    upload: Callable[[str], Picture | None] = lambda page: None
    needs_upload: Callable[[S], bool] = lambda state: False
    opens: LayerLink[S] | None = None
    blocks: Mapping[str, BlockLink] = field(default_factory=dict)

    def render(self, before: tuple[str, str] | None, after: tuple[str, str] | None) -> None:
        """Draw the page.

        Args:
            before: file and title of the page before it, if any.
            after: of the page after it.
        """
        enter_through_app()
        page = PageState.open(self.page, self.state, self.upload(self.page))
        model = self.model(page.state)
        with sections.error_boundary():
            sections.heading(self.heading or self.title, self.idea, self.formula(model))
            sections.notices(page)
            if self.cases:
                case_buttons(page, self.cases, help=self.cases_help)
            items(page, model, self.top)
            picture, panel = st.columns([7, 3], gap="medium")
            with picture:
                items(page, model, self.above)
                self.play(page, model, self.players[0])
                sections.sentences(self.remarks(model))
            with panel:
                items(page, model, self.panel)
            for chapter in self.chapters:
                sections.section(chapter.title)
                chapter.draw(page, model)
            above = (lambda: items(page, model, self.code_controls)) if self.code_controls else None
            sections.code(page, lambda: self.code(model), above=above)
            if self.below_code:
                self.below_code(page, model)
            quiz.ask(page, self.quiz, self.player_of_ideas)
            try_this(page, self.ideas, self.player_of_ideas)
            sections.way_on(before, after)

    def play(self, page: PageState[S], model: M, player: Player[M], name: str = "player") -> None:
        """Draw one of the pictures.

        Args:
            page: the page's state.
            model: what it means.
            player: the picture.
            name: of the player on the page; ends in "player".
        """
        edit = player.edit
        player_panel.show(
            page,
            player.scene(model, self.picture_title(page, model, player)),
            (player.name or self.page).replace("_", "-"),
            edit=(lambda typed: edit(model, typed)) if edit else None,
            on_next=player.next(page) if player.next else next_case(page, self.cases) if self.cases else None,
            player=name,
        )

    def picture_title(self, page: PageState[S], model: M, player: Player[M]) -> str:
        """The title of a picture, with the named case on show."""
        if callable(player.title):
            return player.title(page, model)
        return case_title(page, player.title or self.title, self.cases)

    def scene(self, state: S, player: Player[M]) -> Scene:
        """What a player shows in a complete and legal state, with the title it has on the page.

        Raises:
            ConvError: the state shows a picture that only the page can take.
        """
        if self.needs_upload(state):
            raise ConvError("in", "own", "needs a picture, which only the page can take", "Use a link that holds it.")
        page, model = PageState(self.page, state), self.model(state)
        return player.scene(model, self.picture_title(page, model, player))


def items(page: PageState[Any], model: M, names: Sequence[PanelItem[M]]) -> None:
    """Draw controls, and whatever stands between them."""
    for item in names:
        if isinstance(item, str):
            control(page, item)
        elif isinstance(item, tuple):
            number_pair(page, item)
        else:
            item(page, model)


AnyLesson = Lesson[Any, Any]
AnyPlayer = Player[Any]
