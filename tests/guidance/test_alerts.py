"""Organisers hear of gaps: in the morning, and at once when somebody falls out."""

from datetime import date

import pytest

from motcua.accounts.models import Account
from motcua.dossiers.daily.jobs import Report
from motcua.guidance.alerts import tell_of_absence, tell_of_gaps
from motcua.guidance.models import Shift
from motcua.notifications.models import Message
from tests.guidance.unit import MONDAY, Guided, open_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Guided:
    """Return a unit with an afternoon shift and an organiser who reads mail."""
    unit = open_unit()
    Account.objects.filter(officer=unit.organiser.officer_id).update(email="dieu.phoi@example.vn")
    unit.pattern(least=2, least_of={str(unit.women.pk): 1})
    unit.published()
    return unit


@pytest.mark.usefixtures("unit")
def test_gaps_are_written_once_a_day() -> None:
    report = Report()

    tell_of_gaps(at=MONDAY, report=report)
    tell_of_gaps(at=MONDAY, report=report)

    [letter] = Message.objects.all()
    assert report.done == 1
    assert "Ca chiều, 25/11" in letter.body
    assert "thiếu 1 người của Hội Phụ nữ, 1 người" in letter.body
    assert "24/11" not in letter.body


@pytest.mark.usefixtures("unit")
def test_without_gaps_nobody_is_written_to() -> None:
    Shift.objects.update(least=0, least_of={})

    tell_of_gaps(at=MONDAY, report=Report())

    assert not Message.objects.exists()


@pytest.mark.usefixtures("unit")
def test_a_week_nobody_laid_out_is_told() -> None:
    at = MONDAY.replace(day=27)

    tell_of_gaps(at=at, report=Report())

    assert "30/11" in Message.objects.get().body
    assert "chưa công bố" in Message.objects.get().body


def test_whoever_falls_out_of_a_published_shift_is_told_of_at_once(unit: Guided) -> None:
    shift = Shift.objects.get(on=date(2026, 11, 25))

    tell_of_absence(unit.desk.agency_id, [shift], key="vang:1", at=MONDAY)
    Shift.objects.filter(pk=shift.pk).update(published_at=None)
    shift.refresh_from_db()
    tell_of_absence(unit.desk.agency_id, [shift], key="vang:2", at=MONDAY)

    assert Message.objects.count() == 1
