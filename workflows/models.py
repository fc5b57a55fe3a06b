from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from viewflow.workflow.models import Process

from documents.models import Document
from orgs.models import Organisation
from workflows import procedures
from workflows.procedures import Station

PERSON = settings.AUTH_USER_MODEL


class Procedure(models.Model):
    """The route of an organisation's documents of some types. Its stations live in its versions."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="procedures")
    name = models.CharField(_("tên quy trình"), max_length=160)
    type_codes = models.JSONField(_("loại văn bản áp dụng"), default=list, blank=True)
    applies_below = models.BooleanField(_("dành cho các đơn vị cấp dưới chưa có quy trình riêng"), default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quy trình")
        verbose_name_plural = _("quy trình")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="a_procedure_name_stands_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workflows:procedure", args=[self.pk])

    @property
    def current(self) -> ProcedureVersion | None:
        """The version that new documents start with; None while none is published."""
        return self.versions.order_by("-number").first()


class ProcedureVersion(models.Model):
    """One published list of stations (workflows.procedures.Procedure as JSON). Never changed once published."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("bản"))
    stations = models.JSONField()
    note = models.CharField(_("lý do sửa"), max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="a_version_number_stands_once_per_procedure"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} · {self.number}"

    @property
    def route(self) -> tuple[Station, ...]:
        return procedures.Procedure.from_json(self.stations).stations


class DocumentProcess(Process):
    """viewflow's process, seen from a document."""

    class Meta:
        proxy = True
        default_permissions = ("add", "change", "delete", "view", "manage")  # as viewflow adds it on import

    @property
    def document(self) -> Document:
        document: Document = self.itinerary.document
        return document


class Itinerary(models.Model):
    """The route that one document was started with, and where it stands on it."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Đang đi")
        DONE = "done", _("Đã xong")
        CANCELLED = "cancelled", _("Đã hủy")

    document = models.OneToOneField(Document, models.PROTECT, related_name="itinerary")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="itineraries")
    stations = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0, help_text="moves made; the hub's guard against spinning")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    process = models.OneToOneField(Process, models.PROTECT, null=True, related_name="itinerary")
    arrived_at = models.DateTimeField()
    history = HistoricalRecords(excluded_fields=["stations"])

    class Meta:
        verbose_name = _("lộ trình")
        verbose_name_plural = _("lộ trình")

    def __str__(self) -> str:
        return f"{self.document_id} · {self.get_state_display()}"

    @cached_property
    def route(self) -> tuple[Station, ...]:
        """Return the stations that the document was started with."""
        return procedures.Procedure.from_json(self.stations).stations

    @property
    def station(self) -> Station | None:
        """Where it stands; None at the end of the route."""
        return self.route[self.position] if self.position < len(self.route) else None

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE


class Visit(models.Model):
    """One stay of a document at a station: who held it, how long, how it ended. The stepper and the time strip read these.

    A stay that is held (`held_at`) waits for the convenor: the roll was empty, or the ballots decided nothing.
    """

    class Exit(models.TextChoices):
        PASSED = "passed", _("Chuyển tiếp")
        RETURNED = "returned", _("Trả lại")
        SKIPPED = "skipped", _("Bỏ qua")
        CANCELLED = "cancelled", _("Hủy")

    itinerary = models.ForeignKey(Itinerary, models.CASCADE, related_name="visits")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=120)
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Exit.choices, blank=True)
    reason = models.TextField(blank=True)
    left_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    hold_reason = models.CharField(max_length=300, blank=True)
    came_with = models.CharField(max_length=300, blank=True, help_text="who sent it here with which words")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(left_at__isnull=True), name="open_visits_by_due_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["itinerary"], condition=Q(left_at__isnull=True), name="a_document_stands_at_one_station"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, outcome="") | Q(left_at__isnull=False) & ~Q(outcome=""),
                name="a_stay_that_was_left_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(left_by__isnull=True) | Q(left_at__isnull=False),
                name="nobody_has_left_a_stay_that_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, hold_reason="") | Q(held_at__isnull=False) & ~Q(hold_reason=""),
                name="a_stay_is_held_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Turn(models.Model):
    """This person, or this role of this organisation, is to do this on this document by then."""

    class Act(models.TextChoices):
        DRAFT = "draft", _("Soạn thảo")
        CHECK = "check", _("Kiểm tra thể thức")
        OPINION = "opinion", _("Cho ý kiến")
        VOTE = "vote", _("Bỏ phiếu")
        COUNT = "count", _("Kiểm phiếu")
        CONVENE = "convene", _("Điều hành")
        APPOINT = "appoint", _("Bố trí người")
        REVISE = "revise", _("Tiếp thu, chỉnh lý")
        APPROVE = "approve", _("Duyệt")
        SIGN = "sign", _("Ký")
        NUMBER = "number", _("Cấp số, phát hành")
        DISTRIBUTE = "distribute", _("Phát hành")

    document = models.ForeignKey(Document, models.CASCADE, related_name="turns")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="turns")
    act = models.CharField(max_length=10, choices=Act.choices)
    user = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="turns")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="turns")
    role = models.CharField(max_length=24, blank=True)
    label = models.CharField(max_length=160)
    watching = models.BooleanField(default=False, help_text="only watches over a round; nothing waits for its holder")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)
    #: Whose turn it is as one word ("u12", "r5:clerk"), so that a person's rights, however many, are one indexed IN.
    holder = models.GeneratedField(
        expression=Case(
            When(user__isnull=False, then=Concat(Value("u"), Cast("user_id", models.CharField()))),
            default=Concat(Value("r"), Cast("organisation_id", models.CharField()), Value(":"), F("role")),
        ),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("lượt xử lý")
        verbose_name_plural = _("lượt xử lý")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(organisation__isnull=False) & ~Q(role=""),
                name="a_turn_is_a_persons_or_a_roles",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(role=""), name="a_turn_is_not_both_a_persons_and_a_roles"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_turn_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="nobody_has_closed_a_turn_that_is_open",
            ),
            models.UniqueConstraint(
                fields=["visit", "user", "act"],
                condition=Q(closed_at__isnull=True, user__isnull=False),
                name="one_open_turn_per_person_and_act",
            ),
        ]
        indexes = [
            # The last two are only filtered by: counts and pages then read the index alone.
            models.Index(
                fields=["holder", "due_at", "id", "watching", "closed_at"],
                condition=Q(closed_at__isnull=True),
                name="open_turns_of_a_holder",
            ),
            models.Index(
                fields=["holder"], condition=Q(closed_at__isnull=True, watching=True), name="open_watches_of_a_holder"
            ),
            models.Index(fields=["document"], condition=Q(closed_at__isnull=True), name="open_turns_of_a_document"),
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="open_turns_by_due_time"),
            models.Index(fields=["closed_by", "-closed_at"], name="turns_done_by_a_person"),
        ]

    def __str__(self) -> str:
        return self.label
