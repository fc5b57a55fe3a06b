"""What is typed is a number, a day or a moment, or nothing at all; it never breaks a page."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from django.utils import timezone as zones
from hypothesis import given
from hypothesis import strategies as st

from web.typed import MOST, MOST_COUNTED, YEARS, clock_in, day_in, moment_in, number_in, numbers_in

NEAR = st.text(alphabet="0123456789²٣-+:.TZ /e\x00\ud800\n", max_size=40)
TYPED = st.none() | st.text() | NEAR
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(TYPED)
def test_whatever_is_typed_is_read_or_is_nothing(text: str) -> None:
    number, day, clock, moment = number_in(text), day_in(text), clock_in(text), moment_in(text)
    assert number is None or 0 <= number <= MOST
    assert day is None or day.year in YEARS
    assert clock is None or isinstance(clock, time)
    assert moment is None or (moment.year in YEARS and zones.is_aware(moment))


@given(st.integers(0, MOST))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert number_in(str(number)) == number_in(f" {number}\n") == number


@given(st.integers(MOST + 1, 10**30) | st.integers(max_value=-1))
def test_a_number_that_no_row_has_is_none(number: int) -> None:
    assert number_in(str(number)) is None


@given(st.integers(MOST_COUNTED + 1, MOST))
def test_a_count_has_a_bound_of_its_own(number: int) -> None:
    assert number_in(str(number), MOST_COUNTED) is None


@given(st.lists(st.integers(0, MOST).map(str) | st.sampled_from(["", "²", "-1", "9" * 23, "1e400", "\x00"])))
def test_of_many_only_the_numbers_are_taken_in_their_order(texts: list[str]) -> None:
    assert numbers_in(texts) == [int(text) for text in texts if text.isdecimal() and len(text) < 23]


@given(DAYS)
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert day_in(day.isoformat()) == day


@given(st.times())
def test_a_time_of_day_is_read_as_it_was_written(clock: time) -> None:
    assert clock_in(clock.isoformat()) == clock


@given(st.datetimes(datetime(YEARS[0], 1, 2), datetime(YEARS[-1], 12, 30), timezones=st.just(UTC) | OFFSETS))  # noqa: DTZ001 - bounds in any zone
def test_a_moment_is_read_as_it_was_written_and_can_be_told_everywhere(moment: datetime) -> None:
    read = moment_in(moment.isoformat())
    assert read == moment
    for offset in (-14, 14):
        assert read.astimezone(timezone(timedelta(hours=offset))) == moment


@given(st.datetimes(datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)))  # noqa: DTZ001 - without a zone is meant
def test_a_moment_without_a_zone_is_of_the_office(moment: datetime) -> None:
    read = moment_in(moment.isoformat())
    assert read.tzinfo == zones.get_default_timezone()
    assert read.replace(tzinfo=None) == moment


@pytest.mark.parametrize("text", ["", None, "²", "0001-01-01", "9999-12-31", "2026-13-45", "9" * 5_000, "[" * 100_000])
def test_days_and_moments_outside_this_age_are_none(text: str | None) -> None:
    assert day_in(text) is None
    assert moment_in(text) is None
    assert moment_in(f"{text}T00:00") is None
