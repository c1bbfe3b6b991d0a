"""The size of an output as one line of text, with the numbers of a setting, and a setting in words."""

from __future__ import annotations

from convviz.app.params.param import listed
from convviz.solver import Setting


def substituted(setting: Setting, size: int) -> str:
    """`⌊(28 + 2·1 − 3) / 2⌋ + 1 = 14`, or `(28 − 1)·2 − 2·1 + 3 + 1 = 56`."""
    output = setting.output(size)
    if setting.transposed:
        stride = f"·{setting.stride}" if setting.stride > 1 else ""
        extra = f" + {setting.output_padding}" if setting.output_padding else ""
        return f"({size:,} − 1){stride}{_padding(setting, ' − ')} + {_span(setting)}{extra} = {output:,}"
    free = f"{size:,}{_padding(setting, ' + ')} − {_span(setting, bracketed=True)}"
    quotient = free if setting.stride == 1 else f"⌊({free}) / {setting.stride}⌋"
    return f"{quotient} + 1 = {output:,}"


def symbols(setting: Setting) -> str:
    """The left side: what the numbers stand for."""
    padding = "2*p*" if setting.symmetric else "*p*₀ {sign} *p*₁"
    span = "*d*(*k* − 1)"
    if setting.transposed:
        return f"Output = (*i* − 1)*s* − {padding.format(sign='−')} + {span} + 1 + output_padding = "
    return f"Output = ⌊(*i* + {padding.format(sign='+')} − {span} − 1) / *s*⌋ + 1 = "


def named(setting: Setting) -> str:
    """`kernel 3, stride 2, padding 1 and output_padding 1`: what differs from the default, kernel and stride always."""
    parts = [f"kernel {setting.kernel}", f"stride {setting.stride}"]
    if setting.dilation > 1:
        parts.append(f"dilation {setting.dilation}")
    parts.append(f"padding {ends(setting)}")
    if setting.transposed and setting.output_padding:
        parts.append(f"output_padding {setting.output_padding}")
    return listed(parts, "and")


def kind(setting: Setting) -> str:
    """Which of the two, with its article."""
    return "a transposed convolution" if setting.transposed else "a convolution"


def ends(setting: Setting) -> str:
    """The padding: one number, or both ends where they differ."""
    return str(setting.low) if setting.symmetric else f"({setting.low}, {setting.high})"


def _padding(setting: Setting, sign: str) -> str:
    if not setting.padding:
        return ""
    return f"{sign}2·{setting.low}" if setting.symmetric else f"{sign}{setting.low}{sign}{setting.high}"


def _span(setting: Setting, *, bracketed: bool = False) -> str:
    if setting.dilation == 1:
        return str(setting.kernel)
    spread = f"{setting.dilation}·({setting.kernel} − 1) + 1"
    return f"({spread})" if bracketed else spread
