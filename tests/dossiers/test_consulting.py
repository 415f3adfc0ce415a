"""Asking another agency with a day, answering, and what is seen of the dossier meanwhile."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Desk
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.policies import access_dossier, access_file
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.consulting import (
    ConsultationError,
    access_consultation,
    answer,
    ask_agency,
    consultations_of,
    open_questions,
    settled_questions,
    stamp_and_waiting,
    standing_of,
)
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import PaperInput
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
LATER = THURSDAY_MORNING + timedelta(minutes=32)
FRIDAY = THURSDAY_MORNING + timedelta(days=1)
MONDAY = date(2024, 9, 16)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\x00\x00\x00\x03\x00\x01\x9a\xf9\x1b"
    b"\x0c\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def department(desk: Desk) -> Agency:
    found: Agency = AgencyFactory.create(name="Sở Xây dựng", province=desk.agency.province)
    return found


@pytest.fixture
def bao(desk: Desk) -> Actor:
    return factories.actor_with(
        Role.HANDLING_OFFICER, agency=desk.agency, full_name="Trần Quốc Bảo"
    )


@pytest.fixture
def asked_one(department: Agency) -> Actor:
    return factories.actor_with(Role.HANDLING_OFFICER, agency=department, full_name="Phạm Thị Mai")


@pytest.fixture
def scan(bao: Actor) -> StoredFile:
    upload = SimpleUploadedFile("to-khai.png", PNG, content_type="image/png")
    return store_file(upload, actor=bao, at=THURSDAY_MORNING)


@pytest.fixture
def dossier(desk: Desk, scan: StoredFile) -> Dossier:
    paper = PaperInput(name="Tờ khai", paper_id="p1", file_id=scan.pk)
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency, papers=(paper,)),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY_MORNING,
    )


def asked_of(dossier: Dossier, agency: Agency, actor: Actor, **words: Any) -> Consultation:
    return ask_agency(
        dossier.pk,
        **{
            "agency_id": agency.pk,
            "question": "Thửa đất có trong quy hoạch đường không?",
            "due_on": MONDAY,
            "actor": actor,
            "at": LATER,
            **words,
        },
    )


def answered(consultation: Consultation, actor: Actor, **words: Any) -> Consultation:
    return answer(
        consultation,
        **{
            "answer": "Không vướng quy hoạch.",
            "file": None,
            "actor": actor,
            "at": FRIDAY,
            **words,
        },
    )


def test_a_question_is_due_by_the_close_of_its_day_and_stops_no_clock(
    dossier: Dossier, department: Agency, bao: Actor
) -> None:
    due_before = dossier.due_at

    asked = asked_of(dossier, department, bao)

    assert asked.due_at == datetime(2024, 9, 16, 17, tzinfo=VIETNAM)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.state) == (due_before, State.ACCEPTED)
    assert not dossier.pauses.exists()
    event = dossier.events.latest("sequence")
    assert (event.action, facts_of(event)) == (
        "consult",
        {
            "agency": department.code,
            "due_at": "2024-09-16T17:00+07:00",
            "step": "appraise",
            "consultation": asked.pk,
        },
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param({"question": " \n"}, "cần hỏi điều gì", id="no question"),
        pytest.param({"agency_id": 999_999}, "chọn cơ quan", id="no agency"),
        pytest.param({"due_on": date(2024, 9, 11)}, "sau lúc này", id="gone by"),
        pytest.param({"due_on": date(2024, 9, 14)}, "không làm việc", id="Saturday"),
        pytest.param({"due_on": date(2029, 9, 14)}, "quá xa", id="far off"),
        pytest.param(
            {"due_on": THURSDAY_MORNING.date(), "at": THURSDAY_MORNING.replace(hour=18)},
            "sau lúc này",
            id="today after hours",
        ),
    ],
)
def test_a_question_that_cannot_be_put_is_refused_at_its_field(
    dossier: Dossier, department: Agency, bao: Actor, words: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ConsultationError, match=sentence) as refused:
        asked_of(dossier, department, bao, **words)

    wrong = next(name for name in words if name != "at")
    assert refused.value.field_name == wrong.removesuffix("_id")
    assert not Consultation.objects.exists()


def test_one_s_own_agency_is_not_asked_and_no_question_twice(
    dossier: Dossier, department: Agency, bao: Actor
) -> None:
    with pytest.raises(ConsultationError, match="không hỏi chính mình"):
        asked_of(dossier, dossier.agency, bao)
    asked_of(dossier, department, bao)
    with pytest.raises(ConsultationError, match="đã hỏi Sở Xây dựng lúc 9:32"):
        asked_of(dossier, department, bao)
    asked_of(dossier, department, bao, question="Có tranh chấp không?")

    assert Consultation.objects.count() == 2


def test_only_who_does_the_step_asks(
    dossier: Dossier, department: Agency, desk: Desk, asked_one: Actor
) -> None:
    for actor in (asked_one, factories.actor_with(Role.APPROVER, agency=desk.agency)):
        with pytest.raises(PermissionDenied):
            asked_of(dossier, department, actor)


def test_nobody_is_asked_while_the_applicant_has_the_move(
    dossier: Dossier, department: Agency, bao: Actor
) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_SUPPLEMENT)

    with pytest.raises(IllegalTransitionError):
        asked_of(dossier, department, bao)


def test_the_answer_lies_in_the_dossier_and_is_given_once(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor
) -> None:
    asked = asked_of(dossier, department, bao)
    for actor in (bao, factories.actor_with(Role.CLERK, agency=department)):
        with pytest.raises(PermissionDenied):
            answered(asked, actor)
    with pytest.raises(ConsultationError, match="ghi ý kiến"):
        answered(asked, asked_one, answer="  ")

    given = answered(asked, asked_one)

    assert (given.answered_at, given.answered_by_id) == (FRIDAY, asked_one.officer_id)
    assert facts_of(dossier.events.latest("sequence")) == {
        "agency": department.code,
        "is_late": False,
        "consultation": asked.pk,
    }
    (told,) = consultations_of(dossier, FRIDAY)
    assert (told["asked"].answer, told["standing"].word) == (
        "Không vướng quy hoạch.",
        "Đã trả lời",
    )
    with pytest.raises(ConsultationError, match="Phạm Thị Mai đã trả lời lúc 9:00"):
        answered(asked, asked_one, answer="Nghĩ lại")


def test_a_late_answer_is_marked_late(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor
) -> None:
    asked = asked_of(dossier, department, bao)
    tuesday = datetime(2024, 9, 17, 9, tzinfo=VIETNAM)
    assert standing_of(asked, FRIDAY).badge == "waiting"
    assert standing_of(asked, tuesday).word == "Quá hẹn trả lời"

    given = answered(asked, asked_one, at=tuesday)

    assert standing_of(given, tuesday).word == "Trả lời trễ hẹn"
    assert dossier.events.latest("sequence").payload["is_late"] is True


def test_open_questions_close_when_the_dossier_is_done(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor, desk: Desk
) -> None:
    asked = asked_of(dossier, department, bao)
    everybody = factories.actor_with(
        Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=desk.agency
    )
    for _step in range(3):
        complete_step(
            dossier.pk,
            outcome="done",
            context=factories.context_of(desk),
            actor=everybody,
            at=FRIDAY,
        )

    asked.refresh_from_db()
    assert (asked.closed_at, standing_of(asked, FRIDAY).badge) == (FRIDAY, "ended")
    with pytest.raises((ConsultationError, IllegalTransitionError), match=r"kết thúc|xử lý xong"):
        answered(asked, asked_one)


def test_the_asked_agency_lists_what_is_due_first_first_and_what_is_settled(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor
) -> None:
    later = asked_of(dossier, department, bao, due_on=date(2024, 9, 18))
    sooner = asked_of(dossier, department, bao, question="Có tranh chấp không?")

    assert list(open_questions(asked_one)) == [sooner, later]
    assert stamp_and_waiting([department.pk])[1] == 2
    answered(sooner, asked_one)

    assert list(open_questions(asked_one)) == [later]
    assert list(settled_questions(asked_one)) == [sooner]
    assert not open_questions(bao).exists()


def test_the_asked_agency_sees_the_question_and_its_papers_but_not_the_dossier(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor, scan: StoredFile
) -> None:
    asked = asked_of(dossier, department, bao)
    stranger = factories.actor_with(Role.HANDLING_OFFICER, agency=AgencyFactory.create())

    assert access_consultation(asked_one, asked.ref) == asked
    assert access_consultation(bao, asked.ref) == asked
    assert access_file(asked_one, scan.ref) == scan
    with pytest.raises(Http404):
        access_consultation(stranger, asked.ref)
    with pytest.raises(Http404):
        access_file(stranger, scan.ref)
    with pytest.raises(Http404):
        access_dossier(asked_one, str(dossier.code))
    answered(asked, asked_one)
    with pytest.raises(Http404):
        access_file(asked_one, scan.ref)


def test_the_paper_of_an_answer_is_opened_by_both_sides(
    dossier: Dossier, department: Agency, bao: Actor, asked_one: Actor
) -> None:
    asked = asked_of(dossier, department, bao)
    reply = SimpleUploadedFile("cong-van.png", PNG + b"x", content_type="image/png")
    stored = store_file(reply, actor=asked_one, at=FRIDAY)

    answered(asked, asked_one, answer="", file=stored)

    for actor in (bao, asked_one):
        assert access_file(actor, stored.ref) == stored
