"""Read, check and print a stranger's text in processes of their own, within limits. Plain Python, no Django.

`slots` lends a process to one job at a time and ends it when a limit is hit; `process` is what runs there; `jobs` is
what it can be asked. docs/decisions/0012 says why.
"""

from documents.apart.slots import SLOTS, Slots

__all__ = ["SLOTS", "Slots"]
