"""Closing a day while others record: over real connections, really committed."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from motcua.dossiers import verification
from motcua.dossiers.auditing import audit
from motcua.dossiers.closing import DayStillOpenError, close_day, running_since_before
from motcua.dossiers.day_hashes import bounds
from motcua.dossiers.models import Dossier, DossierEvent
from tests.dossiers.counter import ONE_DAY, Counter, after_midnight, today
from tests.dossiers.tampering import update

PATIENCE = 30.0


@contextmanager
def accepting_elsewhere(counter: Counter) -> Iterator[tuple[Event, Future[None]]]:
    """Accept a dossier over a second connection, and commit when the event is set."""
    may_commit, has_written = Event(), Event()

    def work() -> None:
        try:
            with transaction.atomic():
                counter.accept()
                has_written.set()
                assert may_commit.wait(PATIENCE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        assert has_written.wait(PATIENCE)
        try:
            yield may_commit, future
        finally:
            may_commit.set()


def test_a_commit_across_midnight_belongs_to_the_old_day(committed_database: str) -> None:
    del committed_database
    counter = Counter()
    counter.accept()
    day, at = today(), after_midnight()

    with accepting_elsewhere(counter) as (may_commit, accepting):
        with pytest.raises(DayStillOpenError, match="Còn 1 giao dịch bắt đầu trước 00:00"):
            close_day(day, at=at)
        may_commit.set()
        accepting.result(PATIENCE)
    closed = close_day(day, at=at)

    assert closed.events == DossierEvent.objects.count() == 4
    assert audit(at=at).differences == []
    with pytest.raises(DatabaseError, match="is closed"):
        counter.accept()
    assert Dossier.objects.count() == 2


def test_what_has_written_nothing_yet_is_waited_for_too(committed_database: str) -> None:
    counter = Counter()
    counter.accept()

    with psycopg.connect(committed_database) as other:
        other.execute("SELECT 1")
        with pytest.raises(DayStillOpenError, match="tiến trình"):
            close_day(today(), at=after_midnight())
        assert len(running_since_before(after_midnight())) == 1
        assert running_since_before(bounds(today())[0] - ONE_DAY) == []
        other.rollback()
        assert close_day(today(), at=after_midnight()).events == 2


def test_whoever_is_hidden_holds_the_day_by_its_lock(committed_database: str) -> None:
    """Transactions of another role may not be seen; what they recorded is waited for."""
    counter = Counter()
    counter.accept()
    number = (today() - date(2000, 1, 1)).days

    with psycopg.connect(committed_database, autocommit=True) as other:
        # Held by the session and not by a transaction, as if its transaction were hidden.
        other.execute("SELECT pg_advisory_lock_shared(20777, %s)", [number])
        with pytest.raises(DayStillOpenError, match="đang ghi việc"):
            close_day(today(), at=after_midnight())
        # Closing the connection would let go of it too, but some moments later.
        other.execute("SELECT pg_advisory_unlock_shared(20777, %s)", [number])

    assert close_day(today(), at=after_midnight()).events == 2


def test_several_processes_tell_the_same_as_one(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del committed_database
    counter = Counter()
    dossiers = [counter.accept() for _number in range(5)]
    for dossier in dossiers[1::2]:
        update("dossier", id=dossier.pk, money_state="exempt")
    monkeypatch.setattr(verification, "DOSSIERS_AT_ONCE", 1)
    monkeypatch.setattr(verification, "BLOCKS_AHEAD", 2)

    one = audit(at=after_midnight())
    several = audit(at=after_midnight(), processes=2)

    assert several == one
    assert [str(found).partition(":")[0] for found in several.differences] == [
        f"Hồ sơ {dossier}" for dossier in dossiers[1::2]
    ]
