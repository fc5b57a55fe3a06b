"""The acts of a walkthrough in their order, each by the person whose turn it is, through the same actions as the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from approvals import actions as approvals
from approvals.models import Ballot, OpinionRound, SignOff
from approvals.queries import unanswered_of
from approvals.rules.codes import new_draw
from audit.queries.proof import verify_organisation
from documents.actions import import_draft
from documents.models import Document, IssuedPaper, Status
from documents.queries import votable_choices
from documents.rules import full_number
from documents.structure import Draft
from notifications import actions as notifications
from notifications.models import Delivery, RecipientLine
from workflows import actions as route
from workflows.models import Itinerary
from workflows.procedures import StationKind, gates_on_leaving
from workflows.transition import facts_of
from workflows.walkthrough import desk
from workflows.walkthrough.desk import Said
from workflows.walkthrough.scene import Scene

MOST_STEPS = 40


@dataclass
class Walkthrough:
    """One document on its way; `at` moves on with every act."""

    scene: Scene
    at: datetime
    document: Document | None = None

    def tell(self, data: bytes, name: str) -> Iterator[Said]:
        """Walk the whole way, yielding (who, what, result) after each act."""
        yield from self._take_in(data, name)
        document = self._document
        route.start(actor=self.scene.drafter, document=document, at=self._later())
        yield self.scene.drafter.name, "Bắt đầu quy trình", document.itinerary.version.procedure.name
        for _ in range(MOST_STEPS):
            itinerary = Itinerary.objects.get(document=document)
            if itinerary.station is None or not itinerary.is_active:
                break
            document.refresh_from_db()
            yield from self._serve(StationKind(itinerary.station.kind))
        document.refresh_from_db()
        if document.status == Status.DISTRIBUTED:
            yield from self._receive()

    @property
    def _document(self) -> Document:
        assert self.document is not None
        return Document.objects.get(pk=self.document.pk)

    def _later(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at

    # ── stations ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _serve(self, kind: StationKind) -> Iterator[Said]:
        stations = {
            StationKind.DRAFT: self._submit,
            StationKind.CHECK: self._check,
            StationKind.OPINION: self._opine,
            StationKind.BALLOT: self._vote,
            StationKind.REVISE: self._revise,
            StationKind.APPROVE: self._approve,
            StationKind.SIGN: self._sign,
            StationKind.NUMBER: self._issue,
        }
        yield from stations[kind]()

    def _take_in(self, data: bytes, name: str) -> Iterator[Said]:
        scene = self.scene
        document = import_draft(
            actor=scene.drafter, organisation=scene.organisation, file=data, name=name, at=self._later()
        )
        self.document = document
        yield scene.drafter.name, f"Tải lên {name}", _in_short(Draft.from_json(document.round.tree))  # type: ignore[union-attr]
        yield from desk.supply(document, scene, self._later())
        yield from desk.repair(document, scene, self._later())
        yield from desk.clarify(document, scene, self._later())
        if not votable_choices(document):
            yield "Hệ thống", "Văn bản không có phương án chủ đề", "bỏ qua bước biểu quyết theo quy trình"

    def _submit(self) -> Iterator[Said]:
        yield from desk.waive(self._document, self.scene, self._gates(), self._later())
        route.submit_draft(actor=self.scene.drafter, document=self._document, at=self._later())
        yield self.scene.drafter.name, "Trình dự thảo", self._where()

    def _check(self) -> Iterator[Said]:
        yield from desk.waive(self._document, self.scene, self._gates(), self._later())
        route.pass_check(actor=self.scene.checker, document=self._document, at=self._later())
        yield self.scene.checker.name, "Kiểm tra thể thức: đạt", self._where()

    def _opine(self) -> Iterator[Said]:
        round = OpinionRound.objects.get(document=self._document, closed_at__isnull=True)
        members = {seat.user_id for seat in round.seats.all()}
        asked = [actor for actor in self.scene.committee if actor.user_id in members]
        for number, member in enumerate(asked[:5]):
            answer, text = ("other", "Đề nghị nêu rõ đơn vị chủ trì từng nội dung.") if number == 4 else ("agree", "")
            approvals.give_opinion(actor=member, round=round, answer=answer, text=text, at=self._later())
        yield f"{min(5, len(asked))} ủy viên BCH", "Cho ý kiến", "4 đồng ý, 1 ý kiến khác"
        approvals.close_opinion_round(
            actor=self.scene.chief, round=round, reason="Đã đủ ý kiến cần thiết.", at=self._later()
        )
        yield self.scene.chief.name, "Kết thúc lấy ý kiến", self._where()

    def _vote(self) -> Iterator[Said]:
        ballot = Ballot.objects.get(document=self._document, closed_at__isnull=True, annulled_at__isnull=True)
        keys = [option["key"] for option in ballot.options]
        yield "Hệ thống", f"Mở biểu quyết: {ballot.question}", " / ".join(option["text"] for option in ballot.options)
        seats = {seat.user_id for seat in ballot.seats.all()}
        voters = [actor for actor in self.scene.committee if actor.user_id in seats]
        for number, member in enumerate(voters):
            choice = keys[1] if number % 5 else keys[0]
            approvals.cast_slip(actor=member, ballot=ballot, choice=choice, draw=new_draw(), at=self._later())
        yield f"{len(voters)} ủy viên BCH", "Bỏ phiếu", "phiếu kín" if ballot.secret else "phiếu mở"
        ballot = approvals.close_ballot(actor=self.scene.chief, ballot=ballot, at=self._later())
        yield self.scene.chief.name, "Đóng biểu quyết", (ballot.result or {})["result"]["sentence"]
        winner = (ballot.result or {})["result"]["winner"]
        decided = next((option["text"] for option in ballot.options if option["key"] == winner), "chưa quyết định")
        what = "phương án được chọn" if ballot.passage else "chủ đề"
        round = self._document.round
        assert round is not None
        yield "Hệ thống", f"Ghi {what} vào lần dự thảo {round.ordinal}", decided

    def _revise(self) -> Iterator[Said]:
        remarks = list(unanswered_of(self._document)[0])
        for remark in remarks:
            approvals.resolve_opinion(
                actor=self.scene.drafter,
                opinion=remark,
                kind="explained",
                text="Đơn vị chủ trì đã nêu tại phần tổ chức thực hiện.",
                at=self._later(),
            )
        yield self.scene.drafter.name, "Tiếp thu, giải trình", f"đã trả lời {len(remarks)} ý kiến"
        yield from desk.repair(self._document, self.scene, self._later())
        yield from desk.waive(self._document, self.scene, self._gates(), self._later())
        route.submit_revision(actor=self.scene.drafter, document=self._document, at=self._later())
        yield self.scene.drafter.name, "Trình bản chỉnh lý", self._where()

    def _approve(self) -> Iterator[Said]:
        while sign_off := SignOff.objects.filter(document=self._document, outcome="").first():
            seat = sign_off.seats.filter(decision="", lapsed_at__isnull=True).first()
            member = next(actor for actor in self.scene.standing if seat and actor.user_id == seat.user_id)
            approvals.decide(actor=member, sign_off=sign_off, decision="approved", note="Nhất trí.", at=self._later())
            yield member.name, "Duyệt (Thường trực): Nhất trí.", self._where()

    def _sign(self) -> Iterator[Said]:
        yield from desk.waive(self._document, self.scene, "S", self._later())
        signing = route.sign(actor=self.scene.secretary, document=self._document, at=self._later())
        yield self.scene.secretary.name, "Ký", f"{signing.capacity}, {signing.position}"

    def _issue(self) -> Iterator[Said]:
        document, clerk = self._document, self.scene.clerk
        yield from desk.waive(document, self.scene, "N", self._later())
        notifications.resolve_recipients(actor=clerk, document=document, at=self._later())
        for line in RecipientLine.objects.filter(document=document).order_by("ordinal"):
            yield from self._settle(line)
        paper = route.number(actor=clerk, document=document, at=self._later())
        number = full_number(paper.number, paper.symbol, document.organisation.profile)
        yield clerk.name, "Cấp số, ban hành và phát hành", f"Số: {number}"

    def _settle(self, line: RecipientLine) -> Iterator[Said]:
        """Answer as the clerk what the directory could not: the first clear reading, else a paper copy."""
        clerk, states = self.scene.clerk, RecipientLine.State
        if line.state == states.AMBIGUOUS and line.readings and not line.readings[0]["missing"]:
            notifications.choose_reading(actor=clerk, line=line, index=0, at=self._later())
            yield clerk.name, f"Chọn cách hiểu: {line.text}", line.readings[0]["words"]
        elif line.state in {states.AMBIGUOUS, states.UNRESOLVED}:
            notifications.send_on_paper(actor=clerk, line=line, at=self._later())
            yield clerk.name, f"Chưa có trong danh bạ: {line.text}", "gửi bản giấy"

    def _receive(self) -> Iterator[Said]:
        deliveries = Delivery.objects.filter(document=self._document, user__isnull=False).select_related("user")
        first = deliveries.first()
        yield "Hệ thống", "Phát hành", f"{Delivery.objects.filter(document=self._document).count()} nơi nhận"
        if first:
            actor = type(self.scene.clerk).of(first.user, origin="walk_through")
            for step in ("received", "read"):
                notifications.acknowledge(actor=actor, delivery=first, step=step, at=self._later())
            yield first.name, "Nhận và xem văn bản", "đã ghi nhận"

    def _gates(self) -> str:
        """Return the gates that lie between this station and the next."""
        itinerary = Itinerary.objects.get(document=self._document)
        return "".join(gates_on_leaving(itinerary.route, itinerary.position, facts_of(self._document)))

    def _where(self) -> str:
        itinerary = Itinerary.objects.get(document=self._document)
        return f"→ {itinerary.station.label}" if itinerary.station else "→ hết quy trình"


@dataclass(frozen=True)
class Ending:
    """What a walkthrough came to; `held` only if every promise did."""

    number: str
    sha256: str
    path: Path | None
    resolved: list[str]
    unresolved: list[str]
    journal: str
    held: bool


def ending(walkthrough: Walkthrough, folder: Path) -> Ending:
    """Keep the PDF in `folder` and look whether everything is as it was said."""
    document = walkthrough._document
    paper = IssuedPaper.objects.filter(document=document).first()
    proof = verify_organisation(document.organisation_id)
    lines = list(RecipientLine.objects.filter(document=document).order_by("ordinal"))
    sent = {RecipientLine.State.RESOLVED, RecipientLine.State.CONFIRMED, RecipientLine.State.ARCHIVE}
    path = None
    if paper is not None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{paper.number}-{paper.symbol}-{paper.sha256[:8]}.pdf".replace("/", "_")
        path.write_bytes(bytes(paper.pdf))
    return Ending(
        number=full_number(paper.number, paper.symbol, document.organisation.profile) if paper else "",
        sha256=paper.sha256 if paper else "",
        path=path,
        resolved=[f"{line.text.strip()} → {line.understood}" for line in lines if line.state in sent],
        unresolved=[line.text.strip() for line in lines if line.state not in sent],
        journal=f"nguyên vẹn, {proof.entries} mục" if proof.broken is None else f"đứt ở mục {proof.broken.sequence}",
        held=bool(paper) and proof.broken is None and document.status == Status.DISTRIBUTED,
    )


def _in_short(draft: Draft) -> str:
    parts = [
        f"{draft.type or 'chưa rõ loại'}: {draft.subject or 'chưa có trích yếu'}",
        f"{len(draft.bases)} căn cứ",
        f"{len(draft.theme.options)} phương án",
        f"{len(draft.targets)} chỉ tiêu",
        f"{len(draft.recipients)} dòng Nơi nhận",
    ]
    return " · ".join(parts)
