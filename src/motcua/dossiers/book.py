"""The book of dossiers (sổ theo dõi hồ sơ, form 07): one agency, one year, numbered from 1.

A row is what the columns of the form say of one dossier. It is read from the dossier, never
stored: the book cannot say anything else than the dossiers do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Min, Prefetch, QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency, Desk
from motcua.dossiers import forms
from motcua.dossiers.lifecycle import ResultMode, State
from motcua.dossiers.models import Dossier, DossierPersonalData, Origin, Result
from motcua.dossiers.services.receipts import stored_people
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_name, mask_phone
from motcua.people.services import PersonInput

PAGE: Final = 50
MOST_PRINTED: Final = 1_000
"""Rows of one printed book; about 80 sheets of A4."""
_TOLD_STATES: Final = (
    State.AWAITING_SUPPLEMENT,
    State.AWAITING_PAYMENT,
    State.WITHDRAWN,
    State.STOPPED,
)


class BookError(DomainError):
    """The book cannot be opened or printed that way."""

    code: ClassVar[str] = "book"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of acceptance that are looked at, first and last; both of one year."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise BookError for days that no book has."""
        if self.last < self.first:
            raise BookError(_("Ngày cuối đứng trước ngày đầu. Xin xem lại khoảng ngày."))
        if self.last == date.max:
            raise BookError(_("Ngày cuối quá xa. Xin xem lại năm."))
        if self.first.year != self.last.year:
            raise BookError(
                _("Sổ đánh số lại từ 1 mỗi năm. Xin chọn khoảng ngày trong cùng một năm.")
            )

    @property
    def begins_at(self) -> datetime:
        """Return the instant with which the period begins."""
        return datetime.combine(self.first, time.min, tzinfo=clock.VIETNAM)

    @property
    def ends_before(self) -> datetime:
        """Return the first instant after the period."""
        following = self.last + timedelta(days=1)
        return datetime.combine(following, time.min, tzinfo=clock.VIETNAM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dossier as the book has it."""

    dossier: Dossier
    applicant: str
    address: str
    phone: str
    agency: str
    sent_at: datetime | None
    collector: str
    note: str

    @property
    def number(self) -> int:
        """Return the number in the year's book."""
        return self.dossier.book_number or 0

    @property
    def result_mode(self) -> str:
        """Return how the result is received, as people read it."""
        return ResultMode(self.dossier.result_mode).label


def dossiers_in_book(agency: Agency, period: Period) -> QuerySet[Dossier]:
    """Return the dossiers that ``agency`` received in ``period``, in the order of their numbers.

    The index by day of acceptance finds them; so few are left that sorting costs nothing.
    """
    return Dossier.objects.filter(
        receiving_agency_id=agency.pk,
        accepted_at__gte=period.begins_at,
        accepted_at__lt=period.ends_before,
        book_number__isnull=False,
    ).order_by("book_number")


def entries(agency: Agency, period: Period, *, after: int = 0, most: int = PAGE) -> list[Entry]:
    """Return up to ``most`` rows of the book, those after number ``after``. Three queries."""
    found = (
        dossiers_in_book(agency, period)
        .filter(book_number__gt=after)
        .select_related("procedure", "agency", "collector")
        .prefetch_related(
            Prefetch("personal_data", DossierPersonalData.objects.all()),
            Prefetch(
                "results",
                Result.objects.filter(voided_at__isnull=True).only(
                    "dossier_id", "outcome", "document_number", "dated"
                ),
                to_attr="results_in_force",
            ),
        )[:most]
    )
    return [_entry(dossier) for dossier in found]


def book_payload(
    agency: Agency,
    period: Period,
    *,
    desk: Desk,
    keeper: str,
    at: datetime,
    seen: Callable[[Entry], Entry] = lambda entry: entry,
) -> dict[str, Any]:
    """Return the facts of form 07, each row as ``seen`` leaves it.

    Raises BookError when it is too long for one print.
    """
    listed = entries(agency, period, most=MOST_PRINTED + 1)
    if len(listed) > MOST_PRINTED:
        raise BookError(
            _(
                "Khoảng ngày này có hơn %(most)s hồ sơ, quá nhiều cho một lần in. "
                "Xin chọn khoảng ngắn hơn, rồi in nhiều lần."
            )
            % {"most": f"{MOST_PRINTED:,}".replace(",", ".")}
        )
    is_demo = any(entry.dossier.origin == Origin.DEMO for entry in listed)
    last_day = date(period.first.year, 12, 31)
    return {
        "head": forms.head(desk),
        "place": agency.place,
        "issued_at": forms.instant(at),
        "notice": "Dữ liệu trình diễn" if is_demo else None,
        "code": None,
        "volume": str(period.first.year),
        "opened_on": opened_on(agency, period.first.year).isoformat(),
        "closed_on": last_day.isoformat() if clock.day_of(at) > last_day else None,
        "rows": [_printed(seen(entry)) for entry in listed],
        "keeper": keeper,
    }


def opened_on(agency: Agency, year: int) -> date:
    """Return the day on which the year's book was opened: that of its first dossier."""
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    first: datetime | None = (
        dossiers_in_book(agency, whole).order_by().aggregate(first=Min("accepted_at"))["first"]
    )
    return clock.day_of(first) if first else whole.first


def masked(entry: Entry) -> Entry:
    """Return the row for somebody who only looks it over: names shortened, no address."""
    if entry.dossier.erased_at is not None:
        return entry
    return replace(
        entry,
        applicant=mask_name(entry.applicant),
        address="",
        phone=mask_phone(entry.phone) if entry.phone else "",
        collector=mask_name(entry.collector) if entry.collector else "",
    )


def _entry(dossier: Dossier) -> Entry:
    person = _named_person(dossier)
    collector = dossier.collector.full_name if dossier.collector else ""
    if collector and dossier.collector_proof:
        collector = f"{collector} ({dossier.collector_proof})"
    return Entry(
        dossier=dossier,
        applicant=dossier.principal_name,
        address=person.address if person else "",
        phone=person.phone if person else "",
        agency=dossier.agency.name,
        sent_at=dossier.clock_from,
        collector=collector,
        note="; ".join(_remarks(dossier)),
    )


def _named_person(dossier: Dossier) -> PersonInput | None:
    """Return the person that the row names; None when what was said of people is erased."""
    personal: DossierPersonalData | None = getattr(dossier, "personal_data", None)
    if personal is None or personal.erased_at is not None:
        return None
    people = stored_people(personal)
    return people.get("principal") or people.get("applicant")


def _remarks(dossier: Dossier) -> list[str]:
    """Return what the last column says: the result's number, another date, how it ended."""
    remarks = []
    for result in dossier.results_in_force:  # type: ignore[attr-defined]
        if result.outcome == Result.Outcome.REFUSED:
            remarks.append(_("Không đồng ý"))
        if result.document_number:
            remarks.append(_("Số %(number)s") % {"number": result.document_number})
    if dossier.due_at and dossier.due_at != dossier.original_due_at:
        remarks.append(_("Hẹn lại %(day)s") % {"day": f"{clock.local(dossier.due_at):%d/%m/%Y}"})
    state = State(dossier.state)
    if state in _TOLD_STATES:
        remarks.append(state.label)
    return remarks


def _printed(entry: Entry) -> dict[str, Any]:
    """Return a row as form 07 prints it."""
    dossier = entry.dossier
    return {
        "number": entry.number,
        "code": dossier.code or "",
        "procedure": forms.brief(dossier.procedure.name),
        "sets": dossier.sets_count,
        "applicant": entry.applicant,
        "contact": "; ".join(part for part in (entry.address, entry.phone) if part),
        "agency": entry.agency,
        "accepted_at": forms.instant(dossier.accepted_at or dossier.submitted_at),
        "due_at": _instant(dossier.original_due_at),
        "sent_at": _instant(entry.sent_at),
        "result_at": _instant(dossier.finished_at),
        "returned_at": _instant(dossier.returned_at),
        "result_channel": entry.result_mode,
        "collector": entry.collector or None,
        "note": entry.note or None,
    }


def _instant(moment: datetime | None) -> str | None:
    return forms.instant(moment) if moment else None


def quarter_of(day: date) -> Period:
    """Return the quarter in which ``day`` falls."""
    first_month = day.month - (day.month - 1) % 3
    return Period(date(day.year, first_month, 1), _last_day(day.year, first_month + 2))


def month_of(day: date) -> Period:
    """Return the month in which ``day`` falls."""
    return Period(day.replace(day=1), _last_day(day.year, day.month))


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def keepers_desk(agency: Agency, desks: Sequence[Desk]) -> Desk:
    """Return the desk in whose name the book is printed. Raises BookError without one."""
    if not desks:
        raise BookError(
            _("%(agency)s không có bộ phận một cửa nào đang hoạt động nên không có sổ.")
            % {"agency": agency.name}
        )
    return desks[0]
