"""What one reads of a dossier that ended, came back, or goes through two agencies."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.documents.models import FormTemplate, StoredFile
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.ending import MoneyEnding, stop_dossier, withdraw_dossier
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.kernel.clock import VIETNAM
from motcua.web.public import tracking
from motcua.web.throttle import Throttle
from tests import factories
from tests.dossiers.test_linked import linked_process
from tests.dossiers.test_pausing import accepted, ask, ask_money, finished, go_on
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory
from tests.web.test_tracking import officer_of

pytestmark = pytest.mark.django_db
FRIDAY_MORNING = datetime(2024, 9, 13, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    factories.form_templates()
    factories.message_templates()
    # Form 05 is newer than the calendar of these tests.
    FormTemplate.objects.filter(kind="stop").update(valid_from=factories.LONG_AGO)
    monkeypatch.setattr(tracking, "throttle", Throttle())
    with time_machine.travel(FRIDAY_MORNING, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    return officer_of(desk)


@pytest.fixture
def dossier(desk: Desk, everybody: Actor) -> Dossier:
    """Return a dossier accepted on Thursday 12/9, due on Thursday 19/9."""
    return accepted(desk, everybody)


def ending(desk: Desk, actor: Actor) -> dict[str, Any]:
    return {
        "reason": "Không còn nhu cầu",
        "money": MoneyEnding.NONE,
        "money_basis": "",
        "returned_papers": ["Tờ khai"],
        "context": factories.context_of(desk),
        "actor": actor,
        "at": FRIDAY_MORNING,
    }


def followed(client: Client, dossier: Dossier) -> Any:
    return client.get(f"/tra-cuu/{dossier.tracking_code}/")


@pytest.mark.parametrize("was_waiting", [False, True])
def test_a_dossier_taken_back_has_no_date_any_more(
    client: Client, dossier: Dossier, desk: Desk, everybody: Actor, *, was_waiting: bool
) -> None:
    if was_waiting:
        ask(dossier, desk, everybody, FRIDAY_MORNING - timedelta(hours=1))
    withdraw_dossier(dossier.pk, **ending(desk, everybody))

    page = followed(client, dossier)

    assertContains(page, "Hồ sơ đã rút theo yêu cầu")
    assertContains(page, "mẫu 05")
    assertNotContains(page, "Hẹn trả kết quả thứ")
    assertNotContains(page, "tạm tính")
    assertNotContains(page, "Không còn nhu cầu")


def test_a_dossier_that_was_stopped_says_where_the_reason_is(
    client: Client, dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    stop_dossier(dossier.pk, **ending(desk, everybody))

    page = followed(client, dossier)

    assertContains(page, "Hồ sơ đã dừng giải quyết")
    assertContains(page, "Lý do ghi trong thông báo")


def test_a_dossier_opened_again_says_so_with_the_date_before(
    client: Client, dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    stop_dossier(dossier.pk, **ending(desk, everybody))
    reopen_dossier(
        dossier.pk,
        reason="Dừng nhầm",
        legal_basis="Điều 19",
        working_days=6,
        context=factories.context_of(desk),
        actor=everybody,
        at=FRIDAY_MORNING,
    )

    page = followed(client, dossier)

    assertContains(page, "Hồ sơ được mở lại để giải quyết tiếp")
    assertContains(page, "Lần trước hẹn thứ Năm 19/09/2024.")
    assertContains(page, "Mở lại hồ sơ lúc 09:00")
    assertContains(page, "Hẹn trả kết quả thứ Hai 23/09")


def test_a_refusal_after_appraisal_is_said_to_who_has_the_paper_only(
    client: Client, dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    done = finished(dossier, desk, everybody, FRIDAY_MORNING)
    file = StoredFile.objects.create(
        sha256="ab" * 32,
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        stored_at=FRIDAY_MORNING,
    )
    Result.objects.create(
        dossier=done,
        outcome=Result.Outcome.REFUSED,
        title="Trả lời",
        reasons=["Không đủ điều kiện"],
        file=file,
        made_at=FRIDAY_MORNING,
    )

    assertContains(followed(client, dossier), "Hồ sơ không đủ điều kiện giải quyết")
    by_code = client.get(f"/tra-cuu/{dossier.code}/")
    assertNotContains(by_code, "không đủ điều kiện")
    assertContains(by_code, "Mời ông/bà nhận kết quả")


def test_a_finished_dossier_that_waits_for_money_is_done_and_says_what_to_pay(
    client: Client, dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    done = finished(dossier, desk, everybody, FRIDAY_MORNING)
    ask_money(done, desk, everybody, FRIDAY_MORNING)

    page = followed(client, dossier)

    assertContains(page, "Đã xong")
    assertContains(page, "Ông/bà cần nộp tiền")
    assertNotContains(page, "tạm tính")
    go_on(done, desk, everybody, FRIDAY_MORNING)
    assertContains(followed(client, dossier), "Mời ông/bà nhận kết quả")


def test_a_linked_procedure_shows_both_dates_in_their_order(
    client: Client, desk: Desk, everybody: Actor
) -> None:
    department = AgencyFactory.create(province=desk.agency.province, name="Sở Tư pháp")
    channels = [
        {**channel, "limit": {"value": 10, "unit": "working_day"}}
        for channel in factories.CONTENT["channels"]
    ]
    procedure = ProcedureFactory.create(
        content={"channels": channels, "process": linked_process(department)}
    )
    dossier = accept_at_desk(
        factories.lodging(procedure, desk.agency),
        context=factories.context_of(desk),
        actor=everybody,
        at=THURSDAY_MORNING,
    )

    page = followed(client, dossier)

    # 960 minutes of both first steps are two working days.
    assertContains(page, f"Việc của {desk.agency.name}: xong trước thứ Hai 16/09, 17:00.")
    assertContains(page, "Sau đó Sở Tư pháp giải quyết")
    assertContains(page, "thứ Năm 26/09, 17:00.")
