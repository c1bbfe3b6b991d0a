"""Picture files, sound and unsound."""

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image


def saved(picture: Image.Image | np.ndarray, kind: str = "PNG", **options: object) -> bytes:
    """A picture as a file."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, bits: int, colour: int, pixels: bytes, *extra: bytes) -> bytes:
    """A PNG byte by byte, for what Pillow does not write."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    body = [chunk(b"IHDR", header), *extra, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def bomb(side: int) -> bytes:
    """A PNG of a few kB for a square of this side."""
    return png(side, side, 1, 0, bytes(side * (1 + (side + 7) // 8)))
