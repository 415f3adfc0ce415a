"""The few figures that a province says of itself first; each a part of a whole, in one period.

A figure is one ``Headline``; the public page, its JSON and its file go through a list of them
(``web/public/headlines.py``), so that another subject adds its own by one line.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from motcua.dossiers import cash_desk
from motcua.dossiers.models import Dossier
from motcua.indicators import published
from motcua.indicators.facts import FORMULA
from motcua.indicators.keeping import Mark
from motcua.indicators.reports import Question, total
from motcua.indicators.spans import reading

_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Tally:
    """So much of so much."""

    part: int
    whole: int


class Count(Protocol):
    """Counts a period as it is known at the mark."""

    def __call__(self, question: Question, mark: Mark) -> Tally:
        """Count."""
        ...


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure. A change of ``count`` is a new ``formula``; ``key`` stands in files for ever.

    ``noun`` says what the whole is made of. ``is_rate`` is false where the part is a number of
    its own and no share of the whole.
    """

    key: str
    formula: int
    label: str
    noun: str
    meaning: str
    count: Count
    places: int = 1
    is_rate: bool = True


def _on_time(question: Question, mark: Mark) -> Tally:
    counts = total(published.by_field(question, mark))
    return Tally(counts.in_time, counts.c7)


def _online(question: Question, mark: Mark) -> Tally:
    counts = total(published.by_field(question, mark))
    return Tally(counts.c4, counts.c4 + counts.c5)


def _paid_online(question: Question, mark: Mark) -> Tally:
    return _counted_payments(mark, replace(question, cut_off=mark.counted_at))


@lru_cache(maxsize=_KEPT)
def _counted_payments(mark: Mark, question: Question) -> Tally:
    if mark.has_spans:
        return Tally(*reading.paid_online(question))
    first, last = question.period.first, question.period.last
    dossiers = Dossier.objects.filter(fact__accepted_on__range=(first, last))
    if question.agency_id is not None:
        dossiers = dossiers.filter(fact__agency_id=question.agency_id)
    if question.field_slug is not None:
        dossiers = dossiers.filter(procedure__field_slug=question.field_slug)
    found = cash_desk.paid_online(dossiers, before=mark.counted_at)
    return Tally(found.online, found.with_fee)


ON_TIME: Final = Headline(
    key="on_time",
    formula=FORMULA,
    label="Trả trước và đúng hạn",
    noun="hồ sơ đã giải quyết",
    meaning="Xong trước hoặc trong ngày hẹn (cột 8 + 9), chia cho mọi hồ sơ đã giải quyết trong "
    "kỳ (cột 7). Ngày hẹn là ngày đang có hiệu lực, kể cả sau thư xin lỗi.",
    count=_on_time,
)
ONLINE: Final = Headline(
    key="online",
    formula=FORMULA,
    label="Nộp trực tuyến",
    noun="hồ sơ tiếp nhận trong kỳ",
    meaning="Hồ sơ nộp trực tuyến (cột 4), chia cho mọi hồ sơ tiếp nhận trong kỳ (cột 4 + 5).",
    count=_online,
    places=2,
)
PAID_ONLINE: Final = Headline(
    key="paid_online",
    formula=1,
    label="Nộp tiền trực tuyến",
    noun="hồ sơ có phí, lệ phí tiếp nhận trong kỳ",
    meaning="Hồ sơ có khoản được ngân hàng hay cổng thanh toán báo đã trả đến lúc chốt, chia cho "
    "mọi hồ sơ tiếp nhận trong kỳ có phí, lệ phí lớn hơn 0 đồng. Được miễn thì không tính; trả "
    "tại quầy bằng cách nào cũng không phải trực tuyến.",
    count=_paid_online,
    places=2,
)
DEFINITIONS: Final = (ON_TIME, ONLINE, PAID_ONLINE)
