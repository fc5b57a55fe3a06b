"""What a line of a Nơi nhận denotes, in plain Python: the text goes in, readings come out; never a guess.

`read_line(text, context)` gives one reading where the text is clear, several where an office could mean several things
(with the question and a short answer for each, in Vietnamese, for the clerk), none where it is not understood.
What the names stand for in the directory is a query (`notifications.directory`).
"""

from notifications.recipients.folding import key, plain_words
from notifications.recipients.lines import Context, joined_lines, read_line
from notifications.recipients.parts import Part, PartKind, Reading, Understood

__all__ = ["Context", "Part", "PartKind", "Reading", "Understood", "joined_lines", "key", "plain_words", "read_line"]
