"""Letters that a file of XML cannot hold (.xlsx, .docx). Plain Python."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return the text without what XML 1.0 cannot hold: control characters and half characters."""
    return _UNWRITABLE.sub("", text)
