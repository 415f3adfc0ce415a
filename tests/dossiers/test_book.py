"""The book of dossiers: one agency, one year, numbered from 1, in order, and printable."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.documents.form_layouts import FormKind, shipped_form
from motcua.documents.rendering import render_pdf
from motcua.dossiers import book
from motcua.dossiers.book import (
    BookError,
    Entry,
    Period,
    book_payload,
    entries,
    month_of,
    opened_on,
    quarter_of,
)
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

WORKERS = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
SEPTEMBER = Period(date(2024, 9, 1), date(2024, 9, 30))
YEAR_2024 = Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a commune's desk."""
    del db
    factories.form_templates()
    factories.message_templates()
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*WORKERS, agency=desk.agency)


def accepted(
    desk: Desk, officer: Actor, number: int = 1, at: datetime = THURSDAY_MORNING, **fields: Any
) -> Dossier:
    person = factories.applicant(f"077190{number:06}", full_name=f"Trần Văn Số {number}")
    agency = fields.pop("agency", desk.agency)
    procedure = fields.pop("procedure", None) or ProcedureFactory.create()
    return accept_at_desk(
        factories.lodging(procedure, agency, **{"applicant": person, **fields}),
        context=factories.context_of(desk),
        actor=officer,
        at=at,
    )


def numbers(rows: list[Entry]) -> list[int]:
    return [row.number for row in rows]


def test_the_book_is_read_in_the_order_of_its_numbers_and_begins_anew_each_year(
    desk: Desk, officer: Actor
) -> None:
    december = datetime(2024, 12, 31, 16, tzinfo=VIETNAM)
    january = datetime(2025, 1, 2, 8, tzinfo=VIETNAM)
    for number, at in enumerate(
        (THURSDAY_MORNING, THURSDAY_MORNING + timedelta(hours=1), december, january), start=1
    ):
        accepted(desk, officer, number, at)

    assert numbers(entries(desk.agency, SEPTEMBER)) == [1, 2]
    assert numbers(entries(desk.agency, YEAR_2024)) == [1, 2, 3]
    assert numbers(entries(desk.agency, Period(january.date(), january.date()))) == [1]
    assert opened_on(desk.agency, 2024) == THURSDAY_MORNING.date()
    assert opened_on(desk.agency, 2019) == date(2019, 1, 1)


def test_a_book_holds_what_its_own_agency_received(desk: Desk, officer: Actor) -> None:
    other: Desk = DeskFactory.create()
    there = factories.actor_with(*WORKERS, agency=other.agency)
    mine = accepted(desk, officer, 1)
    accepted(other, there, 2)
    sent = accepted(desk, officer, 3, agency=AgencyFactory.create(province=desk.agency.province))

    rows = entries(desk.agency, SEPTEMBER)

    assert [row.dossier for row in rows] == [mine, sent]
    assert (rows[1].sent_at, rows[1].agency) == (None, sent.agency.name)


def test_a_row_says_what_the_columns_of_form_07_want(desk: Desk, officer: Actor) -> None:
    dossier = accepted(desk, officer)
    context = factories.context_of(desk)
    friday = THURSDAY_MORNING + timedelta(days=1)
    for _step in range(3):
        complete_step(dossier.pk, outcome="done", context=context, actor=officer, at=friday)
    return_result(
        dossier.pk,
        collector=factories.applicant("077190000099", full_name="Lê Văn Tám"),
        proof="Giấy ủy quyền 12/9",
        has_receipt=True,
        actor=officer,
        at=friday,
    )

    (row,) = book_payload(
        desk.agency, SEPTEMBER, desk=context.desk, keeper="Lê Thị Thu Hà", at=friday
    )["rows"]

    assert row == {
        "number": 1,
        "code": dossier.code,
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "sets": 1,
        "applicant": "Trần Văn Số 1",
        "contact": "Ấp Một, xã An Ngãi; 0900000012",
        "agency": desk.agency.name,
        "accepted_at": "2024-09-12T09:00+07:00",
        "due_at": "2024-09-17T17:00+07:00",
        "sent_at": "2024-09-12T09:00+07:00",
        "result_at": "2024-09-13T09:00+07:00",
        "returned_at": "2024-09-13T09:00+07:00",
        "result_channel": "Tại quầy",
        "collector": "Lê Văn Tám (Giấy ủy quyền 12/9)",
        "note": None,
    }


