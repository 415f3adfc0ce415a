"""From where computed sub-criteria come: named measures over figures that are counted anyway.

Each measure counts all units at once, of one calendar year, known before a cut-off. Whatever
formula moves here moves ``formula`` of the measure, so that what was frozen stays told apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from motcua.agencies.models import Agency
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tallies, score_of
from motcua.indicators.indexing.counting import Asked, counted
from motcua.indicators.indexing.versions import in_force_on
from motcua.indicators.periods import Kind, NamedPeriod, Period
from motcua.indicators.rules import rule_on
from motcua.indicators.satisfaction import Scope, broken_down, outcome_of
from motcua.initiatives.models import Initiative
from motcua.kernel import clock
from motcua.rankings.scoring import Given, Reached, points_of, stepped
from motcua.rankings.structure import Part, RuleKind, Source
from motcua.surveys.models import SurveyRound

SHARE_PARTS: Final = 10_000
"""A mean of shares is kept as so many parts of this."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted of a unit: ``part`` of ``whole``, resting on ``sample``, of at least."""

    part: int
    whole: int
    sample: int
    least: int

    @property
    def is_enough(self) -> bool:
        """Say whether a score may rest on it."""
        return self.whole > 0 and self.sample >= self.least


NOTHING: Final = Measured(0, 0, 0, 0)


class Counting:
    """Everything that the measures need of one year, counted once and shared by them."""

    def __init__(self, year: int, agencies: Sequence[Agency], *, cut_off: datetime) -> None:
        self.year = year
        self.agencies = agencies
        self.cut_off = cut_off
        self.period = Period(date(year, 1, 1), date(year, 12, 31))
        self.least = rule_on(self.period.last).minimum_sample

    @cached_property
    def index_766(self) -> Mapping[int, Tallies]:
        """Return the items of index 766 by agency. Some twelve queries."""
        asked = Asked(NamedPeriod(Kind.YEAR, self.year), self.period, self.cut_off)
        return counted(asked, self.agencies)

    def item(self, key: str) -> dict[int, Measured]:
        """Return an item of index 766 by agency."""
        found = {}
        for agency_id, tallies in self.index_766.items():
            tally = tallies.get(key)
            if tally is not None:
                found[agency_id] = Measured(tally.part, tally.whole, tally.whole, self.least)
        return found


