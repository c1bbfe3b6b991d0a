"""The two forms of an exported picture: a slide, or as tall as what it shows needs."""

from __future__ import annotations

from typing import Final, Literal

PictureForm = Literal["slide", "tall"]

FORMS: Final[dict[PictureForm, str]] = {"slide": "16:9 slide", "tall": "as tall as needed"}
