"""Closing a day: it waits for whoever began in it, and nothing comes to it afterwards."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.dossiers.closing import (
    DayStillOpenError,
    close_day,
    database_now,
    days_to_close,
)
from motcua.dossiers.daily.closing import close_days
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.day_hashes import BLOCK, day_hash, split
from motcua.dossiers.models import ClosedDay, DossierEvent
from motcua.kernel import merkle
from tests.dossiers.counter import ONE_DAY, Counter, after_midnight, today
from tests.dossiers.tampering import past_the_guards

pytestmark = pytest.mark.django_db


def test_an_acceptance_holds_its_day_until_it_commits() -> None:
    Counter().accept()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::int, mode FROM pg_locks"
            " WHERE locktype = 'advisory' AND classid = 20777 AND pid = pg_backend_pid()"
        )
        held = cursor.fetchall()

    assert held == [((today() - date(2000, 1, 1)).days, "ShareLock")]


def test_a_day_is_sealed_by_the_leaves_of_all_its_events() -> None:
    counter = Counter()
    for _number in range(2):
        counter.accept()
    day = today()

    closed = close_day(day, at=after_midnight())

    (block,) = closed.blocks.all()
    leaves = list(split(bytes(block.leaves)))
    assert closed.events == len(leaves) == 4
    assert leaves == sorted(leaves)
    assert closed.root == merkle.root_of_leaves(leaves).hex()
    assert closed.hash == day_hash(day, 4, closed.root, "")
    assert closed.previous_hash == ""
    hashes = set(DossierEvent.objects.values_list("hash", flat=True))
    assert not hashes & {leaf.hex() for leaf in leaves}


def test_a_large_day_is_kept_in_blocks_and_has_the_root_of_the_whole() -> None:
    dossier = Counter().accept()
    past_the_guards(
        "INSERT INTO dossiers_dossierevent (dossier_id, sequence, action, from_state, to_state,"
        " happened_at, recorded_at, payload, origin, previous_hash, hash)"
        " SELECT %s, number + 2, 'start', '', '', now(), now(), '{}', 'live', '', number::text"
        " FROM generate_series(1, %s) AS number",
        [dossier.pk, 2 * BLOCK],
    )

    closed = close_day(today(), at=after_midnight())

    blocks = list(closed.blocks.order_by("number"))
    leaves = [leaf for block in blocks for leaf in split(bytes(block.leaves))]
    assert [len(block.leaves) // 32 for block in blocks] == [BLOCK, BLOCK, 2]
    assert closed.root == merkle.root_of_leaves(leaves).hex()


def test_days_are_closed_in_order_and_once() -> None:
    Counter().accept()
    day, at = today(), after_midnight(3)

    assert days_to_close(at) == [day, day + ONE_DAY, day + 2 * ONE_DAY]
    first = close_day(day, at=at)
    with pytest.raises(DayStillOpenError, match="còn ngày chưa khóa"):
        close_day(day + 2 * ONE_DAY, at=at)
    second = close_day(day + ONE_DAY, at=at)

    assert close_day(day, at=at) == first
    assert (second.events, second.root) == (0, merkle.EMPTY.hex())
    assert second.previous_hash == first.hash
    assert days_to_close(at) == [day + 2 * ONE_DAY]


def test_a_day_that_lasts_is_not_closed() -> None:
    Counter().accept()

    with pytest.raises(DayStillOpenError, match="chưa hết"):
        close_day(today(), at=database_now())


def test_the_job_makes_up_for_days_on_which_nothing_ran() -> None:
    dossier = Counter().accept()
    past_the_guards(
        "UPDATE dossiers_dossierevent SET recorded_at = recorded_at - interval '3 days'"
        " WHERE dossier_id = %s AND sequence = 1",
        [dossier.pk],
    )
    report, again = Report(), Report()

    close_days(at=database_now(), report=report)
    close_days(at=database_now(), report=again)

    assert (report.done, report.problems, again.done) == (3, [], 0)
    counts = ClosedDay.objects.order_by("day").values_list("events", flat=True)
    assert list(counts) == [1, 0, 0]


def test_the_job_does_not_believe_a_clock_that_runs_ahead() -> None:
    counter = Counter()
    counter.accept()
    report = Report()

    close_days(at=after_midnight(2), report=report)

    assert (report.done, report.problems) == (0, [])
    counter.accept()


def test_nothing_is_closed_where_nothing_was_recorded() -> None:
    report = Report()

    close_days(at=database_now(), report=report)

    assert (report.done, ClosedDay.objects.count()) == (0, 0)
    assert days_to_close(after_midnight()) == []


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET root = root", "DELETE FROM {}", "TRUNCATE {}"]
)
@pytest.mark.parametrize("table", ["dossiers_dayblock", "dossiers_closedday CASCADE"])
def test_closed_days_are_never_changed(statement: str, table: str) -> None:
    Counter().accept()
    close_day(today(), at=after_midnight())
    name, _space, cascade = table.partition(" ")
    change = statement.format(name) + (f" {cascade}" if "TRUNCATE" in statement else "")

    with pytest.raises(DatabaseError, match="the ledger is append-only"):
        execute(change)


@transaction.atomic
def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        # What a deferred check still holds would speak before the ledger does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
