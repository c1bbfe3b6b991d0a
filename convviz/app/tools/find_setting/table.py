"""Settings as a table, each with its formula and the link that opens it in its lesson."""

from __future__ import annotations

from convviz.app.deep_links.layer_to_lesson import LessonLink, layer_link
from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.formula import ends, substituted
from convviz.solver import Setting


def table(answer: Answer, chosen: int) -> str:
    """The rows of an answer, the chosen one bold.

    Args:
        answer: with at least one row.
        chosen: the number of the row on show, from 1.
    """
    named = any(row.name for row in answer.rows)
    dilated = any(row.setting.dilation > 1 for row in answer.rows)
    stamped = any(row.setting.transposed for row in answer.rows)
    mixed = stamped and not all(row.setting.transposed for row in answer.rows)
    noted = any(row.note for row in answer.rows)
    heads = {
        "": "---:",
        **({"what": "---"} if named else {}),
        **({"kind": "---"} if mixed else {}),
        "kernel": "---:",
        "stride": "---:",
        "padding": "---:",
        **({"dilation": "---:"} if dilated else {}),
        **({"output_padding": "---:"} if stamped else {}),
        "size": "---",
        **({"worth knowing": "---"} if noted else {}),
        "in its lesson": "---",
    }
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(heads.values())}|"]
    for place, row in enumerate(answer.rows, 1):
        cells = _cells(row, place)
        bold = "**" if place == chosen else ""
        told = [cells[head] for head in heads]
        lines.append("| " + " | ".join(f"{bold}{cell}{bold}" if cell else "" for cell in told) + " |")
    return "\n".join(lines)


def _cells(row: SettingRow, place: int) -> dict[str, str]:
    setting = row.setting
    return {
        "": str(place),
        "what": row.name,
        "kind": "transposed" if setting.transposed else "direct",
        "kernel": str(setting.kernel),
        "stride": str(setting.stride),
        "padding": ends(setting),
        "dilation": str(setting.dilation),
        "output_padding": str(setting.output_padding) if setting.transposed else "",
        "size": substituted(setting, row.size).replace(" ", "\u00a0"),  # in one line also on a phone
        "worth knowing": row.note,
        "in its lesson": f"[open]({lesson_of(setting, row.size).address})",
    }


def lesson_of(setting: Setting, size: int) -> LessonLink:
    """Where a setting opens."""
    return layer_link(setting.spec(2), (size, size))
