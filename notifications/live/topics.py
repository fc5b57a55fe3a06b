"""Which topics a person may hear. Asked when a page subscribes, and again while it listens."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.utils.crypto import constant_time_compare

from documents.models import Document
from orgs.models import Membership, User
from orgs.permissions import forget
from web.typed import number_in


def logged_in(user_id: int, session_key: str) -> User | None:
    """Return the person, if they may log in and this session of theirs still stands.

    Not over, and since the last password.

    At most two queries.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    kept = session.get(HASH_SESSION_KEY, "")
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    stands = session.get(SESSION_KEY) == str(user.pk) and any(constant_time_compare(kept, one) for one in hashes)
    return user if stands else None


def allowed(user: User, topics: Iterable[str]) -> set[str]:
    """Those of the topics that this person may hear now: documents they see, themselves, organisations they belong to.

    At most four queries. An unknown topic is not allowed.
    """
    forget(user)
    wanted: dict[str, set[int]] = {}
    for topic in topics:
        kind, _, number = topic.partition(":")
        if (row := number_in(number)) is not None:
            wanted.setdefault(kind, set()).add(row)
    heard = {f"user:{user.pk}"} if user.pk in wanted.get("user", ()) else set()
    if documents := wanted.get("document"):
        seen = Document.objects.visible_to(user).filter(pk__in=documents).values_list("pk", flat=True)
        heard |= {f"document:{pk}" for pk in seen}
    if organisations := wanted.get("organisation"):
        heard |= {f"organisation:{pk}" for pk in organisations & _belongs_to(user)}
    return heard


def _belongs_to(user: User) -> set[int]:
    """Return the organisations in which the person has a role or a seat; groups are named "org:<id>:<role>"."""
    names = Group.objects.filter(user=user, name__startswith="org:").values_list("name", flat=True)
    by_role = {int(name.split(":")[1]) for name in names}
    seats = Membership.objects.filter(user=user, ends_on__isnull=True).values_list("body__organisation_id", flat=True)
    return by_role | set(seats)
