from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.models import Document, DraftRound
from orgs.models import Organisation

PERSON = settings.AUTH_USER_MODEL


class OpinionRound(models.Model):
    """A draft round put to the people of a frozen roll for their opinion, until a deadline."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="opinion_rounds")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="opinion_rounds")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
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
        ]

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
    answered_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="one_seat_per_person_in_an_opinion_round")
        ]


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


class OpinionFile(models.Model):
    """A file that came with an opinion."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="opinions/%Y/%m/")


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


class Resolution(models.Model):
    """The answer to one opinion or comment: taken in (where in the new round) or explained."""

    class Kind(models.TextChoices):
        TAKEN_IN = "taken_in", _("Tiếp thu")
        EXPLAINED = "explained", _("Giải trình")

    document = models.ForeignKey(Document, models.PROTECT, related_name="resolutions")
    comment = models.OneToOneField(Comment, models.PROTECT, null=True, blank=True, related_name="resolution")
    opinion = models.OneToOneField(Opinion, models.PROTECT, null=True, blank=True, related_name="resolution")
    kind = models.CharField(max_length=10, choices=Kind.choices)
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
            )
        ]


class Ballot(models.Model):
    """A question put to a frozen roll, with frozen options and a frozen rule; counted once."""

    class Kind(models.TextChoices):
        CHOOSE = "choose", _("Chọn một phương án")
        ADOPT = "adopt", _("Thông qua hay không")
        APPROVE_SEVERAL = "approve_several", _("Chọn nhiều phương án")
        RANK = "rank", _("Xếp thứ tự phương án")

    document = models.ForeignKey(Document, models.PROTECT, related_name="ballots")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="ballots")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    question = models.CharField(_("câu hỏi"), max_length=500)
    options = models.JSONField(help_text='[{"key": "1", "text": "…", "note": "…"}]')
    rule = models.JSONField(help_text="approvals.rules.Rule as JSON; frozen at opening")
    secret = models.BooleanField(_("bỏ phiếu kín"), default=True)
    convenor = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("tiếp theo cuộc")
    )
    follow_reason = models.CharField(max_length=300, blank=True)
    session = models.CharField(_("hội nghị"), max_length=200, blank=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("đóng lúc"))
    closed_at = models.DateTimeField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annul_reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["result"])

    class Meta:
        verbose_name = _("cuộc biểu quyết")
        verbose_name_plural = _("biểu quyết")
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(closed_at__isnull=True, annulled_at__isnull=True),
                name="one_open_ballot_per_document",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.annulled_at is None


class Seat(models.Model):
    """One entitled member of a ballot's roll. It knows that they voted, never what. No history, on purpose."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="seats")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="seats")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    voted = models.BooleanField(default=False)
    present = models.BooleanField(null=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "user"], name="one_seat_per_person_in_a_ballot")]


class Slip(models.Model):
    """A slip of an OPEN ballot: who chose what. Changed ones stay, marked. Secret ballots have no rows here."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="slips")
    choice = models.JSONField()
    code = models.CharField(max_length=20)
    cast_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(superseded_at__isnull=True), name="one_slip_in_force_per_seat"
            )
        ]


class Urn(models.Model):
    """The slips of one SECRET ballot: {code: choice} sorted by code, rewritten whole; nothing joins it to a seat."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="urn")
    slips = models.TextField(default="{}")


class Dissent(models.Model):
    """Ý kiến bảo lưu: a member asked that their dissent be recorded with a result."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="dissents")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến bảo lưu"))
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "author"], name="one_dissent_per_person_and_ballot")]


class SignOff(models.Model):
    """A draft round laid before several people for approval: any, all, or a majority, in order or together."""

    class Rule(models.TextChoices):
        ANY = "any", _("Một người duyệt")
        ALL = "all", _("Tất cả duyệt")
        MAJORITY = "majority", _("Quá nửa duyệt")

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Đã duyệt")
        RETURNED = "returned", _("Trả lại")
        ANNULLED = "annulled", _("Không còn hiệu lực")

    document = models.ForeignKey(Document, models.PROTECT, related_name="sign_offs")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="sign_offs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=10, choices=Rule.choices)
    in_order = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lượt duyệt")
        verbose_name_plural = _("lượt duyệt")
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=Q(outcome=""), name="one_open_sign_off_per_document")
        ]


class SignOffSeat(models.Model):
    """One person's place in a sign-off and what they decided."""

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Đồng ý")
        RETURNED = "returned", _("Trả lại")

    sign_off = models.ForeignKey(SignOff, models.CASCADE, related_name="seats")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="sign_off_seats")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(default=1)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    note = models.TextField(_("bút phê"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["sign_off", "user"], name="one_seat_per_person_in_a_sign_off")]
