"""The pages of published reports: entered, what does not agree, listed, files for everybody."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from motcua.agencies.roles import Role
from motcua.indicators.models import ReportedReport
from motcua.indicators.reported.entering import Entry, enter
from motcua.indicators.reported.figures import Stated
from motcua.reference.reports import load_reports
from motcua.web.office.reported_forms import initial_of
from tests.web.test_figures_pages import words
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6
ONE_QUERIES = 8
TYPED = {
    "province": "Lâm Đồng",
    "body": "toàn tỉnh",
    "period_start": "01/12/2019",
    "period_end": "29/02/2020",
    "resolved": "643.272",
    "early_on_time": "635593",
    "late": "7 677",
    "reported_ontime_pct": "98,81",
    "denominator": "resolved",
    "source": "Báo Lâm Đồng, 18/3/2020",
    "viec": "luu",
}
OFF_BY_TWO = "635.593 + 7.677 = 643.270, báo cáo ghi đã giải quyết 643.272, lệch 2."


@pytest.fixture(scope="module")
def world(world: World, django_db_blocker: DjangoDbBlocker) -> World:
    """Return the world with the reports that are shipped."""
    with django_db_blocker.unblock():
        load_reports(at=MONDAY)
    return world


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def reformer(world: World) -> Client:
    account = world.here.officers[Role.REFORM_OFFICER].account
    assert account is not None
    client = Client()
    client.force_login(account, "motcua.accounts.backends.AccountBackend")
    return client


def ref(code: str) -> list[Any]:
    return [ReportedReport.objects.get(code=code).group]


def test_findings_are_shown_before_it_is_kept_and_what_was_typed_stays(reformer: Client) -> None:
    before = ReportedReport.objects.count()
    shown = reformer.post(reverse("office:reported-new"), TYPED)

    assert shown.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert OFF_BY_TWO in words(shown)
    assert 'value="643.272"' in shown.content.decode()
    assert ReportedReport.objects.count() == before
    kept = reformer.post(reverse("office:reported-new"), {**TYPED, "biet": "1"}, follow=True)
    assert OFF_BY_TWO in words(kept)
    assert "635.593/643.272 = 98,806 %, tính trên đã giải quyết" in words(kept)
    assert ReportedReport.objects.count() == before + 1


def test_only_looking_keeps_nothing_and_what_agrees_is_kept_at_once(reformer: Client) -> None:
    before = ReportedReport.objects.count()
    fine = {**TYPED, "resolved": "643270"}

    looked = reformer.post(reverse("office:reported-new"), {**fine, "viec": "kiem-tra"})
    assert looked.status_code == HTTPStatus.OK
    assert "Các số kiểm được đều khớp nhau." in words(looked)
    assert ReportedReport.objects.count() == before
    assert reformer.post(reverse("office:reported-new"), fine).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"resolved": "64.32"}, "Xin ghi một số nguyên"),
        ({"reported_ontime_pct": "rất cao"}, "Xin ghi tỷ lệ như đã in"),
        ({"source": ""}, "Xin ghi số lấy từ đâu"),
        ({"period_end": "01/01/2019"}, "Ngày cuối kỳ đứng trước ngày đầu"),
        ({"agency_code": "H99"}, "Không có cơ quan mang mã này"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    reformer: Client, changed: dict[str, str], sentence: str
) -> None:
    refused = reformer.post(reverse("office:reported-new"), {**TYPED, **changed})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(refused)
    assert 'value="Lâm Đồng"' in refused.content.decode()


def test_a_correction_keeps_the_version_before(reformer: Client) -> None:
    where = ref("hue-muc4")
    before = ReportedReport.objects.get(code="hue-muc4")
    typed = {name: value or "" for name, value in initial_of(before).items()}
    changed = {**typed, "on_time": "391", "reason": "Đọc nhầm cột", "biet": "1"}

    done = reformer.post(reverse("office:reported-correct", args=where), changed, follow=True)

    assert "Đọc nhầm cột" in words(done)
    old = Client().get(reverse("public:reported-one", args=where), {"ban": "1"})
    assert "952 + 388 + 268 = 1.608" in words(old)
    assert "Đây là bản cũ." in words(old)


def test_everybody_reads_reports_with_their_source(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    del world
    client = Client()
    with django_assert_max_num_queries(LIST_QUERIES):
        listed = client.get(reverse("public:reported"))
    assert words(listed).count("chỗ không khớp") == 4
    assert "UBND xã An Ngãi" in words(client.get(reverse("public:reported"), {"tim": "an ngãi"}))
    assert "Không có báo cáo nào." in words(
        client.get(reverse("public:reported"), {"nam": "1999", "bo": "-1"})
    )
    with django_assert_max_num_queries(ONE_QUERIES):
        one = words(client.get(reverse("public:reported-one", args=ref("an-ngai-2024"))))
    assert "744/747 = 99,598 %, tính trên tiếp nhận trong kỳ" in one
    assert "Báo Bà Rịa - Vũng Tàu" in one


def test_our_own_figure_stands_beside_the_published_one(world: World, reformer: Client) -> None:
    stated = Stated({"received": 20}, first=date(2026, 11, 1), last=date(2026, 11, 30))
    agency = world.here.agency
    entry = Entry("BRVT", agency.name, stated, "Báo cáo tháng", agency_id=agency.pk)
    kept = enter(entry, actor=world.here.actor(Role.AUDITOR), at=MONDAY)

    page = words(reformer.get(reverse("office:reported-one", args=[kept.group])))

    assert "Hệ thống đếm hồ sơ của UBND xã An Bình trong cùng kỳ" in page
    assert "Tiếp nhận trong kỳ 20" in page


def test_files_hold_what_the_pages_say(world: World) -> None:
    del world
    client = Client()
    table = client.get(reverse("public:reported-file", args=["csv"]))
    assert isinstance(table, StreamingHttpResponse)
    text = b"".join(table).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    everything = client.get(reverse("public:reported-file", args=["json"])).json()
    one = client.get(reverse("public:reported-one-file", args=ref("ld-2020q1-all"))).json()

    assert len(rows) == len(everything["bao_cao"]) == 16
    assert [each["loai"] for each in one["khong_khop"]] == ["sum", "left-over"]
    assert {row["so_hieu"] for row in rows} == {each["so_hieu"] for each in everything["bao_cao"]}
    missing = client.get(reverse("public:reported-file", args=["xlsx"]))
    assert missing.status_code == HTTPStatus.NOT_FOUND
