"""Whatever is asked, answered and promised anew: the date is what one counts by hand.

A random life is led through the services; the reference is a few lines written from the
rules: whole days, one by one. Nothing stored is ever changed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, DueDate, Pause
from motcua.dossiers.reckoning import current_due, explained
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import sign_apology
from motcua.dossiers.services.pausing import (
    SupplementItem,
    ask_payment,
    ask_supplement,
    resume,
)
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from tests import factories
from tests.dossiers.test_pausing import procedure_of
from tests.factories import DeskFactory
from tests.kernel.naive import NaiveCount, NaivePause

pytestmark = pytest.mark.django_db
ACCEPTED: Final = datetime(2024, 9, 12, 9, 0, tzinfo=VIETNAM)
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

# How long after the act before, in minutes: at once, within the minute, hours, days, weeks.
gaps = st.one_of(
    st.sampled_from([0, 0.5, 1, 479, 480, 1439, 1440]),
    st.integers(0, 12 * 24 * 60),
)
WAITING: Final = ("papers", "money")
# What is done, how long after the act before, how long it is waited, days promised anew.
acts = st.lists(
    st.tuples(
        st.sampled_from(["papers", "papers", "money", "apology"]), gaps, gaps, st.integers(1, 9)
    ),
    min_size=1,
    max_size=5,
)
lives = st.tuples(acts, st.booleans())
"""What is done one after the other, and whether the last waiting is still on."""
limits = st.sampled_from(
    [
        (1, "same_day"),
        (1, "working_day"),
        (5, "working_day"),
        (20, "working_day"),
        (2, "working_hour"),
        (12, "working_hour"),
        (7, "calendar_day"),
        (1, "month"),
    ]
)


@pytest.fixture
def desk() -> Desk:
    factories.form_templates()
    factories.message_templates()
    desk: Desk = DeskFactory.create()
    return desk


def do(dossier: Dossier, kind: str, at: datetime, days: int, shared: dict[str, Any]) -> None:
    words: dict[str, Any] = {**shared, "actor": SYSTEM, "at": at}
    if kind == "papers":
        ask_supplement(
            dossier.pk,
            items=[SupplementItem("p1", "original", "Ký lại")],
            reason="Chưa ký",
            legal_basis="Điều 15",
            reply_by=None,
            override_reason="Lần nữa",
            **words,
        )
    elif kind == "money":
        ask_payment(
            dossier.pk,
            reason="Thuế",
            legal_basis="Luật",
            document="TB 1",
            amount_dong=None,
            **words,
        )
    elif kind == "answer":
        resume(dossier.pk, note="Đã nộp", **words)
    else:
        old = Dossier.objects.get(pk=dossier.pk).due_at or at
        day: date = max(old, at).astimezone(VIETNAM).date() + timedelta(days=days)
        sign_apology(
            dossier.pk,
            reason="Chờ xác minh",
            new_due_on=day,
            override_reason="Lần nữa",
            **words,
        )


def moves(
    acts: list[tuple[str, float, float, int]], *, is_left_waiting: bool
) -> Iterator[tuple[str, float, int]]:
    """Return one act after the other; each waiting is followed by its answer."""
    for number, (kind, gap, wait, days) in enumerate(acts, start=1):
        yield kind, gap, days
        if kind in WAITING and not (is_left_waiting and number == len(acts)):
            yield "answer", wait, days


def by_hand(dossier: Dossier, as_of: datetime | None = None) -> datetime | None:
    """Count the date once more, slowly, from the rows and nothing else."""
    rows = list(DueDate.objects.filter(dossier=dossier).order_by("pk"))
    basis = [row for row in rows if row.kind in ("promise", "extension", "reopened")][-1]
    layers = basis.calendar_version.content["layers"]
    pauses: list[NaivePause] = []
    for pause in Pause.objects.filter(dossier=dossier).order_by("started_at", "pk"):
        begin, end = naive(pause.started_at), naive(pause.ended_at)
        assert begin is not None
        if end is None or end > begin:
            pauses.append((begin, end, pause.restarts))
    count = NaiveCount(layers, basis.limit_value, basis.limit_unit, basis.policy)
    begins = naive(basis.counted_from)
    assert begins is not None
    due, provisional = count.answer(begins, pauses, naive(as_of))
    return provisional if as_of is not None else due


def naive(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    return instant.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def stored(dossier: Dossier) -> dict[int, tuple[Any, ...]]:
    rows = DueDate.objects.filter(dossier=dossier).values_list()
    return {row[0]: row for row in rows}


@SLOW
@given(limit=limits, rule=st.sampled_from(["by_law", "extend", "restart"]), life=lives)
def test_after_any_life_the_date_is_what_one_counts_by_hand_and_no_row_was_changed(
    desk: Desk,
    limit: tuple[int, str],
    rule: str,
    life: tuple[list[tuple[str, float, float, int]], bool],
) -> None:
    with transaction.atomic():
        shared = {"context": factories.context_of(desk)}
        dossier = accept_at_desk(
            factories.lodging(
                procedure_of(*limit, supplement=rule), desk.agency, knows_of_duplicate=True
            ),
            **shared,
            actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
            at=ACCEPTED,
        )
        shared = {"context": factories.context_of(desk)}
        original = dossier.original_due_at
        at, before = ACCEPTED, stored(dossier)
        for kind, minutes, days in moves(life[0], is_left_waiting=life[1]):
            at += timedelta(minutes=minutes)
            # What the law or the order of things forbids is refused, and changes nothing.
            with suppress(DomainError):
                do(dossier, kind, at, days, shared)
            fresh = Dossier.objects.get(pk=dossier.pk)
            after = stored(dossier)
            assert {pk: after[pk] for pk in before} == before
            before = after
            assert fresh.original_due_at == original
            assert naive(fresh.due_at) == by_hand(fresh)
            _agrees(fresh, at)
        transaction.set_rollback(True)


def _agrees(dossier: Dossier, at: datetime) -> None:
    """See that what is shown and what steps go by is that same date."""
    counted = current_due(dossier, as_of=at)
    assert counted is not None
    assert counted.due == dossier.due_at
    told = explained(dossier, at)
    assert told is not None
    if dossier.due_at is None:
        assert told.is_provisional
        assert naive(told.at) == by_hand(dossier, at)
    else:
        assert told.at == dossier.due_at
    for row in DueDate.objects.filter(dossier=dossier, kind="recomputed"):
        assert row.due_at is not None
    step = dossier.steps.get(closed_at__isnull=True)
    assert step.due_at == dossier.due_at
