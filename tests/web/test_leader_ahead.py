"""The head's look ahead and back: what may be late and whose it is, guesses, where time went."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.services.steps import assign_step
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import DossierFact
from tests.factories import AgencyFactory, OfficerFactory
from tests.indicators.cases import instant
from tests.indicators.stock import Stock
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import accepted, some, words
from tests.web.test_public_ledger import signed_in

pytestmark = pytest.mark.django_db
AHEAD_QUERIES = 10
"""Who is asking (2), what is due (2), holders, paces, the past (3), the calendar's agency."""
LOST_QUERIES = 12
"""Who is asking (2), mark, agencies, rule; which, dossiers, steps, questions, pauses; lengths."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return the head of an agency, signed in, who also does every kind of work."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def page(at_work: AtDesk, name: str, **query: str) -> str:
    response = at_work.client.get(reverse(f"leader:{name}"), query)
    assert response.status_code == HTTPStatus.OK
    return words(response)


def behind(dossier: Dossier) -> None:
    """Let the open step have used up its time an hour ago."""
    Step.objects.filter(dossier=dossier, closed_at=None).update(
        due_at=MONDAY - timedelta(hours=1), warn_at=MONDAY - timedelta(hours=5)
    )


def test_an_empty_agency_says_so(at_work: AtDesk) -> None:
    said = page(at_work, "outlook")

    assert "0 hồ sơ đến hạn trong bảy ngày; 0 có thể trễ." in said
    assert "Bảy ngày tới chưa hồ sơ nào có dấu hiệu trễ." in said
    assert "Chưa đủ dữ liệu để đoán." in said


def test_what_may_be_late_is_named_with_whose_it_is_and_why(at_work: AtDesk) -> None:
    officer = OfficerFactory.create(
        agency=at_work.desk.agency, full_name="Phạm Quốc Việt", roles=[Role.HANDLING_OFFICER]
    )
    slow, calm = accepted(at_work, 1, days_ago=3), accepted(at_work, 2, days_ago=0)
    assign_step(slow.pk, order=1, officer_id=officer.pk, actor=SYSTEM, at=MONDAY)
    behind(slow)
    late = accepted(at_work, 3, days_ago=14)

    said = page(at_work, "outlook")

    assert "2 hồ sơ đến hạn trong bảy ngày; 1 có thể trễ." in said
    assert f"{slow} " in said
    assert "bước này đã dùng hết thời gian được giao Phạm Quốc Việt" in said
    assert str(calm) not in said
    assert str(late) not in said


def test_a_step_given_to_nobody_says_so(at_work: AtDesk) -> None:
    behind(accepted(at_work, 1, days_ago=3))

    assert "chưa giao ai" in page(at_work, "outlook")


def test_nobody_sees_what_is_behind_elsewhere(at_work: AtDesk) -> None:
    slow = accepted(at_work, 1, days_ago=3)
    behind(slow)
    stranger = signed_in(Role.APPROVER, AgencyFactory.create())

    response = stranger.get(reverse("leader:outlook"))

    assert response.status_code == HTTPStatus.OK
    assert str(slow) not in words(response)


def test_the_weeks_of_work_are_what_is_held_by_the_pace_of_four_weeks(at_work: AtDesk) -> None:
    some(at_work)
    officer = OfficerFactory.create(
        agency=at_work.desk.agency, full_name="Phạm Quốc Việt", roles=[Role.HANDLING_OFFICER]
    )
    held = accepted(at_work, 41, days_ago=0)
    assign_step(held.pk, order=1, officer_id=officer.pk, actor=SYSTEM, at=MONDAY)
    Step.objects.filter(closed_at__isnull=False).update(closed_by=officer)

    said = page(at_work, "outlook")

    # 36 steps in four weeks are nine a week.
    assert "Phạm Quốc Việt Chuyên viên thụ lý" in said
    assert re.search(r"Phạm Quốc Việt .* 1 0 9,0 0,1", said)


def test_two_weeks_are_guessed_with_the_error_of_past_guesses(at_work: AtDesk) -> None:
    stock = Stock()
    catch_up(at=MONDAY)
    with stock.emptied():
        for number in range(1, 7 * 16):
            day = MONDAY.date() - timedelta(days=number)
            if day.weekday() < 5:
                for _dossier in range(2):
                    at = instant(f"{day}T10:00")
                    due = at + timedelta(days=2)
                    stock.put(
                        Fact(at, Dates(due, due, due), Outcome.FINISHED, due),
                        agency_id=at_work.desk.agency.pk,
                    )

        response = at_work.client.get(reverse("leader:outlook"))

    said, html = words(response), response.content.decode()
    assert "Khoảng 18 hồ sơ trong hai tuần; những lần thử sai trung bình" in said
    assert "Sai số một ngày:" in said
    assert "dot--before" in html
    assert "stroke-dasharray" in html


def test_looking_ahead_asks_the_same_number_of_questions_however_much_there_is(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    behind(accepted(at_work, 1, days_ago=3))
    catch_up(at=MONDAY)
    address = reverse("leader:outlook")
    at_work.client.get(address)

    with django_assert_num_queries(AHEAD_QUERIES):
        at_work.client.get(address)
    for number in range(2, 9):
        behind(accepted(at_work, number, days_ago=3))
    catch_up(at=MONDAY)
    with django_assert_num_queries(AHEAD_QUERIES):
        at_work.client.get(address)


def test_where_time_went_is_told_for_holders_steps_and_procedures(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    # As if each had taken two days: what was begun before was two days earlier.
    Dossier.objects.filter(finished_at__isnull=False).update(
        submitted_at=F("submitted_at") - timedelta(days=4)
    )
    address = reverse("leader:lost-time")
    at_work.client.get(address)

    with django_assert_num_queries(LOST_QUERIES):
        response = at_work.client.get(address)

    said = words(response)
    assert "Của 12 hồ sơ xong trong kỳ." in said
    assert "Bộ phận một cửa: tiếp nhận, chuyển" in said
    assert "Mọi thủ tục 12 0,0 ngày 0,0 ngày" in said
    assert 'aria-labelledby="cua-ai-t cua-ai-d"' in response.content.decode()


def test_a_period_without_finished_dossiers_says_so(at_work: AtDesk) -> None:
    some(at_work)

    assert "Kỳ này chưa có hồ sơ nào xử lý xong." in page(at_work, "lost-time", ky="2024-q1")
    missing = at_work.client.get(reverse("leader:lost-time"), {"co-quan": "khong-co"})
    assert missing.status_code == HTTPStatus.NOT_FOUND


def test_before_anything_was_counted_the_page_says_so(at_work: AtDesk) -> None:
    assert "Tính ngay" in page(at_work, "lost-time")


def test_the_sample_is_named_as_one(at_work: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    some(at_work)
    monkeypatch.setattr("motcua.indicators.outlook.SAMPLE", 5)

    assert "Của 5 hồ sơ xong gần nhất trong kỳ." in page(at_work, "lost-time")
    assert DossierFact.objects.filter(ended_on=date(2026, 11, 16)).count() == 12
