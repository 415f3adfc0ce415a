"""Erasure by rule: what is due, what holds it, that nothing of anybody is left, chains intact."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of
from motcua.documents.services import store_file
from motcua.dossiers.daily.erasures import (
    erase_what_was_confirmed,
    list_what_is_due,
    sweep_files,
)
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import (
    Dossier,
    DossierNote,
    DossierPaper,
    DossierPersonalData,
    Erasure,
    SubjectRequest,
)
from motcua.dossiers.retention import due_on, hold_on
from motcua.dossiers.services import blanking
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.consulting import answer, ask_agency
from motcua.dossiers.services.erasing import confirm_due, due_groups, erase_dossier
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.reading import Reader, give_reason, remember_reading
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.dossiers.services.results import attach_result
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message, MessageState
from motcua.payments.models import Payment, Refund
from motcua.people.models import Person
from motcua.people.services import PersonInput
from motcua.procedures.models import RetentionRule
from tests import factories
from tests.dossiers.everywhere import MAIL, NAME, NUMBER, PHONE, plant, traces
from tests.dossiers.lives import TUESDAY, Office, open_office
from tests.dossiers.whole_records import assert_chained
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
with_rule = pytest.mark.usefixtures("rule")
WEDNESDAY: Final = TUESDAY + timedelta(days=1)
TEN_YEARS_ON: Final = datetime(2036, 11, 5, 8, tzinfo=VIETNAM)
SCAN: Final = f"%PDF-1.7\n{NAME}\n%%EOF\n".encode()


@pytest.fixture
def office() -> Office:
    return open_office()


@pytest.fixture
def rule(office: Office) -> RetentionRule:
    del office
    return RetentionRule.objects.create(
        years=10, legal_basis="Danh mục 12", valid_from=date(2018, 6, 21)
    )


def scan(content: bytes = SCAN, name: str = f"{NAME}.pdf") -> StoredFile:
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return store_file(upload, actor=SYSTEM, at=TUESDAY)


def person(**fields: str) -> PersonInput:
    return factories.applicant(
        NUMBER, **{"full_name": NAME, "phone": PHONE, "email": MAIL, **fields}
    )


def ended(office: Office, **fields: Any) -> Dossier:
    """Return a dossier of that person, returned on Wednesday, whose mail has gone out."""
    dossier = office.accepted(**{"applicant": person(), **fields})
    office.advance(dossier, 3)
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER, WEDNESDAY),
    )
    Message.objects.update(state=MessageState.SENT)
    return Dossier.objects.get(pk=dossier.pk)


def erased(office: Office, dossier: Dossier) -> Dossier:
    erase_dossier(dossier.pk, actor=office.people[Role.APPROVER], at=TEN_YEARS_ON)
    return Dossier.objects.get(pk=dossier.pk)


def lived_in_full(office: Office) -> Dossier:
    """Return an ended dossier that has a row in every table that dossiers have."""
    other = AgencyFactory.create(province=office.desk.agency.province)
    papers = (PaperInput(name="Tờ khai", paper_id="p1", file_id=scan().pk),)
    dossier = office.accepted(applicant=person(), principal=person(), papers=papers)
    ask_agency(
        dossier.pk,
        agency_id=other.pk,
        question=f"{NAME} có nợ thuế không?",
        due_on=date(2026, 11, 6),
        **office.who(Role.HANDLING_OFFICER),
    )
    asked = dossier.consultations.get()
    theirs = factories.actor_with(Role.APPROVER, agency=other)
    answer(asked, answer="Không", file=scan(SCAN + b"2", "tra-loi.pdf"), actor=theirs, at=TUESDAY)
    attach_result(
        dossier.pk,
        file=scan(SCAN + b"3", "ket-qua.pdf"),
        outcome="granted",
        title=f"Giấy xác nhận cho {NAME}",
        **office.who(Role.HANDLING_OFFICER),
    )
    dossier.results.update(approved_at=TUESDAY, approved_sha256="ab" * 32)
    office.advance(dossier, 3)
    log_call(
        dossier,
        outcome="no_answer",
        note=f"Gọi {PHONE} không được",
        actor=office.people[Role.DESK_OFFICER],
        at=WEDNESDAY,
    )
    return_result(
        dossier.pk,
        collector=PersonInput(full_name=f"Em của {NAME}", phone=PHONE),
        proof=f"Giấy ủy quyền của {NAME}",
        has_receipt=True,
        **office.who(Role.DESK_OFFICER, WEDNESDAY),
    )
    officer_id = office.people[Role.CLERK].officer_id or 0
    DossierNote.objects.create(
        dossier=dossier, officer_id=officer_id, text=NAME, written_at=TUESDAY
    )
    dossier.pauses.create(
        kind="supplement", reason=NAME, legal_basis="Điều 15", started_at=TUESDAY, ended_at=TUESDAY
    )
    dossier.apologies.create(
        reason=NAME, working_days=2, new_due_at=WEDNESDAY, drafted_at=TUESDAY, dropped_at=TUESDAY
    )
    reader = Reader(office.people[Role.AUDITOR], WEDNESDAY)
    give_reason(dossier, reader, reason="complaint", words=f"Đơn của {NAME}")
    remember_reading(dossier, reader)
    SubjectRequest.objects.create(
        kind="complain",
        state="granted",
        agency=office.desk.agency,
        person=Person.objects.get(identity_number=NUMBER),
        person_name=NAME,
        words=NAME,
        answer=NAME,
        received_at=WEDNESDAY,
        received_by_id=officer_id,
        due_at=WEDNESDAY,
        answered_at=WEDNESDAY,
        dossier=dossier,
    )
    Message.objects.update(state=MessageState.SENT, last_error=f"550 {MAIL}")
    return Dossier.objects.get(pk=dossier.pk)


@with_rule
def test_nothing_of_anybody_is_left_in_any_column_or_file(office: Office) -> None:
    dossier = lived_in_full(office)
    planted = plant(dossier)
    assert len(planted) >= 20
    assert len(traces()) >= 20

    after = erased(office, dossier)
    sweep_files(at=TEN_YEARS_ON + timedelta(hours=1), report=Report())

    assert traces() == []
    assert_chained(after)
    assert not Person.objects.filter(identity_number=NUMBER).exists()


def test_what_figures_are_made_of_stays(office: Office, rule: RetentionRule) -> None:
    dossier = ended(office)
    kept = (
        "code",
        "tracking_code",
        "procedure_id",
        "agency_id",
        "state",
        "submitted_at",
        "accepted_at",
        "due_at",
        "original_due_at",
        "finished_at",
        "returned_at",
        "ended_at",
        "book_number",
    )
    before = {name: getattr(dossier, name) for name in kept}
    events = list(dossier.events.values_list("hash", flat=True))

    after = erased(office, dossier)

    assert {name: getattr(after, name) for name in kept} == before
    assert list(after.events.values_list("hash", flat=True))[: len(events)] == events
    event = after.events.get(action=Action.ERASE)
    assert event.actor_id == office.people[Role.APPROVER].officer_id
    assert event.payload["rule"] == rule.pk
    assert event.payload["fields"] == Erasure.objects.get().fields_count > 5
    personal = DossierPersonalData.objects.get(dossier=dossier)
    assert (personal.values, personal.salt) == ({}, "")


@with_rule
def test_somebody_who_has_another_dossier_stays_known_there(office: Office) -> None:
    first = ended(office)
    second = office.accepted(applicant=person(), knows_of_duplicate=True)

    erased(office, first)

    assert Dossier.objects.get(pk=second.pk).applicant.full_name == NAME
    assert DossierPersonalData.objects.get(dossier=second).values["applicant"]["phone"] == PHONE


@with_rule
def test_a_file_that_another_dossier_has_too_stays_there(office: Office) -> None:
    shared, same_content, own = scan(), scan(name="khac.pdf"), scan(SCAN + b"4", "rieng.pdf")
    papers = (
        PaperInput(name="Tờ khai", paper_id="p1", file_id=shared.pk),
        PaperInput(name="Bản sao", file_id=own.pk),
    )
    first = ended(office, papers=papers)
    second = office.accepted(applicant=person(), number=2, knows_of_duplicate=True)
    DossierPaper.objects.filter(dossier=second).update(file=same_content)
    third = office.accepted(number=3)
    DossierPaper.objects.filter(dossier=third).update(file=shared)

    erased(office, first)
    sweep_files(at=TEN_YEARS_ON + timedelta(hours=1), report=Report())

    shared.refresh_from_db()
    own.refresh_from_db()
    assert shared.erased_at is None
    assert path_of(shared.sha256).exists()
    assert own.removed_at is not None
    assert not path_of(own.sha256).exists()
    assert list(first.papers.values_list("file_id", flat=True)) == [None, own.pk]


@with_rule
def test_a_content_stored_again_meanwhile_is_put_back(office: Office) -> None:
    file = scan(SCAN + b"5")
    dossier = ended(office, papers=(PaperInput(name="Tờ khai", paper_id="p1", file_id=file.pk),))
    at = datetime.fromtimestamp(path_of(file.sha256).stat().st_mtime, VIETNAM)
    erased(office, dossier)
    # As if erased a moment before somebody else's upload, which is not committed yet.
    StoredFile.objects.filter(pk=file.pk).update(erased_at=at - timedelta(seconds=1))

    sweep_files(at=at + timedelta(hours=1), report=Report())

    assert path_of(file.sha256).exists()


@with_rule
def test_nothing_more_can_be_done_to_an_erased_dossier(office: Office) -> None:
    dossier = erased(office, ended(office))

    with pytest.raises(ErasedError, match="đã xóa dữ liệu cá nhân"):
        reopen_dossier(
            dossier.pk,
            reason="Sai",
            legal_basis="Điều 21",
            working_days=2,
            **office.by(Role.APPROVER, TEN_YEARS_ON),
        )
    with pytest.raises(ErasedError):
        erase_dossier(dossier.pk, actor=office.people[Role.APPROVER], at=TEN_YEARS_ON)


@with_rule
def test_a_killed_erasure_leaves_everything(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = lived_in_full(office)
    before = set(traces())

    def killed(_people: list[int]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(blanking, "forget_unused", killed)
    with pytest.raises(KeyboardInterrupt):
        erased(office, dossier)

    assert set(traces()) == before
    assert Dossier.objects.get(pk=dossier.pk).erased_at is None


def _reopened(dossier: Dossier, _office: Office) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_PROGRESS)


def _unpaid(dossier: Dossier, _office: Office) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(money_state=MoneyState.DUE)


def _to_refund(dossier: Dossier, _office: Office) -> None:
    Refund.objects.create(
        payment=Payment.objects.get(charges__dossier=dossier),
        amount_dong=8_000,
        reason="Rút",
        decided_at=WEDNESDAY,
    )


def _complained(dossier: Dossier, office: Office) -> None:
    SubjectRequest.objects.create(
        kind="complain",
        agency=office.desk.agency,
        person=dossier.applicant,
        words="Lộ số điện thoại",
        received_at=WEDNESDAY,
        received_by_id=office.people[Role.HEAD_OF_DESK].officer_id or 0,
        due_at=WEDNESDAY,
    )


def _unsent(dossier: Dossier, _office: Office) -> None:
    Message.objects.filter(about=dossier.code).update(state=MessageState.WAITING)


@with_rule
@pytest.mark.parametrize(
    ("happen", "sentence"),
    [
        pytest.param(_reopened, "mở lại", id="reopened"),
        pytest.param(_unpaid, "chưa thu", id="a fee is unpaid"),
        pytest.param(_to_refund, "phải hoàn", id="money to give back"),
        pytest.param(_complained, "khiếu nại", id="a complaint runs"),
        pytest.param(_unsent, "thư chưa gửi", id="mail has not gone"),
    ],
)
def test_what_holds_a_dossier(
    office: Office,
    happen: Callable[[Dossier, Office], None],
    sentence: str,
) -> None:
    dossier = ended(office)
    assert hold_on(dossier) == ""
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    happen(dossier, office)

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert sentence in hold_on(Dossier.objects.get(pk=dossier.pk))
    assert sentence in Erasure.objects.get().hold
    with pytest.raises(
        Exception, match=sentence if happen is not _reopened else "tình trạng|mở lại"
    ):
        erase_dossier(dossier.pk, actor=office.people[Role.APPROVER], at=TEN_YEARS_ON)


@pytest.mark.parametrize(
    ("years", "is_proposal", "at", "is_due"),
    [
        pytest.param(10, False, datetime(2036, 11, 4, 8, tzinfo=VIETNAM), True, id="on the day"),
        pytest.param(10, False, datetime(2036, 11, 3, 8, tzinfo=VIETNAM), False, id="a day early"),
        pytest.param(None, False, TEN_YEARS_ON, False, id="kept for ever"),
        pytest.param(1, True, TEN_YEARS_ON, False, id="a mere proposal"),
    ],
)
def test_when_a_dossier_is_due(
    office: Office, years: int | None, at: datetime, *, is_proposal: bool, is_due: bool
) -> None:
    RetentionRule.objects.create(
        years=years, is_proposal=is_proposal, legal_basis="-", valid_from=date(2018, 6, 21)
    )
    ended(office)

    list_what_is_due(at=at, report=Report())

    assert Erasure.objects.exists() is is_due


@with_rule
def test_the_rule_of_the_procedure_goes_before_that_of_all(office: Office) -> None:
    ended(office)
    RetentionRule.objects.create(
        procedure=office.procedure, years=None, legal_basis="-", valid_from=date(2018, 6, 21)
    )

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert not Erasure.objects.exists()


def test_a_longer_schedule_takes_what_waits_off_the_list(
    office: Office, rule: RetentionRule
) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    assert Erasure.objects.exists()
    RetentionRule.objects.filter(pk=rule.pk).update(years=20)

    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    assert not Erasure.objects.exists()


@given(
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.integers(1, 70),
    st.integers(1, 70),
)
def test_more_years_never_make_it_earlier(day: date, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    at = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)

    def last(years: int) -> date:
        found = due_on(at, RetentionRule(years=years))
        assert found is not None
        return found

    assert day < last(fewer) <= last(more)
    assert last(more).year == day.year + more


@with_rule
def test_only_what_was_confirmed_is_erased_and_in_whose_name(office: Office) -> None:
    dossier = ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    erase_what_was_confirmed(at=TEN_YEARS_ON, report=Report())
    assert Dossier.objects.get(pk=dossier.pk).erased_at is None
    leader = office.people[Role.APPROVER]
    (group,) = due_groups(leader)

    confirmed = confirm_due(
        office.procedure,
        agency_id=office.desk.agency.pk,
        expected=group.waiting,
        actor=leader,
        at=TEN_YEARS_ON,
    )
    report = Report()
    erase_what_was_confirmed(at=TEN_YEARS_ON + timedelta(hours=1), report=report)

    after = Dossier.objects.get(pk=dossier.pk)
    assert (confirmed, group.held, group.years) == (1, 0, 10)
    assert after.erased_at == TEN_YEARS_ON + timedelta(hours=1)
    assert after.events.get(action=Action.ERASE).actor_id == leader.officer_id
    assert report.problems == []


@with_rule
def test_what_is_held_after_it_was_confirmed_goes_back_to_the_list(office: Office) -> None:
    dossier = ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    confirm_due(
        office.procedure,
        agency_id=office.desk.agency.pk,
        expected=1,
        actor=office.people[Role.APPROVER],
        at=TEN_YEARS_ON,
    )
    _complained(dossier, office)

    erase_what_was_confirmed(at=TEN_YEARS_ON, report=Report())

    row = Erasure.objects.get()
    assert row.confirmed_at is None
    assert "khiếu nại" in row.hold
    assert Dossier.objects.get(pk=dossier.pk).principal_name == NAME


@with_rule
def test_a_number_that_was_not_the_one_shown_confirms_nothing(office: Office) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())
    asked: dict[str, Any] = {
        "agency_id": office.desk.agency.pk,
        "actor": office.people[Role.APPROVER],
        "at": TEN_YEARS_ON,
    }

    with pytest.raises(Exception, match="vừa thay đổi"):
        confirm_due(office.procedure, expected=2, **asked)

    assert Erasure.objects.get().confirmed_at is None


@with_rule
@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.APPROVER, Role.ADMINISTRATOR}]
)
def test_nobody_else_may_confirm(office: Office, role: Role) -> None:
    ended(office)
    list_what_is_due(at=TEN_YEARS_ON, report=Report())

    with pytest.raises(PermissionDenied):
        confirm_due(
            office.procedure,
            agency_id=office.desk.agency.pk,
            expected=1,
            actor=factories.actor_with(role, agency=office.desk.agency),
            at=TEN_YEARS_ON,
        )
