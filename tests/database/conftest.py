"""A person whose row these tests write and read."""

import pytest

from orgs.models import User


@pytest.fixture
def an(db: None) -> User:
    return User.objects.create(username="an", full_name="Trịnh Bình An", email="an@lamgiang.example")
