"""The head's pages: figures, lists, and giving steps to others from there."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.apologies import draft_apology
from motcua.dossiers.services.steps import assign_step, take_step
from motcua.procedures.models import Channel
from tests import factories
from tests.factories import AgencyFactory, DeskFactory, OfficerFactory
from tests.web.desk_pages import MONDAY, AtDesk, sit_down

pytestmark = pytest.mark.django_db
HOME_QUERIES = 11
"""Who is asking (2), figures (3), calendar, decisions (3), what is stuck (2)."""
LIST_QUERIES = 6
"""Who is asking (2), counts, undated, the page, who it can be given to."""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    """Return the head of an agency, signed in, who also does every kind of work."""
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def accepted(at_work: AtDesk, number: int = 1, *, days_ago: int = 0, **fields: Any) -> Dossier:
    person = factories.applicant(f"077196{number:06}", full_name=f"Trần Văn Số {number}")
    return accept_at_desk(
        factories.lodging(
            at_work.procedure, at_work.desk.agency, **{"applicant": person, **fields}
        ),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY - timedelta(days=days_ago),
    )


def address(name: str, *args: object, **query: str) -> str:
    return reverse(f"leader:{name}", args=args, query=query or None)


def colleague(agency: Agency, name: str, *roles: Role) -> Officer:
    officer: Officer = OfficerFactory.create(agency=agency, full_name=name, roles=list(roles))
    return officer


def row_of(dossier: Dossier, seen: int = 0) -> str:
    step = dossier.steps.get(closed_at=None)
    return f"{dossier.pk}.{step.order}.{seen}"


def words(response: Any) -> str:
    """Return what the page says, without its marks."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(unescape(text).split())


def codes_in(response: Any) -> list[str]:
    """Return the codes of the dossiers that a page links to, in their order."""
    found = re.findall(r'href="/can-bo/ho-so/([^/"]+)/', response.content.decode())
    return list(dict.fromkeys(found))


def test_an_empty_agency_says_so(at_work: AtDesk) -> None:
    said = words(at_work.client.get(address("home")))

    assert "Đơn vị không còn hồ sơ nào đang xử lý." in said
    assert "Không có gì chờ ký, chờ duyệt hay chờ trả lời." in said


def test_the_head_sees_what_is_late_and_who_holds_it(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)
    late = accepted(at_work, 1, days_ago=10)
    accepted(at_work, 2)
    assign_step(late.pk, order=1, officer_id=officer.pk, actor=SYSTEM, at=MONDAY)

    said = words(at_work.client.get(address("home")))

    assert "Đơn vị đang giữ 2 hồ sơ. 1 đã quá hạn" in said
    assert "Phạm Quốc Việt Chuyên viên thụ lý 1 1 0" in said
    assert "Chuyên viên thụ lý Chưa giao riêng ai 1 0 0" in said


