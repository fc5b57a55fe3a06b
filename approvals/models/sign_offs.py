"""Sign-offs: several people's approval of one draft round."""

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


class SignOff(models.Model):
    """A draft round laid before several people for approval: any, all, or a majority, in order or together."""

    class Required(models.TextChoices):
        ANY = "any", _("Một người duyệt")
        ALL = "all", _("Tất cả duyệt")
        MAJORITY = "majority", _("Quá nửa duyệt")

    class Ending(models.TextChoices):
        APPROVED = "approved", _("Đã duyệt")
        RETURNED = "returned", _("Trả lại")
        ANNULLED = "annulled", _("Không còn hiệu lực")

    document = models.ForeignKey(Document, models.PROTECT, related_name="sign_offs")
    draft_round = models.ForeignKey(DraftRound, models.PROTECT, related_name="sign_offs")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=10, choices=Required.choices)
    in_order = models.BooleanField(default=False)
    delegable = models.BooleanField(_("cho phép người được ủy quyền"), default=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lượt duyệt")
        verbose_name_plural = _("lượt duyệt")
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(outcome=""), name="one_open_sign_off_per_document"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, end_reason="")
                | Q(decided_at__isnull=False) & ~Q(outcome=""),
                name="a_sign_off_is_decided_when_it_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="annulled") | ~Q(end_reason=""), name="an_annulled_sign_off_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_rule_display()

    def get_absolute_url(self) -> str:
        return reverse("approvals:sign_off", args=[self.pk])


class SignOffSeat(models.Model):
    """One person's place in a sign-off and what they decided."""

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Đồng ý")
        RETURNED = "returned", _("Trả lại")

    sign_off = models.ForeignKey(SignOff, models.CASCADE, related_name="seats")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="sign_off_seats")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    note = models.TextField(_("bút phê"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(_("văn bản ủy quyền"), max_length=200, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "user"], name="one_seat_per_person_in_a_sign_off"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                name="a_decision_of_a_seat_has_its_time_and_its_person",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(lapsed_at__isnull=True), name="a_seat_is_not_both_lapsed_and_decided"
            ),
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(note=""), name="who_returns_says_what_is_to_be_mended"
            ),
            models.CheckConstraint(
                condition=Q(basis="") & (Q(decided_by__isnull=True) | Q(decided_by=F("user")))
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("user")) & ~Q(basis=""),
                name="only_who_decides_for_another_names_the_basis",
            ),
        ]

    def __str__(self) -> str:
        return self.name
