"""Parts of a line → addressees of the directory. Several matches are alternatives, none is a missing name; no guess.

`match_line(understood, directory)` → `Matched`: what the line means, ready to be stored on its row.
"""

from notifications.matching.lines import match_line
from notifications.matching.shapes import Matched, Target

__all__ = ["Matched", "Target", "match_line"]
