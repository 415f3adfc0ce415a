"""The end of the form: check the answers, lodge, and what happens next."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.selectors import NoCalendarError
from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.documents.services import owner_of
from motcua.dossiers.models import OnlineDraft, Standing
from motcua.dossiers.policies import access_own_dossier
from motcua.dossiers.services.lodging import DuplicateDossierError
from motcua.dossiers.services.online import (
    AnswersRefusedError,
    answer_due,
    lodge_online,
    make_document,
    terms_online,
)
from motcua.dossiers.services.online_drafts import (
    DraftLodgedError,
    access_online_draft,
    definition_for,
    first_unfinished,
    judged,
)
from motcua.dossiers.services.online_fee import DraftFee, draft_fee, save_fee
from motcua.dossiers.services.online_signing import is_signed
from motcua.kernel import clock
from motcua.kernel.eforms.showing import answered
from motcua.kernel.errors import DomainError
from motcua.procedures.selectors import fee_exemptions
from motcua.web.access import CitizenRequest, citizen
from motcua.web.citizen.lodge_forms import FeeForm
from motcua.web.context import stamp_of
from motcua.web.switching import sentence_of
from motcua.web.uploads import files_from


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Show all answers with the way to change each; make the form's PDF; lodge."""
    draft = access_online_draft(request.citizen, ref)
    if draft.dossier is not None:
        return redirect("citizen:lodged", draft.dossier.tracking_code)
    problem: DomainError | None = None
    if request.method == "POST":
        try:
            return _do(request, draft)
        except AnswersRefusedError:
            pass  # the page itself says what is missing, and where
        except DomainError as error:
            problem = error
        draft.refresh_from_db()
    context = _summary(request, draft)
    context |= {
        "problem": str(problem) if problem else "",
        "is_duplicate": isinstance(problem, DuplicateDossierError),
    }
    off = sentence_of(request, Feature.LODGING, draft.agency_id)
    if off:
        context |= {"problem": "", "cannot": off}
    status = 422 if request.method == "POST" else 200
    return render(request, "citizen/lodge_check.html", context, status=status)


def _do(request: CitizenRequest, draft: OnlineDraft) -> HttpResponse:
    at = clock.now()
    if request.POST.get("do") == "document":
        make_document(draft, citizen=request.citizen, at=at)
        return redirect("citizen:lodge-check", draft.ref)
    if request.POST.get("do") == "sign":
        file = make_document(draft, citizen=request.citizen, at=at)
        back = reverse("citizen:lodge-check", args=[draft.ref])
        return redirect(reverse("citizen:sign", args=[file.ref], query={"next": back}))
    require_on(Feature.LODGING, draft.agency_id, stamp_of(request))
    dossier = lodge_online(
        draft,
        citizen=request.citizen,
        at=at,
        knows_of_duplicate=bool(request.POST.get("knows_of_duplicate")),
    )
    return redirect("citizen:lodged", dossier.tracking_code)


def _summary(request: CitizenRequest, draft: OnlineDraft) -> dict[str, Any]:
    definition = definition_for(draft)
    looked = judged(draft, clock.today())
    unfinished = first_unfinished(draft, clock.today())
    fee, cannot = _fee(request, draft, looked.cleaned)
    return {
        "draft": draft,
        "form_title": definition.title(draft.language),
        "pages": answered(definition, looked.cleaned, draft.language),
        "files": {str(file.ref): file for file in draft.files.all()},
        "origins": draft.origins,
        "unfinished": unfinished,
        "missing": _missing(looked.errors, draft),
        "last_page": looked.pages[-1] if looked.pages else definition.pages[0].id,
        "is_for_another": draft.standing != Standing.SELF,
        "fee": fee,
        "cannot": cannot,
        "is_signed": is_signed(draft),
    }


def _missing(errors: Mapping[str, str], draft: OnlineDraft) -> list[dict[str, str]]:
    """Return what is still to be done: the sentence, and the page and place where."""
    definition = definition_for(draft)
    return [
        {
            "sentence": said,
            "page": definition.by_id[path.split(".", maxsplit=1)[0]].page,
            "place": path.replace(".", "-"),
        }
        for path, said in errors.items()
    ]


def _fee(
    request: CitizenRequest, draft: OnlineDraft, cleaned: Mapping[str, Any]
) -> tuple[DraftFee | None, str]:
    """Return what is to be paid, and why it cannot be lodged where it cannot."""
    try:
        terms = terms_online(draft, clock.today(), stamp_of(request))
    except DomainError as error:
        return None, str(error)
    return draft_fee(draft, cleaned, terms, clock.today()), ""


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fee(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Ask how many copies are wanted, and whether somebody is to be let off."""
    draft = access_online_draft(request.citizen, ref)
    if draft.dossier is not None:
        return redirect("citizen:lodged", draft.dossier.tracking_code)
    owed, _cannot = _fee(request, draft, judged(draft, clock.today()).cleaned)
    if owed is None or owed.fee is None:
        return redirect("citizen:lodge-check", draft.ref)
    exemptions = list(fee_exemptions(clock.today()))
    posted = request.POST if request.method == "POST" else None
    form = FeeForm(posted, owed=owed, exemptions=exemptions, said=draft.fee)
    if posted is not None:
        at = clock.now()
        owner = owner_of(request.citizen.actor)
        files, problems = files_from(request, "evidence", owner=owner, at=at)
        for problem in problems:
            form.add_error("evidence", problem)
        if form.is_valid():
            answers = form.answers(files[-1] if files else None)
            try:
                save_fee(draft, answers, citizen=request.citizen, at=at)
            except DraftLodgedError as error:
                return redirect("citizen:lodged", error.tracking_code)
            return redirect("citizen:lodge-check", draft.ref)
    context = {"draft": draft, "form": form, "owed": owed, "exemptions": exemptions}
    return render(request, "citizen/lodge_fee.html", context, status=422 if form.errors else 200)


@citizen
@require_safe
@never_cache
def lodged(request: CitizenRequest, key: str) -> HttpResponse:
    """Show the code, and until when the desk answers and why."""
    dossier = access_own_dossier(request.citizen, key)
    try:
        answer = answer_due(dossier.receiving_agency, dossier.submitted_at)
    except NoCalendarError:
        answer = None
    context = {
        "dossier": dossier,
        "answer_at": answer.due if answer else None,
        "days": answer.explanation.days if answer else [],
        "charges": dossier.charges.filter(exemption="", payment__isnull=True),
        "has_mail": bool(dossier.applicant.email),
    }
    return render(request, "citizen/lodged.html", context)
