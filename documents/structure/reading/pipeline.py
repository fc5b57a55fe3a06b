"""Read a draft by running the stages in their order: `STAGES` is the whole of it."""

from __future__ import annotations

from documents.structure.reading import stages
from documents.structure.reading.stages import Reading, Stage
from documents.structure.tree import Draft

#: Each stage needs what the ones above it wrote; what each reads and writes stands at its definition in `stages`.
STAGES: tuple[Stage, ...] = (
    # the file
    stages.lines,
    stages.misread_letters,
    stages.legacy_passages,
    stages.pasted_lines,
    stages.footnotes,
    stages.glued_lines,
    # the page, from top to bottom
    stages.letterhead,
    stages.type_and_subject,
    stages.bounds,
    stages.body,
    stages.tail,
    stages.attached,
    # what the body says
    stages.bases,
    stages.theme,
    stages.questions,
    stages.targets,
    stages.activities,
    stages.duties,
    stages.deadlines,
    stages.recurrences,
    stages.annexes,
    stages.closing,
    # the whole
    stages.paragraphs,
    stages.references,
    stages.passage_ids,
)


def read(data: bytes | str, filename: str = "") -> Draft:
    """Read a file (.docx, .odt, .rtf, a web page, a PDF with a text layer, text) or pasted text into a tree.

    Any text at all is read. Raises Unreadable (code, message) for what is no text: wrong type, too large, a zip bomb,
    encrypted, empty, an unknown encoding.
    """
    reading = Reading(data, filename)
    for stage in STAGES:
        stage.run(reading)
    return reading.draft
