"""Tell that a file cannot be read at all, and why."""

from __future__ import annotations


class Unreadable(Exception):
    """Tell that a file is no document that can be read. `message` is a Vietnamese sentence that says what to do.

    Codes: empty, too_large, wrong_type, encrypted, zip_bomb, broken, not_text, unknown_encoding, unsafe, scanned; too_long,
    too_many_lines, too_many_cells, too_deep (see `bounds`); where it is read apart also too_slow, too_much_memory, busy,
    stopped; from the command line no_file.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
