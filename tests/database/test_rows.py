"""Rows written by prepared statements are what `save()` would have written."""

import pytest
from django.db import DatabaseError

from audit.actor import Actor
from audit.history import write_past
from database.rows import insert, insert_if_absent, update
from orgs.models import Organisation, User
from tests.audit.conftest import NOW


def test_inserted_rows_are_those_that_save_writes(db: None) -> None:
    one, two = (Organisation(name=f"Đoàn xã {n}", short_name=f"Đoàn xã {n}", level="commune") for n in (1, 2))
    insert(one, two)
    saved = Organisation.objects.create(name="Đoàn xã 3", short_name="Đoàn xã 3", level="commune")
    assert not one._state.adding
    assert Organisation.objects.get(pk=two.pk).name == "Đoàn xã 2"
    for field in Organisation._meta.concrete_fields:
        if field.name not in ("id", "name", "short_name"):
            assert getattr(Organisation.objects.get(pk=one.pk), field.attname) == getattr(saved, field.attname)


def test_a_row_that_is_there_already_is_left_alone(an: User) -> None:
    insert_if_absent(User(pk=None, username=an.username, full_name="Khác"))
    assert User.objects.get(username=an.username).full_name == an.full_name


def test_only_the_named_fields_are_written(an: User) -> None:
    an.full_name, an.email = "Trịnh An", "khac@lamgiang.example"
    update(an, "full_name")
    kept = User.objects.get(pk=an.pk)
    assert kept.full_name == "Trịnh An"
    assert kept.email != "khac@lamgiang.example"


def test_a_row_that_is_gone_cannot_be_changed(an: User) -> None:
    User.objects.filter(pk=an.pk).delete()
    with pytest.raises(DatabaseError):
        update(an, "full_name")


@pytest.mark.parametrize("system", [False, True])
def test_a_written_past_is_what_save_would_have_left(an: User, system: bool) -> None:
    actor = Actor() if system else Actor.of(an)
    an.full_name = "Trịnh An"
    update(an, "full_name")
    write_past(an, actor=actor, at=NOW, reason="đổi tên")
    past = an.history.order_by("history_id").last()
    assert (past.full_name, past.history_type, past.history_date) == ("Trịnh An", "~", NOW)
    assert past.history_user_id == actor.user_id
    assert past.history_change_reason == "đổi tên"
    an.save()
    assert an.history.order_by("history_id").last().diff_against(past).changes == []
