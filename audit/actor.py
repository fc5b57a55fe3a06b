"""Who acts: a person, for whom and from where, or the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

#: Who may be logged in. The floors above know more of them.
Person: TypeAlias = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who performs an act.

    `user` is the person at the keyboard (None for the system), `on_behalf_of` the one who delegated, `origin` where the
    act came from: an address, a command's name, "tick". `delegation_id` names the delegation acted under, `form` the sent
    form (`audit.sent_forms.key_of`), which does its act once.
    """

    user: Any = None
    on_behalf_of: Any = None
    origin: str = ""
    delegation_id: int | None = None
    form: str = ""

    @classmethod
    def of(
        cls,
        user: Person | None,
        *,
        on_behalf_of: Person | None = None,
        origin: str = "",
        delegation_id: int | None = None,
    ) -> Actor:
        return cls(user=user, on_behalf_of=on_behalf_of, origin=origin, delegation_id=delegation_id)

    @property
    def is_system(self) -> bool:
        return self.user is None

    @property
    def user_id(self) -> Any:
        """The person's id (int); None for the system."""
        return None if self.user is None else self.user.pk

    @property
    def principal(self) -> Any:
        """The person whose right is exercised: the one represented, else the actor; None for the system."""
        return self.on_behalf_of or self.user

    @property
    def name(self) -> str:
        return "Hệ thống" if self.user is None else str(self.user)

    @property
    def on_behalf_of_name(self) -> str:
        return "" if self.on_behalf_of is None else str(self.on_behalf_of)


SYSTEM = Actor(origin="system")
