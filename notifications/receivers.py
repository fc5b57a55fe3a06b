"""What this floor does when a floor below has news: match a new text's Nơi nhận, and tell the pages that show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import events as approval_events
from approvals.jobs import wipe_urns
from approvals.models import Ballot, Resolution, Seat
from approvals.permissions import convenors
from audit import events as audit_events
from audit.actor import SYSTEM
from documents import events as document_events
from documents.models import Document, IssuedPaper
from notifications import events
from notifications.actions import notify, resolve_recipients
from notifications.jobs import enqueue, handles
from notifications.live import look_at_log_ins, push
from notifications.models import Notice, NoticeKind, OutboxKind
from orgs import events as org_events
from orgs.permissions import Perm, holders


@receiver(document_events.round_added)
def match_recipients(sender: object, *, document_id: int, at: datetime, **facts: object) -> None:
    """Each new text has its Nơi nhận matched at once, so that whoever drafts sees what is not understood."""
    document = Document.objects.select_related("round", "organisation").get(pk=document_id)
    if not document.recipient_lines.filter(frozen_at__isnull=False).exists():
        resolve_recipients(actor=SYSTEM, document=document, at=at)


@receiver(document_events.document_signed)
def match_recipients_again(sender: object, *, document_id: int, at: datetime, **facts: object) -> None:
    """Match the recipients again at signing: the directory may have changed since the text was written."""
    if not IssuedPaper.objects.filter(document_id=document_id).exists():
        match_recipients(sender, document_id=document_id, at=at)


def _look_again(what: str) -> Any:
    def tell(sender: object, *, document_id: int, **facts: object) -> None:
        push([f"document:{document_id}"], what)

    return tell


#: Event → the word that pages hear.
WORDS = {
    document_events.document_imported: "text",
    document_events.round_added: "text",
    document_events.document_signed: "signature",
    document_events.document_issued: "number",
    document_events.status_changed: "status",
    document_events.finding_waived: "findings",
    document_events.choice_clarified: "findings",
    approval_events.opinion_round_opened: "opinions",
    approval_events.opinion_round_extended: "opinions",
    approval_events.opinion_round_closed: "opinions",
    approval_events.opinion_given: "opinions",
    approval_events.comment_written: "opinions",
    approval_events.comment_withdrawn: "opinions",
    approval_events.remark_resolved: "opinions",
    approval_events.ballot_opened: "ballot",
    approval_events.ballot_extended: "ballot",
    approval_events.ballot_unlocked: "ballot",
    approval_events.voting_ended: "ballot",
    approval_events.tellers_appointed: "ballot",
    approval_events.count_entered: "ballot",
    approval_events.ballot_closed: "ballot",
    approval_events.ballot_annulled: "ballot",
    approval_events.meeting_decision_entered: "ballot",
    approval_events.dissent_recorded: "ballot",
    approval_events.sign_off_opened: "approval",
    approval_events.seat_decided: "approval",
    approval_events.sign_off_decided: "approval",
    events.recipients_changed: "recipients",
    events.document_distributed: "receipts",
}
for _signal, _word in WORDS.items():
    _signal.connect(_look_again(_word), weak=False, dispatch_uid=f"look again: {_word} {id(_signal)}")


@receiver([document_events.document_imported, document_events.status_changed, document_events.document_issued])
def tell_the_organisation(sender: object, *, organisation_id: int, **facts: object) -> None:
    """Push the lists of an organisation when the status of one of its documents changes."""
    push([f"organisation:{organisation_id}"], "documents")


@receiver([org_events.membership_ended, org_events.role_ended, org_events.role_assigned, org_events.membership_added])
def tell_the_person(sender: object, *, user_id: int, organisation_id: int, **facts: object) -> None:
    """Whose rights changed sees other places and counts."""
    push([f"user:{user_id}", f"organisation:{organisation_id}"], "rights")
    look_at_log_ins(user_id)


@receiver(post_delete, sender=Session)
def end_the_pages_of_a_session(sender: object, instance: Session, **facts: object) -> None:
    """End the sockets that a session opened when it is logged out, replaced, or has a new password."""
    user_id = instance.get_decoded().get(SESSION_KEY)
    if user_id is not None:
        look_at_log_ins(int(user_id))


@receiver(org_events.account_changed)
def end_the_pages_of_an_account(sender: object, *, user_id: int, **facts: object) -> None:
    """End the sockets of an account that has a new password or was switched off."""
    look_at_log_ins(user_id)


@receiver(audit_events.journal_broken)
def tell_the_auditors(sender: object, *, organisation_id: int, why: str, at: datetime, **facts: object) -> None:
    """Tell the auditors of an organisation that its journal no longer holds."""
    notify(
        users=holders(Perm.AUDIT, organisation_id),
        kind=NoticeKind.JOURNAL,
        document=None,
        text=_("Nhật ký của đơn vị không còn nguyên vẹn (%(why)s).") % {"why": why},
        url=f"{reverse('audit:history')}?don-vi={organisation_id}",
        at=at,
    )


# ── what members are told about rounds and ballots they sit in ──────────────────────────────────────────────────────
#: Kind of round → what is asked, and the page where it is done.
ASKED = {
    "ballot": (gettext_lazy("Nhắc bỏ phiếu: %(subject)s"), "approvals:ballot"),
    "opinion": (gettext_lazy("Nhắc cho ý kiến: %(subject)s"), "approvals:opinion"),
    "sign_off": (gettext_lazy("Nhắc duyệt: %(subject)s"), "approvals:sign_off"),
}


@receiver(approval_events.slip_cast)
def tell_turnout(sender: object, *, document_id: int, announce: bool, **facts: object) -> None:
    """Pages look again when that does not show one secret slip arriving (docs/secrecy.md)."""
    if announce:
        push([f"document:{document_id}"], "ballot")


@receiver(approval_events.members_reminded)
def remind(
    sender: object, *, document_id: int, kind: str, round_id: int, user_ids: list[int], at: datetime, **facts: object
) -> None:
    document = Document.objects.get(pk=document_id)
    pattern, page = ASKED[kind]
    notify(
        users=user_ids,
        kind=NoticeKind.REMINDER,
        document=document,
        text=str(pattern) % {"subject": document.subject},
        url=reverse(page, args=[round_id]),
        at=at,
    )


@receiver(approval_events.ballot_opened)
def tell_of_tellers_needed(
    sender: object,
    *,
    document_id: int,
    ballot_id: int,
    organisation_id: int,
    sealed: bool,
    at: datetime,
    **facts: object,
) -> None:
    """Tell the convenor of a sealed ballot that it takes no votes before two tellers are appointed."""
    if sealed:
        document = Document.objects.get(pk=document_id)
        text = _("Hãy cử hai người kiểm phiếu lập khóa niêm phong: %(subject)s") % {"subject": document.subject}
        url = reverse("approvals:ballot_watch", args=[ballot_id])
        notify(
            users=convenors(organisation_id),
            kind=NoticeKind.COUNT,
            document=document,
            text=text,
            url=url,
            at=at,
        )


@receiver(approval_events.ballot_unlocked)
def tell_the_roll(
    sender: object, *, document_id: int, ballot_id: int, user_ids: list[int], at: datetime, **facts: object
) -> None:
    """Both keys are made: whoever could not vote before learns that now they can."""
    document = Document.objects.get(pk=document_id)
    text = _("Đã bỏ phiếu được: %(subject)s") % {"subject": document.subject}
    notify(
        users=user_ids,
        kind=NoticeKind.TURN,
        document=document,
        text=text,
        url=reverse("approvals:ballot", args=[ballot_id]),
        at=at,
    )


@receiver(approval_events.count_entered)
def tell_of_unlike_counts(
    sender: object, *, document_id: int, ballot_id: int, disagreed: bool, at: datetime, **facts: object
) -> None:
    """Tell the convenor that the two tellers differ, and what to do."""
    if not disagreed:
        return
    ballot = Ballot.objects.select_related("document").get(pk=ballot_id)
    pattern = _("Hai người kiểm phiếu giấy chưa khớp: %(subject)s. Hãy mời kiểm lại, hoặc cử người khác.")
    notify(
        users=convenors(ballot.organisation_id),
        kind=NoticeKind.COUNT,
        document=ballot.document,
        text=pattern % {"subject": ballot.document.subject},
        url=reverse("approvals:ballot_watch", args=[ballot_id]),
        at=at,
    )


@receiver(approval_events.remark_resolved)
def tell_the_author(
    sender: object, *, document_id: int, user_id: int, kind: str, resolution_id: int, at: datetime, **facts: object
) -> None:
    document = Document.objects.get(pk=document_id)
    taken_in = kind == Resolution.Response.TAKEN_IN
    pattern = (
        _("Góp ý của đồng chí đã được tiếp thu: %(subject)s")
        if taken_in
        else _("Góp ý của đồng chí đã được giải trình: %(subject)s")
    )
    notify(
        users=[user_id],
        kind=NoticeKind.RESOLUTION,
        document=document,
        text=pattern % {"subject": document.subject},
        url=f"{reverse('workflows:document', args=[document_id])}#opinions",
        at=at,
    )


@receiver(approval_events.ballot_closed)
def tell_the_result(sender: object, *, ballot_id: int, sentence: str, at: datetime, **facts: object) -> None:
    """Everybody on the roll is to learn the result; a thousand notices are the worker's, not the close's."""
    payload = {"ballot": ballot_id, "document": facts["document_id"], "sentence": sentence}
    enqueue(kind=OutboxKind.BALLOT_RESULT, payload=payload, at=at, key=f"{OutboxKind.BALLOT_RESULT}:{ballot_id}")


@handles(OutboxKind.BALLOT_RESULT)
def _tell_the_result(payload: dict[str, Any], key: str, at: datetime) -> None:
    """Tell the result in the record's own sentence; once, though the worker may come twice.

    The worker also takes away what the slips left behind: asked for here, so that the close itself does not wait for it.
    """
    _wipe_after(payload["ballot"], at)
    url = reverse("approvals:ballot_result", args=[payload["ballot"]])
    if Notice.objects.filter(kind=NoticeKind.RESULT, url=url).exists():
        return
    document = Document.objects.get(pk=payload["document"])
    notify(
        users=list(Seat.objects.filter(ballot_id=payload["ballot"], lapsed_at=None).values_list("user_id", flat=True)),
        kind=NoticeKind.RESULT,
        document=document,
        text=_("Kết quả biểu quyết “%(subject)s”: %(sentence)s")
        % {"subject": document.subject, "sentence": payload["sentence"]},
        url=url,
        at=at,
    )


@receiver(approval_events.ballot_annulled)
def wipe_an_annulled_ballot(sender: object, *, ballot_id: int, at: datetime, **facts: object) -> None:
    _wipe_after(ballot_id, at)


def _wipe_after(ballot_id: int, at: datetime) -> None:
    """Have the worker empty the database's files of a secret ballot's slips, again and again until it is done."""
    if Ballot.objects.filter(pk=ballot_id, secret=True).exists():
        enqueue(
            kind=OutboxKind.WIPE_URNS, payload={"ballot": ballot_id}, at=at, key=f"{OutboxKind.WIPE_URNS}:{ballot_id}"
        )


@handles(OutboxKind.WIPE_URNS)
def _wipe_urns(payload: dict[str, Any], key: str, at: datetime) -> None:
    wipe_urns()


@receiver(approval_events.seat_lapsed)
def tell_of_a_lapsed_seat(sender: object, *, document_id: int, kind: str, **facts: object) -> None:
    push([f"document:{document_id}"], {"opinion": "opinions", "ballot": "ballot", "sign_off": "approval"}[kind])
