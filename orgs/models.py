from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from tree_queries.models import TreeNode

from audit.history import ChangedValues
from orgs.rules import has_authority


class User(AbstractUser):
    """A person who logs in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)

    REQUIRED_FIELDS = ["full_name", "email"]
    history = ChangedValues(excluded_fields=["password", "last_login"])

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[-1] if self.full_name else self.username


class Organisation(TreeNode):
    """One organisation of the tree, or an outside body that documents are sent to; a closed one stays readable for ever.

    The object permissions of everyone in the house are given on rows of this table, to one group per role.
    """

    class Level(models.TextChoices):
        CENTRAL = "central", _("Trung ương Đoàn")
        PROVINCE = "province", _("Tỉnh đoàn, thành đoàn")
        COMMUNE = "commune", _("Đoàn cấp xã")
        DIRECT = "direct", _("Đoàn trực thuộc")
        DISTRICT = "district", _("Đoàn cấp huyện (đã kết thúc)")
        DEPARTMENT = "department", _("Văn phòng, ban")
        AFFILIATE = "affiliate", _("Đơn vị sự nghiệp")
        CHAPTER = "chapter", _("Chi đoàn")
        OUTSIDE = "outside", _("Cơ quan ngoài hệ thống")

    name = models.CharField(_("tên đầy đủ"), max_length=200)
    short_name = models.CharField(_("tên gọi"), max_length=120)
    level = models.CharField(_("cấp"), max_length=12, choices=Level.choices)
    code = models.CharField(
        _("ký hiệu cơ quan"), max_length=20, blank=True, help_text=_("Phần sau dấu gạch chéo, ví dụ TĐTN.")
    )
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    letterhead_superior = models.CharField(_("dòng cơ quan cấp trên"), max_length=200, blank=True)
    letterhead_issuer = models.CharField(_("dòng cơ quan ban hành"), max_length=200, blank=True)
    profile = models.CharField(_("thể thức"), max_length=10, default="HD29")
    email = models.EmailField(_("thư điện tử nhận văn bản"), blank=True)
    on_paper = models.BooleanField(_("chỉ nhận bản giấy"), default=False)
    valid_from = models.DateField(_("thành lập ngày"), default=date(1931, 3, 26))
    valid_to = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("nơi kế thừa")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tổ chức")
        verbose_name_plural = _("tổ chức")
        ordering = ["position_in_level", "short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
                name="only_a_closed_organisation_has_a_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")), name="no_organisation_succeeds_itself"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="no_organisation_stands_below_itself"
            ),
        ]
        permissions = [
            ("draft", _("Soạn thảo văn bản")),
            ("check_format", _("Kiểm tra thể thức")),
            ("convene", _("Tổ chức lấy ý kiến, biểu quyết")),
            ("vote", _("Cho ý kiến và biểu quyết")),
            ("approve", _("Duyệt của Thường trực")),
            ("sign", _("Ký văn bản")),
            ("assign_number", _("Cấp số, phát hành")),
            ("audit", _("Đọc nhật ký và lịch sử")),
            ("administer", _("Quản trị thành viên và quy trình")),
            ("receive", _("Nhận văn bản đến")),
            ("read_documents", _("Đọc mọi văn bản của tổ chức")),
        ]

    position_in_level = models.PositiveIntegerField(_("thứ tự"), default=0)

    def __str__(self) -> str:
        return self.short_name

    def is_open(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class OrganisationAlias(models.Model):
    """Another way in which documents write an organisation's (or a body's) name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    text = models.CharField(_("cách viết"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tên gọi khác")
        verbose_name_plural = _("tên gọi khác")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "folded"], name="an_alias_stands_once_per_organisation"),
        ]

    def __str__(self) -> str:
        return self.text


class Term(models.Model):
    """A nhiệm kỳ of an organisation: from one congress to the next."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    number = models.CharField(_("khóa"), max_length=10, help_text=_("Số La Mã, ví dụ XIV."))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="a_term_number_stands_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy kiểm tra lại ngày."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.starts_on.year}–{self.ends_on.year if self.ends_on else ''})"


class Body(models.Model):
    """A collective of an organisation: its committee, standing board, secretariat, inspection committee, office, a ban."""

    class Kind(models.TextChoices):
        COMMITTEE = "BCH", _("Ban Chấp hành")
        STANDING_BOARD = "BTV", _("Ban Thường vụ")
        SECRETARIAT = "TT", _("Thường trực")
        INSPECTION = "UBKT", _("Ủy ban Kiểm tra")
        OFFICE = "VP", _("Văn phòng")
        DEPARTMENT = "BAN", _("Ban chuyên môn")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bodies")
    kind = models.CharField(_("loại"), max_length=4, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=120)
    code = models.CharField(_("ký hiệu"), max_length=20, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tập thể")
        verbose_name_plural = _("tập thể")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="a_body_name_stands_once_per_organisation"),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=~Q(kind="BAN"),
                name="one_body_of_a_kind_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person does in an organisation; each is a guardian group per organisation."""

    DRAFTER = "drafter", _("Chuyên viên")
    COMMITTEE_MEMBER = "committee_member", _("Ủy viên BCH")
    STANDING_SECRETARIAT = "standing_secretariat", _("Thường trực")
    SECRETARY = "secretary", _("Bí thư")
    DEPUTY_SECRETARY = "deputy_secretary", _("Phó Bí thư")
    CHIEF_OF_OFFICE = "chief_of_office", _("Chánh Văn phòng")
    CLERK = "clerk", _("Văn thư")
    FORMAT_CHECKER = "format_checker", _("Kiểm tra thể thức")
    AUDITOR = "auditor", _("Ủy ban Kiểm tra")
    ORGANISATION_ADMIN = "organisation_admin", _("Quản trị tổ chức")
    RECIPIENT = "recipient", _("Người nhận văn bản")


