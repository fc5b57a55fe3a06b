"""Live pages: `push` says "look again" to every page that listens to a topic, after the commit, wherever the page is.

Rows are the truth: a message carries a topic, a word and a time, never content. Topics: `document:<id>`, `user:<id>`,
`organisation:<id>`.
"""

from notifications.live.publishing import cursor, look_at_log_ins, push, push_to_people

__all__ = ["cursor", "look_at_log_ins", "push", "push_to_people"]
