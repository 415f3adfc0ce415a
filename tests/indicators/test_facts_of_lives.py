"""Random lives led through the services: the fact is what the dossier's own row says."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.ending import stop_dossier, withdraw_dossier
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.undoing import last_act, undo
from motcua.indicators.facts import Outcome
from motcua.indicators.keeping import catch_up, mark, rebuild
from motcua.indicators.models import DossierFact
from motcua.indicators.periods import Period
from motcua.indicators.reports import book_figures, by_field, total
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from motcua.kernel.punctuality import by_day, by_instant
from tests import factories
from tests.dossiers.lives import Office, closing, open_office
from tests.dossiers.test_pauses_against_kernel import do
from tests.dossiers.test_pausing import procedure_of
from tests.factories import AgencyFactory, DeskFactory
from tests.indicators.stock import question

pytestmark = pytest.mark.django_db
ACCEPTED: Final = datetime(2024, 9, 12, 9, 0, tzinfo=VIETNAM)
LATER: Final = datetime(2026, 12, 1, 8, tzinfo=VIETNAM)
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
WAITING: Final = ("papers", "money", "answer", "apology")
ENDING: Final = ("undo", "return", "withdraw", "stop", "reopen")
ACTS: Final = (*WAITING, "step", "step", "step", *ENDING)
acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "papers",
                "money",
                "answer",
                "apology",
                "step",
                "step",
                "step",
                "undo",
                "return",
                "withdraw",
                "stop",
                "reopen",
            ]
        ),
        st.one_of(st.sampled_from([0, 1, 20, 480, 1440]), st.integers(0, 6 * 24 * 60)),
    ),
    max_size=9,
)


@pytest.fixture
def desk() -> Desk:
    factories.form_templates()
    factories.message_templates()
    desk: Desk = DeskFactory.create()
    return desk


def move(dossier: Dossier, act: str, at: datetime, shared: dict[str, Any]) -> None:
    words: dict[str, Any] = {**shared, "actor": SYSTEM, "at": at}
    match act:
        case "step":
            complete_step(dossier.pk, outcome="done", **words)
        case "return":
            return_result(
                dossier.pk, collector=None, proof="", has_receipt=True, actor=SYSTEM, at=at
            )
        case "withdraw":
            withdraw_dossier(dossier.pk, **closing(money="none"), **words)
        case "stop":
            stop_dossier(dossier.pk, **closing(money="none"), **words)
        case "reopen":
            reopen_dossier(dossier.pk, reason="Sót", legal_basis="Điều 1", working_days=3, **words)
        case "undo":
            event = last_act(dossier)
            assert event is not None
            undo(dossier.pk, sequence=event.sequence, reason="Nhầm", **words)
        case _:
            do(dossier, act, at, 2, shared)


def live(desk: Desk, told: list[tuple[str, float]]) -> Dossier:
    """Lead a dossier through what it can bear of ``told``."""
    shared = {"context": factories.context_of(desk)}
    dossier = accept_at_desk(
        factories.lodging(procedure_of(3), desk.agency), **shared, actor=SYSTEM, at=ACCEPTED
    )
    at = ACCEPTED
    for act, gap in told:
        at += timedelta(minutes=gap)
        with suppress(DomainError, PermissionDenied), transaction.atomic():
            move(dossier, act, at, shared)
    return Dossier.objects.get(pk=dossier.pk)


@SLOW
@given(told=acts)
def test_the_fact_is_what_the_row_says(desk: Desk, told: list[tuple[str, float]]) -> None:
    with transaction.atomic():
        dossier = live(desk, told)
        catch_up(at=LATER)
        fact = DossierFact.objects.get(pk=dossier.pk)
        counts = total(by_field(question(Period(ACCEPTED.date(), ACCEPTED.date()))))
        transaction.set_rollback(True)

    end = dossier.finished_at or dossier.ended_at
    assert fact.events_count == dossier.events_count
    assert fact.ended_on == (clock.day_of(end) if end else None)
    assert (fact.outcome == Outcome.OPEN) == (end is None)
    assert fact.original_due_at == dossier.original_due_at
    assert (fact.waiting_on is not None) == (dossier.state == State.AWAITING_SUPPLEMENT)
    if dossier.state not in {State.WITHDRAWN, State.STOPPED}:
        # What ends while it waits gets a date in its row; it is on time without one.
        assert fact.due_at == dossier.due_at
    if dossier.finished_at and dossier.due_at:
        assert fact.by_day == by_day(dossier.finished_at, dossier.due_at)
        assert fact.by_instant == by_instant(dossier.finished_at, dossier.due_at)
    assert counts.c3 == 1 == counts.c7 + counts.c11


@pytest.fixture
def office() -> Office:
    return open_office()


def everything(office: Office) -> list[Any]:
    del office
    return list(DossierFact.objects.order_by("pk").values_list())


def some_dossiers(office: Office) -> list[Dossier]:
    """Return four: one done, one withdrawn, one that waits, one untouched."""
    dossiers = [office.accepted(number=number) for number in range(1, 5)]
    office.advance(dossiers[0], 3)
    withdraw_dossier(dossiers[1].pk, **closing(), **office.by(Role.DESK_OFFICER))
    shared = {"context": office.context}
    do(dossiers[2], "papers", ACCEPTED.replace(year=2026, month=11, day=3), 1, shared)
    return dossiers


def test_what_was_recorded_is_counted_once_and_found_again_from_nothing(office: Office) -> None:
    dossiers = some_dossiers(office)

    done = catch_up(at=LATER)
    kept = everything(office)
    again = catch_up(at=LATER)
    anew = rebuild(at=LATER)

    assert (done, again, anew) == (4, 0, 4)
    assert everything(office) == kept
    assert {row[0] for row in kept} == {dossier.pk for dossier in dossiers}


def test_only_what_moved_is_derived_again(office: Office) -> None:
    first, second = office.accepted(number=1), office.accepted(number=2)
    catch_up(at=LATER)
    before = mark()

    office.advance(second, 1)
    done = catch_up(at=LATER)

    after = mark()
    assert done == 1
    assert before is not None
    assert after is not None
    assert before.changed_at is not None
    assert after.changed_at is not None
    assert after.changed_at > before.changed_at
    assert DossierFact.objects.get(pk=first.pk).events_count == first.events_count


def test_what_was_refused_before_acceptance_has_no_fact() -> None:
    office = open_office(fee_dong=0)
    lodged = lodge_dossier(
        factories.lodging(office.procedure, office.desk.agency), **office.by(Role.DESK_OFFICER)
    )
    refuse_dossier(
        lodged.pk,
        reasons=["Sai thẩm quyền"],
        legal_basis="Điều 17",
        advice="",
        **office.by(Role.DESK_OFFICER),
    )

    catch_up(at=LATER)

    assert not DossierFact.objects.exists()


def test_what_is_received_for_another_agency_is_counted_once_where_it_is_decided(
    office: Office,
) -> None:
    here, there = office.desk.agency, AgencyFactory.create(province=office.desk.agency.province)
    office.accepted(number=1)
    office.accepted(number=2, agency_id=there.pk)
    catch_up(at=LATER)

    counts = {
        agency_id: total(by_field(question(agency_id=agency_id))).c3
        for agency_id in (None, here.pk, there.pk)
    }
    book = book_figures(question(agency_id=here.pk))
    book_there = book_figures(question(agency_id=there.pk))

    assert counts == {None: 2, here.pk: 1, there.pk: 1}
    assert (book.received, book.passed_on, book.from_others) == (2, 1, 0)
    assert (book_there.received, book_there.from_others) == (0, 1)


def test_the_book_and_the_report_agree(office: Office) -> None:
    some_dossiers(office)
    catch_up(at=LATER)
    asked = question(
        Period(datetime(2026, 11, 1).date(), datetime(2026, 11, 30).date()),  # noqa: DTZ001 - days
        agency_id=office.desk.agency.pk,
    )

    book = book_figures(asked)
    counts = total(by_field(asked))

    assert (book.received, book.finished, book.given_up) == (4, 1, 1)
    assert book.accepted_in_period == counts.c4 + counts.c5
    assert office.desk.agency.received_dossiers.filter(book_number__isnull=False).count() == 4
