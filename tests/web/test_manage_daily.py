"""The administrator's page of daily jobs, and what the first page says of them."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.conf.jobs import JOBS
from motcua.dossiers.models import JobRun, Step
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.notifications.models import Message
from tests import factories
from tests.factories import DeskFactory, ProcedureFactory
from tests.web.manage_pages import MONDAY, address, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def ran(name: str, *, hours_ago: int = 7, done: int = 3, problems: tuple[str, ...] = ()) -> None:
    at = MONDAY - timedelta(hours=hours_ago)
    JobRun.objects.create(
        name=name,
        started_at=at,
        finished_at=at,
        done=done,
        problems=[["H06.25.00-261123-0001", why] for why in problems],
    )


def test_each_job_says_when_it_ran_and_what_it_could_not_do(client: Client) -> None:
    sign_in(client)
    ran("digest")
    ran("apologies", problems=("Hồ sơ đang chờ người nộp.",))

    page = client.get(address("daily"))

    assertContains(page, "Chưa chạy lần nào", count=len(JOBS) - 2)
    assertContains(page, "Xong, còn chỗ chưa làm được", count=1)
    assertContains(page, "Hồ sơ đang chờ người nộp.")


def test_a_job_is_put_in_the_queue_once(client: Client) -> None:
    sign_in(client)

    first = client.post(address("daily-run", "digest"))
    second = client.post(address("daily-run", "digest"), follow=True)

    assertRedirects(first, address("daily"), fetch_redirect_response=False)
    assertContains(second, "Việc này đang chờ chạy rồi.")
    asked = ProcrastinateJob.objects.get().args
    # The job is told apart in the log as belonging to the click.
    assert asked == {"name": "digest", "request_id": first.headers["X-Request-ID"]}


def test_a_job_that_does_not_exist_is_not_run(client: Client) -> None:
    sign_in(client)

    response = client.post(address("daily-run", "xoa-het"))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_an_auditor_looks_on(client: Client) -> None:
    sign_in(client, Role.AUDITOR)

    assertNotContains(client.get(address("daily")), "Chạy ngay")
    assert client.post(address("daily-run", "digest")).status_code == HTTPStatus.FORBIDDEN


def test_the_first_page_tells_of_a_missed_morning_and_of_mail_that_waits(client: Client) -> None:
    sign_in(client)
    ran("digest", hours_ago=30)
    ran("calendar", hours_ago=24 * 20)
    Message.objects.create(
        key="x",
        topic="ready",
        recipient="a@b.vn",
        subject="Xong",
        body="Xong",
        next_attempt_at=MONDAY,
        created_at=MONDAY - timedelta(hours=2),
    )

    page = client.get(address("home"))

    assertContains(page, "Việc hằng ngày lỡ giờ hoặc dở dang: Thư sáng cho cán bộ và lãnh đạo.")
    assertContains(page, "1 thư chờ gửi đã hơn một giờ.")


def test_what_is_stuck_is_counted_for_administrators_without_its_code(client: Client) -> None:
    sign_in(client)
    factories.form_templates()
    desk = DeskFactory.create()
    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, Role.HANDLING_OFFICER, agency=desk.agency),
        at=MONDAY,
    )
    Step.objects.update(role=Role.CASHIER)

    page = client.get(address("daily"))

    assertContains(page, "Không ai giữ vai trò của bước")
    assertNotContains(page, str(dossier.code))
    assertContains(client.get(address("home")), "1 hồ sơ mà không ai đi tiếp được.")
