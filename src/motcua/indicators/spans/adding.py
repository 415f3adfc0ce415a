"""Keeping what days, months and years come to, in the transaction that writes the facts.

Right under concurrency by a lock that whoever writes facts holds for one transaction: what the
facts of a batch added before, and what they add afterwards, is read under it, and the difference
is added. Officers, who write dossiers and no facts, never wait for it.

``FactMark.spans`` says by which definitions everything was added up. While it says something
else (a new database, a new definition, facts thrown away) nothing here is read or kept, pages
count the facts, and whoever catches up next adds up everything anew.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from operator import sub
from typing import Any, Final

from django.db import connection, transaction

from motcua.dossiers import cash_desk
from motcua.indicators.models import FactMark
from motcua.indicators.spans.statements import ADD, BY_DAY, FORMULA, SPREAD, SUMS

LOCK: Final = 20_779
"""Class of the advisory lock that whoever writes facts holds for a transaction."""
_THESE: Final = "fact.dossier_id = ANY(%(dossiers)s)"
_OF_A_PROCEDURE: Final = "fact.procedure_id = %(procedure)s"
_FROM_ROWS: Final = """
    SELECT {days} FROM unnest({arrays}) AS told ({names})
"""
_PAID: Final = """
    UPDATE indicators_dossierfact AS fact SET paid_online = found.online
    FROM (
        SELECT fact.dossier_id, told.online FROM indicators_dossierfact AS fact
        LEFT JOIN ({told}) AS told ON told.dossier_id = fact.dossier_id
        WHERE {which}
    ) AS found
    WHERE fact.dossier_id = found.dossier_id
        AND fact.paid_online IS DISTINCT FROM found.online
"""
_NEW_FIELDS: Final = """
    INSERT INTO indicators_countedfield (name, slug)
    SELECT DISTINCT field, field_slug FROM procedures_procedure ORDER BY 1, 2
    ON CONFLICT (name, slug) DO NOTHING
"""
_NEW_PROCEDURES: Final = """
    INSERT INTO indicators_countedprocedure (procedure_id, field_id)
    SELECT procedure.id, field.id FROM procedures_procedure AS procedure
    JOIN indicators_countedfield AS field
        ON field.name = procedure.field AND field.slug = procedure.field_slug
    ON CONFLICT (procedure_id) DO NOTHING
"""
_MOVED: Final = """
    SELECT counted.procedure_id FROM indicators_countedprocedure AS counted
    JOIN indicators_countedfield AS field ON field.id = counted.field_id
    JOIN procedures_procedure AS procedure ON procedure.id = counted.procedure_id
    WHERE (field.name, field.slug) <> (procedure.field, procedure.field_slug)
    ORDER BY 1
"""
_MOVE: Final = """
    UPDATE indicators_countedprocedure AS counted SET field_id = field.id
    FROM procedures_procedure AS procedure
    JOIN indicators_countedfield AS field
        ON field.name = procedure.field AND field.slug = procedure.field_slug
    WHERE procedure.id = counted.procedure_id AND procedure.id = %(procedure)s
"""
_UNKNOWN: Final = """
    SELECT EXISTS (
        SELECT FROM unnest(%(procedures)s::bigint[]) AS asked(id)
        LEFT JOIN indicators_countedprocedure AS counted ON counted.procedure_id = asked.id
        WHERE counted.procedure_id IS NULL)
