"""Who may prepare a document's recipients, and who may answer for a delivery. Both ways."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from audit.actor import Actor
from documents.models import Document
from documents.permissions import can_edit
from notifications.models import Delivery
from orgs.people import AnyUser
from orgs.permissions import Perm, can, organisation_ids


def may_prepare_recipients(actor: Actor, document: Document) -> None:
    """Require who may have the list matched again: the system, the drafter, and whoever will issue the document."""
    if actor.is_system or can_edit(actor.user, document):
        return
    if not can(actor.principal, Perm.ASSIGN_NUMBER, document.organisation_id):
        raise PermissionDenied(_("Chỉ văn thư hoặc người soạn thảo được đối chiếu Nơi nhận."))


def deliveries_of(user: AnyUser) -> QuerySet[Delivery]:
    """Return what was sent or passed on to this person, or to an organisation whose mail the person receives."""
    receives, person = organisation_ids(user, Perm.RECEIVE), user.pk if user.is_active else 0
    return Delivery.objects.filter(
        Q(user=person) | Q(organisation_id__in=receives) | Q(passed_to_id__in=receives),
        on_paper=False,
    )


def require_addressee(actor: Actor, delivery: Delivery) -> None:
    """Raise PermissionDenied unless the delivery is the actor's, or their organisation's mail."""
    if actor.is_system or not deliveries_of(actor.user).filter(pk=delivery.pk).exists():
        raise PermissionDenied(_("Văn bản này không gửi tới đồng chí."))


def require_receiver(actor: Actor, delivery: Delivery) -> None:
    """Require one who receives the organisation's mail: only they pass on."""
    if actor.is_system or delivery.organisation_id not in organisation_ids(actor.user, Perm.RECEIVE):
        raise PermissionDenied(_("Chỉ người nhận văn bản của đơn vị được chuyển tiếp."))
