from __future__ import annotations

from typing import NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or delete an entry of the journal."""


class JournalHead(models.Model):
    """The last entry of one organisation's chain; locked by whoever appends to it."""

    organisation_id = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")
        verbose_name_plural = _("đầu chuỗi nhật ký")


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    """Reads and nothing else; `audit.actions` appends in raw SQL, and triggers guard the table itself."""

    def _never(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnly("The journal is append-only: entries are written by audit.actions.act alone.")

    create = bulk_create = update = bulk_update = update_or_create = get_or_create = delete = _never


class JournalEntry(models.Model):
    """One act: who, for whom, did what to what, when, why and from where. Never changed, never deleted.

    `text` is the canonical JSON that the hash covers; the other columns repeat it for queries and are compared with it
    when the chain is verified. Ids are plain numbers: the journal outlives what it speaks of.
    """

    organisation_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    text = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục nhật ký")
        verbose_name_plural = _("nhật ký")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "sequence"], name="no_two_entries_at_one_place_of_a_chain"
            ),
        ]
        indexes = [
            models.Index(fields=["document_id", "id"], name="journal_of_a_document"),
            models.Index(fields=["actor_id", "id"], name="journal_of_a_person"),
        ]

    def save(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnly("The journal is append-only: entries are written by audit.actions.act alone.")

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise AppendOnly("The journal is append-only: nothing in it is ever deleted.")


class JournalCheck(models.Model):
    """The last verification of one organisation's chain, and the longest part of it that ever held.

    `sequence`, `hash` and `up_to` are the last entry of that part: a later verification is held to them and never takes
    them back. `whole_at` is when chain and artefacts last held altogether; the other columns are the latest verdict.
    """

    organisation_id = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    up_to = models.DateTimeField(null=True)
    checked_at = models.DateTimeField()
    whole_at = models.DateTimeField(null=True)
    broken_at = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    faults = models.JSONField(null=True, help_text="audit.registry.Fault as lists: the first of them")
    fault_count = models.PositiveIntegerField(db_default=0)

    class Meta:
        verbose_name = _("lần kiểm tra chuỗi")
        verbose_name_plural = _("kiểm tra chuỗi")

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.sequence}"


class SentForm(models.Model):
    """One act that a form did. Sent again, the same form does it no second time. Forgotten after a month.

    `key` is a hash of the form's token and of what was sent with it; `result` names the row that came of it.
    """

    user_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=120)
    result = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("biểu mẫu đã gửi")
        verbose_name_plural = _("biểu mẫu đã gửi")
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key", "act"], name="a_form_does_each_act_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.act}"