def _index_766(asked: Counting) -> dict[int, Measured]:
    formula = in_force_on(asked.period.last).formula
    found = {}
    for agency_id, tallies in asked.index_766.items():
        progress = tallies.get(items.PROGRESS)
        received = progress.whole if progress is not None else 0
        value = score_of(formula, tallies).value
        parts = int(value * (SHARE_PARTS // 100))
        found[agency_id] = Measured(parts, SHARE_PARTS, received, asked.least)
    return found


def _satisfaction(asked: Counting) -> dict[int, Measured]:
    ids = frozenset(one.pk for one in asked.agencies)
    scope = Scope(asked.period.first, asked.period.last, asked.cut_off, ids)
    lines = broken_down(scope, "agency", least=asked.least)
    return {
        line.key: Measured(
            line.satisfaction.part,
            line.satisfaction.whole,
            line.satisfaction.whole,
            line.satisfaction.least,
        )
        for line in lines
    }


def _sipas(asked: Counting) -> dict[int, Measured]:
    """Take the latest survey of each unit over results of the year. Three queries a survey."""
    rounds = (
        SurveyRound.objects.filter(
            agency__in=asked.agencies,
            last_on__year=asked.year,
            created_at__lt=asked.cut_off,
        )
        .select_related("version__questionnaire")
        .order_by("agency_id", "-created_at")
        .distinct("agency_id")
    )
    found = {}
    for survey in rounds:
        outcome = outcome_of(survey)
        answered = outcome.response.part
        share = outcome.whole.share
        part = round(Fraction(share) * SHARE_PARTS) if share is not None else 0
        whole = SHARE_PARTS if share is not None else 0
        found[survey.agency_id] = Measured(part, whole, answered, survey.version.paper.minimum)
    return found


def _initiatives(asked: Counting) -> dict[int, Measured]:
    counts = dict.fromkeys((one.pk for one in asked.agencies), 0)
    rows = Initiative.objects.filter(
        agency__in=asked.agencies,
        decision_on__range=(asked.period.first, asked.period.last),
        decision_on__lte=clock.day_of(asked.cut_off),
    ).values_list("agency_id", flat=True)
    for agency_id in rows:
        counts[agency_id] += 1
    # A number needs no sample: none is known to be none.
    return {agency_id: Measured(count, 1, count, 0) for agency_id, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """A named source: what it is called, what it counts, and how all units are counted."""

    key: str
    label: str
    meaning: str
    noun: str
    count: Callable[[Counting], Mapping[int, Measured]]
    source: Source = Source.COMPUTED
    is_count: bool = False
    is_mean: bool = False
    formula: int = 1


def _of_item(key: str) -> Callable[[Counting], Mapping[int, Measured]]:
    return lambda asked: asked.item(key)


_ALL: Final = (
    Measure(
        "in_time",
        "Hồ sơ trước và đúng hạn",
        "Hồ sơ tiếp nhận trong năm, xong hoặc chưa đến hạn vào ngày cuối năm, trên tất cả hồ sơ "
        "tiếp nhận trong năm; như mục tiến độ giải quyết của Chỉ số 766.",
        "hồ sơ",
        _of_item(items.PROGRESS),
    ),
    Measure(
        "online",
        "Hồ sơ nộp trực tuyến",
        "Hồ sơ nộp trực tuyến, có kết quả điện tử, trên tất cả hồ sơ tiếp nhận trong năm; như "
        "Chỉ số 766.",
        "hồ sơ",
        _of_item(items.ONLINE_DOSSIERS),
    ),
    Measure(
        "paid_online",
        "Hồ sơ thanh toán trực tuyến",
        "Hồ sơ có khoản nộp trực tuyến trên hồ sơ phải nộp phí, lệ phí; như Chỉ số 766.",
        "hồ sơ phải nộp tiền",
        _of_item(items.PAID_ONLINE),
    ),
    Measure(
        "digitised",
        "Hồ sơ số hóa",
        "Hồ sơ đã xong có mọi giấy tờ ở dạng điện tử, trên hồ sơ đã xong có giấy tờ; như "
        "Chỉ số 766.",
        "hồ sơ",
        _of_item(items.DIGITISED),
    ),
    Measure(
        "index_766",
        "Chỉ số 766 của năm",
        "Điểm Chỉ số 766 của đơn vị cả năm, trên thang 100.",
        "hồ sơ",
        _index_766,
        is_mean=True,
    ),
    Measure(
        "petitions_in_time",
        "Phản ánh, kiến nghị đúng hạn",
        "Phản ánh, kiến nghị đến hạn trong năm được trả lời đúng hạn, trên tất cả phản ánh đến "
        "hạn trong năm.",
        "phản ánh",
        _of_item(items.PETITIONS_IN_TIME),
    ),
    Measure(
        "initiatives",
        "Sáng kiến, mô hình được công nhận",
        "Số mô hình, sáng kiến của đơn vị có quyết định công nhận trong năm.",
        "sáng kiến",
        _initiatives,
        is_count=True,
    ),
    Measure(
        "satisfaction",
        "Phiếu đánh giá hài lòng",
        "Phiếu trả lời hài lòng trên phiếu được tính, theo ngày trả lời trong năm.",
        "phiếu",
        _satisfaction,
        source=Source.SURVEY,
    ),
    Measure(
        "sipas",
        "Điều tra mẫu (SIPAS)",
        "Trung bình tỷ lệ hài lòng của các câu hỏi trong đợt điều tra mẫu mới nhất về kết quả "
        "của năm.",
        "người trả lời",
        _sipas,
        source=Source.SURVEY,
        is_mean=True,
    ),
)
MEASURES: Final[Mapping[str, Measure]] = {one.key: one for one in _ALL}


def counted_for(parts: Sequence[Part], asked: Counting) -> dict[int, dict[str, Measured]]:
    """Return what each measured sub-criterion comes to, by agency and id."""
    found: dict[int, dict[str, Measured]] = {one.pk: {} for one in asked.agencies}
    by_measure: dict[str, Mapping[int, Measured]] = {}
    for part in parts:
        measure = MEASURES.get(part.measure)
        if measure is None or not part.is_measured:
            continue
        if measure.key not in by_measure:
            by_measure[measure.key] = measure.count(asked)
        for agency_id, own in found.items():
            own[part.id] = by_measure[measure.key].get(agency_id, NOTHING)
    return found


def measured_points(part: Part, measured: Measured) -> Decimal | None:
    """Return the points for what was counted; None below the least sample, and of nothing."""
    if not measured.is_enough:
        return None
    if part.rule.kind is RuleKind.STEPS and part.rule.is_count:
        return stepped(part.rule, Fraction(measured.part))
    reached = Reached(part=Decimal(measured.part), whole=Decimal(measured.whole))
    return points_of(part, reached)


def measured_given(part: Part, measured: Measured) -> Given:
    """Return the score for what was counted: points, or that it does not apply."""
    points = measured_points(part, measured)
    return Given(points, is_inapplicable=points is None)
