"""Define the stages of reading. Each is a function over a `Reading`; its decorator says what it reads and writes.

The work of a stage is done by the module that it calls; here stands only how the stages hand on what they found. Their
order stands in `pipeline`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from documents.structure.bounds import check_lines
from documents.structure.errors import Unreadable
from documents.structure.identity import Namer, wording
from documents.structure.reading.activities import read_activities
from documents.structure.reading.annexes import find_issued, find_notes, list_annexes, read_annexes
from documents.structure.reading.bases import read_bases
from documents.structure.reading.body import Body, read_body
from documents.structure.reading.closing import read_closing
from documents.structure.reading.deadlines import read_deadlines
from documents.structure.reading.decode import NO_WORDS
from documents.structure.reading.duties import read_duties
from documents.structure.reading.files import read_file
from documents.structure.reading.footnotes import part_notes, with_notes
from documents.structure.reading.letterhead import read_letterhead
from documents.structure.reading.lines import Line
from documents.structure.reading.mending import convert_passages, mend_misread
from documents.structure.reading.pasted import part_pasted
from documents.structure.reading.questions import read_questions
from documents.structure.reading.recurrences import read_recurrences
from documents.structure.reading.references import find_references
from documents.structure.reading.segment import Bounds, find_bounds, part_glued
from documents.structure.reading.subject import read_subject
from documents.structure.reading.tail import read_tail
from documents.structure.reading.targets import read_targets
from documents.structure.reading.theme import read_theme
from documents.structure.reading.torn import put_together
from documents.structure.tree import Draft, Paragraph, ParagraphKind

#: Types whose items that name a month are activities even without a section of activities.
_PLANS = ("CTr", "KH")
#: Paragraphs that carry numbers of their own or none: no other document is looked for in them.
_WITHOUT_REFERENCES = frozenset(
    {
        ParagraphKind.RULE,
        ParagraphKind.RECIPIENT,
        ParagraphKind.ARCHIVE,
        ParagraphKind.NUMBER,
        ParagraphKind.DATE,
        ParagraphKind.SUPERIOR,
        ParagraphKind.ISSUER,
        ParagraphKind.MOTTO,
    }
)


@dataclass(slots=True)
class Reading:
    """A draft on its way from file to tree: the file, what later stages need, and the tree so far."""

    data: bytes | str
    filename: str = ""
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)  # the lines that are footnotes or stand for pictures
    subject_at: int = 0  # index of the first line after the letterhead
    body_at: int = 0  # index of the first line of the body
    bounds: Bounds = field(default_factory=lambda: Bounds(0, 0))
    head: list[Paragraph] = field(default_factory=list)
    subject: list[Paragraph] = field(default_factory=list)
    body: Body = field(default_factory=Body)
    tail: list[Paragraph] = field(default_factory=list)
    attached: list[Paragraph] = field(default_factory=list)  # the annexes' paragraphs
    draft: Draft = field(default_factory=Draft)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of reading. `reads` and `writes` name fields of the `Reading`; those of its draft begin with "draft."."""

    name: str
    does: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Reading], None]


def stage(*, reads: str, writes: str) -> Callable[[Callable[[Reading], None]], Stage]:
    """Make a stage of a function; the fields' names are parted by spaces."""

    def declared(run: Callable[[Reading], None]) -> Stage:
        return Stage(run.__name__, (run.__doc__ or "").strip(), tuple(reads.split()), tuple(writes.split()), run)

    return declared


@stage(reads="data filename", writes="lines draft.residue draft.pictures")
def lines(reading: Reading) -> None:
    """Decode the file, or unpack it by its kind, and cut it into clean lines; refuse what is no text, empty or too large."""
    source = read_file(reading.data, reading.filename)
    check_lines(len(source.lines))
    if not source.lines:
        raise Unreadable("empty", NO_WORDS)
    reading.lines, reading.draft.residue, reading.draft.pictures = source.lines, source.residue, source.pictures


@stage(reads="lines draft.residue", writes="lines draft.residue")
def misread_letters(reading: Reading) -> None:
    """Read rightly what is UTF-8 read as Latin-1, and count the lines; refuse what cannot be."""
    mend_misread(reading.lines, reading.draft.residue)


@stage(reads="lines draft.residue", writes="lines draft.residue")
def legacy_passages(reading: Reading) -> None:
    """Convert what is in a legacy font (TCVN3, VNI) among Unicode, and count the lines."""
    convert_passages(reading.lines, reading.draft.residue)


@stage(reads="lines draft.residue", writes="lines draft.residue")
def pasted_lines(reading: Reading) -> None:
    """Cut lines into which a whole document or many paragraphs were pasted, and tell where."""
    reading.lines = part_pasted(reading.lines, reading.draft.residue)


@stage(reads="lines", writes="lines notes")
def footnotes(reading: Reading) -> None:
    """Take footnotes and pictures out of the text; they come back behind the paragraphs that refer to them."""
    reading.lines, reading.notes = part_notes(reading.lines)


@stage(reads="lines", writes="lines")
def glued_lines(reading: Reading) -> None:
    """Put together lines that were torn in two; part those in which closing, "Nơi nhận" or signature were glued."""
    reading.lines = part_glued(put_together(reading.lines))


