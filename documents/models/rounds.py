"""The text: its rounds, the copy between two rounds, and what people said of its findings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models.documents import Document
from web.files import HTML, ODT, PDF, RTF, WORD

_KINDS = {WORD: "docx", ODT: "odt", RTF: "rtf", HTML: "html", PDF: "pdf"}
PERSON = settings.AUTH_USER_MODEL


class SourceFile(models.Model):
    """A file as it was uploaded, kept in storage once under its hash; what it was called is said by each round."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="sources/%Y/%m/")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp gốc")
        verbose_name_plural = _("tệp gốc")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def kind(self) -> str:
        """How the name of such a file ends."""
        return _KINDS.get(self.content_type, "txt")


class DraftRound(models.Model):
    """One submitted text of a document: an immutable tree, with its findings as they were then."""

    class Origin(models.TextChoices):
        UPLOADED = "uploaded", _("Tải lên")
        REVISED = "revised", _("Chỉnh lý")
        REPAIRED = "repaired", _("Sửa thể thức")
        DECIDED = "decided", _("Ghi kết quả biểu quyết")

    document = models.ForeignKey(Document, models.PROTECT, related_name="rounds")
    ordinal = models.PositiveSmallIntegerField(_("lần"))
    origin = models.CharField(max_length=10, choices=Origin.choices)
    tree = models.JSONField()
    findings = models.JSONField(default=list)
    check_settings = models.JSONField(default=dict)  # what offices had set of the checks when it was checked
    text_sha256 = models.CharField(max_length=64)
    source = models.ForeignKey(SourceFile, models.PROTECT, null=True, blank=True, related_name="rounds")
    source_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    created_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần dự thảo")
        verbose_name_plural = _("lần dự thảo")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="a_round_number_stands_once_per_document"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="rounds_are_counted_from_one"),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(source_name=""), name="only_a_file_has_the_name_of_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.ordinal}"


class WorkingCopy(models.Model):
    """The drafter's text between two rounds: saves itself, leaves no history, goes when it is submitted."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="working_copy")
    text = models.TextField()
    base = models.ForeignKey(DraftRound, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("bản đang sửa")
        verbose_name_plural = _("bản đang sửa")

    def __str__(self) -> str:
        return f"{self.document_id} · {self.version}"


class Waiver(models.Model):
    """A blocker that the chief of office let pass, with a reason; bound to the code and the passage's text."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="waivers")
    code = models.CharField(max_length=40)
    passage_sha256 = models.CharField(max_length=64)
    passage = models.TextField(blank=True)
    reason = models.TextField(_("lý do"))
    waived_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bỏ qua điểm chặn")
        verbose_name_plural = _("bỏ qua điểm chặn")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "code", "passage_sha256"], name="a_blocker_is_waived_once_per_passage"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_blocker_is_waived_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Clarification(models.Model):
    """What the drafter answered where a round's text does not tell: is this decided, or is it to be voted on?

    Bound to the passage and its words, so that a later round asks again only if they changed. The last answer counts.
    """

    class Answer(models.TextChoices):
        DECIDED = "decided", _("Đã chốt")
        VOTE = "vote", _("Cần biểu quyết")

    round = models.ForeignKey(DraftRound, models.PROTECT, related_name="clarifications")
    passage = models.CharField(max_length=40, blank=True, help_text="id of the paragraph; empty for the theme")
    wording_sha256 = models.CharField(max_length=64)
    wording = models.TextField(help_text="what was shown with the question")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("câu trả lời của người soạn thảo")
        verbose_name_plural = _("câu trả lời của người soạn thảo")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=("decided", "vote")), name="a_drafter_answers_decided_or_to_be_voted_on"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} · {self.answer}"


class FindingsSeen(models.Model):
    """A person confirmed at a gate that they saw the errors and warnings of a round."""

    round = models.ForeignKey(DraftRound, models.PROTECT, related_name="seen_by")
    gate = models.CharField(max_length=1)
    seen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "gate", "seen_by"], name="findings_are_confirmed_once_per_gate"),
            models.CheckConstraint(condition=Q(gate__in=("R", "S", "N")), name="findings_are_confirmed_at_a_gate"),
        ]

    def __str__(self) -> str:
        return self.gate