def test_a_date_that_moved_stands_in_the_notes_beside_the_first(
    desk: Desk, officer: Actor
) -> None:
    dossier = accepted(desk, officer)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=datetime(2024, 9, 20, 17, tzinfo=VIETNAM))

    (row,) = entries(desk.agency, SEPTEMBER)

    assert row.note == "Hẹn lại 20/09/2024"


def test_a_row_whose_people_are_erased_still_has_its_number(desk: Desk, officer: Actor) -> None:
    accepted(desk, officer)
    DossierPersonalData.objects.all().delete()

    (row,) = entries(desk.agency, SEPTEMBER)

    assert (row.number, row.address, row.phone) == (1, "", "")


def test_the_book_is_read_page_by_page_in_three_queries(
    desk: Desk, officer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    procedure = ProcedureFactory.create()
    for number in range(1, 8):
        accepted(desk, officer, number, procedure=procedure)

    with django_assert_num_queries(3):
        first = entries(desk.agency, SEPTEMBER, most=5)
    second = entries(desk.agency, SEPTEMBER, after=first[-1].number, most=5)

    assert (numbers(first), numbers(second)) == ([1, 2, 3, 4, 5], [6, 7])


def test_a_book_too_long_for_one_print_says_what_to_do(
    desk: Desk, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST_PRINTED", 1)
    procedure = ProcedureFactory.create()
    for number in (1, 2):
        accepted(desk, officer, number, procedure=procedure)

    with pytest.raises(BookError, match=r"hơn 1 hồ sơ.*khoảng ngắn hơn"):
        book_payload(
            desk.agency,
            SEPTEMBER,
            desk=factories.context_of(desk).desk,
            keeper="",
            at=THURSDAY_MORNING,
        )


@pytest.mark.parametrize("count", [0, 1, 40, 500])
def test_the_printed_book_has_every_row_once_on_landscape_pages(count: int) -> None:
    form = shipped_form(FormKind.BOOK, on=date(2026, 11, 23))
    assert form is not None
    row = {
        "code": "H29.68-261123-0001",
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "sets": 1,
        "applicant": "Đỗ Nguyễn Thùy Dương",
        "contact": "27/4 đường Mẫu; 0900 000 213",
        "agency": "UBND phường Vũng Tàu",
        "accepted_at": "2026-11-23T08:10:00+07:00",
    }
    payload = {
        "head": {"agency": "UBND phường Vũng Tàu"},
        "place": "Vũng Tàu",
        "issued_at": "2026-11-23T14:05:00+07:00",
        "code": None,
        "volume": "2026",
        "opened_on": "2026-01-02",
        "rows": [{**row, "number": 70_000 + number} for number in range(count)],
        "keeper": "Lê Thị Thu Hà",
    }

    pages = PdfReader(BytesIO(render_pdf(form.layout, form.texts, payload))).pages

    words = " ".join(page.extract_text() for page in pages).split()
    assert sorted(word for word in words if word.startswith("70") and len(word) == 5) == [
        str(70_000 + number) for number in range(count)
    ]
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    assert f"{count} hồ sơ." in " ".join(words)


@given(day=st.dates(date(2018, 1, 1), date(2100, 12, 31)))
def test_months_and_quarters_hold_their_day_and_follow_one_another(day: date) -> None:
    for period, months in ((month_of(day), 1), (quarter_of(day), 3)):
        assert period.first <= day <= period.last
        assert period.first.day == 1
        assert (period.last + timedelta(days=1)).day == 1
        assert period.last.month - period.first.month == months - 1


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2024, 9, 2), date(2024, 9, 1), "đứng trước"),
        (date(2024, 12, 31), date(2025, 1, 1), "cùng một năm"),
        (date(9999, 1, 1), date(9999, 12, 31), "quá xa"),
    ],
)
def test_days_that_no_book_has_are_refused(first: date, last: date, sentence: str) -> None:
    with pytest.raises(BookError, match=sentence):
        Period(first, last)
