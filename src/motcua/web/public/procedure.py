"""The page of one procedure: what to bring, how long, how much, and when it would be done."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import FeeRule
from motcua.kernel.limits import Limit, due, limit_text
from motcua.kernel.money import Dong
from motcua.procedures.content import Content, PaperKind
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.selectors import (
    Terms,
    content_of,
    fee_exemptions,
    terms_for,
    version_in_force,
)
from motcua.web.access import public
from motcua.web.context import stamp_of
from motcua.web.formats import dong, hour, weekday_day
from motcua.web.languages.told import joined
from motcua.web.public.catalogue import calendar_or_none, home_agency, limit_words


@public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a citizen must know about one procedure, and when it would be done."""
    found = get_object_or_404(Procedure, code=code, is_active=True)
    version = version_in_force(found, clock.today())
    if version is None:
        raise Http404
    stamp = stamp_of(request)
    content = content_of(version.pk, stamp)
    agency = home_agency()
    terms = _terms_at(found, agency, stamp)
    published = content.by_channel(Channel.DIRECT)
    limit = terms.limit if terms else (published.limit if published else None)
    fees = _fees(content, terms.fee if terms else None)
    context = {
        "procedure": _facts(found, content),
        "limit": _limit(limit, terms, agency),
        "fees": fees,
        "exemptions": _exemptions() if any(fee["amount"] for fee in fees) else "",
        "places": _places(content, agency),
        "promise": _promise_today(limit, agency),
        "paper_groups": _paper_groups(content),
        "not_needed": [],
        "results": [result.name for result in content.results],
        "legal_basis": _lines(content.document.get("legal_basis", "")),
        "steps": [
            {"title": _("Bước %(n)s") % {"n": number}, "note": line, "state": "todo"}
            for number, line in enumerate(_lines(content.document.get("steps", "")), start=1)
        ],
    }
    return render(request, "public/procedure.html", context)


def _facts(found: Procedure, content: Content) -> dict[str, str]:
    return {
        "code": found.code,
        "name": content.name,
        "summary": "",
        "field_name": found.field,
        "field_url": reverse("public:catalogue", query={"linh-vuc": found.field_slug}),
        "applicants": content.document.get("applicant", ""),
        "decision_no": content.document.get("decision_no", ""),
        "source_url": _web_address(content.document.get("source_url", "")),
    }


def _web_address(text: object) -> str:
    """Return ``text`` when it leads to a page; a file that was imported may say anything."""
    return text if isinstance(text, str) and text.startswith(("https://", "http://")) else ""


def _limit(limit: Limit | None, terms: Terms | None, agency: Agency | None) -> dict[str, str]:
    is_shorter = terms is not None and terms.committed is not None
    return {
        "text": limit_words(limit),
        "at": _("tại %(agency)s") % {"agency": agency.name} if agency and is_shorter else "",
        "statutory": limit_text(terms.statutory) if terms and is_shorter else "",
    }


def _exemptions() -> str:
    names = [exemption.name.lower() for exemption in fee_exemptions(clock.today())]
    return _("Không thu của: %(who)s.") % {"who": joined(", ", names)} if names else ""


def _terms_at(found: Procedure, agency: Agency | None, stamp: int) -> Terms | None:
    """Return the terms at the installation's own desk, or None where it cannot accept it."""
    if agency is None:
        return None
    try:
        return terms_for(
            found.code, agency.pk, agency.province_id, Channel.DIRECT, clock.today(), stamp
        )
    except DomainError:
        return None


def _fees(content: Content, own: FeeRule | None) -> list[dict[str, Any]]:
    fees: list[dict[str, Any]] = []
    for terms in content.channels:
        rule = own if own is not None and terms.fee_by_province else None
        amount = rule.amount_dong if rule else terms.fee_dong
        if amount is None and not terms.fee_note:
            continue
        if terms.fee_by_province and own is None:
            text = _("Do Hội đồng nhân dân tỉnh quy định")
        elif amount:
            text = rule.words() if rule else dong(Dong(amount))
        else:
            text = _("Không thu")
        fee = {
            "text": text,
            "channel": Channel(terms.channel).label.lower(),
            "note": terms.fee_note[:400],
            "amount": amount or 0,
        }
        same = next((f for f in fees if f["text"] == text and f["note"] == fee["note"]), None)
        if same:
            same["channel"] = joined(", ", (same["channel"], fee["channel"]))
        else:
            fees.append(fee)
    return fees


def _places(content: Content, agency: Agency | None) -> list[str]:
    document = content.document
    places = []
    if agency and agency.address:
        places.append(_("Tại quầy: %(address)s.") % {"address": agency.address})
    if executing := document.get("executing_agency"):
        places.append(_("Cơ quan giải quyết: %(agency)s.") % {"agency": executing})
    channels = [Channel(terms["channel"]).label.lower() for terms in document["channels"]]
    if channels:
        places.append(_("Nộp bằng cách: %(ways)s.") % {"ways": joined(", ", channels)})
    return places


def _promise_today(limit: Limit | None, agency: Agency | None) -> dict[str, Any] | None:
    calendar = calendar_or_none(agency)
    if limit is None or calendar is None:
        return None
    answer = due(clock.now(), limit, calendar)
    if answer.due is None:
        return None
    return {
        "at": answer.due,
        "strong": _("Nộp hôm nay, %(day)s có") % {"day": weekday_day(answer.due)},
        "soft": _("chậm nhất %(hour)s") % {"hour": hour(answer.due)},
        "days": answer.explanation.days,
        "warnings": answer.warnings,
    }


def _paper_groups(content: Content) -> list[dict[str, Any]]:
    """Group the papers by the case they are asked in; mere notes come last."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for paper in content.papers:
        label = _("Lưu ý") if paper.kind is PaperKind.NOTE else paper.case.strip("* :")
        groups.setdefault(label, []).append(
            {
                "name": paper.name.lstrip("-+* "),
                "originals": paper.originals,
                "copies": paper.copies,
                "form_url": "",
            }
        )
    ordered = sorted(groups.items(), key=lambda item: (item[0] == _("Lưu ý"), item[0] != ""))
    return [
        {"label": label, "papers": papers, "is_folded": label == _("Lưu ý")}
        for label, papers in ordered
    ]


def _lines(text: str) -> list[str]:
    return [line.strip(" -+\t") for line in text.splitlines() if line.strip(" -+\t")]
