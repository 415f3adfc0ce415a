"""Writing down who opened personal data. One statement each, so that it is never left out.

What is written only grows: the database refuses to lower, to change or to delete it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.looking import Looking
from motcua.dossiers.models import AccessRecord, Dossier, DossierRead
from motcua.dossiers.policies import ANSWERING_ROLES, DESK_ROLES, READING_ROLES
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.models import Person

LONGEST_REASON: Final = 255
_ANSWERING_FOR: Final = (Role.REVIEWER, Role.APPROVER, Role.HEAD_OF_DESK)
"""Who answers for all that an agency decides on, whoever has it in hand."""
_AT_THE_DESK: Final = (*DESK_ROLES, Role.CASHIER)
# A dossier is one's work when its desk is one's own, when one answers for the agency that
# decides, when a step of it was or is in one's hands or waits for one's role, or when one's
# agency was asked for its opinion. Read in the statement that writes, since it must be true
# at that moment and costs no further question.
_FOUND: Final = """
    WITH target AS ({target}),
    work AS (
        SELECT dossier.id,
            dossier.receiving_agency_id = ANY(%(desks)s)
            OR dossier.agency_id = ANY(%(answers_for)s)
            OR COALESCE(dossier.linked_agency_id = ANY(%(answers_for)s), FALSE)
            OR EXISTS (
                SELECT 1 FROM dossiers_step AS step
                WHERE step.dossier_id = dossier.id AND (
                    step.assignee_id = ANY(%(officers)s)
                    OR step.closed_by_id = ANY(%(officers)s)
                    OR step.received_by_id = ANY(%(officers)s)
                    OR (step.closed_at IS NULL AND step.assignee_id IS NULL
                        AND step.agency_id || ':' || step.role = ANY(%(grants)s))))
            OR EXISTS (
                SELECT 1 FROM dossiers_consultation AS asked
                WHERE asked.dossier_id = dossier.id
                    AND asked.agency_id = ANY(%(own_asked_in)s)) AS is_own
        FROM dossiers_dossier AS dossier JOIN target ON target.dossier_id = dossier.id
        WHERE %(everywhere)s OR dossier.agency_id = ANY(%(agencies)s)
            OR dossier.receiving_agency_id = ANY(%(agencies)s)
            OR dossier.linked_agency_id = ANY(%(agencies)s)
            OR EXISTS (
                SELECT 1 FROM dossiers_consultation AS asked
                WHERE asked.dossier_id = dossier.id AND asked.agency_id = ANY(%(asked_in)s))
    )
"""
_COUNTED: Final = """
    INSERT INTO dossiers_dossierread AS seen (
        dossier_id, officer_id, day, first_at, last_at,
        count, documents_count, outside_count, is_own_work, reason, reason_text)
    SELECT work.id, %(officer)s, %(day)s, %(at)s, %(at)s,
        1, %(documents)s, %(outside)s, work.is_own, %(reason)s, ''
    FROM work
    WHERE work.is_own OR NOT %(must_say_why)s OR EXISTS (
        SELECT 1 FROM dossiers_dossierread AS before
        WHERE before.dossier_id = work.id AND before.officer_id = %(officer)s
            AND before.day = %(day)s AND before.reason <> '')
    ON CONFLICT (dossier_id, officer_id, day) DO UPDATE SET
        last_at = GREATEST(seen.last_at, excluded.last_at),
        count = seen.count + 1,
        documents_count = seen.documents_count + excluded.documents_count,
        outside_count = seen.outside_count + excluded.outside_count,
        is_own_work = seen.is_own_work AND excluded.is_own_work
"""
# An administrator who looks through an officer's eyes is the reader, and it is written down
# through whose.
_LOOKED: Final = f""", counted AS ({_COUNTED} RETURNING dossier_id)
    INSERT INTO dossiers_impersonatedlook (impersonation_id, page, dossier_id, looked_at)
    SELECT %(impersonation)s, '', dossier_id, %(at)s FROM counted
