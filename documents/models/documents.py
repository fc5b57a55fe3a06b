"""A paper of an organisation, and who may see it beyond the rights on its organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
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

    # No index of their own on organisation and drafter: those of Meta begin with them.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents", db_index=False)
    type_code = models.CharField(_("loại văn bản"), max_length=5)
    subject = models.CharField(_("trích yếu"), max_length=500)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=Urgency.choices, default=Urgency.NORMAL)
    status = models.CharField(_("trạng thái"), max_length=20, choices=Status.choices, default=Status.DRAFTING)
    drafter = models.ForeignKey(PERSON, models.PROTECT, related_name="drafted_documents", db_index=False)
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
            # What follows the id is filtered by: a walk down the order then reads the index alone.
            models.Index(fields=["organisation", "-changed_at", "-id", "status"], name="documents_by_organisation"),
            models.Index(fields=["-changed_at", "-id", "organisation", "status"], name="documents_by_change"),
            models.Index(fields=["status", "-changed_at", "-id", "organisation"], name="documents_by_status"),
            models.Index(fields=["drafter", "-changed_at", "-id"], name="documents_by_drafter"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the page of those who work on it; who received it reads it at their delivery's address."""
        return reverse("workflows:document", args=[self.pk])


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

    def __str__(self) -> str:
        return self.get_why_display()
