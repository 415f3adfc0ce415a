"""Late dossiers by cause: counted, recorded by their head, and nobody else."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.indicators.models import LateCause
from motcua.indicators.statutory.conditions import conditions
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.manage_pages import sign_in
from tests.web.test_figures_pages import some, words

pytestmark = pytest.mark.django_db
NOVEMBER = {"ky": "2026-t11", "moc": "lich"}
PAGE_QUERIES = 12
"""Who is asking (2), mark, agencies, rule; the list, causes, apologies, the counts.

Which causes there are is asked by the counts, the list and the choice."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def record(client: Client, code: str | None, cause: str) -> tuple[int, str]:
    address = reverse("leader:late-causes-record", query=NOVEMBER)
    answer = client.post(address, {f"nguyen-nhan-{code}": cause}, follow=True)
    return answer.status_code, words(answer)


def test_a_head_records_why_and_the_figures_follow(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    late = some(at_work)[12]

    at_work.client.get(reverse("leader:late-causes"), NOVEMBER)
    with django_assert_num_queries(PAGE_QUERIES):
        before = words(at_work.client.get(reverse("leader:late-causes"), NOVEMBER))
    status, after = record(at_work.client, late.code, "phoi-hop")
    by_agency = words(at_work.client.get(reverse("leader:report", args=["06d"]), NOVEMBER))
    record(at_work.client, late.code, "phoi-hop")

    assert "Chưa ghi 1 Tổng cộng 1" in before
    assert (status, "Đã ghi nguyên nhân của 1 hồ sơ." in after) == (HTTPStatus.OK, True)
    assert "Cơ quan phối hợp trả lời chậm 1" in after
    assert "Tổng cộng 1 0 0 1 0 0 0 0 0 0" in by_agency
    row = LateCause.objects.get()
    assert (row.dossier_id, row.recorded_by) == (late.pk, at_work.officer)


def test_what_is_wrong_is_said_and_what_was_chosen_kept(at_work: AtDesk) -> None:
    late = some(at_work)[12]

    unknown = record(at_work.client, late.code, "troi-mua")
    nothing = record(at_work.client, late.code, "")

    assert unknown[0] == nothing[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không có trong danh sách" in unknown[1]
    assert "ít nhất một hồ sơ" in nothing[1]
    assert not LateCause.objects.exists()


def test_only_who_leads_the_agency_records(at_work: AtDesk) -> None:
    late = some(at_work)[12]
    stranger = Client()
    head = factories.OfficerFactory.create(
        agency=factories.AgencyFactory.create(), roles=[Role.APPROVER]
    )
    assert head.account is not None
    stranger.force_login(head.account, "motcua.accounts.backends.AccountBackend")

    status, _said = record(stranger, late.code, "phoi-hop")

    assert status == HTTPStatus.FORBIDDEN
    assert not LateCause.objects.exists()


def test_what_was_recorded_is_never_changed(at_work: AtDesk) -> None:
    late = some(at_work)[12]
    record(at_work.client, late.code, "phoi-hop")

    with pytest.raises(ProgrammingError), transaction.atomic():
        LateCause.objects.update(cause="khac")


def test_an_administrator_adds_a_cause_and_heads_choose_it(at_work: AtDesk) -> None:
    late = some(at_work)[12]
    administrator = Client()
    sign_in(administrator)
    page, setting = reverse("manage:late-causes"), reverse("manage:late-cause-set")

    refused = administrator.post(setting, {"label": "Khác", "is_offered": "on"})
    administrator.post(setting, {"label": "Chờ kinh phí", "is_offered": "on"})
    record(at_work.client, late.code, "cho-kinh-phi")
    told = words(at_work.client.get(reverse("leader:late-causes"), NOVEMBER))
    typed = {"code": "cho-kinh-phi", "label": "Chờ tiền", "is_offered": ""}
    administrator.post(setting, typed)
    later = at_work.client.get(reverse("leader:late-causes"), NOVEMBER).content.decode()

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert LateCause.objects.get().cause == "cho-kinh-phi"
    assert "Chờ kinh phí 1" in told
    assert conditions()["late_cho-kinh-phi"].label == "Quá hạn: Chờ tiền"
    assert "Chờ tiền" in later
    assert '<option value="cho-kinh-phi"' not in later
    assert "Chờ tiền" in words(administrator.get(page))
