from datetime import date, datetime

from workflows.procedures.calendar import (
    VIETNAM,
    due_at,
    is_working_day,
    previous_working_day,
    remind_from,
    working_days_between,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_weekends_and_public_holidays_are_no_working_days() -> None:
    assert is_working_day(date(2026, 11, 23))
    assert not is_working_day(date(2026, 11, 22))  # a Sunday
    assert not is_working_day(date(2026, 4, 30))  # Ngày Chiến thắng
    assert not is_working_day(date(2026, 9, 2))  # Quốc khánh


def test_the_lunar_new_year_is_known() -> None:
    assert not is_working_day(date(2026, 2, 17))  # mồng Một Tết Bính Ngọ


def test_due_times_count_working_days_and_end_at_five() -> None:
    assert due_at(at("2026-11-20T09:00"), 1) == at("2026-11-23T17:00")
    assert due_at(at("2026-11-20T09:00"), 2) == at("2026-11-25T17:00")  # the 24th is Ngày Văn hóa Việt Nam


def test_within_the_day_means_today_or_the_next_working_day() -> None:
    assert due_at(at("2026-11-20T09:00"), 0) == at("2026-11-20T17:00")
    assert due_at(at("2026-11-20T18:00"), 0) == at("2026-11-23T17:00")
    assert due_at(at("2026-11-22T09:00"), 0) == at("2026-11-23T17:00")


def test_the_reminder_comes_on_the_working_day_before() -> None:
    assert remind_from(at("2026-11-23T17:00")) == at("2026-11-20T08:00")
    assert previous_working_day(date(2026, 1, 2)) == date(2025, 12, 31)


def test_working_days_between_two_moments() -> None:
    assert working_days_between(at("2026-11-20T09:00"), at("2026-11-23T17:00")) == 1
    assert working_days_between(at("2026-11-23T09:00"), at("2026-11-20T17:00")) == -1
    assert working_days_between(at("2026-11-21T09:00"), at("2026-11-22T17:00")) == 0
