"""What is signed, numbered, entered and issued."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.models.documents import Document
from documents.models.rounds import DraftRound
from orgs.models import Organisation

PERSON = settings.AUTH_USER_MODEL


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
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("signatory")),
                name="nobody_signs_on_behalf_of_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.position} {self.name}"


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

    def __str__(self) -> str:
        return f"{self.type_code} {self.period}"


class RegisterEntry(models.Model):
    """One line of the outgoing register (sổ đăng ký văn bản đi): a number taken, by a document or voided with its reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    symbol_key = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
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
    history = HistoricalRecords(excluded_fields=["search_text"])

    class Meta:
        verbose_name = _("dòng sổ văn bản đi")
        verbose_name_plural = _("sổ văn bản đi")
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="no_number_twice_in_a_series"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(void_reason=""), name="a_number_has_a_document_or_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | Q(document__isnull=True),
                name="a_number_with_an_issued_document_is_not_voided",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(void_reason=""),
                name="no_reason_to_void_the_number_of_a_document",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_are_counted_from_one"),
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
