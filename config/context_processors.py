"""What the frame of every page shows: places with counts, the organisation worked for, the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from notifications.live import cursor
from notifications.queries import unread_count, unread_notices
from orgs.models import Membership, Organisation, RoleAssignment
from orgs.people import AnyUser
from orgs.permissions import Perm, organisation_ids
from orgs.roles import in_force
from orgs.working import organisations_of, working_organisation
from workflows.models import Turn
from workflows.queries import waiting_by_act

#: In which place a turn is counted, besides the workspace.
PLACE_OF_ACT = {
    Turn.Act.DRAFT: "drafts",
    Turn.Act.CHECK: "drafts",
    Turn.Act.REVISE: "drafts",
    Turn.Act.OPINION: "opinions",
    Turn.Act.VOTE: "opinions",
    Turn.Act.COUNT: "opinions",
    Turn.Act.CONVENE: "opinions",
    Turn.Act.APPROVE: "signing",
    Turn.Act.SIGN: "signing",
    Turn.Act.NUMBER: "numbering",
}
READS = frozenset({Perm.READ_DOCUMENTS})
LEADS = frozenset({Perm.APPROVE, Perm.SIGN})
AUDITS = frozenset({Perm.AUDIT})
ADMINISTERS = frozenset({Perm.ADMINISTER})


@dataclass
class Place:
    """One entry of the navigation. `name` is its URL name. It is not shown to a person who holds none of `perms`
    anywhere (empty: it is everybody's). The pages ask again."""

    key: str
    label: Any
    icon: str
    name: str
    short: Any = ""
    url: str = ""
    perms: frozenset[Perm] = frozenset()
    count: int = 0
    current: bool = False


@dataclass
class Group:
    label: Any
    places: list[Place] = field(default_factory=list)


def _places() -> list[Group]:
    return [
        Group(
            "",
            [
                Place("workspace", _("Bàn làm việc"), "layout-dashboard", "workflows:workspace", _("Bàn làm việc")),
                Place("drafts", _("Dự thảo"), "file-pencil", "workflows:drafts", _("Dự thảo")),
                Place("opinions", _("Lấy ý kiến"), "messages", "workflows:opinions", _("Ý kiến")),
                Place("signing", _("Trình ký"), "signature", "workflows:signing", perms=LEADS | READS),
                Place("numbering", _("Chờ cấp số"), "hash", "workflows:numbering", perms=READS),
                Place("inbox", _("Văn bản nhận"), "inbox", "notifications:inbox", _("Nhận")),
                Place("register", _("Sổ văn bản đi"), "notebook", "documents:register", perms=READS),
                Place("citations", _("Viện dẫn"), "quote", "documents:cited_papers", perms=READS),
            ],
        ),
        Group(
            _("Quản lý"),
            [
                Place("organisations", _("Tổ chức"), "sitemap", "orgs:organisations"),
                Place("procedures", _("Quy trình"), "route", "workflows:procedures"),
                Place(
                    "checks", _("Kiểm tra thể thức"), "clipboard-check", "documents:checks", perms=READS | ADMINISTERS
                ),
                Place("history", _("Lịch sử"), "history", "audit:history", perms=READS | AUDITS),
            ],
        ),
    ]


class Shell:
    """Read by templates only; everything is asked when it is shown, so that a partial costs nothing for the frame."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.home = reverse("workflows:workspace")
        self.search_url = reverse("workflows:drafts")
        self.notices_url = reverse("notifications:notices")
        self.switch_url = reverse("orgs:switch_organisation")

    @cached_property
    def groups(self) -> list[Group]:
        groups = _places()
        for group in groups:
            for place in group.places:
                place.url = reverse(place.name)
                place.count = self.counts.get(place.key, 0)
            group.places = [place for place in group.places if self._opens(place)]
        self._mark_current([place for group in groups for place in group.places])
        return [group for group in groups if group.places]

    def _opens(self, place: Place) -> bool:
        user = self.request.user
        return not place.perms or any(organisation_ids(user, perm) for perm in place.perms)

    def _mark_current(self, places: list[Place]) -> None:
        """Mark the place whose address is the longest beginning of this page's."""
        path = self.request.path
        here = [place for place in places if path == place.url or (place.url != "/" and path.startswith(place.url))]
        if here:
            max(here, key=lambda place: len(place.url)).current = True

    @cached_property
    def phone_places(self) -> list[Place]:
        return [place for group in self.groups for place in group.places if place.short]

    @cached_property
    def organisation(self) -> Organisation | None:
        return working_organisation(self.request) if self.request.user.is_authenticated else None

    @cached_property
    def organisations(self) -> list[Organisation]:
        return organisations_of(self.request.user, localdate()) if self.request.user.is_authenticated else []

    @cached_property
    def counts(self) -> dict[str, int]:
        """What waits in each place, by its key."""
        user = self.request.user
        if not user.is_authenticated:
            return {}
        counted = {"inbox": unread_count(user), "workspace": 0}
        for act, number in waiting_by_act(user, timezone.now()).items():
            counted["workspace"] += number
            if place := PLACE_OF_ACT.get(Turn.Act(act)):
                counted[place] = counted.get(place, 0) + number
        return counted

    @cached_property
    def unread(self) -> int:
        user = self.request.user
        return unread_notices(user) if user.is_authenticated else 0

    @cached_property
    def cursor(self) -> int:
        """The moment at which the page is drawn: its socket asks for what came after."""
        return cursor()

    @cached_property
    def person(self) -> Person:
        return Person(self.request.user)


class Person:
    """The one at the keyboard, as the card at the foot of the sidebar shows them."""

    def __init__(self, user: AnyUser) -> None:
        self.user = user
        self.name = str(user)
        self.links = [Link(reverse("orgs:profile"), "user", _("Thông tin của tôi"))]
        if getattr(user, "is_staff", False):
            self.links.append(Link(reverse("admin:index"), "settings", _("Quản trị dữ liệu")))

    @cached_property
    def title(self) -> str:
        """What they are, in one line: positions first, else roles."""
        held = Membership.objects.filter(in_force(localdate()), user_id=self.user.pk or 0).select_related("body")
        positions = list(dict.fromkeys(map(_seat, held.order_by("rank")))) if self.user.pk else []
        roles = RoleAssignment.objects.filter(in_force(localdate()), user_id=self.user.pk or 0) if self.user.pk else []
        return " · ".join((positions or list(dict.fromkeys(str(r.get_role_display()) for r in roles)))[:2])


def _seat(membership: Membership) -> str:
    """ "Ủy viên BCH", "Bí thư": a plain member is named with the body, an office says enough alone."""
    plain = membership.position.casefold() == "ủy viên"
    return f"{membership.position} {membership.body.kind}" if plain else membership.position


@dataclass(frozen=True)
class Link:
    url: str
    icon: str
    label: Any


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"demo": settings.DEMO, "shell": Shell(request)}
