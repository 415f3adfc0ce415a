"""The digest of a unit: one page of a week or a month for its heads, against the one before.

Nothing personal is in it, for it goes by mail: no applicant, no dossier's code, no officer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from django.db import connection
from django.db.models import Count

from motcua.agencies.models import Agency
from motcua.dossiers import late_soon
from motcua.dossiers.models import Step
from motcua.indicators import hearing, satisfaction
from motcua.indicators.paid import HAS_PAID, PAID_ONLINE
from motcua.indicators.periods import Period
from motcua.indicators.rates import Rate
from motcua.indicators.reports import Question, by_field, total
from motcua.indicators.satisfaction import Scope
from motcua.kernel import clock
from motcua.petitions.models import Feedback

_WEEK: Final = 7
_HOLDERS: Final = 6
_PAID: Final = f"""
    SELECT count(*) FILTER (WHERE {HAS_PAID} AND {PAID_ONLINE}), count(*) FILTER (WHERE {HAS_PAID})
    FROM indicators_dossierfact AS fact
    WHERE fact.agency_id = %(agency)s AND fact.accepted_on BETWEEN %(first)s AND %(last)s
"""  # noqa: S608 - our own conditions


class Rhythm(StrEnum):
    """Of what a digest tells. Values are stored."""

    WEEK = "week"
    MONTH = "month"

    def holding(self, day: date) -> Period:
        """Return the week (from Monday) or month that ``day`` lies in."""
        if self is Rhythm.WEEK:
            first = day - timedelta(days=day.weekday())
            return Period(first, first + timedelta(days=_WEEK - 1))
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return Period(first, following - timedelta(days=1))

    def before(self, period: Period) -> Period:
        """Return the one before."""
        return self.holding(period.first - timedelta(days=1))

    def last_over(self, day: date) -> Period:
        """Return the newest that is over on ``day``."""
        return self.before(self.holding(day))


@dataclass(frozen=True, slots=True)
class Told:
    """One line: a number, or a share with its numbers, now and before."""

    label: str
    now: int | Rate
    before: int | Rate
    meaning: str

    @property
    def words(self) -> str:
        """Return what it is now."""
        return _words(self.now)

    @property
    def words_before(self) -> str:
        """Return what it was before."""
        return _words(self.before)

    @property
    def change(self) -> str:
        """Return by how much it changed; "" where one of them is not known."""
        if isinstance(self.now, Rate) and isinstance(self.before, Rate):
            if self.now.share is None or self.before.share is None:
                return ""
            points = round(100 * (self.now.share - self.before.share), 1)
            return f"{points:+.1f} điểm".replace(".", ",") if points else "không đổi"
        if isinstance(self.now, int) and isinstance(self.before, int):
            return f"{self.now - self.before:+d}" if self.now != self.before else "không đổi"
        return ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a unit is told of a period; ``late_at`` is where what is late lies, the most first."""

    agency: Agency
    rhythm: Rhythm
    period: Period
    cut_off: datetime
    formula: str
    lines: tuple[Told, ...]
    late_at: tuple[tuple[str, int], ...]
    due_next: int
    behind_next: int

    @property
    def label(self) -> str:
        """Return what it is called."""
        kind = "Bản tin tuần" if self.rhythm is Rhythm.WEEK else "Bản tin tháng"
        return f"{kind} {self.period.words}"

    @property
    def version(self) -> str:
        """Return by when and by what it is counted."""
        at = clock.local(self.cut_off)
        return f"Số liệu đến {at:%H:%M ngày %d/%m/%Y}. Bản công thức {self.formula}."

    @property
    def next_words(self) -> str:
        """Return what is due within the next seven days."""
        return (
            f"Bảy ngày tới có {self.due_next} hồ sơ đến hạn; {self.behind_next} hồ sơ có thể "
            "không kịp."
        )

    @property
    def late_words(self) -> str:
        """Return where what is late now lies."""
        if not self.late_at:
            return "Hiện không hồ sơ nào quá hạn ở bước xử lý."
        listed = "; ".join(f"{name}: {count}" for name, count in self.late_at)
        return f"Hồ sơ đang quá hạn nằm ở: {listed}."


def digest_of(agency: Agency, rhythm: Rhythm, question: Question, *, at: datetime) -> Digest:
    """Return the digest of the question's period; what is late and due is as of ``at``."""
    earlier = replace(question, period=rhythm.before(question.period))
    now, before = _figures(agency, question), _figures(agency, earlier)
    lines = tuple(
        Told(label, now[label], before[label], meaning) for label, meaning in _MEANINGS.items()
    )
    coming = late_soon.coming([agency.pk], at)
    return Digest(
        agency=agency,
        rhythm=rhythm,
        period=question.period,
        cut_off=question.cut_off,
        formula=question.formula,
        lines=lines,
        late_at=tuple(_late_at(agency, at)),
        due_next=coming.due,
        behind_next=coming.behind,
    )


