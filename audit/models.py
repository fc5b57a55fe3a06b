from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalHead(models.Model):
    """The last entry of one organisation's chain; locked by whoever appends to it."""

    organisation_id = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")
        verbose_name_plural = _("đầu chuỗi nhật ký")


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
