"""The shipped calendar is the published one, and the levels of a calendar decide rightly."""

from datetime import date
from typing import Any

import pytest

from motcua.kernel.layers import AfterHours, CalendarError, DayKind, Layer, Session
from motcua.kernel.workdays import Calendar, missing_years, national_calendar, national_layer
from tests.vectors import vectors

SHIPPED_YEARS = range(2023, 2028)
# The library lacks the swap of the first working days of 2026, announced on 25/12/2025.
KNOWN_DIFFERENCES = {2026: {"2026-01-02"}}
KNOWN_EXTRA_WORK = {2026: ["2026-01-10"]}
MORNING, AFTERNOON = Session(450, 690), Session(780, 1020)


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param(vector, id=vector["id"])
        for vector in vectors("calendar", "public_holidays")
        if vector["year"] in SHIPPED_YEARS
    ],
)
def test_days_off_are_the_published_ones(vector: dict[str, Any]) -> None:
    year = vector["year"]
    days = [day for day in national_layer().days if day.day.year == year]

    off = {day.day.isoformat() for day in days if day.kind is DayKind.HOLIDAY}
    worked = sorted(day.day.isoformat() for day in days if day.kind is DayKind.MAKEUP)

    assert off ^ set(vector["days_off"]) == KNOWN_DIFFERENCES.get(year, set())
    assert worked == sorted(vector["working_weekend_days"] + KNOWN_EXTRA_WORK.get(year, []))
    assert not any(national_calendar().is_working_day(date.fromisoformat(day)) for day in off)
    assert all(national_calendar().is_working_day(date.fromisoformat(day)) for day in worked)


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param(vector, id=vector["id"])
        for vector in vectors("calendar", "lunar")
        if vector["lunar"][2] in SHIPPED_YEARS
    ],
)
def test_moon_feasts_fall_on_days_off(vector: dict[str, Any]) -> None:
    note = national_calendar().day_note(date.fromisoformat(vector["solar"]))

    assert note is not None
    assert note.kind is DayKind.HOLIDAY
    expected = "Tết Nguyên đán" if vector["lunar"][:2] == [1, 1] else "Giỗ Tổ Hùng Vương"
    assert note.title.startswith(expected)


def test_every_shipped_day_names_its_law() -> None:
    assert all(day.legal_basis and day.title for day in national_layer().days)


def test_only_days_of_2027_that_nobody_has_decided_are_proposed() -> None:
    proposed = {day.day for day in national_layer().days if day.is_proposed}

    assert proposed == {*(date(2027, 2, n) for n in range(4, 11)), date(2027, 9, 3)}


def test_culture_day_is_off_from_2026() -> None:
    calendar = national_calendar()

    assert calendar.is_working_day(date(2025, 11, 24))
    assert not calendar.is_working_day(date(2026, 11, 24))


def test_national_hours_are_morning_and_afternoon() -> None:
    calendar = national_calendar()

    assert calendar.sessions_on(date(2024, 9, 12)) == (MORNING, AFTERNOON)
    assert calendar.sessions_on(date(2024, 9, 14)) == ()
    assert calendar.standard_day_minutes == 480
    assert calendar.after_hours is AfterHours.SAME_DATE


def test_unpublished_year_is_warned_of() -> None:
    calendar = national_calendar()

    assert calendar.warnings_for(date(2026, 12, 31)) == ()
    assert "2027" in calendar.warnings_for(date(2027, 6, 1))[0]
    assert calendar.published_until == date(2026, 12, 31)


def test_count_across_a_proposed_feast_is_warned_of() -> None:
    warnings = national_calendar().warnings_between(date(2027, 2, 1), date(2027, 2, 20))

    assert any("dự kiến" in warning and "Tết" in warning for warning in warnings)


def test_monitor_names_the_years_that_are_missing() -> None:
    assert missing_years(national_calendar(), date(2026, 11, 23)) == [2027, 2028]
    assert missing_years(national_calendar(), date(2025, 8, 1)) == []


def entry(day: str, kind: str, **more: object) -> dict[str, object]:
    return {"date": day, "kind": kind, "title": "ngày riêng", **more}


def unit(*days: dict[str, object], **more: object) -> Calendar:
    return Calendar.from_layers([national_layer(), {"name": "đơn vị", "days": days, **more}])


def test_makeup_day_works_the_sessions_of_the_day_it_replaces() -> None:
    hours = [{"valid_from": "2024-01-01", "weekdays": {"4": [["08:00", "12:00"]]}}]
    calendar = unit(entry("2024-09-14", "MAKEUP", replaces="2024-09-13"), hours=hours)

    assert calendar.sessions_on(date(2024, 9, 14)) == (Session(480, 720),)


def test_on_one_level_a_makeup_day_beats_a_holiday() -> None:
    calendar = unit(
        entry("2024-09-12", "MAKEUP", sessions=[["07:30", "11:30"]]),
        entry("2024-09-12", "HOLIDAY"),
    )

    assert calendar.sessions_on(date(2024, 9, 12)) == (MORNING,)


def test_reception_takes_time_from_processing() -> None:
    calendar = unit(entry("2024-09-12", "RECEPTION_ONLY", sessions=[["13:00", "17:00"]]))

    assert calendar.sessions_on(date(2024, 9, 12)) == (MORNING,)
    assert calendar.reception_sessions_on(date(2024, 9, 12)) == (AFTERNOON,)


