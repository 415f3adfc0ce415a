"""What a table would do here: which dossiers are new, which are here already, what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Desk, Officer, RoleAssignment
from motcua.agencies.roles import LABELS, STEP_ROLES
from motcua.agencies.selectors import calendar_of, configuration_stamp, find_agency
from motcua.agencies.services import require_administrator_of
from motcua.dossiers.models import Dossier, Origin
from motcua.dossiers.services.moving_in import Arrival
from motcua.dossiers.services.stepping import agency_of_step
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.kernel.workdays import Calendar
from motcua.procedures.process import Process, ProcessStep
from motcua.procedures.selectors import Terms, terms_for
from motcua.reference.moving.columns import COLUMNS, TITLES, is_no_data, key_of
from motcua.reference.moving.reading import OldRow, When, instant, read_row
from motcua.reference.moving.sheets import MOST_ROWS, Table, read_table
from motcua.reference.tables import FileError

_OPENS: Final = 7 * 60 + 30
_CLOSES: Final = 17 * 60
"""Where the calendar has no session on that day."""
_LOOKED_UP: Final = 1_000


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with the table, by row and column."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Dòng {self.line}, cột {self.column}: {self.sentence}"


@dataclass(slots=True)
class Plan:
    """What would be done with a table. It is done only where nothing is wrong."""

    table: Table
    arrivals: list[Arrival] = field(default_factory=list)
    unchanged: int = 0
    flaws: list[Flaw] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def flaws_by_line(self) -> dict[int, list[str]]:
        """Return what is wrong with each line, as sentences."""
        found: dict[int, list[str]] = {}
        for flaw in self.flaws:
            found.setdefault(flaw.line, []).append(f"{flaw.column}: {flaw.sentence}")
        return found


@dataclass(frozen=True, slots=True)
class _Here:
    """When and for whom the table is read: what is looked up once is kept as long as this."""

    at: datetime
    stamp: int
    actor: Actor

    @property
    def on(self) -> date:
        return clock.day_of(self.at)


def plan_of(path: Path, *, actor: Actor, at: datetime, most_rows: int = MOST_ROWS) -> Plan:
    """Return what the table in ``path`` would do at ``at``; nothing is written.

    A row of an agency that ``actor`` does not administer is a flaw. Raises FileError when it is
    no such table at all.
    """
    table = read_table(path, most_rows)
    keys = _keys_of(table)
    here = _Here(at, configuration_stamp(), actor)
    plan = Plan(table)
    look_up = _LookUp(here)
    rows = []
    for line, cells in table.rows:
        named = {key: cell for key, cell in zip(keys, cells, strict=False) if key}
        row = read_row(line, named, here.on)
        if is_no_data(row.texts["code"]):
            continue
        rows.append((row, look_up.arrival(row)))
    _refuse_repeated([row for row, _arrival in rows])
    _sort_out(plan, rows)
    if not rows:
        raise FileError("Tệp không có dòng dữ liệu nào, chỉ có tên cột và ví dụ.")
    return plan


def _keys_of(table: Table) -> list[str | None]:
    """Return which column each heading is. Raises FileError for missing and repeated ones."""
    keys = [key_of(title) for title in table.titles]
    missing = [c.title for c in COLUMNS if c.is_required and c.key not in keys]
    if missing:
        raise FileError(
            f"Tệp thiếu cột: {', '.join(missing)}. Dòng đầu phải là tên các cột, như trong mẫu "
            "(“motcua import dossiers --template mau.xlsx”)."
        )
    twice = [TITLES[key] for key, count in Counter(keys).items() if key and count > 1]
    if twice:
        raise FileError(f"Tệp có hai cột cùng tên: {', '.join(twice)}.")
    return keys


def _refuse_repeated(rows: Sequence[OldRow]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        code = row.texts["code"]
        if code in first:
            row.refuse("code", f"Trùng với dòng {first[code]}.")
        elif code:
            first[code] = row.line


def _sort_out(plan: Plan, rows: Sequence[tuple[OldRow, Arrival | None]]) -> None:
    """Put each row where it belongs: wrong, here already, or new."""
    here = _dossiers_called([row.texts["code"] for row, _arrival in rows])
    for row, arrival in rows:
        known = here.get(row.texts["code"])
        if arrival is not None and known is not None and not row.errors:
            if _is_same(known, arrival):
                plan.unchanged += 1
                continue
            row.refuse("code", "Mã này đã có ở đây, với thủ tục, cơ quan hoặc ngày khác.")
        if row.errors or arrival is None:
            plan.flaws += [Flaw(row.line, column, text) for column, text in row.errors]
        else:
            plan.arrivals.append(arrival)


def _dossiers_called(codes: Sequence[str]) -> dict[str, Dossier]:
    found: dict[str, Dossier] = {}
    for first in range(0, len(codes), _LOOKED_UP):
        for dossier in Dossier.objects.filter(code__in=codes[first : first + _LOOKED_UP]).only(
            "code", "origin", "procedure_id", "agency_id", "accepted_at", "original_due_at"
        ):
            found[str(dossier.code)] = dossier
    return found


def _is_same(known: Dossier, arrival: Arrival) -> bool:
    """Say whether the dossier is the one that an earlier import of this row has made."""
    return known.origin == Origin.IMPORTED and (
        known.procedure_id,
        known.agency_id,
        known.accepted_at,
        known.original_due_at,
    ) == (arrival.terms.procedure_id, arrival.agency.pk, arrival.accepted_at, arrival.due_at)


class _LookUp:
    """Finds what rows name; each thing once."""

    def __init__(self, here: _Here) -> None:
        self._here = here
        self._agency = lru_cache(maxsize=None)(partial(_find, here))
        self._desks = lru_cache(maxsize=None)(self._desks_of)
        self._officers = lru_cache(maxsize=None)(_officer_called)
        self._holders = lru_cache(maxsize=None)(partial(_holders, here.on))

    def arrival(self, row: OldRow) -> Arrival | None:
        """Return the dossier that ``row`` describes; None, with its errors, when it cannot be."""
        agency = self._agency(row.texts["agency"]) if row.texts["agency"] else None
        if isinstance(agency, str):
            row.refuse("agency", agency)
            return None
        if agency is None:
            return None
        desk, calendar = self._desk(row, agency), self._calendar(row, agency)
        terms = self._terms(row, agency)
        step = _step(row, terms.content.process) if terms is not None else None
        assignee = self._assignee(row, step, agency) if step is not None else None
        if row.errors or not (desk and calendar and terms and step and row.applicant):
            return None
        moments = _moments(row, calendar, self._here.at)
        if moments is None:
            return None
        submitted_at, accepted_at, due_at = moments
        return Arrival(
            code=row.texts["code"],
            terms=terms,
            desk=desk,
            agency=agency,
            channel=row.channel,
            submitted_at=submitted_at,
            accepted_at=accepted_at,
            due_at=due_at,
            step=step,
            applicant=row.applicant,
            principal=row.principal,
            assignee_id=assignee,
            money=row.money,
            amount_dong=row.amount_dong,
            note=row.texts["note"],
        )

    def _desks_of(self, agency_id: int) -> list[Desk]:
        desks = Desk.objects.valid_on(self._here.on).filter(agency_id=agency_id)
        return list(desks.select_related("agency").order_by("code"))

    def _desk(self, row: OldRow, agency: Agency) -> Desk | None:
        desks, wanted = self._desks(agency.pk), row.texts["desk"]
        if not desks:
            row.refuse("agency", f"{agency.name} chưa có bộ phận một cửa nào ở đây.")
            return None
        chosen = [desk for desk in desks if wanted in {"", desk.code}]
        if not chosen:
            known = ", ".join(desk.code for desk in desks)
            row.refuse("desk", f"{agency.name} không có bộ phận “{wanted}”. Có: {known}.")
            return None
        return chosen[0]

    @staticmethod
    def _calendar(row: OldRow, agency: Agency) -> Calendar | None:
        try:
            return calendar_of(agency)
        except DomainError as error:
            row.refuse("agency", str(error))
            return None

    def _terms(self, row: OldRow, agency: Agency) -> Terms | None:
        here = self._here
        try:
            return terms_for(
                row.texts["procedure"],
                agency.pk,
                agency.province_id,
                str(row.channel),
                here.on,
                here.stamp,
            )
        except DomainError as error:
            if row.texts["procedure"]:
                row.refuse("procedure", str(error))
            return None

    def _assignee(self, row: OldRow, step: ProcessStep, agency: Agency) -> int | None:
        username = row.texts["officer"]
        if not username:
            return None
        officer = self._officers(username)
        if officer is None:
            row.refuse("officer", f"Không có cán bộ nào dùng tên đăng nhập “{username}”.")
            return None
        try:
            doer = agency_of_step(Dossier(agency=agency), step, self._here.stamp)
        except DomainError as error:
            row.refuse("step", str(error))
            return None
        if officer not in self._holders(doer.pk, step.role):
            role = LABELS[_ROLES[step.role]]
            row.refuse("officer", f"{username} không giữ vai trò {role} tại {doer.name}.")
            return None
        return officer


_ROLES: Final = {role.value: role for role in STEP_ROLES}
_ROLE_NAMES: Final = {
    **{fold(LABELS[role]): role.value for role in STEP_ROLES},
    **{role.value: role.value for role in STEP_ROLES},
}


def _find(here: _Here, code_or_name: str) -> Agency | str:
    try:
        agency = find_agency(code_or_name, here.on)
    except DomainError as error:
        return str(error)
    if not agency.is_valid_on(here.on):
        return f"{agency.name} không còn hoạt động."
    try:
        require_administrator_of(here.actor, agency)
    except PermissionDenied:
        return f"Ông/bà không quản trị {agency.name} nên không chuyển được hồ sơ vào đó."
    return agency


def _officer_called(username: str) -> int | None:
    found = Officer.objects.filter(account__username__iexact=username, is_active=True)
    return found.values_list("pk", flat=True).first()


def _holders(on: date, agency_id: int, role: str) -> frozenset[int]:
    held = RoleAssignment.objects.valid_on(on).filter(agency_id=agency_id, role=role)
    return frozenset(held.values_list("officer_id", flat=True))


def _step(row: OldRow, process: Process) -> ProcessStep | None:
    """Return the step in which the dossier is: by name, by role, or the first."""
    wanted, role = fold(row.texts["step"]), fold(row.texts["role"])
    value = _ROLE_NAMES.get(role)
    if role and value is None:
        known = ", ".join(LABELS[one] for one in STEP_ROLES)
        row.refuse("role", f"Không có vai trò “{row.texts['role']}”. Có: {known}.")
        return None
    fitting = [
        step
        for step in process.steps
        if (not wanted or wanted in {fold(step.name), step.key}) and value in {None, step.role}
    ]
    if fitting:
        return fitting[0]
    known = "; ".join(f"{step.name} ({LABELS[_ROLES[step.role]]})" for step in process.steps)
    row.refuse("step" if wanted else "role", f"Quy trình không có bước này. Có: {known}.")
    return None


def _moments(
    row: OldRow, calendar: Calendar, at: datetime
) -> tuple[datetime, datetime, datetime] | None:
    """Return when the dossier was lodged and accepted and until when it was promised."""
    assert row.accepted is not None  # noqa: S101 - required, and there is no error
    assert row.due is not None  # noqa: S101 - likewise
    accepted_at = instant(row.accepted, _opening(row.accepted, calendar))
    if row.accepted.minute is None and row.accepted.day == clock.day_of(at):
        accepted_at = min(accepted_at, clock.local(at).replace(second=0, microsecond=0))
    due_at = instant(row.due, _closing(row.due, calendar))
    submitted_at = accepted_at
    if row.submitted is not None:
        submitted_at = instant(row.submitted, _opening(row.submitted, calendar))
        if row.submitted.minute is None and row.submitted.day == row.accepted.day:
            submitted_at = min(submitted_at, accepted_at)
    if accepted_at > at:
        row.refuse("accepted", "Ngày tiếp nhận còn chưa đến.")
    if submitted_at > accepted_at:
        row.refuse("submitted", "Ngày nộp sau ngày tiếp nhận.")
    if due_at <= accepted_at:
        row.refuse("due", "Ngày hẹn trả không sau ngày tiếp nhận.")
    return None if row.errors else (submitted_at, accepted_at, due_at)


def _opening(when: When, calendar: Calendar) -> int:
    sessions = calendar.sessions_on(when.day)
    return sessions[0].start if sessions else _OPENS


def _closing(when: When, calendar: Calendar) -> int:
    sessions = calendar.sessions_on(when.day)
    return sessions[-1].end if sessions else _CLOSES
