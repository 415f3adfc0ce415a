"""What the tests of erasure share: a rule, a person, a dossier that lived in full and ended."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.models import (
    Dossier,
    DossierNote,
    SubjectRequest,
)
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.consulting import answer, ask_agency
from motcua.dossiers.services.erasing import erase_dossier
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.reading import Reader, give_reason, remember_reading
from motcua.dossiers.services.results import attach_result
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message, MessageState
from motcua.people.models import Person
from motcua.people.services import PersonInput
from motcua.procedures.models import RetentionRule
from tests import factories
from tests.dossiers.everywhere import MAIL, NAME, NUMBER, PHONE
from tests.dossiers.lives import TUESDAY, Office, open_office
from tests.factories import AgencyFactory
from tests.papers import a_pdf

with_rule = pytest.mark.usefixtures("rule")
WEDNESDAY: Final = TUESDAY + timedelta(days=1)
TEN_YEARS_ON: Final = datetime(2036, 11, 5, 8, tzinfo=VIETNAM)
SCAN: Final = a_pdf(NAME)


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Office:
    # Files of other tests would be traces of their people.
    settings.FILES_FOLDER = tmp_path
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
    _write_about(dossier, office)
    return Dossier.objects.get(pk=dossier.pk)


def _write_about(dossier: Dossier, office: Office) -> None:
    """Leave words about the person wherever officers write some."""
    officer_id = office.people[Role.CLERK].officer_id or 0
    DossierNote.objects.create(
        dossier=dossier, officer_id=officer_id, text=NAME, written_at=TUESDAY
    )
    dossier.asked_again.create(paper_id="p1", reason=NAME, asked_at=TUESDAY)
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
