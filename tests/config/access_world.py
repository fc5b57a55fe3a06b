"""A small world in which every kind of access stands on real acts: documents being drafted, under vote and issued.

Each state has two documents: one drafted by somebody who still drafts, one by somebody who no longer does. Everything
else about them is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from approvals import actions as approvals
from approvals.models import Ballot, Comment, Opinion, OpinionFile, OpinionRound, SignOff
from approvals.rules.codes import new_draw
from audit.actor import SYSTEM, Actor
from documents.actions import grant_access, import_draft
from documents.models import Access, CitedPaper, Document, RegisterEntry
from notifications.actions import pass_on, send_on_paper
from notifications.models import Delivery, Notice, RecipientLine
from orgs.actions import end_membership, end_role, grant_delegation, merge, revoke_delegation
from orgs.models import Delegation, Membership, Organisation, Role, RoleAssignment, User
from orgs.roles import project
from tests.workflows.conftest import NOON, OPTIONS, TEXT, Province, build_province, give, person
from workflows import actions
from workflows.models import Procedure
from workflows.procedures import Applies, Approvals, Station, StationKind, StationRule, Who, Whose

FAR = datetime(2100, 1, 1, tzinfo=NOON.tzinfo)
YESTERDAY = timezone.localdate(NOON) - timedelta(days=1)
SUBJECT = "Công tác Đoàn và phong trào thanh thiếu nhi năm 2027"
CITING = "Căn cứ Nghị quyết Đại hội Đoàn tỉnh Lam Giang lần thứ XIV;"
#: State → the word in the document's subject by which a page is known to name it; of the former drafter's document too.
STATES = {"drafting": ("măng non", "búp xanh"), "vote": ("sóng biển", "gió ngàn"), "issued": ("nắng mới", "trăng rằm")}


@dataclass
class Papers:
    """One document, and what an address may name of it. None: there is none in that state."""

    word: str
    document: Document
    named: dict[str, int | None] = field(default_factory=dict)


@dataclass
class World:
    province: Province
    people: dict[str, User | None]
    papers: dict[tuple[str, str], Papers]  # by state, and "drafter" or "former drafter"
    common: dict[str, int]

    def of(self, state: str, kind: str) -> Papers:
        return self.papers[state, "former drafter" if kind == "former drafter" else "drafter"]


def build_world() -> World:
    province = build_province()
    made = _Maker(province)
    papers = {}
    for state, words in STATES.items():
        for of, word in zip(("drafter", "former drafter"), words, strict=True):
            papers[state, of] = made.papers(state, word, made.people[of])
    made.let_end(papers)
    return World(province, {"anonymous": None, **made.people}, papers, made.common())


class _Maker:
    def __init__(self, province: Province) -> None:
        self.province, org = province, province.organisation
        self.centre = _organisation("Trung ương Đoàn", "central")
        org.parent = self.centre
        org.save()
        abroad = _organisation("Tỉnh đoàn Bắc Sơn", "province", self.centre)
        far = _organisation("Đoàn xã Vạn Xuân", "commune", abroad)
        self.old = _organisation("Đoàn xã Cựu Thôn", "commune", org)
        self.people: dict[str, User] = {
            "drafter": province.drafter,
            "former drafter": _with_role("former_drafter", org, Role.DRAFTER),
            "reader": province.checker,
            "convenor": province.chief,
            "approver": province.secretary,
            "clerk": province.clerk,
            "auditor": _with_role("auditor", org, Role.AUDITOR),
            "member": province.members[0],
            "former member": province.members[1],
            "station holder": _with_role("above", self.centre, Role.FORMAT_CHECKER),
            "former holder": _with_role("former_above", self.centre, Role.FORMAT_CHECKER),
            "delegate": person("delegate", "Người Được Ủy Quyền"),
            "former delegate": person("former_delegate", "Người Hết Ủy Quyền"),
            "recipient": person("recipient", "Người Nhận Văn Bản"),
            "their clerk": province.commune_clerk,
            "their drafter": province.commune_drafter,
            "heir's clerk": person("heir", "Văn Thư Kế Thừa"),
            "department": person("department", "Người Của Ban"),
            "former dept": person("former_department", "Người Ban Cũ"),
            "administrator": province.admin,
            "stranger": _with_role("stranger", far, Role.DRAFTER, Role.CLERK),
            "switched off": _with_role("switched_off", org, Role.FORMAT_CHECKER, Role.CHIEF_OF_OFFICE),
            "superuser": person("superuser", "Người Quản Trị Máy Chủ"),
        }
        project(NOON.date())
        self.delegations = [
            self._delegate(province.secretary, "delegate"),
            self._delegate(province.deputy, "former delegate"),
        ]
        self.procedure = self._procedure(org)

    def _delegate(self, delegator: User, kind: str) -> Delegation:
        return grant_delegation(
            actor=Actor.of(delegator),
            organisation=self.province.organisation,
            delegator=delegator,
            delegate=self.people[kind],
            scope="both",
            starts_on=NOON.date(),
            ends_on=date(2099, 1, 1),
            basis="12-QĐ/TĐTN",
            at=NOON,
        )

    def _procedure(self, org: Organisation) -> Procedure:
        committee, above = Who(body="BCH"), Who(role="format_checker", of=Whose.PARENT)
        voting = StationRule(quorum="", majority="plurality", secret=False)
        return actions.create_procedure(
            actor=SYSTEM,
            organisation=org,
            name="Đủ các bước",
            type_codes=[],
            stations=[
                Station(StationKind.DRAFT, "Soạn thảo", Who(role="drafter")),
                Station(StationKind.CHECK, "Trung ương kiểm tra", above),
                Station(StationKind.OPINION, "Lấy ý kiến", committee, days=3),
                Station(StationKind.BALLOT, "Biểu quyết", committee, voting, days=3, applies=Applies.HAS_OPTIONS),
                Station(StationKind.REVISE, "Chỉnh lý", Who(role="drafter")),
                Station(StationKind.APPROVE, "Duyệt", Who(body="TT"), StationRule(approvals=Approvals.ANY)),
                Station(StationKind.SIGN, "Ký", Who(role="secretary")),
                Station(StationKind.NUMBER, "Cấp số", Who(role="clerk")),
                Station(StationKind.DISTRIBUTE, "Phát hành"),
            ],
            at=NOON,
        )

    # ── one document, as far as its state ───────────────────────────────────────────────────────────────────────────
    def papers(self, state: str, word: str, drafter: User) -> Papers:
        text = TEXT.replace(SUBJECT, f"{SUBJECT}, đợt {word}").format(theme=OPTIONS)
        text = text.replace(CITING, f"{CITING}\nCăn cứ Kế hoạch số 15-KH/TWĐTN ngày 05/01/2026 của Trung ương Đoàn;")
        by = Actor.of(drafter)
        document = import_draft(
            actor=by, organisation=self.province.organisation, file=text.encode(), name=f"{word}.txt", at=NOON
        )
        actions.start(actor=by, document=document, procedure=self.procedure, at=NOON)
        if state != "drafting":
            self._to_the_vote(document, by)
        if state == "issued":
            self._to_the_end(document, by)
        return Papers(word, document, _named(document))

    def _to_the_vote(self, document: Document, by: Actor) -> None:
        member = Actor.of(self.people["member"])
        actions.submit_draft(actor=by, document=document, at=NOON)
        actions.pass_check(actor=Actor.of(self.people["station holder"]), document=document, at=NOON)
        document.refresh_from_db()
        round = OpinionRound.objects.get(document=document)
        approvals.write_comment(actor=member, draft_round=document.round, text="Nêu rõ hơn.", at=NOON)
        paper = SimpleUploadedFile("gop-y.txt", "Góp ý kèm theo.".encode())
        approvals.give_opinion(actor=member, round=round, answer="other", text="Bổ sung.", files=[paper], at=NOON)
        approvals.close_opinion_round(actor=Actor.of(self.province.chief), round=round, at=NOON)
        ballot = Ballot.objects.get(document=document)
        approvals.cast_slip(actor=member, ballot=ballot, choice="1", draw=new_draw(), at=NOON)
        Ballot.objects.filter(pk=ballot.pk).update(closes_at=FAR)

    def _to_the_end(self, document: Document, by: Actor) -> None:
        province, stand_in = self.province, self._stand_in()
        approvals.close_ballot(actor=Actor.of(province.chief), ballot=Ballot.objects.get(document=document), at=NOON)
        answer: dict[str, Any] = {"actor": by, "kind": "explained", "text": "Đã nêu ở phần IV.", "at": NOON}
        approvals.resolve_comment(comment=Comment.objects.get(document=document), **answer)
        approvals.resolve_opinion(opinion=Opinion.objects.get(seat__round__document=document), **answer)
        actions.submit_revision(actor=by, document=document, at=NOON)
        sign_off = SignOff.objects.get(document=document)
        approvals.decide(actor=stand_in, sign_off=sign_off, decision="approved", note="", at=NOON)
        actions.sign(actor=stand_in, document=document, at=NOON)
        clerk = Actor.of(province.clerk)
        for line in RecipientLine.objects.filter(document=document, state__in=["ambiguous", "unresolved"]):
            send_on_paper(actor=clerk, line=line, at=NOON)
        actions.number(actor=clerk, document=document, at=NOON)
        person = self.people["recipient"]
        Delivery.objects.create(document=document, user=person, name=str(person), sent_at=NOON)
        grant_access(document=document, why=Access.Why.DELIVERY, at=NOON, user=person)

    def _stand_in(self) -> Actor:
        delegation = self.delegations[0]
        return Actor.of(delegation.delegate, on_behalf_of=delegation.delegator, delegation_id=delegation.pk)

    # ── what ends, after all was given ──────────────────────────────────────────────────────────────────────────────
    def let_end(self, papers: dict[tuple[str, str], Papers]) -> None:
        """People leave, a delegation is revoked, a unit is merged, mail is passed on to another department."""
        admin, people = Actor.of(self.province.admin), self.people
        superuser = people["superuser"]
        User.objects.filter(pk=superuser.pk).update(is_superuser=True, is_staff=True)
        superuser.refresh_from_db()
        for kind in ("former drafter", "former holder"):
            role = RoleAssignment.objects.get(user=people[kind])
            end_role(actor=Actor.of(superuser), assignment=role, ends_on=YESTERDAY, at=NOON)
        seat = Membership.objects.get(user=people["former member"])
        RoleAssignment.objects.filter(user=people["former member"]).delete()
        end_membership(actor=admin, membership=seat, ends_on=YESTERDAY, at=NOON)
        revoke_delegation(actor=admin, delegation=self.delegations[1], at=NOON)
        heir = _organisation("Đoàn xã Tân Thôn", "commune", self.province.organisation)
        give(people["heir's clerk"], heir, Role.CLERK)
        project(NOON.date())
        merge(actor=admin, organisations=[self.old], into=heir, on=YESTERDAY, at=NOON)
        self._pass_on([one.document for (state, _of), one in papers.items() if state == "issued"])
        User.objects.filter(pk=people["switched off"].pk).update(is_active=False)

    def _pass_on(self, documents: list[Document]) -> None:
        commune = self.province.commune
        units = [_organisation(f"Ban {name} xã", "department", commune) for name in ("Tổ chức", "Phong trào")]
        give(self.people["former dept"], units[0], Role.RECIPIENT)
        give(self.people["department"], units[1], Role.RECIPIENT)
        project(NOON.date())
        for delivery in Delivery.objects.filter(document__in=documents, organisation=commune):
            for unit in units:
                pass_on(actor=Actor.of(self.people["their clerk"]), delivery=delivery, to=unit, at=NOON)

    def common(self) -> dict[str, int]:
        """What an address may name besides a document."""
        return {
            "organisation": self.province.organisation.pk,
            "procedure": self.procedure.pk,
            "delegation": self.delegations[0].pk,
            "cited": CitedPaper.objects.get(symbol__startswith="15-KH").pk,
        }


def _named(document: Document) -> dict[str, int | None]:
    def first(rows: QuerySet[Any]) -> int | None:
        return rows.order_by("pk").values_list("pk", flat=True).first()

    return {
        "document": document.pk,
        "ballot": first(Ballot.objects.filter(document=document)),
        "round": first(OpinionRound.objects.filter(document=document)),
        "file": first(OpinionFile.objects.filter(opinion__seat__round__document=document)),
        "comment": first(Comment.objects.filter(document=document)),
        "opinion": first(Opinion.objects.filter(seat__round__document=document)),
        "sign_off": first(SignOff.objects.filter(document=document)),
        "line": first(RecipientLine.objects.filter(document=document)),
        "delivery": first(Delivery.objects.filter(document=document, organisation__name="Đoàn xã Phú Sơn")),
        "entry": first(RegisterEntry.objects.filter(document=document)),
        "notice": first(Notice.objects.filter(document=document)),
    }


def _organisation(name: str, level: str, parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(name=name, short_name=name, level=level, parent=parent, code="ĐTN")


def _with_role(username: str, organisation: Organisation, *roles: Role) -> User:
    user = person(username, f"Người {username}")
    give(user, organisation, *roles)
    return user
