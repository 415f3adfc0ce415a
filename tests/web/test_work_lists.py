"""The work list: tabs, filters kept in its address and under a name, scanning, many at once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.dossiers import search
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Consultation, Dossier, Pause, SavedView, Step
from motcua.kernel.text import fold
from tests.factories import AgencyFactory, ProcedureFactory
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_office_pages import accepted, address, codes_in, sign_in

pytestmark = pytest.mark.django_db
MIGRATION = import_module("motcua.dossiers.migrations.0007_find_by_agency")


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def listed(at_work: AtDesk, **query: str) -> set[str]:
    return codes_in(at_work.client.get(address("work"), query).content.decode())


def step_of(dossier: Dossier) -> Step:
    return dossier.steps.get(closed_at__isnull=True)


def paused(at_work: AtDesk, number: int) -> Dossier:
    """Return a dossier that waits for its applicant, as the services leave one."""
    dossier = accepted(at_work, number)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_SUPPLEMENT, due_at=None)
    dossier.steps.update(due_at=None, warn_at=None)
    Pause.objects.create(
        dossier=dossier,
        kind=Pause.Kind.SUPPLEMENT,
        reason="Thiếu tờ khai",
        legal_basis="Nghị định",
        started_at=MONDAY - timedelta(hours=3),
    )
    return dossier


def asked(at_work: AtDesk, number: int) -> Dossier:
    """Return a dossier about which another agency has been asked."""
    dossier = accepted(at_work, number)
    Consultation.objects.create(
        dossier=dossier,
        agency=AgencyFactory.create(province=at_work.desk.agency.province),
        question="Có tranh chấp không?",
        due_at=MONDAY + timedelta(days=2),
        asked_at=MONDAY,
    )
    return dossier


def colleague(at_work: AtDesk) -> Officer:
    return sign_in(Role.HANDLING_OFFICER, agency=at_work.desk.agency)[1]


def test_each_tab_holds_what_its_name_says(at_work: AtDesk) -> None:
    late = accepted(at_work, 1, days_ago=10)
    calm = accepted(at_work, 2)
    waiting = paused(at_work, 3)
    questioned = asked(at_work, 4)
    soon = accepted(at_work, 5)
    soon.steps.update(warn_at=MONDAY - timedelta(hours=1))
    today = accepted(at_work, 6)
    today.steps.update(due_at=MONDAY.replace(hour=17), received_at=MONDAY)
    codes = [d.code for d in (late, calm, waiting, questioned, soon, today)]

    assert listed(at_work) == set(codes)
    assert listed(at_work, loc="qua-han") == {late.code}
    assert listed(at_work, loc="sap-den-han") == {soon.code}
    assert listed(at_work, loc="hom-nay") == {today.code}
    assert listed(at_work, loc="tuan-nay") == set(codes) - {late.code, waiting.code}
    assert listed(at_work, loc="cho-nguoi-nop") == {waiting.code}
    assert listed(at_work, loc="cho-y-kien") == {questioned.code}
    assert listed(at_work, loc="chua-ky-nhan") == set(codes) - {today.code}


def test_a_tab_counts_what_it_shows_and_an_empty_one_is_not_offered(at_work: AtDesk) -> None:
    accepted(at_work, 1, days_ago=10)
    accepted(at_work, 2)

    page = at_work.client.get(address("work"))

    assertContains(page, 'Tất cả <span class="num">2</span>')
    assertContains(page, 'Quá hạn <span class="num">1</span>')
    assertNotContains(page, "Chờ người nộp")


def test_a_dossier_that_waits_for_its_applicant_says_since_when(at_work: AtDesk) -> None:
    paused(at_work, 1)

    page = at_work.client.get(address("work"))

    assertContains(page, "Tạm dừng")
    assertContains(page, "từ Hôm nay 11:05")


def test_what_is_late_for_its_step_alone_is_told_apart(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    dossier.steps.update(due_at=MONDAY - timedelta(hours=2))

    page = at_work.client.get(address("work"))

    assertContains(page, "Quá hạn bước")
    assertContains(page, "hẹn trả 27/11")


def test_the_work_of_colleagues_is_told_from_ones_own(at_work: AtDesk) -> None:
    mine, theirs, free = (accepted(at_work, number) for number in (1, 2, 3))
    mine.steps.update(assignee=at_work.officer)
    theirs.steps.update(assignee=colleague(at_work))

    assert listed(at_work, giao="toi") == {mine.code}
    assert listed(at_work, giao="khac") == {theirs.code}
    assert listed(at_work, giao="chua") == {free.code}
    assertContains(at_work.client.get(address("work")), 'Giao cho tôi <span class="num">1</span>')


def test_filters_go_together(at_work: AtDesk) -> None:
    other = ProcedureFactory.create(name="Đăng ký khai tử")
    late = accepted(at_work, 1, days_ago=10)
    accepted(at_work, 2, days_ago=10, procedure_code=other.code)
    accepted(at_work, 3)

    code = at_work.procedure.code
    assert listed(at_work, **{"loc": "qua-han", "thu-tuc": code}) == {late.code}
    assert len(listed(at_work, **{"thu-tuc": other.code})) == 1
    assert listed(at_work, **{"thu-tuc": "9.999999"}) == set()
    assert listed(at_work, **{"vai-tro": Role.APPROVER}) == set()
    assert len(listed(at_work, buoc="appraise")) == 3


def test_undated_work_comes_last_and_the_list_is_read_to_its_end(at_work: AtDesk) -> None:
    for number in range(1, 25):
        accepted(at_work, number)
    Step.objects.filter(dossier=accepted(at_work, 25)).update(due_at=None)
    last = accepted(at_work, 26)
    last.steps.update(due_at=None)

    first = at_work.client.get(address("work")).content.decode()
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = at_work.client.get(unescape(following)).content.decode()

    assert len(codes_in(first)) == 25
    assert codes_in(second) == {last.code}


@pytest.mark.parametrize("place", ["x", "2026-11-23,1", ",", "2026-11-23T10:00:00+07:00,x", "9,9"])
def test_a_broken_place_in_the_list_shows_its_beginning(at_work: AtDesk, place: str) -> None:
    dossier = accepted(at_work)

    assert listed(at_work, sau=place) == {dossier.code}


def test_a_list_is_kept_under_a_name_and_forgotten(at_work: AtDesk) -> None:
    accepted(at_work, 1, days_ago=10)
    kept = {"name": "Hộ tịch trễ", "query": "loc=qua-han&buoc=appraise&sau=x&la=1"}

    at_work.client.post(address("views"), kept)
    page = at_work.client.get(address("work"), {"loc": "qua-han", "buoc": "appraise"})
    again = at_work.client.post(address("views"), {**kept, "query": "loc=tuan-nay"})

    assertContains(page, 'aria-current="true">Hộ tịch trễ')
    assert SavedView.objects.get().query == "loc=tuan-nay"
    assertRedirects(again, reverse("office:work", query={"loc": "tuan-nay"}))
    at_work.client.post(address("view-drop"), {"name": "Hộ tịch trễ"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "query": "loc=qua-han"}, "Xin đặt tên"),
        ({"name": "Tất cả", "query": ""}, "Xin chọn bộ lọc trước"),
    ],
)
def test_a_list_without_name_or_filter_is_not_kept(
    at_work: AtDesk, typed: dict[str, str], sentence: str
) -> None:
    assertContains(at_work.client.post(address("views"), typed, follow=True), sentence)
    assert not SavedView.objects.exists()


def test_nobody_sees_or_forgets_the_lists_of_another(at_work: AtDesk) -> None:
    at_work.client.post(address("views"), {"name": "Của tôi", "query": "loc=qua-han"})
    other, _officer = sign_in(Role.HANDLING_OFFICER, agency=at_work.desk.agency)

    page = other.get(address("work"))
    other.post(address("view-drop"), {"name": "Của tôi"})

    assertNotContains(page, "Của tôi")
    assert SavedView.objects.count() == 1


def test_a_scanned_code_signs_for_the_folder_and_waits_for_the_next(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    page = at_work.client.post(address("scan"), {"ma": str(dossier.code).lower()}, follow=True)

    assertContains(page, "Đã ký nhận hồ sơ")
    step = step_of(dossier)
    assert (step.received_at, step.assignee) == (MONDAY, at_work.officer)


def test_a_folder_signed_for_already_opens_its_page(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    at_work.client.post(address("scan"), {"ma": dossier.tracking_code})

    again = at_work.client.post(address("scan"), {"ma": dossier.tracking_code})

    assertRedirects(again, address("dossier", dossier.code))


def test_a_folder_of_another_role_opens_and_says_where_it_is(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    client, _officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)

    page = client.post(address("scan"), {"ma": dossier.code}, follow=True)

    assertContains(page, "không phải việc của ông/bà")
    assert step_of(dossier).received_at is None


def test_an_unknown_code_is_a_sentence(at_work: AtDesk) -> None:
    page = at_work.client.post(address("scan"), {"ma": "H29-000-1"}, follow=True)

    assertContains(page, "Không có hồ sơ mang mã")


def sent(act: str, dossiers: list[Dossier], **more: str) -> dict[str, object]:
    return {"viec": act, "b": [str(step_of(d).pk) for d in dossiers], "query": "", **more}


def test_many_are_handed_over_after_asking_once_more(at_work: AtDesk) -> None:
    dossiers = [accepted(at_work, number) for number in (1, 2, 3)]
    typed = sent("ban-giao", dossiers)

    question = at_work.client.post(address("bulk"), typed)
    assert {step_of(dossier).order for dossier in dossiers} == {1}
    report = at_work.client.post(address("bulk"), {**typed, "chac-chan": "1"})

    assertContains(question, "Bàn giao sang bước sau: 3 hồ sơ?")
    assertContains(question, "Thẩm định hồ sơ: Trình ký")
    assertContains(report, "Đã làm xong 3 hồ sơ.")
    assert {step_of(dossier).order for dossier in dossiers} == {2}


def test_what_did_not_go_is_reported_with_its_sentence_and_stays_as_it_was(
    at_work: AtDesk,
) -> None:
    goes, gone = accepted(at_work, 1), accepted(at_work, 2)
    held = accepted(at_work, 3)
    other = colleague(at_work)
    held.steps.update(assignee=other)
    typed = sent("ban-giao", [goes, gone, held], **{"chac-chan": "1"})
    at_work.client.post(address("complete", gone.code), {"outcome": "done", "order": "1"})

    report = at_work.client.post(address("bulk"), typed)

    assertContains(report, "Đã làm xong 1 hồ sơ.")
    assertContains(report, "làm xong lúc 14:05")
    assertContains(report, f"Bước này đã giao cho {other.full_name}.")
    assertContains(report, "2 hồ sơ chưa làm được")
    assert [step_of(d).order for d in (goes, gone, held)] == [2, 2, 1]


def test_sending_the_same_again_does_nothing_twice(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    typed = sent("ban-giao", [dossier], **{"chac-chan": "1"})
    at_work.client.post(address("bulk"), typed)

    report = at_work.client.post(address("bulk"), typed)

    assertNotContains(report, "Đã làm xong")
    assert step_of(dossier).order == 2


def test_many_are_signed_for(at_work: AtDesk) -> None:
    dossiers = [accepted(at_work, number) for number in (1, 2)]

    at_work.client.post(address("bulk"), sent("ky-nhan", dossiers, **{"chac-chan": "1"}))

    assert all(step_of(dossier).received_at == MONDAY for dossier in dossiers)


def test_a_leader_gives_many_to_one_officer(at_work: AtDesk) -> None:
    dossiers = [accepted(at_work, number) for number in (1, 2)]
    head, _officer = sign_in(Role.REVIEWER, Role.HANDLING_OFFICER, agency=at_work.desk.agency)
    typed = sent("phan-cong", dossiers)

    question = head.post(address("bulk"), typed)
    nobody = head.post(address("bulk"), {**typed, "chac-chan": "1", "officer": "chon"})
    head.post(address("bulk"), {**typed, "chac-chan": "1", "officer": str(at_work.officer.pk)})

    assertContains(question, at_work.officer.full_name)
    assert nobody.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert {step_of(dossier).assignee for dossier in dossiers} == {at_work.officer}


def test_whoever_may_not_assign_may_not_assign_many(at_work: AtDesk) -> None:
    typed = sent("phan-cong", [accepted(at_work)])

    assert at_work.client.post(address("bulk"), typed).status_code == HTTPStatus.FORBIDDEN


def test_all_of_a_filter_are_taken_and_nothing_else(at_work: AtDesk) -> None:
    late = [accepted(at_work, number, days_ago=10) for number in (1, 2)]
    calm = accepted(at_work, 3)

    at_work.client.post(
        address("bulk"),
        {"viec": "ky-nhan", "tat-ca": "1", "query": "loc=qua-han", "chac-chan": "1"},
    )

    assert all(step_of(dossier).received_at for dossier in late)
    assert step_of(calm).received_at is None


@pytest.mark.parametrize(
    "typed", [{"viec": "xoa"}, {"viec": "ky-nhan"}, {"viec": "ky-nhan", "b": "x"}]
)
def test_nothing_chosen_does_nothing(at_work: AtDesk, typed: dict[str, str]) -> None:
    accepted(at_work)

    assertRedirects(at_work.client.post(address("bulk"), typed), address("work"))


def test_steps_of_another_agency_are_none_of_ones_many(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    stranger, _officer = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    stranger.post(address("bulk"), sent("ky-nhan", [dossier], **{"chac-chan": "1"}))

    assert step_of(dossier).received_at is None


def test_a_long_list_costs_no_more_statements(
    at_work: AtDesk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 31):
        accepted(at_work, number, days_ago=number % 5)
    at_work.client.get(address("work"))

    with django_assert_max_num_queries(8):
        at_work.client.get(
            address("work"), {"loc": "chua-ky-nhan", "thu-tuc": at_work.procedure.code}
        )


@pytest.mark.parametrize("typed", ["{last}", "{day}-{last}", "{code}", "so van tran", "Trần Văn"])
def test_a_dossier_is_found_by_parts_of_its_code_and_by_names(at_work: AtDesk, typed: str) -> None:
    dossier = accepted(at_work, 7)
    beginning = str(dossier.code)[:-2]
    _agency, day, last = str(dossier.code).split("-")

    page = at_work.client.get(
        address("find"), {"q": typed.format(day=day, last=last, code=beginning)}
    )

    assertContains(page, dossier.code)


def test_a_dossier_of_another_agency_is_not_found(at_work: AtDesk) -> None:
    accepted(at_work)
    stranger, _officer = sign_in(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    page = stranger.get(address("find"), {"q": "tran van"})

    assert codes_in(page.content.decode()) == set()


def test_what_is_found_is_read_page_by_page_the_latest_first(at_work: AtDesk) -> None:
    codes = [accepted(at_work, number, days_ago=40 - number).code for number in range(1, 31)]

    first = at_work.client.get(address("find"), {"q": "tran van"}).content.decode()
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = at_work.client.get(unescape(following)).content.decode()

    assert codes_in(first) == set(codes[5:])
    assert codes_in(second) == set(codes[:5])


def test_dossiers_from_before_are_found_as_those_of_today(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    dossier.refresh_from_db()
    written = set(dossier.search_text.split())
    old = fold(f"{dossier.principal_name} {dossier.applicant.full_name} {dossier.code}")
    Dossier.objects.filter(pk=dossier.pk).update(search_text=old)

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FILL)

    dossier.refresh_from_db()
    assert (
        set(dossier.search_text.split()) == written == set(search.search_text_of(dossier).split())
    )


def test_a_kept_filter_that_no_keyboard_types_is_cleaned(at_work: AtDesk) -> None:
    page = at_work.client.post(
        address("bulk"), {"viec": "ky-nhan", "tat-ca": "1", "query": "buoc=%00&loc=%00"}
    )

    assertRedirects(page, address("work"), fetch_redirect_response=False)
