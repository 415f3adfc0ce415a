"""Results and the book, over several connections at the same moment."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.documents.services import store_content
from motcua.dossiers.book import Period, entries
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.results import (
    ResultError,
    approve_result,
    attach_result,
    number_result,
)
from motcua.dossiers.services.returning import return_results
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Procedure
from tests import factories
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.whole_records import assert_chained
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

ROLES = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
FRIDAY = THURSDAY_MORNING + timedelta(days=1)


@pytest.fixture(autouse=True)
def _committed(committed_database: str, settings: Any, tmp_path: Path) -> None:
    """Commit for real, in a database that goes with the test."""
    del committed_database
    settings.FILES_FOLDER = tmp_path
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*ROLES, agency=desk.agency, full_name="Phạm Văn Khải")


@pytest.fixture
def procedure() -> Procedure:
    """Return a procedure due in three working days."""
    procedure: Procedure = ProcedureFactory.create()
    return procedure


@pytest.fixture
def at_desk(desk: Desk, procedure: Procedure, officer: Actor) -> DeskContext:
    """Return the desk as services want it, read after all configuration is made."""
    del procedure, officer
    return factories.context_of(desk)


def accept(procedure: Procedure, context: DeskContext, officer: Actor, number: int) -> Dossier:
    return accept_at_desk(
        factories.lodging(
            procedure, context.agency, applicant=factories.applicant(f"077190{number:06}")
        ),
        context=context,
        actor=officer,
        at=THURSDAY_MORNING,
    )


def attach(dossier: Dossier, actor: Actor, words: str, replaces: str = "") -> Result:
    file = store_content(b"%PDF-1.7\n" + words.encode(), name="kq.pdf", actor=actor, at=FRIDAY)
    return attach_result(
        dossier.pk,
        file=file,
        outcome="granted",
        title=words,
        replaces=replaces,
        actor=actor,
        at=FRIDAY,
    )


@pytest.mark.parametrize("round_number", range(6))
def test_what_is_approved_is_what_was_shown_or_nothing(
    procedure: Procedure, at_desk: DeskContext, officer: Actor, round_number: int
) -> None:
    leader = factories.actor_with(Role.APPROVER, agency=at_desk.agency)
    dossier = accept(procedure, at_desk, officer, round_number)
    shown = attach(dossier, officer, "bản đầu")

    def approve() -> object:
        return approve_result(
            dossier.pk, version=1, sha256=shown.file.sha256, actor=leader, at=FRIDAY
        )

    approved, replaced = at_once(approve, lambda: attach(dossier, officer, "bản sau"))

    versions = list(dossier.results.order_by("version"))
    if isinstance(approved, Result):
        # The leader was first: the officer is told, and what was approved stands.
        assert isinstance(replaced, ResultError)
        assert "Lê Thị Thu Hà duyệt" in str(replaced)
        assert [(v.approved_sha256, v.voided_at) for v in versions] == [(shown.file.sha256, None)]
    else:
        # The officer was first: the leader is told by whom, and nothing is approved.
        assert isinstance(approved, ResultError)
        assert "Phạm Văn Khải thay bằng bản số 2" in str(approved)
        assert [(v.version, v.approved_at) for v in versions] == [(1, None), (2, None)]
    dossier.refresh_from_db()
    assert_chained(dossier)


def test_an_officer_with_a_reason_replaces_before_or_after_and_no_approval_is_carried_over(
    procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    leader = factories.actor_with(Role.APPROVER, agency=at_desk.agency)
    dossier = accept(procedure, at_desk, officer, 1)
    shown = attach(dossier, officer, "bản đầu")

    at_once(
        lambda: approve_result(
            dossier.pk, version=1, sha256=shown.file.sha256, actor=leader, at=FRIDAY
        ),
        lambda: attach(dossier, officer, "bản sau", "Sai năm sinh"),
    )

    in_force = dossier.results.get(voided_at__isnull=True)
    assert (in_force.version, in_force.approved_at) == (2, None)
    dossier.refresh_from_db()
    assert_chained(dossier)


def test_two_clerks_number_many_results_without_a_gap_and_none_twice(
    procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    dossiers = [accept(procedure, at_desk, officer, number) for number in range(8)]
    for dossier in dossiers:
        made = attach(dossier, officer, "giấy")
        approve_result(dossier.pk, version=1, sha256=made.file.sha256, actor=officer, at=FRIDAY)

    def number_all(order: list[Dossier]) -> object:
        done = 0
        for dossier in order:
            try:
                number_result(
                    dossier.pk, symbol="/GXN", dated=FRIDAY.date(), actor=officer, at=FRIDAY
                )
            except DomainError as sentence:
                assert "vào số" in str(sentence)  # noqa: PT017, the other clerk was quicker
            else:
                done += 1
        return done

    counts = at_once(
        lambda: number_all(dossiers),
        lambda: number_all(dossiers[::-1]),
        lambda: number_all(dossiers[4:] + dossiers[:4]),
    )

    assert sum(count for count in counts if isinstance(count, int)) == len(dossiers)
    given = Result.objects.order_by("number").values_list("number", flat=True)
    assert list(given) == list(range(1, len(dossiers) + 1))


def test_two_desks_handing_over_the_same_results_in_opposite_order_do_it_once(
    procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    dossiers = [accept(procedure, at_desk, officer, number) for number in range(4)]
    for dossier in dossiers:
        for _step in range(3):
            complete_step(dossier.pk, outcome="done", context=at_desk, actor=officer, at=FRIDAY)
    collector = factories.applicant("077190000099", full_name="Lê Văn Tám")

    def give(order: list[Dossier]) -> object:
        return return_results(
            [dossier.pk for dossier in order],
            collector=collector,
            proof="Giấy ủy quyền",
            has_receipt=True,
            actor=officer,
            at=FRIDAY,
        )

    answers = at_once(lambda: give(dossiers), lambda: give(dossiers[::-1]))

    assert sorted(isinstance(answer, list) for answer in answers) == [False, True]
    for dossier in dossiers:
        assert dossier.events.filter(action="return_result").count() == 1


def test_dossiers_accepted_at_many_desks_at_once_are_numbered_in_the_book_without_a_gap(
    procedure: Procedure, at_desk: DeskContext, officer: Actor
) -> None:
    def accept_some(first: int) -> object:
        return [accept(procedure, at_desk, officer, number) for number in range(first, first + 6)]

    at_once(*(lambda first=first: accept_some(first) for first in range(0, 48, 6)))

    period = Period(date(2024, 9, 1), date(2024, 9, 30))
    rows = entries(at_desk.agency, period, most=100)
    assert [row.number for row in rows] == list(range(1, 49))
