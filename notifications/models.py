from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.models import Document
from orgs.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class Purpose(models.TextChoices):
    REPORT = "report", _("báo cáo")
    ACT = "act", _("thực hiện")
    COORDINATE = "coordinate", _("phối hợp")
    INFORM = "inform", _("để biết")


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    TURN = "turn"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    RECEIVED = "received"
    PASSED_ON = "passed_on"
    COUNT = "count"
    RESULT = "result"
    RESOLUTION = "resolution"
    JOURNAL = "journal"


class OutboxKind(models.TextChoices):
    """What the worker is to do; of the upper floors too, for the table is one."""

    MAIL_DELIVERIES = "mail_deliveries"
    LETTER = "letter"
    BALLOT_RESULT = "ballot_result"
    WIPE_URNS = "wipe_urns"
    MINUTE = "minute"
    VACANCIES = "vacancies"
    NIGHTLY = "nightly"


class RecipientLine(models.Model):
    """One line of a document's Nơi nhận and what it was understood as.

    `readings` are the ways to understand it, each `{"answer", "words", "targets", "missing"}`: the word on the clerk's
    button, the sentence, the addressees (`notifications.matching.Target` as JSON), and the names nobody is known by.
    """

    class State(models.TextChoices):
        RESOLVED = "resolved", _("Đã rõ")
        AMBIGUOUS = "ambiguous", _("Cần chọn")
        UNRESOLVED = "unresolved", _("Chưa rõ")
        CONFIRMED = "confirmed", _("Văn thư xác nhận")
        PAPER = "paper", _("Gửi bản giấy")
        ARCHIVE = "archive", _("Lưu")

    document = models.ForeignKey(Document, models.CASCADE, related_name="recipient_lines")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    understood = models.CharField(_("được hiểu là"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, blank=True)
    copies = models.PositiveIntegerField(null=True, blank=True)
    question = models.CharField(_("câu hỏi cho văn thư"), max_length=300, blank=True)
    readings = models.JSONField(default=list)
    resolved_at = models.DateTimeField(_("đối chiếu danh bạ lúc"))
    confirmed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["readings"])

    class Meta:
        verbose_name = _("dòng nơi nhận")
        verbose_name_plural = _("nơi nhận")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="one_recipient_line_per_place"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_confirmation_has_its_clerk_and_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False),
                name="a_confirmed_line_was_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def missing(self) -> list[str]:
        """Names that the directory does not have, in any reading; each once."""
        return list(dict.fromkeys(name for reading in self.readings for name in reading["missing"]))

    @property
    def is_unknown(self) -> bool:
        """Waits for the clerk with somebody whom the directory does not have: choosing a reading cannot settle it."""
        return self.state == self.State.UNRESOLVED or (self.state == self.State.AMBIGUOUS and bool(self.missing))


class RememberedReading(models.Model):
    """What an organisation's clerk answered for an ambiguous text: the same text is clear the next time.

    `text_key` is the folded text; an answer that is no longer among the readings asks again.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="remembered_readings")
    text_key = models.CharField(max_length=500)
    answer = models.CharField(max_length=200)
    chosen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cách hiểu đã chọn")
        verbose_name_plural = _("cách hiểu đã chọn")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "text_key"], name="a_text_has_one_remembered_reading_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text_key} → {self.answer}"


class Recipient(models.Model):
    """One addressee that a line denotes: an organisation, a person, or a paper copy to a name."""

    line = models.ForeignKey(RecipientLine, models.CASCADE, related_name="recipients")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, blank=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_once_per_line",
            ),
            models.UniqueConstraint(
                fields=["line", "user"], condition=Q(user__isnull=False), name="a_person_once_per_line"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False)
                | Q(organisation__isnull=True, user__isnull=True, on_paper=True),
                name="a_recipient_is_one_addressee_or_a_paper_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """An issued document on its way to one organisation or person; its times are the receipt."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="deliveries")
    user = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="deliveries")
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, blank=True)
    on_paper = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField(_("đã nhận"), null=True, blank=True)
    read_at = models.DateTimeField(_("đã xem"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("nhận việc"), null=True, blank=True)
    done_at = models.DateTimeField(_("hoàn thành"), null=True, blank=True)
    read_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("văn bản gửi đi")
        verbose_name_plural = _("văn bản gửi đi")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "organisation"],
                condition=Q(organisation__isnull=False),
                name="one_delivery_per_document_and_organisation",
            ),
            models.UniqueConstraint(
                fields=["document", "user"],
                condition=Q(user__isnull=False),
                name="one_delivery_per_document_and_person",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False)
                | Q(organisation__isnull=True, user__isnull=True, on_paper=True),
                name="a_delivery_has_one_addressee_or_is_a_paper_copy",
            ),
            models.CheckConstraint(
                condition=Q(passed_to__isnull=True) | Q(organisation__isnull=False, on_paper=False),
                name="only_what_an_organisation_got_is_passed_on",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(delivered_at__isnull=True), name="a_paper_copy_has_no_receipt_here"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(delivered_at__isnull=False), name="what_was_read_was_delivered"
            ),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | Q(read_at__isnull=False), name="only_what_was_read_has_a_reader"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(read_at__isnull=False), name="what_was_accepted_was_read"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(accepted_at__isnull=False), name="what_was_done_was_accepted"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-sent_at", "-id"], name="deliveries_to_an_organisation"),
            models.Index(fields=["user", "-sent_at", "-id"], name="deliveries_to_a_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("notifications:received_document", args=[self.document_id])


class Notice(models.Model):
    """A short message to one person, with where it leads; read or not."""

    user = models.ForeignKey(PERSON, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    document = models.ForeignKey(Document, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="unread_notices_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.text


class OutboxItem(models.Model):
    """Something to be told outside the database (mail, push) after the commit; the row is the truth, the worker only a hand."""

    kind = models.CharField(max_length=30, choices=OutboxKind.choices)
    payload = models.JSONField()
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(done_at__isnull=True), name="outbox_that_is_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(leased_until__isnull=True), name="nobody_is_at_what_is_done"
            )
        ]

    def __str__(self) -> str:
        return self.key or self.kind
