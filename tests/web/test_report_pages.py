"""The pages of reports that are templates: figures, files, and the dossiers behind them."""

import io
import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.indicators.statutory.shipped import shipped_versions
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import read_csv, some, words

pytestmark = pytest.mark.django_db
REPORT_QUERIES = 10
"""Who is asking (2), mark, agencies, rule, templates, facts, what waits (2), procedures."""
NOVEMBER = {"ky": "2026-t11", "moc": "lich"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return the head of an agency, signed in, who also does every kind of work."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def page(client: Client, view: str, *args: str, **query: str) -> str:
    response = client.get(reverse(view, args=args or None), {**NOVEMBER, **query})
    assert response.status_code == HTTPStatus.OK
    return words(response)


def test_before_anything_was_counted_the_pages_say_so(at_work: AtDesk) -> None:
    assert "Tính ngay" in page(at_work.client, "leader:reports")
    assert "Số liệu đang được tính lần đầu." in page(Client(), "public:report", "07a")


def test_a_head_reads_07a_and_the_dossiers_behind_it(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)

    page(at_work.client, "leader:report", "07a")
    with django_assert_num_queries(REPORT_QUERIES):
        said = page(at_work.client, "leader:report", "07a")
    behind = page(at_work.client, "leader:report-dossiers", "07a", cot="c19")
    sums = page(at_work.client, "leader:report-dossiers", "07a", cot="c10")

    assert "Biểu số 07a/BTP: Tháng 11/2026" in said
    assert "từ 01/11/2026 đến 30/11/2026 · kỳ chưa hết" in said
    assert "Tổng cộng 14 0 0 0 0 14 0 12 0 12 0 0 0 0 2 1 1 0 0 0 0 0 0 0 0" in said
    assert "biểu 07a từ 01/01/2026" in said
    assert "Có phép kiểm không khớp" not in said
    assert "Chưa kết thúc mà ngày hẹn đã qua" in behind
    assert behind.count("Quá hạn") == 1
    assert sums.count("Trước hạn") >= 12


def test_the_period_is_cut_as_the_reader_wants(at_work: AtDesk) -> None:
    some(at_work)

    by_decree = page(at_work.client, "leader:report", "07a", moc="15")
    old = page(at_work.client, "leader:figures")
    public = page(Client(), "public:figures", moc="15")
    wrong = at_work.client.get(reverse("leader:report", args=["07a"]), {"moc": "khac"})

    assert "từ 15/10/2026 đến 14/11/2026" in by_decree
    assert "Từ ngày 15 tháng trước" in by_decree
    assert "từ 01/11/2026 đến 30/11/2026" in old
    assert "từ 15/10/2026 đến 14/11/2026" in public
    assert wrong.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("key", [one.key for one in shipped_versions()])
def test_each_report_is_taken_away_in_every_form(at_work: AtDesk, key: str) -> None:
    some(at_work)

    def taken(form: str) -> Any:
        address = reverse("leader:report-file", args=[key, form])
        return at_work.client.get(address, NOVEMBER)

    rows = read_csv(taken("csv"))
    told = json.loads(taken("json").content)
    pdf = taken("pdf")
    book = taken("xlsx")

    assert any(row[:2] == ["", "Tổng cộng"] for row in rows)
    assert told["report"] == key
    assert told["not_adding_up"] == []
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].endswith('-20261101-20261130.pdf"')
    with ZipFile(io.BytesIO(b"".join(book))) as archive:
        assert "<mergeCell" in archive.read("xl/worksheets/sheet1.xml").decode()
    assert taken("doc").status_code == HTTPStatus.NOT_FOUND


def test_everybody_reads_what_is_public_and_nothing_else(at_work: AtDesk) -> None:
    dossiers = some(at_work)
    code = at_work.desk.agency.code

    listed = page(Client(), "public:reports")
    said = page(Client(), "public:report", "07a", **{"co-quan": code})
    hidden = Client().get(reverse("public:report", args=["06d"]), NOVEMBER)

    assert "Biểu số 07a/BTP" in listed
    assert "06d" not in listed
    assert at_work.desk.agency.name in said
    assert not any(str(one) in said for one in dossiers)
    assert hidden.status_code == HTTPStatus.NOT_FOUND


def test_nobody_sees_the_report_of_an_agency_they_do_not_lead(at_work: AtDesk) -> None:
    some(at_work)
    other = factories.AgencyFactory.create()

    for view, args in (
        ("leader:report", ["07a"]),
        ("leader:report-file", ["07a", "csv"]),
        ("leader:report-dossiers", ["07a"]),
        ("leader:report-dossiers-file", ["07a", "csv"]),
    ):
        asked = {**NOVEMBER, "co-quan": other.code, "cot": "c3"}
        answer = at_work.client.get(reverse(view, args=args), asked)
        assert answer.status_code == HTTPStatus.NOT_FOUND, view


def test_an_inspector_sees_the_whole_province_without_dossiers(at_work: AtDesk) -> None:
    some(at_work)
    inspector = Client()
    officer = factories.OfficerFactory.create(
        agency=factories.AgencyFactory.create(), roles=[Role.AUDITOR]
    )
    assert officer.account is not None
    inspector.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    whole = {"co-quan": "toan-tinh"}

    said = page(inspector, "leader:report", "06d", **whole)
    behind = inspector.get(
        reverse("leader:report-dossiers", args=["06d"]), {**NOVEMBER, **whole, "cot": "c3"}
    )
    not_theirs = at_work.client.get(reverse("leader:report", args=["06d"]), whole)

    assert f"{at_work.desk.agency.name} 1" in said
    assert behind.status_code == HTTPStatus.NOT_FOUND
    assert not_theirs.status_code == HTTPStatus.NOT_FOUND
