"""What a head's list is narrowed to; all of it stands in the address."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies.roles import Role
from motcua.dossiers.models import Step
from motcua.dossiers.workload import Counts, Urgency

ALL: Final = ""
LATE: Final = "qua-han"
TODAY: Final = "hom-nay"
SOON: Final = "sap-tre"
UNASSIGNED: Final = "chua-giao"
PAUSED: Final = "cho-nguoi-dan"
UNRECEIVED: Final = "cho-nhan"
NOBODY: Final = "0"
"""The holder of a step that is given to nobody, in the address and in the form."""
_LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter with its number, as the row of filters shows it."""

    label: str
    url: str
    is_current: bool
    count: int | None
    icon: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The urgency, and whose steps: of an agency, a role, an officer."""

    urgency: str = ALL
    agency_id: int | None = None
    role: str = ""
    officer: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filters":
        """Read the address; what it holds that means nothing is left out."""
        role = query.get("vai", "")
        officer = query.get("nguoi", "")
        return cls(
            urgency=query.get("loc", ALL),
            agency_id=_number(query.get("co-quan", "")),
            role=role if role in set(Role) else "",
            officer=officer if _number(officer) is not None else "",
        )

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return self != Filters()

    def of_holder(self, steps: QuerySet[Step]) -> QuerySet[Step]:
        """Keep the steps of the agency, role and officer chosen."""
        if self.agency_id is not None:
            steps = steps.filter(agency_id=self.agency_id)
        if self.role:
            steps = steps.filter(role=self.role)
        if self.officer == NOBODY:
            return steps.filter(assignee__isnull=True)
        if self.officer:
            return steps.filter(assignee_id=int(self.officer))
        return steps

    def of_urgency(self, steps: QuerySet[Step], urgency: Urgency) -> QuerySet[Step]:
        """Keep the steps of the urgency chosen."""
        kept: dict[str, Q] = {
            LATE: urgency.late,
            TODAY: urgency.today,
            SOON: urgency.soon,
            UNASSIGNED: urgency.unassigned,
            PAUSED: urgency.paused,
            UNRECEIVED: urgency.unreceived,
        }
        return steps.filter(kept[self.urgency]) if self.urgency in kept else steps

    def address(self, **changes: str) -> str:
        """Return the address of the list with ``changes`` made to these filters."""
        values = {
            "loc": self.urgency,
            "co-quan": "" if self.agency_id is None else str(self.agency_id),
            "vai": self.role,
            "nguoi": self.officer,
            **{name.replace("_", "-"): value for name, value in changes.items()},
        }
        query = {name: value for name, value in values.items() if value}
        return reverse("leader:steps", query=query or None)

    def chips(self, counts: Counts) -> list[Chip]:
        """Return the row of filters by urgency; those that would show nothing are left out."""
        listed = [
            (ALL, _("Tất cả"), counts.all, ""),
            (LATE, _("Quá hạn"), counts.late, "late"),
            (TODAY, _("Đến hạn hôm nay"), counts.today, "calendar"),
            (SOON, _("Sắp trễ"), counts.soon, "clock"),
            (UNASSIGNED, _("Chưa giao ai"), counts.unassigned, "hand"),
            (PAUSED, _("Chờ người dân"), counts.paused, "pause"),
            (UNRECEIVED, _("Chờ nhận hồ sơ"), counts.unreceived, "moving"),
        ]
        return [
            Chip(label, self.address(loc=name), name == self.urgency, count, icon)
            for name, label, count, icon in listed
            if count or name in {ALL, self.urgency}
        ]


def within(agencies: Collection[int], filters: Filters) -> Filters:
    """Return ``filters`` without an agency that one does not look after."""
    if filters.agency_id is None or filters.agency_id in agencies:
        return filters
    return Filters(filters.urgency, None, filters.role, filters.officer)


def _number(text: str) -> int | None:
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    return None
