"""Whoever a page is drawn for: the type of `request.user`."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser

from orgs.models import User

#: Nobody who is not logged in reads anything; their rights are empty, so that queries need not ask first.
AnyUser: TypeAlias = User | AnonymousUser
