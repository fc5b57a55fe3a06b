"""Replace what the paper's font cannot print. A draft may hold anything; a PDF/A only glyphs that its fonts have."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from documents.structure.lexicon.glyphs import REPLACED

_MISSING = "■"  # a "?" would be read as one


def printable(text: str, fonts_dir: Path | str) -> str:
    """Return the text in characters that every face of the font has; others become a near one, none, or "■"."""
    covered = coverage(str(fonts_dir))
    odd = {character for character in set(text) if ord(character) not in covered or character < " "}
    odd |= set(text) & REPLACED.keys()
    if not odd:
        return text
    near = {character: _near(character, covered) for character in odd}
    return re.sub("[" + re.escape("".join(sorted(odd))) + "]", lambda found: near[found.group()], text)


@lru_cache(maxsize=4)
def coverage(fonts_dir: str) -> frozenset[int]:
    """Return the code points that all faces in a folder have; an error if it holds no TTF."""
    faces = [frozenset(_code_points(path.read_bytes())) for path in sorted(Path(fonts_dir).rglob("*.ttf"))]
    if not faces:
        raise FileNotFoundError(f"no TrueType font in {fonts_dir}: run `npm ci --ignore-scripts`")
    return frozenset.intersection(*faces)


def _near(character: str, covered: frozenset[int]) -> str:
    near = REPLACED.get(character, _MISSING if character.isprintable() else "")
    return near if not near or ord(near) in covered else _MISSING


def _code_points(font: bytes) -> Iterator[int]:
    """Read the `cmap` table (OpenType spec, formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * index)[0]
        form = struct.unpack_from(">H", font, start)[0]
        if form == 4:
            segments = struct.unpack_from(">H", font, start + 6)[0] // 2
            ends = struct.unpack_from(f">{segments}H", font, start + 14)
            starts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
        elif form == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last = struct.unpack_from(">II", font, start + 16 + 12 * group)
                yield from range(first, last + 1)
