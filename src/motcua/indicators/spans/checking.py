"""Adding up everything anew beside what is kept, for ``motcua verify``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection

from motcua.dossiers import cash_desk
from motcua.dossiers.comparing import Difference
from motcua.indicators.models import SpanCount
from motcua.indicators.spans import adding
from motcua.indicators.spans.statements import DIFFERENCES, SUMS

MOST: Final = 20
"""Places that are named; where there are more, these are the first."""
_OTHERWISE_PAID: Final = """
    SELECT dossier.code, fact.paid_online, told.online
    FROM indicators_dossierfact AS fact
    JOIN dossiers_dossier AS dossier ON dossier.id = fact.dossier_id
        AND dossier.events_count = fact.events_count
    LEFT JOIN ({told}) AS told ON told.dossier_id = fact.dossier_id
    WHERE fact.paid_online IS DISTINCT FROM told.online
    ORDER BY dossier.id LIMIT {most}
"""
_WORDS: Final = {
    "c4": "cột 4",
    "c5": "cột 5",
    "c8": "cột 8",
    "c9": "cột 9",
    "c10": "cột 10",
    "c11": "cột 11 tăng thêm",
    "c13": "cột 13 tăng thêm",
    "owing": "có phí",
    "paid": "nộp tiền trực tuyến",
}


@dataclass(slots=True)
class SpanCheck:
    """How many counts are kept, and what differs; ``is_kept``: there is something to check."""

    counts: int = 0
    is_kept: bool = True
    differences: list[Difference] = field(default_factory=list)


def check_spans(tell: Callable[[str], None] = lambda _label: None) -> SpanCheck:
    """Compare what is kept of each day, month and year with the facts added up anew.

    What was paid is compared with the orders, where the fact rests on all that is recorded. One
    statement sees everything as of one moment, so that somebody may write facts meanwhile.
    """
    if not adding.are_kept():
        return SpanCheck(is_kept=False)
    tell("Số cộng sẵn")
    return SpanCheck(
        SpanCount.objects.count(),
        differences=[*_of_days(), *_of_payments()],
    )


def _of_days() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, {"most": MOST})
        rows = cursor.fetchall()
    for span, day, agency, field_name, *sums in rows:
        yield Difference(
            f"Số cộng sẵn {_when(span, day)}, {agency or 'mọi cơ quan'}, "
            f"{field_name or 'mọi lĩnh vực'}",
            0,
            _unlike(sums),
        )


def _when(span: str, day: date) -> str:
    words = {
        SpanCount.Span.DAY.value: f"ngày {day:%d/%m/%Y}",
        SpanCount.Span.MONTH.value: f"tháng {day:%m/%Y}",
        SpanCount.Span.YEAR.value: f"năm {day.year}",
    }
    return words[span]


def _unlike(sums: Sequence[int]) -> str:
    """Return in words the first number that is not the same."""
    pairs = zip(SUMS, sums[::2], sums[1::2], strict=True)
    name, kept, anew = next(pair for pair in pairs if pair[1] != pair[2])
    return f"{_WORDS[name.partition('_')[0]]} đang giữ là {kept}, cộng lại từ hồ sơ là {anew}"


def _of_payments() -> Iterator[Difference]:
    text, parameters = cash_desk.fees_paid_online().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_OTHERWISE_PAID.format(told=text, most=MOST), parameters)
        rows = cursor.fetchall()
    for code, kept, told in rows:
        yield Difference(
            f"Hồ sơ {code}, nộp tiền trực tuyến", 0, f"số liệu ghi {_paid(kept)}, là {_paid(told)}"
        )


def _paid(online: Any) -> str:
    if online is None:
        return "không có phí"
    return "có" if online else "không"
