"""Clock, money, references to law, and early, on time or late."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from motcua.kernel import clock, wording
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from motcua.kernel.legal import LegalRef
from motcua.kernel.limits import LimitError
from motcua.kernel.money import Dong, format_dong
from motcua.kernel.punctuality import Punctuality, by_day, by_instant

DUE = datetime(2024, 9, 13, 17, tzinfo=VIETNAM)


@time_machine.travel("2026-11-22T20:30:00+00:00", tick=False)
def test_day_is_vietnams_wherever_the_server_stands() -> None:
    assert clock.today() == date(2026, 11, 23)
    assert clock.now() == datetime(2026, 11, 23, 3, 30, tzinfo=VIETNAM)


def test_instant_of_another_zone_is_told_in_vietnams_time() -> None:
    assert clock.local(datetime(2024, 9, 12, 2, tzinfo=UTC)).hour == 9
    assert clock.day_of(datetime(2024, 9, 12, 18, tzinfo=UTC)) == date(2024, 9, 13)


def test_money_is_written_with_points() -> None:
    assert format_dong(Dong(1_250_000)) == "1.250.000 đồng"


def test_law_is_cited_as_lawyers_cite_it() -> None:
    decree = "Nghị định 61/2018/NĐ-CP"

    assert str(LegalRef(decree, 19, 4)) == "Điều 19 khoản 4, Nghị định 61/2018/NĐ-CP"
    assert str(LegalRef(decree, 19)) == "Điều 19, Nghị định 61/2018/NĐ-CP"
    assert str(LegalRef(decree, 6, 2, "b")) == "Điều 6 khoản 2 điểm b, Nghị định 61/2018/NĐ-CP"


@pytest.mark.parametrize(
    ("finished", "day", "instant"),
    [
        (datetime(2024, 9, 12, 18, tzinfo=VIETNAM), Punctuality.EARLY, Punctuality.EARLY),
        (datetime(2024, 9, 13, 8, tzinfo=VIETNAM), Punctuality.ON_TIME, Punctuality.ON_TIME),
        (DUE, Punctuality.ON_TIME, Punctuality.ON_TIME),
        (datetime(2024, 9, 13, 17, 1, tzinfo=VIETNAM), Punctuality.ON_TIME, Punctuality.LATE),
        (datetime(2024, 9, 14, 7, tzinfo=VIETNAM), Punctuality.LATE, Punctuality.LATE),
        (datetime(2024, 9, 12, 18, tzinfo=UTC), Punctuality.ON_TIME, Punctuality.ON_TIME),
    ],
)
def test_reports_compare_days_and_the_index_compares_instants(
    finished: datetime, day: Punctuality, instant: Punctuality
) -> None:
    assert by_day(finished, DUE) is day
    assert by_instant(finished, DUE) is instant


def test_promise_is_kept_unless_late() -> None:
    assert [word.label for word in Punctuality if word.is_kept] == ["Trước hạn", "Đúng hạn"]
    assert Punctuality.LATE.label == "Quá hạn"


def test_error_a_person_can_mend_has_a_stable_code() -> None:
    assert issubclass(LimitError, DomainError)
    assert LimitError.code == "limit"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "thứ nhất"), (4, "thứ tư"), (10, "thứ mười"), (11, "thứ 11")]
)
def test_days_are_counted_in_words_up_to_ten(number: int, text: str) -> None:
    assert wording.ordinal(number) == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(150, "2 giờ 30 phút"), (480, "8 giờ"), (20, "20 phút")]
)
def test_working_time_is_said_in_hours(minutes: int, text: str) -> None:
    assert wording.duration(minutes) == text
