"""Rows that follow one another in time never leave a day twice, nor rewrite the past."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from motcua.agencies import validity
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.validity import ValidityError
from tests.factories import OfficerFactory

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)


def put(officer: Officer, first: date, last: date | None = None) -> RoleAssignment:
    row = RoleAssignment(
        officer=officer,
        agency=officer.agency,
        role=Role.CLERK,
        valid_from=first,
        valid_to=last,
    )
    validity.put_in_force(row, RoleAssignment.objects.filter(officer=officer))
    return row


def test_the_next_row_ends_the_last_the_day_before() -> None:
    officer = OfficerFactory.create()
    old = put(officer, START)

    put(officer, date(2026, 6, 1))

    old.refresh_from_db()
    assert old.valid_to == date(2026, 5, 31)


def test_a_row_put_in_before_a_later_one_ends_before_it() -> None:
    officer = OfficerFactory.create()
    put(officer, date(2026, 6, 1))

    earlier = put(officer, START)

    assert earlier.valid_to == date(2026, 5, 31)


def test_two_rows_cannot_begin_on_one_day() -> None:
    officer = OfficerFactory.create()
    put(officer, START)

    with pytest.raises(ValidityError, match="Đã có dòng áp dụng từ 01/01/2026"):
        put(officer, START)


def test_a_row_does_not_end_before_it_begins() -> None:
    officer = OfficerFactory.create()
    row = put(officer, START)

    with pytest.raises(ValidityError, match="không thể kết thúc trước ngày đó"):
        validity.end(row, START - timedelta(days=1))
    with pytest.raises(ValidityError, match="Ngày cuối đang trước ngày đầu"):
        put(officer, date(2026, 3, 1), date(2026, 2, 1))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8, unique=True))
def test_in_whatever_order_rows_come_each_day_has_one(offsets: list[int]) -> None:
    officer = OfficerFactory.create()

    for offset in offsets:
        put(officer, START + timedelta(days=offset))

    rows = RoleAssignment.objects.filter(officer=officer)
    for day in range(min(offsets), 62):
        assert rows.valid_on(START + timedelta(days=day)).count() == 1
