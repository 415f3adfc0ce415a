"""Dossiers handled in systems of ministries, kept as the portal tells of them, and read only.

An update is a greater number for the same code; an older one changes nothing. Whoever may see
them sees code, procedure, dates and a shortened name: nothing else of a person is kept.
"""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import UnknownAgencyError
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import READING_ROLES
from motcua.exchange.models import MirroredDossier
from motcua.exchange.portal.mirror_message import Told, read_told
from motcua.exchange.portal.receiving_lists import Entry
from motcua.exchange.portal.receiving_message import MessageError
from motcua.kernel import clock
from motcua.kernel.text import fold, slug
from motcua.procedures.models import Procedure

PAGE: Final = 25


def take_mirrored(entry: Entry, fetched: object, *, at: datetime) -> bool:
    """Keep what an entry tells, unless something newer is known. Call it in a transaction.

    Raises MessageError, UnknownAgencyError.
    """
    del fetched  # nothing belongs to it but what it says
    told = read_told(entry)
    if Dossier.objects.filter(code=told.code).exists():
        raise MessageError(_("Mã này là của một hồ sơ do hệ thống này giải quyết."))
    known = MirroredDossier.objects.select_for_update().filter(code=told.code).first()
    if known is not None and known.number >= told.number:
        return False
    row = known or MirroredDossier(code=told.code, first_at=at)
    _write(row, told, _agency(told.agency))
    row.heard_at = at
    row.save()
    return True


def _agency(said: str) -> Agency:
    """Return the agency with that code, or with exactly that name and nobody else."""
    by_code: Agency | None = Agency.objects.filter(code__iexact=said).first()
    if by_code is not None:
        return by_code
    named = [one for one in Agency.objects.all() if fold(one.name) == fold(said)]
    if len(named) != 1:
        raise UnknownAgencyError(
            _("Không có đúng một cơ quan mang mã hoặc tên “%(name)s”.") % {"name": said}
        )
    found: Agency = named[0]
    return found


def _write(row: MirroredDossier, told: Told, agency: Agency) -> None:
    procedure = Procedure.objects.filter(code=told.procedure).first()
    row.number = told.number
    row.agency, row.procedure = agency, procedure
    row.procedure_code, row.procedure_name = told.procedure, told.procedure_name
    row.field = procedure.field if procedure is not None else told.field
    row.field_slug = slug(row.field)[:160]
    row.channel, row.owner, row.handled_by = told.channel, told.owner, told.handled_by
    row.state, row.outcome = told.state, told.outcome
    row.submitted_at, row.accepted_at = told.submitted_at, told.accepted_at
    row.due_at, row.waiting_at = told.due_at, told.waiting_at
    row.ended_at, row.returned_at = told.ended_at, told.returned_at
    row.progress = list(told.progress)
    for name in ("accepted", "ended", "waiting", "due"):
        at: datetime | None = getattr(row, f"{name}_at")
        setattr(row, f"{name}_on", clock.day_of(at) if at else None)
    row.by_day = told.by_day or ""


def mirrored_for(actor: Actor) -> QuerySet[MirroredDossier]:
    """Return what the actor's agencies are responsible for, the latest first."""
    agencies = actor.agencies_with(*READING_ROLES)
    found = MirroredDossier.objects.filter(agency_id__in=agencies).select_related("agency")
    return found.order_by("-submitted_at", "-pk")


def access_mirrored(actor: Actor, code: str) -> MirroredDossier:
    """Return the one with that code that ``actor`` may see. Raises Http404."""
    found = mirrored_for(actor).filter(code=code.strip().upper()).first()
    if found is None:
        raise Http404
    return found


def public_mirrored(code: str) -> MirroredDossier | None:
    """Return the one with that code for everybody: its page tells nothing personal. One query."""
    typed = code.strip().upper()
    if not typed:
        return None
    found: MirroredDossier | None = (
        MirroredDossier.objects.select_related("agency").filter(code=typed).first()
    )
    return found
