"""Many organisations, documents and rights, written in bulk: what the list benchmarks read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from guardian.models import GroupObjectPermission, UserObjectPermission

from documents.models import Access, Document, Status
from orgs.models import Organisation, Role, User
from orgs.permissions import ROLE_PERMISSIONS, Perm, group_name

STATES = [Status.DRAFTING, Status.COMMITTEE_REVIEW, Status.STANDING_REVIEW, Status.DISTRIBUTED]


READERS = [role for role, perms in ROLE_PERMISSIONS.items() if Perm.READ_DOCUMENTS in perms]


def organisations(count: int) -> list[Organisation]:
    """Organisations with the groups of every role that reads documents there, and those groups' rights."""
    rows = Organisation.objects.bulk_create(
        Organisation(name=f"Đoàn xã số {n}", short_name=f"Đoàn xã số {n}", level="commune", parent=None)
        for n in range(count)
    )
    kind = ContentType.objects.get_for_model(Organisation)
    for role in READERS:
        groups = Group.objects.bulk_create(Group(name=group_name(row.pk, role)) for row in rows)
        rights = Permission.objects.filter(content_type=kind, codename__in=[p.value for p in ROLE_PERMISSIONS[role]])
        GroupObjectPermission.objects.bulk_create(
            GroupObjectPermission(permission=right, content_type=kind, object_pk=str(row.pk), group=group)
            for row, group in zip(rows, groups, strict=True)
            for right in rights
        )
    return rows


def yardstick() -> None:
    """Work of the same sort as a page, which no table's growth touches: a hundred organisations by their ids."""
    list(Organisation.objects.order_by("pk")[:100])


def person(name: str) -> User:
    return User.objects.create(username=name, full_name=f"Người đọc {name}")


def reads_for(user: User, rows: list[Organisation]) -> User:
    """Give a person the right to read the documents of these organisations."""
    groups = Group.objects.filter(name__in=[group_name(row.pk, Role.AUDITOR) for row in rows])
    user.groups.add(*groups)
    return User.objects.get(pk=user.pk)


def documents(count: int, rows: list[Organisation], drafter: User, *, start: datetime | None = None) -> list[Document]:
    """Documents spread over the organisations, a minute apart."""
    first = start or timezone.now() - timedelta(minutes=count)
    return Document.objects.bulk_create(
        (
            Document(
                organisation=rows[n % len(rows)],
                type_code="KH",
                subject=f"Kế hoạch số {n} về hoạt động của thanh niên",
                status=STATES[n % len(STATES)],
                drafter=drafter,
                created_at=first + timedelta(minutes=n),
                changed_at=first + timedelta(minutes=n),
            )
            for n in range(count)
        ),
        batch_size=2_000,
    )


def accesses(user: User, some: list[Document]) -> None:
    at = timezone.now() - timedelta(days=1)
    Access.objects.bulk_create(
        (Access(document=document, user=user, why=Access.Why.SEAT, from_at=at) for document in some), batch_size=2_000
    )


def rights_per_document(rows: list[Organisation]) -> None:
    """guardian per document: a row for each document of these organisations and each group that reads it, and for each seat."""
    kind = ContentType.objects.get_for_model(Document)
    right = Permission.objects.get(content_type=kind, codename="view_document")
    with connection.cursor() as cursor:
        for role in READERS:
            cursor.execute(
                "INSERT INTO guardian_groupobjectpermission (object_pk, content_type_id, permission_id, group_id) "
                "SELECT CAST(d.id AS varchar(20)), %s, %s, g.id FROM documents_document d "
                "JOIN auth_group g ON g.name = 'org:' || d.organisation_id || %s WHERE d.organisation_id <= %s",
                [kind.pk, right.pk, f":{role}", rows[-1].pk],
            )
    UserObjectPermission.objects.bulk_create(
        UserObjectPermission(permission=right, content_type=kind, object_pk=str(document_id), user_id=user_id)
        for document_id, user_id in Access.objects.values_list("document", "user")
    )
    settle()


def settle() -> None:
    """Let the database know its tables before it is timed."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def queries_of(work: Callable[[], object]) -> int:
    """How many queries a piece of work takes."""
    counter = _Counter()
    with connection.execute_wrapper(counter):
        work()
    return counter.count


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)
