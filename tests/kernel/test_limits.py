"""Limits, pauses and what is said of the time that is left."""

from datetime import datetime
from typing import Any

import pytest

from motcua.kernel.clock import VIETNAM
from motcua.kernel.explanations import Explanation
from motcua.kernel.limits import (
    Limit,
    LimitError,
    LimitUnit,
    Pause,
    Policy,
    describe_remaining,
    due,
    limit_text,
    working_minutes_between,
)
from motcua.kernel.workdays import Calendar, CalendarError, national_calendar, national_layer
from tests.vectors import vectors

THREE_DAYS = Limit(3, LimitUnit.WORKING_DAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "vector",
    [pytest.param(vector, id=vector["id"]) for vector in vectors("calendar", "add_working_days")],
)
def test_published_sums_of_working_days(vector: dict[str, Any]) -> None:
    limit = Limit(vector["n"], LimitUnit.WORKING_DAY)

    answer = due(at(f"{vector['start']}T09:00"), limit, national_calendar())

    assert answer.due == at(f"{vector['due']}T17:00")


@pytest.mark.parametrize("value", [0, -1, 36_501, 1.5, True, "3", None])
def test_limit_that_is_no_whole_number_is_refused(value: Any) -> None:
    with pytest.raises(LimitError):
        Limit(value, LimitUnit.WORKING_DAY)


def test_pause_that_ends_where_it_begins_is_refused() -> None:
    pause = Pause(at("2024-09-13T10:00"), at("2024-09-13T10:00:59"))

    with pytest.raises(LimitError):
        due(at("2024-09-12T09:00"), THREE_DAYS, national_calendar(), [pause])


@pytest.mark.parametrize("year", ["1975", "3000"])
def test_years_in_which_nothing_can_be_counted_are_refused(year: str) -> None:
    with pytest.raises(CalendarError):
        due(at(f"{year}-09-12T09:00"), THREE_DAYS, national_calendar())


def test_months_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(CalendarError):
        due(at("2024-09-12T09:00"), Limit(36_500, LimitUnit.MONTH), national_calendar())


def test_unit_that_never_works_is_refused_rather_than_counted_for_ever() -> None:
    closed: dict[str, list[object]] = {str(n): [] for n in range(7)}
    hours = [{"valid_from": "1976-01-01", "weekdays": closed}]
    calendar = Calendar.from_layers([national_layer(), {"name": "đơn vị", "hours": hours}])

    with pytest.raises(CalendarError):
        due(at("2024-09-12T09:00"), THREE_DAYS, calendar)


def test_instant_without_a_zone_is_taken_for_vietnam() -> None:
    naive = datetime(2024, 9, 12, 9)  # noqa: DTZ001 - the point of the test

    assert due(naive, THREE_DAYS, national_calendar()).due == at("2024-09-17T17:00")


def test_answer_always_carries_the_offset_of_vietnam() -> None:
    answer = due(
        datetime.fromisoformat("2024-09-12T02:00:00+00:00"), THREE_DAYS, national_calendar()
    )

    assert answer.due is not None
    assert answer.due.isoformat() == "2024-09-17T17:00:00+07:00"


def test_far_date_is_counted_too() -> None:
    answer = due(at("2024-09-12T09:00"), Limit(600, LimitUnit.MONTH), national_calendar())

    assert answer.due == at("2074-09-12T17:00")


def test_open_pause_without_a_moment_to_end_it_has_no_provisional_date() -> None:
    answer = due(
        at("2024-09-12T09:00"),
        THREE_DAYS,
        national_calendar(),
        [Pause(at("2024-09-13T10:00"), None)],
    )

    assert (answer.due, answer.provisional) == (None, None)
    assert "chưa có ngày hẹn trả" in answer.explanation.sentences[-1]


def test_pause_opened_this_very_minute_changes_nothing_yet() -> None:
    now = at("2024-09-13T10:00")

    answer = due(at("2024-09-12T09:00"), THREE_DAYS, national_calendar(), [Pause(now, None)], now)

    assert (answer.due, answer.provisional) == (None, at("2024-09-17T17:00"))


def test_short_day_never_promises_an_hour_that_has_passed() -> None:
    hours = [{"valid_from": "2024-01-01", "weekdays": {"4": [["07:30", "11:30"]]}}]
    calendar = Calendar.from_layers([national_layer(), {"name": "đơn vị", "hours": hours}])

    answer = due(at("2024-09-13T14:00"), Limit(1, LimitUnit.SAME_DAY), calendar)

    assert answer.due == at("2024-09-16T17:00")


