"""Counting closed figures again, for ``motcua verify``: the first that differs is named."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from motcua.agencies.models import Agency
from motcua.dossiers.comparing import Difference
from motcua.indicators.closed import listed
from motcua.indicators.closed.closing import FIRST_DAY, Figure, Place, counted_by
from motcua.indicators.closed.definitions import Definition
from motcua.indicators.models import ClosedFigure, FigureRun
from motcua.kernel import clock


@dataclass(slots=True)
class FigureCheck:
    """How many closed figures were counted again, and what differs.

    ``older`` are of formulas that the program has no more, so nobody counted them.
    """

    figures: int = 0
    older: int = 0
    differences: list[Difference] = field(default_factory=list)


def check_figures(tell: Callable[[str], None] = lambda _label: None) -> FigureCheck:
    """Count every closed figure again, each as of the cut-off at which it was closed.

    At the last cut-off also the days that have no row are counted: a figure that was left out
    is found as one that was changed. ``tell`` is told which figure is looked at.
    """
    check = FigureCheck()
    names = dict(Agency.objects.values_list("pk", "name"))
    for one in listed.ALL:
        tell(one.label)
        _check(one, check, names)
    current = {(one.key, one.formula) for one in listed.ALL}
    kept = ClosedFigure.objects.values_list("run__key", "run__formula")
    check.older = sum(key not in current for key in kept.iterator())
    return check


def _check(one: Definition, check: FigureCheck, names: dict[int, str]) -> None:
    runs = list(FigureRun.objects.filter(key=one.key, formula=one.formula).order_by("cut_off"))
    standing: dict[Place, Figure] = {}
    by_run: dict[int, dict[Place, Figure]] = defaultdict(dict)
    rows = ClosedFigure.objects.filter(run__in=runs).order_by("version")
    for row in rows.iterator():
        by_run[row.run_id][row.day, row.agency_id] = row.part, row.whole
    for run in runs:
        written = by_run[run.pk]
        standing |= written
        check.figures += len(written)
        is_last = run is runs[-1]
        if not written and not is_last:
            continue
        days = [day for day, _agency in written]
        first = FIRST_DAY if is_last else min(days)
        last = None if is_last else max(days)
        counted = counted_by(one, run.cut_off, first=first, last=last)
        within = {
            place: figure
            for place, figure in standing.items()
            if place[0] >= first and (last is None or place[0] <= last)
        }
        check.differences += _differences(one, run.cut_off, within, counted, names)


def _differences(
    one: Definition,
    cut_off: datetime,
    kept: dict[Place, Figure],
    counted: dict[Place, Figure],
    names: dict[int, str],
) -> list[Difference]:
    return [
        Difference(
            f"Số liệu “{one.label}” ngày {place[0]:%d/%m/%Y}, {names.get(place[1], place[1])}",
            0,
            f"đã khóa {_words(kept.get(place))}, đếm lại đến {clock.local(cut_off):%d/%m/%Y} là "
            f"{_words(counted.get(place))}",
        )
        for place in sorted(kept.keys() | counted.keys())
        if kept.get(place, (0, 0)) != counted.get(place, (0, 0))
    ]


def _words(figure: Figure | None) -> str:
    part, whole = figure or (0, 0)
    return f"{part} trên {whole}"
