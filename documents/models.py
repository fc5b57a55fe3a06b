from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.visibility import DocumentQuerySet
from orgs.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class Status(models.TextChoices):
    """Where a document is in its life; a projection of its itinerary, written by `workflows` alone."""

    DRAFTING = "drafting", _("Đang soạn thảo")
    FORMAT_CHECK = "format_check", _("Kiểm tra thể thức")
    COMMITTEE_REVIEW = "committee_review", _("BCH cho ý kiến")
    REVISING = "revising", _("Tiếp thu, chỉnh lý")
    STANDING_REVIEW = "standing_review", _("Trình Thường trực")
    AWAITING_SIGNATURE = "awaiting_signature", _("Trình ký")
    SIGNED = "signed", _("Đã ký")
    AWAITING_NUMBER = "awaiting_number", _("Chờ cấp số")
    ISSUED = "issued", _("Đã ban hành")
    DISTRIBUTED = "distributed", _("Đã phát hành")
    RETURNED = "returned", _("Trả lại")
    RECALLED = "recalled", _("Đã thu hồi")
    SUPERSEDED = "superseded", _("Đã thay thế")
    CANCELLED = "cancelled", _("Hủy")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("Thường")
    URGENT = "urgent", _("Khẩn")
    VERY_URGENT = "very_urgent", _("Thượng khẩn")


class Document(models.Model):
    """One paper of an organisation, from its first draft to its place in the register."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    type_code = models.CharField(_("loại văn bản"), max_length=5)
    subject = models.CharField(_("trích yếu"), max_length=500)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    status = models.CharField(_("trạng thái"), max_length=20, choices=Status.choices, default=Status.DRAFTING)
    drafter = models.ForeignKey(PERSON, models.PROTECT, related_name="drafted_documents")
    unit = models.CharField(_("đơn vị soạn thảo"), max_length=120, blank=True)
    round = models.ForeignKey(
        "documents.DraftRound", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lần dự thảo")
    )
    created_at = models.DateTimeField(_("tạo lúc"))
    changed_at = models.DateTimeField(_("thay đổi lúc"))
    search_text = models.TextField(editable=False, blank=True)
    history = HistoricalRecords(excluded_fields=["search_text", "changed_at"])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        indexes = [
            models.Index(fields=["organisation", "-changed_at", "-id"], name="documents_by_organisation"),
            models.Index(fields=["-changed_at", "-id"], name="documents_by_change"),
            models.Index(fields=["status", "-changed_at", "-id"], name="documents_by_status"),
            models.Index(fields=["drafter", "-changed_at"], name="documents_by_drafter"),
        ]

    def __str__(self) -> str:
        return self.subject


class SourceFile(models.Model):
    """A file as it was uploaded, kept in storage under its hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="sources/%Y/%m/")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp gốc")
        verbose_name_plural = _("tệp gốc")

    def __str__(self) -> str:
        return self.name


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
    text_sha256 = models.CharField(max_length=64)
    source = models.ForeignKey(SourceFile, models.PROTECT, null=True, blank=True, related_name="rounds")
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    created_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lần dự thảo")
        verbose_name_plural = _("lần dự thảo")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="a_round_number_stands_once_per_document"),
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
        ]


class FindingsSeen(models.Model):
    """A person confirmed at a gate that they saw the errors and warnings of a round."""

    round = models.ForeignKey(DraftRound, models.PROTECT, related_name="seen_by")
    gate = models.CharField(max_length=1)
    seen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "gate", "seen_by"], name="findings_are_confirmed_once_per_gate"),
        ]


class Access(models.Model):
    """Why a person or an organisation may see a document beyond the rights on its organisation."""

    class Why(models.TextChoices):
        SEAT = "seat", _("có ghế cho ý kiến hoặc biểu quyết")
        STATION = "station", _("giữ một bước của quy trình")
        DELIVERY = "delivery", _("là nơi nhận")
        DELEGATION = "delegation", _("được ủy quyền")

    document = models.ForeignKey(Document, models.CASCADE, related_name="accesses")
    user = models.ForeignKey(PERSON, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
                name="access_is_a_persons_or_an_organisations",
            ),
            models.UniqueConstraint(
                fields=["document", "user", "why"],
                condition=Q(user__isnull=False),
                name="one_access_per_person_and_reason",
            ),
            models.UniqueConstraint(
                fields=["document", "organisation", "why"],
                condition=Q(organisation__isnull=False),
                name="one_access_per_organisation_and_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "document"], name="access_of_a_person"),
            models.Index(fields=["organisation", "document"], name="access_of_an_organisation"),
        ]


