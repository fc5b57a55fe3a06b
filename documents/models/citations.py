"""Which papers the texts cite."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.documents import Document
from documents.models.rounds import DraftRound


class CitedPaper(models.Model):
    """A numbered paper that documents cite, however they spell its number; one row per number and year.

    Its words (symbol, issuer, what about) are those of the citation that named them first.
    """

    key = models.CharField(max_length=130, unique=True)
    symbol_key = models.CharField(max_length=120, db_index=True)
    type_code = models.CharField(_("loại văn bản"), max_length=10)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80)
    organ = models.CharField(_("ký hiệu cơ quan"), max_length=40, blank=True)
    unit = models.CharField(_("đơn vị"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    about = models.CharField(_("trích yếu"), max_length=300, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("văn bản được viện dẫn")
        verbose_name_plural = _("văn bản được viện dẫn")

    def __str__(self) -> str:
        return self.symbol

    def get_absolute_url(self) -> str:
        return reverse("documents:cited_paper", args=[self.pk])


class Citation(models.Model):
    """One place where a draft round cites a numbered paper; linked when that paper is in the register."""

    round = models.ForeignKey(DraftRound, models.CASCADE, related_name="citations")
    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    paper = models.ForeignKey(CitedPaper, models.PROTECT, related_name="citations")
    place = models.PositiveSmallIntegerField()
    written = models.CharField(_("cách viết"), max_length=120)
    dated_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    line = models.PositiveIntegerField()
    passage = models.CharField(max_length=24, blank=True)
    first = models.BooleanField(_("viện dẫn lần đầu"))
    variant = models.BooleanField(_("viết khác"))
    target = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="cited_by")

    class Meta:
        verbose_name = _("viện dẫn")
        verbose_name_plural = _("viện dẫn")
        ordering = ["round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="a_place_of_a_round_cites_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("document")), name="no_document_cites_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.written