def test_date_across_a_proposed_feast_carries_a_warning() -> None:
    answer = due(at("2027-02-01T09:00"), Limit(5, LimitUnit.WORKING_DAY), national_calendar())

    assert any("dự kiến" in warning for warning in answer.warnings)


def test_date_in_a_year_not_yet_published_carries_a_warning() -> None:
    answer = due(at("2026-12-30T09:00"), THREE_DAYS, national_calendar())

    assert answer.due == at("2027-01-05T17:00")
    assert any("2027" in warning for warning in answer.warnings)


def test_reasons_are_those_of_the_receipt() -> None:
    explanation = due(at("2026-11-20T10:14"), THREE_DAYS, national_calendar()).explanation

    accepted, *counted = explanation.sentences
    assert accepted == (
        "Thứ Sáu 20/11/2026: tiếp nhận hồ sơ lúc 10:14; "
        "ngày này không tính vào thời hạn 3 ngày làm việc."
    )
    assert counted == [
        "Từ thứ Bảy 21/11 đến Chủ nhật 22/11: nghỉ cuối tuần.",
        "Thứ Hai 23/11: ngày làm việc thứ nhất.",
        "Thứ Ba 24/11: nghỉ lễ: Ngày Văn hóa Việt Nam.",
        "Thứ Tư 25/11: ngày làm việc thứ hai.",
        "Hẹn trả kết quả chậm nhất 17:00 thứ Năm 26/11/2026.",
    ]
    assert [day.number for day in explanation.days] == [None, None, 1, None, 2, 3]
    assert [day.is_off for day in explanation.days] == [False, True, False, True, False, False]


def test_reasons_survive_their_journey_through_json() -> None:
    explanation = due(at("2026-11-20T10:14"), THREE_DAYS, national_calendar()).explanation

    assert Explanation.from_dict(explanation.to_dict()) == explanation


def test_two_dossiers_of_one_day_differ_only_in_their_hour() -> None:
    early = due(at("2026-11-20T08:00"), THREE_DAYS, national_calendar()).explanation
    late = due(at("2026-11-20T16:00"), THREE_DAYS, national_calendar()).explanation

    assert early.sentences[0].replace("08:00", "16:00") == late.sentences[0]
    assert early.sentences[1:] == late.sentences[1:]


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(3, LimitUnit.WORKING_DAY), "3 ngày làm việc"),
        (Limit(8, LimitUnit.WORKING_HOUR), "8 giờ làm việc"),
        (Limit(15, LimitUnit.CALENDAR_DAY), "15 ngày"),
        (Limit(2, LimitUnit.MONTH), "2 tháng"),
        (Limit(1, LimitUnit.SAME_DAY), "trong ngày"),
        (Limit(2, LimitUnit.WORKING_DAY, Policy.CLOCK), "2 ngày làm việc"),
    ],
)
def test_limit_is_said_as_citizens_say_it(limit: Limit, text: str) -> None:
    assert limit_text(limit) == text


@pytest.mark.parametrize(
    ("now", "due_at", "text"),
    [
        ("2026-11-23T09:00", "2026-11-26T17:00", "còn 2 ngày làm việc"),
        ("2026-11-26T14:00", "2026-11-26T17:00", "còn 3 giờ làm việc"),
        ("2026-11-26T16:40", "2026-11-26T17:00", "còn 20 phút làm việc"),
        ("2026-11-26T17:00", "2026-11-26T17:00", "còn 0 phút làm việc"),
        ("2026-11-23T14:00", "2026-11-20T17:00", "quá 5 giờ làm việc"),
        ("2026-11-26T09:00", "2026-11-20T17:00", "quá 3 ngày làm việc"),
        ("2026-11-20T17:10", "2026-11-20T17:00", "vừa quá hạn"),
    ],
)
def test_time_left_is_said_in_working_time(now: str, due_at: str, text: str) -> None:
    assert describe_remaining(national_calendar(), at(now), at(due_at)) == text


def test_working_minutes_leave_out_lunch_nights_and_weekends() -> None:
    calendar = national_calendar()

    assert working_minutes_between(calendar, at("2024-09-13T16:00"), at("2024-09-16T13:30")) == 330
    assert working_minutes_between(calendar, at("2024-09-16T13:30"), at("2024-09-13T16:00")) == 0
