"""The pages of index 766: order, items, what would raise it, the next formula, entries."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.indicators.index766 import items
from motcua.indicators.index766.shipped import shipped_versions
from motcua.indicators.indexing.closing import close_period
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import CountingRule, IndexInput, IndexRun, IndexVersion
from motcua.indicators.periods import NamedPeriod
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import accepted, read_csv, some

pytestmark = pytest.mark.django_db
KEPT_QUERIES = 9
"""How far it is counted, the rule (2), the stamp (2), what moved (2), what the job has
counted, the place; it is kept."""
UNIT_QUERIES = 13
"""The same without the place, the closed periods; of the period before the rule (2), the stamp,
what moved (2) without a look at the installation: it is kept, too."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


@pytest.fixture
def administrator(client: Client) -> Client:
    return sit_down(client, Role.ADMINISTRATOR).client


def words(response: Any) -> str:
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(unescape(text).split())


def ranking(**query: str) -> str:
    return words(Client().get(reverse("public:index-766"), query))


def of_unit(at_work: AtDesk, **query: str) -> str:
    code = at_work.desk.agency.code
    return words(Client().get(reverse("public:index-766-unit", args=[code]), query))


def test_before_anything_was_counted_the_pages_say_so(at_work: AtDesk) -> None:
    assert "Số liệu đang được tính lần đầu." in ranking()
    assert "Số liệu đang được tính lần đầu." in of_unit(at_work)


