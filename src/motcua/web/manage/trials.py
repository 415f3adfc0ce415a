"""Trying a draft before it is published: form, papers and fee, receipt, process, to the end.

What is tried stands in the session of whoever tries, and nowhere else, until the walk ends: then
one row says on which text it was and how it went.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency, Installation
from motcua.dossiers.promises import Promise
from motcua.dossiers.trials import Accepted, Trial, Wanted, form_draft_of, walked
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Definition, FieldType, Page
from motcua.kernel.eforms.posted import typed_on
from motcua.kernel.eforms.showing import answered
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import limit_text
from motcua.procedures.competence import agencies_for
from motcua.procedures.models import Channel, Procedure, ProcedureVersion
from motcua.procedures.selectors import fee_exemptions
from motcua.procedures.services import problems_of
from motcua.procedures.trials import (
    KEPT,
    Tried,
    content_digest,
    is_trial_required,
    keep_trial,
    set_trial_required,
    standing_of,
)
from motcua.web.access import StaffRequest
from motcua.web.citizen.lodge_page import scripted
from motcua.web.citizen.questions import Seen, questions_of
from motcua.web.context import stamp_of
from motcua.web.manage.access import changes
from motcua.web.manage.trial_forms import FeeForm, TrialForm
from motcua.web.office.story import working_time

TRIED: Final = "procedure_trial"
"""Under this name the session keeps what is being tried."""
_AS_IF_SENT: Final = "thu"
_LONGEST: Final = 200_000
_MOST_PICKS: Final = 100


class _Changed(Exception):  # noqa: N818, it leads back to the beginning, no accident
    """The draft is not the one that the trial was begun with, or nothing was begun."""


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: StaffRequest, code: str) -> HttpResponse:
    """Say how far the draft was tried; begin a trial: by which agency, how and when."""
    draft = _draft(code)
    now = clock.local(clock.now())
    form = TrialForm(
        request.POST or None,
        agencies=_agencies(draft.procedure),
        has_form_draft=form_draft_of(draft.procedure) is not None,
        initial={"on": now.date(), "hour": f"{now:%H:%M}", "channel": Channel.ONLINE.value},
    )
    if request.method == "POST" and form.is_valid():
        trial = Trial(draft, form.wanted(), {}, stamp_of(request))
        try:
            first = trial.definition.pages[0]
        except (DomainError, IndexError) as error:
            form.add_error(None, str(error) or _("Tờ khai chưa có trang nào."))
        else:
            _begin(request, trial)
            return redirect("manage:trial-page", code, first.id)
    trials = draft.procedure.trials.select_related("agency", "done_by")[:KEPT]
    context = {
        "procedure": draft.procedure,
        "draft": draft,
        "form": form,
        "problems": problems_of(draft.content),
        "standing": standing_of(draft),
        "trials": trials,
        "known": content_digest(draft.content),
        "is_required": is_trial_required(),
        "goes_on": _goes_on(request, draft),
    }
    return render(request, "manage/trial.html", context, status=422 if form.errors else 200)


@changes
@require_POST
def set_rule(request: StaffRequest, code: str) -> HttpResponse:
    """Let publishing wait for a trial, or no longer; for every procedure."""
    is_required = request.POST.get("is_required") == "1"
    set_trial_required(is_required=is_required, actor=request.actor, at=clock.now())
    messages.success(
        request,
        _("Từ nay bản thảo nào chưa thử đến cuối thì không công bố được.")
        if is_required
        else _("Từ nay bản thảo chưa thử vẫn công bố được, có lời nhắc."),
    )
    return redirect("manage:trial", code)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: StaffRequest, code: str, page_id: str) -> HttpResponse:
    """Show a page of the form as the citizen will see it; take what is typed."""
    try:
        trial = _going_on(request, code)
    except _Changed:
        return _back_to_begin(request, code)
    found = trial.definition.page(page_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        wrong = trial.judged.errors if "sua" in request.GET else {}
        return _page(request, trial, found, wrong)
    return _typed(request, trial, found)


def _typed(request: StaffRequest, trial: Trial, found: Page) -> HttpResponse:
    code = trial.draft.procedure.code
    typed = {**trial.typed, **_typed_on(request, found)}
    if len(json.dumps(typed)) > _LONGEST:
        messages.error(request, _("Những gì đã gõ dài quá, không thử được. Xin viết ngắn lại."))
        return redirect("manage:trial-page", code, found.id)
    request.session[TRIED] = {**request.session[TRIED], "typed": typed, "picks": []}
    return _onward(request, Trial(trial.draft, trial.wanted, typed, trial.stamp), found)


def _onward(request: StaffRequest, trial: Trial, found: Page) -> HttpResponse:
    """Lead to where the pressed button goes, unless something is wrong on this page."""
    code, do = trial.draft.procedure.code, request.POST.get("do", "next").partition(":")[0]
    pages = trial.judged.pages
    place = pages.index(found.id) if found.id in pages else len(pages)
    if do in {"row", "drop"}:
        return redirect("manage:trial-page", code, found.id)
    if do == "back":
        return (
            redirect("manage:trial-page", code, pages[place - 1])
            if place
            else redirect("manage:trial", code)
        )
    wrong = _on_page(found, trial)
    if wrong:
        return _page(request, trial, found, wrong, status=422)
    if _has_more(request, found, trial):
        messages.info(request, _("Theo điều vừa trả lời, trang này có thêm câu hỏi."))
        return redirect("manage:trial-page", code, found.id)
    following = pages[place + 1 :]
    if following:
        return redirect("manage:trial-page", code, following[0])
    return redirect("manage:trial-check", code)


def _typed_on(request: HttpRequest, found: Page) -> dict[str, Any]:
    """Return what was typed; a file counts as sent where its box is ticked."""
    typed = typed_on(found, {name: request.POST.getlist(name) for name in request.POST})
    sent = set(request.POST.getlist("sent"))
    for field in found.fields:
        if field.type is FieldType.FILE:
            typed[field.id] = [_AS_IF_SENT] if field.id in sent else []
    do, _colon, what = request.POST.get("do", "").partition(":")
    group, _dot, number = what.partition(".")
    rows = typed.get(group)
    if isinstance(rows, list) and do == "row":
        rows.extend({} for _n in range(2 if not rows else 1))
    elif isinstance(rows, list) and do == "drop" and number.isascii() and number.isdigit():
        del rows[int(number) : int(number) + 1]
    return typed


def _on_page(found: Page, trial: Trial) -> dict[str, str]:
    ids = {field.id for field in found.fields}
    errors = trial.judged.errors.items()
    return {path: said for path, said in errors if path.partition(".")[0] in ids}


def _has_more(request: HttpRequest, found: Page, trial: Trial) -> bool:
    """Say whether a question appeared that nobody has seen: without a script it waits."""
    seen = set(request.POST.get("seen", "").split())
    ids = {field.id for field in found.fields}
    return bool((ids & trial.judged.shown) - seen)


def _page(
    request: StaffRequest, trial: Trial, found: Page, wrong: dict[str, str], status: int = 200
) -> HttpResponse:
    judged, on = trial.judged, trial.wanted.on
    seen = Seen(trial.typed, judged, {}, {}, "vi", on, trial.stamp, wrong)
    pages = judged.pages if found.id in judged.pages else [*judged.pages, found.id]
    context = {
        "procedure": trial.draft.procedure,
        "trial": trial,
        "page": found,
        "questions": questions_of(found, seen),
        "sent": [name for name, value in trial.typed.items() if value == [_AS_IF_SENT]],
        "number": pages.index(found.id) + 1,
        "count": len(pages),
        "today": on,
        "seen": " ".join(sorted(path for path in judged.shown if "." not in path)),
        "wrong": [(path.replace(".", "-"), said) for path, said in wrong.items()],
        "script": scripted(trial.definition, trial.typed),
    }
    return render(request, "manage/trial_page.html", context, status=status)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: StaffRequest, code: str) -> HttpResponse:
    """Show answers, papers and fee that would be asked for; take it in as the desk would."""
    try:
        trial = _going_on(request, code)
    except _Changed:
        return _back_to_begin(request, code)
    exemptions = list(fee_exemptions(trial.wanted.on))
    posted = request.POST if request.method == "POST" else None
    form = FeeForm(posted, trial=trial, exemptions=exemptions)
    problem = ""
    if posted is not None and form.is_valid():
        wanted = replace(trial.wanted, **form.said())
        trial = Trial(trial.draft, wanted, trial.typed, trial.stamp)
        request.session[TRIED] = {**request.session[TRIED], **_kept(wanted), "picks": []}
        if posted.get("do") != "fee":
            try:
                trial.accepted()
            except DomainError as error:
                problem = str(error)
                if not trial.judged.errors:
                    _keep(request, trial, None, [problem])
            else:
                return redirect("manage:trial-receipt", code)
        else:
            return redirect("manage:trial-check", code)
    context = {**_summary(trial), "form": form, "problem": problem}
    status = 422 if problem or form.errors else 200
    return render(request, "manage/trial_check.html", context, status=status)


def _summary(trial: Trial) -> dict[str, Any]:
    definition, terms = trial.definition, trial.terms
    return {
        "procedure": trial.draft.procedure,
        "trial": trial,
        "pages": answered(definition, trial.judged.cleaned),
        "files": {_AS_IF_SENT: {"name": _("coi như đã gửi")}},
        "missing": _missing(definition, trial),
        "papers": trial.content.papers_to_hand_in(),
        "limit": limit_text(terms.limit) if terms.has_limit else "",
    }


def _missing(definition: Definition, trial: Trial) -> list[dict[str, str]]:
    return [
        {
            "sentence": said,
            "page": definition.by_id[path.split(".", maxsplit=1)[0]].page,
            "place": path.replace(".", "-"),
        }
        for path, said in trial.judged.errors.items()
    ]


@changes
@require_safe
@never_cache
def receipt(request: StaffRequest, code: str) -> HttpResponse:
    """Show both due dates with their reasons, and the way to form 01."""
    try:
        trial = _going_on(request, code)
        accepted = trial.accepted()
    except (_Changed, DomainError):
        return _back_to_begin(request, code)
    context = {
        "procedure": trial.draft.procedure,
        "trial": trial,
        "accepted": accepted,
        "promised": accepted.promised,
        "is_committed": accepted.promised.limit != accepted.promised.statutory_limit,
    }
    return render(request, "manage/trial_receipt.html", context)


@changes
@require_safe
@never_cache
def receipt_pdf(request: StaffRequest, code: str) -> HttpResponse:
    """Draw form 01 with the mark of a trial across it."""
    try:
        drawn = _going_on(request, code).accepted().receipt_pdf()
    except _Changed:
        return _back_to_begin(request, code)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("manage:trial", code)
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="ban-thu.pdf"'},
    )


@changes
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def walk(request: StaffRequest, code: str) -> HttpResponse:
    """Go through the internal process step by step; keep how it went once it is over."""
    try:
        trial = _going_on(request, code)
        accepted = trial.accepted()
    except (_Changed, DomainError):
        return _back_to_begin(request, code)
    picks: list[str] = request.session[TRIED].get("picks", [])
    if request.method == "POST":
        return _picked(request, trial, accepted, picks)
    way = walked(trial.content.process, accepted, picks)
    context = {
        "procedure": trial.draft.procedure,
        "trial": trial,
        "way": way,
        "needs_result": trial.content.process.needs_result,
        "working_time": working_time,
        "standing": standing_of(trial.draft),
    }
    return render(request, "manage/trial_walk.html", context)


def _picked(
    request: StaffRequest, trial: Trial, accepted: Accepted, picks: list[str]
) -> HttpResponse:
    """Take the outcome that was chosen, or go a step back."""
    code, process = trial.draft.procedure.code, trial.content.process
    before = walked(process, accepted, picks)
    pick = request.POST.get("outcome", "")
    if request.POST.get("do") == "back":
        picks = picks[:-1]
    elif before.here is None or before.here.step.outcome(pick) is None:
        if before.is_lost and request.POST.get("do") == "keep":
            _keep(request, trial, accepted.promised)
        return redirect("manage:trial-walk", code)
    else:
        picks = [*picks, pick][:_MOST_PICKS]
    request.session[TRIED] = {**request.session[TRIED], "picks": picks}
    after = walked(process, accepted, picks)
    if request.POST.get("do") != "back" and (after.is_over or after.is_lost):
        _keep(request, trial, accepted.promised)
    return redirect("manage:trial-walk", code)


def _keep(
    request: StaffRequest, trial: Trial, promised: Promise | None, problems: Sequence[str] = ()
) -> None:
    """Keep how it went: what could not be taken in, or else the walk as it stands."""
    way = None
    if promised is not None:
        picks = request.session[TRIED]["picks"]
        way = walked(trial.content.process, trial.accepted(), picks)
    tried = Tried(
        content_digest=content_digest(trial.draft.content),
        form_digest=trial.form_digest,
        agency_id=trial.wanted.agency.pk,
        channel=str(trial.wanted.channel),
        accepted_at=trial.wanted.at,
        due_at=promised.due_at if promised else None,
        statutory_due_at=promised.statutory_due_at if promised else None,
        walked=way.walked if way else (),
        problems=way.problems if way else problems,
        is_at_end=way.is_over if way else False,
    )
    keep_trial(trial.draft, tried, actor=request.actor, at=clock.now())


def _draft(code: str) -> ProcedureVersion:
    drafts = ProcedureVersion.objects.select_related("procedure__eform")
    found: ProcedureVersion = get_object_or_404(
        drafts, procedure__code=code, status=ProcedureVersion.Status.DRAFT
    )
    return found


def _agencies(procedure: Procedure) -> list[Agency]:
    installation = Installation.objects.first()
    return (
        agencies_for(procedure, installation.unit_id, clock.today())
        if installation is not None
        else []
    )


def _begin(request: StaffRequest, trial: Trial) -> None:
    request.session[TRIED] = {
        "code": trial.draft.procedure.code,
        "digest": _digest(trial),
        "typed": {},
        "picks": [],
        **_kept(trial.wanted),
    }


def _digest(trial: Trial) -> str:
    return f"{content_digest(trial.draft.content)}:{trial.form_digest}"


def _kept(wanted: Wanted) -> dict[str, Any]:
    return {
        "agency": wanted.agency.pk,
        "channel": str(wanted.channel),
        "at": wanted.at.isoformat(),
        "with_form_draft": wanted.with_form_draft,
        "copies": wanted.copies,
        "pages": wanted.pages,
        "relief": wanted.relief.code if wanted.relief else "",
    }


def _going_on(request: StaffRequest, code: str) -> Trial:
    """Return the trial that was begun on this very text of the draft. Raises _Changed."""
    kept = request.session.get(TRIED) or {}
    draft = _draft(code)
    if kept.get("code") != code:
        raise _Changed
    agency = Agency.objects.select_related("unit", "parent").filter(pk=kept["agency"]).first()
    if agency is None:
        raise _Changed
    at = datetime.fromisoformat(kept["at"])
    relief = fee_exemptions(clock.day_of(at)).filter(code=kept["relief"] or "-").first()
    wanted = Wanted(
        agency=agency,
        channel=Channel(kept["channel"]),
        at=at,
        with_form_draft=kept["with_form_draft"],
        copies=kept["copies"],
        pages=kept["pages"],
        relief=relief.relief if relief else None,
    )
    trial = Trial(draft, wanted, kept["typed"], stamp_of(request))
    try:
        if kept["digest"] != _digest(trial):
            raise _Changed
    except DomainError as error:
        raise _Changed from error
    return trial


def _goes_on(request: StaffRequest, draft: ProcedureVersion) -> bool:
    kept = request.session.get(TRIED) or {}
    known = content_digest(draft.content)
    return kept.get("code") == draft.procedure.code and str(kept["digest"]).startswith(known)


def _back_to_begin(request: StaffRequest, code: str) -> HttpResponse:
    messages.info(
        request,
        _("Bản thảo hoặc tờ khai đã đổi, hoặc lần thử chưa tới trang đó. Xin thử từ đầu."),
    )
    return redirect("manage:trial", code)
