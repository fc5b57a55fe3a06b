"""One document of the story: its acts in order, each at its time, through the same actions as the pages.

Every step is a generator: it yields the time of its next act, and the act is done when the scheduler comes back. So the
acts of all documents happen in the order of their times, and the journal reads as it would have been written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from approvals import actions as approvals
from approvals.models import Ballot, Comment, Opinion, OpinionRound, SignOff
from approvals.rules.codes import new_draw
from audit.actor import Actor
from documents import actions as documents
from documents.models import Document
from documents.structure import Draft, to_text
from notifications import actions as notifications
from notifications.models import Delivery, RecipientLine
from orgs.models import Organisation, User
from workflows import actions as route
from workflows.demo.clock import office_time
from workflows.demo.people import People

DOCUMENTS = Path(__file__).with_name("documents")
ORIGIN = "10.20.0.15"

REMARKS = [
    "Đề nghị ghi rõ đơn vị chủ trì từng nhiệm vụ.",
    "Chỉ tiêu này cao so với năm trước, đề nghị cân nhắc.",
    "Nên bổ sung nội dung dành cho thanh niên đi làm xa.",
    "Thời hạn báo cáo nên lùi một tuần để cơ sở kịp tổng hợp.",
]
#: How the slips of a ballot fall: mostly for the second option.
CHOICES = ["2", "2", "1", "2", "3", "2", "1", "2"]

Times = Iterator[datetime]


@dataclass
class Scenario:
    """A document on its way. `at` is the time of the last act."""

    people: People
    organisation: Organisation
    at: datetime
    now: datetime
    pk: int = 0

    # ── time and people ─────────────────────────────────────────────────────────────────────────────────────────────
    def after(self, hours: float) -> datetime:
        """Return the next act's time: that much later, in office hours, never in the future."""
        self.at = min(office_time(self.at + timedelta(hours=hours)), self.now - timedelta(minutes=1))
        return self.at

    def actor(self, username: str, *, for_whom: str = "") -> Actor:
        represented = self.people[for_whom] if for_whom else None
        return Actor.of(self.people[username], on_behalf_of=represented, origin=ORIGIN)

    @staticmethod
    def of(user: User) -> Actor:
        return Actor.of(user, origin=ORIGIN)

    @property
    def document(self) -> Document:
        return Document.objects.select_related("organisation", "round", "drafter").get(pk=self.pk)

    # ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
    def taken_in(self, name: str, drafter: str, unit: str) -> Times:
        yield self.after(0)
        self.pk = documents.import_draft(
            actor=self.actor(drafter),
            organisation=self.organisation,
            file=(DOCUMENTS / name).read_bytes(),
            name=name,
            unit=unit,
            at=self.at,
        ).pk
        yield self.after(0.3)
        route.start(actor=self.actor(drafter), document=self.document, at=self.at)

    def submitted(self, drafter: str, message: str = "") -> Times:
        yield self.after(5)
        route.submit_draft(actor=self.actor(drafter), document=self.document, message=message, at=self.at)

    def corrected(self, drafter: str, old: str, new: str, note: str) -> Times:
        """Change words of the text as the drafter; they go on with the next submission."""
        yield self.after(1)
        document = self.document
        assert document.round is not None
        text = to_text(Draft.from_json(document.round.tree))
        assert old in text
        documents.save_working_copy(
            actor=self.actor(drafter), document=document, text=text.replace(old, new), version=0, at=self.at
        )
        documents.submit_round(actor=self.actor(drafter), document=document, note=note, at=self.at)

    def checked(self, checker: str = "dung") -> Times:
        yield self.after(3)
        route.pass_check(actor=self.actor(checker), document=self.document, at=self.at)

    def returned(self, username: str, reason: str) -> Times:
        yield self.after(2)
        route.return_document(actor=self.actor(username), document=self.document, reason=reason, at=self.at)

    def cancelled(self, username: str, reason: str) -> Times:
        yield self.after(4)
        route.cancel_document(actor=self.actor(username), document=self.document, reason=reason, at=self.at)

    # ── the committee ───────────────────────────────────────────────────────────────────────────────────────────────
    def remarked(self, username: str, words: str, remark: str) -> Times:
        """Write a remark on the passage that holds these words."""
        yield self.after(0.5)
        round = self.document.round
        assert round is not None
        passage = next(row["id"] for row in round.tree["paragraphs"] if words in row["text"])
        approvals.write_comment(
            actor=self.actor(username), draft_round=round, passage=passage, quote=words, text=remark, at=self.at
        )

    def opinions(self, count: int, gap: float = 0.4) -> Times:
        """Let that many answer, from the end of the roll, so that those one enters the demo as still have it before them."""
        for number in range(count):
            yield self.after(gap)
            asked = OpinionRound.objects.get(document_id=self.pk, closed_at__isnull=True)
            user = asked.seats.select_related("user").order_by("-pk")[number].user
            worded = number % 7 == 4
            answer = ("other" if number % 2 else "disagree") if worded else "agree"
            text = REMARKS[number // 7 % len(REMARKS)] if worded else ""
            approvals.give_opinion(actor=self.of(user), round=asked, answer=answer, text=text, at=self.at)

    def opinions_extended(self, convenor: str, days: int, reason: str) -> Times:
        yield self.after(0.5)
        asked = OpinionRound.objects.get(document_id=self.pk, closed_at__isnull=True)
        approvals.extend_opinion_round(
            actor=self.actor(convenor),
            round=asked,
            closes_at=asked.closes_at + timedelta(days=days),
            reason=reason,
            at=self.at,
        )

    def opinions_closed(self, convenor: str = "ha") -> Times:
        yield self.after(2)
        asked = OpinionRound.objects.get(document_id=self.pk, closed_at__isnull=True)
        approvals.close_opinion_round(
            actor=self.actor(convenor), round=asked, reason="Đã đủ ý kiến cần thiết.", at=self.at
        )

    def votes(self, count: int, gap: float = 0.2) -> Times:
        for number in range(count):
            yield self.after(gap)
            ballot = Ballot.objects.get(document_id=self.pk, closed_at__isnull=True, annulled_at__isnull=True)
            user = ballot.seats.select_related("user").order_by("-pk")[number].user
            keys = [option["key"] for option in ballot.options]
            choice = CHOICES[number % len(CHOICES)]
            approvals.cast_slip(
                actor=self.of(user),
                ballot=ballot,
                choice=choice if choice in keys else keys[-1],
                draw=new_draw(),
                at=self.at,
            )

    def ballot_closed(self, convenor: str = "ha") -> Times:
        yield self.after(1)
        ballot = Ballot.objects.get(document_id=self.pk, closed_at__isnull=True, annulled_at__isnull=True)
        approvals.close_ballot(actor=self.actor(convenor), ballot=ballot, at=self.at)

    def answered(self, drafter: str) -> Times:
        """Every remark and every opinion with words gets its answer."""
        for comment in Comment.objects.filter(document_id=self.pk, resolution__isnull=True):
            yield self.after(0.2)
            approvals.resolve_comment(
                actor=self.actor(drafter),
                comment=comment,
                kind="taken_in",
                text="Đã sửa trong lần dự thảo này.",
                at=self.at,
            )
        worded = Opinion.objects.filter(seat__round__document_id=self.pk, superseded_at__isnull=True).exclude(text="")
        for opinion in worded.filter(resolution__isnull=True):
            yield self.after(0.2)
            approvals.resolve_opinion(
                actor=self.actor(drafter),
                opinion=opinion,
                kind="explained",
                text="Nội dung này đã nêu ở phần tổ chức thực hiện.",
                at=self.at,
            )

    def revised(self, drafter: str, message: str = "") -> Times:
        yield self.after(3)
        route.submit_revision(actor=self.actor(drafter), document=self.document, message=message, at=self.at)

    # ── approval, signature, number ─────────────────────────────────────────────────────────────────────────────────
    def approved(self, username: str, note: str = "", *, for_whom: str = "") -> Times:
        yield self.after(3)
        sign_off = SignOff.objects.get(document_id=self.pk, outcome="")
        approvals.decide(
            actor=self.actor(username, for_whom=for_whom),
            sign_off=sign_off,
            decision="approved",
            note=note,
            at=self.at,
        )

    def signed(self, secretary: str = "khoa") -> Times:
        yield self.after(4)
        route.sign(actor=self.actor(secretary), document=self.document, at=self.at)

    def recipients_read(self) -> Times:
        yield self.after(0.5)
        notifications.resolve_recipients(actor=self.actor("phuong"), document=self.document, at=self.at)

    def numbered(self, clerk: str = "phuong") -> Times:
        yield self.after(1.5)
        notifications.resolve_recipients(actor=self.actor(clerk), document=self.document, at=self.at)
        for line in RecipientLine.objects.filter(document_id=self.pk):
            self._settle(line, self.actor(clerk))
        yield self.after(0.5)
        route.number(actor=self.actor(clerk), document=self.document, at=self.at)

    def _settle(self, line: RecipientLine, clerk: Actor) -> None:
        """Settle as the clerk what the directory could not tell: the first whole reading, else a paper copy."""
        states = RecipientLine.State
        if line.state == states.AMBIGUOUS and line.readings and not line.readings[0]["missing"]:
            notifications.choose_reading(actor=clerk, line=line, index=0, at=self.at)
        elif line.state in (states.AMBIGUOUS, states.UNRESOLVED):
            notifications.send_on_paper(actor=clerk, line=line, at=self.at)

    def received(self, share: float) -> Times:
        """Let that share of the addressed people and units open it.

        Every third of those that must act takes the work on.
        """
        rows = list(
            Delivery.objects.filter(document_id=self.pk, on_paper=False).order_by("pk").values_list("pk", flat=True)
        )
        for number, pk in enumerate(rows[: int(len(rows) * share)]):
            yield self.after(0.15)
            delivery = Delivery.objects.select_related("user", "organisation", "document").get(pk=pk)
            reader = delivery.user or self.people.opener(delivery.organisation_id)
            if reader is None:
                continue
            step = "accepted" if delivery.purpose == "act" and number % 3 == 0 else "read"
            notifications.acknowledge(actor=self.of(reader), delivery=delivery, step=step, at=self.at)
