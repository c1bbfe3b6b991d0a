"""A text as a link carries it: squeezed, in the letters that addresses are made of."""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from convviz.app.params.param import TextPattern
from convviz.model_parser import MOST_CHARACTERS

LINKED: Final = 3000  # letters; servers and messengers cut longer addresses. A printed ResNet-18 takes 700.
LETTERS: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
EVERYTHING: Final = -zlib.MAX_WBITS  # no header, no checksum


def pack(text: str) -> str | None:
    """The letters that `unpack` turns into `text`; None if there are too many for a link."""
    press = zlib.compressobj(9, zlib.DEFLATED, EVERYTHING)
    squeezed = press.compress(text.encode("utf-8", "replace")) + press.flush()
    letters = urlsafe_b64encode(squeezed).decode("ascii").rstrip("=")
    return letters if len(letters) <= LINKED else None


def unpack(letters: str) -> str | None:
    """The text that `letters` spell; None if they spell none, or one that is too long."""
    if not letters or len(letters) > LINKED or not LETTERS.fullmatch(letters) or len(letters) % 4 == 1:
        return None
    press = zlib.decompressobj(EVERYTHING)
    try:
        text = press.decompress(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)), MOST_CHARACTERS)
        return text.decode("utf-8") if press.eof and not press.unconsumed_tail else None
    except (zlib.error, ValueError):
        return None


class PackedTexts(TextPattern):
    """Every packed text, as the options of a parameter; the first is "no text"."""

    __slots__ = ()

    def __contains__(self, letters: object) -> bool:
        return letters == "" or (isinstance(letters, str) and unpack(letters) is not None)
