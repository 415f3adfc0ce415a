"""Shapes that several resources share."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.explanations import ExplainedDay
from motcua.kernel.limits import Limit, limit_text
from motcua.web.api.paging import MOST, USUAL

Code = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00]+$")]
Line = Annotated[str, StringConstraints(max_length=255)]
PageSize = Annotated[int, Field(ge=1, le=MOST, description="Nhiều nhất bao nhiêu dòng.")]
Cursor = Annotated[str, Field(max_length=400, description="next_cursor của trang trước.")]
USUAL_SIZE = USUAL


class Given(Schema):
    """What a client sends: a name that is not known is a mistake, not something to skip."""

    model_config = ConfigDict(extra="forbid")


class AgencyOut(Schema):
    """An agency as others name it."""

    code: str
    name: str


class LimitOut(Schema):
    """A time limit."""

    value: int
    unit: str = Field(description="working_day, working_hour, calendar_day, month, same_day")
    text: str


class ReasonOut(Schema):
    """One line of how a date came about."""

    first: date
    last: date
    number: int | None = Field(description="Đếm đến ngày thứ mấy; null là ngày không tính.")
    is_off: bool
    is_due: bool
    text: str


def agency_out(agency: Agency) -> AgencyOut:
    """Return an agency."""
    return AgencyOut(code=agency.code, name=agency.name)


def limit_out(limit: Limit | None) -> LimitOut | None:
    """Return a limit; None where none is published."""
    if limit is None:
        return None
    return LimitOut(value=limit.value, unit=str(limit.unit), text=limit_text(limit))


def reasons_out(days: Iterable[ExplainedDay]) -> list[ReasonOut]:
    """Return the lines of a count."""
    return [
        ReasonOut(
            first=day.first,
            last=day.last,
            number=day.number,
            is_off=day.is_off,
            is_due=day.is_due,
            text=day.text,
        )
        for day in days
    ]


def local(instant: datetime | None) -> datetime | None:
    """Return an instant as it is told: in Vietnam's time."""
    return clock.local(instant) if instant is not None else None


def document_of(value: Any) -> dict[str, Any]:
    """Return a stored document as a plain mapping."""
    return dict(value)
