"""Questions about units, agencies, desks, officers and calendars."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar, Final

from django.db import connection
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from motcua.accounts.models import Account
from motcua.agencies.actors import Actor, Grant
from motcua.agencies.models import (
    Agency,
    CalendarLayer,
    CalendarVersion,
    ConfigurationStamp,
    Desk,
    Officer,
)
from motcua.agencies.roles import Role
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.kernel.workdays import Calendar

_HELD: Final = """
    SELECT agency_id, role, officer_id
    FROM agencies_roleassignment
    WHERE valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        AND (officer_id = %(officer)s OR officer_id IN (
            SELECT absent_id FROM agencies_absencecover
            WHERE covering_id = %(officer)s AND from_on <= %(on)s AND to_on >= %(on)s))
"""


class UnknownAgencyError(DomainError):
    """No agency has that code or name."""

    code: ClassVar[str] = "unknown-agency"


class NoCalendarError(DomainError):
    """The agency has no work calendar, so no due date can be promised."""

    code: ClassVar[str] = "no-calendar"


def actor_of(account: Account, on: date) -> Actor:
    """Return who ``account`` is on ``on``: own roles and those of people covered. One query."""
    officer: Officer | None = getattr(account, "officer", None)
    if officer is None or not officer.is_active:
        return Actor(officer_id=None, account_id=account.pk, name=str(account))
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"officer": officer.pk, "on": on})
        grants = {
            Grant(agency_id=agency_id, role=Role(role), officer_id=officer_id)
            for agency_id, role, officer_id in cursor.fetchall()
        }
    return actor_with_grants(account, officer, grants)


def actor_with_grants(account: Account, officer: Officer | None, grants: set[Grant]) -> Actor:
    """Return the actor that ``account`` is with ``grants``; one's own rights go first."""
    if officer is None or not officer.is_active:
        return Actor(officer_id=None, account_id=account.pk, name=str(account))
    ordered = tuple(sorted(grants, key=lambda g: (g.officer_id != officer.pk, g.officer_id)))
    return Actor(
        officer_id=officer.pk,
        account_id=account.pk,
        name=officer.full_name,
        grants=ordered,
    )


@dataclass(frozen=True, slots=True)
class DeskContext:
    """A desk with its agency and the stamp under which configuration may be kept."""

    desk: Desk
    stamp: int

    @property
    def agency(self) -> Agency:
        """Return the agency that the desk receives for."""
        return self.desk.agency


def desk_context(desk_id: int) -> DeskContext:
    """Return desk, agency, province and stamp in one query. Raises Desk.DoesNotExist."""
    desk = (
        Desk.objects.select_related("agency__unit", "agency__parent")
        .annotate(stamp=Subquery(ConfigurationStamp.objects.values("value")[:1]))
        .get(pk=desk_id)
    )
    return DeskContext(desk=desk, stamp=desk.stamp)


@lru_cache(maxsize=4096)
def desk_under(desk_id: int, stamp: int) -> Desk:
    """Return the desk with agency, unit and superior, kept as long as ``stamp`` stands."""
    del stamp  # part of the cache's key only
    desk: Desk = Desk.objects.select_related("agency__unit", "agency__parent").get(pk=desk_id)
    return desk


@lru_cache(maxsize=8192)
def agency_under(agency_id: int, stamp: int) -> Agency:
    """Return the agency, kept as long as ``stamp`` stands."""
    del stamp  # part of the cache's key only
    agency: Agency = Agency.objects.get(pk=agency_id)
    return agency


@lru_cache(maxsize=1024)
def agency_by_code(code: str, stamp: int) -> Agency:
    """Return the agency with ``code``, kept as long as ``stamp`` stands.

    Raises UnknownAgencyError.
    """
    del stamp  # part of the cache's key only
    found: Agency | None = Agency.objects.filter(code=code).first()
    if found is None:
        raise UnknownAgencyError(_("Không có cơ quan nào mang mã “%(code)s”.") % {"code": code})
    return found


def configuration_stamp() -> int:
    """Return the number under which configuration may be kept in memory."""
    return ConfigurationStamp.objects.values_list("value", flat=True).get()


@lru_cache(maxsize=512)
def calendar_version(version_id: int) -> Calendar:
    """Return the calendar frozen under ``version_id``; kept, since it never changes."""
    content = CalendarVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Calendar.from_dict(content)


def calendar_of(agency: Agency) -> Calendar:
    """Return the calendar ``agency`` works by. Raises NoCalendarError."""
    if agency.calendar_version_id is None:
        raise NoCalendarError(
            _("%(agency)s chưa có lịch làm việc. Quản trị hệ thống cần lập lịch trước.")
            % {"agency": agency.name}
        )
    return calendar_version(agency.calendar_version_id)


def calendar_for_code(code: str, on: date) -> Calendar:
    """Return the calendar of the agency with that code or name. Raises DomainError."""
    return calendar_of(find_agency(code, on))


def find_agency(code_or_name: str, on: date) -> Agency:
    """Return the agency by code, or by a name that only one agency valid on ``on`` has.

    Raises UnknownAgencyError, which lists likely ones when the name is not clear.
    """
    by_code: Agency | None = Agency.objects.filter(code__iexact=code_or_name.strip()).first()
    if by_code is not None:
        return by_code
    wanted = fold(code_or_name)
    found: list[Agency] = [
        agency
        for agency in Agency.objects.order_by("-valid_from", "code")
        if wanted and wanted in fold(agency.name)
    ]
    exact = [a for a in found if fold(a.name).endswith(wanted)]
    current = [a for a in exact if a.is_valid_on(on)]
    for candidates in (current, exact, found):
        if len(candidates) == 1:
            return candidates[0]
    if not found:
        raise UnknownAgencyError(
            _("Không có cơ quan nào có mã hoặc tên “%(name)s”.") % {"name": code_or_name}
        )
    listed = "; ".join(f"{agency.code} {agency.name}" for agency in found[:6])
    raise UnknownAgencyError(
        _("Có nhiều cơ quan khớp “%(name)s”, xin ghi mã: %(listed)s.")
        % {"name": code_or_name, "listed": listed}
    )


def layers_of(agency: Agency) -> list[CalendarLayer]:
    """Return the calendar layers that apply to ``agency``: nation, province, agency."""
    layers = CalendarLayer.objects.filter(
        Q(province__isnull=True, agency__isnull=True)
        | Q(province=agency.province_id)
        | Q(agency=agency)
    ).prefetch_related("hours", "days")
    return sorted(layers, key=_nearness)


def _nearness(layer: CalendarLayer) -> int:
    if layer.agency_id is not None:
        return 2
    return 1 if layer.province_id is not None else 0


def desks_for(actor: Actor, on: date) -> QuerySet[Desk]:
    """Return the desks at which ``actor`` may accept dossiers."""
    agencies = actor.agencies_with(Role.DESK_OFFICER, Role.HEAD_OF_DESK)
    desks: QuerySet[Desk] = Desk.objects.valid_on(on)
    return desks.filter(agency_id__in=agencies).select_related("agency")


def agencies_of_province(province_id: int, on: date) -> QuerySet[Agency]:
    """Return the agencies of a province that exist on ``on``."""
    agencies: QuerySet[Agency] = Agency.objects.valid_on(on)
    return agencies.filter(province_id=province_id)
