"""Papers verified once are offered next time, used by reference, and asked for with a reason."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.documents.held_papers import offers_for
from motcua.documents.holding import (
    HoldingError,
    describe_paper,
    object_to_paper,
    withdraw_objection,
    withdraw_results,
)
from motcua.documents.models import HeldPaper, PaperKind, ScanState, StoredFile
from motcua.documents.paper_kinds import kind_called, months_after
from motcua.documents.services import store_file
from motcua.dossiers.models import AskedAgain, Dossier, PaperForm
from motcua.dossiers.pause_rules import PauseError, SupplementItem
from motcua.dossiers.services.lodging import LodgingError, PaperInput
from motcua.dossiers.services.pausing import ask_supplement
from motcua.dossiers.services.results import attach_result
from motcua.people.services import PersonInput
from tests import factories
from tests.dossiers.erasing_cases import (
    ended,
    erased,
    person as erasing_person,
    rule,
    with_rule,
)
from tests.dossiers.lives import ACCEPTED_AT, TUESDAY, Office, open_office
from tests.papers import a_pdf

__all__ = ["rule"]
pytestmark = pytest.mark.django_db
PAPER = "Giấy xác nhận tình trạng hôn nhân (nếu có)"
NUMBER = "077196004213"


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Office:
    settings.FILES_FOLDER = tmp_path
    return open_office()


@pytest.fixture
def kind() -> PaperKind:
    return PaperKind.objects.create(
        code="hon-nhan",
        name="Giấy xác nhận tình trạng hôn nhân",
        names="xác nhận tình trạng hôn nhân\nxác nhận độc thân",
        valid_months=6,
    )


def scan(words: str = "") -> StoredFile:
    upload = SimpleUploadedFile("quet.pdf", a_pdf(words))
    return store_file(upload, actor=SYSTEM, at=ACCEPTED_AT)


def person() -> PersonInput:
    return factories.applicant(NUMBER)


def handed_in(file: StoredFile, form: PaperForm = PaperForm.ORIGINAL) -> PaperInput:
    return PaperInput(name=PAPER, paper_id="p1", form=form, file_id=file.pk)


def accepted(office: Office, *papers: PaperInput, **fields: Any) -> Dossier:
    taken: Dossier = office.accepted(
        applicant=person(), papers=papers, knows_of_duplicate=True, **fields
    )
    return taken


def test_a_paper_compared_at_the_desk_is_offered_once_its_days_are_known(
    office: Office, kind: PaperKind
) -> None:
    at = ACCEPTED_AT + timedelta(days=1)
    dossier = accepted(office, handed_in(scan()))
    [held] = HeldPaper.objects.all()
    before = offers_for(dossier.principal, PAPER, at)

    describe_paper(
        held,
        issuer="UBND xã An Bình",
        number="45/UBND",
        valid_from=date(2026, 9, 1),
        valid_to=None,
        officer_id=None,
        at=at,
    )

    assert (held.kind, held.source, held.source_key) == (kind, "desk", dossier.tracking_code)
    assert held.is_digitised
    assert before == []
    assert offers_for(dossier.principal, PAPER, at) == [held]
    assert held.valid_to == date(2027, 3, 1)
    assert offers_for(dossier.principal, PAPER, at + timedelta(days=300)) == []
    assert offers_for(dossier.principal, "Bản đồ", at) == []


def test_a_copy_that_nobody_compared_is_not_kept(office: Office, kind: PaperKind) -> None:
    del kind

    accepted(office, handed_in(scan(), PaperForm.COPY))

    assert not HeldPaper.objects.exists()


@pytest.fixture
def held(office: Office, kind: PaperKind) -> HeldPaper:
    """Return a paper of the person that can be used again."""
    kind.valid_months = None
    kind.save()
    accepted(office, handed_in(scan()))
    return HeldPaper.objects.get()


def test_a_paper_is_used_again_by_reference(office: Office, held: HeldPaper) -> None:
    again = PaperInput(
        name=PAPER,
        paper_id="p1",
        form=PaperForm.ELECTRONIC,
        file_id=held.file_id,
        held_id=held.pk,
    )

    second = accepted(office, again, number=2)

    [paper] = second.papers.all()
    held.refresh_from_db()
    assert (paper.held_paper, paper.is_reused, paper.file) == (held, True, held.file)
    assert held.is_reused
    assert StoredFile.objects.count() == 1
    assert HeldPaper.objects.count() == 1


def test_nobody_uses_the_paper_of_somebody_else(office: Office, held: HeldPaper) -> None:
    stranger = factories.applicant("077190000077")
    taken = PaperInput(name=PAPER, file_id=held.file_id, held_id=held.pk)

    with pytest.raises(LodgingError, match="kho"):
        office.accepted(applicant=stranger, papers=(taken,), number=2)


def test_what_its_person_objects_to_is_offered_no_more(held: HeldPaper) -> None:
    at = ACCEPTED_AT + timedelta(hours=2)

    with pytest.raises(HoldingError):
        object_to_paper(held, "  ", at=at)
    object_to_paper(held, "Không phải của tôi", at=at)
    objected = offers_for(held.person, PAPER, at)
    withdraw_objection(held)

    assert objected == []
    assert offers_for(held.person, PAPER, at) == [held]


def test_what_is_not_safe_to_open_is_not_offered(held: HeldPaper) -> None:
    at = ACCEPTED_AT + timedelta(hours=2)
    StoredFile.objects.update(scan_state=ScanState.INFECTED)

    assert offers_for(held.person, PAPER, at) == []


def test_taking_a_paper_that_is_had_is_written_down_with_its_reason(
    office: Office, held: HeldPaper
) -> None:
    taken = PaperInput(
        name=PAPER, paper_id="p1", why="Bản cũ mờ, không đọc được", instead_of_id=held.pk
    )

    second = accepted(office, taken, number=2)

    [asked] = AskedAgain.objects.all()
    assert (asked.dossier, asked.held_paper) == (second, held)
    assert asked.reason == "Bản cũ mờ, không đọc được"


def _ask(office: Office, dossier: Dossier, why: str) -> None:
    ask_supplement(
        dossier.pk,
        items=[SupplementItem("p1", "original", "Nộp bản mới", why)],
        reason="Thiếu giấy",
        legal_basis="Nghị định 118/2025/NĐ-CP",
        reply_by=None,
        context=factories.context_of(office.desk),
        **office.who(Role.HANDLING_OFFICER),
    )


def test_form_02_asks_for_a_paper_that_is_had_only_with_a_reason(
    office: Office, held: HeldPaper
) -> None:
    PaperKind.objects.filter(pk=held.kind_id).update(names="tờ khai")
    second = accepted(office, PaperInput(name="Bản đồ"), number=2)

    with pytest.raises(PauseError, match="đã có trong kho"):
        _ask(office, second, "")
    _ask(office, second, "Bản trong kho thiếu trang")

    [asked] = AskedAgain.objects.all()
    assert (asked.held_paper, asked.reason) == (held, "Bản trong kho thiếu trang")


@with_rule
def test_erasing_a_dossier_empties_the_store_of_what_came_of_it(
    office: Office, kind: PaperKind
) -> None:
    del kind
    dossier = ended(office, papers=(handed_in(scan()),))
    had = HeldPaper.objects.filter(source_key=dossier.tracking_code).exists()

    gone = erased(office, dossier)

    assert had
    assert not HeldPaper.objects.exists()
    file = gone.papers.get().file
    assert file is not None
    assert file.erased_at is not None


@with_rule
def test_a_paper_that_another_dossier_uses_stays_in_the_store(
    office: Office, kind: PaperKind
) -> None:
    PaperKind.objects.filter(pk=kind.pk).update(valid_months=None)
    dossier = ended(office, papers=(handed_in(scan()),))
    held = HeldPaper.objects.get()
    again = PaperInput(name=PAPER, file_id=held.file_id, held_id=held.pk)
    office.accepted(applicant=erasing_person(), papers=(again,), number=2, knows_of_duplicate=True)

    erased(office, dossier)

    held.refresh_from_db()
    assert held.file.erased_at is None


def test_a_granted_result_goes_into_the_store_and_a_new_version_takes_its_place(
    office: Office, kind: PaperKind
) -> None:
    dossier = accepted(office)
    result = attach_result(
        dossier.pk,
        file=scan("kết quả"),
        outcome="granted",
        title="Giấy xác nhận tình trạng hôn nhân",
        **office.who(Role.HANDLING_OFFICER),
    )
    dossier.results.update(
        approved_at=TUESDAY,
        approved_sha256=result.file.sha256,
        document_number="12/GXN",
        dated=TUESDAY.date(),
    )

    office.advance(dossier, 3)
    [held] = HeldPaper.objects.filter(source="result")
    offered = offers_for(dossier.principal, PAPER, TUESDAY)
    withdraw_results(dossier.tracking_code, at=TUESDAY)

    assert (held.kind, held.number, held.valid_to) == (kind, "12/GXN", date(2027, 5, 3))
    assert held.replacing_result_code == "12/GXN"
    assert offered == [held]
    assert offers_for(dossier.principal, PAPER, TUESDAY) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Giấy xác nhận tình trạng hôn nhân của người yêu cầu", "long"),
        ("giay XAC NHAN", "short"),
        ("Giấy xác nhận", "short"),
        ("Tờ khai", None),
        ("Giấyxác nhận", None),
    ],
)
def test_the_longest_phrase_decides_what_kind_a_paper_is(name: str, code: str | None) -> None:
    kinds = [
        PaperKind(code="short", names="giấy xác nhận\n\n"),
        PaperKind(code="long", names="xác nhận tình trạng hôn nhân"),
        PaperKind(code="none", names=""),
    ]

    found = kind_called(name, kinds)

    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 1, 15), 12, date(2025, 1, 15)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, end: date) -> None:
    assert months_after(day, months) == end
