"""The tools in their order."""

from __future__ import annotations

from typing import Final

from convviz.app.page.tool import Tool
from convviz.app.tools.cost_lab.page import COST_LAB
from convviz.app.tools.counting.page import COUNTING
from convviz.app.tools.find_setting.page import FIND_SETTING
from convviz.app.tools.networks.page import NETWORKS
from convviz.app.tools.your_model.page import YOUR_MODEL

TOOLS: Final[tuple[Tool, ...]] = (COST_LAB, FIND_SETTING, NETWORKS, YOUR_MODEL, COUNTING)