"""  # noqa: S608 - our own text
_ONE_DOSSIER: Final = "SELECT %(dossier)s::bigint AS dossier_id"
_DOSSIERS: Final = "SELECT unnest(%(dossiers)s::bigint[]) AS dossier_id"
_OF_PEOPLE: Final = """SELECT id AS dossier_id FROM dossiers_dossier
    WHERE applicant_id = ANY(%(people)s) OR principal_id = ANY(%(people)s)
        OR proxy_id = ANY(%(people)s) OR collector_id = ANY(%(people)s)"""
_WITH_FILE: Final = """SELECT dossier_id FROM dossiers_dossierpaper WHERE file_id = %(file)s
    UNION SELECT dossier_id FROM dossiers_consultation WHERE file_id = %(file)s
    UNION SELECT dossier_id FROM dossiers_result WHERE file_id = %(file)s"""
_REASON: Final = """
    INSERT INTO dossiers_dossierread AS seen (
        dossier_id, officer_id, day, first_at, last_at,
        count, documents_count, outside_count, is_own_work, reason, reason_text)
    VALUES (%(dossier)s, %(officer)s, %(day)s, %(at)s, %(at)s, 0, 0, 0, false,
        %(reason)s, %(reason_text)s)
    ON CONFLICT (dossier_id, officer_id, day) DO UPDATE SET
        reason = excluded.reason, reason_text = excluded.reason_text
    WHERE seen.reason = ''
"""


class ReasonError(DomainError):
    """The reason given for a read says nothing."""

    code: ClassVar[str] = "read-reason"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, at what moment, under which rule of the house."""

    actor: Actor
    at: datetime
    is_outside_hours: bool = False
    must_say_why: bool = False
    looking: Looking | None = None

    @property
    def officer_id(self) -> int | None:
        """Return who reads: an administrator, where one looks through another's eyes."""
        return self.looking.by.officer_id if self.looking else self.actor.officer_id

    @property
    def is_known(self) -> bool:
        """Say whether it is an officer; the product itself reads nothing."""
        return self.officer_id is not None


def remember_reading(dossier: Dossier, reader: Reader, *, is_document: bool = False) -> bool:
    """Count that personal data of ``dossier`` are opened; False when a reason is wanted first.

    One statement; one row an officer and day. It is refused, and nothing is written, only
    where the dossier is no work of the reader's, a reason is asked and none was given today.
    """
    if not reader.is_known:
        return True
    return bool(_write(_ONE_DOSSIER, reader, {"dossier": dossier.pk}, is_document=is_document))


def remember_readings(dossiers: Iterable[Dossier], reader: Reader) -> int:
    """Count that ``dossiers`` are opened together, each as ``remember_reading`` would.

    One statement; returns how many were written down.
    """
    if not reader.is_known:
        return 0
    return _write(_DOSSIERS, reader, {"dossiers": sorted({one.pk for one in dossiers})})


def remember_handing_over(people: Iterable[Person], reader: Reader) -> int:
    """Count a read of every dossier that names ``people``, to whom their data are handed.

    Of whatever agency: the citizen and the auditors there are to see who took them. One
    statement; returns how many were written down.
    """
    if not reader.is_known:
        return 0
    target = {"people": [person.pk for person in people]}
    # The reason is that the person asked, seen from a card.
    asked = replace(reader, must_say_why=False)
    return _write(_OF_PEOPLE, asked, target, reason=DossierRead.Reason.REQUEST, everywhere=True)


def remember_asking(dossier: Dossier, reader: Reader) -> None:
    """Count that how to reach the applicant is read to ask them in a survey, in any agency.

    The citizen is to see who read it. One statement.
    """
    if reader.is_known:
        asked = replace(reader, must_say_why=False)
        _write(_ONE_DOSSIER, asked, {"dossier": dossier.pk}, everywhere=True)


def remember_opening(file: StoredFile, reader: Reader) -> bool:
    """Count that a scan is opened, at every dossier it belongs to that the reader may see.

    One statement. A scan of no dossier yet, in a draft of one's own, is no read; False when
    a reason is wanted first.
    """
    if not reader.is_known:
        return True
    written = _write(_WITH_FILE, reader, {"file": file.pk}, is_document=True)
    return bool(written) or not reader.must_say_why


