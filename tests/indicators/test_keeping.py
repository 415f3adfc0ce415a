"""Facts under concurrency: what is not committed is not missed, what is old wins over nothing."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction

from motcua.indicators import keeping
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import DossierFact, FactMark, SpanCount
from motcua.indicators.spans.checking import check_spans
from motcua.kernel.clock import VIETNAM
from tests.dossiers.conftest import committed_database, migrated_template
from tests.dossiers.lives import Office, open_office

__all__ = ["committed_database", "migrated_template"]
LATER = datetime(2026, 12, 1, 8, tzinfo=VIETNAM)


@pytest.fixture
def office(committed_database: str) -> Office:
    del committed_database
    return open_office()


def test_what_was_recorded_by_a_transaction_still_running_is_not_missed(office: Office) -> None:
    dossier = office.accepted()
    catch_up(at=LATER)
    waits, goes = threading.Event(), threading.Event()

    def act_slowly() -> None:
        try:
            with transaction.atomic():
                office.advance(dossier, 1)
                waits.set()
                goes.wait(20)
        finally:
            connection.close()

    acting = threading.Thread(target=act_slowly)
    acting.start()
    waits.wait(20)
    # Its events carry the instant at which it began; what is looked at now does not see them.
    assert catch_up(at=LATER) == 0
    goes.set()
    acting.join(20)

    assert catch_up(at=LATER) == 1
    dossier.refresh_from_db()
    assert DossierFact.objects.get(pk=dossier.pk).events_count == dossier.events_count


def test_the_mark_waits_for_the_oldest_transaction(
    office: Office,
    committed_database: str,
) -> None:
    office.accepted()
    with psycopg.connect(committed_database) as other:
        row = other.execute("SELECT transaction_timestamp()").fetchone()
        assert row is not None

        catch_up(at=LATER)
        mark = FactMark.objects.get()

    assert mark.recorded_before is not None
    assert mark.counted_at == LATER
    assert mark.recorded_before <= row[0] - timedelta(seconds=10)


def test_a_fact_is_never_replaced_by_one_that_knows_less(office: Office) -> None:
    dossier = office.accepted()
    (old,) = keeping.derived([dossier.pk])  # what a slower process has in hand
    office.advance(dossier, 3)
    catch_up(at=LATER)

    keeping.write([old])

    fact = DossierFact.objects.get(pk=dossier.pk)
    dossier.refresh_from_db()
    assert (fact.outcome, fact.events_count) == ("finished", dossier.events_count)


def test_the_mark_never_goes_back(office: Office) -> None:
    office.accepted()
    catch_up(at=LATER)
    before = FactMark.objects.get()
    assert before.recorded_before is not None
    assert before.counted_at is not None

    keeping._move_mark(  # noqa: SLF001 - what a slower process writes last
        before.recorded_before - timedelta(hours=1),
        before.counted_at - timedelta(hours=1),
        found=before.recorded_before,
    )

    after = FactMark.objects.get()
    assert (after.recorded_before, after.counted_at) == (
        before.recorded_before,
        before.counted_at,
    )


def test_facts_of_another_formula_are_derived_anew(office: Office) -> None:
    office.accepted()
    catch_up(at=LATER)
    DossierFact.objects.update(formula=0, outcome="open")
    FactMark.objects.update(formula=0)

    assert keeping.mark() is None
    assert catch_up(at=LATER) == 1
    assert keeping.mark() is not None


def test_what_a_clock_that_was_behind_has_recorded_is_found_at_night(office: Office) -> None:
    dossier = office.accepted()
    # The mark of a machine whose clock was right; what follows is recorded long before it.
    catch_up(at=LATER)
    FactMark.objects.update(recorded_before=LATER + timedelta(days=9_000))
    office.advance(dossier, 3)
    assert catch_up(at=LATER) == 0

    assert keeping.look_over(at=LATER) == 1

    assert DossierFact.objects.get(pk=dossier.pk).outcome == "finished"
    assert keeping.look_over(at=LATER) == 0


def test_a_rebuild_beside_somebody_who_catches_up_loses_no_fact(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = office.accepted()
    catch_up(at=LATER)
    office.advance(dossier, 1)
    move_mark = keeping._move_mark  # noqa: SLF001 - the last that each of the two does

    def throw_away_first(*when: datetime, found: datetime | None) -> None:
        # A rebuild that has thrown everything away, and is broken off before it wrote it anew.
        FactMark.objects.update(recorded_before=None, counted_at=None)
        DossierFact.objects.all().delete()
        move_mark(*when, found=found)

    monkeypatch.setattr(keeping, "_move_mark", throw_away_first)
    assert catch_up(at=LATER) == 1
    monkeypatch.undo()

    assert keeping.mark() is None
    assert catch_up(at=LATER) == 1
    assert DossierFact.objects.filter(pk=dossier.pk).exists()


def test_a_rebuild_looks_at_everything_wherever_the_mark_is_moved(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.accepted()
    catch_up(at=LATER)
    changed = keeping._changed  # noqa: SLF001

    def moved_meanwhile(since: datetime | None) -> Iterator[list[int]]:
        FactMark.objects.update(recorded_before=LATER, counted_at=LATER)
        return changed(since)

    monkeypatch.setattr(keeping, "_changed", moved_meanwhile)

    assert keeping.rebuild(at=LATER + timedelta(hours=1)) == 1
    assert FactMark.objects.get().counted_at == LATER


def test_two_who_catch_up_at_once_add_up_every_dossier_once(office: Office) -> None:
    catch_up(at=LATER)
    dossiers = [office.accepted(number=number) for number in range(1, 4)]
    catch_up(at=LATER)
    for dossier in dossiers:
        office.advance(dossier, 3)
    both = threading.Barrier(2)

    def catch_up_too() -> None:
        try:
            both.wait(20)
            catch_up(at=LATER)
        finally:
            connection.close()

    others = [threading.Thread(target=catch_up_too) for _other in range(2)]
    for one in others:
        one.start()
    for one in others:
        one.join(20)

    assert check_spans().differences == []
    year = SpanCount.objects.get(span="year", agency=None, field=None)
    assert (year.c5, year.c8_w + year.c9_w, year.c11_w) == (3, 3, 0)


def test_days_are_added_up_anew_with_the_facts(office: Office) -> None:
    office.accepted()
    catch_up(at=LATER)
    SpanCount.objects.update(c5=7)

    keeping.rebuild(at=LATER)

    assert check_spans().differences == []
    found = keeping.mark()
    assert found is not None
    assert found.has_spans
