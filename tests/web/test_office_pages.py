"""My work, finding dossiers, one dossier with all that can be done to it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import AbsenceCover, Agency, Officer
from motcua.agencies.roles import Role
from motcua.documents.models import ScanState
from motcua.documents.services import store_file
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.lodging import PaperInput
from tests import factories
from tests.factories import AgencyFactory, DeskFactory, OfficerFactory
from tests.papers import a_pdf
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.office_pages import say_why

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def address(name: str, *args: object) -> str:
    return reverse(f"office:{name}", args=args)


def accepted(at_work: AtDesk, number: int = 1, *, days_ago: int = 0, **fields: Any) -> Dossier:
    person = factories.applicant(f"077196{number:06}", full_name=f"Trần Văn Số {number}")
    return accept_at_desk(
        factories.lodging(
            at_work.procedure,
            at_work.desk.agency,
            **{"applicant": person, **fields},
        ),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY - timedelta(days=days_ago),
    )


def sign_in(*roles: Role, agency: Agency) -> tuple[Client, Officer]:
    officer = OfficerFactory.create(agency=agency, roles=list(roles))
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client, officer


def codes_in(page: str) -> set[str]:
    """Return the codes of the dossiers that a page links to."""
    return set(re.findall(r'href="/can-bo/ho-so/([^/"]+)/"', page))


def test_my_work_is_listed_with_what_is_due_first_in_eight_queries_at_most(
    at_work: AtDesk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    calm = accepted(at_work, 1)
    late = accepted(at_work, 2, days_ago=10)
    for number in range(3, 9):
        accepted(at_work, number, days_ago=3)
    at_work.client.get(address("work"))

    # session, account with officer, roles, stamp of configuration with questions of others,
    # counts, steps with dossiers, lists kept
    with django_assert_max_num_queries(8):
        page = at_work.client.get(address("work"))

    text = page.content.decode()
    assert late.code is not None
    assert calm.code is not None
    assert text.index(late.code) < text.index(calm.code)
    assertContains(page, "Quá hạn")
    assertNotContains(page, "077196000001")


def test_the_filter_of_the_work_list_stands_in_its_address(at_work: AtDesk) -> None:
    late = accepted(at_work, 1, days_ago=10)
    calm = accepted(at_work, 2)

    page = at_work.client.get(address("work"), {"loc": "qua-han"})

    assertContains(page, late.code)
    assertNotContains(page, calm.code)


def test_an_unknown_filter_shows_everything(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    assertContains(at_work.client.get(address("work"), {"loc": "' OR 1"}), dossier.code)


def test_a_long_work_list_is_read_page_by_page(at_work: AtDesk) -> None:
    for number in range(1, 34):
        accepted(at_work, number)

    first = at_work.client.get(address("work")).content.decode()
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = at_work.client.get(unescape(following)).content.decode()

    assert [len(codes_in(page)) for page in (first, second)] == [25, 8]
    assert len(codes_in(first) | codes_in(second)) == 33
    assert 'rel="next"' not in second


def test_work_of_another_role_is_not_mine(at_work: AtDesk) -> None:
    accepted(at_work)
    client, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)

    assertContains(client.get(address("work")), "Không có hồ sơ nào đang chờ ông/bà.")


def test_whoever_covers_sees_the_work_and_the_record_names_both(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    client, covering = sign_in(Role.CLERK, agency=at_work.desk.agency)
    AbsenceCover.objects.create(
        absent=at_work.officer,
        covering=covering,
        from_on=date(2026, 11, 1),
        to_on=date(2026, 11, 30),
    )

    listed = client.get(address("work"))
    client.post(address("complete", dossier.code), {"outcome": "done", "order": "1"})

    assertContains(listed, "làm thay")
    done = DossierEvent.objects.get(dossier=dossier, action="complete_step")
    assert (done.actor, done.on_behalf_of) == (covering, at_work.officer)
    assertContains(
        at_work.client.get(address("dossier", dossier.code)),
        f"{covering.full_name} thay {at_work.officer.full_name}",
    )


def test_a_step_is_completed_with_a_note_and_the_next_one_opens(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    response = at_work.client.post(
        address("complete", dossier.code),
        {"outcome": "done", "order": "1", "note": "Đủ điều kiện"},
        follow=True,
    )

    assertContains(response, "Tiếp theo: Phê duyệt kết quả (Lãnh đạo cơ quan).")
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert [step.note for step in dossier.steps.all()] == ["Đủ điều kiện", ""]


def test_a_step_done_by_somebody_else_meanwhile_says_so_and_keeps_the_note(
    at_work: AtDesk,
) -> None:
    dossier = accepted(at_work)
    client, _officer = sign_in(Role.HANDLING_OFFICER, Role.APPROVER, agency=at_work.desk.agency)
    at_work.client.post(address("complete", dossier.code), {"outcome": "done", "order": "1"})

    response = client.post(
        address("complete", dossier.code),
        {"outcome": "done", "order": "1", "note": "Đã xem kỹ"},
    )

    assertContains(response, "Xin tải lại trang", status_code=422)
    assertContains(response, "Đã xem kỹ", status_code=422)
    assert dossier.steps.count() == 2


def test_an_outcome_that_does_not_exist_is_a_sentence(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    response = at_work.client.post(address("complete", dossier.code), {"outcome": "vanish"})

    assertContains(response, "Xin chọn một kết quả", status_code=422)


def test_a_step_that_no_dossier_has_is_a_sentence(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    typed = {"outcome": "done", "order": "9" * 5_000}

    response = at_work.client.post(address("complete", dossier.code), typed)

    assertContains(response, "Xin tải lại trang", status_code=422)


def test_a_reader_without_the_role_may_look_and_not_act(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    auditor, _officer = sign_in(Role.AUDITOR, agency=at_work.desk.agency)
    clerk, _other = sign_in(Role.CLERK, agency=at_work.desk.agency)
    say_why(auditor, dossier)

    page = auditor.get(address("dossier", dossier.code))
    refused = auditor.post(address("complete", dossier.code), {"outcome": "done"})
    forbidden = clerk.post(address("complete", dossier.code), {"outcome": "done"})

    assertNotContains(page, "Trình ký")
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert forbidden.status_code == HTTPStatus.FORBIDDEN
    assert dossier.steps.get().closed_at is None


def test_a_dossier_accepted_elsewhere_is_received_and_its_clock_starts(at_work: AtDesk) -> None:
    other = DeskFactory.create(agency=AgencyFactory.create(province=at_work.desk.agency.province))
    dossier = accept_at_desk(
        factories.lodging(at_work.procedure, at_work.desk.agency),
        context=factories.context_of(other),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=other.agency),
        at=MONDAY,
    )
    assert dossier.due_at is None

    waiting = at_work.client.get(address("dossier", dossier.code))
    response = at_work.client.post(address("receive", dossier.code))
    again = at_work.client.post(address("receive", dossier.code))

    assertContains(waiting, "Đã nhận hồ sơ")
    assertRedirects(response, address("dossier", dossier.code))
    assertContains(again, "đã nhận hồ sơ này rồi", status_code=422)
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    assert dossier.forms.count() == 2


def test_the_page_of_a_dossier_tells_the_whole_story(
    at_work: AtDesk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = accepted(at_work)
    at_work.client.post(address("complete", dossier.code), {"outcome": "done"})
    at_work.client.get(address("dossier", dossier.code))

    # session, account with officer, roles, stamp; dossier, reading; dates, pauses, steps,
    # apologies, consultations, results, notes, reads; what can be undone; personal data, papers,
    # charges, forms; events, calls, messages
    with django_assert_max_num_queries(27):
        page = at_work.client.get(address("dossier", dossier.code))

    assertContains(page, "Phê duyệt kết quả")
    assertContains(page, "077*****001")
    assertNotContains(page, "077196000001")
    assertContains(page, "Ngày Văn hóa Việt Nam")
    assertContains(page, "Thẩm định hồ sơ, trình ký.")


def test_a_dossier_of_another_agency_does_not_exist(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    client, _officer = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    for name in ("dossier", "complete", "receive"):
        response = client.get(address(name, dossier.code))
        assert response.status_code == HTTPStatus.NOT_FOUND, name
    receipt = dossier.forms.get()
    assert client.get(address("form-pdf", receipt.ref)).status_code == HTTPStatus.NOT_FOUND


def test_a_code_leads_to_its_dossier_and_a_name_to_a_list(
    at_work: AtDesk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = accepted(at_work)
    accepted(at_work, 2)

    at_work.client.get(address("find"), {"q": "tran van"})

    by_code = at_work.client.get(address("find"), {"q": str(dossier.code)})
    by_tracking = at_work.client.get(address("find"), {"q": dossier.tracking_code})
    # session, account with officer, roles, dossiers, stamp of configuration
    with django_assert_max_num_queries(6):
        by_name = at_work.client.get(address("find"), {"q": "tran van"})

    assertRedirects(by_code, address("dossier", dossier.code))
    assertRedirects(by_tracking, address("dossier", dossier.code))
    assert len(codes_in(by_name.content.decode())) == 2


def test_an_identity_number_is_searched_without_standing_in_an_address(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    by_number = at_work.client.post(address("find"), {"q": "077 196 000 001"})
    by_name = at_work.client.post(address("find"), {"q": "trần văn"})

    assertContains(by_number, dossier.code)
    assertRedirects(by_name, reverse("office:find", query={"q": "trần văn"}))


@pytest.mark.parametrize("words", ["", "zzz", "' & | ! :* (", "\\", "a" * 500, "–"])
def test_odd_words_find_nothing_and_break_nothing(at_work: AtDesk, words: str) -> None:
    accepted(at_work)

    page = at_work.client.get(address("find"), {"q": words})

    assert page.status_code == HTTPStatus.OK
    assert codes_in(page.content.decode()) == set()


def test_a_scan_is_opened_by_those_who_see_its_dossier(
    at_work: AtDesk, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_FOLDER = tmp_path
    file = store_file(SimpleUploadedFile("tờ khai.pdf", a_pdf()), actor=at_work.actor, at=MONDAY)
    accepted(at_work, papers=(PaperInput(name="Tờ khai", file_id=file.pk),))
    stranger, _officer = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    opened = at_work.client.get(address("file", file.ref))
    refused = stranger.get(address("file", file.ref))

    assert opened.getvalue() == a_pdf()
    assert refused.status_code == HTTPStatus.NOT_FOUND


def test_an_infected_scan_is_not_opened(at_work: AtDesk, settings: Any, tmp_path: Any) -> None:
    settings.FILES_FOLDER = tmp_path
    file = store_file(SimpleUploadedFile("a.pdf", a_pdf()), actor=at_work.actor, at=MONDAY)
    accepted(at_work, papers=(PaperInput(name="Tờ khai", file_id=file.pk),))
    file.scan_state = ScanState.INFECTED
    file.save(update_fields=["scan_state"])

    response = at_work.client.get(address("file", file.ref))

    assertContains(response, "không an toàn", status_code=HTTPStatus.FORBIDDEN)
