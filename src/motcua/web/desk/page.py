"""The acceptance screen laid out for its template: plain values, no rules."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from motcua.documents.models import StoredFile
from motcua.documents.selectors import describe, scan_words as safety_words
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.promises import Promise
from motcua.kernel import clock
from motcua.kernel.fees import FeeUnit
from motcua.kernel.limits import limit_text
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.selectors import search_procedures
from motcua.web import formats
from motcua.web.desk.forms import SELF, AcceptanceForm, paper_key
from motcua.web.desk.screen import (
    KnownPerson,
    Screen,
    duplicates_of,
    known_person,
    papers_for_files,
)
from motcua.web.languages.told import joined

MOST_FOUND: Final = 8
_MEGABYTE: Final = 1024 * 1024


def page_of(screen: Screen, form: AcceptanceForm, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the context of ``desk/draft.html``."""
    applicant = known_person(screen.values, "applicant", screen.on)
    principal = known_person(screen.values, "principal", screen.on)
    words = query.get("q", "")
    visit = screen.draft.visit
    return {
        "draft": screen.draft,
        "desk": screen.context.desk,
        "form": form,
        "procedure": screen.procedure,
        "is_choosing": screen.procedure is None or "doi" in query,
        "q": words,
        "found": procedures_found(words) if words else [],
        "agency_is_asked": len(screen.agencies) > 1 or (screen.procedure and not screen.agency),
        "has_moment": (form["channel"].value() or Channel.DIRECT) != Channel.DIRECT,
        "for_another": (form["relation"].value() or SELF) != SELF,
        "known_applicant": known_words(applicant),
        "known_principal": known_words(principal),
        "warnings": [*applicant.identity.warnings, *principal.identity.warnings],
        "duplicates": [_duplicate(d) for d in duplicates_of(screen, applicant, principal)],
        **_papers(screen, form),
        "counts_copies": _rule_of(screen) is not FeeUnit.DOSSIER,
        "counts_pages": _rule_of(screen) is FeeUnit.PAGE,
        "has_fee": screen.terms is not None and screen.terms.fee_dong != 0,
        "promise": promise_words(screen.promise, screen) if screen.promise else None,
        "problem": screen.problem,
        "saved_at": screen.draft.saved_at,
        "visit_count": visit.dossiers.count() if visit else 0,
        "ticket": visit.tickets.select_related("group").last() if visit else None,
        "upload_limit": settings.UPLOAD_MAX_BYTES // _MEGABYTE,
    }


def _rule_of(screen: Screen) -> FeeUnit:
    rule = screen.terms.fee if screen.terms is not None else None
    return rule.per if rule is not None and rule.is_counted else FeeUnit.DOSSIER


def procedures_found(words: str) -> Sequence[Procedure]:
    """Return the best known procedures that hold ``words``."""
    if not words.strip():
        return []
    return list(search_procedures(words)[:MOST_FOUND])


def known_words(known: KnownPerson) -> str:
    """Say where the fields of somebody known were taken from; "" for nobody."""
    if known.person is None:
        return ""
    return _("Đã có từ hồ sơ trước, cập nhật %(day)s") % {
        "day": formats.day(known.person.updated_at)
    }


def _duplicate(dossier: Dossier) -> dict[str, str]:
    state = State(dossier.state)
    day = formats.day(dossier.ended_at or dossier.submitted_at)
    return {
        "key": dossier.code or dossier.tracking_code,
        "text": _("%(state)s, ngày %(day)s") % {"state": state.label.lower(), "day": day},
    }


def _papers(screen: Screen, form: AcceptanceForm) -> dict[str, Any]:
    by_paper = screen.files_by_paper()
    listed = [
        {
            "key": paper_key(paper),
            "case": paper.case,
            "tick": form[paper_key(paper)],
            "manner": form[f"{paper_key(paper)}_form"],
            "count": form[f"{paper_key(paper)}_count"],
            "scans": scan_words(by_paper.get(paper_key(paper), [])),
            **_had(form, paper_key(paper)),
        }
        for paper in form.papers
    ]
    others = [
        {
            "key": f"other{place}",
            "name": form[f"other{place}_name"],
            "manner": form[f"other{place}_form"],
            "count": form[f"other{place}_count"],
        }
        for place in range(form.other_count)
    ]
    return {
        "papers": listed,
        "shown_only": form.shown_only,
        "others": others,
        "others_used": any(form[f"other{n}_name"].value() for n in range(form.other_count)),
        "files": [_file(file, screen) for file in screen.files],
        "file_papers": papers_for_files(form),
    }


def _had(form: AcceptanceForm, key: str) -> dict[str, Any]:
    """Return where a paper is had already: in the store, with a choice, or in a database."""
    known = form.known[key]
    return {
        "held": form[f"{key}_held"] if known.offers else None,
        "why": form[f"{key}_why"] if known.is_had else None,
        "database": known.database,
    }


def _file(file: StoredFile, screen: Screen) -> dict[str, Any]:
    words = [describe(file), formats.file_size(file.size), safety_words(file)]
    return {
        "ref": str(file.ref),
        "name": file.name,
        "words": joined(", ", words),
        "said": screen.values.get(f"file-{file.ref}", ""),
        "address": reverse("office:file", args=[file.ref]),
    }


def scan_words(files: Sequence[StoredFile]) -> str:
    """Say what was scanned of a paper: ``Đã quét 2 trang``; "" for nothing."""
    if not files:
        return ""
    pages = sum(file.pages or 1 for file in files)
    return ngettext("Đã quét %(pages)d trang", "Đã quét %(pages)d trang", pages) % {"pages": pages}


def promise_words(promised: Promise, screen: Screen) -> dict[str, Any]:
    """Return the promise as the third column tells it."""
    due_at = promised.due_at
    is_expected = screen.agency is not None and screen.agency.pk != screen.context.agency.pk
    if promised.limit == promised.statutory_limit:
        strong = _("Thời hạn %(limit)s") % {"limit": limit_text(promised.limit)}
        soft = _("Theo luật định")
    else:
        strong = _("Cam kết %(limit)s") % {"limit": limit_text(promised.limit)}
        soft = _("Luật định %(limit)s: %(day)s") % {
            "limit": limit_text(promised.statutory_limit),
            "day": formats.weekday_day(promised.statutory_due_at),
        }
    warnings = dict.fromkeys([*promised.due.warnings, *promised.statutory_due.warnings])
    return {
        "at": clock.local(due_at),
        "strong": strong,
        "soft": soft,
        "days": promised.due.explanation.days,
        "warnings": list(warnings),
        "is_expected": is_expected,
        "agency": screen.agency.name if screen.agency else "",
    }