class Membership(models.Model):
    """A person's dated seat in a body. Authority runs from `ratified_on` (or `starts_on` if elected at a congress) to `ends_on`."""

    class Entry(models.TextChoices):
        CONGRESS = "congress", _("Đại hội bầu")
        MEETING = "meeting", _("Hội nghị bầu bổ sung")
        APPOINTED = "appointed", _("Bổ nhiệm, phân công")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="memberships")
    position = models.CharField(_("chức vụ"), max_length=80, default="Ủy viên")
    unit = models.CharField(_("khối, đơn vị công tác"), max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    entry = models.CharField(_("hình thức"), max_length=10, choices=Entry.choices, default=Entry.CONGRESS)
    starts_on = models.DateField(_("từ ngày"))
    ratified_on = models.DateField(_("chuẩn y ngày"), null=True, blank=True)
    ratified_by = models.CharField(_("quyết định chuẩn y"), max_length=120, blank=True)
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    end_reason = models.CharField(_("lý do kết thúc"), max_length=200, blank=True)
    end_announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "body"],
                condition=Q(ends_on__isnull=True),
                name="one_open_membership_per_person_and_body",
            ),
            models.CheckConstraint(
                condition=Q(ratified_on__isnull=True) | Q(entry="meeting"),
                name="only_who_a_meeting_elected_is_ratified",
            ),
            models.CheckConstraint(
                condition=Q(ratified_on__isnull=True, ratified_by="")
                | Q(ratified_on__isnull=False) & ~Q(ratified_by=""),
                name="a_ratification_has_a_day_and_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(ratified_on__isnull=True) | Q(ratified_on__gte=F("starts_on")),
                name="nobody_is_ratified_before_the_election",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(end_reason="", end_announced_at__isnull=True),
                name="only_an_end_is_announced_and_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.position} · {self.body}"

    def has_authority(self, on: date) -> bool:
        """Whether the holder may vote and sign by this membership on that day (HD20 8.1b, 8.2)."""
        return has_authority(
            on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            elected_at_meeting=self.entry == self.Entry.MEETING,
            ratified_on=self.ratified_on,
        )


class RoleAssignment(models.Model):
    """A person has a role in an organisation from a day to a day; the guardian groups are a projection of the rows of today."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("vai trò"), max_length=24, choices=Role.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    membership = models.ForeignKey(
        Membership, models.CASCADE, null=True, blank=True, related_name="roles", verbose_name=_("do là thành viên")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("vai trò")
        verbose_name_plural = _("vai trò")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_assignment_of_a_role_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"


class Delegation(models.Model):
    """Ủy quyền: a person acts for another, within a scope and a period, on a written basis; never passed on."""

    class Scope(models.TextChoices):
        APPROVE = "approve", _("Duyệt")
        SIGN = "sign", _("Ký")
        BOTH = "both", _("Duyệt và ký")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations")
    delegator = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_given", verbose_name=_("người ủy quyền")
    )
    delegate = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_held", verbose_name=_("người được ủy quyền")
    )
    scope = models.CharField(_("phạm vi"), max_length=8, choices=Scope.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    basis = models.CharField(_("văn bản ủy quyền"), max_length=200)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    #: Written by every act under it: acts and the revocation wait for each other at this row.
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["last_used_at"])

    class Meta:
        verbose_name = _("ủy quyền")
        verbose_name_plural = _("ủy quyền")
        constraints = [
            models.CheckConstraint(condition=~Q(delegator=F("delegate")), name="nobody_delegates_to_oneself"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(basis=""), name="a_delegation_has_its_written_basis"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True)
                | Q(last_used_at__isnull=True)
                | Q(last_used_at__lte=F("revoked_at")),
                name="nobody_acts_under_a_revoked_delegation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegator} → {self.delegate} ({self.basis})"
