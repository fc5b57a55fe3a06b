"""What offices make of the checks: which they switched off, and to which they gave another severity."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from documents.structure.checks import BLOCKERS, SETTABLE
from orgs.models import Organisation


class CheckSetting(models.Model):
    """What one check is in the drafts of an organisation, and of those below it that did not set it themselves."""

    class Severity(models.TextChoices):
        OFF = "off", _("Tắt")
        INFO = "info", _("Thông tin")
        WARNING = "warning", _("Lưu ý")
        ERROR = "error", _("Lỗi")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="check_settings")
    code = models.CharField(_("kiểm tra"), max_length=40)
    severity = models.CharField(_("mức"), max_length=8, choices=Severity.choices)
    reason = models.TextField(_("lý do"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người thiết lập")
    )
    set_at = models.DateTimeField(_("thiết lập lúc"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("thiết lập kiểm tra")
        verbose_name_plural = _("thiết lập kiểm tra")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="an_office_sets_a_check_once"),
            models.CheckConstraint(condition=~Q(code__in=sorted(BLOCKERS)), name="no_office_sets_a_blocker"),
            models.CheckConstraint(condition=Q(severity__in=SETTABLE), name="no_office_makes_a_check_a_blocker"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_check_is_set_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.severity}"