_RECEIVED: Final = "Tiếp nhận"
_ONLINE: Final = "Nộp trực tuyến"
_SETTLED: Final = "Đã giải quyết"
_IN_TIME: Final = "Trước và đúng hạn"
_LATE_DONE: Final = "Giải quyết quá hạn"
_LATE_OPEN: Final = "Đang giải quyết, quá hạn"
_PAID_ONLINE: Final = "Nộp tiền trực tuyến"
_FEEDBACK: Final = "Phản ánh, kiến nghị nhận được"
_HEARD: Final = "Phản ánh xử lý đúng hạn"
_SATISFIED: Final = "Hài lòng"
_MEANINGS: Final = {
    _RECEIVED: "hồ sơ tiếp nhận trong kỳ (cột 4 + 5 biểu II.06a)",
    _ONLINE: "trong số ấy, nộp trực tuyến (cột 4)",
    _SETTLED: "hồ sơ kết thúc trong kỳ (cột 7)",
    _IN_TIME: "trong số ấy, trước và đúng hạn (cột 8 + 9)",
    _LATE_DONE: "trong số ấy, quá hạn (cột 10)",
    _LATE_OPEN: "chưa xong khi hết kỳ mà ngày hẹn đã qua (cột 13)",
    _PAID_ONLINE: "hồ sơ tiếp nhận trong kỳ đã nộp phí, nộp qua ngân hàng hoặc cổng",
    _FEEDBACK: "gửi đến trong kỳ",
    _HEARD: "trong số phản ánh đến hạn trong kỳ",
    _SATISFIED: "trong số phiếu đánh giá được tính",
}


def _figures(agency: Agency, question: Question) -> dict[str, int | Rate]:
    least = question.rule.minimum_sample
    counts = total(by_field(question))
    period = question.period
    paid, owing = _paid(agency, period, question)
    heard = hearing.rates(
        first=period.first, last=period.last, at=question.cut_off, agency_id=agency.pk
    )[hearing.IN_TIME]
    scope = Scope(period.first, period.last, agency_ids=frozenset({agency.pk}))
    liked = satisfaction.overall(scope, least=least).satisfaction
    return {
        _RECEIVED: counts.c4 + counts.c5,
        _ONLINE: Rate(counts.c4, counts.c4 + counts.c5, least),
        _SETTLED: counts.c7,
        _IN_TIME: Rate(counts.in_time, counts.c7, least),
        _LATE_DONE: counts.c10,
        _LATE_OPEN: counts.c13,
        _PAID_ONLINE: Rate(paid, owing, least),
        _FEEDBACK: Feedback.objects.filter(
            agency=agency,
            lodged_at__gte=_midnight(period.first),
            lodged_at__lt=_midnight(period.last + timedelta(days=1)),
        ).count(),
        _HEARD: replace(heard, least=least),
        _SATISFIED: liked,
    }


def _paid(agency: Agency, period: Period, question: Question) -> tuple[int, int]:
    values = {**question.values, "agency": agency.pk, "first": period.first, "last": period.last}
    with connection.cursor() as cursor:
        cursor.execute(_PAID, values)
        row: tuple[int, int] = cursor.fetchone()
    return row


def _late_at(agency: Agency, at: datetime) -> Sequence[tuple[str, int]]:
    """Return in which steps what is late now lies, and how many; the most first."""
    rows = (
        Step.objects.filter(dossier__agency=agency, closed_at__isnull=True, dossier__due_at__lt=at)
        .order_by()
        .values("name", "agency__name")
        .annotate(count=Count("pk"))
        .order_by("-count", "name")[:_HOLDERS]
    )
    return [
        (
            row["name"]
            if row["agency__name"] == agency.name
            else f"{row['name']} ({row['agency__name']})",
            row["count"],
        )
        for row in rows
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM)


def _words(found: int | Rate) -> str:
    if isinstance(found, int):
        return str(found)
    if not found.whole:
        return "chưa có"
    numbers = f"{found.part} trên {found.whole}"
    if found.share is None:
        return f"{numbers} (ít nên không nêu tỷ lệ)"
    return f"{100 * found.share:.1f} % ({numbers})".replace(".", ",", 1)
