"""The state of a lesson that was asked for on the command line: taken exactly, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from convviz.app.params.case import Case, named
from convviz.app.params.links import CASE, LinkValue, asked_by, decode_asked, is_new, keys_of, meant_by
from convviz.app.params.notices import Notice, in_words
from convviz.app.params.old_links import OLD_LINKS
from convviz.app.params.param import Param, State, listed
from convviz.cli.option_names import Word, padded
from convviz.cli.parser import UsageError, unknown
from convviz.errors import ConvError, shown

INDEPENDENT: Final = {"axes": "independent"}
UNPADDED: Final = "valid"  # what others call a padding of "none"


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One option as it was typed.

    Attributes:
        option: "--stride", or a parameter's name in a link.
        text: its value.
    """

    option: str
    text: str


class RequestedState:
    """What was asked for: a named case or the opening state, and what is otherwise, parameter by parameter.

    Args:
        page: the lesson's name in addresses.
        kind: its class of states.
        listing: the command that says what there is.
        cases: its named states.
    """

    def __init__(self, page: str, kind: type[State], listing: str, cases: Sequence[Case] = ()) -> None:
        self._page = page
        self._kind = kind
        self._listing = listing
        self._cases = cases
        self._case = ""
        self._requested: dict[str, LinkValue] = {}  # by the names of attributes

    def link(self, query: Sequence[tuple[str, str]]) -> None:
        """Ask for what a link asks for, before any option does; links of the first version are read as such.

        Raises:
            UsageError: it names what the lesson does not have, or gives something twice.
        """
        texts: dict[str, str] = {}
        for key, text in query:
            if key.startswith("embed"):
                continue  # how a course page shows the app
            if texts.setdefault(key, text) != text:
                raise UsageError(f"The link gives {key!r} twice; give it once.")
        known = [param.key for param in self._kind.params]
        mentioned = set(keys_of(self._kind, self._page, texts).values())
        for key in texts:
            if key not in mentioned and key != CASE and not (key == "v" and is_new(texts)):
                raise unknown("parameter", key, [*known, *OLD_LINKS.get(self._page, {})], self._listing)
        if CASE in texts:
            self.case(texts[CASE])
        for name, value in meant_by(self._kind, self._page, texts).items():
            before = self._requested.get(name)
            if before and before.text != value.text:
                raise UsageError(f"The link gives {value.key!r} twice; give it once.")
            self._requested[name] = value

    def case(self, name: str) -> None:
        """Ask for a named state, which options and the rest of a link then change.

        Args:
            name: its name in links, or the one that the literature has for it, spelled as links do.

        Raises:
            UsageError: there is none of that name; the sentence says which there are.
        """
        if not named(self._cases, name):
            names = [case.id for case in self._cases if case.id]
            there_are = f"choose one of {listed(names)}" if names else "it has no named cases"
            raise UsageError(f"The lesson has no case {shown(name)!r}: {there_are}.")
        self._case = name

    def options(self, params: Mapping[str, OptionValue], words: Mapping[Word, OptionValue]) -> None:
        """Ask for what options ask for; they go before a link.

        Args:
            params: by the letter of the parameter in a link, old or new.
            words: by other options.

        Raises:
            UsageError: two options give one parameter different values.
            ConvError: an option takes another number of values.
        """
        given: dict[str, OptionValue] = {}
        for key, typed in params.items():
            asked = asked_by(self._kind, self._page, {key: typed.text})
            for name in keys_of(self._kind, self._page, {key: typed.text}):  # an old link says more than its words
                self._give(given, name, OptionValue(typed.option, asked[name].text))
        for word, typed in words.items():
            for name, text in self._meant(word, typed).items():
                self._give(given, name, OptionValue(typed.option, text))

    def state(self) -> State:
        """The state with these values.

        Raises:
            ConvError: there is none; the sentence is about the first that cannot be.
        """
        state, notices = self._decoded()
        if notices:
            raise self._refusal(notices[0])
        return state

    def _decoded(self) -> tuple[State, list[Notice]]:
        return decode_asked(self._kind, self._requested, cases=self._cases, name=self._case)

    def _give(self, given: dict[str, OptionValue], name: str, typed: OptionValue) -> None:
        before = given.setdefault(name, typed)
        if before.text != typed.text:
            raise UsageError(f"{before.option} and {typed.option} both set the same; give one of them.")
        self._requested[name] = LinkValue(typed.option, typed.text, typed.text)  # what else matters may follow from it

    def _meant(self, word: Word, typed: OptionValue) -> dict[str, str]:
        """The values of parameters that an option stands for."""
        if word.is_padding and word.only:
            return self._padding(word.only, typed)
        if not word.sized:
            return {self._mattering(word)[0].name: typed.text}
        values = typed.text.replace("×", "x").replace(",", "x").split("x")
        params = self._mattering(word)
        if 1 < len(values) != len(params) and "axes" in {param.key for param in self._kind.params}:
            for key, text in INDEPENDENT.items():
                self._requested[key] = LinkValue(typed.option, text, text)
            params = self._mattering(word)
        if len(values) == 1:
            values *= len(params)
        if len(values) != len(params):
            several = " or ".join(["one number", *([f"{len(params)} joined by x"] if len(params) > 1 else [])])
            raise ConvError(
                typed.option, typed.text, f"must be {several}", f"Use {'x'.join(values[:1] * len(params))}."
            )
        return {param.name: text for param, text in zip(params, values, strict=True)}

    def _mattering(self, word: Word) -> list[Param[Any]]:
        """Along each axis the parameter that matters beside what is asked for so far; the first if none does."""
        state, _ = self._decoded()
        active = [next((param for param in axis if param.is_active(state)), None) for axis in word.axes]
        return [param for param in active if param] or [word.axes[0][0]]

    def _padding(self, param: Param[Any], typed: OptionValue) -> dict[str, str]:
        """A kind of padding by its name, or cells: everywhere, or along each axis, joined by x."""
        text = typed.text
        plain = "none" if text == UNPADDED or (text.strip("0x") == "" and text) else text
        if plain == "same" and plain not in param.options:
            plain = "tf"  # the one "same" that the lesson knows
        cells = padded(self._kind.params)
        if plain in param.options or not cells or "custom" not in param.options:
            return {param.name: plain if plain in param.options else text}
        values = text.replace("×", "x").replace(",", "x").split("x")
        if not all(value.isdecimal() for value in values) or len(values) > len(cells):
            return {param.name: text}
        ends = {axis[0].name: value for axis, value in zip(cells, values, strict=False)}
        return {param.name: "custom", **ends}

    def _refusal(self, notice: Notice) -> ConvError:
        by_key = {param.key: self._requested.get(param.name) for param in self._kind.params}
        typed = next((value for value in self._requested.values() if value.key == notice.key), None)
        option = (typed or by_key.get(notice.key) or LinkValue(f"--{notice.key}", in_words(notice.wanted), "")).key
        if not notice.rule:
            return ConvError(option, in_words(notice.wanted), "cannot be taken as it is", notice.sentence)
        if notice.instead is None:
            return ConvError(option, notice.wanted, notice.rule, "Leave it out.")
        spelled = f"{option} " if option.startswith("-") else ""
        return ConvError(option, notice.wanted, notice.rule, f"Use {spelled}{in_words(notice.instead)}.")
