"""Opinion rounds, the comments on passages, and the answer to each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.models import Document, DraftRound
from orgs.models import Body, Membership, Organisation

PERSON = settings.AUTH_USER_MODEL


class OpinionRound(models.Model):
    """A draft round put to the people of a frozen roll for their opinion, until a deadline."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="opinion_rounds")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="opinion_rounds")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField(_("nội dung xin ý kiến"), max_length=500)
    shared = models.BooleanField(_("thành viên thấy ý kiến của nhau"), default=False)
    convenor = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("hạn xử lý"))
    closed_at = models.DateTimeField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("đợt lấy ý kiến")
        verbose_name_plural = _("đợt lấy ý kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(closed_at__isnull=True), name="one_open_opinion_round_per_document"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="an_opinion_round_is_to_close_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True) | Q(closed_at__isnull=False) & ~Q(end_reason=""),
                name="an_annulled_opinion_round_is_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(closed_at__isnull=False),
                name="only_a_closed_opinion_round_has_a_reason_of_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("approvals:opinion", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class OpinionSeat(models.Model):
    """One person asked in an opinion round, as they stood at its opening."""

    round = models.ForeignKey(OpinionRound, models.CASCADE, related_name="seats")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="opinion_seats")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="one_seat_per_person_in_an_opinion_round")
        ]

    def __str__(self) -> str:
        return self.name


class Opinion(models.Model):
    """One answer of a seat; the latest counts until the close, earlier ones stay, marked."""

    class Answer(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        DISAGREE = "disagree", _("Không đồng ý")
        OTHER = "other", _("Ý kiến khác")

    seat = models.ForeignKey(OpinionSeat, models.CASCADE, related_name="opinions")
    answer = models.CharField(_("trả lời"), max_length=10, choices=Answer.choices)
    text = models.TextField(_("ý kiến"), blank=True)
    given_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(superseded_at__isnull=True), name="one_opinion_in_force_per_seat"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} · {self.pk}"


class OpinionFile(models.Model):
    """A file that came with an opinion."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="opinions/%Y/%m/")

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """A remark on a passage of a draft round; it stays with the passage through later rounds."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="comments")
    round = models.ForeignKey(OpinionRound, models.PROTECT, null=True, blank=True, related_name="comments")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="comments")
    passage = models.CharField(max_length=40, blank=True)
    quote = models.TextField(_("đoạn được góp ý"), blank=True)
    text = models.TextField(_("góp ý"))
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("góp ý")
        verbose_name_plural = _("góp ý")
        indexes = [models.Index(fields=["document", "written_at"], name="comments_of_a_document")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something")]

    def __str__(self) -> str:
        return f"{self.document_id} · {self.author_id}"


class Resolution(models.Model):
    """The answer to one opinion or comment: taken in (where in the new round) or explained."""

    class Response(models.TextChoices):
        TAKEN_IN = "taken_in", _("Tiếp thu")
        EXPLAINED = "explained", _("Giải trình")

    document = models.ForeignKey(Document, models.PROTECT, related_name="resolutions")
    comment = models.OneToOneField(Comment, models.PROTECT, null=True, blank=True, related_name="resolution")
    opinion = models.OneToOneField(Opinion, models.PROTECT, null=True, blank=True, related_name="resolution")
    kind = models.CharField(max_length=10, choices=Response.choices)
    text = models.TextField(_("nội dung trả lời"), blank=True)
    passage = models.CharField(max_length=40, blank=True)
    resolved_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("trả lời góp ý")
        verbose_name_plural = _("tiếp thu, giải trình")
        constraints = [
            models.CheckConstraint(
                condition=Q(comment__isnull=False, opinion__isnull=True)
                | Q(comment__isnull=True, opinion__isnull=False),
                name="a_resolution_answers_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="explained") & ~Q(text="") | Q(kind="taken_in") & (~Q(text="") | ~Q(passage="")),
                name="a_resolution_explains_or_says_where",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
