"""Before the form: what is needed, with which agency and for whom; the drafts one has."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency, Installation
from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.dossiers.models import OnlineDraft
from motcua.dossiers.services.online_drafts import (
    KEPT_DAYS,
    access_online_draft,
    begin_draft,
    definition_for,
    discard,
    drafts_of,
    file_fields,
    kept_until,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import limit_text
from motcua.people.models import Person
from motcua.procedures.competence import agencies_for, nearest
from motcua.procedures.content import Content
from motcua.procedures.eforms import FormInForce, form_in_force
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.selectors import NotInForceError, Terms, terms_to_lodge, version_in_force
from motcua.web.access import CitizenRequest, citizen
from motcua.web.citizen.lodge_forms import StartForm
from motcua.web.context import stamp_of
from motcua.web.languages.reader import language_of
from motcua.web.switching import stops_when_off


@citizen
@require_safe
@never_cache
def drafts(request: CitizenRequest) -> HttpResponse:
    """List what the citizen began and did not lodge. One query."""
    return render(request, "citizen/drafts.html", {"drafts": draft_lines(request)})


def draft_lines(request: CitizenRequest) -> list[dict[str, Any]]:
    """Return the citizen's drafts as lines of a list."""
    return [
        {"draft": draft, "kept_until": kept_until(draft)} for draft in drafts_of(request.citizen)
    ]


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@stops_when_off(Feature.LODGING)
def start(request: CitizenRequest, code: str) -> HttpResponse:
    """Say what will be needed; begin a draft."""
    procedure = get_object_or_404(
        Procedure.objects.select_related("eform"), code=code, is_active=True
    )
    today = clock.today()
    try:
        form_found = form_in_force(procedure, today)
    except NotInForceError as error:
        raise Http404 from error
    installation = Installation.objects.first()
    agencies = agencies_for(procedure, installation.unit_id, today) if installation else []
    person = Person.objects.get(pk=request.citizen.person_id)
    home = nearest(agencies, person.address)
    form = StartForm(
        request.POST or None,
        agencies=agencies,
        on=today,
        initial={"agency": str(home.pk) if home else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            require_on(Feature.LODGING, form.agency_chosen().pk, stamp_of(request))
            draft = begin_draft(
                citizen=request.citizen,
                procedure=procedure,
                agency=form.agency_chosen(),
                whom=form.whom(),
                at=clock.now(),
                language=language_of(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("citizen:lodge-page", draft.ref, definition_for(draft).pages[0].id)
    context = {
        "form": form,
        "procedure": procedure,
        "has_agencies": bool(agencies),
        "is_of_ministry": procedure.levels == ["ministry"],
        "kept_days": KEPT_DAYS,
        "going_on": [
            line for line in draft_lines(request) if line["draft"].procedure_id == procedure.pk
        ],
        **_needs(request, procedure, form_found, home or (agencies[0] if agencies else None)),
    }
    return render(request, "citizen/start.html", context, status=422 if form.errors else 200)


def _needs(
    request: CitizenRequest, procedure: Procedure, found: FormInForce, agency: Agency | None
) -> dict[str, Any]:
    version = version_in_force(procedure, clock.today())
    if version is None:
        raise Http404
    content = Content.from_document(version.content)
    terms, problem = _terms(request, procedure, agency)
    return {
        "papers": [
            {"name": field.words(), "must": field.get("required") is True}
            for field in file_fields(found.definition)
            if field.get("show_if") is None
        ],
        "more_papers": [
            field.words()
            for field in file_fields(found.definition)
            if field.get("show_if") is not None
        ],
        "pages": [page.title() for page in found.definition.pages],
        "fee": terms.fee if terms else None,
        "limit": limit_text(terms.limit) if terms and terms.has_limit else "",
        "problem": problem,
        "is_plain": found.version is None,
        "decided_by": content.document.get("competent_authority", ""),
    }


def _terms(
    request: CitizenRequest, procedure: Procedure, agency: Agency | None
) -> tuple[Terms | None, str]:
    """Return the terms of lodging online, or None and the sentence that says why not."""
    if agency is None:
        return None, ""
    try:
        terms = terms_to_lodge(
            procedure.code,
            agency.pk,
            agency.province_id,
            str(Channel.ONLINE),
            clock.today(),
            stamp_of(request),
        )
    except DomainError as error:
        return None, str(error)
    return terms, ""


@citizen
@require_POST
def discard_draft(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Throw a draft away."""
    draft: OnlineDraft = access_online_draft(request.citizen, ref)
    try:
        discard(draft, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã bỏ bản nháp và các tệp của nó."))
    return redirect("citizen:drafts")
