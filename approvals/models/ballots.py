"""Ballots: the question, the roll, the slips (open ones apart from secret ones), what came of it."""

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


#: An urn into which nothing was put yet.
EMPTY = "{}"


class Ballot(models.Model):
    """A question put to a frozen roll, with frozen options and a frozen rule; counted once.

    `session` is empty for a ballot in writing; in a session only those present vote. `result` is what was published at
    the close: `{"published": …, "result": …}`, the input and output of `manage.py recount`.
    """

    class Method(models.TextChoices):
        CHOOSE = "choose", _("Chọn một phương án")
        ADOPT = "adopt", _("Thông qua hay không")
        APPROVE_SEVERAL = "approve_several", _("Chọn nhiều phương án")
        RANK = "rank", _("Xếp thứ tự phương án")

    class Outcome(models.TextChoices):
        DECIDED = "decided", _("Đã quyết định")
        SECOND = "second", _("Biểu quyết lần hai")
        UNDECIDED = "undecided", _("Chưa quyết định được")

    document = models.ForeignKey(Document, models.PROTECT, related_name="ballots")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="ballots")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Method.choices)
    question = models.CharField(_("câu hỏi"), max_length=500)
    passage = models.CharField(
        max_length=40, blank=True, help_text="id of the paragraph in which the winner is written; empty for the theme"
    )
    options = models.JSONField(help_text='[{"key": "1", "text": "…", "note": "…"}]')
    rule = models.JSONField(help_text="approvals.rules.Rule as JSON; frozen at opening")
    secret = models.BooleanField(_("bỏ phiếu kín"), default=True)
    sealed = models.BooleanField(_("phiếu niêm phong"), default=False, help_text="opened only by two tellers together")
    convenor = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("tiếp theo cuộc")
    )
    follow_reason = models.CharField(max_length=300, blank=True)
    session = models.CharField(_("hội nghị"), max_length=200, blank=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("đóng lúc"))
    ended_at = models.DateTimeField(null=True, blank=True, help_text="sealed slips wait for the tellers since then")
    closed_at = models.DateTimeField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annul_reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
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
            models.CheckConstraint(condition=Q(sealed=False) | Q(secret=True), name="a_sealed_ballot_is_secret"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(annulled_at__isnull=True),
                name="a_ballot_is_not_both_closed_and_annulled",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", result__isnull=True)
                | Q(closed_at__isnull=False, result__isnull=False) & ~Q(outcome=""),
                name="a_closed_ballot_has_an_outcome_and_a_result",
            ),
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True, annul_reason="")
                | Q(annulled_at__isnull=False) & ~Q(annul_reason=""),
                name="an_annulled_ballot_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(sealed=True), name="only_a_sealed_ballot_waits_for_its_tellers"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="a_ballot_is_to_close_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")) & ~Q(follow_reason=""),
                name="a_ballot_follows_another_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("approvals:ballot", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.annulled_at is None

    @property
    def takes_votes(self) -> bool:
        """Neither over nor waiting for its sealed slips to be opened."""
        return self.is_open and self.ended_at is None

    @property
    def is_overtaken(self) -> bool:
        """Whether the document was put before its committee again since this one was closed."""
        rounds = self.document.opinion_rounds.filter(Q(opened_at__gt=self.closed_at) | Q(closed_at=None))
        return self.document.ballots.filter(pk__gt=self.pk).exists() or rounds.exists()

    @property
    def option_keys(self) -> list[str]:
        return [option["key"] for option in self.options]

    def keys(self) -> list[str]:
        """Return the public keys of the two tellers, the first one's first; fewer while they have not made them."""
        return [teller.public_key for teller in self.tellers_in_office() if teller.public_key]

    def opening_place(self) -> int:
        """Return the place of the teller who is to open the sealed slips now: 1, then 2, then 3 for nobody.

        The second opening takes the urn away, perhaps after this ballot was read.
        """
        slips = Urn.objects.filter(ballot=self).values_list("slips", flat=True).first()
        return 3 if slips is None else 1 if slips == EMPTY else 2

    def tellers_in_office(self) -> list[Teller]:
        """Return the two who count the paper slips, in order of their places; none before they are appointed."""
        return list(self.tellers.filter(dismissed_at=None).select_related("user").order_by("place"))


class Seat(models.Model):
    """One entitled member of a ballot's roll. It knows that they voted, never what. No history, on purpose."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="seats")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="seats")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    voted = models.BooleanField(default=False)
    present = models.BooleanField(null=True)
    on_paper = models.BooleanField(default=False)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "user"], name="one_seat_per_person_in_a_ballot"),
            models.CheckConstraint(
                condition=Q(voted=False) | Q(on_paper=False), name="who_has_a_paper_slip_does_not_vote_here"
            ),
            models.CheckConstraint(
                condition=Q(voted=False) | Q(present__isnull=True) | Q(present=True),
                name="who_is_absent_does_not_vote",
            ),
        ]

    def __str__(self) -> str:
        return self.name


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
    """The slips of one SECRET ballot: {code: choice} sorted by code, rewritten whole; nothing joins it to a seat.

    Of a sealed ballot: what the first teller opened, `{"inner": […], "unopened": 0}`, until the second opens it.
    """

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="urn")
    slips = models.TextField(default=EMPTY)


class SealedSlip(models.Model):
    """A slip that its voter's browser sealed to the keys of both tellers: unreadable here; gone once the first opens it."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True, related_name="sealed_slip")
    sealed = models.TextField()


class Teller(models.Model):
    """One of the two people who count a ballot's paper slips, and what they counted: `{"1": 11, "blank": 2}`.

    Appointed by the convenor; who was replaced stays here, dismissed, and their count is void. Of a sealed ballot each
    made a key: the public half stands here, the private one is in their hands alone.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="tellers")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="1 or 2")
    appointed_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    public_key = models.CharField(max_length=100, blank=True, help_text="a point of P-256, uncompressed, in base64")
    key_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="a_ballot_has_two_places_for_tellers"),
            models.UniqueConstraint(
                fields=["ballot", "place"], condition=Q(dismissed_at__isnull=True), name="one_teller_in_each_place"
            ),
            models.UniqueConstraint(
                fields=["ballot", "user"], condition=Q(dismissed_at__isnull=True), name="a_teller_has_one_place"
            ),
            models.CheckConstraint(
                condition=Q(counts__isnull=True, counted_at__isnull=True)
                | Q(counts__isnull=False, counted_at__isnull=False),
                name="a_count_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(public_key="", key_at__isnull=True) | Q(key_at__isnull=False) & ~Q(public_key=""),
                name="a_key_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class MeetingDecision(models.Model):
    """What the meeting itself decided after a ballot decided nothing, with its minutes and the reason."""

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="meeting_decision")
    choice = models.CharField(max_length=20)
    minutes = models.TextField(_("biên bản hội nghị"))
    reason = models.CharField(_("lý do"), max_length=500)
    entered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(minutes="") & ~Q(reason=""),
                name="a_meeting_decides_with_minutes_and_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Remark(models.Model):
    """Ý kiến khác with a vote: free text under its author's name, outside the secret part of the ballot."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="remarks")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến khác"))
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "author"], name="one_remark_per_person_and_ballot"),
            models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} · {self.author_id}"


class Dissent(models.Model):
    """Ý kiến bảo lưu: a member asked that their dissent be recorded with a result."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="dissents")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến bảo lưu"))
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "author"], name="one_dissent_per_person_and_ballot"),
            models.CheckConstraint(condition=~Q(text=""), name="a_dissent_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} · {self.author_id}"
