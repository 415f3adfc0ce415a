"""Report II.06a with, or without, the dossiers that systems of ministries handle.

Our own figures stay what they are. Beside them stands what the portal told of, as a source of its
own, and both together; the file of the report can be had of either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.exchange.portal.mirror_counting import (
    FORMULA,
    Source,
    by_source,
    mirrored_by_field,
    rows_of,
)
from motcua.indicators.printed import Report
from motcua.indicators.reports import Counts, Question, Row
from motcua.web import formats

SOURCE: Final = "nguon"
"""In addresses: whose dossiers a file counts."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What one source comes to, with its shares; "" where there are too few for a share."""

    source: Source
    counts: Counts
    online: str
    in_time: str

    @property
    def label(self) -> str:
        """Return the source as people read it."""
        return self.source.label


def source_lines(question: Question, own: Sequence[Row]) -> list[SourceLine]:
    """Return our dossiers, ministries' and both; nothing where there are none of ministries.

    One statement.
    """
    least = question.rule.minimum_sample

    def share(part: int, whole: int) -> str:
        return formats.percent(part, whole, 1) if whole >= least else ""

    return [
        SourceLine(
            source,
            counts,
            online=share(counts.c4, counts.c4 + counts.c5),
            in_time=share(counts.in_time, counts.c7),
        )
        for source, counts in by_source(own, mirrored_by_field(question))
    ]


def as_json(lines: Sequence[SourceLine]) -> list[dict[str, Any]]:
    """Return the lines as machines read them."""
    return [
        {
            "source": line.source.value,
            "formula_version": FORMULA,
            "columns": dict(zip((f"c{n}" for n in range(3, 14)), line.counts.values, strict=True)),
        }
        for line in lines
    ]


def report_of(request: HttpRequest, question: Question, place: str, own: Sequence[Row]) -> Report:
    """Return the report for the source that the address names, its place saying which."""
    source = Source.read(request.GET.get(SOURCE, ""))
    if source is Source.OWN:
        return Report(question, place, own)
    words = {
        Source.MIRRORED: _("%(place)s, chỉ hồ sơ hệ thống của bộ xử lý"),
        Source.BOTH: _("%(place)s, kể cả hồ sơ hệ thống của bộ xử lý"),
    }
    rows = rows_of(source, own, mirrored_by_field(question))
    return Report(question, words[source] % {"place": place}, rows)


def name_with(request: HttpRequest, name: str) -> str:
    """Return the name of the file, told apart by its source."""
    source = Source.read(request.GET.get(SOURCE, ""))
    return name if source is Source.OWN else f"{name}-{source.value}"
