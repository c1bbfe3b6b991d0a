"""Whether the loops are open beside the picture: on pages whose player has code to read."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from convviz.app.params.make import hidden
from convviz.app.params.param import State
from convviz.scene import CodePanelState, Scene


class CodePanel(State):
    """Whether the player's code panel is open; its own button changes it."""

    loops = hidden("loops", "the code of the loops", ("auto", "open", "shut"), "auto", viewing=True)

    def opened(self, scene: Scene) -> Scene:
        """`scene` with the code open or shut as the link says; where it says nothing, as the reader left it."""
        return replace(scene, code_panel="" if self.loops == "auto" else cast(CodePanelState, self.loops))
