"""The question “Which input sizes give this output?”."""

from __future__ import annotations

from dataclasses import replace

from convviz.app.params.param import listed
from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.formula import named
from convviz.app.tools.find_setting.question import QuestionState
from convviz.solver import Setting, inputs_for, least_output, transposed_inputs_for


def by_inputs(state: QuestionState) -> Answer:
    """The answer for a state."""
    setting, goal = state.setting, state.output_height
    return _stamped(setting, goal) if setting.transposed else _slid(setting, goal)


def _slid(setting: Setting, goal: int) -> Answer:
    sizes = inputs_for(setting, goal)
    if not sizes:
        return Answer(False, _no_input(setting, goal), ())
    some = f"{sizes[0]:,}" if len(sizes) == 1 else f"{sizes[0]:,} to {sizes[-1]:,}"
    if len(sizes) == 2:
        some = f"{sizes[0]:,} and {sizes[1]:,}"
    which = "this input size gives" if len(sizes) == 1 else "these input sizes give"
    sentence = f"**{some}:** {which} {goal:,} with {named(setting)}."
    rows = tuple(SettingRow(setting, size, _left(setting, size)) for size in sizes)
    return Answer(True, sentence, rows, tuple(_why(setting, sizes)), "Every input size that gives this output")


def _why(setting: Setting, sizes: range) -> list[str]:
    if setting.stride == 1:
        return ["**One size only:** at stride 1 nothing is rounded."]
    told = [
        f"**As many in a row as the stride:** the floor drops what is left of a division by {setting.stride}, so "
        f"{setting.stride} sizes in a row come to the same output."
    ]
    up = replace(setting, transposed=True)
    if setting.symmetric and len(sizes) == setting.stride:
        back = [transposed_inputs_for(up, size) for size in sizes]
        extras = [pairs[0][1] for pairs in back if pairs]
        told.append(
            "**And back:** the transposed layer with the same numbers cannot know which of them it was. Its "
            f"`output_padding` says so: {listed(extras)} leads back to {listed([f'{size:,}' for size in sizes])}."
        )
    return told


def _left(setting: Setting, size: int) -> str:
    missed = setting.missed(size)
    return (
        f"{missed:,} input {'cell is' if missed == 1 else 'cells are'} never read" if missed else "all cells are read"
    )


def _stamped(setting: Setting, goal: int) -> Answer:
    pairs = transposed_inputs_for(setting, goal)
    if not pairs:
        return Answer(False, _no_input(setting, goal), ())
    size, extra = pairs[0]
    with_it = replace(setting, output_padding=extra)
    sentence = (
        f"**{size:,}, with output_padding {extra}:** a transposed convolution with {named(setting)} makes {goal:,}."
    )
    options = [replace(setting, output_padding=a) for a in range(max(setting.stride, setting.dilation))]
    others = [
        SettingRow(one, size, "another output") for one in options if one.output_padding != extra and one.output(size)
    ]
    also = [SettingRow(replace(setting, output_padding=a), n, "another input") for n, a in pairs[1:]]
    remarks = []
    if setting.stride > 1:
        outputs = [f"{one.output(size):,}" for one in options if one.output(size)]
        remarks.append(
            f"**`output_padding` picks between outputs:** of {size:,} cells, this layer makes {listed(outputs)}, for "
            f"`output_padding` {listed(range(len(outputs)))}. A convolution with the same stride would turn each of "
            f"them back into {size:,}."
            if setting.dilation <= setting.stride
            else f"**`output_padding` picks between outputs:** of {size:,} cells, this layer makes {listed(outputs)}."
        )
    else:
        remarks.append("**At stride 1** nothing is rounded: there is nothing for `output_padding` to pick.")
    rows = (SettingRow(with_it, size, ""), *also, *others)
    return Answer(True, sentence, rows, tuple(remarks), "This output, then the others of the same layer")


def _no_input(setting: Setting, goal: int) -> str:
    least = least_output(setting)
    if least > goal:
        return f"**No input gives {goal:,}:** the least that comes out with {named(setting)} is {least:,}."
    return f"**No input gives {goal:,}** with {named(setting)}."
