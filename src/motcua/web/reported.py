"""What the pages of published reports share: lists, figures side by side, findings in words."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.indicators import keeping
from motcua.indicators.models import ReportedReport
from motcua.indicators.reported import listing
from motcua.indicators.reported.checking import VERSION, Checked, Recomputed
from motcua.indicators.reported.entering import stated_of
from motcua.indicators.reported.figures import COUNTS, PERCENTS, Denominator
from motcua.indicators.reported.listing import PAGE, Wanted
from motcua.web import formats

_LONGEST: Final = 9
_MOST_WORDS: Final = 100
_YEARS_END: Final = 10_000


def list_context(query: Any, view: str) -> dict[str, Any]:
    """Return what a list of reports shows. Three queries."""
    year, skip = _number(query.get("nam", "")), _number(query.get("bo", ""))
    wanted = Wanted(
        query.get("tim", "").strip()[:_MOST_WORDS],
        query.get("tinh", ""),
        query.get("cap", ""),
        year if year and year < _YEARS_END else None,
    )
    found = listing.listed(wanted, skip=skip)
    provinces, levels = listing.choices()
    kept = {
        name: value for name in ("tim", "tinh", "cap", "nam") if (value := query.get(name, ""))
    }
    return {
        "wanted": wanted,
        "rows": [
            {"row": row, "count": len(listing.checked(row).findings)} for row in found[:PAGE]
        ],
        "provinces": provinces,
        "levels": levels,
        "next_url": (
            reverse(view, query={**kept, "bo": str(skip + PAGE)}) if len(found) > PAGE else ""
        ),
        "first_url": reverse(view, query=kept or None) if skip else "",
        "list_url": reverse(view),
        "is_narrowed": bool(kept),
    }


def one_context(group: UUID, version: str) -> dict[str, Any]:
    """Return what a page of one report shows. Raises Http404."""
    rows = versions_of(group)
    number = _number(version)
    row = next((one for one in rows if one.version == number), None) if number else rows[0]
    if row is None:
        raise Http404
    return {**parts_of(row), "versions": rows, "is_latest": row is rows[0]}


def versions_of(group: UUID) -> list[ReportedReport]:
    """Return the versions of a report, the last first. Raises Http404."""
    rows = listing.versions(group)
    if not rows:
        raise Http404
    return rows


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else 0


def parts_of(row: ReportedReport) -> dict[str, Any]:
    """Return what a page of one report shows. Five queries."""
    checked = listing.checked(row)
    counted = keeping.mark()
    ours = listing.ours(row, counted_at=counted.counted_at) if counted is not None else None
    beside = listing.beside_others(row)
    wrong = {name for one in (*checked.findings, *beside) for name in one.figures}
    stated = stated_of(row)
    return {
        "row": row,
        "findings": [*checked.findings, *beside],
        "unchecked": checked.unchecked,
        "counts": [
            {
                "name": COUNTS[name],
                "published": count,
                "ours": (own := ours.of(name) if ours is not None else None),
                "off": own - count if own is not None else None,
                "is_wrong": name in wrong,
            }
            for name, count in stated.counts.items()
        ],
        "percents": _percents(row, checked, wrong),
        "ours": ours,
        "ours_at": counted.counted_at if counted is not None else None,
        "denominator": Denominator(row.denominator).label if row.denominator else "",
        "version": VERSION,
    }


def _percents(row: ReportedReport, checked: Checked, wrong: set[str]) -> list[dict[str, Any]]:
    recomputed = {one.key: one for one in checked.recomputed}
    return [
        {
            "name": words,
            "printed": formats.decimal(printed, _places(printed)),
            "again": _again(recomputed.get(name)),
            "is_wrong": name in wrong,
        }
        for name, words in PERCENTS.items()
        if (printed := getattr(row, name)) is not None
    ]


def _again(one: Recomputed | None) -> str:
    if one is None:
        return ""
    words = _("%(part)s/%(whole)s = %(exact)s %%") % {
        "part": formats.number(one.part),
        "whole": formats.number(one.whole),
        "exact": formats.decimal(one.exact, 3),
    }
    if one.of is None:
        return words
    return _("%(words)s, tính trên %(of)s") % {"words": words, "of": one.of.label}


def _places(printed: Any) -> int:
    exponent: int = printed.normalize().as_tuple().exponent
    return max(-exponent, 0)
