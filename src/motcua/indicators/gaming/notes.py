"""What was found about signs: written by heads and inspectors, answered by the officer concerned.

Only ever added to; what was thought first and what was said to it both stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.indicators.gaming.rights import require_may_note
from motcua.indicators.gaming.signs import BY_KEY
from motcua.indicators.models import SignNote
from motcua.indicators.periods import Period
from motcua.indicators.rates import Rate
from motcua.kernel.errors import DomainError

LONGEST: Final = 2_000
PAGE: Final = 30
FINDINGS: Final = (
    SignNote.Kind.EXPLAINED,
    SignNote.Kind.NEEDS_WORK,
    SignNote.Kind.PASSED_ON,
)


class NoteError(DomainError):
    """It cannot be written that way; ``field_name`` says where on the form."""

    code: ClassVar[str] = "sign-note"

    def __init__(self, sentence: str, field_name: str = "text") -> None:
        self.field_name = field_name
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class About:
    """Of what something is said: a sign of a unit or of an officer there, in a period."""

    key: str
    agency_id: int
    officer_id: int | None
    period: Period
    rate: Rate


@transaction.atomic
def note(about: About, kind: str, text: str, *, actor: Actor, at: datetime) -> SignNote:
    """Write down what a head or an inspector found. Raises NoteError, PermissionDenied."""
    require_may_note(actor, about.agency_id, about.officer_id)
    if kind not in FINDINGS:
        raise NoteError(_("Xin chọn đã xem và thấy thế nào."), "kind")
    if about.officer_id is not None and not BY_KEY[about.key].of_officers:
        raise NoteError(_("Dấu hiệu này chỉ nói về đơn vị, không nói về từng người."))
    return _write(about, kind, text, actor, at)


@transaction.atomic
def answer(about: About, text: str, *, actor: Actor, at: datetime) -> SignNote:
    """Write down what the officer concerned says. Raises NoteError, PermissionDenied."""
    if actor.officer_id is None or about.officer_id != actor.officer_id:
        raise PermissionDenied
    return _write(about, SignNote.Kind.ANSWER, text, actor, at)


def _write(about: About, kind: str, text: str, actor: Actor, at: datetime) -> SignNote:
    words = text.strip()
    if not words:
        raise NoteError(_("Xin ghi vài lời, người khác đọc còn hiểu."))
    if len(words) > LONGEST:
        raise NoteError(_("Dài quá %(most)d ký tự. Xin viết ngắn lại.") % {"most": LONGEST})
    return SignNote.objects.create(
        agency_id=about.agency_id,
        officer_id=about.officer_id,
        key=about.key,
        first=about.period.first,
        last=about.period.last,
        kind=kind,
        text=words,
        part=about.rate.part,
        whole=about.rate.whole,
        written_by_id=actor.officer_id,
        written_at=at,
        recorded_at=at,
    )


def notes_of(agency_id: int, key: str, *, most: int = PAGE) -> list[SignNote]:
    """Return the last notes about a sign of a unit and of its officers, the newest first."""
    rows = _with_names(SignNote.objects.filter(agency_id=agency_id, key=key))
    return list(rows[:most])


def notes_about(officer_id: int, *, most: int = PAGE) -> list[SignNote]:
    """Return the last notes about an officer, the newest first."""
    return list(_with_names(SignNote.objects.filter(officer_id=officer_id))[:most])


def latest_kinds(agency_ids: Sequence[int], period: Period) -> dict[tuple[int, str], str]:
    """Return what was found last of each unit and sign in exactly this period. One query."""
    rows = (
        SignNote.objects.filter(
            agency_id__in=agency_ids, officer=None, first=period.first, last=period.last
        )
        .order_by("agency_id", "key", "-id")
        .distinct("agency_id", "key")
    )
    return {(row.agency_id, row.key): row.get_kind_display() for row in rows}


def officers_of(agency_id: int) -> list[Officer]:
    """Return the officers of a unit in Vietnamese order, those who left too. One query."""
    return list(Officer.objects.filter(agency_id=agency_id).order_by("sort_key", "pk"))


def _with_names(rows: QuerySet[SignNote]) -> QuerySet[SignNote]:
    return rows.select_related("officer", "written_by").order_by("-id")
