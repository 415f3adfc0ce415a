"""Erasure: nothing of anybody is left, the chain and the figures are, and files of others."""

from datetime import datetime, timedelta

import pytest

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of
from motcua.dossiers.auditing import audit
from motcua.dossiers.daily.erasures import (
    sweep_files,
)
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.erased import ErasedError
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import (
    Dossier,
    DossierPaper,
    DossierPersonalData,
    Erasure,
)
from motcua.dossiers.services import blanking
from motcua.dossiers.services.erasing import erase_dossier
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.kernel.clock import VIETNAM
from motcua.people.models import Person
from motcua.procedures.models import RetentionRule
from tests.dossiers.erasing_cases import (
    SCAN,
    TEN_YEARS_ON,
    ended,
    erased,
    lived_in_full,
    office,
    person,
    rule,
    scan,
    with_rule,
)
from tests.dossiers.everywhere import NAME, NUMBER, PHONE, plant, traces
from tests.dossiers.lives import Office
from tests.dossiers.whole_records import assert_chained

__all__ = ["office", "rule"]
pytestmark = pytest.mark.django_db


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
    compared = audit(at=TEN_YEARS_ON)
    assert (compared.differences, compared.tally.erased) == ([], 1)


@with_rule
def test_an_erasure_is_lawful_by_its_event_and_what_is_put_back_is_named(office: Office) -> None:
    dossier = ended(office)
    before = DossierPersonalData.objects.get(dossier=dossier)
    erased(office, dossier)
    assert (audit(at=TEN_YEARS_ON).differences, audit(at=TEN_YEARS_ON).tally.erased) == ([], 1)

    before.save()
    Dossier.objects.update(erased_at=None)

    erased_at, *_forms, put_back = map(str, audit(at=TEN_YEARS_ON).differences)
    assert "xóa dữ liệu lúc (erased_at) trong bảng là trống, theo sổ là “2036-11-05" in erased_at
    assert put_back == f"Hồ sơ {dossier}: sổ ghi đã xóa thông tin cá nhân mà bảng vẫn còn"


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
