"""What keys change while a lesson fills the screen: nobody leaves a slide to ask what stride 3 would do."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from convviz.app.params.controls import option_names, worth_a_button
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Kind, Param, State, Value, Widget
from convviz.player import Adjustable

Page = PageState[Any]

KINDS: Final = {
    "kernel": (Kind.KERNEL,),
    "stride": (Kind.STRIDE,),
    "padding": (Kind.PADDING, Kind.PADDING_CELLS),
    "dilation": (Kind.DILATION,),
}
OWN: Final = "custom"  # padding whose cells are set one by one, which a key cannot


def adjustables(page: Page) -> tuple[Adjustable, ...]:
    """The parameters of a state that have a key, each with the options it may take beside the others."""
    found = ((command, _param(page.state, kinds)) for command, kinds in KINDS.items())
    return tuple(
        _adjustable(page, command, param) for command, param in found if param and len(_options(page, param)) > 1
    )


def adjusting(page: Page) -> Callable[[str], None]:
    """What takes over the values that are asked for, as JSON `{"stride": "2"}`: a browser may say anything."""

    def adjust(text: str) -> None:
        try:
            wishes = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(wishes, dict):
            page.update(_legal(page, wishes))

    return adjust


def _legal(page: Page, wishes: dict[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for command, wish in wishes.items():
        param = _param(page.state, KINDS.get(command, ()))
        option = next((option for option in param.options if str(option) == wish), None) if param else None
        if param and option is not None:
            values[param.name] = option
    return values


def _param(state: State, kinds: Sequence[Kind]) -> Param[Any] | None:
    """The first parameter of one of these kinds that has a control now."""
    shown = (param for param in state.params if param.control.widget is not Widget.NONE and param.is_active(state))
    return next((param for param in shown if param.kind in kinds), None)


def _options(page: Page, param: Param[Any]) -> list[Value]:
    value = page.state.values[param.name]
    return [option for option in worth_a_button(page, param) if option != OWN or option == value]


def _adjustable(page: Page, command: str, param: Param[Any]) -> Adjustable:
    value, options = page.state.values[param.name], _options(page, param)
    names = option_names(page, param)
    named = {str(option): names.get(str(option), str(option)) for option in (*options, value)}
    cells = _param(page.state, (Kind.PADDING_CELLS,))
    if value == OWN and cells:
        named[OWN] = str(page.state.values[cells.name])
    return Adjustable(command, str(value), tuple(map(str, options)), named)