def test_the_home_page_asks_the_same_number_of_questions_however_much_there_is(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    accepted(at_work, 1, days_ago=10)
    at_work.client.get(address("home"))

    with django_assert_num_queries(HOME_QUERIES):
        at_work.client.get(address("home"))
    for number in range(2, 12):
        accepted(at_work, number, days_ago=number)
    with django_assert_num_queries(HOME_QUERIES):
        at_work.client.get(address("home"))


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    at_work: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    accepted(at_work, 1, days_ago=10)
    at_work.client.get(address("steps"))

    with django_assert_num_queries(LIST_QUERIES):
        at_work.client.get(address("steps"))
    for number in range(2, 12):
        accepted(at_work, number, days_ago=number)
    with django_assert_num_queries(LIST_QUERIES):
        at_work.client.get(address("steps"))


def test_what_waits_for_a_decision_is_counted_and_listed(at_work: AtDesk) -> None:
    late = accepted(at_work, 1, days_ago=10)
    draft_apology(late.pk, actor=SYSTEM, at=MONDAY)
    lodge_dossier(
        factories.lodging(at_work.procedure, at_work.desk.agency, channel=Channel.ONLINE),
        context=factories.context_of(at_work.desk),
        actor=SYSTEM,
        at=MONDAY,
    )
    Consultation.objects.create(
        dossier=late,
        agency=AgencyFactory.create(),
        question="Có tranh chấp không?",
        due_at=MONDAY - timedelta(days=1),
        asked_at=MONDAY - timedelta(days=3),
    )

    said = words(at_work.client.get(address("home")))

    assert "1 văn bản xin lỗi chờ ký" in said
    assert "1 hồ sơ nộp đến chưa được trả lời" in said
    assert "Cơ quan khác chưa trả lời ý kiến: 1" in said
    for kind in ("xin-loi", "qua-han-y-kien", "chua-ai-nhan"):
        assert codes_in(at_work.client.get(address("waiting", kind))) == [late.code]
    assertContains(at_work.client.get(address("waiting", "nop-den")), at_work.procedure.name)


def test_a_list_of_a_kind_that_is_none_does_not_exist(at_work: AtDesk) -> None:
    response = at_work.client.get(address("waiting", "gi-do"))

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_the_list_is_narrowed_by_the_address(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)
    late = accepted(at_work, 1, days_ago=10)
    calm = accepted(at_work, 2)
    assign_step(calm.pk, order=1, officer_id=officer.pk, actor=SYSTEM, at=MONDAY)

    everything = at_work.client.get(address("steps"))
    of_late = at_work.client.get(address("steps", loc="qua-han"))
    of_officer = at_work.client.get(address("steps", nguoi=str(officer.pk)))
    of_nobody = at_work.client.get(address("steps", nguoi="0", vai="handling_officer"))

    assert codes_in(everything) == [late.code, calm.code]
    assert codes_in(of_late) == [late.code]
    assert codes_in(of_officer) == [calm.code]
    assert codes_in(of_nobody) == [late.code]
    assertContains(of_officer, "<h1>Phạm Quốc Việt</h1>", html=True)


@pytest.mark.parametrize("query", ["nguoi=x&vai=vua&co-quan=²", "sau=hom-qua,1", "co-quan=99999"])
def test_an_odd_address_shows_the_whole_list(at_work: AtDesk, query: str) -> None:
    dossier = accepted(at_work)

    assert codes_in(at_work.client.get(f"{address('steps')}?{query}")) == [dossier.code]


def test_a_step_that_is_late_within_a_dossier_in_time_says_so(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    an_hour_ago = MONDAY - timedelta(hours=1)

    dossier.steps.update(warn_at=an_hour_ago)
    assert "Bước sắp hết hạn" in words(at_work.client.get(address("steps", loc="sap-tre")))
    dossier.steps.update(due_at=an_hour_ago)
    assert "Quá hạn bước" in words(at_work.client.get(address("steps")))


def test_the_next_page_goes_on_where_the_last_one_ended(at_work: AtDesk) -> None:
    dossiers = [accepted(at_work, number, days_ago=40 - number) for number in range(1, 36)]

    first = at_work.client.get(address("steps"))
    onward = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert onward is not None
    second = at_work.client.get(unescape(onward.group(1)))

    assert len(codes_in(first)) == 30
    assert set(codes_in(first)) | set(codes_in(second)) == {d.code for d in dossiers}
    assert not set(codes_in(first)) & set(codes_in(second))


def test_several_steps_are_given_to_one_officer(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)
    dossiers = [accepted(at_work, number) for number in (1, 2)]

    response = at_work.client.post(
        address("assign"),
        {"chon": [row_of(d) for d in dossiers], "officer": str(officer.pk)},
        follow=True,
    )

    assert set(Step.objects.values_list("assignee_id", flat=True)) == {officer.pk}
    assert "Đã giao 2 hồ sơ cho Phạm Quốc Việt." in words(response)


def test_afterwards_one_is_where_one_was(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)
    here = address("steps", loc="chua-giao")

    response = at_work.client.post(
        address("assign"),
        {"chon": row_of(accepted(at_work)), "officer": str(officer.pk), "next": here},
    )

    assertRedirects(response, here)


def test_another_place_is_not_gone_to(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)

    response = at_work.client.post(
        address("assign"),
        {
            "chon": row_of(accepted(at_work)),
            "officer": str(officer.pk),
            "next": "https://example.org/",
        },
    )

    assertRedirects(response, address("steps"))


def test_what_somebody_took_meanwhile_is_told_and_the_rest_is_given(at_work: AtDesk) -> None:
    officer = colleague(at_work.desk.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)
    one, two = accepted(at_work, 1), accepted(at_work, 2)
    marked = [row_of(one), row_of(two)]
    take_step(one.pk, order=1, actor=at_work.actor, at=MONDAY)

    response = at_work.client.post(address("assign"), {"chon": marked, "officer": str(officer.pk)})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Đã giao 1 hồ sơ cho Phạm Quốc Việt." in words(response)
    assert f"{one.code} : {at_work.officer.full_name} vừa đổi người làm bước này" in words(
        response
    )
    assert one.steps.get().assignee_id == at_work.officer.pk
    assert two.steps.get().assignee_id == officer.pk


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"officer": "1"}, "Xin đánh dấu ít nhất một hồ sơ."),
        ({"chon": "99.1.0", "officer": ""}, "Xin chọn người nhận việc."),
        ({"chon": "9.9.0", "officer": "1"}, "Các hồ sơ này không còn ở đơn vị"),
        ({"chon": "một.hai.ba", "officer": "1"}, "Xin đánh dấu ít nhất một hồ sơ."),
    ],
)
def test_a_form_that_cannot_be_done_says_why(
    at_work: AtDesk, sent: dict[str, str], sentence: str
) -> None:
    accepted(at_work)

    response = at_work.client.post(address("assign"), sent)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in words(response)


def test_who_does_not_hold_the_role_is_refused_and_stays_chosen(at_work: AtDesk) -> None:
    clerk = colleague(at_work.desk.agency, "Võ Thị Văn Thư", Role.CLERK)
    dossier = accepted(at_work)

    response = at_work.client.post(
        address("assign"), {"chon": row_of(dossier), "officer": str(clerk.pk)}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "không giữ vai trò “Chuyên viên thụ lý”" in words(response)
    assertContains(
        response, f'value="{row_of(dossier)}" checked', status_code=HTTPStatus.UNPROCESSABLE_ENTITY
    )


def test_another_agency_is_neither_seen_nor_given(at_work: AtDesk) -> None:
    elsewhere = DeskFactory.create(agency=AgencyFactory.create(name="UBND xã Khác"))
    actor = factories.actor_with(Role.DESK_OFFICER, agency=elsewhere.agency)
    theirs = accept_at_desk(
        factories.lodging(at_work.procedure, elsewhere.agency),
        context=factories.context_of(elsewhere),
        actor=actor,
        at=MONDAY,
    )
    officer = colleague(elsewhere.agency, "Phạm Quốc Việt", Role.HANDLING_OFFICER)

    response = at_work.client.post(
        address("assign"), {"chon": row_of(theirs), "officer": str(officer.pk)}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert theirs.steps.get().assignee is None
    assertNotContains(at_work.client.get(address("steps")), str(theirs.code))


def test_only_those_who_lead_have_the_page(client: Client) -> None:
    at_work = sit_down(client, Role.HANDLING_OFFICER)

    assert at_work.client.get(address("home")).status_code == HTTPStatus.FORBIDDEN
    assertNotContains(at_work.client.get(reverse("office:work")), address("home"))
