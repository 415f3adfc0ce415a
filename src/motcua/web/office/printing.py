"""Official forms, labels and lists as PDF answers, from facts that are frozen or gathered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.agencies.selectors import DeskContext
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import render_pdf
from motcua.dossiers import forms
from motcua.dossiers.models import Dossier, DossierPersonalData, IssuedForm
from motcua.dossiers.services.receipts import stored_people
from motcua.dossiers.services.signing_forms import name_of_form
from motcua.kernel import clock
from motcua.procedures.selectors import content_of
from motcua.signatures.selectors import bytes_of
from motcua.web import formats


def form_response(issued: IssuedForm, *, is_preview: bool = False) -> HttpResponse:
    """Hand out an issued form: signed by its agency where it is, else drawn.

    A void one and a preview say so across the top, and carry no signature.
    """
    signed = issued.signed_file
    if signed is not None and issued.voided_at is None and not is_preview:
        return _answer(bytes_of(signed), name_of_form(issued))
    payload = dict(issued.payload)
    if is_preview:
        payload["notice"] = _("Bản xem trước, chưa lập")
    elif issued.voided_at is not None:
        payload["notice"] = _("ĐÃ HỦY lúc %(time)s. Lý do: %(reason)s") % {
            "time": formats.moment_year(clock.local(issued.voided_at)),
            "reason": issued.void_reason,
        }
    template = issued.template
    return _pdf(template.layout, template.texts, payload, name_of_form(issued))


def label_response(dossier: Dossier, *, desk: DeskContext, at: datetime) -> HttpResponse:
    """Draw the label of a dossier's folder."""
    personal = DossierPersonalData.objects.get(dossier=dossier)
    content = content_of(dossier.procedure_version_id, desk.stamp)
    payload = {
        **forms.common(
            dossier,
            desk=desk.desk,
            applicant=stored_people(personal)["applicant"],
            procedure=forms.procedure_line(content, dossier.procedure.code),
            at=at,
        ),
        "accepted_at": forms.instant(dossier.accepted_at or dossier.submitted_at),
        "due_at": forms.instant(dossier.due_at) if dossier.due_at else None,
        "papers_count": dossier.papers.count(),
        "holder": dossier.agency.name,
    }
    template = _template("label", desk, at)
    return _pdf(template.layout, template.texts, payload, f"tem-{dossier.code}.pdf")


def visit_list_response(
    dossiers: Sequence[Dossier], *, desk: DeskContext, officer_name: str, at: datetime
) -> HttpResponse:
    """Draw the receipts of one visit as one list."""
    first = dossiers[0]
    personal = DossierPersonalData.objects.get(dossier=first)
    applicant = stored_people(personal)["applicant"]
    receipts = [_visit_line(dossier, desk.stamp) for dossier in dossiers]
    payload = {
        "head": forms.head(desk.desk),
        "place": desk.agency.place,
        "issued_at": forms.instant(at),
        "hotline": desk.desk.phone or desk.agency.phone or None,
        "applicant": forms.party(applicant),
        "receipts": receipts,
        "total_fee": sum(receipt["fee"] for receipt in receipts),
        "signatures": {"applicant": applicant.full_name, "officer": officer_name},
    }
    template = _template("visit_list", desk, at)
    return _pdf(template.layout, template.texts, payload, "danh-sach-ho-so.pdf")


def _visit_line(dossier: Dossier, stamp: int) -> dict[str, Any]:
    content = content_of(dossier.procedure_version_id, stamp)
    return {
        "code": dossier.code or dossier.tracking_code,
        "tracking_code": dossier.tracking_code,
        "tracking_url": forms.tracking_url(dossier.tracking_code),
        "procedure": forms.procedure_line(content, dossier.procedure.code),
        "due_at": forms.instant(dossier.due_at) if dossier.due_at else None,
        "fee": sum(c.amount_dong for c in dossier.charges.all() if not c.exemption),
    }


def slip_response(
    kind: str, payload: Mapping[str, Any], *, desk: DeskContext, at: datetime
) -> HttpResponse:
    """Draw a form about one dossier that is not kept but told from the record each time."""
    template = _template(kind, desk, at)
    return _pdf(template.layout, template.texts, payload, f"{kind}-{payload['code']}.pdf")


def _template(kind: str, desk: DeskContext, at: datetime) -> FormTemplate:
    return FormTemplate.objects.get(pk=forms.template_id(kind, clock.day_of(at), desk.stamp))


def _pdf(
    layout: str, texts: Mapping[str, str], payload: Mapping[str, object], name: str
) -> HttpResponse:
    return _answer(render_pdf(layout, texts, payload), name)


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
