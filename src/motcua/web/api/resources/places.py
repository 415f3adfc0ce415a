"""Units, agencies with their desks, calendars, and counting a due date."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.agencies.models import Agency, Desk, Unit, UnitLevel
from motcua.agencies.selectors import calendar_of
from motcua.exchange.errors import ClientError
from motcua.exchange.scopes import Scope
from motcua.kernel import clock
from motcua.kernel.layers import Sessions
from motcua.kernel.limits import Limit, LimitUnit, due
from motcua.kernel.text import fold
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read
from motcua.web.api.paging import cursor_of, cut, key_of
from motcua.web.api.shapes import (
    USUAL_SIZE,
    AgencyOut,
    Code,
    Cursor,
    LimitOut,
    PageSize,
    ReasonOut,
    agency_out,
    limit_out,
    local,
    reasons_out,
)

router = Router(tags=["Nơi giải quyết, lịch, ngày hẹn"])
OPEN: Final = needs(Scope.PUBLIC)
MOST_DAYS: Final = 366
_SPAN: Final = (date(2000, 1, 1), date(2100, 1, 1))


class UnitOut(Schema):
    """A commune or province as it is today."""

    code: str
    name: str
    level: str
    parent: str | None = Field(description="Mã đơn vị cấp trên.")


class UnitList(Schema):
    """A page of units."""

    items: list[UnitOut]
    next_cursor: str | None


class DeskOut(Schema):
    """Where an agency receives people."""

    code: str
    name: str
    address: str
    phone: str


class AgencyLine(AgencyOut):
    """An agency in a list."""

    kind: str
    address: str
    phone: str
    unit: str = Field(description="Mã đơn vị hành chính.")


class AgencyFull(AgencyLine):
    """An agency with its desks."""

    desks: list[DeskOut]


class AgencyList(Schema):
    """A page of agencies."""

    items: list[AgencyLine]
    next_cursor: str | None


class DayOut(Schema):
    """One day of a calendar; sessions as "07:30-11:30"."""

    on: date
    is_working: bool
    sessions: list[str]
    reception_only: list[str]
    note: str


class CalendarOut(Schema):
    """Days by which an agency works."""

    agency: AgencyOut
    sure_until: date | None = Field(description="Lịch nghỉ đã công bố đến hết ngày nào.")
    days: list[DayOut]
    warnings: list[str]


class DueOut(Schema):
    """A due date with its reasons, the same as on a receipt."""

    accepted_at: datetime
    limit: LimitOut
    due_at: datetime | None
    sentences: list[str]
    days: list[ReasonOut]
    warnings: list[str]


class UnitSearch(Schema):
    """Which units."""

    q: Annotated[str, Field(max_length=100)] = ""
    level: UnitLevel | None = None
    parent: Annotated[str, Field(max_length=8)] = ""
    limit: PageSize = USUAL_SIZE
    cursor: Cursor = ""


class AgencySearch(Schema):
    """Which agencies."""

    q: Annotated[str, Field(max_length=100)] = ""
    limit: PageSize = USUAL_SIZE
    cursor: Cursor = ""


@read(router, "/units", OPEN, answer=UnitList, summary="Đơn vị hành chính")
def list_units(request: ApiRequest, search: Query[UnitSearch]) -> UnitList:
    """Xã, phường, tỉnh đang có; theo mã."""
    del request
    rows: QuerySet[Unit] = Unit.objects.valid_on(clock.today()).select_related("parent")
    if search.level is not None:
        rows = rows.filter(level=search.level)
    if search.parent:
        rows = rows.filter(parent__code=search.parent)
    if search.q:
        rows = rows.filter(search_text__contains=fold(search.q))
    if search.cursor:
        code, pk = key_of(search.cursor, str, int)
        rows = rows.filter(code__gte=code).exclude(code=code, pk__lte=pk)
    found, has_more = cut(list(rows.order_by("code", "pk")[: search.limit + 1]), search.limit)
    return UnitList(
        items=[
            UnitOut(
                code=one.code,
                name=one.full_name,
                level=one.level,
                parent=one.parent.code if one.parent is not None else None,
            )
            for one in found
        ],
        next_cursor=cursor_of(found[-1].code, found[-1].pk) if has_more else None,
    )


@read(router, "/agencies", OPEN, answer=AgencyList, summary="Cơ quan")
def list_agencies(request: ApiRequest, search: Query[AgencySearch]) -> AgencyList:
    """Cơ quan đang hoạt động; theo mã."""
    del request
    rows = _agencies().order_by("code")
    if search.q:
        rows = rows.filter(search_text__contains=fold(search.q))
    if search.cursor:
        (code,) = key_of(search.cursor, str)
        rows = rows.filter(code__gt=code)
    found, has_more = cut(list(rows[: search.limit + 1]), search.limit)
    return AgencyList(
        items=[_line(one) for one in found],
        next_cursor=cursor_of(found[-1].code) if has_more else None,
    )


@read(router, "/agencies/{code}", OPEN, answer=AgencyFull, summary="Một cơ quan, bộ phận của nó")
def get_agency(request: ApiRequest, code: Code) -> AgencyFull:
    """Cơ quan với các bộ phận tiếp nhận đang mở."""
    del request
    desks = Desk.objects.valid_on(clock.today()).order_by("code")
    rows = _agencies().prefetch_related(Prefetch("desks", queryset=desks))
    found = get_object_or_404(rows, code=code)
    return AgencyFull(
        **_line(found).model_dump(),
        desks=[
            DeskOut(code=one.code, name=one.name, address=one.address, phone=one.phone)
            for one in found.desks.all()
        ],
    )


@read(router, "/agencies/{code}/calendar", OPEN, answer=CalendarOut, summary="Lịch làm việc")
def get_calendar(
    request: ApiRequest, code: Code, first: date | None = None, last: date | None = None
) -> CalendarOut:
    """Từng ngày từ first đến last (nhiều nhất 366 ngày; mặc định 31 ngày từ hôm nay)."""
    del request
    agency = get_object_or_404(_agencies(), code=code)
    begins = first or clock.today()
    if not _SPAN[0] <= begins <= _SPAN[1]:
        raise _wrong_days()
    ends = last or begins + timedelta(days=30)
    if not begins <= ends <= begins + timedelta(days=MOST_DAYS - 1):
        raise _wrong_days()
    calendar = calendar_of(agency)
    days = [begins + timedelta(days=ahead) for ahead in range((ends - begins).days + 1)]
    notes = {day: calendar.day_note(day) for day in days}
    return CalendarOut(
        agency=agency_out(agency),
        sure_until=calendar.published_until,
        days=[
            DayOut(
                on=day,
                is_working=calendar.is_working_day(day),
                sessions=_sessions(calendar.sessions_on(day)),
                reception_only=_sessions(calendar.reception_sessions_on(day)),
                note=note.title if (note := notes[day]) is not None else "",
            )
            for day in days
        ],
        warnings=list(calendar.warnings_between(begins, ends)),
    )


@read(router, "/agencies/{code}/due-date", OPEN, answer=DueOut, summary="Tính ngày hẹn")
def count_due_date(
    request: ApiRequest,
    code: Code,
    value: Annotated[int, Query(ge=1, le=3650)],
    unit: LimitUnit = LimitUnit.WORKING_DAY,
    accepted_at: datetime | None = None,
) -> DueOut:
    """Ngày hẹn trả nếu tiếp nhận lúc accepted_at với thời hạn ấy, và vì sao."""
    del request
    agency = get_object_or_404(_agencies(), code=code)
    begins = accepted_at or clock.now()
    if not _SPAN[0] <= begins.date() <= _SPAN[1]:
        raise _wrong_days()
    begins = clock.local(begins)
    limit = Limit(value, unit)
    found = due(begins, limit, calendar_of(agency))
    told = limit_out(limit)
    assert told is not None  # noqa: S101 - there is a limit
    return DueOut(
        accepted_at=begins,
        limit=told,
        due_at=local(found.due),
        sentences=found.explanation.sentences,
        days=reasons_out(found.explanation.days),
        warnings=list(found.warnings),
    )


def _agencies() -> QuerySet[Agency]:
    rows: QuerySet[Agency] = Agency.objects.valid_on(clock.today()).select_related("unit")
    return rows


def _line(agency: Agency) -> AgencyLine:
    return AgencyLine(
        code=agency.code,
        name=agency.name,
        kind=agency.kind,
        address=agency.address,
        phone=agency.phone,
        unit=agency.unit.code,
    )


def _sessions(sessions: Sessions) -> list[str]:
    return [f"{_clock(one.start)}-{_clock(one.end)}" for one in sessions]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


class DaysError(ClientError):
    """The days asked for are too many, or in no year that anybody counts in."""

    code = "days"


def _wrong_days() -> DaysError:
    return DaysError(
        _("Khoảng ngày không hợp lệ: nhiều nhất %(n)d ngày, từ năm 2000 đến 2099.")
        % {"n": MOST_DAYS}
    )