def give_reason(dossier: Dossier, reader: Reader, *, reason: str, words: str) -> None:
    """Keep why the dossier is opened today; the first reason of a day stands.

    Raises ReasonError when no reason is chosen, or the free one has no words.
    """
    said = " ".join(words.replace("\x00", "").split())
    if reason not in DossierRead.Reason.values:
        raise ReasonError(_("Xin chọn lý do xem hồ sơ này."))
    if reason == DossierRead.Reason.OTHER and not said:
        raise ReasonError(_("Xin ghi rõ lý do."))
    if len(said) > LONGEST_REASON:
        raise ReasonError(
            _("Lý do dài quá %(most)d chữ. Xin viết gọn lại.") % {"most": LONGEST_REASON}
        )
    with connection.cursor() as cursor:
        cursor.execute(
            _REASON,
            {
                "dossier": dossier.pk,
                "officer": reader.officer_id,
                "day": clock.day_of(reader.at),
                "at": reader.at,
                "reason": reason,
                "reason_text": said,
            },
        )


def record_access(
    kind: AccessRecord.Kind,
    reader: Reader,
    *,
    rows: int,
    subject: str = "",
    number: str = "",
    agency_id: int | None = None,
) -> None:
    """Write one line for data of many, or of one by number. One statement.

    ``subject`` says which part of the whole in words that name nobody; ``number`` is kept
    only as a hash under the installation's key.
    """
    if not reader.is_known:
        return
    if reader.looking is not None:
        subject = _("xem với tư cách %(name)s: ") % {"name": reader.looking.name} + subject
    AccessRecord.objects.create(
        officer_id=reader.officer_id or 0,
        kind=kind,
        happened_at=reader.at,
        is_outside_hours=reader.is_outside_hours,
        agency_id=agency_id,
        subject=subject[:160],
        number_hash=number_hash(number) if number else "",
        rows=rows,
    )


def number_hash(number: str) -> str:
    """Return what is kept of a number that was searched for.

    Keyed: all twelve-digit numbers can be tried in an hour where the key is not known.
    """
    return salted_hmac("motcua.number-search", number, algorithm="sha256").hexdigest()


def _write(
    target: str,
    reader: Reader,
    named: Mapping[str, Any],
    *,
    is_document: bool = False,
    reason: str = "",
    everywhere: bool = False,
) -> int:
    values: dict[str, Any] = {
        **named,
        **_own_work(reader),
        "officer": reader.officer_id,
        "agencies": sorted(reader.actor.agencies_with(*READING_ROLES)),
        "asked_in": sorted(reader.actor.agencies_with(*ANSWERING_ROLES)),
        "day": clock.day_of(reader.at),
        "at": reader.at,
        "documents": int(is_document),
        "outside": int(reader.is_outside_hours),
        "must_say_why": reader.must_say_why,
        "reason": reason,
        "everywhere": everywhere,
    }
    tail = _COUNTED
    if reader.looking is not None:
        tail = _LOOKED
        values |= {"impersonation": reader.looking.id, "reason": DossierRead.Reason.COLLEAGUE}
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(target=target) + tail, values)
        return int(cursor.rowcount)


def _own_work(reader: Reader) -> dict[str, Any]:
    """Return by what a dossier is one's own work; nothing is of who looks through other eyes."""
    actor = reader.actor
    if reader.looking is not None:
        names = ("officers", "grants", "desks", "answers_for", "own_asked_in")
        return {name: [] for name in names}
    return {
        "officers": sorted({actor.officer_id or 0, *(g.officer_id for g in actor.grants)}),
        "grants": sorted({f"{grant.agency_id}:{grant.role.value}" for grant in actor.grants}),
        "desks": sorted(actor.agencies_with(*_AT_THE_DESK)),
        "answers_for": sorted(actor.agencies_with(*_ANSWERING_FOR)),
        "own_asked_in": sorted(actor.agencies_with(*ANSWERING_ROLES)),
    }
