"""Counting closed months again, for ``motcua verify``: the unit and item that differ are named."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from motcua.agencies.models import Agency
from motcua.dossiers.comparing import Difference
from motcua.indicators.index766.items import BY_KEY, COUNTING
from motcua.indicators.index766.scoring import Tally, score_of
from motcua.indicators.index766.versions import Formula, VersionError
from motcua.indicators.indexing.closing import changed, counted_again, kept_of
from motcua.indicators.models import ClosedIndexItem, IndexRun, IndexVersion
from motcua.indicators.periods import NamedPeriod
from motcua.kernel import clock


@dataclass(slots=True)
class IndexCheck:
    """How many runs and items were looked at, and what differs.

    ``older`` runs were counted in a way that the program has no more: of them the points alone
    are reckoned again.
    """

    runs: int = 0
    items: int = 0
    older: int = 0
    differences: list[Difference] = field(default_factory=list)


def check_index(tell: Callable[[str], None] = lambda _label: None) -> IndexCheck:
    """Count what is proven of every run again, and reckon all its points again."""
    check = IndexCheck()
    names = dict(Agency.objects.values_list("pk", "name"))
    documents = dict(IndexVersion.objects.values_list("valid_from", "document"))
    for run in IndexRun.objects.order_by("first", "version"):
        tell(f"Chỉ số 766, {NamedPeriod.parse(run.period).label}")
        check.runs += 1
        if run.formula_from in documents and documents[run.formula_from] != run.document:
            check.differences.append(_told(run, "", "công thức không phải bản đã ban hành"))
        check.differences += _points(run, names, check)
        if run.counting != COUNTING:
            check.older += 1
            continue
        check.differences += _counts(run, names)
    return check


def _points(run: IndexRun, names: Mapping[int, str], check: IndexCheck) -> Iterator[Difference]:
    try:
        formula = Formula.from_document(run.document)
    except VersionError as error:
        yield _told(run, "", str(error))
        return
    rows: dict[int, list[ClosedIndexItem]] = {}
    for row in ClosedIndexItem.objects.filter(run=run).iterator():
        rows.setdefault(row.agency_id, []).append(row)
    for agency_id, own in rows.items():
        score = score_of(formula, {row.key: Tally(row.part, row.whole) for row in own})
        for row in own:
            check.items += 1
            points = score.of(row.key).points
            if points != row.points:
                yield _told(
                    run,
                    f"{names[agency_id]}, {BY_KEY[row.key].number}",
                    f"đã khóa {row.points} điểm, tính lại là {points}",
                )


def _counts(run: IndexRun, names: Mapping[int, str]) -> Iterator[Difference]:
    kept, again = kept_of(run), counted_again(run)
    for agency_id, key in changed(kept, again):
        item = BY_KEY[key]
        yield _told(
            run,
            f"{names[agency_id]}, {item.number} {item.label}",
            f"đã khóa {_words(kept.get(agency_id, {}).get(key))}, đếm lại đến "
            f"{clock.local(run.cut_off):%d/%m/%Y} là "
            f"{_words(again.get(agency_id, {}).get(key))}",
        )


def _told(run: IndexRun, what: str, text: str) -> Difference:
    label = NamedPeriod.parse(run.period).label
    subject = f"Chỉ số 766 {label} bản {run.version}"
    return Difference(f"{subject}, {what}" if what else subject, 0, text)


def _words(tally: Tally | None) -> str:
    return f"{tally.part} trên {tally.whole}" if tally is not None else "0 trên 0"
