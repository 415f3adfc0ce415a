"""Satisfaction as it is published: counted here and nowhere else.

Only answers to the slips of dossiers are counted, and of these only what the rule of their
questionnaire counts; what carries a mark of doubt is told beside. An answer of a visit without
a dossier is in no figure but its own number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Count as Tally, F, Q, QuerySet

from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.rates import LEAST, Rate
from motcua.surveys.models import QuestionnaireVersion, Response, SampleMember, Slip, SurveyRound
from motcua.surveys.questions import Paper, QuestionKind, Use

COUNTED: Final = Q(slip__isnull=False, is_counted=True, is_satisfied__isnull=False)
Row = TypeVar("Row", Response, Slip)
CELL: Final = 5
"""A figure of fewer answers than this is not opened: its answers would point at people."""
BY: Final[Mapping[str, str]] = {
    "agency": "agency_id",
    "procedure": "slip__procedure_id",
    "channel": "slip__channel",
    "officer": "slip__officer_id",
    "entry": "entry",
}
"""By what satisfaction is broken down; the officer is for the head's eyes."""
_OF_SLIPS: Final[Mapping[str, str]] = {
    "agency": "agency_id",
    "procedure": "procedure_id",
    "channel": "channel",
    "officer": "officer_id",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what is counted: days, what was recorded before an instant, agencies.

    None is everything recorded by now, and every agency.
    """

    first: date
    last: date
    recorded_before: datetime | None = None
    agency_ids: frozenset[int] | None = None

    def responses(self) -> QuerySet[Response]:
        """Return the answers of slips in scope, doubtful ones too."""
        return self._within(Response.objects.filter(slip__isnull=False))

    def visits(self) -> QuerySet[Response]:
        """Return the answers of visitors without a dossier in scope."""
        return self._within(Response.objects.filter(slip__isnull=True, member__isnull=True))

    def slips(self) -> QuerySet[Slip]:
        """Return the slips issued in scope."""
        return self._within(Slip.objects.all())

    @property
    def answered(self) -> Q:
        """Return which slips were answered by then."""
        if self.recorded_before is None:
            return Q(response__isnull=False)
        return Q(response__recorded_at__lt=self.recorded_before)

    def _within(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        found = rows.filter(day__range=(self.first, self.last))
        if self.recorded_before is not None:
            found = found.filter(recorded_at__lt=self.recorded_before)
        return found if self.agency_ids is None else found.filter(agency_id__in=self.agency_ids)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: satisfied of the counted, the doubtful beside, and slips issued."""

    key: Any
    satisfaction: Rate
    doubtful: Rate
    response: Rate | None = None


@dataclass(slots=True)
class _Sums:
    counted: list[int] = field(default_factory=lambda: [0, 0])
    doubtful: list[int] = field(default_factory=lambda: [0, 0])


def count_satisfied(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count the satisfied of the counted answers, by the day of the answer."""
    rows = (
        Scope(first, last, recorded_before)
        .responses()
        .filter(COUNTED)
        .order_by()
        .values("day", "agency_id")
        .annotate(part=Tally("pk", filter=Q(is_satisfied=True)), whole=Tally("pk"))
    )
    return [Counted(**row) for row in rows]


def count_answered(*, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
    """Count the answered of the slips issued, by the day on which they were issued."""
    scope = Scope(first, last, recorded_before)
    rows = (
        scope.slips()
        .order_by()
        .values("day", "agency_id")
        .annotate(part=Tally("pk", filter=scope.answered), whole=Tally("pk"))
    )
    return [Counted(**row) for row in rows]


DEFINITIONS: Final = (
    Definition(
        key="satisfaction",
        formula=1,
        label="Mức độ hài lòng",
        meaning=(
            "Số phiếu trả lời hài lòng trên số phiếu được tính, theo ngày trả lời. Chỉ tính "
            "phiếu gắn với hồ sơ đã trả kết quả hoặc bị từ chối tiếp nhận; phiếu có dấu hiệu "
            "nghi ngờ được nêu bên cạnh."
        ),
        count=count_satisfied,
    ),
    Definition(
        key="slip-response",
        formula=1,
        label="Tỷ lệ trả lời phiếu đánh giá",
        meaning=(
            "Số phiếu có trả lời trên số phiếu phát ra, theo ngày phát. Mỗi hồ sơ trả kết quả "
            "hoặc bị từ chối tiếp nhận có một phiếu."
        ),
        count=count_answered,
    ),
)


def overall(scope: Scope, *, least: int = LEAST) -> Line:
    """Return everything in scope as one line."""
    sums = _Sums()
    for row in _tallied(scope, ()):
        _add(sums, row)
    found = scope.slips().aggregate(part=Tally("pk", filter=scope.answered), whole=Tally("pk"))
    response = Rate(found["part"], found["whole"], 1)
    return _line("", sums, least, response)


def broken_down(scope: Scope, by: str, *, least: int = LEAST) -> list[Line]:
    """Return a line for each agency, procedure, channel, officer or entry. Two queries."""
    column = BY[by]
    by_key: dict[Any, _Sums] = defaultdict(_Sums)
    for row in _tallied(scope, (column,)):
        _add(by_key[row[column]], row)
    slips: dict[Any, Rate] = {}
    if by in _OF_SLIPS:
        issued = (
            scope.slips()
            .order_by()
            .values(key=F(_OF_SLIPS[by]))
            .annotate(part=Tally("pk", filter=scope.answered), whole=Tally("pk"))
        )
        slips = {row["key"]: Rate(row["part"], row["whole"], 1) for row in issued}
    keys = [*by_key, *(key for key in slips if key not in by_key)]
    lines = [_line(key, by_key[key], least, slips.get(key)) for key in keys]
    return sorted(lines, key=lambda line: (-line.satisfaction.whole, str(line.key)))


def visits(scope: Scope) -> Rate:
    """Return what visitors without a dossier said at desks; of no figure but this."""
    found = scope.visits().filter(is_satisfied__isnull=False)
    row = found.aggregate(part=Tally("pk", filter=Q(is_satisfied=True)), whole=Tally("pk"))
    return Rate(row["part"], row["whole"])


def by_factor(scope: Scope, *, least: int = LEAST) -> list[tuple[str, Rate]]:
    """Return the satisfied answers of each factor, in the order of the newest questionnaire."""
    sums: dict[str, list[int]] = {}
    for paper, question_id, value, count in _answers(scope):
        question = next((one for one in paper.questions if one.id == question_id), None)
        option = question.option(value) if question is not None else None
        if question is None or not question.factor or option is None:
            continue
        if option.is_satisfied is not None:
            held = sums.setdefault(question.factor, [0, 0])
            held[0] += count * option.is_satisfied
            held[1] += count
    order = {name: place for place, name in enumerate(_newest_factors())}
    return [
        (name, Rate(part, whole, least))
        for name, (part, whole) in sorted(
            sums.items(), key=lambda item: (order.get(item[0], len(order)), item[0])
        )
    ]


@dataclass(frozen=True, slots=True)
class Index:
    """A row of a survey's outcome: an item, or the mean of the items under a heading."""

    name: str
    share: float | None
    answers: int
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a survey of a sample found: response, each item, each factor, and all together."""

    response: Rate
    refused: int
    not_reached: int
    items: list[Index]
    factors: list[Index]
    whole: Index


def outcome_of(survey: SurveyRound) -> Outcome:
    """Return the indices of ``survey``: the share of 4 and 5 of an item, the mean of its items.

    Every item weighs the same, whatever was left out on some forms. Below the questionnaire's
    least number of answers an item has no share, and no mean is made with it.
    """
    paper = survey.version.paper
    by_state = dict(survey.members.order_by().values_list("state").annotate(count=Tally("pk")))
    states = SampleMember.State
    answered = by_state.get(states.ANSWERED, 0)
    told = _told(Response.objects.filter(member__survey=survey))
    items: list[tuple[str, Index]] = []
    for question in paper.questions:
        if question.kind is not QuestionKind.FIVE:
            continue
        part = whole = 0
        for option in question.options:
            count = told.get((survey.version_id, question.id, option.value), 0)
            part, whole = part + count * bool(option.is_satisfied), whole + count
        rate = Rate(part, whole, paper.minimum)
        items.append((question.factor, Index(question.text, rate.share, whole, rate)))
    return Outcome(
        response=Rate(answered, survey.size, 1),
        refused=by_state.get(states.REFUSED, 0),
        not_reached=by_state.get(states.NOT_REACHED, 0),
        items=[index for _factor, index in items],
        factors=[
            _mean(name, [index for factor, index in items if factor == name])
            for name in paper.factors
        ],
        whole=_mean("", [index for _factor, index in items]),
    )


def _mean(name: str, indices: list[Index]) -> Index:
    answers = sum(one.answers for one in indices)
    shares = [one.share for one in indices if one.share is not None]
    is_whole = bool(indices) and len(shares) == len(indices)
    return Index(name, sum(shares) / len(shares) if is_whole else None, answers)


def _told(responses: QuerySet[Response]) -> dict[tuple[int, str, str], int]:
    """Return how often each value was chosen, by version and question. One query."""
    sql, values = responses.order_by().values("version_id", "answers").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            # The inner query is Django's own, with its places for values.
            f"""
            SELECT chosen.version_id, answer.key, answer.value, count(*)
            FROM ({sql}) AS chosen, jsonb_each_text(chosen.answers) AS answer
            GROUP BY 1, 2, 3
            """,  # noqa: S608
            values,
        )
        return {(version, key, value): count for version, key, value, count in cursor.fetchall()}


def _answers(scope: Scope) -> Iterator[tuple[Paper, str, str, int]]:
    told = _told(scope.responses().filter(COUNTED))
    versions = QuestionnaireVersion.objects.filter(pk__in={key[0] for key in told})
    papers = {one.pk: one.paper for one in versions.select_related("questionnaire")}
    for (version_id, question_id, value), count in told.items():
        yield papers[version_id], question_id, value, count


def _newest_factors() -> list[str]:
    newest = (
        QuestionnaireVersion.objects.filter(
            published_at__isnull=False, questionnaire__kind=Use.SLIP
        )
        .select_related("questionnaire")
        .order_by("-valid_from", "-published_at")
        .first()
    )
    return newest.paper.factors if newest is not None else []


def _tallied(scope: Scope, columns: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    told = scope.responses().filter(is_satisfied__isnull=False).order_by()
    found: Iterable[dict[str, Any]] = told.values(*columns, "is_counted", "is_satisfied").annotate(
        count=Tally("pk")
    )
    return found


def _add(sums: _Sums, row: Mapping[str, Any]) -> None:
    held = sums.counted if row["is_counted"] else sums.doubtful
    held[0] += row["count"] if row["is_satisfied"] else 0
    held[1] += row["count"]


def _line(key: Any, sums: _Sums, least: int, response: Rate | None) -> Line:
    (part, whole), (doubted, doubtful) = sums.counted, sums.doubtful
    return Line(key, Rate(part, whole, least), Rate(doubted, doubtful, least), response)