class Signing(models.Model):
    """The competent signer approved the text that will be issued, as it will look, on this draft round."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="signings")
    round = models.ForeignKey(DraftRound, models.PROTECT, related_name="signings")
    signatory = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("người ký"))
    on_behalf_of = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(_("thể thức đề ký"), max_length=200)
    position = models.CharField(_("chức vụ"), max_length=120)
    name = models.CharField(_("họ tên"), max_length=120)
    tree = models.JSONField()
    signed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lượt ký")
        verbose_name_plural = _("lượt ký")
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(revoked_at__isnull=True), name="one_signing_in_force_per_document"
            ),
        ]


class NumberSeries(models.Model):
    """One continuous run of numbers: an organisation's, of one document type, in one term or year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="number_series")
    type_code = models.CharField(max_length=5)
    period = models.CharField(_("nhiệm kỳ hoặc năm"), max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("dãy số")
        verbose_name_plural = _("dãy số")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "type_code", "period"], name="one_series_per_type_and_period"
            ),
        ]


class RegisterEntry(models.Model):
    """One line of the outgoing register (sổ đăng ký văn bản đi): a number taken, by a document or voided with its reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    symbol_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="register_entry")
    issued_on = models.DateField(_("ngày tháng"))
    type_code = models.CharField(max_length=5)
    subject = models.CharField(_("trích yếu"), max_length=500)
    signatory = models.CharField(_("người ký"), max_length=120)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    archive = models.CharField(_("bản lưu"), max_length=120, blank=True)
    copies = models.PositiveIntegerField(_("số lượng bản"), null=True, blank=True)
    dispatched_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(_("lý do hủy số"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dòng sổ văn bản đi")
        verbose_name_plural = _("sổ văn bản đi")
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="no_number_twice_in_a_series"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(void_reason=""), name="a_number_has_a_document_or_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["-issued_on", "-id"], name="register_by_day")]

    def __str__(self) -> str:
        return f"{self.number:02d}-{self.symbol}"


class IssuedPaper(models.Model):
    """The paper as it was issued: the frozen PDF with its hash, and the tree it was made from."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="paper")
    number = models.CharField(max_length=12)
    symbol = models.CharField(max_length=40)
    issued_on = models.DateField()
    tree = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bản ban hành")
        verbose_name_plural = _("bản ban hành")

    def __str__(self) -> str:
        return f"{self.number}-{self.symbol}"


class CitedPaper(models.Model):
    """A numbered paper that documents cite, however they spell its number; one row per number and year.

    Its words (symbol, issuer, what about) are those of the citation that named them first.
    """

    key = models.CharField(max_length=130, unique=True)
    symbol_key = models.CharField(max_length=120, db_index=True)
    type_code = models.CharField(_("loại văn bản"), max_length=10)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    organ = models.CharField(_("ký hiệu cơ quan"), max_length=40, blank=True)
    unit = models.CharField(_("đơn vị"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    about = models.CharField(_("trích yếu"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("văn bản được viện dẫn")
        verbose_name_plural = _("văn bản được viện dẫn")

    def __str__(self) -> str:
        return self.symbol


class Citation(models.Model):
    """One place where a draft round cites a numbered paper; linked when that paper is in the register."""

    round = models.ForeignKey(DraftRound, models.CASCADE, related_name="citations")
    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    paper = models.ForeignKey(CitedPaper, models.PROTECT, related_name="citations")
    place = models.PositiveSmallIntegerField()
    written = models.CharField(_("cách viết"), max_length=120)
    dated_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    line = models.PositiveIntegerField()
    passage = models.CharField(max_length=24, blank=True)
    first = models.BooleanField(_("viện dẫn lần đầu"))
    variant = models.BooleanField(_("viết khác"))
    target = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="cited_by")

    class Meta:
        verbose_name = _("viện dẫn")
        verbose_name_plural = _("viện dẫn")
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="a_place_of_a_round_cites_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("document")), name="no_document_cites_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.written
