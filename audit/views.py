"""The history of a document, its text as it was, its dossier; the journal of an organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from audit.actor import Actor
from audit.exports import export_dossier
from audit.models import JournalEntry
from audit.queries import Timeline, journal_page, proof, timeline
from audit.queries.durations import durations_of
from audit.queries.filters import filters_of
from audit.queries.grouping import group_alike
from audit.queries.margin import last_entries
from audit.queries.milestones import milestone_at, milestones_of
from audit.queries.row_history import latest_rows
from audit.queries.timeline import histories_of, times_of_acts
from audit.registry import registry
from audit.requests import rows_asked_for
from web.files import ZIP, to_keep
from web.typed import clock_in, day_in, moment_in, number_in

PAGE = 100


@require_GET
def document_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole story with its time strip, exceptions and proof; `nhom` narrows it."""
    group = request.GET.get("nhom", "")
    story = timeline(pk, request.user, group=group)
    if story is None:
        raise Http404
    context = {
        "story": story,
        "proof": proof(story.subject.organisation_id).about(pk),
        "chips": filters_of(story.counts, group),
        "lines": group_alike(story.items),
        "strip": durations_of(story.spans, timezone.now()),
        "now": timezone.now(),
        **_slider(story, timezone.now()),
        "document_id": pk,
        "rows": latest_rows(histories_of(story.subject, request.user), acted_at=times_of_acts(pk)),
        "rows_url": reverse("audit:document_rows", args=[pk]),
    }
    return render(request, "audit/document_history.html", context)


def _slider(story: Timeline, moment: datetime) -> dict[str, object]:
    """Return the inputs of `audit/_as_of.html` that come from the story."""
    stops = milestones_of(story.acts)
    return {"stops": stops, "stop": milestone_at(stops, moment), "started_at": story.started_at}


@require_GET
def document_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the rows that belong to a document: ballots, rounds, remarks, recipients, its number."""
    subject = registry.subject(request.user, pk)
    if subject is None:
        raise Http404
    rows = rows_asked_for(request, histories_of(subject, request.user), acted_at=times_of_acts(pk))
    context = {"rows": rows, "about": subject.title, "back_url": reverse("audit:document_history", args=[pk])}
    return render(request, "audit/rows.html", context)


@require_GET
def history_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the last entries, for the margin of the document page."""
    context = last_entries(pk, request.user)
    if context is None:
        raise Http404
    return render(request, "audit/_history_panel.html", context)


@require_GET
def document_at(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the document as it stood at a moment (`ngay`, `gio`.

    Or `luc` as one ISO time), maybe against an earlier one.
    """
    story = timeline(pk, request.user)
    if story is None:
        raise Http404
    moment = _moment(request, "luc", "ngay", "gio") or timezone.now()
    since = _moment(request, "so-luc", "so-ngay", "so-gio")
    if since is not None and since > moment:
        since, moment = moment, since
    then = registry.text_at(pk, moment, since)
    context = {
        "subject": story.subject,
        "then": then,
        "moment": moment,
        "since": since,
        "typed": "luc" not in request.GET,
        **_slider(story, moment),
        "document_id": pk,
    }
    return render(request, "audit/document_at.html", context)


def _moment(request: HttpRequest, whole: str, day: str, hour: str) -> datetime | None:
    """Return the moment that the parameters of these names say, in one or as day and hour.

    None if they make no sense.
    """
    at = moment_in(request.GET.get(whole))
    on, clock = day_in(request.GET.get(day)), clock_in(request.GET.get(hour) or "23:59")
    if at is not None or on is None or clock is None:
        return at
    shown = clock.replace(second=59, microsecond=999_999)  # a minute is shown, so all of it is meant
    return timezone.make_aware(datetime.combine(on, shown))


@require_POST
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the dossier as a download. POST, because taking it out is journalled."""
    actor = Actor.of(request.user, origin=request.META.get("REMOTE_ADDR", ""))
    made = export_dossier(actor=actor, document_id=pk, at=timezone.now())
    return to_keep(made.content, made.name, ZIP)


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Show the journal of an organisation that the person audits, newest first, by keys."""
    audited = registry.organisations(request.user)
    chosen = _chosen(audited, request.GET.get("don-vi", ""))
    if chosen is None:
        return render(request, "audit/history.html", {"audited": []})
    entries = JournalEntry.objects.filter(organisation_id=chosen.pk).order_by("-sequence")
    before = number_in(request.GET.get("truoc"))
    if before is not None:
        entries = entries.filter(sequence__lt=before)
    group = request.GET.get("nhom", "")
    if group:
        entries = entries.filter(verb__in=[name for name, verb in registry.messages.items() if verb.group == group])
    rows = list(entries[: PAGE + 1])
    context = {
        "audited": audited,
        "chosen": chosen,
        "chips": filters_of(None, group),
        "lines": group_alike(journal_page(rows[:PAGE])),
        "proof": proof(chosen.pk),
        "next": rows[PAGE - 1].sequence if len(rows) > PAGE else None,
    }
    return render(request, "audit/history.html", context)


def _chosen(audited: list[Any], asked: str) -> Any:
    for organisation in audited:
        if str(organisation.pk) == asked:
            return organisation
    return audited[0] if audited else None
