"""The pages of figures: what stands beside each, where it leads, and who may follow."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import CountingRule, DossierFact
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down

pytestmark = pytest.mark.django_db
PROVINCE_QUERIES = 8
"""How far it is counted, the rule (2), the stamp, the place, where units lie, what was registered
as an initiative, how far the portal is read; figures of dossiers are kept."""
LEADER_QUERIES = 11
"""Who is asking (2), the mark, agencies, rule (2), the three reports, what waited before, how far
the portal is read."""
LATE_QUERIES = 11
"""Who is asking, mark, agencies, rule; the list, its dossiers and what they went through."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return the head of an agency, signed in, who also does every kind of work."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def accepted(at_work: AtDesk, number: int, *, days_ago: int, is_done: bool = False) -> Dossier:
    at = MONDAY - timedelta(days=days_ago)
    person = factories.applicant(f"077196{number:06}", full_name=f"Trần Văn Số {number}")
    context = factories.context_of(at_work.desk)
    dossier = accept_at_desk(
        factories.lodging(at_work.procedure, at_work.desk.agency, applicant=person),
        context=context,
        actor=at_work.actor,
        at=at,
    )
    for _step in range(3 if is_done else 0):
        dossier = complete_step(
            dossier.pk, outcome="done", context=context, actor=at_work.actor, at=at
        )
    return dossier


def some(at_work: AtDesk) -> list[Dossier]:
    """Return twelve dossiers settled early, one overdue and one of today; counted."""
    found = [accepted(at_work, number, days_ago=7, is_done=True) for number in range(1, 13)]
    found += [accepted(at_work, 13, days_ago=14), accepted(at_work, 14, days_ago=0)]
    catch_up(at=MONDAY)
    return found