@stage(
    reads="lines",
    writes="head subject_at draft.superior draft.issuer draft.motto draft.number draft.symbol draft.place draft.date "
    "draft.marks draft.meeting draft.subject",
)
def letterhead(reading: Reading) -> None:
    """Recognise the cells above the type line, each by what it says; of a letter also its "V/v"."""
    reading.head, reading.subject_at = read_letterhead(reading.lines, reading.draft)


@stage(
    reads="lines subject_at draft.issuer draft.number draft.symbol draft.subject draft.meeting",
    writes="subject body_at draft.type draft.type_name draft.subject draft.year draft.meeting",
)
def type_and_subject(reading: Reading) -> None:
    """Read the type line and the subject under it; without a type line tell the type by the symbol."""
    reading.subject, reading.body_at = read_subject(reading.lines, reading.subject_at, reading.draft)


@stage(reads="lines body_at", writes="bounds")
def bounds(reading: Reading) -> None:
    """Find where the body ends and where the tail and the annexes begin."""
    reading.bounds = find_bounds(reading.lines, reading.body_at)


@stage(reads="lines body_at bounds", writes="body draft.headings")
def body(reading: Reading) -> None:
    """Join wrapped lines into paragraphs, read their labels, tell headings from items."""
    reading.body = read_body(reading.lines[reading.body_at : reading.bounds.tail], reading.draft)


@stage(reads="lines bounds", writes="tail draft.recipients draft.archive draft.signature")
def tail(reading: Reading) -> None:
    """Read the recipients, the archive line and the signature."""
    reading.tail = read_tail(reading.lines[reading.bounds.tail : reading.bounds.annex], reading.draft)


@stage(reads="lines bounds", writes="attached")
def attached(reading: Reading) -> None:
    """Read the paragraphs of the annexes."""
    reading.attached = read_annexes(reading.lines[reading.bounds.annex :])


@stage(reads="body", writes="draft.bases")
def bases(reading: Reading) -> None:
    """List the căn cứ with the documents that each cites."""
    reading.draft.bases = read_bases(reading.body.paragraphs)


@stage(reads="body draft.headings", writes="body draft.theme draft.headings")
def theme(reading: Reading) -> None:
    """Find the theme, or its options while they are open."""
    reading.draft.theme = read_theme(reading.body, reading.draft)


@stage(reads="body draft.theme", writes="body draft.questions")
def questions(reading: Reading) -> None:
    """List what else is to be chosen: options on a site, a budget, a structure, each bound to its place."""
    theme_lines = {option.line for option in reading.draft.theme.options}
    reading.draft.questions = read_questions(reading.body.paragraphs, theme_lines)


@stage(reads="body", writes="draft.targets")
def targets(reading: Reading) -> None:
    """List the targets under a heading that names "chỉ tiêu", with their figures."""
    reading.draft.targets = read_targets(reading.body)


@stage(reads="body attached draft.type", writes="draft.activities")
def activities(reading: Reading) -> None:
    """List activities with their months, from the body and from annexes."""
    plans = reading.draft.type in _PLANS
    reading.draft.activities = read_activities(reading.body, reading.attached, plans=plans)


@stage(reads="body", writes="draft.duties")
def duties(reading: Reading) -> None:
    """List who has to do what under "tổ chức thực hiện"."""
    reading.draft.duties = read_duties(reading.body)


@stage(reads="body", writes="draft.deadlines")
def deadlines(reading: Reading) -> None:
    """List the dates by which something is due, and what recurs."""
    reading.draft.deadlines = read_deadlines(reading.body.paragraphs)


@stage(reads="body", writes="draft.recurrences")
def recurrences(reading: Reading) -> None:
    """List what is due again and again as rules, with their exceptions and exempt units."""
    reading.draft.recurrences = read_recurrences(reading.body.paragraphs)


@stage(reads="body attached", writes="draft.annexes")
def annexes(reading: Reading) -> None:
    """List each annex once: as the body announces it, else by its own title."""
    body = reading.body.paragraphs
    reading.draft.annexes = list_annexes(find_notes(body), find_issued(body), reading.attached)


@stage(reads="body", writes="body draft.closing")
def closing(reading: Reading) -> None:
    """Find the closing sentence, and mark its paragraph."""
    reading.draft.closing = read_closing(reading.body.paragraphs)


@stage(reads="head subject body tail attached notes", writes="draft.paragraphs")
def paragraphs(reading: Reading) -> None:
    """Put all paragraphs together in the order of the page."""
    parts = (reading.head, reading.subject, reading.body.paragraphs, reading.tail, reading.attached)
    reading.draft.paragraphs = with_notes([paragraph for part in parts for paragraph in part], reading.notes)


@stage(reads="draft.paragraphs draft.number draft.symbol", writes="draft.references")
def references(reading: Reading) -> None:
    """List the documents that are cited anywhere, the draft's own number apart."""
    draft = reading.draft
    draft.references = [
        reference
        for paragraph in draft.paragraphs
        if paragraph.kind not in _WITHOUT_REFERENCES
        for reference in find_references(paragraph.text, paragraph.line)
        if not (reference.number and (reference.number, reference.symbol) == (draft.number, draft.symbol))
    ]


@stage(reads="draft.paragraphs", writes="draft.paragraphs")
def passage_ids(reading: Reading) -> None:
    """Give every paragraph an id that is made from its wording."""
    namer = Namer()
    for paragraph in reading.draft.paragraphs:
        paragraph.id = namer.name(paragraph.kind, wording(paragraph))