"""
Place = tuple[date, int, int]
"""A day, the number of an agency and that of a field."""
Sums = tuple[int, ...]


@contextmanager
def writing_facts() -> Iterator[None]:
    """Let nobody else write facts for the length of a transaction."""
    with transaction.atomic():
        _run("SELECT pg_advisory_xact_lock(%(lock)s, 0)", lock=LOCK)
        yield


def are_kept() -> bool:
    """Say whether everything is added up by the definitions of this program. One query."""
    found = FactMark.objects.values_list("spans", flat=True).first()
    return bool(found == FORMULA)


def throw_away() -> None:
    """Let nobody read what is added up until that is done anew."""
    FactMark.objects.update(spans="")


@contextmanager
def following(dossiers: Sequence[int], procedures: Sequence[int]) -> Iterator[None]:
    """Add what the facts of ``dossiers`` come to more, or less, after the block than before it.

    Within ``writing_facts``. What was paid for them is noted too.
    """
    if not are_kept():
        yield
        return
    _know_fields_of(procedures)
    before = _added(_THESE, dossiers=list(dossiers))
    yield
    note_payments(dossiers)
    _add(_difference(before, _added(_THESE, dossiers=list(dossiers))))


def note_payments(dossiers: Sequence[int] | None = None) -> None:
    """Note in the facts of ``dossiers``, or in all, who had a fee and who paid it online."""
    told = cash_desk.fees_paid_online(dossiers)
    text, parameters = told.query.sql_with_params()
    which = "TRUE" if dossiers is None else "fact.dossier_id = ANY(%s)"
    more = () if dossiers is None else (list(dossiers),)
    with connection.cursor() as cursor:
        cursor.execute(_PAID.format(told=text, which=which), (*parameters, *more))


def follow_fields() -> bool:
    """Move what was added up where a procedure is of another field now; say whether any was."""
    if not _rows(_MOVED):
        return False
    with writing_facts():
        if not are_kept():
            return False
        _run(_NEW_FIELDS)
        for (procedure_id,) in _rows(_MOVED):
            before = _added(_OF_A_PROCEDURE, procedure=procedure_id)
            _run(_MOVE, procedure=procedure_id)
            _add(_difference(before, _added(_OF_A_PROCEDURE, procedure=procedure_id)))
    return True


def fill(*, unless_kept: bool = False) -> None:
    """Add up everything anew from the facts, whatever was there before.

    With ``unless_kept`` not where somebody else has done so while this waited for its turn.
    """
    FactMark.objects.get_or_create(pk=1)
    with writing_facts():
        if unless_kept and are_kept():
            return
        _run(_NEW_FIELDS)
        _run("DELETE FROM indicators_countedprocedure")
        _run(_NEW_PROCEDURES)
        note_payments()
        _run("DELETE FROM indicators_spancount")
        _run(ADD.format(spread=SPREAD.format(added=BY_DAY.format(which="TRUE"))))
        FactMark.objects.update(spans=FORMULA)


def _know_fields_of(procedures: Sequence[int]) -> None:
    """Note the fields of procedures that no fact was of before."""
    ((is_unknown,),) = _rows(_UNKNOWN, procedures=sorted(set(procedures)))
    if is_unknown:
        _run(_NEW_FIELDS)
        _run(_NEW_PROCEDURES)


def _added(which: str, **values: Any) -> dict[Place, Sums]:
    """Return what the facts ``which`` add to each day, agency and field."""
    rows = _rows(BY_DAY.format(which=which), **values)
    return {(day, agency, field): tuple(sums) for day, agency, field, *sums in rows}


def _difference(before: dict[Place, Sums], after: dict[Place, Sums]) -> dict[Place, Sums]:
    nothing = (0,) * len(SUMS)
    changes = {
        place: tuple(map(sub, after.get(place, nothing), before.get(place, nothing)))
        for place in before.keys() | after.keys()
    }
    return {place: sums for place, sums in changes.items() if any(sums)}


def _add(changes: dict[Place, Sums]) -> None:
    if not changes:
        return
    names = ("day", "agency_id", "field_id", *SUMS)
    kinds = ("date", "bigint", "bigint", *("integer",) * len(SUMS))
    told = _FROM_ROWS.format(
        days=", ".join(names),
        arrays=", ".join(f"%s::{kind}[]" for kind in kinds),
        names=", ".join(names),
    )
    rows = [(*place, *sums) for place, sums in changes.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            ADD.format(spread=SPREAD.format(added=told)),
            [list(column) for column in zip(*rows, strict=True)],
        )


def _run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _rows(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Any] = cursor.fetchall()
    return found