def words(response: Any) -> str:
    """Return what the page says, without its marks."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(unescape(text).split())


def read_csv(response: Any) -> list[list[str]]:
    assert isinstance(response, StreamingHttpResponse)
    content = b"".join(response)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_before_anything_was_counted_the_pages_say_so(at_work: AtDesk) -> None:
    said = words(at_work.client.get(reverse("public:figures")))
    to_heads = words(at_work.client.get(reverse("leader:figures")))

    assert "Số liệu đang được tính lần đầu." in said
    assert "Tính ngay" in to_heads


def test_the_province_shows_rates_with_their_numbers_and_cut_off(at_work: AtDesk) -> None:
    some(at_work)

    said = words(Client().get(reverse("public:figures")))

    assert "Quý IV/2026" in said
    assert "từ 15/09/2026 đến 14/12/2026 · kỳ chưa hết" in said
    assert "100,0 % 12 trên 12 hồ sơ đã giải quyết" in said
    assert "Đang giải quyết, đã quá hạn 1 trên 2 hồ sơ đang giải quyết" in said
    assert "Số liệu đến 14:05, 23/11/2026" in said
    assert "Bản công thức 1, quy tắc từ 01/01/2020" in said
    assert at_work.desk.agency.name in said


def test_nothing_personal_and_no_dossier_is_published(at_work: AtDesk) -> None:
    dossiers = some(at_work)
    agency = at_work.desk.agency

    pages = [
        Client().get(reverse("public:figures")).content.decode(),
        Client().get(reverse("public:agency-figures", args=[agency.code])).content.decode(),
    ]

    for page in pages:
        assert "Trần Văn" not in page
        assert not any(str(dossier) in page for dossier in dossiers)
        assert "/can-bo/ho-so/" not in page


def test_too_few_dossiers_have_no_rate(at_work: AtDesk) -> None:
    accepted(at_work, 1, days_ago=7, is_done=True)
    catch_up(at=MONDAY)
    code = at_work.desk.agency.code

    said = words(Client().get(reverse("public:agency-figures", args=[code])))

    assert "1 trên 1 hồ sơ đã giải quyết. Dưới 10 hồ sơ nên không nêu tỷ lệ." in said
    assert "100,0 %" not in said
    assert "ít hồ sơ" in said


def test_what_is_published_is_counted_once_until_a_fact_moves(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    visitor, address = Client(), reverse("public:figures")
    visitor.get(address)

    with django_assert_num_queries(PROVINCE_QUERIES):
        before = words(visitor.get(address))
    accepted(at_work, 20, days_ago=1, is_done=True)
    catch_up(at=MONDAY)
    after = words(visitor.get(address))

    assert "12 trên 12 hồ sơ đã giải quyết" in before
    assert "13 trên 13 hồ sơ đã giải quyết" in after


@pytest.mark.parametrize("name", ["2026-q5", "2026-t0", "1999", "2026-x", "2126", "x" * 300])
def test_a_period_that_there_is_not_is_not_found(at_work: AtDesk, name: str) -> None:
    some(at_work)

    for view in ("public:figures", "leader:figures"):
        response = at_work.client.get(reverse(view), {"ky": name})
        assert response.status_code == HTTPStatus.NOT_FOUND


def test_the_public_file_is_the_report_as_printed(at_work: AtDesk) -> None:
    some(at_work)
    query = {"ky": "2026-q4", "co-quan": at_work.desk.agency.code}

    rows = read_csv(Client().get(reverse("public:figures-file", args=["csv"]), query))
    book = Client().get(reverse("public:figures-file", args=["xlsx"]), query)
    unknown = Client().get(reverse("public:figures-file", args=["pdf"]), query)

    assert rows[0] == ["Biểu số II.06a/VPCP/KSTT"]
    assert rows[2] == [f"Đơn vị báo cáo: {at_work.desk.agency.name}"]
    numbers = next(n for n, row in enumerate(rows) if row and row[0] == "(1)")
    assert rows[numbers][2:4] == ["(3)=(4)+(5)+(6)", "(4)"]
    assert rows[numbers + 1][:3] == ["1", "Hộ tịch", "14"]
    assert rows[numbers + 2][1:3] == ["Tổng cộng", "14"]
    content = b"".join(book)
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "Tổng cộng" in strings
    assert unknown.status_code == HTTPStatus.NOT_FOUND


def test_a_head_sees_both_clocks_three_dates_and_the_book(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    address = reverse("leader:figures")
    at_work.client.get(address)

    with django_assert_num_queries(LEADER_QUERIES):
        said = words(at_work.client.get(address))

    assert "Ngày hẹn đang có hiệu lực, theo thời điểm 12 0 0 100,0 % 12 trên 12 1" in said
    assert "Ngày hẹn khi chưa xin lỗi, theo ngày 12 0 0" in said
    assert "Đúng hạn theo chỉ số 766 92,9 % 13 trên 14 hồ sơ tiếp nhận trong kỳ" in said
    assert "Cột 4 + 5 của biểu 14 + 0 = 14" in said
    assert "1 hồ sơ quá hạn: thời gian của ai" in said


def test_a_figure_leads_to_its_dossiers_and_they_to_their_pages(at_work: AtDesk) -> None:
    dossiers = some(at_work)
    page = at_work.client.get(reverse("leader:figures")).content.decode()
    link = re.search(r'href="([^"]*cot=c13&amp;linh-vuc=ho-tich)"', page)
    assert link is not None

    listed = at_work.client.get(unescape(link[1]))

    codes = re.findall(r'href="/can-bo/ho-so/([^/"]+)/', listed.content.decode())
    assert codes == [str(dossiers[12])]
    assert "Quá hạn" in words(listed)
    assert "Trần Văn" not in words(listed)
    opened = at_work.client.get(reverse("office:dossier", args=[codes[0]]))
    assert opened.status_code == HTTPStatus.OK


def test_a_field_is_looked_at_alone(at_work: AtDesk) -> None:
    some(at_work)
    address = reverse("leader:figures")
    page = at_work.client.get(address).content.decode()
    link = re.search(r'href="([^"]*linh-vuc=ho-tich)">Hộ tịch', page)
    assert link is not None

    alone = words(at_work.client.get(unescape(link[1])))
    other = words(at_work.client.get(address, {"linh-vuc": "dat-dai"}))

    assert "Chỉ lĩnh vực Hộ tịch. Xem mọi lĩnh vực" in alone
    assert "Ngày hẹn lần đầu, theo thời điểm 12 0 0" in alone
    assert "Sổ theo dõi hồ sơ (mẫu 07)" not in alone
    assert "Kỳ này đơn vị chưa có hồ sơ nào." in other


def test_a_list_is_read_page_by_page_and_taken_away_whole(at_work: AtDesk) -> None:
    for number in range(1, 33):
        accepted(at_work, number, days_ago=1)
    catch_up(at=MONDAY)
    address = reverse("leader:figure-dossiers")

    first = at_work.client.get(address, {"cot": "c11"}).content.decode()
    follow = re.search(r'rel="next" href="([^"]*)"', first)
    assert follow is not None
    second = at_work.client.get(unescape(follow[1])).content.decode()
    rows = read_csv(
        at_work.client.get(reverse("leader:figure-dossiers-file", args=["csv"]), {"cot": "c11"})
    )

    found = re.findall(r'href="/can-bo/ho-so/([^/"]+)/', first + second)
    assert len(found) == len(set(found)) == 32
    assert [row[1] for row in rows[4:]] == found


def test_nobody_sees_the_figures_of_an_agency_they_do_not_lead(at_work: AtDesk) -> None:
    some(at_work)
    other = factories.AgencyFactory.create()

    for view, *args in (
        ("leader:figures",),
        ("leader:figure-dossiers",),
        ("leader:figure-late",),
        ("leader:figures-file", "csv"),
        ("leader:figure-dossiers-file", "xlsx"),
    ):
        response = at_work.client.get(reverse(view, args=args), {"co-quan": other.code})
        assert response.status_code == HTTPStatus.NOT_FOUND


def test_overdue_dossiers_say_whose_time_it_was(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some(at_work)
    address = reverse("leader:figure-late")
    at_work.client.get(address)

    with django_assert_num_queries(LATE_QUERIES):
        said = words(at_work.client.get(address))
    for number in range(30, 40):
        accepted(at_work, number, days_ago=20)
    catch_up(at=MONDAY)
    with django_assert_num_queries(LATE_QUERIES):
        at_work.client.get(address)

    assert "12/11/2026 chưa xong Quá hạn 6 ngày làm việc" in said
    assert "các bước xử lý: 10 ngày làm việc" in said


def test_an_overdue_dossier_whose_later_date_is_open_is_listed_with_the_one_before(
    at_work: AtDesk,
) -> None:
    late = some(at_work)[12]
    # Apologized for after the period, and waiting for papers since: no date holds any more.
    DossierFact.objects.filter(pk=late.pk).update(
        apologized_on=date(2026, 11, 21), due_on=None, due_at=None
    )
    period = {"tu": "01/11/2026", "den": "20/11/2026"}

    counted = words(at_work.client.get(reverse("leader:figures"), period))
    said = words(at_work.client.get(reverse("leader:figure-late"), period))

    assert "1 hồ sơ quá hạn" in counted
    assert str(late) in said
    assert "12/11/2026" in said


def test_days_that_make_no_period_are_told_and_kept(at_work: AtDesk) -> None:
    some(at_work)

    wrong = at_work.client.get(reverse("leader:figures"), {"tu": "31/11/2026", "den": "hôm nay"})
    turned = at_work.client.get(
        reverse("leader:figures"), {"tu": "20/11/2026", "den": "01/11/2026"}
    )
    right = at_work.client.get(
        reverse("leader:figures"), {"tu": "01/11/2026", "den": "20/11/2026"}
    )

    assert wrong.status_code == turned.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="hôm nay"' in wrong.content.decode()
    assert "Ngày cuối đứng trước ngày đầu" in words(turned)
    assert "từ 01/11/2026 đến 20/11/2026" in words(right)


def test_a_head_brings_the_figures_up_to_date(at_work: AtDesk) -> None:
    some(at_work)
    accepted(at_work, 40, days_ago=0)
    back = reverse("leader:figure-late")

    response = at_work.client.post(reverse("leader:figures-refresh"), {"next": back}, follow=True)
    elsewhere = at_work.client.post(
        reverse("leader:figures-refresh"), {"next": "https://example.com/"}
    )

    assert response.redirect_chain == [(back, HTTPStatus.FOUND)]
    assert "Số liệu đã cập nhật, 1 hồ sơ thay đổi." in words(response)
    assert elsewhere.headers["Location"] == reverse("leader:figures")
    assert DossierFact.objects.count() == 15


def test_figures_that_are_old_say_so(at_work: AtDesk) -> None:
    catch_up(at=MONDAY - timedelta(hours=2))

    said = words(at_work.client.get(reverse("leader:figures")))

    assert "Số liệu chưa được cập nhật hơn 30 phút." in said


RULE = {
    "valid_from": "01/12/2026",
    "period_begins_on": "1",
    "minimum_sample": "20",
    "form_code": "Biểu 07a/BTP",
    "form_title": "Kết quả giải quyết",
    "legal_basis": "Thông tư 01",
}


@pytest.fixture
def administrator(client: Client) -> Client:
    return sit_down(client, Role.ADMINISTRATOR).client


def test_an_administrator_sets_how_reports_count(administrator: Client) -> None:
    response = administrator.post(reverse("manage:counting-set"), RULE, follow=True)

    rule = CountingRule.objects.get()
    assert "Đã lưu quy tắc đếm." in words(response)
    assert (rule.valid_from, rule.period_begins_on) == (date(2026, 12, 1), 1)
    assert not rule.waiting_counts_as_settled
    assert "01/12/2026 : kỳ từ ngày 1, nêu tỷ lệ từ 20 hồ sơ" in words(response)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "01/11/2026"}, "Ngày áp dụng không thể ở quá khứ"),
        ({"period_begins_on": "29"}, "Số này lớn quá. Nhiều nhất là 28."),
        ({"minimum_sample": "0"}, "Số này phải từ 1 trở lên."),
        ({"legal_basis": ""}, "Xin ghi văn bản quy định cách đếm này."),
    ],
)
def test_a_rule_that_cannot_be_is_told_and_kept(
    administrator: Client, changes: dict[str, str], sentence: str
) -> None:
    response = administrator.post(reverse("manage:counting-set"), {**RULE, **changes})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(response)
    assert "Biểu 07a/BTP" in response.content.decode()
    assert not CountingRule.objects.exists()


def test_the_rule_of_the_last_day_counts(at_work: AtDesk) -> None:
    some(at_work)
    CountingRule.objects.create(valid_from=date(2026, 12, 1), period_begins_on=1)

    december = words(Client().get(reverse("public:figures"), {"ky": "2026-t12"}))
    november = words(Client().get(reverse("public:figures"), {"ky": "2026-t11"}))

    assert "từ 01/12/2026 đến 31/12/2026" in december
    assert "từ 15/10/2026 đến 14/11/2026" in november


def test_the_clock_of_the_tests_is_the_one_that_counts(at_work: AtDesk) -> None:
    some(at_work)

    said = words(at_work.client.get(reverse("leader:figures")))

    assert datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM) == MONDAY
    assert "Số liệu đến 14:05, 23/11/2026" in said