def test_units_stand_in_their_order_with_n_and_class(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    address = reverse("public:index-766")
    visitor = Client()
    visitor.get(address)

    with django_assert_num_queries(KEPT_QUERIES):
        said = words(visitor.get(address))

    assert "Chỉ số 766, Quý IV/2026" in said
    assert f"1 {at_work.desk.agency.name} Cấp xã" in said
    assert "14 hồ sơ" in said
    assert "Mọi đơn vị 1 Cấp xã 1" in said
    assert "Áp dụng từ 23/06/2022" in said
    assert "Số liệu Đến 14:05, 23/11/2026" in said


def test_a_unit_shows_each_item_with_part_whole_and_points(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    address = reverse("public:index-766-unit", args=[at_work.desk.agency.code])
    visitor = Client()
    visitor.get(address)

    with django_assert_num_queries(UNIT_QUERIES):
        said = words(visitor.get(address))

    assert "1 trên 1 đơn vị: Cấp xã." in said
    assert "2 Hồ sơ đúng hạn" in said
    assert "13 trên 14 hồ sơ; khoảng tin cậy" in said
    assert "18,57 trên 20,00" in said
    assert "+1,43 điểm : 1 hồ sơ nữa đúng hạn, là đủ điểm" in said
    assert "không có phản ánh nào theo công thức là đủ điểm 6,00 trên 6,00 0,00" in said
    assert "chưa tính được Hệ thống chưa kết nối Cổng Dịch vụ công quốc gia" in said


def test_too_few_dossiers_are_not_ranked(at_work: AtDesk) -> None:
    accepted(at_work, 1, days_ago=7, is_done=True)
    catch_up(at=MONDAY)

    said = ranking()

    assert "1 đơn vị dưới 10 hồ sơ, chưa xếp hạng" in said
    assert f"{at_work.desk.agency.name} : 1 hồ sơ" in said
    assert "Chưa xếp hạng: cần từ 10 hồ sơ." in of_unit(at_work)


def test_a_period_without_dossiers_says_so(at_work: AtDesk) -> None:
    some(at_work)

    assert "Kỳ này chưa có hồ sơ nào." in ranking(ky="2026-t1")
    assert "Kỳ này đơn vị chưa tiếp nhận hồ sơ nào." in of_unit(at_work, ky="2026-t1")


@pytest.mark.parametrize("query", [{"ky": "2026-q9"}, {"ky": "x"}, {"cap": "troi"}])
def test_what_there_is_not_is_not_found(at_work: AtDesk, query: dict[str, str]) -> None:
    some(at_work)

    response = Client().get(reverse("public:index-766"), query)

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_unit_that_there_is_not_is_not_found(at_work: AtDesk) -> None:
    some(at_work)

    response = Client().get(reverse("public:index-766-unit", args=["H99"]))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_closed_month_is_shown_as_it_was_closed(at_work: AtDesk) -> None:
    some(at_work)
    named = NamedPeriod.parse("2026-t11")
    run = close_period(named, MONDAY + timedelta(days=3650), at=MONDAY)
    assert run is not None

    said = of_unit(at_work, ky="2026-t11")
    by_calendar = of_unit(at_work, ky="2026-t11", moc="lich")
    close_period(NamedPeriod.parse("2026-t12"), MONDAY + timedelta(days=3650), at=MONDAY)
    address = reverse("public:index-766-unit", args=[at_work.desk.agency.code])
    line = Client().get(address, {"ky": "2026-t12"}).content.decode()

    assert "Đã khóa, bản 1: mọi việc ghi trước 0 giờ" in said
    assert "Những kỳ đã khóa" in said
    assert "bản 1, trước 0 giờ" in said
    assert "được tính lúc xem, không khóa" in by_calendar
    assert "từ 01/11/2026 đến 30/11/2026" in by_calendar
    assert "Theo Quy tắc đếm, không theo cách chia kỳ đang chọn" in by_calendar
    assert "Chỉ số 766 qua các kỳ đã khóa" in line
    assert "điểm, Tháng 11/2026, đến " in line
    assert IndexRun.objects.count() == 2


def test_the_reader_chooses_by_which_day_periods_begin(at_work: AtDesk) -> None:
    some(at_work)

    page = Client().get(reverse("public:index-766"), {"moc": "lich", "ky": "2026-q4"})
    figures = words(Client().get(reverse("public:figures"), {"moc": "lich", "ky": "2026-q4"}))

    assert "từ 01/10/2026 đến 31/12/2026" in words(page)
    assert "moc=lich" in page.content.decode()
    assert "ky=2026-q3&amp;moc=lich" in page.content.decode()
    assert "từ 15/09/2026 đến 14/12/2026" in ranking(ky="2026-q4", moc="15")
    assert "từ 01/10/2026 đến 31/12/2026" in figures
    response = Client().get(reverse("public:index-766"), {"moc": "16"})
    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_head_reads_what_was_lost_since_the_period_before_and_which_dossiers(
    at_work: AtDesk,
) -> None:
    for number in range(20, 32):
        accepted(at_work, number, days_ago=30, is_done=True)
    found = some(at_work)
    CountingRule.objects.create(valid_from=date(2020, 1, 1), period_begins_on=1)
    close_period(NamedPeriod.parse("2026-t10"), MONDAY + timedelta(days=3650), at=MONDAY)
    query = {"ky": "2026-t11"}
    address = reverse("public:index-766-unit", args=[at_work.desk.agency.code])

    page = at_work.client.get(address, query)
    listed = at_work.client.get(
        reverse("leader:index-766-missing"), {**query, "chi-so": items.PROGRESS}
    )

    said = words(page)
    assert "Vì sao tăng, giảm so với Tháng 10/2026" in said
    assert (
        "2 Hồ sơ đúng hạn 100,0 % 12 trên 12 92,9 % 13 trên 14 1,43 điểm"
        in said[said.index("Vì sao") :]
    )
    assert "1 hồ sơ không đúng hạn Thêm 1 hồ sơ nữa đúng hạn là bằng kỳ trước." in said
    assert "chi-so=DVC_PROGRESS" in page.content.decode()
    assert "chi-so=" not in Client().get(address, query).content.decode()
    assert "13 trên 14 đạt, 1 không đạt" in words(listed)
    assert str(found[12].code) in words(listed)
    assert str(found[0].code) not in words(listed)


def test_machines_read_every_item_with_what_it_rests_on(at_work: AtDesk) -> None:
    some(at_work)
    code = at_work.desk.agency.code
    address = reverse("public:index-766-unit", args=[code])

    document = Client().get(reverse("public:index-766"), {"format": "json"}).json()
    own = Client().get(address, {"format": "json"}).json()
    lines = read_csv(Client().get(address, {"format": "csv"}))

    assert (document["period"], document["periods_begin_on"]) == ("2026-q4", 15)
    (unit,) = document["units"]
    assert (unit["code"], unit["place"], unit["received"]) == (code, 1, 14)
    (progress,) = [one for one in unit["items"] if one["key"] == items.PROGRESS]
    assert progress == {
        "number": "2",
        "key": items.PROGRESS,
        "label": "Hồ sơ đúng hạn",
        "max": "20",
        "score": "18.57",
        "numerator": 13,
        "denominator": 14,
        "source": "",
    }
    assert own["units"] == document["units"]
    assert len(lines) == 1 + len(unit["items"])
    assert lines[5][9:16] == ["2", items.PROGRESS, "Hồ sơ đúng hạn", "20", "18.57", "13", "14"]


def test_a_head_finds_the_way_from_their_page(at_work: AtDesk) -> None:
    page = at_work.client.get(reverse("leader:home")).content.decode()
    address = reverse("public:index-766-unit", args=[at_work.desk.agency.code])

    assert f'href="{address}"' in page


def typed(**changes: str) -> dict[str, str]:
    formula = shipped_versions()[0].formula
    found = {"valid_from": "01/01/2027", "legal_basis": "Quyết định mới", "scales_missing": "on"}
    for key, rule in formula.items.items():
        found[f"max_{key}"] = str(rule.max)
        found[f"full_{key}"] = str(rule.full)
    for number, bound in enumerate(formula.classes):
        found[f"class_{number}"] = str(bound)
    return {**found, **changes}


def test_an_administrator_sets_the_next_formula(administrator: Client) -> None:
    changes = {f"max_{items.PROGRESS}": "18,5", f"max_{items.SYNC}": "7,5"}

    response = administrator.post(reverse("manage:index-766-set"), typed(**changes), follow=True)

    assert "Đã lưu công thức." in words(response)
    assert "01/01/2027 : Quyết định mới" in words(response)
    stored = IndexVersion.objects.get()
    assert stored.valid_from == date(2027, 1, 1)
    assert stored.document["items"][items.PROGRESS]["max"] == "18.5"
    assert stored.document["items"][items.ONLINE_DOSSIERS]["times"] == items.SYNC


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "23/11/2026"}, "phải áp dụng từ một ngày sau hôm nay"),
        ({f"max_{items.PROGRESS}": "21"}, "phải là 100, đang là 101"),
        ({f"max_{items.PROGRESS}": "nhiều"}, "Điểm là một số"),
        ({f"max_{items.PROGRESS}": "1,234"}, "hai số lẻ"),
        ({f"full_{items.PROGRESS}": "0"}, "Số này phải từ 1 trở lên."),
        ({"class_1": "95"}, "phải giảm dần"),
        ({"legal_basis": ""}, "Xin ghi văn bản quy định công thức này."),
    ],
)
def test_a_formula_that_cannot_be_is_told_and_kept(
    administrator: Client, changes: dict[str, str], sentence: str
) -> None:
    response = administrator.post(
        reverse("manage:index-766-set"), typed(**{f"max_{items.REUSED}": "2.00", **changes})
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(response)
    assert 'value="2.00"' in response.content.decode()
    assert not IndexVersion.objects.exists()


ENTRY = {
    "month": "11/2026",
    "key": items.SYNC,
    "part": "9",
    "whole": "10",
    "source": "Bảng đồng bộ của Cổng quốc gia, xem 20/11/2026",
}


def test_what_is_entered_is_shown_with_its_source(client: Client) -> None:
    at_work = sit_down(client, Role.DESK_OFFICER, Role.ADMINISTRATOR)
    accepted(at_work, 1, days_ago=1)
    catch_up(at=MONDAY)
    agency, admin = at_work.desk.agency, at_work.client

    said = words(
        admin.post(
            reverse("manage:index-766-input"), {**ENTRY, "agency": agency.code}, follow=True
        )
    )

    assert "Đã ghi số liệu" in said
    assert "9 trên 10" in said
    row = IndexInput.objects.get()
    assert (row.agency, row.month, row.part) == (agency, date(2026, 11, 1), 9)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agency": "Sở Trời"}, "Không có cơ quan nào có mã hoặc tên"),
        ({"month": "13/2026"}, "Xin ghi như 11/2026."),
        ({"month": "12/2026"}, "Tháng này chưa tới."),
        ({"key": items.PROGRESS}, "Lựa chọn này không còn."),
        ({"part": "11"}, "Tử số đang lớn hơn mẫu số."),
        ({"source": ""}, "Xin ghi số liệu lấy từ đâu"),
    ],
)
def test_an_entry_that_cannot_be_is_told_and_kept(
    administrator: Client, changes: dict[str, str], sentence: str
) -> None:
    agency = factories.AgencyFactory.create()

    response = administrator.post(
        reverse("manage:index-766-input"), {**ENTRY, "agency": agency.code, **changes}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(response)
    assert 'value="10"' in response.content.decode()
    assert not IndexInput.objects.exists()