def test_reception_on_a_holiday_is_no_working_day() -> None:
    calendar = unit(entry("2024-09-02", "RECEPTION_ONLY", sessions=[["07:30", "11:30"]]))

    assert not calendar.is_working_day(date(2024, 9, 2))
    assert calendar.reception_sessions_on(date(2024, 9, 2)) == (MORNING,)


def test_weekly_reception_rests_on_holidays() -> None:
    hours = [
        {
            "valid_from": "2024-01-01",
            "weekdays": {},
            "reception_only": {"5": [["07:30", "11:30"]]},
        }
    ]
    calendar = unit(entry("2024-09-14", "HOLIDAY"), hours=hours)

    assert calendar.reception_sessions_on(date(2024, 9, 14)) == ()
    assert calendar.reception_sessions_on(date(2024, 9, 21)) == (MORNING,)


def test_hours_change_on_the_day_they_come_into_force() -> None:
    winter = {"valid_from": "2024-10-01", "valid_to": "2025-03-31"}
    hours = [{**winter, "weekdays": {str(n): [["08:00", "11:30"]] for n in range(5)}}]
    calendar = unit(hours=hours)

    assert calendar.sessions_on(date(2024, 9, 30)) == (MORNING, AFTERNOON)
    assert calendar.sessions_on(date(2024, 10, 1)) == (Session(480, 690),)
    assert calendar.sessions_on(date(2025, 4, 1)) == (MORNING, AFTERNOON)


def test_calendar_survives_its_journey_through_json() -> None:
    calendar = unit(
        entry("2024-09-14", "MAKEUP", replaces="2024-09-13"),
        after_hours="next_session",
        after_hours_basis="Quyết định của tỉnh",
    )

    again = Calendar.from_dict(calendar.to_dict())

    assert again == calendar
    assert again.digest() == calendar.digest()
    assert hash(again) == hash(calendar)
    assert again != national_calendar()


def test_digest_does_not_depend_on_the_order_of_the_days() -> None:
    first, second = entry("2024-09-12", "HOLIDAY"), entry("2024-09-13", "HOLIDAY")

    assert unit(first, second).digest() == unit(second, first).digest()


@pytest.mark.parametrize(
    ("layer", "word"),
    [
        pytest.param({"days": [entry("2024-02-30", "HOLIDAY")]}, "2024-02-30", id="no such day"),
        pytest.param({"days": [entry("2024-02-28", "PARTY")]}, "PARTY", id="no such kind"),
        pytest.param({"days": [entry("2024-02-28", "MAKEUP")]}, "28/2/2024", id="makeup of what"),
        pytest.param(
            {"days": [entry("2024-02-28", "RECEPTION_ONLY")]}, "28/2/2024", id="reception when"
        ),
        pytest.param(
            {"days": [entry("2024-02-28", "HOLIDAY", sessions=[["07:30", "11:30"]])]},
            "28/2/2024",
            id="work on a holiday",
        ),
        pytest.param(
            {"days": [entry("2024-02-28", "HOLIDAY"), entry("2024-02-28", "HOLIDAY")]},
            "hai lần",
            id="told twice",
        ),
        pytest.param(
            {"days": [entry("2024-02-28", "HOLIDAY", status="?")]}, "proposed", id="status"
        ),
        pytest.param({"days": "x"}, "danh sách", id="days are a list"),
        pytest.param({"days": ["x"]}, "dòng", id="a day is an object"),
        pytest.param({"hours": [{"valid_from": "x"}]}, "x", id="hours from when"),
        pytest.param(
            {"hours": [{"valid_from": "2024-02-01", "valid_to": "2024-01-01"}]},
            "hiệu lực",
            id="hours that end before they begin",
        ),
        pytest.param(
            {"hours": [{"valid_from": "2024-02-01", "weekdays": {"7": []}}]},
            "thứ Hai",
            id="eighth day",
        ),
        pytest.param({"standard_day_minutes": 0}, "số phút", id="no standard day"),
        pytest.param({"after_hours": "never"}, "same_date", id="after hours"),
        pytest.param({"name": 5}, "name", id="name"),
    ],
)
def test_slip_in_a_layer_is_refused_with_a_sentence(layer: dict[str, object], word: str) -> None:
    with pytest.raises(CalendarError, match=word):
        Layer.from_dict(layer)


@pytest.mark.parametrize(
    "sessions",
    [
        pytest.param([["11:30", "07:30"]], id="backwards"),
        pytest.param([["07:30", "11:30"], ["11:00", "12:00"]], id="overlapping"),
        pytest.param([["07:30"]], id="half"),
        pytest.param([["7h30", "11:30"]], id="not a time"),
        pytest.param([["07:30", "24:00"]], id="past midnight"),
        pytest.param("07:30", id="not a list"),
    ],
)
def test_sessions_that_make_no_sense_are_refused(sessions: object) -> None:
    with pytest.raises(CalendarError):
        unit(entry("2024-09-12", "MAKEUP", sessions=sessions))


def test_calendar_without_hours_is_refused() -> None:
    with pytest.raises(CalendarError):
        Calendar.from_layers([{"name": "trống"}])


def test_calendar_that_is_no_calendar_is_refused() -> None:
    with pytest.raises(CalendarError):
        Calendar.from_dict({"layers": "x"})
