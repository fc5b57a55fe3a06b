"""Tables of the benchmarks alone: the route's step in its smallest form. They live in the scratch database only."""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords


class Standing(models.Model):
    """Where one thing stands, in the fewest columns."""

    place = models.CharField(max_length=20, default="check")
    changed_at = models.DateTimeField()


class Moved(models.Model):
    """One move of one thing, as an event row."""

    standing = models.ForeignKey(Standing, models.CASCADE)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    actor_id = models.IntegerField()
    at = models.DateTimeField()


class Machine(models.Model):
    """The same thing as django-fsm-2 and simple-history keep it."""

    place = FSMField(default="check", protected=True)
    changed_at = models.DateTimeField()
    history = HistoricalRecords()

    @transition(field=place, source="check", target="sign")
    def pass_check(self) -> None:
        """Pass the check."""
