"""The digest of a unit: a page, a printed one, and a letter to the heads who want it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.models import RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily.jobs import Report
from motcua.indicators.digest import Rhythm, Told
from motcua.indicators.digest_mail import send_digests_of_units
from motcua.indicators.models import DigestReader
from motcua.indicators.rates import Rate
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import some, words

pytestmark = pytest.mark.django_db
NEXT_MONDAY = datetime(2026, 11, 30, 7, 25, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    found = sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
    assert found.officer.account is not None
    found.officer.account.email = "lanh-dao@example.vn"
    found.officer.account.save()
    return found


def sent(at: datetime) -> list[Message]:
    report = Report()
    send_digests_of_units(at=at, report=report)
    assert report.problems == []
    return list(Message.objects.filter(topic="unit-digest").order_by("pk"))


def sign_up(at_work: AtDesk, *rhythms: str) -> Any:
    address = reverse("leader:digest-subscribe")
    return at_work.client.post(address, {"nhan": list(rhythms)}, follow=True)


def test_a_week_and_a_month_are_of_the_calendar() -> None:
    week = Rhythm.WEEK.last_over(NEXT_MONDAY.date())
    month = Rhythm.MONTH.last_over(NEXT_MONDAY.date())

    assert week.words == "từ 23/11/2026 đến 29/11/2026"
    assert month.words == "từ 01/10/2026 đến 31/10/2026"
    assert Rhythm.MONTH.before(month).words == "từ 01/09/2026 đến 30/09/2026"


@pytest.mark.parametrize(
    ("now", "before", "said", "change"),
    [
        pytest.param(3, 1, "3", "+2", id="more"),
        pytest.param(1, 1, "1", "không đổi", id="the same"),
        pytest.param(Rate(9, 10, 10), Rate(8, 10, 10), "90,0 % (9 trên 10)", "+10,0 điểm", id="x"),
        pytest.param(Rate(1, 2, 10), Rate(8, 10, 10), "1 trên 2 (ít nên không", "", id="few"),
        pytest.param(Rate(0, 0, 10), Rate(8, 10, 10), "chưa có", "", id="none"),
    ],
)
def test_a_line_says_what_changed(
    now: int | Rate, before: int | Rate, said: str, change: str
) -> None:
    line = Told("Dòng", now, before, "")

    assert line.words.startswith(said)
    assert line.change == change


def test_a_head_reads_and_prints_one_page(at_work: AtDesk) -> None:
    some(at_work)
    query = {"loai": "month", "ngay": "2026-11-23"}

    said = words(at_work.client.get(reverse("leader:digest"), query))
    pdf = at_work.client.get(reverse("leader:digest-file"), query)
    wrong = at_work.client.get(reverse("leader:digest"), {"ngay": "hôm qua"})

    assert "Bản tin tháng từ 01/11/2026 đến 30/11/2026" in said
    assert "100,0 % (12 trên 12)" in said
    assert "Hồ sơ đang quá hạn nằm ở:" in said
    assert "Bảy ngày tới có" in said
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content.count(b"/Type /Page\n") <= 1
    assert wrong.status_code == HTTPStatus.NOT_FOUND


def test_who_signs_up_has_it_by_mail_once_and_nothing_personal_in_it(at_work: AtDesk) -> None:
    dossiers = some(at_work)
    said = words(sign_up(at_work, "week"))

    first, again = sent(NEXT_MONDAY), sent(NEXT_MONDAY + timedelta(days=1))

    assert "Đã ghi." in said
    assert first == again
    (letter,) = first
    assert letter.recipient == "lanh-dao@example.vn"
    assert letter.subject.startswith("Bản tin tuần từ 23/11/2026")
    assert "- Tiếp nhận: 1; kỳ trước 12 (-11)" in letter.body
    assert "ngay=2026-11-23" in letter.body
    assert "Trần Văn" not in letter.body
    assert at_work.officer.full_name not in letter.body
    assert not any(str(one) in letter.body for one in dossiers)


def test_who_signs_off_or_leads_no_longer_has_none(at_work: AtDesk) -> None:
    some(at_work)
    sign_up(at_work, "week", "month")
    sign_up(at_work, "month")

    assert [reader.rhythm for reader in DigestReader.objects.all()] == ["month"]
    assert sent(NEXT_MONDAY) == []
    RoleAssignment.objects.filter(role=Role.APPROVER).delete()
    assert sent(datetime(2026, 12, 1, 1, 0, tzinfo=UTC)) == []


def test_nobody_reads_that_of_another_agency(at_work: AtDesk) -> None:
    some(at_work)
    other = factories.AgencyFactory.create()

    for view in ("leader:digest", "leader:digest-file"):
        answer = at_work.client.get(reverse(view), {"co-quan": other.code})
        assert answer.status_code == HTTPStatus.NOT_FOUND
